//! Somebody writes script wherever words can be written: names, answers, codes, notes, transcripts, names of files,
//! instruments, quotes, rounds, releases, addresses. Chromium walks every page and every file that opens in it, and nothing runs.

#[path = "../browser/mod.rs"]
mod browser;
#[path = "../demo/mod.rs"]
mod demo;
mod harm;
mod outward;
#[path = "../platform/mod.rs"]
mod platform;
mod scene;
mod stage;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use browser::{Browser as Chromium, DESKTOP};
use harm::{encoded, is_raw, numbers, payloads};
use platform::Answered;
use scene::Study;
use stage::{Stage, look};

/// The fewest payloads, and the fewest that must stand on some page: one that nobody shows proves nothing.
const MOST: usize = 200;

/// Parameters of addresses: every one that a page reads, and `nothing`, which none does.
const PARAMETERS: &[&str] = &[
    "q", "words", "query", "code", "codes", "codings", "language", "done", "next", "sort", "order", "by", "wave",
    "waves", "site", "sites", "question", "key", "item", "compare", "filter", "group", "round", "source", "text",
    "problem", "page", "show", "file", "said", "from", "to", "weight", "factor", "rows", "columns", "kind", "as",
    "passage", "person", "nothing",
];

/// Most pages in one place, such as those of single turns. A middle page of many is like the first.
const OF_ONE_PLACE: usize = 20;

/// The number of the payload in addresses.
const IN_ADDRESS: usize = 9_999;

/// What opens in a browser when it was taken as a file.
fn opens(page: &Answered) -> bool {
    let kind = page.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ["text/html", "image/svg", "application/xhtml", "text/xml"].iter().any(|shown| kind.starts_with(shown))
}

/// Whether a browser would keep it as a file.
fn is_file(page: &Answered) -> bool {
    page.headers.contains_key("content-disposition")
}

fn path(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

/// Every page and file that links of the study lead to, by its address: one of each path, some of those that lie in one
/// place.
async fn walk(study: &mut Study) -> BTreeMap<String, Answered> {
    let base = study.page("");
    let files = ["excerpts.html", "codebook.csv"].map(|file| study.page(&format!("coding/exchange/out/{file}")));
    let mut queue = VecDeque::from(["/studies".to_owned(), "/account".to_owned(), study.page("overview")]);
    queue.extend(files);
    let (mut met, mut places, mut found) = (BTreeSet::new(), BTreeMap::new(), BTreeMap::new());
    while let Some(address) = queue.pop_front() {
        let place = path(&address).rsplit_once('/').map_or("", |(place, _)| place).to_owned();
        let known = !met.insert(path(&address).to_owned());
        if known || *places.entry(place).and_modify(|count| *count += 1).or_insert(1) > OF_ONE_PLACE {
            continue;
        }
        let page = study.owner.take(&address).await;
        if page.status != 200 || !opens(&page) {
            continue;
        }
        let ways = page.body.split(['"', '\'']).filter(|part| part.starts_with(&base));
        let ways = ways.map(|way| way.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned());
        let ways = ways.filter(|way| axum::http::Uri::try_from(way.as_str()).is_ok() && !way.contains("/take?"));
        queue.extend(ways.filter(|way| !way.ends_with("/lock") && !way.contains("/unlock")));
        found.insert(address, page);
    }
    found
}

/// The same pages with a payload in every parameter: those that show it.
async fn with_parameters(study: &mut Study, pages: &BTreeMap<String, Answered>) -> Vec<Answered> {
    let payload = encoded(&format!("\"><img src=x onerror=self.struck={IN_ADDRESS}>"));
    let all: Vec<String> = PARAMETERS.iter().map(|name| format!("{name}={payload}")).collect();
    let mut shown = Vec::new();
    for address in pages.keys().map(String::as_str).chain(["/sign-in", "/join", "/recover", "/no-such-page"]) {
        shown.push(study.owner.get(&format!("{}?{}", path(address), all.join("&"))).await);
    }
    // A page may refuse all of them because of one: what most of them read is asked alone, too.
    for address in pages.keys() {
        for name in ["done", "words"] {
            shown.push(study.owner.get(&format!("{}?{name}={payload}", path(address))).await);
        }
    }
    shown.push(study.owner.get(&format!("/studies/{payload}/overview")).await);
    shown.retain(|page| opens(page) && numbers(&page.body).any(|number| number == IN_ADDRESS));
    shown
}

/// Fails where a payload that goes out, or is on its way, stands on none of the pages that should show it: one that nobody
/// shows proves nothing.
fn unseen<'a>(study: &Study, pages: impl Iterator<Item = &'a Answered>) {
    let mut seen: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for page in pages {
        seen.entry(path(&page.address)).or_default().extend(numbers(&page.body));
    }
    let is_seen = |place: &str, words: &str| {
        let number = numbers(words).next();
        number.is_some_and(|number| seen.get(place).is_some_and(|seen| seen.contains(&number)))
    };
    let missing: Vec<_> = study.told.iter().filter(|(place, words)| !is_seen(place, words)).collect();
    assert!(study.told.len() > 20, "control: {} of them", study.told.len());
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(!is_seen("/studies", &format!("self.struck={IN_ADDRESS}")), "control: what is nowhere is not seen");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_anybody_writes_runs_on_any_page_report_or_export() {
    assert!(payloads().len() >= MOST, "only {} payloads", payloads().len());
    let mut study = Study::begin().await;
    let said = study.import().await;
    let pages = walk(&mut study).await;
    let asked = with_parameters(&mut study, &pages).await;
    let mut public = study.public_pages().await;
    public.retain(opens);
    println!("{} public pages and pictures", public.len());
    unseen(&study, pages.values().chain(&public));
    println!("{} pages and files, {} that show an address, {} imports", pages.len(), asked.len(), said.len());
    let raw: Vec<&String> = pages
        .values()
        .chain(&asked)
        .chain(&said)
        .chain(&public)
        .filter(|page| is_raw(&page.body))
        .map(|page| &page.address)
        .collect();
    assert!(raw.is_empty(), "markup as it was written: {raw:#?}");
    let seen: BTreeSet<usize> =
        pages.values().chain(&asked).chain(&said).flat_map(|page| numbers(&page.body)).collect();
    println!("{} payloads, {} of them on some page", payloads().len(), seen.len());
    assert!(pages.len() > 30 && seen.len() >= MOST, "{} pages, {} payloads", pages.len(), seen.len());

    let Some(chromium) = Chromium::open(DESKTOP).await else { return };
    // What came from a form, and what is kept as a file, opens without any policy: markup must be words by itself.
    let asked: BTreeMap<&str, &Answered> = asked.iter().map(|page| (path(&page.address), page)).collect();
    let (files, walked): (Vec<_>, Vec<_>) = pages.iter().partition(|(_, page)| is_file(page));
    let files = files.into_iter().map(|(_, page)| page);
    let forms = asked.into_values().chain(&said).chain(&public);
    let kept: Vec<String> = forms.chain(files).map(|page| page.body.clone()).collect();
    let stage = Stage::raise(&study.platform, kept).await;
    stage.enter(&chromium, study.owner.cookie.as_deref().expect("signed in")).await;
    let mut found = Vec::new();
    let walked = walked.into_iter().map(|(address, _)| address.clone());
    for address in walked.chain(stage.kept()) {
        found.extend(look(&chromium, &stage.address(&address)).await.map(|what| format!("{address}: {what}")));
    }
    chromium.close().await;
    let reports = stage.reports().await;
    assert!(found.is_empty() && reports.is_empty(), "{found:#?}\n{reports:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_runs_what_was_written_is_noticed() {
    let Some(chromium) = Chromium::open(DESKTOP).await else { return };
    let platform = platform::Platform::start().await;
    let stage = Stage::raise(&platform, payloads()).await;
    let struck = look(&chromium, &stage.address(stage::RUNS)).await;
    assert!(struck.is_some_and(|what| what.contains("ran")), "control: script that ran is noticed");
    let markup = look(&chromium, &stage.address(stage::REFUSED)).await;
    assert!(markup.is_some_and(|what| what.contains("markup")), "control: markup is noticed though it does not run");
    let mut noticed = 0;
    for address in stage.kept().take(40) {
        noticed += usize::from(look(&chromium, &stage.address(&address)).await.is_some());
    }
    chromium.close().await;
    println!("{noticed} of 40 payloads are noticed on a page that writes them as they are");
    assert!(noticed >= 25, "only {noticed}");
    assert!(!stage.reports().await.is_empty(), "control: what the policy stops is reported");
}
