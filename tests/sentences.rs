//! Something goes wrong; whoever reads about it reads a sentence, not a code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crates stand in one folder").to_owned()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path, ending) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect()
}

/// Every code of an error in some source text.
fn codes(source: &str) -> BTreeSet<String> {
    let product = source.split("#[cfg(test)]").next().unwrap_or_default();
    ["Invalid(", "Conflict(", "Unavailable("]
        .iter()
        .flat_map(|name| product.split(name).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|code| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
        .map(str::to_owned)
        .collect()
}

fn codes_in(folder: &str) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for path in files(&root().join(folder), "rs") {
        let source = std::fs::read_to_string(&path).expect("a source file is text");
        found.extend(codes(&source).into_iter().map(|code| (code, path.clone())));
    }
    found
}

fn keys() -> BTreeSet<String> {
    let locales = files(&root().join("app/src/locales/en"), "ftl");
    let texts = locales.iter().map(|path| std::fs::read_to_string(path).expect("words are text"));
    let all: Vec<String> = texts.collect();
    all.iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn without(folder: &str, prefixes: &[&str]) -> Vec<(String, PathBuf)> {
    let keys = keys();
    let said = |code: &str| prefixes.iter().any(|prefix| keys.contains(&format!("{prefix}-{code}")));
    codes_in(folder).into_iter().filter(|(code, _)| !said(code)).collect()
}

#[test]
fn every_error_of_a_command_has_its_sentence() {
    assert_eq!(without("server/src/command", &["terminal"]), []);
    assert_eq!(without("server/src/store", &["terminal", "error"]), []);
}

#[test]
fn every_error_of_a_page_has_its_sentence() {
    assert_eq!(without("server/src/http/staff", &["error"]), []);
    assert_eq!(without("server/src/seal", &["error", "terminal"]), []);
}

/// Lines of shipped instruments and of the interface that call somebody a victim.
fn unkind(text: &str) -> Vec<&str> {
    let stems = ["victim", "víctima"];
    text.lines().filter(|line| stems.iter().any(|stem| line.to_lowercase().contains(stem))).collect()
}

#[test]
fn nobody_is_called_a_victim() {
    let shipped = files(&root().join("instruments/library"), "toml");
    let words = files(&root().join("app/src/locales"), "ftl");
    let invented = vec![root().join("server/src/demo/words.rs")];
    let all: Vec<PathBuf> = [shipped, words, invented].concat();
    assert!(all.len() > 15, "control: the words are found");
    for path in all {
        let text = std::fs::read_to_string(&path).expect("words are text");
        assert_eq!(unkind(&text), Vec::<&str>::new(), "{}", path.display());
    }
    assert_eq!(unkind("a = Crime Victim services\nb = Servicios").len(), 1, "control: it would be found");
}

/// Every code that a file is refused with, or that says what was left out of it.
fn codes_of_files(starts: &[&str]) -> BTreeSet<String> {
    let folder = root().join("server/src/exchange");
    let sources: Vec<String> = files(&folder, "rs")
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .map(|source| source.split_whitespace().collect())
        .collect();
    let found = sources.iter().flat_map(|source| {
        starts
            .iter()
            .flat_map(|start| source.split(&start.replace(' ', "")).skip(1).map(str::to_owned).collect::<Vec<_>>())
    });
    found.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}

#[test]
fn everything_that_can_be_said_of_a_file_has_its_sentence() {
    let keys = keys();
    let problems =
        codes_of_files(&["in_file(\"", "in_entry(\"", "at_line(\"", "remark(\"", "self.problem(\"", "wrong(\""]);
    // The remarks of a review packet are sentences of another kind (`packet-…`).
    let problems: BTreeSet<String> = problems.into_iter().filter(|code| !code.starts_with("packet-")).collect();
    let losses = codes_of_files(&["report.add(\"", "report.add_many(\"", "lose(reader, \""]);
    assert!(problems.contains("archive-ratio") && losses.contains("graph") && losses.contains("selection-empty"));
    let silent = |prefix: &str, codes: BTreeSet<String>| {
        codes.into_iter().map(move |code| format!("{prefix}-{code}")).collect::<Vec<_>>()
    };
    let all = silent("problem", problems).into_iter().chain(silent("loss", losses));
    assert_eq!(all.filter(|key| !keys.contains(key)).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_code_without_a_sentence_would_be_found() {
    assert_eq!(codes("Err(Error::Invalid(\"no-such-sentence\", name))").len(), 1);
    assert!(!without("server/src/command", &["nowhere"]).is_empty());
}
