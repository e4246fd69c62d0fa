//! A respondent answers, and an owner opens every page, in a real browser inside a network namespace without a route. Of
//! all that the browser asks the network for, nothing is of another host than the two planes.

mod alone;
#[path = "../browser/mod.rs"]
mod browser;
mod careless;
#[path = "../corridor/mod.rs"]
mod corridor;
#[path = "../demo/mod.rs"]
mod demo;
#[path = "../filling/mod.rs"]
mod filling;
mod heard;
#[path = "../respondent/mod.rs"]
mod respondent;
mod rooms;

use std::collections::BTreeSet;

use alone::without_a_route;
use browser::{Browser, DESKTOP, PHONE};
use demo::Demo;
use fantoccini::Locator;
use filling::fill;
use heard::Heard;
use respondent::Respondent;
use rooms::Rooms;

/// What is answered: it speaks both languages.
const INSTRUMENT: &str = "survivor-housing";
/// More pages than any journey has.
const AT_MOST: usize = 40;
/// What leads on from a page of questions.
const ON: &str = "main form p.go button[name=_go]:not(.sr)";

/// Routes of which a demo shows no page, and why. They are opened all the same, and what comes is counted like the rest.
const NOT_HERE: &[(&str, &str)] = &[
    ("/", "leads to the studies, or to the door"),
    ("/sign-in/second", "comes after a passphrase, where there is a second proof"),
    ("/first-start", "there is an owner already"),
    ("/first-start/kit", "there is an owner already"),
    ("/review/draft", "a reviewer was invited"),
    ("/account/authenticator", "asks for the passphrase first"),
    ("/account/passkeys/new", "asks for the passphrase first"),
    ("/account/passkeys/{passkey}/unlocks", "there is a device"),
    ("/installation/kit/new", "a kit is being renewed"),
    ("/studies/{study}", "leads to the overview"),
    ("/studies/{study}/coding/codebook/code/{code}/deal", "a code is being split"),
    ("/studies/{study}/coding/codebook/code/{code}/merge", "another code was chosen"),
    ("/studies/{study}/coding/exchange/in/{upload}", "a project was brought"),
    ("/studies/{study}/coding/exchange/out/{file}", "a file, behind a page that asks for the passphrase"),
    ("/studies/{study}/coding/passages/kept", "leads to the passages"),
    ("/studies/{study}/coding/redaction/review/{passage}", "a passage was changed and not yet kept"),
    ("/studies/{study}/coding/sources/bring/{file}", "a transcript was brought"),
    ("/studies/{study}/coding/sources/bring/{file}/record", "a transcript was brought"),
    ("/studies/{study}/coding/sources/excerpts/{file}", "excerpts were brought"),
    ("/studies/{study}/import/preview/{id}", "a table was brought"),
    ("/studies/{study}/instruments/{id}/sheet/{language}", "a file for whoever translates"),
    ("/studies/{study}/linking/cards", "cards were asked for"),
    ("/studies/{study}/results/analysis/{ticket}", "a file that was asked for"),
];

#[test]
fn no_page_asks_anything_of_another_host() {
    without_a_route("no_page_asks_anything_of_another_host", || async {
        let demo = Demo::start();
        let respond = demo.link(INSTRUMENT).address.clone();
        let mut heard = Heard::of(&[&respond, &demo.staff.0]);
        let Some(answered) = answer_in_both_languages(&respond, &mut heard).await else { return };
        let Some(opened) = open_every_room(&demo, &mut heard).await else { return };
        println!("pages walked: {answered} of a respondent, {opened} of staff");
        println!("requests seen: {}", heard.requests);
        println!("requests elsewhere: {}", heard.elsewhere.len());
        assert_eq!(heard.elsewhere, Vec::<String>::new());
        assert!(heard.requests > 2 * (answered + opened), "each page comes with its style");
    });
}

/// Whole journeys on a phone with script on; how many pages that were.
async fn answer_in_both_languages(address: &str, heard: &mut Heard) -> Option<usize> {
    let browser = Browser::open_overheard(PHONE).await?;
    let mut pages = 0;
    for language in ["en", "es"] {
        pages += answer(&browser, address, language, heard).await;
        // Somebody else answers next.
        browser.client.delete_all_cookies().await.expect("the key is gone");
    }
    let origin = browser.client.current_url().await.expect("an address");
    for path in ["/withdraw", "/nothing-of-this-name", "/robots.txt"] {
        browser.client.goto(origin.join(path).expect("an address").as_str()).await.expect("a page opens");
        heard.listen(&browser).await;
        pages += 1;
    }
    browser.close().await;
    Some(pages)
}

/// From the welcome page to the thank-you page; the way out is looked at and not taken.
async fn answer(browser: &Browser, address: &str, language: &str, heard: &mut Heard) -> usize {
    let client = &browser.client;
    client.goto(address).await.expect("the welcome page");
    heard.listen(browser).await;
    let switch = format!("button[name=_language][value='{language}']");
    if client.find(Locator::Css(&switch)).await.is_ok() {
        browser.follow(&switch).await;
    }
    for page in 1..AT_MOST {
        heard.listen(browser).await;
        let told = client.find(Locator::Css("html")).await.expect("a page").attr("lang").await.expect("an attribute");
        assert_eq!(told.as_deref(), Some(language));
        assert!(client.find(Locator::Css("a[href='/leave']")).await.is_ok(), "page {page} has a way out");
        if client.find(Locator::Css(ON)).await.is_err() {
            assert!(client.find(Locator::Css("#withdraw-code")).await.is_ok(), "the thank-you page gives a code");
            leads_away(address).await;
            return page;
        }
        fill(client).await;
        browser.follow(ON).await;
    }
    panic!("the journey does not end");
}

/// The way out leads to another host: only whoever presses it goes there.
async fn leads_away(address: &str) {
    let host = address.split('/').nth(2).expect("a host");
    let left = Respondent::new(host).ask("GET", "/leave", None).await.expect("an answer");
    assert_eq!((left.status, left.header("location")), (303, Some("https://www.weather.gov/")));
}

/// Every page of staff, and the page of a release that anybody may read; how many pages that were.
async fn open_every_room(demo: &Demo, heard: &mut Heard) -> Option<usize> {
    let browser = Browser::open_overheard(DESKTOP).await?;
    let mut rooms = Rooms::before(&browser, &demo.staff, heard);
    rooms.as_a_stranger().await;
    rooms.enter().await;
    rooms.open(&demo.published()).await;
    rooms.look_again().await;
    rooms.by_address().await;
    let opened = rooms.opened();
    let (never, routes) = rooms.never_shown();
    let unknown: BTreeSet<&str> = NOT_HERE.iter().map(|(route, _)| *route).collect();
    let unseen: Vec<&&str> = never.difference(&unknown).collect();
    assert!(unseen.is_empty(), "no link leads there: {unseen:#?}");
    println!(
        "{} of {routes} kinds of staff pages were shown, {} said that there is nothing",
        routes - never.len(),
        never.len()
    );
    // What a page asks for late is asked for now.
    browser.client.goto(&format!("{}/studies", demo.staff.0)).await.expect("a page opens");
    heard.listen(&browser).await;
    browser.close().await;
    Some(opened)
}

#[test]
fn control_a_careless_page_is_counted() {
    without_a_route("control_a_careless_page_is_counted", || async {
        let origin = careless::serve().await;
        let Some(browser) = Browser::open_overheard(DESKTOP).await else { return };
        let harmless = format!("{origin}/harmless");
        for (path, without_policy) in [("/", true), ("/policy", false)] {
            // At the pace of the other walk: the next page is opened as soon as this one stands.
            let mut heard = Heard::of(&[&origin]);
            browser.client.goto(&format!("{origin}{path}")).await.expect("a page opens");
            heard.listen(&browser).await;
            browser.client.goto(&harmless).await.expect("a page opens");
            heard.listen(&browser).await;
            let found: BTreeSet<&str> = heard.elsewhere.iter().map(String::as_str).collect();
            let mut wanted: BTreeSet<&str> = careless::ALWAYS.iter().copied().collect();
            wanted.insert(careless::BY_HEADER);
            wanted.extend(without_policy.then_some(careless::WITHOUT_POLICY));
            assert_eq!(found, wanted, "{path}");
            println!("{path}: {} of {} things elsewhere are counted", found.len(), wanted.len());
        }
        browser.close().await;
    });
}
