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

/// Sends a form of so many bytes, all of them, and reads the answer to its end.
fn send(origin: &str, bytes: usize) -> String {
    let host = origin.trim_start_matches("http://");
    let mut line = TcpStream::connect(host).expect("the program listens");
    line.set_read_timeout(Some(Duration::from_secs(60))).expect("a deadline");
    let head = format!(
        "POST /studies/none/import HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {bytes}\r\n\r\n"
    );
    line.write_all(head.as_bytes()).expect("sent");
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
    let refused = send(&demo.staff.0, 90 * 1024 * 1024);
    assert!(refused.starts_with("HTTP/1.1 413"), "{refused}");
    assert!(refused.contains("at most 20 MB") && refused.contains("</html>"), "{refused}");
    let taken = send(&demo.staff.0, 1024 * 1024);
    assert!(taken.starts_with("HTTP/1.1 303"), "control: what is not too large is led to sign in: {taken}");
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
