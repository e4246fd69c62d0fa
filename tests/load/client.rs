//! The leanest client that still speaks HTTP: the load must cost less than what it measures. Lines are kept and used
//! again, as a proxy in front keeps them.

use std::io::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A line that rested longer is not used again: the program lets go of those that ask nothing.
const RESTED: Duration = Duration::from_secs(5);

/// Lines to one program.
pub struct Client {
    host: String,
    resting: Mutex<Vec<(TcpStream, Instant)>>,
}

/// An answer without its body.
pub struct Answer {
    /// The number.
    pub status: u16,
    head: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    fn headers<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs.filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Client {
    /// Lines to `127.0.0.1:port`.
    pub fn new(host: &str) -> Arc<Self> {
        Arc::new(Self { host: host.to_owned(), resting: Mutex::default() })
    }

    async fn ask(&self, request: &[u8]) -> Result<Answer> {
        let mut line = match self.rested() {
            Some(line) => line,
            None => TcpStream::connect(&self.host).await?,
        };
        line.set_nodelay(true)?;
        line.write_all(request).await?;
        let answer = read(&mut line).await?;
        self.resting.lock().expect("nobody panics").push((line, Instant::now()));
        Ok(answer)
    }

    /// The line that rests for the shortest time.
    fn rested(&self) -> Option<TcpStream> {
        let mut resting = self.resting.lock().expect("nobody panics");
        match resting.pop() {
            Some((line, since)) if since.elapsed() < RESTED => Some(line),
            _ => {
                resting.clear();
                None
            }
        }
    }
}

async fn read(line: &mut TcpStream) -> Result<Answer> {
    let mut bytes = Vec::with_capacity(32 * 1024);
    let end = loop {
        more(line, &mut bytes).await?;
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
    let answer = Answer { status, head };
    let length: usize = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while bytes.len() < end + 4 + length {
        more(line, &mut bytes).await?;
    }
    Ok(answer)
}

async fn more(line: &mut TcpStream, bytes: &mut Vec<u8>) -> Result<()> {
    match line.read_buf(bytes).await? {
        0 => Err(Error::from(ErrorKind::UnexpectedEof)),
        _ => Ok(()),
    }
}

/// Somebody with one cookie.
#[derive(Clone)]
pub struct Person {
    client: Arc<Client>,
    cookie: String,
}

impl Person {
    /// Somebody who has not opened anything yet.
    pub fn new(client: &Arc<Client>) -> Self {
        Self::with(client, String::new())
    }

    /// Somebody whose cookie has this value.
    pub fn with(client: &Arc<Client>, cookie: String) -> Self {
        Self { client: Arc::clone(client), cookie }
    }

    /// Opens a page.
    pub async fn open(&mut self, path: &str) -> Result<Answer> {
        let head = self.head("GET", path);
        self.ask(format!("{head}\r\n")).await
    }

    /// Sends a form; the answer is the way on.
    pub async fn send(&mut self, path: &str, body: &str) -> Result<Answer> {
        let (head, length) = (self.head("POST", path), body.len());
        self.ask(format!(
            "{head}sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\n\r\n{body}"
        ))
        .await
    }

    fn head(&self, method: &str, path: &str) -> String {
        let (host, cookie) = (&self.client.host, &self.cookie);
        let cookie = if cookie.is_empty() { String::new() } else { format!("cookie: s={cookie}\r\n") };
        format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\naccept-language: en\r\n{cookie}")
    }

    async fn ask(&mut self, request: String) -> Result<Answer> {
        let answer = self.client.ask(request.as_bytes()).await?;
        let set = answer.headers("set-cookie").filter_map(|set| set.strip_prefix("s="));
        if let Some(value) = set.last().and_then(|set| set.split(';').next()) {
            self.cookie = value.to_owned();
        }
        Ok(answer)
    }
}
