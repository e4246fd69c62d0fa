//! Respondents answer two versions of an instrument.

use instruments::{Answers, MissingReason};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;
use crate::seal::payload::Response;

fn response(answers: &[(&str, &str)]) -> Response {
    let answers = answers.iter().map(|(key, code)| ((*key).to_owned(), Answer::One((*code).to_owned()))).collect();
    Response { answers, ..Response::default() }
}

fn said(table: &Table, key: &str) -> Vec<Answer> {
    table.column(key).iter().cloned().collect()
}

#[test]
fn rows_come_and_go_with_their_answers() {
    let mut table = Table::default();
    for id in ["3", "1", "2"] {
        table.push(id.into(), "north".into(), response(&[("a", id)]), None);
    }
    table.order();
    let one = |code: &str| Answer::One(code.into());
    assert_eq!(said(&table, "a"), [one("1"), one("2"), one("3")]);
    table.replace("2", &response(&[("a", "new")]).answers);
    table.remove(&|id| id == "1");
    assert_eq!(said(&table, "a"), [one("new"), one("3")]);
    assert_eq!(table.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["2", "3"]);
}

#[test]
fn a_question_that_a_version_lacks_was_not_asked() {
    let mut table = Table::default();
    table.push("1".into(), "north".into(), response(&[("a", "x")]), None);
    table.push("2".into(), "south".into(), response(&[("b", "y")]), None);
    assert_eq!(said(&table, "a"), [Answer::One("x".into()), NOT_ASKED]);
    assert_eq!(said(&table, "b"), [NOT_ASKED, Answer::One("y".into())]);
    assert_eq!(table.at_site(Some("south")), [1]);
    assert_eq!(table.answers("b", &[1]).collect::<Vec<_>>(), [&Answer::One("y".into())]);
    assert_eq!(table.counts("nobody has it", &[0, 1]), [(&NOT_ASKED, 2)]);
    assert_eq!(table.each("b", &[0, 1, 7], |answer| *answer == NOT_ASKED), [true, false, true]);
    assert!(table.column("nobody has it").is_empty());
}

#[test]
fn rows_share_what_they_have_in_common() {
    let mut table = Table::default();
    let mut other = Table::default();
    table.push("1".into(), "north".into(), response(&[]), None);
    other.push("2".into(), "north".into(), response(&[]), None);
    table.append(other);
    assert!(Arc::ptr_eq(&table.rows[0].site, &table.rows[1].site));
}

/// What happens to a table.
#[derive(Clone, Debug)]
enum Deed {
    Push(u8, Answers),
    Append(Vec<(u8, Answers)>),
    Order,
    Remove(u8),
    Replace(u8, Answers),
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Missing(MissingReason::Skipped)),
        Just(NOT_ASKED),
        "[1-9ab]".prop_map(Answer::One),
        vec("[ab]", 0..3).prop_map(Answer::Several),
        (0..3).prop_map(|number| Answer::Number(f64::from(number))),
        "[12]".prop_map(Answer::Date),
        "[12]".prop_map(Answer::Text),
    ]
}

fn answers() -> impl Strategy<Value = Answers> {
    btree_map("[a-d]", answer(), 0..5)
}

fn deed() -> impl Strategy<Value = Deed> {
    let id = 0..9_u8;
    prop_oneof![
        4 => (id.clone(), answers()).prop_map(|(id, answers)| Deed::Push(id, answers)),
        2 => vec((id.clone(), answers()), 0..4).prop_map(Deed::Append),
        1 => Just(Deed::Order),
        1 => id.clone().prop_map(Deed::Remove),
        2 => (id, answers()).prop_map(|(id, answers)| Deed::Replace(id, answers)),
    ]
}

/// The plain way: rows with their answers, and the keys that somebody has.
#[derive(Default)]
struct Plain {
    rows: Vec<(String, Answers)>,
    keys: BTreeSet<String>,
}

impl Plain {
    fn push(&mut self, id: u8, answers: Answers) {
        self.keys.extend(answers.keys().cloned());
        self.rows.push((id.to_string(), answers));
    }

    fn replace(&mut self, id: u8, answers: &Answers) {
        let Some(row) = self.rows.iter_mut().find(|row| row.0 == id.to_string()) else { return };
        let now = answers.iter().filter(|(key, _)| self.keys.contains(*key));
        row.1.extend(now.map(|(key, answer)| (key.clone(), answer.clone())));
    }

    fn does(&mut self, deed: Deed) {
        match deed {
            Deed::Push(id, answers) => self.push(id, answers),
            Deed::Append(rows) => rows.into_iter().for_each(|(id, answers)| self.push(id, answers)),
            Deed::Order => self.rows.sort_by(|one, other| one.0.cmp(&other.0)),
            Deed::Remove(id) => self.rows.retain(|row| row.0 != id.to_string()),
            Deed::Replace(id, answers) => self.replace(id, &answers),
        }
    }
}

fn push(table: &mut Table, id: u8, answers: Answers) {
    table.push(id.to_string(), "north".into(), Response { answers, ..Response::default() }, None);
}

fn does(table: &mut Table, deed: Deed) {
    match deed {
        Deed::Push(id, answers) => push(table, id, answers),
        Deed::Append(rows) => {
            let mut other = Table::default();
            rows.into_iter().for_each(|(id, answers)| push(&mut other, id, answers));
            table.append(other);
        }
        Deed::Order => table.order(),
        Deed::Remove(id) => table.remove(&|gone| gone == id.to_string()),
        Deed::Replace(id, answers) => table.replace(&id.to_string(), &answers),
    }
}

proptest! {
    #[test]
    fn a_table_is_what_plain_rows_would_be(deeds in vec(deed(), 0..40)) {
        let (mut table, mut plain) = (Table::default(), Plain::default());
        for deed in deeds {
            does(&mut table, deed.clone());
            plain.does(deed);
        }
        prop_assert!(table.rows.iter().map(|row| &row.id).eq(plain.rows.iter().map(|row| &row.0)));
        prop_assert!(table.keys().eq(plain.keys.iter()));
        let all: Vec<usize> = (0..plain.rows.len()).collect();
        for key in &plain.keys {
            let column = table.column(key);
            let told: Vec<Answer> = plain.rows.iter().map(|row| row.1.get(key).cloned().unwrap_or(NOT_ASKED)).collect();
            prop_assert!(column.iter().eq(&told));
            let used = |code: u32| column.codes().contains(&code);
            let unused = (1..).zip(&column.dictionary()[1..]).filter(|(code, _)| !used(*code));
            prop_assert!(unused.into_iter().all(|(_, answer)| *answer == NOT_ASKED), "nothing of the past is kept");
            for (answer, count) in table.counts(key, &all) {
                let closed = !matches!(answer, Answer::Text(_));
                prop_assert!(!closed || count == told.iter().filter(|one| *one == answer).count(), "each stands once");
            }
            prop_assert_eq!(table.each(key, &all, Answer::clone), told);
        }
    }
}
