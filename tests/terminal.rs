//! A researcher works at the terminal: looks at instrument files, compares them, puts official wording in, brings
//! earlier answers in.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod study;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use study::Study;

const FAULTY: &str = include_str!("../instruments/tests/faulty.toml");
const SURVIVOR: &str = include_str!("../instruments/library/survivor-housing.toml");
const WILDER: &str = include_str!("../instruments/library/wilder-cfi.toml");
const OVERLAY: &str = include_str!("../instruments/library/wilder-cfi.overlay.example.toml");
const TEA: &str = include_str!("fixtures/import/tea.toml");

fn tidemark(arguments: &[&str]) -> (bool, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_tidemark")).args(arguments).output().expect("the program runs");
    (status.success(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("tidemark-terminal-{}", server::chance::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn check_prints_every_problem_with_file_line_and_what_to_do() {
    let folder = Folder::new();
    let (good, bad) = (folder.put("good.toml", SURVIVOR), folder.put("bad.toml", FAULTY));
    let (well, said, _) = tidemark(&["instrument", "check", &good]);
    assert!(well, "advice alone does not fail: {said}");
    let (well, said, _) = tidemark(&["instrument", "check", &good, &bad]);
    assert!(!well, "a serious problem fails");
    let found = instruments::check(FAULTY);
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with(&bad)).collect();
    assert_eq!(lines.len(), found.len(), "{said}");
    for (line, problem) in lines.iter().zip(&found) {
        let place = problem.place.line.map(|number| format!("{bad}:{number}:")).unwrap_or(format!("{bad}: "));
        assert!(line.starts_with(&place), "{line}");
        let sentence = &line[place.len()..];
        let coded = problem.code.contains('-') && line.contains(problem.code);
        assert!(sentence.len() > 15 && !coded, "a sentence, no code: {line}");
    }
    let (_, spanish, _) = tidemark(&["instrument", "check", "--language", "es", &bad]);
    assert_ne!(said.lines().find(|line| line.starts_with(&bad)), spanish.lines().next());
    let french = instruments::add_language(SURVIVOR, "ht").unwrap();
    let (well, said, _) = tidemark(&["instrument", "check", &folder.put("ht.toml", &french)]);
    assert!(!well && said.contains("has no words in ht") && said.contains("not measured in ht"), "{said}");
}

#[test]
fn diff_prints_every_change_with_its_class_and_language() {
    let folder = Folder::new();
    let new = SURVIVOR.replacen("What is your race or ethnicity?", "Which race or ethnicity are you?", 1).replacen(
        "missing = [\"prefer_not\"]",
        "missing = [\"prefer_not\", \"dont_know\"]",
        1,
    );
    let (old, new) = (folder.put("old.toml", SURVIVOR), folder.put("new.toml", &new));
    let (well, said, _) = tidemark(&["instrument", "diff", &old, &new]);
    assert!(well);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines.iter().any(|line| line.starts_with("reworded: question.race_ethnicity.text (en): ")), "{said}");
    assert!(lines.iter().any(|line| line.starts_with("options changed: ") && line.contains(".missing: ")), "{said}");
    assert_eq!(tidemark(&["instrument", "diff", &old, &old]).1, "", "control");
}

#[test]
fn overlay_refuses_a_missing_number_and_never_overwrites() {
    let folder = Folder::new();
    let base = folder.put("wilder.toml", WILDER);
    let (well, said, _) = tidemark(&["instrument", "overlay", &base, &folder.put("empty.toml", OVERLAY)]);
    assert!(!well && said.lines().count() == 44 && said.contains("item_07"), "{said}");
    let words = folder.put("words.toml", &OVERLAY.replace("\"\"", "\"An official sentence.\""));
    let out = folder.path("official.toml");
    let (well, _, said) = tidemark(&["instrument", "overlay", &base, &words, "--to", &out]);
    assert!(well, "{said}");
    let laid = instruments::parse(&std::fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!(laid.wording.unwrap().source, instruments::WordingSource::Official);
    let (well, _, said) = tidemark(&["instrument", "overlay", &base, &words, "--to", &out]);
    assert!(!well && said.contains("is left as it is"), "{said}");
}

#[test]
fn the_second_edition_is_made_from_the_third_and_from_nothing_else() {
    let folder = Folder::new();
    let base = folder.put("wilder.toml", WILDER);
    let out = folder.path("second.toml");
    let (well, _, said) = tidemark(&["instrument", "edition", "2", &base, "--to", &out]);
    assert!(well, "{said}");
    let (well, said, _) = tidemark(&["instrument", "check", &out]);
    assert!(well, "{said}");
    let made = instruments::parse(&std::fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!((made.id.as_str(), made.scales.len()), ("wilder-cfi-2", 20));
    let (well, said, _) = tidemark(&["instrument", "edition", "2", &out]);
    assert!(!well && said.contains("no later edition"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn responses_are_brought_in_all_or_none_and_once() {
    let study = Study::with_instrument(TEA).await;
    let folder = Folder::new();
    let name = &instruments::parse(TEA).unwrap().id;
    let bring = |file: &Path, more: &[&str]| {
        let file = file.display().to_string();
        let data = study.folder.display().to_string();
        let fixed =
            ["responses", "import", "--study", "Study", "--instrument", name, "--wave", "2019", "--site", "Delta"];
        tidemark(&[&fixed[..], &["--data", &data, &file], more].concat())
    };
    let bad = PathBuf::from(folder.put("bad.csv", "tea,Email Address\nblack,a@b.org\npurple,c@d.org\n"));
    let (well, said, _) = bring(&bad, &[]);
    assert!(!well && said.contains(":3:1: "), "row and column: {said}");
    assert_eq!(study.count().await, 0);
    let map = folder.put("map.toml", "[columns]\ntea = { key = \"tea\", recode = { purple = \"green\" } }\n");
    let (well, said, _) = bring(&bad, &["--map", &map, "--preview"]);
    assert!(well && said.contains("2019: 2") && said.contains("Email Address"), "{said}");
    assert_eq!(study.count().await, 0, "a preview stores nothing");
    let (well, said, error) = bring(&bad, &["--map", &map]);
    assert!(well && said.contains("under the name of its file"), "{said} {error}");
    assert_eq!(study.count().await, 2);
    let (well, _, said) = bring(&bad, &["--map", &map]);
    assert!(!well && said.contains("brought in before"), "{said}");
    let (well, _, said) = bring(Path::new("/nowhere/at.csv"), &[]);
    assert!(!well && said.contains("cannot be read"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_leaves_no_log_behind_when_no_other_program_has_the_database_open() {
    let study = Study::with_instrument(TEA).await;
    let folder = Folder::new();
    let (data, name) = (study.folder.display().to_string(), instruments::parse(TEA).unwrap().id);
    let bring = |file: &str| {
        let place = ["--wave", "2019", "--site", "Delta", "--data", &data, file];
        tidemark(&[&["responses", "import", "--study", "Study", "--instrument", &name][..], &place[..]].concat())
    };
    let (well, said, error) = bring(&folder.put("black.csv", "tea\nblack\n"));
    assert!(well && study.log() > 0, "control: this test has it open: {said} {error}");
    study.store.close().await;
    let (well, said, error) = bring(&folder.put("green.csv", "tea\ngreen\ngreen\n"));
    assert!(well && study.log() == 0, "{} bytes: {said} {error}", study.log());
    let store = server::store::Store::open(&study.folder).await.unwrap();
    assert_eq!(server::store::responses::ids(&store, &study.study.id).await.unwrap().len(), 3, "all is in the tables");
}
