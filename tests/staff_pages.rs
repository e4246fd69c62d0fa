//! An owner signs in, unlocks every study, and opens every page that a link leads to; axe-core looks at each of them.

mod browser;
mod demo;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use browser::{Browser, DESKTOP, OLD_PHONE, PHONE, Window};
use demo::Demo;
use fantoccini::Locator;

/// Pages of one kind (addresses that differ only in ids) that are looked at.
const OF_ONE_KIND: usize = 2;

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_staff_page_on_a_desktop() {
    crawl(DESKTOP).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_staff_page_on_a_phone() {
    crawl(PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_staff_page_opens_with_script_off() {
    crawl(OLD_PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reading_grade_follows_while_one_types() {
    let demo = Demo::start();
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    let client = &browser.client;
    sign_in(&browser, &demo.staff).await;
    for way in
        ["main a[href$='/overview']", "nav a[href$='/instruments']", "main td a, main th a", "main a[href$='/words']"]
    {
        browser.follow(way).await;
    }
    if client.find(Locator::Css("script[type=module]")).await.is_err() {
        println!("SKIPPED: built without islands");
        return;
    }
    client.wait().for_element(Locator::Css("html[data-islands=ready]")).await.expect("the islands start");
    let field = client.find(Locator::Css("leptos-island textarea")).await.expect("a field");
    let line = client.find(Locator::Css("leptos-island output")).await.expect("its line");
    let before = line.text().await.expect("words");
    let hard = " Notwithstanding considerable organizational heterogeneity, interdisciplinary accommodation necessitates deliberation.";
    field.send_keys(hard).await.expect("typed");
    assert_ne!(line.text().await.expect("words"), before, "the line follows");
    browser.close().await;
}

async fn crawl(window: Window) {
    let demo = Demo::start();
    let Some(browser) = Browser::open(window).await else { return };
    let client = &browser.client;
    sign_in(&browser, &demo.staff).await;
    let mut found = Vec::new();
    // What the demo publishes comes a little later; then its pages for staff are there as well.
    client.goto(&demo.published()).await.expect("the public page opens");
    assert_eq!(client.find_all(Locator::Css("h1")).await.expect("headings can be counted").len(), 1);
    let (mut waiting, mut kinds) = (VecDeque::from([demo.staff.0.clone()]), BTreeMap::new());
    let (mut known, mut opened) = (BTreeSet::new(), 0);
    while let Some(address) = waiting.pop_front() {
        if *kinds.entry(kind(&address)).and_modify(|count| *count += 1).or_insert(1) > OF_ONE_KIND {
            continue;
        }
        client.goto(&address).await.expect("a page opens");
        opened += 1;
        unlock(&browser, &demo.staff.2).await;
        let heading = client.find_all(Locator::Css("h1")).await.expect("headings can be counted").len();
        if heading != 1 {
            found.push(format!("{address}: {heading} main headings"));
        }
        if window.script {
            found.extend(browser.axe().await.into_iter().map(|line| format!("{address} {line}")));
        }
        for link in client.find_all(Locator::Css("a[href]:not([download])")).await.expect("links") {
            let target = link.prop("href").await.ok().flatten().unwrap_or_default();
            let target = target.split('#').next().unwrap_or_default().to_owned();
            if !target.starts_with(&demo.staff.0) || is_file(&target) || !known.insert(target.clone()) {
                continue;
            }
            // The study that stands last has most of what there is to see: it is among the two of a kind.
            match opened {
                1 => waiting.push_front(target),
                _ => waiting.push_back(target),
            }
        }
    }
    println!("{opened} staff pages of {} kinds", kinds.len());
    assert!(opened >= 15, "only {opened} pages were found");
    for kind in ["/releases/{id}", "/waves/mirror", "/waves/of/{id}/linked", "/waves/of/{id}/wordings"] {
        assert!(kinds.keys().any(|known| known.ends_with(kind)), "the demo leads to no {kind}");
    }
    assert!(found.is_empty(), "{found:#?}");
    browser.close().await;
}

async fn sign_in(browser: &Browser, (address, name, passphrase): &(String, String, String)) {
    let client = &browser.client;
    client.goto(&format!("{address}/sign-in")).await.expect("the sign-in page");
    client
        .find(Locator::Css("main input[type=text]"))
        .await
        .expect("a name")
        .send_keys(&name.replace('-', " "))
        .await
        .expect("typed");
    client
        .find(Locator::Css("main input[type=password]"))
        .await
        .expect("a passphrase")
        .send_keys(passphrase)
        .await
        .expect("typed");
    browser.follow("main form button").await;
    assert!(client.find(Locator::Css("form[action='/sign-out']")).await.is_ok(), "signed in");
}

/// A page that asks to unlock the study first gets the passphrase.
async fn unlock(browser: &Browser, passphrase: &str) {
    let client = &browser.client;
    if let Ok(field) = client.find(Locator::Css("form[action$='/unlock'] input[type=password]")).await {
        field.send_keys(passphrase).await.expect("typed");
        browser.follow("form[action$='/unlock'] button").await;
    }
}

/// The address with its ids taken out.
fn kind(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let is_id = |part: &&str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split('/').map(|part| if is_id(&part) { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

fn is_file(address: &str) -> bool {
    let last = address.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    [".csv", ".xlsx", ".docx", ".svg", ".toml", ".zip", ".css"].iter().any(|ending| last.ends_with(ending))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_stands_twice_would_be_found() {
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    let page = "data:text/html,<html lang=en><title>A</title><main><h1 id=a>A</h1><p id=b>B<p id=b>B</main>";
    browser.client.goto(page).await.expect("a page opens");
    let found = browser.axe().await;
    let twice: Vec<_> = found.iter().filter(|line| line.starts_with("duplicate id")).collect();
    assert_eq!(twice, ["duplicate id: b"]);
    browser.close().await;
}
