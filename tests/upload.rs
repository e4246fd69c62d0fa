//! A coordinator sends a file that is far too large, over a real connection; a researcher sends large ones that are not.

mod demo;
mod group;
mod office;
mod platform;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use demo::Demo;
use group::Group;

/// Opens a line and sends the head of a form.
fn begin(origin: &str, path: &str, lines: &str) -> TcpStream {
    let host = origin.trim_start_matches("http://");
    let mut line = TcpStream::connect(host).expect("the program listens");
    line.set_read_timeout(Some(Duration::from_secs(60))).expect("a deadline");
    let head =
        format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n{lines}\r\n\r\n");
    line.write_all(head.as_bytes()).expect("sent");
    line
}

/// Signs in; the cookie of the session.
fn sign_in((origin, name, passphrase): &(String, String, String)) -> String {
    let form = serde_html_form::to_string([("name", name), ("passphrase", passphrase)]).expect("fields");
    let kind = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}", form.len());
    let mut line = begin(origin, "/sign-in", &kind);
    line.write_all(form.as_bytes()).expect("sent");
    let mut answer = String::new();
    line.read_to_string(&mut answer).expect("an answer");
    let cookie = answer.lines().find_map(|line| line.split_once("t=").filter(|(name, _)| name.ends_with(": ")));
    let (_, value) = cookie.unwrap_or_else(|| panic!("no session: {answer}"));
    format!("t={}", value.split(';').next().unwrap_or_default())
}

/// Sends a form of so many bytes, all of them, and reads the answer to its end.
fn send(origin: &str, cookie: &str, bytes: usize) -> String {
    let kind = "Content-Type: multipart/form-data; boundary=b";
    let lines = format!("Cookie: {cookie}\r\n{kind}\r\nContent-Length: {bytes}");
    let mut line = begin(origin, "/studies/none/import", &lines);
    let block = vec![b'x'; 64 * 1024];
    let mut left = bytes;
    while left > 0 {
        let now = left.min(block.len());
        line.write_all(&block[..now]).unwrap_or_else(|error| panic!("cut off with {left} bytes to go: {error}"));
        left -= now;
    }
    let mut answer = String::new();
    line.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_file_over_the_limit_gets_a_page_and_not_a_cut_connection() {
    let demo = Demo::start();
    let (origin, cookie) = (&demo.staff.0, sign_in(&demo.staff));
    let refused = send(origin, &cookie, 90 * 1024 * 1024);
    assert!(refused.starts_with("HTTP/1.1 413"), "{refused}");
    assert!(refused.contains("at most 20 MB") && refused.contains("</html>"), "{refused}");
    let taken = send(origin, &cookie, 1024 * 1024);
    assert!(taken.starts_with("HTTP/1.1 404"), "control: what is not too large reaches its route: {taken}");
    for bytes in [1024 * 1024, 90 * 1024 * 1024] {
        let stranger = send(origin, "", bytes);
        assert!(stranger.starts_with("HTTP/1.1 303"), "whoever is not signed in is led there: {stranger}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_megabytes_are_read_wherever_a_file_is_taken() {
    let mut group = Group::meet().await;
    let file = format!("text,code\n{}", format!("{},b\n", "x".repeat(1_000)).repeat(3_000));
    let head = "--b\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nes\r\n\
        --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.csv\"\r\n\r\n";
    let body = format!("{head}{file}\r\n--b--\r\n").into_bytes();
    let here = group.office.page("coding/sources");
    const REASON: &str = "arrived in a way we do not read";
    for route in [
        "coding/exchange/in",
        "coding/sources/bring",
        "coding/sources/excerpts",
        "coding/sources/source/g/translation",
        "import",
        "instruments/upload",
    ] {
        let address = group.office.page(route);
        let owner = &mut group.office.owner;
        owner.page = Some(here.clone());
        let sent = owner.post_raw(&address, "multipart/form-data; boundary=b", body.clone()).await;
        let next = sent.location().unwrap_or_else(|| panic!("{route}: {}", sent.status));
        assert!(!owner.get(&next).await.says(REASON), "{route}");
    }
    let address = group.office.page("coding/sources/bring");
    let sent = group.office.owner.post_raw(&address, "multipart/form-data", b"nothing".to_vec()).await;
    let said = group.office.owner.get(&sent.location().expect("back to the page")).await;
    assert!(said.says(REASON), "control: {}", said.body);
}
