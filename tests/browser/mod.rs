//! A real Chromium, as a phone of 360 px or a desktop, with script on or off; and axe-core on what it shows.

#![allow(dead_code, reason = "several tests share this, and none uses all of it")]

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::demo::free_port;

/// A browser window and the driver behind it; both end with the test.
pub struct Browser {
    /// What a test drives.
    pub client: Client,
    driver: Child,
    profile: std::path::PathBuf,
}

/// Width of the window, and whether pages may run script.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// CSS pixels.
    pub width: u32,
    /// Script on?
    pub script: bool,
}

/// An old phone with script switched off.
pub const OLD_PHONE: Window = Window { width: 360, script: false };
/// A phone on which axe may look at the page (the page itself has no script).
pub const PHONE: Window = Window { width: 360, script: true };
/// A desk.
pub const DESKTOP: Window = Window { width: 1280, script: true };

impl Browser {
    /// Opens a window; `None`, said aloud, where there is no browser. With `TIDEMARK_REQUIRE_BROWSER` that is a failure.
    pub async fn open(window: Window) -> Option<Self> {
        let found = ["chromium", "chromedriver"].iter().all(|name| is_there(name));
        if !found {
            assert!(std::env::var_os("TIDEMARK_REQUIRE_BROWSER").is_none(), "no chromium with chromedriver here");
            println!("SKIPPED: no chromium with chromedriver here");
            return None;
        }
        let port = free_port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let profile = std::env::temp_dir().join(format!("tidemark-browser-{port}"));
        let client = connect(port, window, &profile).await;
        Some(Self { client, driver, profile })
    }

    /// Everything that axe-core finds wrong on the page, as `rule: element` lines; and every id that stands twice, which
    /// axe leaves to others.
    pub async fn axe(&self) -> Vec<String> {
        let Some(source) = std::env::var_os("TIDEMARK_AXE").and_then(|path| std::fs::read_to_string(path).ok()) else {
            assert!(std::env::var_os("TIDEMARK_REQUIRE_BROWSER").is_none(), "no axe-core here");
            println!("SKIPPED: no axe-core here");
            return self.twice().await;
        };
        self.client.execute(&source, vec![]).await.expect("axe loads");
        let run = "const done = arguments[0]; axe.run(document).then(found => done(found.violations));";
        let found = self.client.execute_async(run, vec![]).await.expect("axe runs");
        let mut lines: Vec<String> = found.as_array().into_iter().flatten().flat_map(told).collect();
        lines.extend(self.twice().await);
        lines
    }

    /// Ids that stand twice on the page: a label of the second would name the first.
    async fn twice(&self) -> Vec<String> {
        const TWICE: &str = "const all = [...document.querySelectorAll('[id]')].map(one => one.id); \
                             return [...new Set(all.filter((id, at) => all.indexOf(id) !== at))];";
        let found = self.client.execute(TWICE, vec![]).await.expect("ids are read");
        let ids = found.as_array().into_iter().flatten().filter_map(Value::as_str);
        ids.map(|id| format!("duplicate id: {id}")).collect()
    }

    /// The same for a respondent page, whose policy lets no script run, not even axe's: a copy of the page as it stands,
    /// with its stylesheet inside, is looked at from a file; then the page is opened again.
    pub async fn axe_on_copy(&self) -> Vec<String> {
        let address = self.client.current_url().await.expect("an address");
        let source = self.client.source().await.expect("the page");
        let style = concat!("<style>", include_str!("../../app/src/style/app.css"), "</style></head>");
        let copy = self.profile.with_extension("html");
        std::fs::write(&copy, source.replacen("</head>", style, 1)).expect("a file");
        self.client.goto(&format!("file://{}", copy.display())).await.expect("the copy opens");
        let found = self.axe().await;
        let _ = std::fs::remove_file(&copy);
        self.client.goto(address.as_str()).await.expect("the page opens again");
        found
    }

    /// Clicks what leads to another page, and waits until that page is there.
    pub async fn follow(&self, selector: &str) {
        let before = self.client.find(Locator::Css("html")).await.expect("a page");
        let button = self.client.find(Locator::Css(selector)).await;
        button.unwrap_or_else(|_| panic!("{selector} is not on the page")).click().await.expect("it goes on");
        for _ in 0..200 {
            let gone = before.attr("lang").await.is_err();
            let state = self.client.execute("return document.readyState", vec![]).await;
            if gone && state.is_ok_and(|state| state == "complete") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{selector} led nowhere");
    }

    /// Closes the window; call it at the end of a test.
    pub async fn close(mut self) {
        let _ = self.client.clone().close().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn told(violation: &Value) -> Vec<String> {
    let rule = violation["id"].as_str().unwrap_or_default();
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    nodes.map(|node| format!("{rule}: {}", node["html"].as_str().unwrap_or_default())).collect()
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn is_there(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

async fn connect(port: u16, window: Window, profile: &std::path::Path) -> Client {
    let mut capabilities = serde_json::Map::new();
    capabilities.insert("goog:chromeOptions".into(), options(window, profile));
    let address = format!("http://127.0.0.1:{port}");
    for _ in 0..100 {
        let mut builder = ClientBuilder::new(hyper_connector());
        if let Ok(client) = builder.capabilities(capabilities.clone()).connect(&address).await {
            return client;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("chromedriver did not answer");
}

fn hyper_connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}

fn options(window: Window, profile: &std::path::Path) -> Value {
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // Nothing but this machine is reached, whatever a page asks for.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];
    let mut arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--window-size={},900", window.width.max(500)));
    let script = if window.script { 1 } else { 2 };
    let mut options = json!({
        "binary": "/usr/bin/chromium",
        "args": arguments,
        "prefs": { "profile.managed_default_content_settings.javascript": script },
    });
    if window.width < 500 {
        // Without touch: the driver then clicks, and waits, as on a desktop.
        let metrics =
            json!({ "width": window.width, "height": 740, "pixelRatio": 2.0, "mobile": true, "touch": false });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    options
}
