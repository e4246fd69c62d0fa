//! A study asks the collaboration inventory: whoever opens any of its pages, or takes any of its files, reads whose it is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod inventory;
mod platform;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use inventory::{AUTHOR, WILDER, owner, rate};
use platform::{Browser, PASSPHRASE, Platform, Scene};
use server::exchange::archive::{Archive, Limits};
use tower::ServiceExt;

/// Files that hold no word of anybody's items or answers: our own codes, and the picture of an address.
const WORDLESS: [&str; 4] = ["codebook.qdc", "codebook.csv", "agreement.csv", "qr.svg"];

/// What a walk must have come to, or it walked past something.
const SEEN: [&str; 25] = [
    "/overview",
    "/instruments",
    "/collections",
    "/results",
    "/people",
    "/settings",
    "/audit",
    "/coding",
    "/coding/passages",
    "/coding/quotes",
    "/coding/themes",
    "/coding/exchange",
    "/import",
    "/data.csv",
    "/dictionary.csv",
    "/paper/en",
    "/paper/es",
    "/project.qdpx",
    "/excerpts.docx",
    "/excerpts.html",
    "/words/more_environment",
    "/packet/en",
    "/excerpts.xlsx",
    "/quotes.csv",
    "/take",
];

/// The bytes behind an address, and what kind they are.
async fn bytes(browser: &Browser, address: &str) -> (StatusCode, String, Vec<u8>, Option<String>) {
    let cookie = browser.cookie.clone().unwrap();
    let request = Request::get(address).header(header::HOST, "127.0.0.1:42001").header(header::COOKIE, cookie);
    let answered = browser.plane().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let text = |name| answered.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (kind, next) = (text(header::CONTENT_TYPE).unwrap_or_default(), text(header::LOCATION));
    let status = answered.status();
    (status, kind, to_bytes(answered.into_body(), usize::MAX).await.unwrap().to_vec(), next)
}

/// The same, after the passphrase where it is asked once more.
async fn taken(browser: &Browser, address: &str) -> (StatusCode, String, Vec<u8>, Option<String>) {
    let found = bytes(browser, address).await;
    let Some(form) = found.3.as_ref().filter(|next| next.contains("/take?")) else { return found };
    let file = browser.clone().post_only(form, &[("passphrase", PASSPHRASE)]).await.location().unwrap();
    bytes(browser, &file).await
}

/// Whether a page or a file, packed or not, says whose words these are. A table without rows has the column for it.
fn says(address: &str, kind: &str, bytes: &[u8]) -> bool {
    let has = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(AUTHOR);
    if bytes.starts_with(b"PK") {
        let mut archive = Archive::open(address, bytes, Limits::PROJECT).unwrap();
        let paths: Vec<String> = archive.paths().map(str::to_owned).collect();
        return paths.iter().any(|path| has(&archive.read(path).unwrap().unwrap_or_default()))
            || paths.iter().any(|path| {
                let part = archive.read(path).unwrap().unwrap_or_default();
                String::from_utf8_lossy(&part).contains(">acknowledgement<")
            });
    }
    let text = String::from_utf8_lossy(bytes);
    let empty = kind.starts_with("text/csv") && text.trim().lines().count() == 1;
    has(bytes) || empty && text.contains("acknowledgement")
}

/// Addresses that a page leads to, each path once.
fn ways(page: &str, base: &str) -> Vec<String> {
    let parts = page.split(['"', '\'']).filter(|part| part.starts_with(base));
    let plain = parts.map(|part| part.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned());
    plain.filter(|way| !way.ends_with("/lock") && !way.contains("/unlock")).collect()
}

/// Every page and file that links lead to: what was there, and whether it said it.
async fn walk(browser: &Browser, study: &str) -> BTreeMap<String, bool> {
    let base = format!("/studies/{study}");
    // The file of quotes is led to only when there are some.
    let quotes = format!("{base}/coding/quotes/quotes.csv");
    let mut queue = VecDeque::from([format!("{base}/overview"), format!("{base}/take?file={quotes}"), quotes]);
    let (mut met, mut found) = (BTreeSet::new(), BTreeMap::new());
    while let Some(address) = queue.pop_front() {
        if !met.insert(address.split('?').next().unwrap().to_owned()) {
            continue;
        }
        let (status, kind, bytes, next) = taken(browser, &address).await;
        if let Some(next) = next {
            queue.push_back(next);
            continue;
        }
        // Addresses that only take forms are no pages, a codebook without codes makes no file, and no cards are printed
        // before somebody says how many.
        let empty = status == StatusCode::UNPROCESSABLE_ENTITY
            && ["/codebook.qdc", "/linking/cards"].iter().any(|end| address.ends_with(end));
        if status == StatusCode::METHOD_NOT_ALLOWED || empty {
            continue;
        }
        assert_eq!(status, StatusCode::OK, "{address}");
        if kind.starts_with("text/html") {
            queue.extend(ways(&String::from_utf8_lossy(&bytes), &base));
        }
        let plain = address.split('?').next().unwrap();
        found.insert(plain.trim_start_matches(&base).to_owned(), says(&address, &kind, &bytes));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_and_file_of_a_study_with_the_inventory_carries_its_acknowledgement() {
    let (platform, open) = Platform::with(Scene { toml: WILDER.to_owned(), ..Scene::default() }).await;
    rate(&platform, &open, WILDER, "North", 12, |person, _| 3 + person % 3).await;
    let browser = owner(&platform).await;
    let found = walk(&browser, &platform.study.id).await;
    println!("{} pages and files", found.len());
    let bare: Vec<&String> = found
        .iter()
        .filter(|(address, said)| !**said && !WORDLESS.iter().any(|file| address.ends_with(file)))
        .map(|(address, _)| address)
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
    for wanted in SEEN {
        assert!(found.keys().any(|address| address.ends_with(wanted)), "{wanted} was not met: {:#?}", found.keys());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_study_of_its_own_words_owes_nothing() {
    let (platform, _) = Platform::with(Scene::default()).await;
    let browser = owner(&platform).await;
    let found = walk(&browser, &platform.study.id).await;
    assert!(found.values().all(|said| !said), "control: {found:#?}");
}
