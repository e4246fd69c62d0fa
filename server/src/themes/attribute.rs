//! Codes by an attribute: how many passages and people of each group (wave, site, role) have each code.
//!
//! Small cells are marked here for those who work with them; what may leave the house is decided in `disclosure`.

use super::Coding;
use super::cooccurrence::Count;
use crate::statistics::Figure;
use crate::statistics::interval::proportion;

/// How much a group says in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Passages.
    pub passages: usize,
    /// People.
    pub people: usize,
    /// Whether the people are fewer than the smallest cell, and not none.
    pub small: bool,
}

/// One code in one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Passages with the code.
    pub passages: usize,
    /// People with at least one such passage.
    pub people: usize,
    /// Share of the group's people who have the code, with its interval.
    pub share: Figure,
    /// Whether the people are fewer than the smallest cell, and not none.
    pub small: bool,
}

/// A table of codes (rows) by groups (columns); its last column is everybody who is in a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The base of each column.
    pub bases: Vec<Base>,
    /// For each code a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// How large a table is, and what is small in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Number of codes.
    pub codes: usize,
    /// Number of groups.
    pub groups: usize,
    /// Smallest number of people in a cell that is not marked.
    pub smallest: usize,
}

/// Counts codes by group. `groups` and `people` have the group and the person of each passage; a passage without a
/// group is left out. Somebody who is in several groups counts once in each, and once in the last column.
pub fn table(codings: &[Coding], groups: &[Option<u32>], people: &[u32], shape: Shape) -> Table {
    let columns = shape.groups + 1;
    let group = |passage: u32| groups.get(passage as usize).copied().flatten().filter(|g| (*g as usize) < shape.groups);
    let mut bases = vec![Count::default(); columns];
    for passage in by_person((0..people.len() as u32).collect(), people, |passage| *passage) {
        note(&mut bases, group(passage), passage, people);
    }
    let mut rows = vec![vec![Count::default(); columns]; shape.codes];
    let known = codings.iter().filter(|c| (c.code as usize) < shape.codes && (c.passage as usize) < people.len());
    for coding in by_person(known.collect(), people, |coding| coding.passage) {
        note(&mut rows[coding.code as usize], group(coding.passage), coding.passage, people);
    }
    let cells = |row: &Vec<Count>| row.iter().zip(&bases).map(|(count, base)| cell(count, base, shape)).collect();
    Table { rows: rows.iter().map(cells).collect(), bases: bases.iter().map(|count| base(count, shape)).collect() }
}

fn by_person<T>(mut items: Vec<T>, people: &[u32], passage: impl Fn(&T) -> u32) -> Vec<T> {
    items.sort_by_key(|item| (people[passage(item) as usize], passage(item)));
    items
}

fn note(columns: &mut [Count], group: Option<u32>, passage: u32, people: &[u32]) {
    let Some(group) = group else { return };
    let all = columns.len() - 1;
    for column in [group as usize, all] {
        columns[column].note((passage, people[passage as usize]));
    }
}

fn base(count: &Count, shape: Shape) -> Base {
    Base { passages: count.passages, people: count.people, small: is_small(count.people, shape) }
}

fn cell(count: &Count, base: &Count, shape: Shape) -> Cell {
    Cell {
        passages: count.passages,
        people: count.people,
        share: proportion(count.people, base.people),
        small: is_small(count.people, shape),
    }
}

fn is_small(people: usize, shape: Shape) -> bool {
    people > 0 && people < shape.smallest
}
