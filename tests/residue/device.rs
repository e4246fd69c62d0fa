//! A phone or a desk with one of two browsers, as somebody holds it: they open, type, press, read, and close it or not.

use std::path::Path;
use std::time::Duration;

use fantoccini::Locator;
use tokio::time::sleep;

use crate::browser::{Browser, DESKTOP, Window};
use crate::firefox::Firefox;

/// What else the browser runs notices within this time that it was killed.
pub const AFTER: Duration = Duration::from_millis(700);

/// How long a page may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which browser.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Debian's.
    Chromium,
    /// Debian's with extended support.
    Firefox,
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Its windows are closed.
    Closed,
    /// It has no time for anything.
    Killed,
}

/// What is done with an element of a page.
#[derive(Clone, Copy, Debug)]
pub enum Act<'a> {
    /// These words are typed into it.
    Write(&'a str),
    /// It is clicked.
    Press,
    /// Its words are read.
    Read,
}

/// A running browser.
pub enum Device {
    /// Driven by chromedriver.
    Chromium(Browser),
    /// Driven directly.
    Firefox(Firefox),
}

impl Device {
    /// Opens one whose folders all lie in a home; `None`, said aloud, where it is not installed.
    pub async fn open(kind: Kind, script: bool, home: &Path) -> Option<Self> {
        match kind {
            Kind::Chromium => Browser::open_at(Window { script, ..DESKTOP }, home).await.map(Self::Chromium),
            Kind::Firefox => Firefox::open_at(home, script).await.map(Self::Firefox),
        }
    }

    /// Opens an address.
    pub async fn go(&mut self, address: &str) {
        match self {
            Self::Chromium(browser) => browser.client.goto(address).await.expect("it opens"),
            Self::Firefox(firefox) => firefox.go(address).await,
        }
    }

    /// Goes on in a new tab.
    pub async fn tab(&mut self) {
        match self {
            Self::Chromium(browser) => {
                let made = browser.client.new_window(true).await.expect("a tab");
                browser.client.switch_to_window(made.handle).await.expect("the tab");
            }
            Self::Firefox(firefox) => firefox.tab().await,
        }
    }

    /// Types into the first element that a selector names, as soon as it is there.
    pub async fn write(&mut self, selector: &str, words: &str) {
        self.until(selector, Act::Write(words)).await;
    }

    /// Clicks the first element that a selector names, as soon as it is there.
    pub async fn press(&mut self, selector: &str) {
        self.until(selector, Act::Press).await;
    }

    /// The words of the first element that a selector names, as soon as it is there.
    pub async fn text(&mut self, selector: &str) -> String {
        self.until(selector, Act::Read).await
    }

    /// Tries until it can be done: a page may still be on its way.
    async fn until(&mut self, selector: &str, act: Act<'_>) -> String {
        let begun = std::time::Instant::now();
        loop {
            let done = match self {
                Self::Chromium(browser) => chromium(browser, selector, act).await,
                Self::Firefox(firefox) => firefox.act(selector, act).await,
            };
            if let Some(said) = done {
                return said;
            }
            assert!(begun.elapsed() < PATIENCE, "{act:?} of {selector} cannot be done");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends it; what it wrote stays.
    pub async fn end(self, end: End) {
        match (self, end) {
            (Self::Chromium(browser), End::Closed) => browser.leave().await,
            (Self::Chromium(browser), End::Killed) => {
                browser.kill();
                sleep(AFTER).await;
            }
            (Self::Firefox(firefox), End::Closed) => firefox.close().await,
            (Self::Firefox(firefox), End::Killed) => firefox.kill().await,
        }
    }
}

async fn chromium(browser: &Browser, selector: &str, act: Act<'_>) -> Option<String> {
    let element = browser.client.find(Locator::Css(selector)).await.ok()?;
    match act {
        Act::Write(words) => element.send_keys(words).await.ok().map(|()| String::new()),
        Act::Press => element.click().await.ok().map(|()| String::new()),
        Act::Read => element.text().await.ok(),
    }
}
