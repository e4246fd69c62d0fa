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
#[derive(Clone, Debug, Default)]
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

    /// Puts rows that came later among the others, in the order of random ids, so that their place tells nothing.
    pub fn order(&mut self) {
        if self.rows.is_sorted_by(|one, other| one.id <= other.id) {
            return;
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|one, other| self.rows[*one].id.cmp(&self.rows[*other].id));
        for column in self.columns.values_mut() {
            *column = order.iter().map(|row| std::mem::replace(&mut column[*row], NOT_ASKED)).collect();
        }
        self.rows.sort_by(|one, other| one.id.cmp(&other.id));
    }

    /// Takes the rows of responses that are gone out.
    pub fn remove(&mut self, gone: &dyn Fn(&str) -> bool) {
        let stays: Vec<bool> = self.rows.iter().map(|row| !gone(&row.id)).collect();
        for column in self.columns.values_mut() {
            for (answer, _) in column.iter_mut().zip(&stays).filter(|(_, stays)| !**stays) {
                wipe(answer);
            }
            let mut stays = stays.iter();
            column.retain(|_| stays.next().copied().unwrap_or(true));
        }
        let mut stays = stays.into_iter();
        self.rows.retain(|_| stays.next().unwrap_or(true));
    }

    /// Puts the answers of a response that was sealed anew in the place of the old ones.
    pub fn replace(&mut self, id: &str, answers: &instruments::Answers) {
        let Some(row) = self.rows.iter().position(|row| row.id == id) else { return };
        for (key, column) in &mut self.columns {
            if let (Some(answer), Some(now)) = (column.get_mut(row), answers.get(key)) {
                wipe(answer);
                *answer = now.clone();
            }
        }
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
        self.columns.values_mut().flatten().for_each(wipe);
    }
}

fn wipe(answer: &mut Answer) {
    match answer {
        Answer::One(text) | Answer::Text(text) | Answer::Date(text) => text.zeroize(),
        Answer::Several(texts) => texts.zeroize(),
        Answer::Number(number) => number.zeroize(),
        Answer::Missing(_) => {}
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
    fn rows_come_and_go_with_their_answers() {
        let mut table = Table::default();
        for id in ["3", "1", "2"] {
            table.push(id.into(), "north".into(), response(&[("a", id)]));
        }
        table.order();
        let said = |table: &Table| table.column("a").to_vec();
        let one = |code: &str| Answer::One(code.into());
        assert_eq!(said(&table), [one("1"), one("2"), one("3")]);
        table.replace("2", &response(&[("a", "new")]).answers);
        table.remove(&|id| id == "1");
        assert_eq!(said(&table), [one("new"), one("3")]);
        assert_eq!(table.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["2", "3"]);
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
