//! Somebody answers with the keyboard alone: Tab, Space and Enter, nothing else. The way out is always the first stop.
//! Nor does it ever lie over what has the focus, nor does help. And a researcher keys a paper in without touching the mouse.

mod browser;
mod demo;

use browser::{Browser, DESKTOP, PHONE};
use demo::Demo;
use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
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

#[tokio::test(flavor = "multi_thread")]
async fn whoever_goes_backwards_on_a_phone_finds_nothing_under_the_way_out() {
    let demo = Demo::start();
    let Some(browser) = Browser::open(PHONE).await else { return };
    browser.client.goto(&demo.link("survivor-housing").address).await.expect("the welcome page");
    let (mut stops, mut under, mut control) = (0, Vec::new(), [0, 0]);
    for page in 0..6 {
        let as_it_is = [backwards(&browser).await, scrolled_to(&browser).await].concat();
        stops += as_it_is.len();
        under.extend(as_it_is.into_iter().filter(|(_, under)| *under).map(|(name, _)| format!("page {page}: {name}")));
        browser.client.execute(CARELESS, vec![]).await.expect("the rule is taken away");
        let careless = [backwards(&browser).await, scrolled_to(&browser).await];
        for (kind, found) in careless.iter().enumerate() {
            control[kind] += found.iter().filter(|(_, under)| *under).count();
        }
        browser.follow("main form p.go button:not(.sr)").await;
    }
    println!("{stops} stops, {} of them under the way out; without the rule {control:?}", under.len());
    assert!(stops > 100 && control.iter().all(|under| *under > 0), "control: without the rule {control:?} of {stops}");
    assert_eq!(under, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_help_box_covers_nothing_that_can_be_pressed_on_a_phone() {
    const OPEN: &str = "document.querySelector('.help').open = true";
    const CLOSE: &str = "document.querySelector('.help').open = false";
    // As a script may change it, and an attribute would not: the policy of the page forbids styles in it.
    const LAID_OVER: &str = "document.querySelector('.help > div').style.position = 'absolute'";
    let demo = Demo::start();
    let Some(browser) = Browser::open(PHONE).await else { return };
    browser.client.goto(&demo.link("survivor-housing").address).await.expect("the welcome page");
    for page in 0..3 {
        browser.client.execute(OPEN, vec![]).await.expect("it is opened");
        assert_eq!(under_help(&browser).await, Vec::<String>::new(), "page {page}");
        let scrolled = scrolled_to(&browser).await;
        let under: Vec<_> = scrolled.into_iter().filter(|(_, under)| *under).collect();
        assert!(under.is_empty(), "page {page}: {under:?}");
        browser.client.execute(LAID_OVER, vec![]).await.expect("it is changed");
        assert!(!under_help(&browser).await.is_empty(), "control: laid over page {page} it covers something");
        browser.client.execute(CLOSE, vec![]).await.expect("it is closed");
        browser.follow("main form p.go button:not(.sr)").await;
    }
    browser.close().await;
}

/// What can be pressed and lies under the box of help at the beginning of the page, from where nobody can scroll up.
async fn under_help(browser: &Browser) -> Vec<String> {
    const UNDER: &str = "window.scrollTo(0, 0);
        const box = document.querySelector('.help > div').getBoundingClientRect();
        const under = one => {
            const here = one.getBoundingClientRect();
            return here.top < box.bottom - 1 && here.bottom > box.top;
        };
        const all = [...document.querySelectorAll('main :is(a, button, input, label, select, summary, textarea)')];
        return all.filter(under).map(one => `${one.localName} ${one.name || one.textContent}`)";
    let told = browser.client.execute(UNDER, vec![]).await.expect("every place is looked at");
    serde_json::from_value(told).expect("as asked")
}

/// Takes the room away that the stylesheet leaves above whatever is scrolled to.
const CARELESS: &str = "const sheet = document.styleSheets[0];
    sheet.insertRule('*{scroll-margin-top:0!important}', sheet.cssRules.length)";

/// Every stop from the last to the first, each come to from the end of the page: what it is, and whether the way out lies
/// over some of it.
async fn backwards(browser: &Browser) -> Vec<(String, bool)> {
    const LAST: &str = "[...document.querySelectorAll('main :is(a, button, input)')].at(-1).focus()";
    const DOWN: &str = "window.scrollTo(0, document.documentElement.scrollHeight)";
    const HERE: &str = "const bar = document.querySelector('.bar'); const here = document.activeElement;
        if (here === document.body || bar.contains(here)) return null;
        const [one, two] = [bar, here].map(part => part.getBoundingClientRect());
        return [`${here.localName} ${here.name || here.textContent}`, two.top < one.bottom - 1 && two.bottom > one.top]";
    browser.client.execute(LAST, vec![]).await.expect("the last stop");
    let mut found = Vec::new();
    for _ in 0..STOPS {
        browser.client.execute(DOWN, vec![]).await.expect("the end of the page");
        let (shift, tab) = (char::from(Key::Shift), char::from(Key::Tab));
        let keys = KeyActions::new("keys".into()).then(KeyAction::Down { value: shift });
        let keys = keys.then(KeyAction::Down { value: tab }).then(KeyAction::Up { value: tab });
        let keys = keys.then(KeyAction::Up { value: shift });
        browser.client.perform_actions(keys).await.expect("one stop back");
        let told = browser.client.execute(HERE, vec![]).await.expect("where the focus is");
        match serde_json::from_value(told).expect("as asked") {
            Some(stop) => found.push(stop),
            None => return found,
        }
    }
    panic!("the first stop is not reached");
}

/// Everything that can be pressed, each scrolled up to from the end of the page, as browsers do before a press: as above.
async fn scrolled_to(browser: &Browser) -> Vec<(String, bool)> {
    const ALL: &str = "const bar = document.querySelector('.bar').getBoundingClientRect();
        const all = [...document.querySelectorAll('main :is(a, button, input, label, select, summary, textarea)')];
        return all.map(one => {
            window.scrollTo(0, document.documentElement.scrollHeight);
            one.scrollIntoView({ block: 'nearest' });
            const here = one.getBoundingClientRect();
            const under = here.top < bar.bottom - 1 && here.bottom > bar.top;
            return [`${one.localName} ${one.name || one.textContent}`, under];
        })";
    let told = browser.client.execute(ALL, vec![]).await.expect("every place is looked at");
    serde_json::from_value(told).expect("as asked")
}

/// Ratings of the collaboration inventory.
const RATINGS: usize = 44;
/// How many keys a person who keys papers in presses in a minute, at an easy pace (two a second).
const A_MINUTE: usize = 120;

#[tokio::test(flavor = "multi_thread")]
async fn forty_four_ratings_on_paper_are_keyed_in_well_within_a_minute() {
    let demo = Demo::start();
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    open_keying(&browser, &demo).await;
    // The site is chosen once for a pile of papers; the first Tab goes on from the field before the ratings.
    const BEFORE: &str =
        "const all = [...document.querySelectorAll('form.keying :is(select, input:not([type=hidden]))')];
        const at = all.findIndex(field => field.name.includes('.')); all[at - 1].focus(); return all[at].name";
    let first = browser.client.execute(BEFORE, vec![]).await.expect("the ratings are there");
    let mut keys = 0;
    for rating in 0..RATINGS {
        let field = press(&browser, Key::Tab).await;
        keys += 1;
        if rating == 0 {
            assert_eq!(field.attr("name").await.expect("a name").map(Into::into), Some(first.clone()));
        }
        field.send_keys(&(1 + rating % 5).to_string()).await.expect("a rating");
        keys += 1;
    }
    press_where_the_focus_is(&browser, Key::Enter).await;
    keys += 1;
    let kept =
        browser.client.wait().for_element(Locator::Css("[role=status]")).await.expect("it says what became of it");
    assert!(kept.text().await.expect("words").contains("The paper was kept"));
    println!("{RATINGS} ratings keyed in with {keys} keys; {} s at two keys a second", keys / 2);
    assert!(keys <= A_MINUTE, "{keys} keys");
    browser.close().await;
}

/// Signs in and opens the form for papers of the inventory.
async fn open_keying(browser: &Browser, demo: &Demo) {
    let client = &browser.client;
    let (origin, name, passphrase) = &demo.staff;
    client.goto(&format!("{origin}/sign-in")).await.expect("the way in");
    for (field, words) in [("name", name), ("passphrase", passphrase)] {
        let field = client.find(Locator::Css(&format!("input[name={field}]"))).await.expect("a field");
        field.send_keys(words).await.expect("typed");
    }
    browser.follow("main form button").await;
    const LINKS: &str = "return [...document.querySelectorAll('main a')].map(link => link.href)";
    let mut studies = hrefs(client, LINKS).await;
    studies.retain(|link| link.ends_with("/overview"));
    for study in studies {
        client.goto(&study.replace("/overview", "/collections")).await.expect("the waves");
        for collection in hrefs(client, LINKS).await.into_iter().filter(|link| is_collection(link)) {
            client.goto(&format!("{collection}/key")).await.expect("the form for papers");
            let ratings = client.find_all(Locator::Css("form.keying input[name*='.']")).await.expect("a page");
            if ratings.len() == RATINGS {
                return;
            }
        }
    }
    panic!("the demo has no inventory on paper");
}

fn is_collection(link: &str) -> bool {
    link.rsplit_once("/collections/").is_some_and(|(_, id)| !id.is_empty() && !id.contains(['/', '?', '#']))
}

async fn hrefs(client: &fantoccini::Client, script: &str) -> Vec<String> {
    let told = client.execute(script, vec![]).await.expect("links");
    serde_json::from_value(told).expect("as asked")
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
    press_where_the_focus_is(browser, key).await;
    browser.client.active_element().await.expect("something has the focus")
}

async fn press_where_the_focus_is(browser: &Browser, key: Key) {
    let here = browser.client.active_element().await.expect("something has the focus");
    here.send_keys(&char::from(key).to_string()).await.expect("the key is pressed");
}

async fn is_the_way_on(browser: &Browser) -> bool {
    let told = browser.client.execute("return document.activeElement.matches('p.go button')", vec![]).await;
    told.is_ok_and(|told| told == true)
}
