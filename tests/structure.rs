//! The house keeps its shape: who may use whom, small files, no stray words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// For each part of `server`, the parts it must never use.
const NEVER: &[(&str, &[&str])] = &[
    ("statistics", &["store", "seal", "workspace", "exchange", "http", "command"]),
    ("disclosure", &["store", "seal", "workspace", "exchange", "http", "command"]),
    ("coding", &["store", "workspace", "exchange", "http", "command"]),
    ("waves", &["exchange", "http", "command", "weighting"]),
    ("weighting", &["seal", "exchange", "http", "command"]),
    ("release", &["exchange", "http", "command"]),
    ("themes", &["store", "seal", "workspace", "exchange", "http", "command"]),
    ("redaction", &["store", "seal", "workspace", "exchange", "http", "command"]),
    ("linking", &["store", "workspace", "exchange", "http", "command", "statistics"]),
    ("passkey", &["store", "seal", "workspace", "exchange", "http", "command"]),
    ("report", &["store", "seal", "workspace", "http", "command"]),
    ("script", &["http", "command"]),
    ("store", &["workspace", "exchange", "http", "command", "statistics"]),
    ("seal", &["store", "workspace", "exchange", "http", "command", "statistics"]),
    ("workspace", &["exchange", "http", "command"]),
    ("exchange", &["http", "command"]),
    ("http", &["command"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates stand in one folder").to_owned()
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there").flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|ending| ending == "rs") => found.push(path),
                false => {}
            }
        }
    }
    found
}

fn breaches(part: &str, never: &[&str]) -> Vec<String> {
    let folder = format!("server/src/{part}");
    let uses = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a source file is text");
        let product = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        never
            .iter()
            .filter(|other| {
                product.contains(&format!("crate::{other}::")) || product.contains(&format!("use crate::{other};"))
            })
            .map(|other| format!("{} uses {other}", path.display()))
            .collect::<Vec<_>>()
    };
    sources(&folder).iter().flat_map(uses).collect()
}

#[test]
fn nothing_depends_on_http_and_statistics_are_pure() {
    let found: Vec<String> = NEVER.iter().flat_map(|(part, never)| breaches(part, never)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_watch_over_the_parts_would_see_a_breach() {
    assert!(!breaches("http", &["store"]).is_empty(), "http uses the store, and the search must see it");
}

#[test]
fn the_instrument_language_does_no_input_or_output() {
    for path in sources("instruments/src") {
        let text = fs::read_to_string(&path).expect("a source file is text");
        for word in ["std::fs", "std::net", "std::env", "println!"] {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let long: BTreeMap<_, _> = ["instruments/src", "server/src", "app/src", "tests"]
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|path| (fs::read_to_string(&path).map_or(0, |text| text.lines().count()), path))
        .filter(|(lines, _)| *lines > 500)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}
