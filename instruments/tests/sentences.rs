//! A respondent and a researcher read about problems in their own language: every code has its sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

fn bundle(language: &str) -> FluentBundle<FluentResource> {
    let path = format!("{}/../app/src/locales/{language}/problems.ftl", env!("CARGO_MANIFEST_DIR"));
    let resource = FluentResource::try_new(std::fs::read_to_string(path).expect("the sentences are there"));
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
    let mut bundle = FluentBundle::new(vec![language.parse().expect("a language")]);
    bundle.add_resource(resource).expect("no sentence stands twice");
    bundle
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { files(&entry, found) } else { found.push(entry) }
    }
}

/// Every code that the crate's source writes: words in kebab case, in quotes, where a problem is made.
fn codes() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    let mut codes = BTreeSet::new();
    for path in paths {
        let source = std::fs::read_to_string(&path).expect("source");
        for piece in source.match_indices('"').filter_map(|(at, _)| source[at + 1..].split('"').next()) {
            let kebab = piece.contains('-') && piece.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
            if kebab && !piece.starts_with('-') && !NOT_CODES.contains(&piece) {
                codes.insert(piece.to_owned());
            }
        }
        for word in ["required", "identifying", "circle", "zero"] {
            codes.extend(source.contains(&format!("\"{word}\"")).then(|| word.to_owned()));
        }
    }
    codes
}

/// Words in kebab case that are no codes: functions of the expression language, a field.
const NOT_CODES: &[&str] = &["string-length", "count-selected", "selected-at", "starts-with", "skip-part"];

#[test]
fn every_code_has_a_sentence_in_both_languages_and_no_sentence_is_left_over() {
    let codes = codes();
    assert!(codes.len() > 90, "{}", codes.len());
    for language in ["en", "es"] {
        let bundle = bundle(language);
        for code in &codes {
            assert!(bundle.has_message(&format!("problem-{code}")), "{language}: {code}");
        }
        let text = std::fs::read_to_string(format!(
            "{}/../app/src/locales/{language}/problems.ftl",
            env!("CARGO_MANIFEST_DIR")
        ))
        .expect("text");
        for line in text.lines().filter_map(|line| line.strip_prefix("problem-")) {
            let code = line.split_once(" =").expect("a sentence").0;
            assert!(codes.contains(code), "{language}: nothing says {code}");
        }
    }
}

#[test]
fn the_values_of_a_problem_fill_its_sentence() {
    let examples =
        ["format = 2", "format = 1\nidd = 1\naudience = \"x\"\nminutes = \"a\"", "x = ", include_str!("faulty.toml")];
    let mut filled = BTreeMap::new();
    for problem in examples.iter().flat_map(|source| instruments::check(source)) {
        for language in ["en", "es"] {
            let bundle = bundle(language);
            let pattern = bundle
                .get_message(&format!("problem-{}", problem.code))
                .and_then(|message| message.value())
                .expect("a sentence");
            let mut values = FluentArgs::new();
            problem.values.iter().for_each(|(name, value)| values.set(*name, value.clone()));
            let mut errors = Vec::new();
            let sentence = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
            assert!(errors.is_empty() && !sentence.contains("{$"), "{}: {errors:?} {sentence}", problem.code);
            filled.insert((problem.code, language), sentence);
        }
    }
    assert!(filled.len() > 100, "{}: {:?}", filled.len(), filled.keys());
}
