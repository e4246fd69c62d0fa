//! Somebody answers with the keyboard alone: Tab, Space and Enter, nothing else. The way out is always the first stop.

mod browser;
mod demo;

use browser::{Browser, DESKTOP};
use demo::Demo;
use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;

/// More stops than any page has.
const STOPS: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_is_answered_by_keyboard_alone_and_the_way_out_comes_first() {
    let demo = Demo::start();
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    browser.client.goto(&demo.link("survivor-housing").address).await.expect("the welcome page");
    let mut answered = 0;
    for _ in 0..30 {
        if browser.client.find(Locator::Css("main form p.go button:not(.sr)")).await.is_err() {
            println!("{answered} questions answered by keyboard");
            assert!(answered > 10, "only {answered} questions");
            return browser.close().await;
        }
        answered += answer(&browser).await;
    }
    panic!("the journey does not end");
}

/// One page: the first stop is the way out; Space on choices; Enter on the way on. Tells how many were answered.
async fn answer(browser: &Browser) -> usize {
    let client = &browser.client;
    client.execute("document.activeElement.blur()", vec![]).await.expect("nothing is chosen yet");
    let (mut answered, mut first, mut names) = (0, true, std::collections::BTreeSet::new());
    for _ in 0..STOPS {
        let here = press(browser, Key::Tab).await;
        if std::mem::take(&mut first) {
            assert_eq!(
                here.attr("href").await.ok().flatten().as_deref(),
                Some("/leave"),
                "the first stop is the way out"
            );
        }
        let kind = here.attr("type").await.ok().flatten().unwrap_or_default();
        let choice = kind == "radio" || kind == "checkbox";
        let name = here.attr("name").await.ok().flatten().unwrap_or_default();
        // One box of each question: "none of these" does not go with the others.
        if choice && names.insert(name) && !here.is_selected().await.unwrap_or(true) {
            here.send_keys(" ").await.expect("Space chooses");
            assert!(here.is_selected().await.expect("it is there"), "Space chose it");
            answered += 1;
        }
        if is_the_way_on(browser).await {
            let before = client.find(Locator::Css("html")).await.expect("a page");
            here.send_keys(&char::from(Key::Enter).to_string()).await.expect("Enter goes on");
            while before.attr("lang").await.is_ok() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            return answered;
        }
    }
    panic!("the way on is not reached by Tab");
}

/// Presses a key where the focus is, and says where it is then.
async fn press(browser: &Browser, key: Key) -> Element {
    let here = browser.client.active_element().await.expect("something has the focus");
    here.send_keys(&char::from(key).to_string()).await.expect("the key is pressed");
    browser.client.active_element().await.expect("something has the focus")
}

async fn is_the_way_on(browser: &Browser) -> bool {
    let told = browser.client.execute("return document.activeElement.matches('p.go button')", vec![]).await;
    told.is_ok_and(|told| told == true)
}
