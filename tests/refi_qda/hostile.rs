//! Somebody sends a file that was made to do harm, or that broke on the way: one clear error, soon, and in little memory.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use server::exchange::archive::{Archive, Limits, pack};
use server::exchange::refi_qda;
use zip::write::SimpleFileOptions;

use crate::written::{container, problem, project_xml, sample, text_source};

/// Every answer comes within this.
const SOON: Duration = Duration::from_secs(1);
/// And within this, the files and everything that other tests hold included.
const LITTLE: usize = 256 << 20;

/// The most memory that this process ever held, in bytes; where the system tells.
fn most_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").trim().parse::<usize>().unwrap_or(0) << 10
}

/// What this thread has worked so far, so that other tests beside it do not count; where the system tells.
fn worked() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    status.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn refused(what: &str, name: &str, bytes: &[u8]) -> (&'static str, String) {
    let (started, before) = (Instant::now(), worked());
    let found = problem(name, bytes);
    let took = before.and_then(|before| worked()?.checked_sub(before)).unwrap_or_else(|| started.elapsed());
    let memory = most_memory();
    println!("{what}: {} at “{}” in {took:.0?}, at most {} MB so far", found.0, found.1, memory >> 20);
    assert!(took < SOON, "{what} took {took:?}");
    assert!(memory < LITTLE, "{what} took {} MB", memory >> 20);
    found
}

fn at(code: &'static str, place: &str) -> (&'static str, String) {
    (code, place.to_owned())
}

/// A container whose last entry is zeros, written without ever holding them.
fn zeros(files: &[(&str, &[u8])], path: &str, megabytes: usize) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.start_file(path, SimpleFileOptions::default()).unwrap();
    let chunk = vec![0; 8 << 20];
    for _ in 0..megabytes / 8 {
        writer.write_all(&chunk).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Overwrites a field in the local and in the directory record of the only entry.
fn forge(mut bytes: Vec<u8>, local: usize, directory: usize, field: &[u8]) -> Vec<u8> {
    let record = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[local..local + field.len()].copy_from_slice(field);
    bytes[record + directory..record + directory + field.len()].copy_from_slice(field);
    bytes
}

#[test]
fn bombs_are_refused() {
    let bomb = zeros(&[], "project.qde", 1_024);
    assert_eq!(refused("a gigabyte of zeros, packed", "a.qdpx", &bomb), at("archive-ratio", "project.qde"));
    let liar = forge(bomb, 22, 24, &100_u32.to_le_bytes());
    assert_eq!(refused("the same, said to be 100 bytes", "a.qdpx", &liar), at("archive-damaged", "project.qde"));
    let plain = vec![0; 1 << 30];
    assert_eq!(refused("a gigabyte of zeros", "a.qdpx", &plain).0, "archive-too-large");
    assert_eq!(refused("a gigabyte of zeros", "a.qde", &plain).0, "archive-too-large");
    assert_eq!(refused("zeros within the limit", "a.qdc", &plain[..31 << 20]).0, "xml-empty");
    let xml = project_xml(&text_source("internal://a.txt", ""));
    let file = zeros(&[("project.qde", xml.as_bytes())], "sources/a.txt", 64);
    assert_eq!(refused("zeros as a text", "a.qdpx", &file), at("archive-ratio", "sources/a.txt"));
}

#[test]
fn containers_that_broke_are_refused_wherever_they_broke() {
    let whole = refi_qda::write(&sample()).unwrap();
    for part in 1..16 {
        let (code, _) = refused("a torn container", "a.qdpx", &whole[..whole.len() * part / 16]);
        assert_eq!(code, "archive-unreadable");
    }
    let mut damaged = whole.clone();
    damaged[80] ^= 0x55;
    assert_eq!(refused("a damaged entry", "a.qdpx", &damaged), at("archive-damaged", "project.qde"));
}

#[test]
fn names_that_lead_out_are_refused() {
    let xml = project_xml("");
    for path in ["../project.qde", "a/../../b", "/etc/passwd", "C:\\x", "..\\x", "a\0b"] {
        let file = container(&[("project.qde", xml.as_bytes()), (path, b"x")]);
        assert_eq!(refused("a name that leads out", "a.qdpx", &file).0, "archive-path", "{path:?}");
    }
}

#[test]
fn crowds_twins_and_locks_are_refused() {
    let crowd = pack((0..20_001).map(|n| (format!("{n}"), Vec::new()))).unwrap();
    assert_eq!(refused("a crowd", "a.qdpx", &crowd).0, "archive-entries");
    let records = b"PK\x01\x02".repeat(200_000);
    assert_eq!(refused("a crowd of records", "a.qdpx", &[b"PK".as_slice(), &records].concat()).0, "archive-entries");
    let mut twins = container(&[("aa", b"1"), ("ab", b"2")]);
    for place in 0..twins.len() - 1 {
        if &twins[place..place + 2] == b"ab" {
            twins[place + 1] = b'a';
        }
    }
    assert!(["archive-twice", "archive-unreadable"].contains(&refused("twins", "a.qdpx", &twins).0));
    let locked = forge(pack([("project.qde".to_owned(), b"<a/>".to_vec())]).unwrap(), 6, 8, &[1, 0]);
    assert_eq!(refused("a locked entry", "a.qdpx", &locked), at("archive-locked", "project.qde"));
}

#[test]
fn what_is_read_is_counted_together() {
    let limits = Limits { entry: 100, total: 150, ..Limits::PROJECT };
    let file = container(&[("a", &[1; 90]), ("b", &[2; 90]), ("c", &[3; 101])]);
    let mut archive = Archive::open("x.zip", &file, limits).unwrap();
    assert_eq!(archive.read("a").unwrap().unwrap().len(), 90);
    assert_eq!(archive.read("b").unwrap_err().code, "archive-entry-too-large");
    assert_eq!(archive.read("c").unwrap_err().code, "archive-entry-too-large");
    assert_eq!(archive.read("d").unwrap(), None);
}

#[test]
fn xml_that_was_made_to_harm_is_refused_with_its_line() {
    let outside =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<Project name=\"&x;\"/>";
    assert_eq!(refused("an external entity", "a.qde", outside.as_bytes()).0, "xml-doctype");
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let laughs = format!(
        "<!DOCTYPE l [<!ENTITY l0 \"lol\">{laughs}]>\n<Project name=\"x\"><Description>&l9;</Description></Project>"
    );
    assert_eq!(refused("a billion laughs", "a.qde", laughs.as_bytes()).0, "xml-doctype");
    let entity = "<Project name=\"x\">\n<Description>&x;</Description></Project>";
    assert_eq!(refused("an entity that is none", "a.qde", entity.as_bytes()), at("xml-entity", "2"));
    let deep = format!("<Project name=\"x\">\n<CodeBook><Codes>{}", "<Code guid=\"a\" name=\"a\">\n".repeat(300_000));
    assert_eq!(refused("deep nesting", "a.qde", deep.as_bytes()), at("xml-deep", "63"));
    let skipped = format!("<Project name=\"x\"><Future>{}", "<a>".repeat(1_000_000));
    assert_eq!(refused("deep nesting in what is passed over", "a.qde", skipped.as_bytes()).0, "xml-deep");
    let wide = format!("<Project {}/>", (0..200_000).map(|n| format!("a{n}=\"\" ")).collect::<String>());
    assert_eq!(refused("many attributes", "a.qde", wide.as_bytes()).0, "xml-long");
    let many = format!("<Project name=\"x\">{}</Project>", "<Future/>".repeat(510_000));
    assert_eq!(refused("many elements", "a.qde", many.as_bytes()).0, "xml-long");
    let open = format!("<Project name=\"{}", "x".repeat(20 << 20));
    assert_eq!(refused("an attribute without end", "a.qde", open.as_bytes()).0, "xml-broken");
    let xml = project_xml(&text_source("a.txt", ""));
    for torn in [40, 300, xml.len() - 12] {
        assert_eq!(refused("torn XML", "a.qde", &xml.as_bytes()[..torn]).0, "xml-broken");
    }
}
