//! A respondent with an old phone, script switched off, answers each shipped instrument in each language, can leave from
//! every page, and takes the answers back; another skips everything. Then axe-core looks at every page they saw.

mod browser;
mod demo;
mod filling;

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use browser::{Browser, DESKTOP, OLD_PHONE, PHONE, Window};
use demo::{Demo, Link};
use fantoccini::{Client, Locator};
use filling::fill;
use serde_json::Value;
use tokio::sync::OnceCell;

const AT_MOST: usize = 40;
/// What leads on from a page.
const ON: &str = "main form p.go button[name=_go]:not(.sr)";

/// Everything that is measured on a page, asked for at once. A page's own script may be off, the driver's is not.
const MEASURED: &str = r#"
const exit = document.querySelector("a[href='/leave']");
if (!exit) return null;
window.scrollTo(0, 0);
const { width, height, top } = exit.getBoundingClientRect();
window.scrollTo(0, document.documentElement.scrollHeight);
const tapped = [...document.querySelectorAll('main :is(label.choice, button:not(.sr))')];
const found = {
    language: document.documentElement.lang,
    title: document.title,
    scripts: document.querySelectorAll('script').length,
    exit: [width, height, top],
    exitAtTheEnd: document.querySelector('a.leave').getBoundingClientRect().top,
    wider: document.documentElement.scrollWidth - window.innerWidth,
    small: tapped.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map(one => one.textContent),
};
window.scrollTo(0, 0);
return found;
"#;

/// What tells pages apart: the heading, which several may share, and what the page is built of.
const TOLD_APART: &str = "const built = [...document.querySelectorAll('main *')].map(one =>
        [one.tagName, ...['class', 'name', 'role'].map(name => one.getAttribute(name))].join(' '));
    return [document.querySelector('h1').textContent, built.join(',')]";

/// A page as it was sent.
#[derive(Debug)]
struct Page {
    /// Instrument, language and heading.
    name: String,
    /// What it is built of.
    built: String,
    language: String,
    /// Whether somebody saw it who answers.
    answers: bool,
    /// How many languages its instrument has, which of them this is, and which of its pages.
    place: (usize, usize, usize),
    html: String,
}

/// What the walks came to.
enum Walked {
    NoBrowser,
    Broke,
    Through(Vec<Page>),
}

/// Every test of this file looks at the same walks, made by whichever of them comes first.
static WALKED: OnceCell<Walked> = OnceCell::const_new();

async fn walked() -> Option<&'static [Page]> {
    match WALKED.get_or_init(walk_all).await {
        Walked::Through(pages) => Some(pages),
        Walked::Broke => panic!("a walk broke off, as told above or by the first test of this file"),
        Walked::NoBrowser => {
            println!("SKIPPED: no chromium with chromedriver here");
            None
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_shipped_instrument_is_answered_in_each_language_without_script_and_taken_back() {
    let Some(pages) = walked().await else { return };
    let instruments: BTreeSet<&str> = pages.iter().filter_map(|page| page.name.split(' ').next()).collect();
    println!("{} different pages of {instruments:?}", pages.len());
    assert!(instruments.len() >= 6, "the demo offers every shipped instrument, not only {instruments:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_respondent_page_on_a_phone() {
    look_at_all(PHONE, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_respondent_page_on_a_desktop() {
    look_at_all(DESKTOP, 1).await;
}

/// Measures each page in this window, and lets axe look at it. Where an instrument speaks several languages axe sees
/// each page in each window, each page in each language and each language in each window, but not all three together.
async fn look_at_all(window: Window, number: usize) {
    let Some(pages) = walked().await else { return };
    let Some(browser) = Browser::open(window).await else { return };
    browser.bring_axe().await;
    let (mut found, mut looked) = (Vec::new(), 0);
    for page in pages {
        browser.show(&page.html).await;
        measure(&browser.client, &page.language, &page.name).await;
        let (languages, language, at) = page.place;
        if (at + language + number).is_multiple_of(languages) {
            found.extend(browser.axe().await.into_iter().map(|line| format!("{} {line}", page.name)));
            looked += 1;
        }
    }
    browser.close().await;
    println!("{} pages measured, axe looked at {looked}", pages.len());
    assert!(looked * 3 >= pages.len() && looked > 30, "axe looked at {looked} of {}", pages.len());
    assert!(found.is_empty(), "{found:#?}");
}

/// Somebody with a window and what is still to be walked; there are two of them.
struct Walker {
    browser: Browser,
    todo: Arc<Mutex<VecDeque<Journey>>>,
    pages: Vec<Page>,
}

/// One way through an instrument.
#[derive(Clone)]
struct Journey {
    link: Link,
    /// In which of its languages; the first is found out on the way.
    language: usize,
    answers: bool,
}

/// Two at once, for the machine has two cores. Both ways end before the demo does.
async fn walk_all() -> Walked {
    let demo = Demo::start();
    let mut seen = BTreeSet::new();
    let links = demo.links.iter().filter(|link| seen.insert(link.instrument.clone()));
    let todo = links.map(|link| Journey { link: link.clone(), language: 0, answers: true });
    let todo = Arc::new(Mutex::new(todo.collect::<VecDeque<_>>()));
    let mut walkers = Vec::new();
    for _ in 0..2 {
        let Some(browser) = Browser::open(OLD_PHONE).await else { return Walked::NoBrowser };
        walkers.push(tokio::spawn(Walker { browser, todo: Arc::clone(&todo), pages: Vec::new() }.walk()));
    }
    let (mut all, mut broke) = (Vec::new(), false);
    for walker in walkers {
        match walker.await {
            Ok(pages) => all.extend(pages),
            Err(_) => broke = true,
        }
    }
    // A page that both saw is looked at once, where it stood for those who answer.
    all.sort_by_key(|page: &Page| !page.answers);
    let mut known = BTreeSet::new();
    all.retain(|page| known.insert((page.name.clone(), page.built.clone())));
    if broke { Walked::Broke } else { Walked::Through(all) }
}

impl Walker {
    async fn walk(mut self) -> Vec<Page> {
        while let Some(journey) = self.next() {
            let (name, answers) = (journey.link.instrument.clone(), journey.answers);
            let (language, pages) = self.go(journey).await;
            println!("{name} in {language}{}: {pages} pages", if answers { "" } else { ", everything skipped" });
        }
        self.browser.close().await;
        self.pages
    }

    fn next(&self) -> Option<Journey> {
        self.todo.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// From welcome to "withdrawn"; gives back in which language, and how many pages that were.
    async fn go(&mut self, journey: Journey) -> (String, usize) {
        let address = journey.link.address.clone();
        self.browser.client.goto(&address).await.expect("the welcome page");
        let languages = languages(&self.browser.client).await;
        self.find_more(&journey, languages.len());
        let language = languages[journey.language].clone();
        let switch = format!("button[name=_language][value='{language}']");
        if self.browser.client.find(Locator::Css(&switch)).await.is_ok() {
            self.browser.follow(&switch).await;
        }
        let mut pages = 0;
        loop {
            pages += 1;
            assert!(pages < AT_MOST, "the journey through {address} does not end");
            self.look(&journey, &language, (languages.len(), journey.language, pages)).await;
            // Each page is left once, and each language.
            if journey.answers && (pages + journey.language).is_multiple_of(languages.len()) {
                self.leave_and_return().await;
            }
            if self.browser.client.find(Locator::Css(ON)).await.is_err() {
                self.take_back().await;
                // Somebody else comes next.
                self.browser.client.delete_all_cookies().await.expect("the key is gone");
                return (language, pages);
            }
            if journey.answers {
                fill(&self.browser.client).await;
            }
            self.browser.follow(ON).await;
        }
    }

    /// The first way through an instrument tells which others there are: its other languages, and with nothing answered.
    fn find_more(&self, journey: &Journey, languages: usize) {
        if journey.language > 0 || !journey.answers {
            return;
        }
        let others = (1..languages).map(|language| Journey { language, ..journey.clone() });
        let skipped = (0..languages).map(|language| Journey { language, answers: false, ..journey.clone() });
        self.todo.lock().unwrap_or_else(PoisonError::into_inner).extend(others.chain(skipped));
    }

    /// Things that hold on every page; and the page is kept for axe.
    async fn look(&mut self, journey: &Journey, language: &str, place: (usize, usize, usize)) {
        let client = &self.browser.client;
        let html = client.source().await.expect("the page");
        let told = client.execute(TOLD_APART, vec![]).await.expect("the page is read");
        let (heading, built): (String, String) = serde_json::from_value(told).expect("as asked");
        let name = format!("{} in {language}: {heading}", journey.link.instrument);
        measure(client, language, &name).await;
        let (language, answers) = (language.to_owned(), journey.answers);
        self.pages.push(Page { name, built, language, answers, place, html });
    }

    /// Presses the way out: it leads away and takes the key along. Then, as no person could, the key is put back.
    async fn leave_and_return(&self) {
        let client = &self.browser.client;
        let here = client.current_url().await.expect("an address");
        let key = client.get_named_cookie("s").await.ok();
        if let Some(key) = &key {
            // What stands in for the key opens nothing, so that leaving throws nothing away.
            let (_, rest) = key.value().split_once('.').expect("the secret comes first");
            let mut empty = key.clone();
            empty.set_value(format!(".{rest}"));
            client.add_cookie(empty).await.expect("another cookie");
        }
        // Nothing else is reached from here, so the browser says that the page does not open.
        let _ = client.find(Locator::Css("a[href='/leave']")).await.expect("the way out").click().await;
        let away = client.current_url().await.expect("an address");
        assert_eq!(away.as_str(), "https://www.weather.gov/", "the way out of {here}");
        client.goto(here.join("/robots.txt").expect("an address").as_str()).await.expect("it opens");
        assert!(client.get_named_cookie("s").await.is_err(), "the key is gone after leaving {here}");
        if let Some(key) = key {
            client.add_cookie(key).await.expect("the key");
        }
        client.goto(here.as_str()).await.expect("the page opens again");
    }

    /// The thank-you page gave a code; with it the answers go.
    async fn take_back(&self) {
        let client = &self.browser.client;
        let Ok(shown) = client.find(Locator::Css("#withdraw-code")).await else {
            return; // a rehearsal, a shared tablet, nothing answered: there is no code
        };
        let code = shown.text().await.expect("the code");
        let origin = client.current_url().await.expect("an address").join("/withdraw").expect("an address");
        client.goto(origin.as_str()).await.expect("the withdraw page");
        let field = client.find(Locator::Css("main input[type=text]")).await.expect("a field");
        field.send_keys(&code).await.expect("typed");
        self.browser.follow("main form button:not(.sr):not([name=_language])").await;
        assert!(client.find(Locator::Css("[role=status]")).await.is_ok(), "the page says that the answers are gone");
    }
}

/// The language of the page, and those it can be switched to.
async fn languages(client: &Client) -> Vec<String> {
    const LANGUAGES: &str = "const others = document.querySelectorAll('button[name=_language]');
        return [document.documentElement.lang, ...[...others].map(button => button.value)]";
    let told = client.execute(LANGUAGES, vec![]).await.expect("languages are read");
    let mut languages: Vec<String> = serde_json::from_value(told).expect("as asked");
    languages.dedup();
    languages
}

/// What holds on every page of a respondent, in every window.
async fn measure(client: &Client, language: &str, name: &str) {
    let found = client.execute(MEASURED, vec![]).await.expect("it is measured");
    assert!(!found.is_null(), "no way out on {name}");
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    assert_eq!(found["language"], language, "{name}");
    assert_eq!(found["title"], "Questions", "{name}");
    assert_eq!(found["scripts"], 0, "no script on a respondent page: {name}");
    let [width, height, top] = [0_usize, 1, 2].map(|at| number(&found["exit"][at]));
    assert!(width >= 48.0 && height >= 48.0, "the way out is {width} × {height} on {name}");
    assert!(top < 740.0, "the way out is on the screen of {name}");
    let top = number(&found["exitAtTheEnd"]);
    assert!((0.0..60.0).contains(&top), "at the end of {name} the way out is at {top}");
    assert!(number(&found["wider"]) <= 0.0, "{name} is wider than the screen: {}", found["wider"]);
    assert_eq!(found["small"], serde_json::json!([]), "everything that is tapped is 44 px high or more: {name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn control_a_page_that_is_kept_badly_is_found() {
    let Some(browser) = Browser::open(PHONE).await else { return };
    let page = "<html lang=en><head><title>Questions</title></head><main><h1 id=a>A</h1><p id=a>A<img></main></html>";
    browser.show(page).await;
    let found = browser.axe().await;
    assert!(found.contains(&"duplicate id: a".to_owned()), "{found:#?}");
    let measured = browser.client.execute(MEASURED, vec![]).await.expect("it is measured");
    assert!(measured.is_null(), "a page without a way out");
    browser.close().await;
}
