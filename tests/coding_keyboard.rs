//! A researcher reads and codes in a real browser: by keyboard alone, with the mouse, on a phone, with script off, and
//! while the study locks under her hands.

mod browser;
mod demo;
mod platform;
mod program;
mod reading;

use std::time::Duration;

use browser::{Browser, DESKTOP, OLD_PHONE, PHONE, Window};
use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::key::Key;
use platform::PASSPHRASE;
use program::Program;
use reading::Reading;
use server::coding::PassageId;
use server::store::sql;

const FIRST: &str = "Nobody picked up the phone. I called again at night.";

/// A study with answers and codes, served by a real program, and a browser in which the owner unlocked it.
struct Desk {
    reading: Reading,
    program: Program,
    browser: Browser,
}

impl Desk {
    /// None, said aloud, where there is no browser.
    async fn open(window: Window, answers: &[&str]) -> Option<Self> {
        let reading = Reading::with(answers).await;
        for code in ["Reachability", "Waiting", "Trust"] {
            reading.code(code).await;
        }
        let browser = Browser::open(window).await?;
        let program = Program::start(&reading.platform.folder, &[]);
        let desk = Self { reading, program, browser };
        desk.enter().await;
        Some(desk)
    }

    async fn enter(&self) {
        let client = &self.browser.client;
        client.goto(&format!("http://{}/sign-in", self.program.staff)).await.expect("the sign-in page");
        self.fill("main input[type=text]", "Olive Owner").await;
        self.fill("main input[type=password]", PASSPHRASE).await;
        self.browser.follow("main form button").await;
        client.goto(&self.address("")).await.expect("the list");
        self.unlock().await;
        client.goto(&self.address("")).await.expect("the list");
    }

    async fn unlock(&self) {
        self.fill("main input[type=password]", PASSPHRASE).await;
        self.browser.follow("form[action$='/unlock'] button").await;
    }

    fn address(&self, query: &str) -> String {
        format!("http://{}{}{query}", self.program.staff, self.reading.page("passages"))
    }

    /// Waits until the script is there; false, said aloud, where there is none.
    async fn is_alive(&self) -> bool {
        if self.browser.client.find(Locator::Css("script[type=module]")).await.is_err() {
            println!("SKIPPED: built without islands");
            return false;
        }
        let ready = Locator::Css("html[data-islands=ready]");
        self.browser.client.wait().for_element(ready).await.expect("the script starts");
        true
    }

    async fn fill(&self, selector: &str, text: &str) {
        let field = self.browser.client.find(Locator::Css(selector)).await.expect("a field");
        field.send_keys(text).await.expect("typed");
    }

    /// Presses a key, with others held down.
    async fn press(&self, held: &[Key], key: char) {
        let mut actions = KeyActions::new("keys".into());
        for one in held {
            actions = actions.then(KeyAction::Down { value: (*one).into() });
        }
        actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for one in held {
            actions = actions.then(KeyAction::Up { value: (*one).into() });
        }
        self.browser.client.perform_actions(actions).await.expect("pressed");
    }

    async fn keys(&self, keys: &str) {
        for key in keys.chars() {
            self.press(&[], key).await;
        }
    }

    async fn run(&self, script: &str) -> serde_json::Value {
        self.browser.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until the page tells this to those who do not see it.
    async fn told(&self, words: &str) {
        let mut last = String::new();
        for _ in 0..200 {
            let said = self.run("return document.getElementById('pad-said').textContent").await;
            last = said.as_str().unwrap_or_default().to_owned();
            if last.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("“{words}” is not told; last: “{last}”");
    }

    /// The element that has the focus, by its id.
    async fn focus(&self) -> String {
        let id = self.run("return document.activeElement.id").await;
        id.as_str().unwrap_or_default().to_owned()
    }

    /// Selects UTF-16 units of a passage as dragging the mouse does.
    async fn select(&self, passage: &PassageId, from: usize, to: usize) {
        let script = format!(
            "const words = document.getElementById('w-p-{passage}');
             const place = at => {{
                 const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
                 for (let node = walk.nextNode(); node; node = walk.nextNode()) {{
                     if (at <= node.length) return [node, at];
                     at -= node.length;
                 }}
             }};
             getSelection().setBaseAndExtent(...place({from}), ...place({to}));"
        );
        self.run(&script).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    /// What is coded, as words and the name of the code.
    async fn coded(&self) -> Vec<(String, String)> {
        self.reading
            .look(|desk| {
                let told = |coded: &server::coding::Coded| {
                    let text = desk.text(&coded.passage).unwrap_or_default();
                    let words = coded.span.map_or("all of it", |span| span.of(text).unwrap_or("nowhere"));
                    (words.to_owned(), desk.code_name(desk.coding.code_of(coded)).to_owned())
                };
                let mut all: Vec<_> = desk.coding.codings.values().map(told).collect();
                all.sort();
                all
            })
            .await
    }

    async fn shot(&self, name: &str) {
        if let Some(folder) = std::env::var_os("TIDEMARK_PICTURES") {
            let picture = self.browser.client.screenshot().await.expect("a picture");
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), picture).expect("kept");
        }
    }
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(words, code)| ((*words).to_owned(), (*code).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_reading_and_coding_works_by_keyboard_alone_and_is_told() {
    let Some(desk) = Desk::open(DESKTOP, &[FIRST]).await else { return };
    desk.reading.answer("fear", "That nobody will believe me").await;
    desk.browser.client.goto(&desk.address("")).await.expect("the list");
    if !desk.is_alive().await {
        return;
    }
    desk.keys("j").await;
    desk.told(FIRST).await;
    assert!(desk.focus().await.starts_with("p-a."), "the passage has the focus");
    let outline = desk.run("return getComputedStyle(document.activeElement).outlineStyle").await;
    assert_ne!(outline, "none", "and it is seen");
    desk.press(&[], Key::Enter.into()).await;
    desk.told("Selecting words. Nobody").await;
    desk.press(&[], Key::Right.into()).await;
    desk.told("picked").await;
    desk.press(&[Key::Shift], Key::Right.into()).await;
    desk.told("picked up").await;
    desk.press(&[Key::Control], Key::Left.into()).await;
    desk.told("picked u").await;
    desk.press(&[Key::Control], Key::Right.into()).await;
    desk.told("picked up").await;
    desk.shot("selecting").await;
    desk.press(&[], Key::Enter.into()).await;
    assert_eq!(desk.focus().await, "pad-code");
    desk.keys("rea").await;
    desk.shot("picker").await;
    assert!(desk.browser.axe().await.is_empty(), "{:?}", desk.browser.axe().await);
    desk.press(&[], Key::Enter.into()).await;
    desk.told("Coded “picked up” with Reachability.").await;
    assert!(desk.focus().await.starts_with("p-a."), "back at the passage");
    desk.keys("2").await;
    desk.told("Coded “picked up” with Waiting.").await;
    desk.keys("2").await;
    desk.told("").await;
    let refused =
        desk.browser.client.wait().for_element(Locator::Css("#pad-problem:not([hidden])")).await.expect("said");
    assert!(refused.text().await.expect("words").contains("already carry"));
    desk.keys("i").await;
    desk.told("with picked up.").await;
    desk.press(&[], Key::Down.into()).await;
    desk.told("Nobody picked up the phone.").await;
    desk.press(&[], Key::Escape.into()).await;
    desk.told("Selecting ended.").await;
    desk.keys("w").await;
    assert_eq!(desk.focus().await, "pad-code");
    desk.press(&[], Key::Down.into()).await;
    desk.press(&[], Key::Up.into()).await;
    desk.keys("tru").await;
    desk.press(&[], Key::Enter.into()).await;
    desk.told("Coded all of it with Trust.").await;
    desk.keys("c").await;
    desk.keys("Night line").await;
    desk.press(&[], Key::Enter.into()).await;
    let unknown =
        desk.browser.client.wait().for_element(Locator::Css("#pad-problem:not([hidden])")).await.expect("said");
    assert!(unknown.text().await.expect("words").contains("There is no such code. The arrow down"));
    desk.press(&[], Key::Down.into()).await;
    desk.press(&[], Key::Enter.into()).await;
    desk.told("with Night line.").await;
    desk.keys("m").await;
    assert_eq!(desk.focus().await, "pad-note");
    desk.keys("Ask about the j and k of it").await;
    desk.press(&[Key::Control], Key::Enter.into()).await;
    desk.told("The note is kept.").await;
    desk.keys("u").await;
    desk.told("Undone: a note.").await;
    desk.keys("r").await;
    desk.told("Done again: a note.").await;
    desk.keys("?").await;
    desk.browser.client.wait().for_element(Locator::Css("#pad-keys:not([hidden])")).await.expect("the keys are shown");
    desk.shot("keys").await;
    desk.press(&[], Key::Escape.into()).await;
    desk.keys("j").await;
    desk.told("That nobody will believe me").await;
    desk.keys("j").await;
    desk.told("This is the end.").await;
    desk.keys("k").await;
    desk.told("picked up").await;
    desk.shot("coded").await;
    let expected = pairs(&[
        ("all of it", "Night line"),
        ("all of it", "Trust"),
        ("picked up", "Reachability"),
        ("picked up", "Waiting"),
        ("picked up", "picked up"),
    ]);
    assert_eq!(desk.coded().await, expected);
    let found = desk.browser.axe().await;
    assert!(found.is_empty(), "{found:#?}");
    desk.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_selected_with_the_mouse_and_coded_with_one_press() {
    let Some(desk) = Desk::open(DESKTOP, &[FIRST]).await else { return };
    if !desk.is_alive().await {
        return;
    }
    let place = desk
        .run(
            "document.querySelector('.words').scrollIntoView({block: 'center'});
             const node = document.querySelector('.words').firstChild; const range = document.createRange();
             range.setStart(node, 21); range.setEnd(node, 26);
             const box = range.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];",
        )
        .await;
    let at = |axis: usize| place[axis].as_f64().expect("a number");
    let press =
        |actions: MouseActions| actions.then(PointerAction::Down { button: 0 }).then(PointerAction::Up { button: 0 });
    let to = MouseActions::new("mouse".into()).then(PointerAction::MoveTo { duration: None, x: at(0), y: at(1) });
    desk.browser.client.perform_actions(press(press(to))).await.expect("a double click");
    let words =
        desk.browser.client.wait().for_element(Locator::Css("#pad[data-picked] #pad-words")).await.expect("picked");
    assert_eq!(words.text().await.expect("words"), "Selected: “phone”");
    desk.browser.client.find(Locator::Css("[data-digit='3']")).await.expect("a digit").click().await.expect("pressed");
    desk.told("Coded “phone” with Trust.").await;
    desk.browser.client.find(Locator::Css("[data-do='undo']")).await.expect("undo").click().await.expect("pressed");
    desk.told("Undone: coding with Trust.").await;
    assert_eq!(desk.coded().await, []);
    desk.browser.client.find(Locator::Css("[data-do='redo']")).await.expect("redo").click().await.expect("pressed");
    desk.told("Done again").await;
    desk.browser.client.find(Locator::Css("button.off")).await.expect("a chip").click().await.expect("taken off");
    desk.told("Took Trust off.").await;
    // The plain forms work in the same place.
    desk.browser.client.find(Locator::Css(".tools summary")).await.expect("forms").click().await.expect("open");
    desk.fill(".tools textarea[name=words]", "at night").await;
    desk.fill(".tools input[name=code]", "Waiting").await;
    desk.browser
        .client
        .find(Locator::Css(".tools button[value=code]"))
        .await
        .expect("code it")
        .click()
        .await
        .expect("sent");
    desk.told("Coded “at night” with Waiting.").await;
    assert_eq!(desk.coded().await, pairs(&[("at night", "Waiting")]));
    desk.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_selects_in_any_script_is_what_is_kept() {
    let text = "🌊 e\u{301}l dijo:\r\n«שלום לך» 👩\u{200d}🌾 and\ttabs\r\n\u{202e}end \0 مرحبا";
    let Some(desk) = Desk::open(DESKTOP, &[text]).await else { return };
    if !desk.is_alive().await {
        return;
    }
    let passage = desk.reading.look(|desk| desk.passages.iter().next().expect("one").id.clone()).await;
    let words =
        ["🌊", "e\u{301}l", "dijo:", "«שלום לך»", "לך", "👩\u{200d}🌾", "and\ttabs", "end", "مرحبا", "dijo:\r\n«שלום"];
    for word in words {
        let before = text.split(word).next().expect("before it").encode_utf16().count();
        desk.select(&passage, before, before + word.encode_utf16().count()).await;
        desk.keys("1").await;
        desk.told("with Reachability.").await;
        // What is told comes before what is drawn.
        let expected = pairs(&[(word, "Reachability")]);
        for _ in 0..50 {
            if desk.coded().await == expected {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(desk.coded().await, expected);
        desk.keys("u").await;
        desk.told("Undone").await;
    }
    desk.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_script_plain_forms_do_the_same() {
    let Some(desk) = Desk::open(OLD_PHONE, &[FIRST]).await else { return };
    let client = &desk.browser.client;
    assert!(!client.find(Locator::Css("#pad")).await.expect("it is in the page").is_displayed().await.expect("told"));
    client.find(Locator::Css(".tools summary")).await.expect("forms").click().await.expect("open");
    desk.shot("plain").await;
    desk.fill(".tools textarea[name=words]", "picked up").await;
    desk.fill(".tools input[name=code]", "reachability").await;
    desk.browser.follow(".tools button[value=code]").await;
    assert_eq!(desk.coded().await, pairs(&[("picked up", "Reachability")]));
    assert_eq!(client.find(Locator::Css("mark")).await.expect("drawn").text().await.expect("words"), "picked up");
    desk.shot("plain-coded").await;
    desk.browser.follow("button.off").await;
    assert_eq!(desk.coded().await, []);
    desk.browser.follow("button[value=undo]").await;
    assert_eq!(desk.coded().await.len(), 1);
    client.find(Locator::Css(".tools summary")).await.expect("forms").click().await.expect("open");
    desk.fill(".tools textarea[name=note]", "On paper").await;
    desk.browser.follow(".tools form:nth-of-type(2) button").await;
    assert!(client.source().await.expect("the page").contains("On paper"));
    desk.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_shows_it_without_scrolling_sideways_and_axe_finds_nothing() {
    let Some(desk) = Desk::open(PHONE, &[FIRST, "Shorter"]).await else { return };
    let passage =
        desk.reading.look(|desk| desk.passages.iter().find(|one| one.text == FIRST).expect("one").id.clone()).await;
    if desk.is_alive().await {
        desk.select(&passage, 7, 16).await;
        desk.browser
            .client
            .find(Locator::Css("[data-digit='1']"))
            .await
            .expect("a digit")
            .click()
            .await
            .expect("pressed");
        desk.told("Coded “picked up”").await;
        desk.browser
            .client
            .find(Locator::Css("[data-do='pick']"))
            .await
            .expect("codes")
            .click()
            .await
            .expect("pressed");
        desk.shot("phone-picker").await;
        desk.browser
            .client
            .find(Locator::Css("#pad-codes [data-code]:nth-of-type(2)"))
            .await
            .expect("a code")
            .click()
            .await
            .expect("pressed");
        desk.told("Coded “picked up” with Waiting").await;
    }
    desk.shot("phone").await;
    let width = desk.run("return [document.documentElement.scrollWidth, innerWidth]").await;
    assert!(width[0].as_u64() <= width[1].as_u64(), "{width}");
    let small = desk
        .run(
            "return [...document.querySelectorAll('main button, main summary, main .button')]
                .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44)
                .map(one => one.outerHTML.slice(0, 80))",
        )
        .await;
    assert_eq!(small, serde_json::json!([]), "too small for a finger");
    let found = desk.browser.axe().await;
    assert!(found.is_empty(), "{found:#?}");
    desk.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_is_written_while_the_study_locks_is_finished_after_unlocking() {
    let Some(desk) = Desk::open(DESKTOP, &[FIRST]).await else { return };
    if !desk.is_alive().await {
        return;
    }
    desk.keys("jm").await;
    desk.keys("Before the lock").await;
    let pool = &desk.reading.platform.state.store.pool;
    sql::query("update sessions set unlocked = null").execute(pool).await.expect("locked elsewhere");
    desk.press(&[Key::Control], Key::Enter.into()).await;
    desk.told("We kept what you were writing").await;
    desk.shot("locked").await;
    desk.browser.follow("#pad-locked a").await;
    desk.unlock().await;
    desk.shot("kept").await;
    let kept = desk.browser.client.find(Locator::Css("article .kept")).await.expect("at its passage");
    assert!(kept.text().await.expect("words").contains("Before the lock"));
    desk.browser.follow(".kept button[value=finish]").await;
    assert!(desk.browser.client.source().await.expect("the page").contains("said-note"));
    assert_eq!(desk.reading.look(|desk| desk.coding.memos.len()).await, 1);
    desk.browser.close().await;
}
