//! A real Firefox, driven by the protocol that it speaks itself (Marionette). No driver stands between, which would set the
//! profile to what is handy for tests: session files, form history and caches are written as for anybody.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::browser::{at_home, is_there};
use crate::demo::free_port;
use crate::device::{AFTER, Act};

const PROGRAM: &str = "firefox-esr";

/// How often, in milliseconds, it writes down what is open. By itself it waits fifteen seconds, too long for a short test.
const SESSION_EVERY: u32 = 500;

/// A running Firefox; it ends with the test.
pub struct Firefox {
    child: Child,
    line: TcpStream,
    asked: u64,
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Firefox {
    /// Opens a window of a person whose home is this folder; `None`, said aloud, where there is no Firefox.
    pub async fn open_at(home: &Path, script: bool) -> Option<Self> {
        if !is_there(PROGRAM) {
            crate::skipped("no firefox-esr here");
            return None;
        }
        let (profile, port) = (home.join("profile"), free_port());
        std::fs::create_dir_all(&profile).expect("a folder");
        std::fs::write(profile.join("user.js"), preferences(port, script)).expect("a file");
        let child = Command::new(PROGRAM)
            .args(["--headless", "--marionette", "--no-remote", "--profile"])
            .arg(&profile)
            .envs(at_home(home))
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut firefox = Self { child, line: listening(port).await, asked: 0 };
        firefox.hear().await; // it says who it is
        firefox.ask("WebDriver:NewSession", json!({})).await.expect("it lets itself be driven");
        Some(firefox)
    }

    /// Opens an address.
    pub async fn go(&mut self, address: &str) {
        self.ask("WebDriver:Navigate", json!({ "url": address })).await.expect("it opens");
    }

    /// Goes on in a new tab.
    pub async fn tab(&mut self) {
        let made = self.ask("WebDriver:NewWindow", json!({ "type": "tab", "focus": true })).await.expect("a tab");
        let handle = json!({ "handle": made["handle"] });
        self.ask("WebDriver:SwitchToWindow", handle).await.expect("the tab");
    }

    /// Does something with the first element that a selector names, and gives what it says; `None` where that cannot be
    /// done, or not yet.
    pub async fn act(&mut self, selector: &str, act: Act<'_>) -> Option<String> {
        let asked = json!({ "using": "css selector", "value": selector });
        let found = self.ask("WebDriver:FindElement", asked).await.ok()?;
        let element = found["value"].as_object()?.values().next()?.clone();
        let done = match act {
            Act::Write(words) => self.ask("WebDriver:ElementSendKeys", json!({ "id": element, "text": words })).await,
            Act::Press => self.ask("WebDriver:ElementClick", json!({ "id": element })).await,
            Act::Read => self.ask("WebDriver:GetElementText", json!({ "id": element })).await,
        };
        Some(done.ok()?["value"].as_str().unwrap_or_default().to_owned())
    }

    /// Is closed as people close it.
    pub async fn close(mut self) {
        let _ = self.ask("Marionette:Quit", json!({ "flags": ["eAttemptQuit"] })).await;
        for _ in 0..300 {
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
        panic!("it does not close");
    }

    /// Ends in the middle of everything.
    pub async fn kill(self) {
        drop(self);
        sleep(AFTER).await;
    }

    /// One command, `length:[0, number, name, parameters]`, and its answer, `length:[1, number, error, result]`.
    async fn ask(&mut self, name: &str, parameters: Value) -> Result<Value, String> {
        self.asked += 1;
        let told = json!([0, self.asked, name, parameters]).to_string();
        let told = format!("{}:{told}", told.len());
        self.line.write_all(told.as_bytes()).await.expect("it listens");
        let mut answer = self.hear().await;
        match answer[2].is_null() {
            true => Ok(answer[3].take()),
            false => Err(answer[2].to_string()),
        }
    }

    async fn hear(&mut self) -> Value {
        let mut length = 0;
        loop {
            match self.line.read_u8().await.expect("it answers") {
                b':' => break,
                digit => length = length * 10 + usize::from(digit - b'0'),
            }
        }
        let mut said = vec![0; length];
        self.line.read_exact(&mut said).await.expect("a whole answer");
        serde_json::from_slice(&said).expect("JSON")
    }
}

/// What the profile says at the start: script or none, and that nothing is reached but this machine.
fn preferences(port: u16, script: bool) -> String {
    let all = [
        ("marionette.port", json!(port)),
        ("remote.prefs.recommended", json!(false)),
        ("javascript.enabled", json!(script)),
        ("browser.sessionstore.interval", json!(SESSION_EVERY)),
        ("network.proxy.type", json!(1)),
        ("network.proxy.socks", json!("127.0.0.1")),
        ("network.proxy.socks_port", json!(9)),
        ("network.proxy.socks_remote_dns", json!(true)),
        ("datareporting.policy.dataSubmissionEnabled", json!(false)),
        ("browser.aboutwelcome.enabled", json!(false)),
    ];
    all.iter().map(|(name, value)| format!("user_pref({}, {value});\n", json!(name))).collect()
}

async fn listening(port: u16) -> TcpStream {
    for _ in 0..600 {
        if let Ok(line) = TcpStream::connect(("127.0.0.1", port)).await {
            return line;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("Firefox does not listen");
}
