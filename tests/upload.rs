//! A coordinator sends a file that is far too large, over a real connection.

mod demo;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use demo::Demo;

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
