//! The answers of one collection as columns of equal length.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::sync::Arc;

use instruments::Answer;

use super::column::{Column, NOT_ASKED};
use crate::linking::Code;
use crate::seal::borrowed::Borrowed;

/// What belongs to a row beside its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Id of the response.
    pub id: String,
    /// Where its link was used.
    pub site: Arc<str>,
    /// The instrument version it was answered in (hex).
    pub version: Arc<str>,
    /// The language of the pages.
    pub language: Arc<str>,
    /// ISO week; empty where it was imported.
    pub week: Arc<str>,
    /// How it was answered.
    pub mode: Arc<str>,
    /// The code that joins waves, under the linking key.
    pub link: Option<Code>,
    /// The organisation that answered.
    pub organisation: Option<Arc<str>>,
    /// Weight of an imported row.
    pub weight: Option<f64>,
}

/// Rows and columns of one collection.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// One for each response, in the order of random ids.
    pub rows: Vec<Row>,
    columns: BTreeMap<String, Column>,
    names: Names,
}

/// Facts that many rows share, each once.
#[derive(Clone, Debug, Default)]
struct Names(BTreeSet<Arc<str>>);

impl Names {
    fn of(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.get(name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(name);
        self.0.insert(Arc::clone(&new));
        new
    }
}

/// Something worked out once for each different answer under a key.
pub struct Told<'t, T> {
    codes: &'t [u32],
    known: Vec<T>,
    absent: T,
}

impl<T> Told<'_, T> {
    /// That of a row's answer; a row without the key was not asked.
    pub fn of(&self, row: usize) -> &T {
        self.codes.get(row).map_or(&self.absent, |code| &self.known[*code as usize])
    }
}

impl Table {
    /// A table without rows.
    pub const EMPTY: Self = Self { rows: Vec::new(), columns: BTreeMap::new(), names: Names(BTreeSet::new()) };

    /// A table of whole columns; each is as long as there are rows.
    pub(super) fn of(rows: Vec<Row>, columns: BTreeMap<String, Column>) -> Self {
        Self { rows, columns, names: Names::default() }
    }

    /// Adds a response, with its link code under the key: what a response holds in clear stays out.
    pub fn push<'a>(&mut self, id: String, site: String, response: impl Into<Borrowed<'a>>, link: Option<Code>) {
        let response = response.into();
        let row = self.rows.len();
        for (key, given) in response.answers.0 {
            let column = match self.columns.get_mut(&*key.0) {
                Some(column) => column,
                None => self.columns.entry(key.0.into_owned()).or_default(),
            };
            column.put(row, given);
        }
        self.pad(row + 1);
        let names = &mut self.names;
        self.rows.push(Row {
            id,
            site: names.of(&site),
            version: names.of(&response.version_hash),
            language: names.of(&response.language),
            week: names.of(&response.week),
            mode: names.of(&response.mode),
            link,
            organisation: response.organisation.map(|organisation| names.of(&organisation)),
            weight: response.weight,
        });
    }

    /// Puts the rows of another table after its own.
    pub fn append(&mut self, mut other: Self) {
        if self.rows.is_empty() && self.columns.is_empty() {
            *self = other;
            return;
        }
        let (before, after) = (self.rows.len(), self.rows.len() + other.rows.len());
        for (key, column) in take(&mut other.columns) {
            let own = self.columns.entry(key).or_default();
            own.pad(before);
            own.append(column);
        }
        self.pad(after);
        let names = &mut self.names;
        self.rows.extend(take(&mut other.rows).into_iter().map(|row| Row {
            site: names.of(&row.site),
            version: names.of(&row.version),
            language: names.of(&row.language),
            week: names.of(&row.week),
            mode: names.of(&row.mode),
            organisation: row.organisation.map(|organisation| names.of(&organisation)),
            ..row
        }));
    }

    fn pad(&mut self, rows: usize) {
        self.columns.values_mut().for_each(|column| column.pad(rows));
    }

    /// Puts rows that came later among the others, in the order of random ids, so that their place tells nothing.
    pub fn order(&mut self) {
        if self.rows.is_sorted_by(|one, other| one.id <= other.id) {
            return;
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|one, other| self.rows[*one].id.cmp(&self.rows[*other].id));
        self.columns.values_mut().for_each(|column| column.order(&order));
        self.rows.sort_by(|one, other| one.id.cmp(&other.id));
    }

    /// Takes the rows of responses that are gone out.
    pub fn remove(&mut self, gone: &dyn Fn(&str) -> bool) {
        let stays: Vec<bool> = self.rows.iter().map(|row| !gone(&row.id)).collect();
        self.columns.values_mut().for_each(|column| column.retain(&stays));
        let mut stays = stays.into_iter();
        self.rows.retain(|_| stays.next().unwrap_or(true));
    }

    /// Puts the answers of a response that was sealed anew in the place of the old ones.
    pub fn replace(&mut self, id: &str, answers: &instruments::Answers) {
        let Some(row) = self.rows.iter().position(|row| row.id == id) else { return };
        for (key, column) in &mut self.columns {
            if let Some(now) = answers.get(key) {
                column.replace(row, now);
            }
        }
    }

    /// The keys that have a column.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }

    /// The answers under a key, for every row; nothing for a key that nobody has.
    pub fn column(&self, key: &str) -> &Column {
        static EMPTY: Column = Column::EMPTY;
        self.columns.get(key).unwrap_or(&EMPTY)
    }

    /// The answers under a key of the rows that `keep` takes; rows without the key were not asked.
    pub fn answers<'a>(&'a self, key: &str, keep: &'a [usize]) -> impl Iterator<Item = &'a Answer> + use<'a> {
        let column = self.column(key);
        keep.iter().map(move |row| column.get(*row).unwrap_or(&NOT_ASKED))
    }

    /// How many of those rows gave each answer that was given.
    pub fn counts(&self, key: &str, keep: &[usize]) -> Vec<(&Answer, usize)> {
        match self.columns.get(key) {
            Some(column) => column.counts(keep),
            None if keep.is_empty() => Vec::new(),
            None => vec![(&NOT_ASKED, keep.len())],
        }
    }

    /// For each of those rows, something that is worked out once for each different answer.
    pub fn each<T: Clone>(&self, key: &str, keep: &[usize], work: impl FnMut(&Answer) -> T) -> Vec<T> {
        let told = self.told(key, work);
        keep.iter().map(|row| told.of(*row).clone()).collect()
    }

    /// The same for whoever asks row by row: nothing as long as the table is made.
    pub fn told<T>(&self, key: &str, mut work: impl FnMut(&Answer) -> T) -> Told<'_, T> {
        let (column, absent) = (self.column(key), work(&NOT_ASKED));
        Told { codes: column.codes(), known: column.map(work), absent }
    }

    /// The link code of every row, for [`crate::linking::people`].
    pub fn codes(&self) -> Vec<Option<&Code>> {
        self.rows.iter().map(|row| row.link.as_ref()).collect()
    }

    /// The numbers of the rows at a site, or of all.
    pub fn at_site(&self, site: Option<&str>) -> Vec<usize> {
        let here = |row: &usize| site.is_none_or(|site| *self.rows[*row].site == *site);
        (0..self.rows.len()).filter(here).collect()
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
