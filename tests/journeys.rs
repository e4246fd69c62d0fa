//! A respondent with an old phone, script switched off, answers each shipped instrument in each language, can leave from
//! every page, and takes the answers back; then axe-core looks at every page she saw.

mod browser;
mod demo;

use browser::{Browser, DESKTOP, OLD_PHONE, PHONE, Window};
use demo::Demo;
use fantoccini::{Client, Locator, elements::Element};

const AT_MOST: usize = 40;

/// What a walk does besides answering.
struct Walk<'a> {
    browser: &'a Browser,
    /// Look at each page with axe.
    axe: bool,
    /// What was found wrong.
    found: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn each_shipped_instrument_is_answered_in_each_language_without_script_and_taken_back() {
    walk_all(OLD_PHONE, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_respondent_page_on_a_phone() {
    walk_all(PHONE, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_respondent_page_on_a_desktop() {
    walk_all(DESKTOP, true).await;
}

async fn walk_all(window: Window, axe: bool) {
    let demo = Demo::start();
    let mut seen = std::collections::BTreeSet::new();
    for link in demo.links.iter().filter(|link| seen.insert(link.instrument.clone())) {
        let Some(browser) = Browser::open(window).await else { return };
        let languages = languages(&browser.client, &link.address).await;
        for language in languages {
            let mut walk = Walk { browser: &browser, axe, found: Vec::new() };
            let pages = walk.answer(&link.address, &language).await;
            println!("{} in {language}: {pages} pages", link.instrument);
            assert!(walk.found.is_empty(), "{} in {language}: {:#?}", link.instrument, walk.found);
        }
        browser.close().await;
    }
    assert!(seen.len() >= 6, "the demo offers every shipped instrument, not only {seen:?}");
}

/// The language of the first page, and those it can be switched to.
async fn languages(client: &Client, address: &str) -> Vec<String> {
    client.goto(address).await.expect("the welcome page");
    let first = attribute(&client.find(Locator::Css("html")).await.expect("a page"), "lang").await;
    let mut languages = vec![first];
    for button in client.find_all(Locator::Css("button[name=_language]")).await.expect("buttons") {
        languages.push(attribute(&button, "value").await);
    }
    languages.dedup();
    languages
}

impl Walk<'_> {
    /// From welcome to "withdrawn"; gives back how many pages that were.
    async fn answer(&mut self, address: &str, language: &str) -> usize {
        let client = &self.browser.client;
        client.goto(address).await.expect("the welcome page");
        let switch = format!("button[name=_language][value='{language}']");
        if client.find(Locator::Css(&switch)).await.is_ok() {
            self.browser.follow(&switch).await;
        }
        for page in 1..AT_MOST {
            self.look(language).await;
            if !self.axe {
                self.leave_and_return().await;
            }
            if client.find(Locator::Css("main form p.go button[name=_go]:not(.sr)")).await.is_err() {
                self.take_back().await;
                return page;
            }
            if !self.axe {
                fill(client).await; // how a filled page looks differs little, and filling takes long
            }
            self.browser.follow("main form p.go button[name=_go]:not(.sr)").await;
        }
        panic!("the journey does not end");
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

    /// Things that hold on every page.
    async fn look(&mut self, language: &str) {
        let client = &self.browser.client;
        let told = attribute(&client.find(Locator::Css("html")).await.expect("a page"), "lang").await;
        assert_eq!(told, language, "{}", client.current_url().await.expect("an address"));
        let Ok(exit) = client.find(Locator::Css("a[href='/leave']")).await else {
            let page = client.source().await.unwrap_or_default();
            panic!("no way out at {:?}: {page}", client.current_url().await);
        };
        let (_, y, width, height) = exit.rectangle().await.expect("it has a place");
        assert!(width >= 48.0 && height >= 48.0, "the way out is {width} × {height}");
        assert!(y < 740.0, "the way out is on the screen");
        // The page's own script is off, the driver's is not.
        const AT_THE_END: &str = "window.scrollTo(0, document.documentElement.scrollHeight);
            return document.querySelector('a.leave').getBoundingClientRect().top";
        let top = client.execute(AT_THE_END, vec![]).await.expect("it has a place");
        assert!(top.as_f64().is_some_and(|top| (0.0..60.0).contains(&top)), "at the end of the page it is at {top}");
        assert_eq!(client.title().await.expect("a title"), "Questions");
        let scripts = client.find_all(Locator::Css("script")).await.expect("scripts can be counted");
        assert!(scripts.is_empty(), "no script on a respondent page");
        const WIDER: &str = "return document.documentElement.scrollWidth - window.innerWidth";
        let wider = client.execute(WIDER, vec![]).await.expect("it is measured");
        assert!(wider.as_i64().is_some_and(|pixels| pixels <= 0), "the page is wider than the screen: {wider}");
        const SMALL: &str = "return [...document.querySelectorAll('main :is(label.choice, button:not(.sr))')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).map(one => one.textContent)";
        let small = client.execute(SMALL, vec![]).await.expect("they are measured");
        assert_eq!(small, serde_json::json!([]), "everything that is tapped is 44 px high or more");
        if self.axe {
            let address = client.current_url().await.expect("an address");
            self.found.extend(self.browser.axe_on_copy().await.into_iter().map(|line| format!("{address} {line}")));
        }
    }

    /// The thank-you page gave a code; with it the answers go.
    async fn take_back(&mut self) {
        let client = &self.browser.client;
        let Ok(shown) = client.find(Locator::Css("#withdraw-code")).await else {
            return; // a rehearsal, or a shared tablet: there is no code
        };
        let code = shown.text().await.expect("the code");
        let origin = client.current_url().await.expect("an address").join("/withdraw").expect("an address");
        client.goto(origin.as_str()).await.expect("the withdraw page");
        client
            .find(Locator::Css("main input[type=text]"))
            .await
            .expect("a field")
            .send_keys(&code)
            .await
            .expect("typed");
        self.browser.follow("main form button:not(.sr):not([name=_language])").await;
        assert!(client.find(Locator::Css("[role=status]")).await.is_ok(), "the page says that the answers are gone");
    }
}

/// Answers every control of the page in some way.
async fn fill(client: &Client) {
    const SELECTOR: &str = "main form input, main form select, main form textarea";
    // One question to the driver for all controls; a page's own script is off, the driver's is not.
    const TOLD: &str = "return [...document.querySelectorAll(arguments[0])].map(control =>
        [control.name, control.tagName.toLowerCase(), control.type, control.value, control.checkVisibility()])";
    let told = client.execute(TOLD, vec![SELECTOR.into()]).await.expect("the controls are told");
    let told: Vec<(String, String, String, String, bool)> = serde_json::from_value(told).expect("as asked");
    let controls = client.find_all(Locator::Css(SELECTOR)).await.expect("controls");
    let mut done = std::collections::BTreeSet::new();
    for (control, (name, tag, kind, value, visible)) in controls.iter().zip(told) {
        match (tag.as_str(), kind.as_str()) {
            _ if !visible => {}
            ("input", "radio" | "checkbox") if !name.ends_with("~missing") && done.insert(name.clone()) => {
                // The control itself, not its label: keyboard and pointer both reach it.
                control.click().await.unwrap_or_else(|error| panic!("{name}: {error}"));
            }
            ("input", "radio" | "checkbox" | "hidden") => {}
            ("select", _) => choose(control, &name, &mut done).await,
            ("textarea", _) => {
                control.send_keys("A door that locks.").await.unwrap_or_else(|error| panic!("{name}: {error}"))
            }
            ("input", _) if value.is_empty() => {
                let words = if name.ends_with(".year") { "2024" } else { "3" };
                control.send_keys(words).await.unwrap_or_else(|error| panic!("{name}: {error}"));
            }
            _ => {}
        }
    }
}

/// The first option for the first place of a ranking, the second for the second …
async fn choose(control: &Element, name: &str, done: &mut std::collections::BTreeSet<String>) {
    let group = name.rsplit_once(".place.").map_or(name, |(group, _)| group);
    let place = (1..).find(|place| done.insert(format!("{group} {place}"))).unwrap_or(1);
    control.select_by_index(place).await.unwrap_or_else(|error| panic!("{name}: {error}"));
}

async fn attribute(element: &Element, name: &str) -> String {
    element.attr(name).await.ok().flatten().unwrap_or_default()
}
