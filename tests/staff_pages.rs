//! An owner signs in, unlocks every study, and opens every page that a link leads to; axe-core looks at each of them.

mod browser;
mod corridor;
mod demo;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, Weak};

use browser::{Browser, DESKTOP, OLD_PHONE, PHONE, Window};
use corridor::{is_file, links, sign_in, unlock};
use demo::Demo;
use fantoccini::Locator;

/// Pages of one kind (addresses that differ only in ids and names) that are looked at.
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
    let demo = shared();
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

#[tokio::test(flavor = "multi_thread")]
async fn a_page_warns_before_its_study_locks_and_one_press_puts_it_off() {
    let demo = shared();
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    let client = &browser.client;
    sign_in(&browser, &demo.staff).await;
    browser.follow("main a[href$='/overview']").await;
    browser.follow("a.lock").await;
    unlock(&browser, &demo.staff.2).await;
    if client.find(Locator::Css("script[type=module]")).await.is_err() {
        println!("SKIPPED: built without islands");
        browser.close().await;
        return;
    }
    client.find(Locator::Css("#locks[hidden]")).await.expect("no warning yet");
    let soon = "const one = document.getElementById('locks'); one.dataset.after = '2'; one.hidden = false";
    client.execute(soon, Vec::new()).await.expect("two minutes before");
    client.find(Locator::Css("#locks button")).await.expect("a button").click().await.expect("pressed");
    client.wait().for_element(Locator::Css("#locks[hidden]")).await.expect("put off");
    client
        .wait()
        .for_element(Locator::Css("#locks:not([hidden]) .soon:not([hidden])"))
        .await
        .expect("it warns in time");
    client.execute("document.getElementById('locks').dataset.until = '1'", Vec::new()).await.expect("time passes");
    let over = "#locks:not([hidden]) .over:not([hidden]), #locks button[hidden]";
    client.wait().for_element(Locator::Css(over)).await.expect("it says that it is locked, and offers nothing");
    let soon = client.find(Locator::Css("#locks .soon")).await.expect("the warning");
    assert!(!soon.is_displayed().await.expect("looked at"), "what was true before is not said any more");
    browser.close().await;
}

/// The demo that the tests running now look at together, for none changes anything there; it ends with the last.
fn shared() -> Arc<Demo> {
    static SHARED: Mutex<Weak<Demo>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().expect("the demo of another test starts");
    shared.upgrade().unwrap_or_else(|| {
        let demo = Arc::new(Demo::start());
        *shared = Arc::downgrade(&demo);
        demo
    })
}

async fn crawl(window: Window) {
    let demo = shared();
    let Some(browser) = Browser::open(window).await else { return };
    if window.script {
        browser.bring_axe().await;
    }
    sign_in(&browser, &demo.staff).await;
    let (mut waiting, mut kinds) = (VecDeque::from([demo.staff.0.clone()]), BTreeMap::<String, usize>::new());
    let (mut known, mut found) = (BTreeSet::<String>::new(), Vec::new());
    let (mut opened, mut published) = (0, false);
    loop {
        let Some(address) = waiting.pop_front() else {
            if std::mem::replace(&mut published, true) {
                break;
            }
            // What the demo publishes comes a little later; now its pages for staff are there as well.
            see_what_is_out(&browser, &demo).await;
            kinds.retain(|kind, _| !kind.contains("/releases"));
            waiting.extend(known.iter().filter(|address| address.contains("/releases")).cloned());
            continue;
        };
        let count = *kinds.entry(kind(&address)).and_modify(|count| *count += 1).or_insert(1);
        if count > OF_ONE_KIND {
            continue;
        }
        browser.client.goto(&address).await.expect("a page opens");
        opened += 1;
        unlock(&browser, &demo.staff.2).await;
        found.extend(look(&browser, window, &address, count).await);
        for target in links(&browser).await {
            if !target.starts_with(&demo.staff.0) || is_file(&target) || !known.insert(target.clone()) {
                continue;
            }
            // The study that stands last has most of what there is to see: it is the first of a kind.
            match opened {
                1 => waiting.push_front(target),
                _ => waiting.push_back(target),
            }
        }
    }
    browser.close().await;
    println!("{opened} staff pages of {} kinds", kinds.len());
    assert!(kinds.len() >= 75, "only {} kinds of pages were found", kinds.len());
    for kind in [
        "/releases/{id}",
        "/coding/exchange/out/{id}",
        "/waves/mirror",
        "/waves/of/{id}/linked",
        "/waves/of/{id}/wordings",
    ] {
        assert!(kinds.keys().any(|known| known.ends_with(kind)), "the demo leads to no {kind}");
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Waits until the demo has published something, and opens it.
async fn see_what_is_out(browser: &Browser, demo: &Demo) {
    browser.client.goto(&demo.published()).await.expect("the public page opens");
    let headings = browser.client.find_all(Locator::Css("h1")).await.expect("headings can be counted");
    assert_eq!(headings.len(), 1);
}

/// What is wrong with a page, which is the first of its kind or a later one.
async fn look(browser: &Browser, window: Window, address: &str, count: usize) -> Vec<String> {
    let mut found = not_once(browser, address).await;
    // A second page of a kind has other words and figures in the same frame: one window is enough for those.
    if window.script && (window.width == DESKTOP.width || count == 1) {
        found.extend(browser.axe().await.into_iter().map(|line| format!("{address} {line}")));
    }
    // Pages with long lists and with charts of a document; what is folded is opened.
    if window.width == PHONE.width && ["/releases/", "/results/analysis"].iter().any(|part| address.contains(part)) {
        const WIDER: &str = "document.querySelectorAll('main details').forEach(part => part.open = true);
            return document.documentElement.scrollWidth - window.innerWidth";
        let wider = browser.client.execute(WIDER, vec![]).await.expect("it is measured");
        let wider = wider.as_i64().unwrap_or(i64::MAX);
        if wider > 0 {
            found.push(format!("{address}: {wider} px wider than the phone"));
        }
    }
    found
}

/// What a page must have once: its heading, and an icon, for which a browser would ask elsewhere.
async fn not_once(browser: &Browser, address: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (css, what) in [("h1", "main headings"), ("head link[rel=icon]", "icons")] {
        let count = browser.client.find_all(Locator::Css(css)).await.expect("they can be counted").len();
        if count != 1 {
            found.push(format!("{address}: {count} {what}"));
        }
    }
    found
}

/// The address with its ids taken out, those of passages too, which have another in them (`t.<id>.12`); and the names
/// of links, of questions, and of files that ask for the passphrase first.
fn kind(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let is_id = |part: &str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (mut parts, mut before) = (Vec::new(), "");
    for part in path.split('/') {
        let named = ["links", "words", "out"].contains(&before) || part.split('.').any(is_id);
        parts.push(if named { "{id}" } else { part });
        before = part;
    }
    parts.join("/")
}

/// Links of the menu that stand, wholly or in part, beyond the edge of the screen or of the line that holds them.
async fn cut(browser: &Browser) -> Vec<String> {
    const CUT: &str = "const cut = link => {
            const own = link.getBoundingClientRect(), line = link.closest('ul').getBoundingClientRect();
            return own.left < 0 || own.right > Math.min(innerWidth, line.right) + 1 || own.height < 24;
        };
        return [...document.querySelectorAll('.top nav li a')].filter(cut).map(link => link.textContent);";
    let found = browser.client.execute(CUT, vec![]).await.expect("it is measured");
    found.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_menu_is_seen_on_a_phone() {
    // As a script may change it, and an attribute would not: the policy of the page forbids styles in it.
    const SIDEWAYS: &str = "const line = document.querySelector('.top nav ul').style;
        line.flexWrap = 'nowrap';
        line.overflowX = 'auto';
        document.querySelectorAll('.top nav li').forEach(item => item.style.flex = 'none')";
    let demo = shared();
    let Some(browser) = Browser::open(PHONE).await else { return };
    sign_in(&browser, &demo.staff).await;
    browser.follow("main a[href$='/overview']").await;
    let entries = browser.client.find_all(Locator::Css(".top nav li a")).await.expect("links").len();
    assert_eq!((entries, cut(&browser).await), (9, Vec::new()));
    browser.client.execute(SIDEWAYS, vec![]).await.expect("it is changed");
    assert!(!cut(&browser).await.is_empty(), "control: in one line some are cut");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_icon_a_picture_without_words_and_an_id_that_stands_twice_would_be_found() {
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    let page = "data:text/html,<html lang=en><title>A</title><main><h1 id=a>A</h1><p id=b>B<p id=b>B<img></main>";
    browser.client.goto(page).await.expect("a page opens");
    assert_eq!(not_once(&browser, "one").await, ["one: 0 icons"]);
    let found = browser.axe().await;
    let twice: Vec<_> = found.iter().filter(|line| line.starts_with("duplicate id")).collect();
    assert_eq!(twice, ["duplicate id: b"]);
    if std::env::var_os("TIDEMARK_AXE").is_some_and(|path| std::path::Path::new(&path).is_file()) {
        assert!(found.iter().any(|line| line == "image-alt: <img>"), "{found:#?}");
    }
    browser.close().await;
}
