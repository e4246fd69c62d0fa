//! A stranger tries ten thousand addresses on the respondent plane, bent in every way that has once opened a door
//! somewhere: each leads nowhere, or to the very page that it would lead to if it were written plainly.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
mod program;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use platform::{Platform, Scene};
use program::Program;

const ADDRESSES: usize = 10_000;
const LINES: usize = 4;

/// Where the bending begins: our own addresses, those of staff, and what strangers look for anywhere.
const BEGINNINGS: &[&str] = &[
    "/leave",
    "/withdraw",
    "/robots.txt",
    "/s/WORD",
    "/s/1",
    "/a/app.css",
    "/a/staff.css",
    "/r/WORD",
    "/r/WORD/tables.csv",
    "/sign-in",
    "/studies",
    "/people",
    "/join",
    "/healthz",
    "/metrics",
    "/s/WORD/sign-in",
    "/s/../sign-in",
    "/s/..;/studies",
    "/a/../../data/tidemark.sqlite",
    "/.env",
    "/",
];

/// What is put somewhere into an address: dots and slashes in clear, once and twice encoded, in overlong UTF-8, after a
/// semicolon; ends of strings and lines; backslashes; signs that are no text.
const PUT_IN: &[&str] = &[
    "%2f",
    "%2F",
    "%252f",
    "%25252f",
    "/",
    "//",
    "/./",
    "/../",
    "/..;/",
    "..;",
    ";",
    ";x=y",
    "/;/",
    "%2e",
    "%2e%2e/",
    "%252e%252e%252f",
    ".%2e/",
    "%2e%2e%2f",
    "%c0%af",
    "%c0%ae",
    "%c0%ae%c0%ae/",
    "%e0%80%af",
    "%f0%80%80%af",
    "%c1%9c",
    "%00",
    "%2500",
    "\\",
    "%5c",
    "%255c",
    "..\\",
    "..%5c",
    "%0a",
    "%0d%0a",
    "%09",
    "%20",
    "+",
    "%ff",
    "%fe",
    "%u002f",
    "%uff0f",
    "%",
    "%zz",
    "%2",
    "%ef%bc%8f",
    "%e2%80%ae",
    "%ef%bb%bf",
    "?",
    "#",
    "%3f",
    "%23",
    "@",
    ":",
    "~",
    "*",
    "|",
];

/// What is put at an end.
const ENDS: &[&str] =
    &[".", "..", "/", "/.", "/..", "%2e", "%20", "%00", "::$DATA", ".php", ".css", ";.css", "?a=b", "#x"];

/// Seeded dice, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// An address, bent once to three times. All signs are ASCII, so that every place in it is between two signs.
    fn address(&mut self, word: &str) -> String {
        let mut address = self.one(BEGINNINGS).replace("WORD", word);
        for _ in 0..=self.below(3) {
            address = self.bend(&address);
        }
        address
    }

    fn bend(&mut self, address: &str) -> String {
        let place = 1 + self.below(address.len());
        let (before, after) = address.split_at(place.min(address.len()));
        let sign = after.bytes().next().unwrap_or(b'.');
        let rest = after.get(1..).unwrap_or_default();
        match self.below(6) {
            0 => format!("{before}%{sign:02x}{rest}"),
            1 => format!("{before}%25{sign:02X}{rest}"),
            2 => format!("{before}{}{rest}", char::from(sign).to_ascii_uppercase()),
            3 => format!("{address}{}", self.one(ENDS)),
            _ => format!("{before}{}{after}", self.one(PUT_IN)),
        }
    }
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Answer {
    status: u16,
    location: String,
    body: Vec<u8>,
}

/// One line that is kept open.
struct Line {
    host: String,
    stream: Option<TcpStream>,
}

impl Line {
    fn new(host: &str) -> Self {
        Self { host: host.to_owned(), stream: None }
    }

    /// Asks, once more on a new line where the old one was closed; status 0 where nobody answers.
    fn ask(&mut self, address: &str) -> Answer {
        (0..2).find_map(|_| self.exchange(address)).unwrap_or_default()
    }

    fn exchange(&mut self, address: &str) -> Option<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(&self.host).ok()?,
        };
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        stream.write_all(format!("GET {address} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).as_bytes()).ok()?;
        let (mut bytes, mut part) = (Vec::new(), [0; 16 * 1024]);
        loop {
            let length = stream.read(&mut part).ok().filter(|length| *length > 0)?;
            bytes.extend_from_slice(&part[..length]);
            if let Some((answer, closes)) = read(&bytes) {
                self.stream = (!closes).then_some(stream);
                return Some(answer);
            }
        }
    }
}

/// A whole answer, and whether the line closes after it.
fn read(bytes: &[u8]) -> Option<(Answer, bool)> {
    let end = bytes.windows(4).position(|at| at == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(':'));
        let mut found =
            lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned());
        found.next().unwrap_or_default()
    };
    let length: usize = header("content-length").parse().unwrap_or(0);
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((Answer { status, location: header("location"), body }, header("connection") == "close"))
}

/// The pages that may be reached, by their plain address.
fn known(host: &str, word: &str) -> BTreeMap<String, Answer> {
    let plain = ["/leave", "/withdraw", "/robots.txt", "/s/1", &format!("/s/{word}")].map(str::to_owned);
    let mut line = Line::new(host);
    plain.into_iter().map(|address| (address.clone(), line.ask(&address))).collect()
}

/// The plain address that an address stands for, if it stands for one of ours: decoded once, and only the last part,
/// whose case and spaces are forgiven.
fn plain(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let Some(place) = path.strip_prefix("/s/") else { return Some(path.to_owned()) };
    let decoded = decode(place).filter(|_| !place.is_empty() && !place.contains('/'))?;
    let numbered = decoded.bytes().all(|byte| byte.is_ascii_digit());
    Some(format!("/s/{}", if numbered { "1".to_owned() } else { decoded.trim().to_lowercase() }))
}

fn decode(text: &str) -> Option<String> {
    let (bytes, mut at, mut out) = (text.as_bytes(), 0, Vec::new());
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match code.filter(|_| bytes[at] == b'%').and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// How often which status came, and every address that led where it should not.
type Tried = (BTreeMap<u16, usize>, Vec<String>);

fn try_all(host: &str, addresses: &[String], known: &BTreeMap<String, Answer>) -> Tried {
    let (mut line, mut counted, mut wrong) = (Line::new(host), BTreeMap::new(), Vec::new());
    for address in addresses {
        let answer = line.ask(address);
        *counted.entry(answer.status).or_insert(0) += 1;
        let nowhere = matches!(answer.status, 0 | 400 | 404 | 414 | 431);
        let ours = || plain(address).and_then(|plain| known.get(&plain)).is_some_and(|page| *page == answer);
        if !nowhere && !ours() {
            wrong.push(format!("{} {address:?} {}", answer.status, answer.location));
        }
    }
    (counted, wrong)
}

#[tokio::test]
async fn ten_thousand_bent_addresses_reach_nothing_but_the_pages_that_are_listed() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let program = Program::start(&platform.folder, &[]);
    let known = known(&program.respond, &open.word);
    assert_eq!(known["/withdraw"].status, 200, "control: a listed page is there");
    assert_eq!((known["/leave"].status, known["/s/1"].status), (303, 410), "control: so are these");
    let mut dice = Dice(11);
    let addresses: Vec<String> = (0..ADDRESSES).map(|_| dice.address(&open.word)).collect();
    let (host, listed) = (program.respond.as_str(), &known);
    let tried: Vec<Tried> = std::thread::scope(|scope| {
        let parts = addresses.chunks(ADDRESSES.div_ceil(LINES));
        let asking: Vec<_> = parts.map(|part| scope.spawn(move || try_all(host, part, listed))).collect();
        asking.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    let mut counted = BTreeMap::new();
    for (status, count) in tried.iter().flat_map(|(counted, _)| counted) {
        *counted.entry(*status).or_insert(0_usize) += count;
    }
    println!("{ADDRESSES} bent addresses, by status: {counted:?}");
    let wrong: Vec<&String> = tried.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{} led somewhere: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
    assert!(counted.get(&200).is_some_and(|pages| *pages > 20), "control: bent addresses do reach our own pages");
    assert!(counted.get(&0).is_none_or(|cut| *cut < 100), "nearly all are answered: {counted:?}");
    let straight: Vec<String> = BEGINNINGS.iter().map(|address| address.replace("WORD", &open.word)).collect();
    assert_eq!(try_all(&program.respond, &straight, &known).1, Vec::<String>::new(), "nor do they as they are");
    let (_, wrong) = try_all(&program.staff, &straight, &known);
    assert!(wrong.len() >= 3, "control: on the other plane they lead to pages that are not listed: {wrong:?}");
}
