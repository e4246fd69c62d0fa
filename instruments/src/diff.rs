//! What changed between two versions, classed by what it means for comparing their answers.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::places;
use crate::{Choice, Instrument, Question};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// What sort of change it is.
    pub class: Class,
    /// The question, section or scale; empty for the whole instrument.
    pub id: String,
    /// What of it changed, as in [`crate::words`]: `question.needs.option.food`, or a field: `question.needs.show_if`.
    pub key: String,
    /// The language, where only one is concerned.
    pub language: Option<String>,
    /// What stood there before.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Sorts of change, from harmless to most important for comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Blanks, punctuation or capitals only.
    Cosmetic,
    /// Asked in another place.
    Moved,
    /// Words in one more language, or one fewer.
    Translated,
    /// Other words.
    Reworded,
    /// What can be answered: options, their order or scores, limits, the kind itself.
    OptionsChanged,
    /// Who is asked, or which answers are let through.
    RoutingChanged,
    /// How scales are scored.
    ScoringChanged,
    /// Its author says that it means something else now.
    MeaningChanged,
    /// New.
    Added,
    /// Gone.
    Removed,
}

/// All changes from an old version to a new one, in reading order of the new one, removed ones last.
pub fn diff(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let mut changes = Vec::new();
    words(old, new, &mut changes);
    questions(old, new, &mut changes);
    sections(old, new, &mut changes);
    scales(old, new, &mut changes);
    let source = |instrument: &Instrument| {
        instrument.wording.as_ref().map(|wording| format!("{:?}", wording.source)).unwrap_or_default()
    };
    changes.extend(field(Class::MeaningChanged, "", "wording.source", source(old), source(new)));
    changes.extend(field(Class::Translated, "", "languages", old.languages.join(", "), new.languages.join(", ")));
    changes
}

/// A change of a field, when there is one.
fn field(class: Class, id: &str, key: &str, before: String, after: String) -> Option<Change> {
    (before != after).then(|| change(class, id, key, before, after))
}

fn change(class: Class, id: &str, key: &str, before: String, after: String) -> Change {
    Change { class, id: id.to_owned(), key: key.to_owned(), language: None, before, after }
}

/// Texts under the same key, language by language; shared lists are counted for each question that uses them.
fn words(old: &Instrument, new: &Instrument, changes: &mut Vec<Change>) {
    let texts = |instrument: &Instrument| -> Vec<(String, String, crate::Text)> {
        let own = places(instrument).into_iter().filter(|word| !word.key.starts_with("list."));
        let mut all: Vec<_> = own.map(|word| (word.key, word.id.to_owned(), word.text.clone())).collect();
        for question in instrument.questions().filter(|question| question.list.is_some()) {
            let options = instrument.options(question).iter();
            all.extend(options.map(|option| {
                (format!("question.{}.option.{}", question.id, option.code), question.id.clone(), option.text.clone())
            }));
        }
        all
    };
    let before: BTreeMap<_, _> = texts(old).into_iter().map(|(key, _, text)| (key, text)).collect();
    for (key, id, after) in texts(new) {
        let Some(before) = before.get(&key) else { continue };
        let languages: BTreeSet<_> = before.0.keys().chain(after.0.keys()).collect();
        for language in languages {
            let of = |text: &crate::Text| text.0.get(language).cloned().unwrap_or_default();
            let class = reworded(&of(before), &of(&after));
            let change = class.map(|class| change(class, &id, &key, of(before), of(&after)));
            changes.extend(change.map(|change| Change { language: Some(language.clone()), ..change }));
        }
    }
}

fn reworded(before: &str, after: &str) -> Option<Class> {
    match (before.trim().is_empty(), after.trim().is_empty()) {
        _ if before == after => None,
        (true, _) | (_, true) => Some(Class::Translated),
        _ if bare(before) == bare(after) => Some(Class::Cosmetic),
        _ => Some(Class::Reworded),
    }
}

/// Letters and digits only, small; a point or comma stays between digits, where it changes the number.
fn bare(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let inside =
        |at: usize| matches!(letters[at], '.' | ',' | '-' | '–') && digit(at.checked_sub(1)) && digit(Some(at + 1));
    let kept = (0..letters.len()).filter(|at| letters[*at].is_alphanumeric() || inside(*at));
    kept.flat_map(|at| letters[at].to_lowercase()).collect()
}

fn questions(old: &Instrument, new: &Instrument, changes: &mut Vec<Change>) {
    let before: BTreeMap<_, _> = old.questions().map(|question| (question.id.as_str(), question)).collect();
    let after: BTreeSet<_> = new.questions().map(|question| question.id.as_str()).collect();
    for question in new.questions() {
        match before.get(question.id.as_str()) {
            Some(earlier) => compare(old, earlier, new, question, changes),
            None => changes.push(change(
                Class::Added,
                &question.id,
                &key(&question.id),
                String::new(),
                text_of(new, question),
            )),
        }
    }
    for id in moved(old, new) {
        let (before, after) = (section_of(old, id).to_owned(), section_of(new, id).to_owned());
        changes.push(change(Class::Moved, id, &key(id), before, after));
    }
    for question in old.questions().filter(|question| !after.contains(question.id.as_str())) {
        changes.push(change(Class::Removed, &question.id, &key(&question.id), text_of(old, question), String::new()));
    }
}

fn key(id: &str) -> String {
    format!("question.{id}")
}

/// The question in the language it was written in.
fn text_of(instrument: &Instrument, question: &Question) -> String {
    question.text.get(instrument.languages.first().map_or("", String::as_str)).to_owned()
}

fn section_of<'a>(instrument: &'a Instrument, id: &str) -> &'a str {
    let holds = |question: &Question| question.id == id || question.questions.iter().any(|inner| inner.id == id);
    instrument.sections.iter().find(|section| section.questions.iter().any(holds)).map_or("", |section| &section.id)
}

/// The fields of a question that is in both.
fn compare(old: &Instrument, before: &Question, new: &Instrument, after: &Question, changes: &mut Vec<Change>) {
    let id = &after.id;
    let mut look = |class: Class, name: &str, one: String, other: String| {
        changes.extend(field(class, id, &format!("question.{id}.{name}"), one, other));
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let count = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
    let rows = |rows: &[crate::Row]| rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(", ");
    let missing =
        |question: &Question| question.missing.iter().map(|reason| reason.word()).collect::<Vec<_>>().join(", ");
    let checks =
        |question: &Question| question.checks.iter().map(|check| check.that.as_str()).collect::<Vec<_>>().join("; ");
    look(Class::MeaningChanged, "meaning", before.meaning.to_string(), after.meaning.to_string());
    look(Class::MeaningChanged, "construct", text(&before.construct), text(&after.construct));
    look(Class::OptionsChanged, "kind", format!("{:?}", before.kind), format!("{:?}", after.kind));
    look(Class::OptionsChanged, "option", codes(old.options(before)), codes(new.options(after)));
    look(Class::OptionsChanged, "row", rows(&before.rows), rows(&after.rows));
    look(Class::OptionsChanged, "element", rows(&before.elements), rows(&after.elements));
    look(Class::OptionsChanged, "missing", missing(before), missing(after));
    look(Class::OptionsChanged, "min", number(before.min), number(after.min));
    look(Class::OptionsChanged, "max", number(before.max), number(after.max));
    look(
        Class::OptionsChanged,
        "decimals",
        count(before.decimals.map(|digits| digits as usize)),
        count(after.decimals.map(|digits| digits as usize)),
    );
    look(Class::OptionsChanged, "places", count(before.places), count(after.places));
    look(Class::OptionsChanged, "limit", count(before.limit), count(after.limit));
    look(Class::OptionsChanged, "at_most", count(before.at_most), count(after.at_most));
    look(Class::OptionsChanged, "precision", format!("{:?}", before.precision), format!("{:?}", after.precision));
    look(Class::RoutingChanged, "show_if", text(&before.show_if), text(&after.show_if));
    look(Class::RoutingChanged, "option_if", text(&before.option_if), text(&after.option_if));
    look(Class::RoutingChanged, "check", checks(before), checks(after));
    look(Class::RoutingChanged, "required", before.required.to_string(), after.required.to_string());
    look(Class::ScoringChanged, "calculate", text(&before.calculate), text(&after.calculate));
}

/// The codes of options in order, with what else counts when they are compared.
fn codes(options: &[Choice]) -> String {
    let one = |option: &Choice| {
        let number = |name: &str, value: Option<f64>| value.map(|value| format!(" {name} {value}")).unwrap_or_default();
        let alone = if option.exclusive { " exclusive" } else { "" };
        let (score, from, to) = (number("=", option.score), number("from", option.from), number("to", option.to));
        format!("{}{score}{from}{to}{alone}", option.code)
    };
    options.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Questions that stand elsewhere among those that both versions have: all but the longest row that kept its order.
fn moved<'a>(old: &Instrument, new: &'a Instrument) -> Vec<&'a str> {
    let place: BTreeMap<_, _> = old.questions().enumerate().map(|(at, question)| (question.id.as_str(), at)).collect();
    let common: Vec<_> = new
        .questions()
        .filter_map(|question| Some((question.id.as_str(), *place.get(question.id.as_str())?)))
        .collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, here)) in common.iter().enumerate() {
        let before = (0..at).filter(|earlier| common[*earlier].1 < *here).max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    while let Some(here) = at {
        kept.insert(here);
        at = best[here].1;
    }
    let stayed = |id: &str| section_of(old, id) == section_of(new, id);
    let moved = common.iter().enumerate().filter(|(at, (id, _))| !kept.contains(at) || !stayed(id));
    moved.map(|(_, (id, _))| *id).collect()
}

fn sections(old: &Instrument, new: &Instrument, changes: &mut Vec<Change>) {
    let find = |instrument: &'_ Instrument, id: &str| instrument.sections.iter().position(|section| section.id == id);
    for section in &new.sections {
        let key = format!("section.{}", section.id);
        let Some(before) = find(old, &section.id).map(|at| &old.sections[at]) else {
            changes.push(change(Class::Added, &section.id, &key, String::new(), section.id.clone()));
            continue;
        };
        let (one, other) = (before.show_if.clone().unwrap_or_default(), section.show_if.clone().unwrap_or_default());
        changes.extend(field(Class::RoutingChanged, &section.id, &format!("{key}.show_if"), one, other));
    }
    for section in old.sections.iter().filter(|section| find(new, &section.id).is_none()) {
        changes.push(change(
            Class::Removed,
            &section.id,
            &format!("section.{}", section.id),
            section.id.clone(),
            String::new(),
        ));
    }
}

fn scales(old: &Instrument, new: &Instrument, changes: &mut Vec<Change>) {
    let rules = |scale: &crate::Scale| {
        let bands: Vec<_> = scale.bands.iter().map(|band| format!("{} {}–{}", band.id, band.from, band.to)).collect();
        let (items, reversed) = (scale.items.join(", "), scale.reversed.join(", "));
        format!(
            "{items}; reversed {reversed}; at least {}; {:?}; {}",
            scale.least_answered,
            scale.headline,
            bands.join(", ")
        )
    };
    let find = |instrument: &Instrument, id: &str| instrument.scales.iter().find(|scale| scale.id == id).map(rules);
    let ids: BTreeSet<_> = old.scales.iter().chain(&new.scales).map(|scale| scale.id.as_str()).collect();
    for id in ids {
        let (before, after) = (find(old, id), find(new, id));
        let class = match (&before, &after) {
            (None, _) => Class::Added,
            (_, None) => Class::Removed,
            _ => Class::ScoringChanged,
        };
        changes.extend(field(class, id, &format!("scale.{id}"), before.unwrap_or_default(), after.unwrap_or_default()));
    }
}
