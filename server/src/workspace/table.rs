//! The answers of one collection as columns of equal length.

use std::collections::BTreeMap;

use instruments::{Answer, MissingReason};
use zeroize::Zeroize;

use crate::seal::payload::Response;

/// What belongs to a row beside its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Id of the response.
    pub id: String,
    /// Where its link was used.
    pub site: String,
    /// The instrument version it was answered in (hex).
    pub version: String,
    /// The language of the pages.
    pub language: String,
    /// ISO week; empty where it was imported.
    pub week: String,
    /// How it was answered.
    pub mode: String,
    /// The link code that pairs waves.
    pub link: Option<String>,
    /// The organisation that answered.
    pub organisation: Option<String>,
    /// Weight of an imported row.
    pub weight: Option<f64>,
}

/// Rows and columns of one collection.
#[derive(Debug, Default)]
pub struct Table {
    /// One for each response, in the order of random ids.
    pub rows: Vec<Row>,
    columns: BTreeMap<String, Vec<Answer>>,
}

const NOT_ASKED: Answer = Answer::Missing(MissingReason::NotAsked);

impl Table {
    /// A table without rows.
    pub const EMPTY: Self = Self { rows: Vec::new(), columns: BTreeMap::new() };

    /// Adds a response.
    pub fn push(&mut self, id: String, site: String, response: Response) {
        let Response { version_hash, language, week, mode, mut answers, link, organisation, weight, .. } = response;
        for (key, column) in &mut self.columns {
            column.push(answers.remove(key).unwrap_or(NOT_ASKED));
        }
        // A key that no earlier row has.
        for (key, answer) in answers {
            let mut column = vec![NOT_ASKED; self.rows.len()];
            column.push(answer);
            self.columns.insert(key, column);
        }
        self.rows.push(Row { id, site, version: version_hash, language, week, mode, link, organisation, weight });
    }

    /// The keys that have a column.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }

    /// The answers under a key, for every row; nothing for a key that nobody has.
    pub fn column(&self, key: &str) -> &[Answer] {
        self.columns.get(key).map_or(&[], Vec::as_slice)
    }

    /// The answers under a key of the rows that `keep` takes; rows without the key were not asked.
    pub fn answers<'a>(&'a self, key: &str, keep: &'a [usize]) -> impl Iterator<Item = &'a Answer> + use<'a> {
        let column = self.columns.get(key);
        keep.iter().map(move |row| column.and_then(|column| column.get(*row)).unwrap_or(&NOT_ASKED))
    }

    /// The numbers of the rows at a site, or of all.
    pub fn at_site(&self, site: Option<&str>) -> Vec<usize> {
        let here = |row: &usize| site.is_none_or(|site| self.rows[*row].site == site);
        (0..self.rows.len()).filter(here).collect()
    }
}

/// Nobody's words stay in memory that was given back.
impl Drop for Table {
    fn drop(&mut self) {
        for answer in self.columns.values_mut().flatten() {
            match answer {
                Answer::One(text) | Answer::Text(text) | Answer::Date(text) => text.zeroize(),
                Answer::Several(texts) => texts.zeroize(),
                Answer::Number(number) => number.zeroize(),
                Answer::Missing(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Respondents answer two versions of an instrument.

    use super::*;

    fn response(answers: &[(&str, &str)]) -> Response {
        let answers = answers.iter().map(|(key, code)| ((*key).to_owned(), Answer::One((*code).to_owned()))).collect();
        Response { answers, ..Response::default() }
    }

    #[test]
    fn a_question_that_a_version_lacks_was_not_asked() {
        let mut table = Table::default();
        table.push("1".into(), "north".into(), response(&[("a", "x")]));
        table.push("2".into(), "south".into(), response(&[("b", "y")]));
        assert_eq!(table.column("a"), [Answer::One("x".into()), NOT_ASKED]);
        assert_eq!(table.column("b"), [NOT_ASKED, Answer::One("y".into())]);
        assert_eq!(table.at_site(Some("south")), [1]);
        assert_eq!(table.answers("b", &[1]).collect::<Vec<_>>(), [&Answer::One("y".into())]);
    }
}
