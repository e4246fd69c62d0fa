//! Somebody who is not signed in sends the staff plane forms: very large ones, very many, some that never end. Colleagues
//! are at work meanwhile, and lose nothing of what was kept for them.

mod office;
mod platform;
mod program;

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use office::{Office, browser};
use platform::Platform;
use program::Program;

const FORM: &str = "application/x-www-form-urlencoded";

/// Pages that take a form of whoever comes.
const OPEN: [&str; 4] = ["/sign-in", "/join", "/recover", "/review"];

#[tokio::test]
async fn a_stranger_may_send_little_and_a_colleague_much() {
    let office = Office::open().await;
    let mut stranger = browser(&office.state);
    for path in OPEN {
        let sent = stranger.post_raw(path, FORM, b"a&".repeat(1 << 20)).await;
        assert_eq!(sent.status, 413, "{path}");
        assert!(sent.says("at most 64 kB"), "{path}: {}", sent.body);
        let sent = stranger.post_raw(path, FORM, b"a=b&".repeat(1_000)).await;
        assert_eq!(sent.status, 303, "control: {path} takes a form as its page sends it");
    }
    let file = "multipart/form-data; boundary=b";
    let sent = stranger.post_raw(&office.page("import"), file, vec![b'a'; 1 << 20]).await;
    let to = sent.location().unwrap_or_default();
    assert!(to.starts_with("/sign-in?next="), "a file is no reason to say no more than that: {to}");
    let mut owner = office.owner.clone();
    let long = "x".repeat(1 << 20);
    let form = format!("name={long}&smallest-cell=few").into_bytes();
    let sent = owner.post_raw(&office.page("settings"), FORM, form).await;
    let said = owner.get(&sent.location().expect("back to the page")).await;
    assert!(
        said.says("a whole number") && said.says(&long),
        "control: the whole form of a colleague is read, and kept"
    );
    let sent = owner.post_raw(&office.page("settings"), FORM, b"a&".repeat(1 << 20)).await;
    let said = owner.get(&sent.location().expect("back to the page")).await;
    assert!(said.says("more than 20000 parts"), "{}", said.body);
}

#[tokio::test]
async fn a_thousand_forms_of_strangers_push_out_nothing_that_was_kept_for_a_colleague() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    let invite = [("for-whom", "Rosa"), ("role", "reader")];
    let code = owner.post_only(&office.page("people/invite"), &invite).await.location().expect("the code's page");
    let refused =
        owner.post_only(&office.page("settings"), &[("name", "What she typed"), ("smallest-cell", "few")]).await;
    let refused = refused.location().expect("back to the page");
    let mut answers = Vec::new();
    for _ in 0..1_000 {
        answers.push(browser(&office.state).post_only("/join", &[("code", "x")]).await.location().expect("a page"));
    }
    let crowded = answers.iter().filter(|page| page.contains("again=crowded")).count();
    assert!(crowded >= 500, "control: there were more than are kept: {crowded}");
    assert!(browser(&office.state).get(&answers[0]).await.says("This code is not right"), "nor one by another");
    assert!(browser(&office.state).get(&answers[999]).await.says("no room to keep"), "the last is told");
    assert!(owner.get(&refused).await.says("What she typed"), "it is there");
    assert!(owner.get(&code).await.says("class=\"code big\""), "and the code that is shown once");
}

/// Forms of ten megabytes on so many lines, none of which is finished.
fn hang(host: &str, path: &str, cookie: &str, count: usize) -> Vec<TcpStream> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: {FORM}\r\nContent-Length: 19000000\r\n\r\n"
    );
    let block = vec![b'x'; 10 << 20];
    let hung = |_| {
        let mut line = TcpStream::connect(host).expect("the program listens");
        line.write_all(head.as_bytes()).and_then(|()| line.write_all(&block)).expect("sent");
        line
    };
    (0..count).map(hung).collect()
}

/// Megabytes that a process has in memory.
fn held(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") >> 10
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_strangers_never_finish_take_no_memory() {
    let platform = Platform::start().await;
    let cookie = platform.signed_in().await.cookie.expect("a cookie");
    let program = Program::start(&platform.folder, &[]);
    program::get(&program.staff, "/sign-in");
    let before = held(program.child.id());
    for path in ["/sign-in", "/account/idle"] {
        let lines = hang(&program.staff, path, "", 12);
        tokio::time::sleep(Duration::from_secs(1)).await;
        let more = held(program.child.id()).saturating_sub(before);
        println!("{path}: twelve unfinished bodies of ten megabytes hold {more} MB");
        assert!(more < 30, "{path}: {more} MB");
        assert_eq!(program::get(&program.staff, "/sign-in").status, 200, "others are answered");
        drop(lines);
    }
    let lines = hang(&program.staff, "/account/idle", &cookie, 4);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let more = held(program.child.id()).saturating_sub(before);
    assert!(more >= 30, "control: those of a colleague are held, and seen: {more} MB");
    drop(lines);
}
