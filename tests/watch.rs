//! A program on the same machine watches the server: it learns that all is well, and nothing about people.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;
mod program;

use ground::{Folder, prepared, submission};
use program::{Program, ask, get};
use server::store::submit::Writer;

const STAFF: &str = "staff.example.org";

#[tokio::test]
async fn measures_count_things_and_name_nobody() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    let program = Program::start(folder.path(), &[]);
    assert_eq!(get(&program.staff, "/healthz").text(), "ok\n");
    let before = get(&program.staff, "/metrics");
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
    let after = get(&program.staff, "/metrics").text();
    assert_eq!(lasting(&after), lasting(&text), "whoever looks sees nobody answer");
}

/// The measures without the hour of the nightly rewrite, which may fall into a test.
fn lasting(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with("tidemark_rewritten")).collect()
}

#[test]
fn only_this_machine_is_told_and_only_when_it_asks_by_itself() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &["--staff-origin", &format!("https://{STAFF}")]);
    let asked = |path: &str, line: &str| ask(&program.staff, &format!("GET {path}"), &[line], b"").unwrap().status;
    for path in ["/healthz", "/metrics"] {
        assert_eq!(asked(path, &format!("Host: {}", program.staff)), 200, "control");
        assert_eq!(asked(path, &format!("Host: {STAFF}")), 404, "through the proxy");
        for line in ["X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7", "Via: 1.1 proxy"] {
            assert_ne!(asked(path, line), 200, "{path} {line}");
        }
        assert_eq!(get(&program.respond, path).status, 404, "the respondent plane knows no such page");
    }
}
