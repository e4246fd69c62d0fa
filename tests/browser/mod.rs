//! A real Chromium, as a phone of 360 px or a desktop, with script on or off; and axe-core on what it shows.

#![allow(dead_code, reason = "several tests share this, and none uses all of it")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::demo::free_port;

/// A browser window and the driver behind it; both end with the test.
pub struct Browser {
    /// What a test drives.
    pub client: Client,
    /// The driver's port.
    port: u16,
    driver: Child,
    profile: PathBuf,
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
        let port = free_port();
        Self::start(capabilities(window, &own_profile(port)), port, own_profile(port), None).await
    }

    /// The same, and the driver writes down what the browser asks the network for: see [`Browser::overheard`].
    pub async fn open_overheard(window: Window) -> Option<Self> {
        let port = free_port();
        let mut capabilities = capabilities(window, &own_profile(port));
        capabilities.insert("goog:loggingPrefs".into(), json!({ "performance": "ALL" }));
        Self::start(capabilities, port, own_profile(port), None).await
    }

    /// The same for a person whose home is this folder: all that the browser keeps lies in it, and stays.
    pub async fn open_at(window: Window, home: &Path) -> Option<Self> {
        let profile = home.join("profile");
        Self::start(capabilities(window, &profile), free_port(), profile, Some(home)).await
    }

    async fn start(asked: Capabilities, port: u16, profile: PathBuf, home: Option<&Path>) -> Option<Self> {
        let found = ["chromium", "chromedriver"].iter().all(|name| is_there(name));
        if !found {
            assert!(std::env::var_os("TIDEMARK_REQUIRE_BROWSER").is_none(), "no chromium with chromedriver here");
            println!("SKIPPED: no chromium with chromedriver here");
            return None;
        }
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .envs(home.map(at_home).into_iter().flatten())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let client = connect(port, &asked).await;
        Some(Self { client, port, driver, profile })
    }

    /// Brings axe-core to every page that this window opens from now on: to send it anew for each takes as long as its
    /// look.
    pub async fn bring_axe(&self) {
        if let Some(source) = axe_source() {
            // A page inside a page is looked at as itself, if at all.
            let source = format!("if (self === top) {{\n{source}\n}}");
            let bring = json!({ "cmd": "Page.addScriptToEvaluateOnNewDocument", "params": { "source": source } });
            let brought = self.ask("goog/cdp/execute", &bring).await;
            assert!(brought["identifier"].is_string(), "{brought}");
        }
    }

    /// Everything that axe-core finds wrong on the page, as `rule: element` lines; and every id that stands twice, which
    /// axe leaves to others.
    pub async fn axe(&self) -> Vec<String> {
        // What it finds in order is not told, and need not be described.
        const RUN: &str = "const done = arguments[0]; const told = { resultTypes: ['violations'] };
            if (typeof axe === 'undefined') return done(null);
            axe.run(document, told).then(found => done(found.violations));";
        let Some(source) = axe_source() else {
            assert!(std::env::var_os("TIDEMARK_REQUIRE_BROWSER").is_none(), "no axe-core here");
            println!("SKIPPED: no axe-core here");
            return self.twice().await;
        };
        let mut found = self.client.execute_async(RUN, vec![]).await.expect("axe runs");
        if found.is_null() {
            found = self.client.execute_async(&format!("{source};\n{RUN}"), vec![]).await.expect("axe runs");
        }
        let found = found.as_array().unwrap_or_else(|| panic!("axe said {found}"));
        let mut lines: Vec<String> = found.iter().flat_map(told).collect();
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

    /// The same for a respondent page, whose policy lets no script run, not even axe's: a copy of the page as it stands
    /// is looked at; then the page is opened again.
    pub async fn axe_on_copy(&self) -> Vec<String> {
        let address = self.client.current_url().await.expect("an address");
        let source = self.client.source().await.expect("the page");
        self.show(&source).await;
        let found = self.axe().await;
        self.client.goto(address.as_str()).await.expect("the page opens again");
        found
    }

    /// Shows a copy of a respondent page from a file, with its stylesheet inside, under no policy.
    pub async fn show(&self, page: &str) {
        let style = concat!("<style>", include_str!("../../app/src/style/app.css"), "</style></head>");
        let copy = self.profile.with_extension("html");
        std::fs::write(&copy, page.replacen("</head>", style, 1)).expect("a file");
        self.client.goto(&format!("file://{}", copy.display())).await.expect("the copy opens");
        let _ = std::fs::remove_file(&copy);
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

    /// Asks the driver for what the client has no word for, at this place under the session; what it answers.
    pub async fn ask(&self, place: &str, body: &Value) -> Value {
        let session = self.client.session_id().await.expect("asked").expect("a session");
        let (port, body, path) = (self.port, body.to_string(), format!("/session/{session}/{place}"));
        let asked = tokio::task::spawn_blocking(move || {
            let mut line = TcpStream::connect(("127.0.0.1", port)).expect("the driver listens");
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
                 Content-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            line.write_all(head.as_bytes()).and_then(|()| line.write_all(body.as_bytes())).expect("sent");
            answer(BufReader::new(line))
        });
        let answered: Value = serde_json::from_str(&asked.await.expect("asked")).expect("the driver speaks JSON");
        answered["value"].clone()
    }

    /// What the browser did with the network since this was asked last, as messages of its developer tools; only of
    /// a window that was opened with [`Browser::open_overheard`].
    pub async fn overheard(&self) -> Vec<Value> {
        let told = self.ask("se/log", &json!({ "type": "performance" })).await;
        let entries = told.as_array().unwrap_or_else(|| panic!("no log: {told}"));
        let message = |entry: &Value| serde_json::from_str::<Value>(entry["message"].as_str()?).ok();
        entries.iter().filter_map(message).map(|mut message| message["message"].take()).collect()
    }

    /// Closes the window; call it at the end of a test.
    pub async fn close(self) {
        let profile = self.profile.clone();
        self.leave().await;
        let _ = std::fs::remove_dir_all(profile);
    }

    /// Closes the window; what the browser keeps stays.
    pub async fn leave(self) {
        let _ = self.client.clone().close().await;
    }

    /// Ends the browser in the middle of everything; what it wrote stays.
    pub fn kill(self) {
        for process in children(self.driver.id()) {
            let _ = Command::new("kill").args(["-KILL", &process.to_string()]).status();
        }
    }
}

/// What axe-core is, where it is.
fn axe_source() -> Option<String> {
    std::env::var_os("TIDEMARK_AXE").and_then(|path| std::fs::read_to_string(path).ok())
}

/// The body of an answer. The driver keeps its line open, so the end of it is not waited for.
fn answer(mut line: impl BufRead) -> String {
    let mut length = 0;
    loop {
        let mut head = String::new();
        line.read_line(&mut head).expect("a line of the head");
        match head.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().expect("a length");
            }
            Some(_) => {}
            None if head.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    line.read_exact(&mut body).expect("the body");
    String::from_utf8(body).expect("text")
}

/// The processes that one has started itself.
fn children(parent: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let all = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let of = |process: &u32| {
        let told = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // The name, in brackets, may hold anything; after it come the state and the parent.
        let parents = told.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)?.parse::<u32>().ok());
        parents == Some(parent)
    };
    all.filter(of).collect()
}

/// What a program is told so that all it keeps lies in one folder.
pub fn at_home(home: &Path) -> [(&'static str, PathBuf); 3] {
    [("HOME", home.into()), ("XDG_CACHE_HOME", home.join("cache")), ("XDG_CONFIG_HOME", home.join("config"))]
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

/// Whether a program is installed.
pub fn is_there(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// What a driver is asked for.
type Capabilities = serde_json::Map<String, Value>;

/// Where a browser that needs no home keeps its things; its port is its own.
fn own_profile(port: u16) -> PathBuf {
    std::env::temp_dir().join(format!("tidemark-browser-{port}"))
}

fn capabilities(window: Window, profile: &Path) -> Capabilities {
    let mut capabilities = Capabilities::new();
    capabilities.insert("goog:chromeOptions".into(), options(window, profile));
    // What is slow is slow because others use the machine, too: that is no finding.
    capabilities.insert("timeouts".into(), json!({ "script": 300_000, "pageLoad": 300_000 }));
    capabilities
}

async fn connect(port: u16, capabilities: &Capabilities) -> Client {
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

fn options(window: Window, profile: &Path) -> Value {
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
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
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
