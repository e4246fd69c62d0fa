//! A table as it is to be published: rows and columns of people, with the totals that are shown.

use std::collections::BTreeSet;

use super::{Key, People};
use crate::disclosure::merge::{Side, merged};
use crate::disclosure::{Malformed, Threshold};

/// The categories along one side of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// What they are categories of: a question with the version of its meaning, a group, the wave.
    pub variable: String,
    /// The values of each category: one, or several that were laid together. None is in two categories.
    pub values: Vec<BTreeSet<String>>,
    /// What the total over the categories says of people: nothing where everybody has a value, that they answered where
    /// some did not. None where the categories are not added up, as waves are not.
    pub total: Option<Key>,
    /// Whether the categories have an order, so that only neighbours are laid together.
    pub ordered: bool,
}

impl Axis {
    /// Groups into which everybody falls.
    pub fn groups<'a>(variable: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        Self { variable: variable.into(), values: single(values), total: Some(Key::everybody()), ordered: false }
    }

    /// Answers to a question, in their order; the total is everybody who answered.
    pub fn answers<'a>(variable: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let total = Some(Key::everybody().answered(variable));
        Self { variable: variable.into(), values: single(values), total, ordered: true }
    }

    /// Waves, which are set side by side and not added up.
    pub fn waves<'a>(variable: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        Self { variable: variable.into(), values: single(values), total: None, ordered: true }
    }

    fn keys(&self) -> impl Iterator<Item = Key> {
        let fact = |values: &BTreeSet<String>| match values.is_empty() {
            true => Key::everybody(),
            false => Key::everybody().among(&self.variable, values),
        };
        self.values.iter().map(fact).chain(self.total.clone())
    }

    fn merge(&mut self, (first, second): (usize, usize)) {
        let gone = self.values.remove(second);
        self.values[first].extend(gone);
    }
}

fn single<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<BTreeSet<String>> {
    values.into_iter().map(|value| BTreeSet::from([value.to_owned()])).collect()
}

/// A table of people to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// How it is called.
    pub name: String,
    /// The smallest count that its audience may see.
    pub threshold: Threshold,
    /// What holds for everybody in it: a wave, a filter.
    pub within: Key,
    /// Its rows.
    pub rows: Axis,
    /// Its columns.
    pub columns: Axis,
    /// How many people, row by row, without totals.
    pub counts: Vec<Vec<u64>>,
    /// Whom each row counts; empty where that is not known, and only counts are compared.
    pub people: Vec<People>,
}

/// Cells that add up, and the cell that they add up to.
pub(super) type Parts = (Vec<(usize, usize)>, (usize, usize));

/// A count with what it says.
pub(super) type Cell = (Key, u64);

impl Sheet {
    /// The cells row by row with the totals that are shown, those last.
    ///
    /// # Errors
    /// When counts do not fit the axes, a value is in two categories, or a sum is beyond counting.
    pub(super) fn cells(&self) -> Result<Vec<Vec<Cell>>, Malformed> {
        let (height, width) = (self.rows.values.len(), self.columns.values.len());
        let fits = self.counts.len() == height && self.counts.iter().all(|row| row.len() == width);
        if !fits || height == 0 || width == 0 || !apart(&self.rows.values) || !apart(&self.columns.values) {
            return Err(Malformed);
        }
        // Doubles hold whole numbers up to 2^53; no study has so many people.
        let all =
            self.counts.iter().flatten().try_fold(0_u64, |sum, count| sum.checked_add(*count)).ok_or(Malformed)?;
        if all >= 1 << 53 {
            return Err(Malformed);
        }
        let in_row = |row: usize, column: usize| match column == width {
            true => self.counts[row].iter().sum(),
            false => self.counts[row][column],
        };
        let count = |row: usize, column: usize| match row == height {
            true => (0..height).map(|row| in_row(row, column)).sum(),
            false => in_row(row, column),
        };
        let cell = |row: usize, column: usize, facts: Key, more: &Key| {
            (self.within.clone().and(&facts).and(more), count(row, column))
        };
        let row = |(row, facts): (usize, Key)| {
            self.columns.keys().enumerate().map(|(column, more)| cell(row, column, facts.clone(), &more)).collect()
        };
        Ok(self.rows.keys().enumerate().map(row).collect())
    }

    /// What its counts say.
    pub(super) fn keys(&self) -> BTreeSet<Key> {
        self.cells().unwrap_or_default().into_iter().flatten().map(|(key, _)| key).collect()
    }

    /// Whether it says more than its totals when only some counts are shown, or there is nobody to count.
    pub(super) fn tells(&self, shows: impl Fn(&Key) -> bool) -> bool {
        let cells = self.cells().unwrap_or_default();
        let inner = cells.iter().take(self.counts.len()).flat_map(|row| row.iter().take(self.columns.values.len()));
        let mut people = inner.filter(|(_, count)| *count > 0).peekable();
        people.peek().is_none() || people.any(|(key, _)| shows(key))
    }

    /// Whom the table is about: the total of all, or that of each row where rows are not added up.
    pub(super) fn bases(&self) -> BTreeSet<Key> {
        let cells = self.cells().unwrap_or_default();
        let rows = if self.rows.total.is_some() { cells.len().saturating_sub(1) } else { 0 };
        let last = |row: Vec<Cell>| row.into_iter().next_back().map(|(key, _)| key);
        match self.columns.total.is_some() {
            true => cells.into_iter().skip(rows).filter_map(last).collect(),
            false => BTreeSet::new(),
        }
    }

    /// Whom the bases count: that of each row, and of all where rows are added up.
    pub(super) fn crowds(&self) -> Vec<(Key, People)> {
        let (cells, whole) = (self.cells().unwrap_or_default(), self.columns.total.is_some());
        if self.people.len() != self.counts.len() || !whole && self.columns.values.len() > 1 {
            return Vec::new();
        }
        let all = self.people.iter().copied().reduce(People::and);
        let people = self.people.iter().copied().chain(all);
        let last = |row: Vec<Cell>| row.into_iter().next_back().map(|(key, _)| key);
        cells.into_iter().zip(people).filter_map(|(row, people)| Some((last(row)?, people))).collect()
    }

    /// The sums between cells, as rows and columns of parts and of a total.
    pub(super) fn sums(&self) -> Vec<Parts> {
        let (height, width) = (self.rows.values.len(), self.columns.values.len());
        let rows = height + usize::from(self.rows.total.is_some());
        let columns = width + usize::from(self.columns.total.is_some());
        let along = (0..rows).filter(|_| columns > width);
        let along = along.map(|row| ((0..width).map(|column| (row, column)).collect(), (row, width)));
        let down = (0..columns).filter(|_| rows > height);
        let down = down.map(|column| ((0..height).map(|row| (row, column)).collect(), (height, column)));
        along.chain(down).collect()
    }

    /// The same table with two categories laid together.
    #[must_use]
    pub fn merged(&self, side: Side, pair: (usize, usize)) -> Self {
        let mut sheet = self.clone();
        sheet.counts = merged(&self.counts, side, pair);
        match side {
            Side::Rows => {
                sheet.rows.merge(pair);
                if pair.0 < pair.1 && pair.1 < sheet.people.len() {
                    let gone = sheet.people.remove(pair.1);
                    sheet.people[pair.0] = sheet.people[pair.0].and(gone);
                }
            }
            Side::Columns => sheet.columns.merge(pair),
        }
        sheet
    }

    /// Rows and columns whose people, though enough to be shown, are all in one category: to know that someone is among
    /// them is to know their answer.
    pub(super) fn one_sided(&self) -> Vec<(Side, usize)> {
        let full = |counts: &[u64]| {
            let all: u64 = counts.iter().sum();
            all >= self.threshold.smallest() && counts.len() > 1 && counts.contains(&all)
        };
        let column = |column: usize| self.counts.iter().map(|row| row[column]).collect::<Vec<u64>>();
        let rows = self.counts.iter().enumerate().filter(|(_, row)| full(row)).map(|(row, _)| (Side::Rows, row));
        let added = self.rows.total.is_some();
        let columns = (0..self.columns.values.len()).filter(|place| added && full(&column(*place)));
        rows.chain(columns.map(|column| (Side::Columns, column))).collect()
    }
}

fn apart(categories: &[BTreeSet<String>]) -> bool {
    let mut seen = BTreeSet::new();
    let named = categories.len() == 1 || categories.iter().all(|values| !values.is_empty());
    named && categories.iter().flatten().all(|value| seen.insert(value))
}
