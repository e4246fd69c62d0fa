//! sqlmap as a program: one request goes in as a file, what it says comes out.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use server::chance;

/// What it says before each parameter, when one lets it in, and when none does.
const TRIED: &str = "testing for SQL injection on ";
const FOUND: &str = "Parameter: ";
const NONE: &str = "do not appear to be injectable";
/// What it says of a request in which there is nothing to try.
const EMPTY: &str = "no parameter(s) found";

/// One request, in which every parameter and every place marked `*` is tried.
#[derive(Clone, Debug)]
pub struct Target {
    /// Path and query.
    pub address: String,
    /// The fields of a form that is sent by `POST`.
    pub body: Option<String>,
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.how(), self.address)
    }
}

impl Target {
    fn how(&self) -> &'static str {
        if self.body.is_some() { "POST" } else { "GET" }
    }

    fn request(&self, host: &str, cookie: &str) -> String {
        let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        let kind = self.body.as_ref().map_or("", |_| kind);
        format!(
            "{} {} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nAccept-Language: en\r\n{cookie}{kind}\r\n{}",
            self.how(),
            self.address,
            self.body.as_deref().unwrap_or_default()
        )
    }
}

/// What it found.
pub struct Told {
    /// How many parameters it tried.
    pub tried: usize,
    /// Parameters that let it in.
    pub injectable: Vec<String>,
}

/// How far it goes, from 1 to 5: `TIDEMARK_SQLMAP_LEVEL`.
pub fn level() -> u8 {
    std::env::var("TIDEMARK_SQLMAP_LEVEL").ok().and_then(|level| level.parse().ok()).unwrap_or(1)
}

/// The program, and a folder for what it writes.
pub struct Sqlmap {
    program: OsString,
    folder: PathBuf,
}

impl Drop for Sqlmap {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Sqlmap {
    /// The one that `TIDEMARK_SQLMAP` names, or that is installed.
    pub fn find() -> Option<Self> {
        let program = std::env::var_os("TIDEMARK_SQLMAP").unwrap_or_else(|| "sqlmap".into());
        Command::new(&program).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).status().ok()?;
        let folder = std::env::temp_dir().join(format!("tidemark-test-{}", chance::id()));
        std::fs::create_dir(&folder).expect("a folder");
        Some(Self { program, folder })
    }

    /// Tries everything of one request.
    pub fn attack(&self, host: &str, target: &Target, cookie: &str, level: u8) -> Told {
        let file = self.folder.join("request");
        std::fs::write(&file, target.request(host, cookie)).expect("a file");
        let said = Command::new(&self.program)
            .arg("-r")
            .arg(&file)
            .arg("--output-dir")
            .arg(self.folder.join("out"))
            .arg(format!("--level={level}"))
            .args(["--batch", "--flush-session", "--disable-coloring", "--dbms=sqlite", "--technique=BEUST"])
            .args(["--threads=4", "--ignore-code=*", "--skip-waf", "--answers=resend=n"])
            .stdin(Stdio::null())
            .output()
            .expect("sqlmap runs");
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let parts = |word: &str| said.lines().filter_map(|line| Some(line.split_once(word)?.1.to_owned())).collect();
        let (tried, injectable): (Vec<String>, Vec<String>) = (parts(TRIED), parts(FOUND));
        assert!(!injectable.is_empty() || [NONE, EMPTY].iter().any(|word| said.contains(word)), "{target}: {said}");
        Told { tried: tried.len(), injectable }
    }
}
