//! What changed between two versions, classed by what it means for comparing their answers.
//!
//! Nothing changes silently: `leaves` takes both apart into all they say, and every leaf that differs is told, a field
//! that this module has never heard of too. `order` finds what stands elsewhere. To class a new field: [`of_field`].

mod leaves;
mod order;

use crate::Instrument;
use leaves::{Leaf, Leaves};

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
    /// Blanks, punctuation or capitals only; the name of a shared list.
    Cosmetic,
    /// In another place.
    Moved,
    /// Words in one more language, or one fewer.
    Translated,
    /// What is said about it: minutes, reading grade, care that answers need.
    SettingsChanged,
    /// Other words.
    Reworded,
    /// What can be answered: options, their order or scores, reasons for no answer, limits, the kind itself.
    OptionsChanged,
    /// Who is asked, or which answers are let through.
    RoutingChanged,
    /// How scales are scored.
    ScoringChanged,
    /// It means something else now: its author says so, it measures something else, others are asked.
    MeaningChanged,
    /// New.
    Added,
    /// Gone.
    Removed,
}

/// All changes from an old version to a new one, in reading order of the new one, removed ones last.
pub fn diff(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let (before, after) = (Leaves::of(old), Leaves::of(new));
    let mut changes = Vec::new();
    for leaf in after.all() {
        match before.owns(&leaf.owner) {
            true => changes.extend(compare(before.find(leaf), leaf, &before, &after)),
            false => changes.extend(whole(Class::Added, leaf, &after)),
        }
    }
    changes.extend(order::moved(old, new));
    for leaf in before.all() {
        match after.owns(&leaf.owner) {
            true if after.find(leaf).is_none() => changes.extend(gone(leaf, &after)),
            true => {}
            false => changes.extend(whole(Class::Removed, leaf, &before)),
        }
    }
    changes
}

/// A leaf of the new version against the same one of the old.
fn compare(before: Option<&Leaf>, leaf: &Leaf, old: &Leaves, new: &Leaves) -> Option<Change> {
    let was = before.map(|before| before.value.as_str()).unwrap_or_default();
    let class = match leaf.language {
        _ if was == leaf.value => return None,
        None => of_field(leaf),
        Some(_) if before.is_some() => reworded(was, &leaf.value),
        Some(_) if old.says(&leaf.key) => Class::Translated,
        Some(_) => of_text(Class::Added, leaf, new),
    };
    Some(change(class, leaf, was, &leaf.value))
}

/// A leaf of the old version that the new one has not, though its question is there.
fn gone(leaf: &Leaf, new: &Leaves) -> Option<Change> {
    let class = match leaf.language {
        None => of_field(leaf),
        Some(_) if new.says(&leaf.key) => Class::Translated,
        Some(_) => of_text(Class::Removed, leaf, new),
    };
    Some(change(class, leaf, &leaf.value, ""))
}

/// A question, section or scale that only one version has: told once for each language, by its words.
fn whole(class: Class, leaf: &Leaf, all: &Leaves) -> Option<Change> {
    let headline = all.headline(&leaf.owner);
    let told = leaf.key == headline || leaf.key == leaf.owner && !all.says(&headline);
    let (before, after) = if class == Class::Added { ("", leaf.value.as_str()) } else { (leaf.value.as_str(), "") };
    told.then(|| Change { key: leaf.owner.clone(), ..change(class, leaf, before, after) })
}

fn change(class: Class, leaf: &Leaf, before: &str, after: &str) -> Change {
    let (before, after) = (before.to_owned(), after.to_owned());
    Change { class, id: leaf.id.clone(), key: leaf.key.clone(), language: leaf.language.clone(), before, after }
}

/// A text that only one version has: an option's or a row's belongs to what can be answered.
fn of_text(otherwise: Class, leaf: &Leaf, all: &Leaves) -> Class {
    all.part_of(&leaf.key).map_or(otherwise, |field| by_name(&leaf.key, field))
}

fn of_field(leaf: &Leaf) -> Class {
    by_name(&leaf.key, &leaf.field)
}

/// The class of a field by its name in the file.
fn by_name(key: &str, field: &str) -> Class {
    match field {
        "list" => Class::Cosmetic,
        "languages" => Class::Translated,
        "minutes" | "reading_grade" | "sensitivity" | "format" => Class::SettingsChanged,
        "show_if" | "option_if" | "check" | "that" | "required" => Class::RoutingChanged,
        "calculate" | "items" | "reversed" | "least_answered" | "headline" | "band" => Class::ScoringChanged,
        "meaning" | "construct" | "source" | "audience" | "id" => Class::MeaningChanged,
        "from" | "to" if key.starts_with("scale.") => Class::ScoringChanged,
        _ if key.starts_with("question.") || key.starts_with("list.") => Class::OptionsChanged,
        _ => Class::SettingsChanged,
    }
}

fn reworded(before: &str, after: &str) -> Class {
    if bare(before) == bare(after) { Class::Cosmetic } else { Class::Reworded }
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
