//! The answers under one key: every different answer once, and for each row the number of its answer. Words that people
//! wrote differ, so nobody looks for them a second time. What no row uses any more is wiped.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::{discriminant, take};
use std::ops::Index;

use instruments::{Answer, MissingReason};
use zeroize::Zeroize;

use crate::seal::borrowed::Given;

/// What stands where a version lacks a question.
pub(super) const NOT_ASKED: Answer = Answer::Missing(MissingReason::NotAsked);

/// Answers that are looked through one by one.
const FEW: usize = 8;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The first is [`NOT_ASKED`].
    dictionary: Vec<Answer>,
    codes: Vec<u32>,
    /// Where a closed answer stands in the dictionary, by its hash.
    known: BTreeMap<u64, u32>,
}

impl Column {
    /// A column of no rows, for a key that nobody has.
    pub(super) const EMPTY: Self = Self { dictionary: Vec::new(), codes: Vec::new(), known: BTreeMap::new() };

    /// A column of answers and, for each row, which of them it has; `None` where a row has one that is not there.
    pub(super) fn of(answers: Vec<Answer>, codes: Vec<u32>) -> Option<Self> {
        let mut column = Self::default();
        let known: Vec<u32> = answers.into_iter().map(|answer| column.take_in(answer)).collect();
        column.codes = codes.into_iter().map(|code| known.get(code as usize).copied()).collect::<Option<_>>()?;
        Some(column)
    }

    /// The different answers, by code. Words that were written twice stand twice, and an answer of the past leaves a
    /// place that no row uses: count codes, not places.
    pub fn dictionary(&self) -> &[Answer] {
        &self.dictionary
    }

    /// For each row, where its answer stands in the dictionary.
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The answer of a row.
    pub fn get(&self, row: usize) -> Option<&Answer> {
        self.dictionary.get(*self.codes.get(row)? as usize)
    }

    /// The answers of all rows.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Answer> + DoubleEndedIterator {
        self.codes.iter().map(|code| &self.dictionary[*code as usize])
    }

    /// Something worked out once for each different answer, by code.
    pub fn map<T>(&self, work: impl FnMut(&Answer) -> T) -> Vec<T> {
        self.dictionary.iter().map(work).collect()
    }

    /// How many rows of `keep` gave each answer that was given.
    pub fn counts(&self, keep: &[usize]) -> Vec<(&Answer, usize)> {
        let mut counts = vec![0; self.dictionary.len()];
        for code in keep.iter().filter_map(|row| self.codes.get(*row)) {
            counts[*code as usize] += 1;
        }
        self.dictionary.iter().zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// Lengthens it by rows that were not asked.
    pub(super) fn pad(&mut self, rows: usize) {
        self.codes.resize(rows.max(self.codes.len()), 0);
    }

    /// Puts a row's answer after `row` others. Whoever gave two has given the first.
    pub(super) fn put(&mut self, row: usize, given: Given) {
        self.pad(row);
        if self.codes.len() == row {
            let code = self.find(&given).unwrap_or_else(|| self.add(given.into()));
            self.codes.push(code);
        }
    }

    /// Puts the rows of another column after its own.
    pub(super) fn append(&mut self, mut other: Self) {
        let codes: Vec<u32> = take(&mut other.dictionary).into_iter().map(|answer| self.take_in(answer)).collect();
        self.codes.extend(other.codes.iter().map(|code| codes[*code as usize]));
    }

    /// Gives a row another answer.
    pub(super) fn replace(&mut self, row: usize, answer: &Answer) {
        let Some(before) = self.codes.get(row).copied() else { return };
        if self.dictionary[before as usize] == *answer {
            return;
        }
        self.codes[row] = self.find(&answer.into()).unwrap_or_else(|| self.add(answer.clone()));
        if !self.codes.contains(&before) {
            self.forget(before);
        }
    }

    /// Keeps the rows that stay.
    pub(super) fn retain(&mut self, stays: &[bool]) {
        let mut stays = stays.iter();
        self.codes.retain(|_| stays.next().copied().unwrap_or(true));
        let mut used = vec![false; self.dictionary.len()];
        self.codes.iter().for_each(|code| used[*code as usize] = true);
        (0..).zip(used).filter(|(_, used)| !used).for_each(|(code, _)| self.forget(code));
    }

    /// Lays the rows in another order.
    pub(super) fn order(&mut self, order: &[usize]) {
        self.codes = order.iter().map(|row| self.codes[*row]).collect();
    }

    fn find(&self, given: &Given) -> Option<u32> {
        if let Given::Text(_) = given {
            return None;
        }
        // Most questions offer few answers: looking at those is quicker than hashing.
        if let Some(code) = self.dictionary.iter().take(FEW).position(|known| given.is(known)) {
            return Some(code as u32);
        }
        if self.dictionary.len() <= FEW {
            return None;
        }
        let code = *self.known.get(&hash(given)?)?;
        given.is(&self.dictionary[code as usize]).then_some(code)
    }

    /// The code of an answer that is no longer needed elsewhere.
    fn take_in(&mut self, mut answer: Answer) -> u32 {
        match self.find(&(&answer).into()) {
            Some(code) => {
                wipe(&mut answer);
                code
            }
            None => self.add(answer),
        }
    }

    /// A place for an answer that is not known.
    fn add(&mut self, answer: Answer) -> u32 {
        // Nobody has room for more answers than a code can number.
        let code = self.dictionary.len() as u32;
        if let Some(hash) = hash(&(&answer).into()) {
            // Two answers with one hash: the second is found by nobody, and stands as often as it is given.
            self.known.entry(hash).or_insert(code);
        }
        self.dictionary.push(answer);
        code
    }

    /// Wipes an answer that no row has.
    fn forget(&mut self, code: u32) {
        let Some(answer) = self.dictionary.get_mut(code as usize) else { return };
        if let Some(hash) = hash(&(&*answer).into())
            && self.known.get(&hash) == Some(&code)
        {
            self.known.remove(&hash);
        }
        wipe(answer);
        *answer = NOT_ASKED;
    }
}

impl Default for Column {
    fn default() -> Self {
        Self { dictionary: vec![NOT_ASKED], codes: Vec::new(), known: BTreeMap::new() }
    }
}

/// The answer of a row that is there.
impl Index<usize> for Column {
    type Output = Answer;

    fn index(&self, row: usize) -> &Answer {
        &self.dictionary[self.codes[row] as usize]
    }
}

/// Nobody's words stay in memory that was given back.
impl Drop for Column {
    fn drop(&mut self) {
        self.dictionary.iter_mut().for_each(wipe);
        self.codes.zeroize();
    }
}

/// Tells closed answers apart; nothing for words.
fn hash(given: &Given) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    discriminant(given).hash(&mut hasher);
    match given {
        Given::Missing(reason) => reason.hash(&mut hasher),
        Given::One(text) | Given::Date(text) => text.hash(&mut hasher),
        Given::Several(texts) => texts.hash(&mut hasher),
        Given::Number(number) => number.to_bits().hash(&mut hasher),
        Given::Text(_) => return None,
    }
    Some(hasher.finish())
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
    //! Respondents choose among a few options, and write.

    use super::*;

    fn one(code: &str) -> Answer {
        Answer::One(code.into())
    }

    fn column(answers: &[Answer]) -> Column {
        let mut column = Column::default();
        answers.iter().enumerate().for_each(|(row, answer)| column.put(row, answer.into()));
        column
    }

    #[test]
    fn a_closed_answer_stands_once_however_often_it_is_given() {
        let said = [one("yes"), one("no"), one("yes"), Answer::Date("yes".into()), one("yes")];
        let column = column(&said);
        assert_eq!(column.dictionary(), [NOT_ASKED, one("yes"), one("no"), Answer::Date("yes".into())]);
        assert_eq!((column.codes(), column.len()), (&[1, 2, 1, 3, 1][..], 5));
        assert!(column.iter().eq(&said));
        assert_eq!(column.counts(&[0, 1, 2, 9]), [(&one("yes"), 2), (&one("no"), 1)]);
        assert_eq!(column.map(|answer| *answer == one("no")), [false, false, true, false]);
    }

    #[test]
    fn words_are_kept_as_often_as_they_were_written() {
        let column = column(&[Answer::Text("none".into()), Answer::Text("none".into())]);
        assert_eq!((column.dictionary().len(), column.codes()), (3, &[1, 2][..]));
    }

    #[test]
    fn zero_and_minus_zero_are_two_numbers_and_come_out_as_they_came_in() {
        let column = column(&[Answer::Number(0.0), Answer::Number(-0.0)]);
        let signs: Vec<bool> =
            column.iter().map(|answer| matches!(answer, Answer::Number(number) if number.is_sign_negative())).collect();
        assert_eq!(signs, [false, true]);
    }

    #[test]
    fn many_different_numbers_are_found_again() {
        let numbers: Vec<Answer> = (0..200).map(|number| Answer::Number(f64::from(number % 100))).collect();
        let column = column(&numbers);
        assert_eq!(column.dictionary().len(), 101);
        assert!(column.iter().eq(&numbers));
    }

    #[test]
    fn what_no_row_uses_any_more_is_gone_and_may_come_back() {
        let mut column = column(&[Answer::Text("Ana".into()), one("yes"), one("yes")]);
        column.replace(0, &Answer::Text("[name]".into()));
        column.replace(1, &one("no"));
        assert!(!column.dictionary().contains(&Answer::Text("Ana".into())));
        assert!(column.dictionary().contains(&one("yes")), "a row still has it");
        column.retain(&[true, true, false]);
        assert!(!column.dictionary().contains(&one("yes")));
        column.put(2, (&one("yes")).into());
        assert!(column.iter().eq(&[Answer::Text("[name]".into()), one("no"), one("yes")]));
    }

    #[test]
    fn whoever_gave_two_answers_has_given_the_first() {
        let mut column = column(&[one("a")]);
        column.put(0, (&one("b")).into());
        assert!(column.iter().eq(&[one("a")]));
    }
}
