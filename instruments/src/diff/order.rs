//! What stands elsewhere in the new version: all but the longest row that kept its order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Class};
use crate::Instrument;

/// Something that has a place: its id, what it stands in, and at which place there, from 1.
struct Placed<'a> {
    id: &'a str,
    within: &'a str,
    number: usize,
}

/// Sections, questions and scales that moved.
pub(super) fn moved(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let mut changes = elsewhere("section", &sections(old), &sections(new));
    changes.extend(elsewhere("question", &questions(old), &questions(new)));
    changes.extend(elsewhere("scale", &scales(old), &scales(new)));
    changes
}

fn numbered<'a>(within: &'a str, ids: impl Iterator<Item = &'a String>) -> Vec<Placed<'a>> {
    ids.zip(1..).map(|(id, number)| Placed { id, within, number }).collect()
}

fn sections(instrument: &Instrument) -> Vec<Placed<'_>> {
    numbered("", instrument.sections.iter().map(|section| &section.id))
}

fn scales(instrument: &Instrument) -> Vec<Placed<'_>> {
    numbered("", instrument.scales.iter().map(|scale| &scale.id))
}

/// Questions in reading order, those of a group after it.
fn questions(instrument: &Instrument) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for section in &instrument.sections {
        let placed = numbered(&section.id, section.questions.iter().map(|question| &question.id));
        for (question, placed) in section.questions.iter().zip(placed) {
            all.push(placed);
            all.extend(numbered(&question.id, question.questions.iter().map(|inner| &inner.id)));
        }
    }
    all
}

fn elsewhere(name: &str, old: &[Placed], new: &[Placed]) -> Vec<Change> {
    let places: BTreeMap<_, _> = old.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
    let common: Vec<(&Placed, usize)> = new.iter().filter_map(|one| Some((one, *places.get(one.id)?))).collect();
    let kept = longest_row(&common.iter().map(|(_, before)| *before).collect::<Vec<_>>());
    let moved = common.iter().enumerate().filter(|(at, (one, before))| {
        // What stands in another part has moved even where the order is the same.
        !kept.contains(at) || old[*before].within != one.within
    });
    moved.map(|(_, (one, before))| change(name, &old[*before], one)).collect()
}

fn change(name: &str, before: &Placed, after: &Placed) -> Change {
    let place = |placed: &Placed| format!("{} {}", placed.within, placed.number).trim().to_owned();
    Change {
        class: Class::Moved,
        id: after.id.to_owned(),
        key: format!("{name}.{}", after.id),
        language: None,
        before: place(before),
        after: place(after),
    }
}

/// Positions of the longest row of growing numbers.
fn longest_row(numbers: &[usize]) -> BTreeSet<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, here) in numbers.iter().enumerate() {
        let before = (0..at).filter(|earlier| numbers[*earlier] < *here).max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    while let Some(here) = at {
        kept.insert(here);
        at = best[here].1;
    }
    kept
}
