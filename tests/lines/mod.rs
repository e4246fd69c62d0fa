//! Lines that hang on a program without asking much: headers that come byte by byte, bodies that do, answers that nobody
//! takes.

#![allow(dead_code, reason = "several tests share this, and none uses all of it")]

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::sleep;

use crate::respondent::Respondent;

/// How a line is slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slow {
    /// Headers come byte by byte.
    Headers,
    /// A body does.
    Body,
    /// Nobody takes the answers.
    Taking,
}

/// What slow lines ask, and how long they hang on.
#[derive(Clone)]
pub struct Line {
    /// `127.0.0.1:port`.
    pub host: String,
    /// The word of a link.
    pub word: String,
    /// The address of the stylesheet.
    pub style: String,
    /// For how long it hangs on.
    pub held: Duration,
}

impl Line {
    /// What it sends at once. Answers that nobody takes are many and large, so that they do not fit on the way.
    fn head(&self, slow: Slow) -> String {
        let (host, word, style) = (&self.host, &self.word, &self.style);
        match slow {
            Slow::Headers => format!("GET /s/{word} HTTP/1.1\r\nHost: {host}\r\nX-Slow: "),
            Slow::Body => format!(
                "POST /s/{word} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\n"
            ),
            Slow::Taking => format!("GET {style} HTTP/1.1\r\nHost: {host}\r\n\r\n").repeat(1_000),
        }
    }

    /// Hangs on; after how long it was cut off, where it was.
    pub async fn hang(self, slow: Slow) -> (Slow, Option<Duration>) {
        let begun = Instant::now();
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(8 * 1024).expect("little room for what is not taken");
        let mut line = socket.connect(self.host.parse().expect("an address")).await.expect("a line");
        let _ = line.write_all(self.head(slow).as_bytes()).await;
        let cut = match slow {
            Slow::Taking => self.take_nothing(line).await,
            Slow::Headers | Slow::Body => self.drip(line).await,
        };
        (slow, cut.then(|| begun.elapsed()))
    }

    /// A byte each second; whether it was cut off.
    async fn drip(&self, mut line: TcpStream) -> bool {
        let (begun, mut taken) = (Instant::now(), vec![0; 4096]);
        while begun.elapsed() < self.held {
            tokio::select! {
                read = line.read(&mut taken) => {
                    if !read.is_ok_and(|length| length > 0) {
                        return true;
                    }
                }
                () = sleep(Duration::from_secs(1)) => {
                    if line.write_all(b"a").await.is_err() {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Takes nothing for a while; whether it was cut off is seen by what it sends then: nobody takes that any more.
    async fn take_nothing(&self, mut line: TcpStream) -> bool {
        sleep(self.held).await;
        let first = line.write_all(b"\r\n").await;
        sleep(Duration::from_secs(1)).await;
        first.is_err() || line.write_all(b"\r\n").await.is_err()
    }
}

/// The address of the stylesheet, the largest thing that anybody may ask for.
pub async fn style(host: &str, word: &str) -> String {
    let mut person = Respondent::new(host);
    person.open(&format!("/s/{word}")).await.expect("the welcome page");
    let mut links = person.page.split("href=\"").filter(|rest| rest.starts_with("/a/app"));
    links.next().and_then(|rest| rest.split('"').next()).expect("a stylesheet").to_owned()
}
