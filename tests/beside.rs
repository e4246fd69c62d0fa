//! Pages beside the straight way: on a shared tablet, after a slip, when something is gone, taken back, or begun twice.
//! axe-core looks at each of them, on a phone and on a desk.

mod browser;
mod demo;
mod platform;
mod program;

use browser::{Browser, DESKTOP, PHONE, Window};
use fantoccini::Locator;
use platform::{Platform, Scene};
use program::Program;
use server::store::collections::Settings;
use server::store::links::Mode;

const KINDS: &str = include_str!("fixtures/every_kind.toml");
const ON: &str = "main p.go button[value=on]:not(.sr)";

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_beside_the_straight_way_on_a_phone() {
    look_at_all(PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_beside_the_straight_way_on_a_desktop() {
    look_at_all(DESKTOP).await;
}

/// Somebody who looks at every page she comes to.
struct Looking {
    browser: Browser,
    origin: String,
    pages: Vec<&'static str>,
    found: Vec<String>,
}

impl Looking {
    async fn open(&self, path: &str) {
        self.browser.client.goto(&format!("{}{path}", self.origin)).await.expect("the page opens");
    }

    /// The page must say this, and axe must find nothing on it.
    async fn look(&mut self, page: &'static str, says: &str) {
        let body = self.browser.client.find(Locator::Css("body")).await.expect("a page");
        let words = body.text().await.expect("words");
        assert!(words.contains(says), "{page}: {words}");
        self.found.extend(self.browser.axe_on_copy().await.into_iter().map(|line| format!("{page}: {line}")));
        self.pages.push(page);
    }

    async fn type_in(&self, field: &str, words: &str) {
        let field = self.browser.client.find(Locator::Css(field)).await.expect("a field");
        field.send_keys(words).await.expect("typed");
    }

    /// Presses "next" until the button that sends is there.
    async fn to_the_end(&self) {
        for _ in 0..40 {
            if self.browser.client.find(Locator::Css("main p.go button[value=send]")).await.is_ok() {
                return;
            }
            self.browser.follow(ON).await;
        }
        panic!("the journey does not end");
    }
}

async fn look_at_all(window: Window) {
    let (platform, open) = Platform::with(Scene::default()).await;
    let own = |settings| Scene { toml: KINDS.to_owned(), settings, ..Scene::default() };
    let kiosk = Settings { kiosk: true, ..Settings::default() };
    let tablet = platform.open(&own(kiosk)).await;
    let toml = KINDS.replace("id = \"every-kind\"", "id = \"every-kind-twice\"");
    let resume = Settings { resume_code: true, ..Settings::default() };
    let coded = platform.open(&Scene { toml, mode: Mode::Code, settings: resume, ..Scene::default() }).await;
    let program = Program::start(&platform.folder, &[]);
    let Some(browser) = Browser::open(window).await else { return };
    let origin = format!("http://{}", program.respond);
    let mut her = Looking { browser, origin, pages: Vec::new(), found: Vec::new() };
    a_code(&mut her, &coded.word, &coded.codes[0]).await;
    a_slip(&mut her, &coded.word).await;
    a_second_survey(&mut her, &open.word).await;
    taken_back(&mut her, &coded.word).await;
    a_shared_tablet(&mut her, &tablet.word).await;
    her.open("/s/nobody").await;
    her.look("nothing there", "There is nothing at this address").await;
    println!("{} pages: {}", her.pages.len(), her.pages.join(", "));
    assert!(her.found.is_empty(), "{:#?}", her.found);
    her.browser.close().await;
}

async fn a_code(her: &mut Looking, word: &str, code: &str) {
    her.open(&format!("/s/{word}")).await;
    her.look("a code is asked", "Your code").await;
    her.type_in("#code", "4K7-XQ2-MN8").await;
    her.browser.follow("main p.go button[value=begin]").await;
    her.look("a wrong code", "not one of our codes").await;
    her.type_in("#code", code).await;
    her.browser.follow("main p.go button[value=begin]").await;
    her.look("the first page", "What is your role?").await;
}

async fn a_slip(her: &mut Looking, word: &str) {
    her.browser.follow(ON).await;
    her.look("a slip", "Please look at this again").await;
    her.browser.follow("main button[value=resume]").await;
    let role = her.browser.client.find(Locator::Css("input[name=role]")).await.expect("a choice");
    role.click().await.expect("chosen");
    her.browser.follow("main button[value=resume]").await;
    her.look("a code to go on", "Your code to go on").await;
    her.open(&format!("/s/{word}")).await;
    her.look("begun here", "answers that were not sent yet").await;
}

async fn a_second_survey(her: &mut Looking, word: &str) {
    her.open(&format!("/s/{word}")).await;
    her.look("begun elsewhere", "answers to other questions").await;
    her.browser.follow("main button[value=anew]").await;
    her.look("the other one", "Where you live now").await;
}

async fn taken_back(her: &mut Looking, other: &str) {
    her.to_the_end().await;
    her.look("look at your answers", "Look at your answers").await;
    her.browser.client.find(Locator::Css("#want-code")).await.expect("a box").click().await.expect("ticked");
    her.browser.follow("main p.go button[value=send]").await;
    her.look("thank you", "Thank you").await;
    let shown = her.browser.client.find(Locator::Css("#withdraw-code")).await.expect("a code");
    let code = shown.text().await.expect("the code");
    her.open(&format!("/s/{other}")).await;
    her.look("a code is still shown", "still shows a code").await;
    her.open("/withdraw").await;
    her.type_in("#code", "4K7XQ-2MN84-K7XQ2").await;
    her.browser.follow("main form > button:not(.sr)").await;
    her.look("no such answers", "We found no answers").await;
    her.type_in("#code", &code).await;
    her.browser.follow("main form > button:not(.sr)").await;
    her.look("taken back", "Your answers have been deleted").await;
    her.open("/s/3").await;
    her.look("gone", "There is nothing here").await;
}

async fn a_shared_tablet(her: &mut Looking, word: &str) {
    her.open(&format!("/s/{word}")).await;
    her.look("a shared tablet", "Other people use this device").await;
    her.browser.follow("main p.go button[value=begin]").await;
    her.browser.client.find(Locator::Css(".shared summary")).await.expect("it opens").click().await.expect("opened");
    her.look("is it another person", "Throw them away and start over").await;
    let role = her.browser.client.find(Locator::Css("input[name=role]")).await.expect("a choice");
    role.click().await.expect("chosen");
    her.to_the_end().await;
    her.browser.follow("main p.go button[value=send]").await;
    her.look("thanks on a shared tablet", "Please hand this device on").await;
}
