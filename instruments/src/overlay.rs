//! Puts the official wording that a site obtained over the paraphrases of a shipped instrument.
//!
//! All of it or nothing: paraphrase and official words are never mixed, and the meaning of every item is raised.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{DocumentMut, Value};

use crate::edit::{put, read, set, set_languages, sound, walk};
use crate::words::places;
use crate::{Instrument, Place, Problem, Text, parse};

/// What an overlay file holds: `source = "official"`, and `[items]` with a text for the number or key of each item.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Overlay {
    #[serde(default = "official")]
    source: String,
    #[serde(alias = "item")]
    items: BTreeMap<String, Text>,
}

fn official() -> String {
    "official".to_owned()
}

/// Lays an overlay over an instrument. Refused when an item has no words, naming each; the result is offered in the
/// languages that the overlay has.
pub fn overlay(source: &str, overlay: &str) -> Result<String, Vec<Problem>> {
    let instrument = parse(source)?;
    let overlay: Overlay = toml::from_str(overlay).map_err(|error| broken(overlay, &error))?;
    let (items, problems) = items(&instrument, &overlay);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut document = read(source)?;
    for item in &items {
        lay(&mut document, item);
    }
    raise(&mut document, &instrument, &items);
    if let Some(wording) = walk(document.as_table_mut(), "wording") {
        set(wording, "source", Value::from("official"));
    }
    let told = languages(&overlay);
    let left: Vec<_> =
        instrument.languages.iter().filter(|language| told.contains(language.as_str())).cloned().collect();
    set_languages(&mut document, &left);
    sound(document.to_string())
}

/// One item: its path in the file, the path of its question, and its new words.
struct Laid<'a> {
    path: String,
    before: &'a Text,
    words: &'a Text,
}

fn broken(source: &str, error: &toml::de::Error) -> Vec<Problem> {
    let start = error.span().map_or(0, |span| span.start);
    let line = source.get(..start).map(|before| before.matches('\n').count() + 1);
    let place = Place { line, ..Place::default() };
    vec![Problem::error("overlay-broken", place).with("message", error.message().replace('\n', "; "))]
}

/// The languages in which the overlay has any words.
fn languages(overlay: &Overlay) -> BTreeSet<&str> {
    let texts = overlay.items.values().flat_map(|text| &text.0);
    texts.filter(|(_, words)| !words.trim().is_empty()).map(|(language, _)| language.as_str()).collect()
}

fn items<'a>(instrument: &'a Instrument, overlay: &'a Overlay) -> (Vec<Laid<'a>>, Vec<Problem>) {
    let told = languages(overlay);
    let mut problems = strangers(instrument, overlay, &told);
    let words: BTreeMap<_, _> = places(instrument).into_iter().map(|word| (word.key.clone(), word)).collect();
    let mut laid = Vec::new();
    let wanted: Vec<_> = if told.is_empty() { vec!["en"] } else { told.into_iter().collect() };
    for key in keys(instrument) {
        let part = key.rsplit('.').next().unwrap_or(key);
        let given = overlay.items.get(key).or_else(|| overlay.items.get(part));
        for language in wanted.iter().filter(|language| !given.is_some_and(|text| text.has(language))) {
            problems.push(
                Problem::error("overlay-item-missing", Place::of(key)).with("value", part).with("language", language),
            );
        }
        let word = match key.split_once('.') {
            Some((question, row)) => words.get(&format!("question.{question}.row.{row}")),
            None => words.get(&format!("question.{key}.text")),
        };
        if let (Some(word), Some(words)) = (word, given) {
            laid.push(Laid { path: word.path.clone(), before: word.text, words });
        }
    }
    (laid, problems)
}

/// What the overlay says about an instrument that is not this one.
fn strangers(instrument: &Instrument, overlay: &Overlay, told: &BTreeSet<&str>) -> Vec<Problem> {
    let keys = keys(instrument);
    let known = |name: &str| keys.iter().any(|key| *key == name || key.rsplit('.').next() == Some(name));
    let mut problems = Vec::new();
    if instrument.wording.is_none() || keys.is_empty() {
        problems.push(Problem::error("overlay-not-for-this", Place::default()).with("value", &instrument.id));
    }
    if overlay.source != official() {
        problems.push(Problem::error("overlay-source", Place::default()).with("value", &overlay.source));
    }
    for name in overlay.items.keys().filter(|name| !known(name)) {
        problems.push(Problem::error("overlay-unknown-item", Place::of(name.as_str())).with("value", name));
    }
    for language in told.iter().filter(|language| !instrument.languages.iter().any(|known| known == *language)) {
        problems.push(Problem::error("overlay-language", Place::default()).with("language", language));
    }
    problems
}

/// The keys of all items of all scales, each once.
fn keys(instrument: &Instrument) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let items = instrument.scales.iter().flat_map(|scale| &scale.items);
    items.map(String::as_str).filter(|key| seen.insert(*key)).collect()
}

fn lay(document: &mut DocumentMut, item: &Laid) {
    for (language, words) in item.words.0.iter().filter(|(_, words)| !words.trim().is_empty()) {
        put(document, &item.path, language, words);
    }
    for language in item.before.0.keys().filter(|language| !item.words.has(language)) {
        put(document, &item.path, language, "");
    }
}

/// Raises the meaning of every question that an item belongs to.
fn raise(document: &mut DocumentMut, instrument: &Instrument, items: &[Laid]) {
    let question = |path: &str| path.split(".row.").next().map(|path| path.trim_end_matches(".text").to_owned());
    let paths: BTreeSet<_> = items.iter().filter_map(|item| question(&item.path)).collect();
    for path in paths {
        let mut numbers = path.split('.').filter_map(|part| part.parse::<usize>().ok());
        let section = numbers.next().and_then(|section| instrument.sections.get(section));
        let meaning = section
            .zip(numbers.next())
            .and_then(|(section, at)| section.questions.get(at))
            .map_or(1, |question| question.meaning);
        if let Some(table) = walk(document.as_table_mut(), &path) {
            set(table, "meaning", Value::from(i64::from(meaning) + 1));
        }
    }
}
