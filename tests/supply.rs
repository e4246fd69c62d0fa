//! Somebody asks what the program is made of: every package is from the one registry, under a licence that goes with
//! ours, and named in the bill of materials. The rules are those of `deny.toml`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../packaging/sbom/document.rs"]
mod document;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates stand in one folder").to_owned()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

/// What cargo says of every locked package; without a network what is on this machine is asked alone.
fn metadata() -> Option<Value> {
    [&["--offline"][..], &[]].into_iter().find_map(|more| {
        let asked = Command::new(env!("CARGO"))
            .args(["metadata", "--locked", "--format-version", "1"])
            .args(more)
            .current_dir(root())
            .output()
            .ok()?;
        asked.status.success().then(|| serde_json::from_slice(&asked.stdout).ok()).flatten()
    })
}

/// What of `deny.toml` is held here.
struct Rules {
    licences: BTreeSet<String>,
    never: BTreeSet<String>,
    registries: BTreeSet<String>,
}

impl Rules {
    fn read() -> Self {
        let file: toml::Table = read("deny.toml").parse().unwrap();
        let texts = |list: &toml::Value| -> BTreeSet<String> {
            let all = list.as_array().unwrap().iter();
            all.map(|one| one.get("name").unwrap_or(one).as_str().unwrap().to_owned()).collect()
        };
        Self {
            licences: texts(&file["licenses"]["allow"]),
            never: texts(&file["bans"]["deny"]),
            registries: texts(&file["sources"]["allow-registry"]),
        }
    }

    /// What is wrong with a package.
    fn problem(&self, package: &Value) -> Option<String> {
        let name = document::text(package, "name");
        let licence = document::licence(package);
        let source = package["source"].as_str().map(|source| source.trim_start_matches("registry+"));
        if self.never.contains(name) {
            return Some(format!("{name} must never come in"));
        }
        if !self.registries.iter().any(|known| source.is_none_or(|source| source == known)) {
            return Some(format!("{name} comes from {source:?}"));
        }
        if source.is_none() && takes_any_version(package) {
            return Some(format!("{name} takes any version of something"));
        }
        (!self.allow(&licence)).then(|| format!("{name} is under {licence:?}"))
    }

    /// Whether an SPDX expression can be met with allowed licences.
    fn allow(&self, expression: &str) -> bool {
        let spaced = expression.replace('(', " ( ").replace(')', " ) ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut at = 0;
        let met = self.any(&words, &mut at);
        met && at == words.len()
    }

    fn any(&self, words: &[&str], at: &mut usize) -> bool {
        let mut met = self.all(words, at);
        while words.get(*at) == Some(&"OR") {
            *at += 1;
            met |= self.all(words, at);
        }
        met
    }

    fn all(&self, words: &[&str], at: &mut usize) -> bool {
        let mut met = self.one(words, at);
        while words.get(*at) == Some(&"AND") {
            *at += 1;
            met &= self.one(words, at);
        }
        met
    }

    fn one(&self, words: &[&str], at: &mut usize) -> bool {
        let Some(word) = words.get(*at) else { return false };
        *at += 1;
        if *word == "(" {
            let met = self.any(words, at);
            *at += 1;
            return met && words.get(*at - 1) == Some(&")");
        }
        // An exception is allowed only where it is written down as such.
        if words.get(*at) == Some(&"WITH") {
            let whole = format!("{word} WITH {}", words.get(*at + 1).unwrap_or(&""));
            *at += 2;
            return self.licences.contains(&whole);
        }
        self.licences.contains(*word)
    }
}

/// Whether a crate takes any version of something that is not beside it.
fn takes_any_version(package: &Value) -> bool {
    let mut all = package["dependencies"].as_array().into_iter().flatten();
    all.any(|on| on["req"] == "*" && on["path"].is_null())
}

#[test]
fn every_package_is_from_the_registry_and_under_a_licence_that_goes_with_ours() {
    let Some(metadata) = metadata() else {
        println!("SKIPPED: cargo cannot tell of every locked package here");
        return;
    };
    let rules = Rules::read();
    let packages = metadata["packages"].as_array().unwrap();
    let problems: Vec<String> = packages.iter().filter_map(|package| rules.problem(package)).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    println!("packages: {}, licences allowed: {}", packages.len(), rules.licences.len());
}

#[test]
fn what_must_not_come_in_is_noticed() {
    let rules = Rules::read();
    let registry = "registry+https://github.com/rust-lang/crates.io-index";
    let package =
        |name: &str, licence: &str, source: Value| json!({"name": name, "license": licence, "source": source});
    assert_eq!(rules.problem(&package("fine", "MIT/Apache-2.0", json!(registry))), None, "control");
    assert_eq!(rules.problem(&package("our-own", "AGPL-3.0-or-later", Value::Null)), None, "control");
    for (name, licence, source) in [
        ("closed", "", registry),
        ("closed", "SSPL-1.0", registry),
        ("closed", "MIT AND SSPL-1.0", registry),
        ("closed", "(MIT OR Apache-2.0) AND (SSPL-1.0 OR BUSL-1.1)", registry),
        ("closed", "GPL-2.0-only WITH Classpath-exception-2.0", registry),
        ("closed", "(MIT", registry),
        ("openssl-sys", "MIT", registry),
        ("elsewhere", "MIT", "git+https://example.org/a.git"),
        ("elsewhere", "MIT", "registry+https://example.org/index"),
    ] {
        assert!(rules.problem(&package(name, licence, json!(source))).is_some(), "{name} {licence} {source}");
    }
    let any = json!({"name": "ours", "license": "MIT", "source": null, "dependencies": [{"req": "*", "path": null}]});
    assert!(rules.problem(&any).is_some(), "any version of something");
}

#[test]
fn the_bill_of_materials_names_every_locked_package() {
    let Some(metadata) = metadata() else {
        println!("SKIPPED: cargo cannot tell of every locked package here");
        return;
    };
    let lock = read("Cargo.lock");
    let locked = document::locked(&lock);
    assert_eq!(locked.len(), lock.matches("[[package]]").count(), "control: every block of the lock file is read");
    let bill = document::bill(&metadata, &lock);
    let named = |name: &str, version: &str| {
        let all = bill["components"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name && one["version"] == version).cloned()
    };
    for ((name, version), checksum) in &locked {
        let component = named(name, version).unwrap_or_else(|| panic!("{name} {version} is not in the bill"));
        assert_eq!(component["hashes"][0]["content"].as_str(), checksum.as_deref(), "{name}");
    }
    assert_eq!(
        named("proptest", locked_version(&locked, "proptest")).unwrap()["scope"],
        "excluded",
        "a crate of tests"
    );
    assert_eq!(named("sqlx", locked_version(&locked, "sqlx")).unwrap()["scope"], "required");
    assert!(named("no-such-crate", "1.0.0").is_none(), "control");
    assert_eq!(bill, document::bill(&metadata, &lock), "the same twice");
    println!("components: {}", bill["components"].as_array().unwrap().len());
}

type Locked = std::collections::BTreeMap<(String, String), Option<String>>;

fn locked_version<'a>(locked: &'a Locked, name: &str) -> &'a str {
    locked.keys().find(|(found, _)| found == name).map_or("", |(_, version)| version)
}

#[test]
fn no_crate_of_ours_has_unsafe_code() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for crate_of_ours in ["instruments", "server", "app"] {
        let manifest = read(&format!("{crate_of_ours}/Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{crate_of_ours} takes the lints of the workspace");
    }
}
