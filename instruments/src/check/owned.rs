//! That words which belong to somebody keep their acknowledgement and say whether they are a paraphrase: in the shipped
//! instrument, and in a copy of it under another name. To ship another instrument of this kind: its file in [`SHIPPED`].

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::Ground;
use crate::{Instrument, Problem, Row, Text, Wording, WordingSource, parse};

/// Shipped instruments whose words belong to somebody.
const SHIPPED: &[&str] = &[include_str!("../../library/wilder-cfi.toml")];
/// So many of the same items make a file a copy.
const FEWEST: usize = 5;
/// Shorter words are no names.
const NAME: usize = 4;

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let instrument = ground.instrument;
    let missing = || vec![ground.error("missing-acknowledgement", "wording.acknowledgement", "")];
    match (&instrument.wording, shipped().iter().find(|shipped| is_copy(instrument, shipped))) {
        (None, Some(_)) => missing(),
        (Some(wording), _) if is_blank(&wording.acknowledgement) => missing(),
        (Some(wording), Some(shipped)) => kept(ground, wording, shipped),
        _ => Vec::new(),
    }
}

fn shipped() -> &'static [Instrument] {
    static READ: OnceLock<Vec<Instrument>> = OnceLock::new();
    READ.get_or_init(|| SHIPPED.iter().filter_map(|source| parse(source).ok()).collect())
}

fn is_blank(text: &Text) -> bool {
    text.0.values().all(|words| words.trim().is_empty())
}

fn rows(instrument: &Instrument) -> impl Iterator<Item = &Row> {
    instrument.questions().flat_map(|question| &question.rows)
}

/// The same id, or several items that measure or say the same.
fn is_copy(instrument: &Instrument, shipped: &Instrument) -> bool {
    let measures: BTreeSet<_> = rows(shipped).filter_map(|row| row.construct.as_deref()).collect();
    let said = words(shipped);
    let same = |row: &&Row| {
        row.construct.as_deref().is_some_and(|construct| measures.contains(construct))
            || row.text.0.values().any(|text| said.contains(&bare(text)))
    };
    instrument.id == shipped.id || rows(instrument).filter(same).count() >= FEWEST
}

fn words(shipped: &Instrument) -> BTreeSet<String> {
    rows(shipped).flat_map(|row| row.text.0.values()).map(|text| bare(text)).collect()
}

/// Single blanks between words.
fn bare(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The acknowledgement as it was shipped, in a language of one's own with all of its names; paraphrases called so.
fn kept(ground: &Ground, wording: &Wording, shipped: &Instrument) -> Vec<Problem> {
    let Some(own) = &shipped.wording else { return Vec::new() };
    let mut found = Vec::new();
    for language in ground.instrument.languages.iter().filter(|language| wording.acknowledgement.has(language)) {
        let written = bare(wording.acknowledgement.get(language));
        let wanted = match own.acknowledgement.0.get(language) {
            Some(text) if !written.contains(&bare(text)) => bare(text),
            Some(_) => continue,
            None => names(&own.acknowledgement)
                .into_iter()
                .filter(|name| !written.contains(name))
                .collect::<Vec<_>>()
                .join(", "),
        };
        if !wanted.is_empty() {
            let mut problem =
                ground.error("acknowledgement-changed", &format!("wording.acknowledgement.{language}"), "");
            problem.place.language = Some(language.clone());
            found.push(problem.with("language", language).with("value", wanted));
        }
    }
    let ours = words(shipped);
    let is_ours = |row: &Row| row.text.0.values().any(|text| ours.contains(&bare(text)));
    if wording.source == WordingSource::Official && rows(ground.instrument).any(is_ours) {
        found.push(ground.error("paraphrase-called-official", "wording.source", ""));
    }
    found
}

/// The names that stand in every language of a text.
fn names(text: &Text) -> Vec<&str> {
    let in_all = |name: &&str| text.0.values().all(|words| words.contains(name));
    let first = text.0.values().next().map(String::as_str).unwrap_or_default();
    let parts = first.split(|letter: char| !letter.is_alphanumeric());
    let named = parts.filter(|part| part.chars().count() >= NAME && part.starts_with(char::is_uppercase));
    let mut seen = BTreeSet::new();
    named.filter(in_all).filter(|name| seen.insert(*name)).collect()
}
