//! A real `tidemark serve` on free ports, and the plainest HTTP client there is.

#![allow(dead_code, reason = "each test file uses its part")]

// Several modules of one test may bring it.
#[allow(clippy::duplicate_mod)]
#[path = "../database/mod.rs"]
pub mod database;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running program, ended by its own id.
pub struct Program {
    /// The process.
    pub child: Child,
    /// Where respondents are served, `127.0.0.1:port`.
    pub respond: String,
    /// Where staff are served.
    pub staff: String,
}

impl Program {
    /// Starts it on a data folder with more flags, and waits until it listens.
    pub fn start(data: &Path, flags: &[&str]) -> Self {
        Self::start_at("127.0.0.1:0", data, flags)
    }

    /// Starts it with respondents at a known address.
    pub fn start_at(respond: &str, data: &Path, flags: &[&str]) -> Self {
        Self::run(respond, data, flags, Stdio::inherit())
    }

    /// Starts it so that the test reads what it complains about.
    pub fn start_with(data: &Path, flags: &[&str], complaints: Stdio) -> Self {
        Self::run("127.0.0.1:0", data, flags, complaints)
    }

    fn run(respond: &str, data: &Path, flags: &[&str], complaints: Stdio) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
        command.args(["serve", "--respond", respond, "--staff", "127.0.0.1:0", "--data"]).arg(data).args(flags);
        command.env("DATABASE_URL", database::url(data));
        Self::spawn(command.stderr(complaints))
    }

    /// Runs a whole command that serves, and waits until it listens.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let mut next = |name: &str| {
            let line = lines.next().expect("it says where it listens").expect("its output is text");
            line.strip_prefix(name).expect("respondents first, then staff").trim().to_owned()
        };
        let (respond, staff) = (next("respond"), next("staff"));
        Self { child, respond, staff }
    }

    /// Sends a signal by its name (`TERM`).
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("kill is there").success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer, as it came.
pub struct Answer {
    /// The number.
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// The rest.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends a request with these header lines and reads the whole answer; `None` when the line was cut.
pub fn ask(address: &str, request: &str, headers: &[&str], body: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let mut text = format!("{request} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|line| line.to_lowercase().starts_with("host:")) {
        text += &format!("Host: {address}\r\n");
    }
    if !body.is_empty() {
        text += &format!("Content-Length: {}\r\n", body.len());
    }
    for line in headers {
        text += &format!("{line}\r\n");
    }
    text += "\r\n";
    stream.write_all(text.as_bytes()).ok()?;
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    read(&answer)
}

/// `GET` of a path.
pub fn get(address: &str, path: &str) -> Answer {
    ask(address, &format!("GET {path}"), &[], b"").expect("an answer")
}

fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|at| at == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
    Some(Answer { status, headers, body: bytes[end + 4..].to_vec() })
}
