//! A newcomer with the README beside her: from an empty folder to a published survey that is answered on a phone, and its
//! result on the screen, all by plain forms in a real browser with script off. Then the owner left, and the kit is in
//! the safe.

mod browser;
mod demo;
mod ground;
mod program;
mod respondent;

use browser::{Browser, OLD_PHONE, Window};
use fantoccini::Locator;
use ground::Folder;
use program::Program;
use respondent::{Respondent, fill, form};

const PASSPHRASE: &str = "seven quiet herons by the river";
/// A desk on which script is off, as on the phone.
const DESK: Window = Window { width: 1280, script: false };
/// As many as a batch has: four by plain HTTP, and the one on the phone.
const OTHERS: usize = 4;

/// A browser at the staff plane.
struct Desk {
    browser: Browser,
    origin: String,
}

impl Desk {
    async fn open(program: &Program) -> Option<Self> {
        Some(Self { browser: Browser::open(DESK).await?, origin: format!("http://{}", program.staff) })
    }

    async fn go(&self, path: &str) {
        self.browser.client.goto(&format!("{}{path}", self.origin)).await.expect("the page opens");
    }

    /// Fills the form that goes to an address with this ending, presses its button, and reads the next page.
    async fn send(&self, ending: &str, fields: &[(&str, &str)]) -> String {
        let client = &self.browser.client;
        // What is folded up is opened, as a person would.
        const UNFOLD: &str = "document.querySelectorAll('main details').forEach(part => part.open = true)";
        client.execute(UNFOLD, vec![]).await.expect("opened");
        let own = format!("main form[action$='{ending}']");
        for (name, value) in fields {
            let field = client.find(Locator::Css(&format!("{own} [name='{name}']"))).await;
            let field = field.unwrap_or_else(|_| panic!("no field {name} in {ending}"));
            match field.attr("type").await.expect("an attribute").as_deref() {
                _ if field.tag_name().await.expect("a name") == "select" => {
                    field.select_by_value(value).await.expect("chosen");
                }
                Some("checkbox") => field.click().await.expect("ticked"),
                // Keys mean something else in a date field wherever the browser speaks another language.
                Some("date") => {
                    const SET: &str = "document.querySelector(arguments[0]).value = arguments[1]";
                    let at = format!("{own} [name='{name}']");
                    client.execute(SET, vec![at.into(), (*value).into()]).await.expect("a day");
                }
                _ => field.send_keys(value).await.expect("typed"),
            }
        }
        self.press(&format!("{own} button")).await
    }

    async fn press(&self, button: &str) -> String {
        self.browser.follow(button).await;
        self.text("main").await
    }

    async fn text(&self, selector: &str) -> String {
        let found = self.browser.client.find(Locator::Css(selector)).await.expect("it is on the page");
        found.text().await.expect("words")
    }

    /// A part of the address, counted from the host.
    async fn part(&self, number: usize) -> String {
        let address = self.browser.client.current_url().await.expect("an address");
        address.path().split('/').nth(number).expect("a part").to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_empty_folder_to_a_result_on_the_screen_and_on_without_the_owner() {
    let folder = Folder::new();
    let respond = format!("127.0.0.1:{}", demo::free_port());
    let program = Program::start_at(&respond, &folder.path().join("data"), &[]);
    let Some(desk) = Desk::open(&program).await else { return };
    let kit = begin(&desk).await;
    let study = make_study(&desk).await;
    publish(&desk, &study).await;
    let (collection, word) = collect(&desk, &study).await;
    for _ in 0..OTHERS {
        answer(&respond, &word).await;
    }
    answer_on_the_phone(&respond, &word).await;
    desk.go(&format!("/studies/{study}/collections/{collection}")).await;
    assert!(desk.send("/close", &[]).await.contains("It takes no answers now."));
    desk.go(&format!("/studies/{study}/results/{collection}")).await;
    shows_the_result(&desk.text("main").await);
    desk.browser.close().await;

    let Some(desk) = Desk::open(&program).await else { return };
    come_back_with_the_kit(&desk, &kit).await;
    desk.go(&format!("/studies/{study}/unlock")).await;
    desk.send("/unlock", &[("passphrase", PASSPHRASE)]).await;
    desk.go(&format!("/studies/{study}/results/{collection}")).await;
    shows_the_result(&desk.text("main").await);
    desk.browser.close().await;
}

fn shows_the_result(page: &str) {
    assert!(page.contains("Made from 5 responses") && page.contains("Where do you sleep most nights?"), "{page}");
}

/// The first start; tells the blocks of the kit.
async fn begin(desk: &Desk) -> Vec<String> {
    desk.go("/").await;
    let fields = [("name", "Olive Owner"), ("passphrase", PASSPHRASE), ("passphrase-again", PASSPHRASE)];
    desk.send("/first-start", &fields).await;
    let mut kit = Vec::new();
    for block in desk.browser.client.find_all(Locator::Css(".kit li span")).await.expect("a kit") {
        kit.push(block.text().await.expect("letters"));
    }
    assert_eq!(kit.len(), 12);
    desk.send("/first-start/kit", &[("last-block", &kit[11])]).await;
    kit
}

async fn make_study(desk: &Desk) -> String {
    desk.go("/studies/new").await;
    assert!(desk.send("/studies", &[("name", "Shore")]).await.contains("Shore"));
    desk.part(2).await
}

/// The shipped survey for survivors: taken, provided for, signed in each language, published.
async fn publish(desk: &Desk, study: &str) {
    desk.go(&format!("/studies/{study}/settings")).await;
    desk.send("/settings/holder", &[("reason", "Only one of us so far")]).await;
    desk.go(&format!("/studies/{study}/instruments")).await;
    let page = desk.press("main form[action$='/instruments/add']:has([value='survivor-housing']) button").await;
    assert!(page.contains("Housing survey"), "{page}");
    for language in ["en", "es"] {
        desk.send("/sign", &[("language", language), ("read", "on")]).await;
    }
    let page = desk.send("/publish", &[]).await;
    assert!(page.contains("Published."), "{page}");
}

/// A wave, a site, a collection that takes answers; tells its id and the word of its link.
async fn collect(desk: &Desk, study: &str) -> (String, String) {
    let board = format!("/studies/{study}/collections");
    desk.go(&board).await;
    desk.send("/waves", &[("name", "2026"), ("starts_on", "2026-06-01")]).await;
    desk.go(&board).await;
    desk.send("/sites", &[("names", "North")]).await;
    desk.go(&board).await;
    let page = desk.send("/collections", &[]).await;
    assert!(page.contains("Prepared."), "{page}");
    let collection = desk.part(4).await;
    let page = desk.send("/open", &[]).await;
    assert!(page.contains("It takes answers now."), "{page}");
    let word = page.split("/s/").nth(1).expect("a link");
    (collection, word.split(|sign: char| !sign.is_ascii_lowercase()).next().unwrap_or_default().to_owned())
}

/// Somebody answers by plain HTTP.
async fn answer(host: &str, word: &str) {
    let mut person = Respondent::new(host);
    person.open(&format!("/s/{word}")).await.expect("the welcome page");
    for _ in 0..40 {
        let Some((action, fields)) = form(&person.page) else { break };
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
        filled.push((go.name.clone(), go.values[0].clone()));
        person.send(&action, &filled).await.expect("the next page");
    }
    assert!(person.page.contains("Thank you"), "{}", person.page);
}

/// Somebody answers on an old phone and says where she sleeps.
async fn answer_on_the_phone(host: &str, word: &str) {
    let Some(phone) = Browser::open(OLD_PHONE).await else { return };
    phone.client.goto(&format!("http://{host}/s/{word}")).await.expect("the welcome page");
    for page in 0..40 {
        if page == 1 {
            let choice = phone.client.find(Locator::Css("input[name=housing_now]")).await.expect("a choice");
            choice.click().await.expect("chosen");
        }
        if phone.client.find(Locator::Css("main form p.go button:not(.sr)")).await.is_err() {
            break;
        }
        phone.follow("main form p.go button:not(.sr)").await;
    }
    let said = phone.client.find(Locator::Css("main")).await.expect("a page").text().await.expect("words");
    assert!(said.contains("Thank you"), "{said}");
    phone.close().await;
}

async fn come_back_with_the_kit(desk: &Desk, kit: &[String]) {
    desk.go("/sign-in").await;
    desk.press("main a[href='/recover']").await;
    let typed = kit.join(" ").to_lowercase();
    let fields =
        [("kit", typed.as_str()), ("name", "Nora New"), ("passphrase", PASSPHRASE), ("passphrase-again", PASSPHRASE)];
    let page = desk.send("/recover", &fields).await;
    assert!(page.contains("Shore"), "she is an owner of the study: {page}");
}
