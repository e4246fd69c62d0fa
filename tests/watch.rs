//! A program on the same machine watches the server: it learns that all is well, and nothing about people.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod demo;
mod ground;
mod program;

use ground::{Folder, prepared, submission};
use std::process::Command;

use demo::free_port;
use program::{Program, ask, get};
use server::store::submit::Writer;

const STAFF: &str = "staff.example.org";

/// A program that is watched at an address of its own.
fn watched(folder: &Folder, flags: &[&str]) -> (Program, String) {
    let watch = format!("127.0.0.1:{}", free_port());
    let flags = [flags, &["--watch", watch.as_str()]].concat();
    let program = Program::start(folder.path(), &flags);
    wait_for(&watch);
    (program, watch)
}

/// Staff are told their address before the third listener is announced; it is bound by then.
fn wait_for(address: &str) {
    for _ in 0..100 {
        if std::net::TcpStream::connect(address).is_ok() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("nothing listens at {address}");
}

#[tokio::test]
async fn measures_count_things_and_name_nobody() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let (_program, watch) = watched(&folder, &[]);
    assert_eq!(get(&watch, "/healthz").text(), "ok\n");
    let before = get(&watch, "/metrics");
    let text = before.text();
    assert_eq!(before.status, 200);
    assert_eq!(before.header("cache-control"), Some("no-store"));
    assert!(text.contains("\ntidemark_studies 1\n") && text.contains("\ntidemark_collections_open 1\n"), "{text}");
    for name in ["Study", "North", "pebble", "survivors"] {
        assert!(!text.contains(name), "{name}: {text}");
    }
    let writer = Writer::start(store);
    for _ in 0..4 {
        writer.submit(submission()).await.unwrap();
    }
    let after = get(&watch, "/metrics").text();
    assert_eq!(lasting(&after), lasting(&text), "whoever looks sees nobody answer");
}

/// The measures without the hour of the nightly rewrite, which may fall into a test, and the last look after the database.
fn lasting(text: &str) -> Vec<&str> {
    let moves = ["tidemark_rewrit", "tidemark_kept"];
    text.lines().filter(|line| !moves.iter().any(|measure| line.starts_with(measure))).collect()
}

/// A proxy passes what a stranger asks on to the planes, under whatever name and without a header that tells of it.
#[test]
fn no_plane_tells_whatever_it_is_asked_under_and_no_other_name_is_told() {
    let folder = Folder::new();
    let (program, watch) = watched(&folder, &["--staff-origin", &format!("https://{STAFF}")]);
    let asked = |at: &str, path: &str, lines: &[&str]| ask(at, &format!("GET {path}"), lines, b"").unwrap().status;
    for path in ["/healthz", "/metrics"] {
        assert_eq!(get(&watch, path).status, 200, "control");
        for host in [STAFF, "localhost", "127.0.0.1", program.staff.as_str(), watch.as_str()] {
            let line = format!("Host: {host}");
            assert_ne!(asked(&program.staff, path, &[&line]), 200, "{path} {line}");
            assert_ne!(asked(&program.respond, path, &[&line]), 200, "{path} {line}");
        }
        for lines in [&["Host: elsewhere.example"][..], &["Host: localhost", "Host: elsewhere.example"]] {
            assert_eq!(asked(&watch, path, lines), 421, "a page elsewhere that led its name here: {lines:?}");
        }
    }
    assert_eq!(get(&watch, "/sign-in").status, 404, "nothing else is there");
    let other = Folder::new();
    let unasked = Program::start(other.path(), &[]);
    assert_ne!(get(&unasked.staff, "/healthz").status, 200, "and without the flag it is nowhere");
}

#[test]
fn the_watch_is_not_set_up_where_other_machines_reach_it() {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0", "--watch", "0.0.0.0:0", "--data"]);
    let output = command.arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("--watch is for programs on this machine"), "{said}");
}
