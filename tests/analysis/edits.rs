//! Chance edits an instrument; whatever it does, every answer stands in exactly one column, under a name and at a place
//! that never change.

use std::collections::{BTreeMap, HashSet};

use instruments::{Answer, Answers, Instrument, Kind, MissingReason, variables};
use proptest::prelude::*;
use server::exchange::analysis::{Cell, Column, Reason, Shape, Version, columns};

use crate::scene::{self, bare, option, question};

const CODES: [&str; 8] = ["A", "a", "b-c", "b_c", "1", "2", "none", "other"];
const IDS: [&str; 7] =
    ["q", "q_m2", "q_2", "q_a", "all", "a_very_long_name_that_somebody_gave_to_a_question_of_the_survey", "tm_wave"];
const KINDS: [Kind; 8] =
    [Kind::Single, Kind::Several, Kind::YesNo, Kind::Scale, Kind::Number, Kind::LongText, Kind::Ranking, Kind::Date];

#[derive(Clone, Debug)]
enum Edit {
    AddOption(usize, usize),
    RemoveOption(usize, usize),
    MoveOption(usize, usize),
    RenameOption(usize, usize, u8),
    AddQuestion(usize, usize),
    RemoveQuestion(usize),
    MoveQuestion(usize),
    RewordQuestion(usize, u8),
    RaiseMeaning(usize),
    ChangeKind(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let (place, code) = (0_usize..7, 0..CODES.len());
    let edit = prop_oneof![
        3 => (place.clone(), code.clone()).prop_map(|(at, code)| Edit::AddOption(at, code)),
        2 => (place.clone(), code.clone()).prop_map(|(at, code)| Edit::RemoveOption(at, code)),
        1 => (place.clone(), code.clone()).prop_map(|(at, code)| Edit::MoveOption(at, code)),
        1 => (place.clone(), code, any::<u8>()).prop_map(|(at, code, words)| Edit::RenameOption(at, code, words)),
        3 => (place.clone(), 0..KINDS.len()).prop_map(|(at, kind)| Edit::AddQuestion(at, kind)),
        1 => place.clone().prop_map(Edit::RemoveQuestion),
        1 => place.clone().prop_map(Edit::MoveQuestion),
        1 => (place.clone(), any::<u8>()).prop_map(|(at, words)| Edit::RewordQuestion(at, words)),
        2 => place.clone().prop_map(Edit::RaiseMeaning),
        1 => (place, 0..KINDS.len()).prop_map(|(at, kind)| Edit::ChangeKind(at, kind)),
    ];
    prop::collection::vec(edit, 1..14)
}

fn apply(instrument: &mut Instrument, edit: &Edit) {
    let questions = &mut instrument.sections[0].questions;
    if let Edit::AddQuestion(at, kind) = edit {
        if questions.iter().all(|question| question.id != IDS[*at]) {
            let mut new = question(IDS[*at], KINDS[*kind]);
            new.options = vec![option("A", "First"), option("a", "Second")];
            questions.insert(0, new);
        }
        return;
    }
    if questions.is_empty() {
        return;
    }
    let count = questions.len();
    let (Edit::AddOption(at, _)
    | Edit::RemoveOption(at, _)
    | Edit::MoveOption(at, _)
    | Edit::RenameOption(at, _, _)
    | Edit::AddQuestion(at, _)
    | Edit::RemoveQuestion(at)
    | Edit::MoveQuestion(at)
    | Edit::RewordQuestion(at, _)
    | Edit::RaiseMeaning(at)
    | Edit::ChangeKind(at, _)) = edit;
    let at = *at % count;
    let options = &mut questions[at].options;
    match edit {
        Edit::AddOption(_, code) if options.iter().all(|option| option.code != CODES[*code]) => {
            options.insert(0, option(CODES[*code], &format!("Option {code}")));
        }
        Edit::RemoveOption(_, code) if options.len() > 1 => {
            let place = code % options.len();
            options.remove(place);
        }
        Edit::MoveOption(_, code) => {
            let by = code % options.len();
            options.rotate_left(by);
        }
        Edit::RenameOption(_, code, words) => {
            let place = code % options.len();
            options[place].text = scene::text(&format!("Words {words}"));
        }
        Edit::RemoveQuestion(_) => {
            questions.remove(at);
        }
        Edit::MoveQuestion(_) => questions.rotate_left(at),
        Edit::RewordQuestion(_, words) => questions[at].text = scene::text(&format!("Asked {words}?")),
        Edit::RaiseMeaning(_) => questions[at].meaning += 1,
        Edit::ChangeKind(_, kind) => questions[at].kind = KINDS[*kind],
        _ => {}
    }
}

/// The versions that edits make, one each.
fn history(edits: &[Edit]) -> Vec<Version> {
    let mut instrument = bare();
    apply(&mut instrument, &Edit::AddQuestion(0, 0));
    let mut all = vec![instrument.clone()];
    for edit in edits {
        apply(&mut instrument, edit);
        all.push(instrument.clone());
    }
    scene::versions(&all)
}

/// An answer to each question, chosen by `seed`.
fn answered(version: &Version, seed: usize) -> Answers {
    let instrument = &version.instrument;
    let mut answers = Answers::new();
    for (place, question) in instrument.questions().enumerate() {
        let codes = instrument.codes(question);
        let pick = (seed * 7 + place * 3) % codes.len().max(1);
        let answer = match question.kind {
            _ if (seed + place).is_multiple_of(5) => Answer::Missing(MissingReason::PreferNot),
            Kind::Number => Answer::Number(seed as f64 / 4.0 - 97.0),
            Kind::LongText => Answer::Text(format!("~words {seed}")),
            Kind::Date => Answer::Date("2026-03".into()),
            Kind::Several | Kind::Ranking => {
                Answer::Several(codes[pick..].iter().map(|code| (*code).to_owned()).collect())
            }
            _ => Answer::One(codes[pick].to_owned()),
        };
        answers.insert(question.id.clone(), answer);
    }
    answers
}

/// What must stand in the cell of a variable, written apart from the product.
fn expected(answer: &Answer, option: Option<&String>, kind: Kind) -> String {
    match (answer, option) {
        (Answer::Missing(_), _) => "missing prefer_not".into(),
        (Answer::Several(codes), Some(option)) if kind == Kind::Ranking => {
            match codes.iter().position(|code| code == option) {
                Some(place) => format!("number {}", place + 1),
                None => "missing not_placed".into(),
            }
        }
        (Answer::Several(codes), Some(option)) => format!("tick {}", codes.contains(option)),
        (Answer::One(code), _) => format!("code {code}"),
        (Answer::Number(number), _) => format!("number {number}"),
        (Answer::Text(text) | Answer::Date(text), _) => format!("words {text}"),
        (Answer::Several(_), None) => unreachable!(),
    }
}

fn said(cell: &Cell) -> String {
    match cell {
        Cell::Missing(reason) => format!("missing {}", reason.word()),
        Cell::Value(value) => format!("code {}", value.code),
        Cell::Tick(ticked) => format!("tick {ticked}"),
        Cell::Number(number) => format!("number {number}"),
        Cell::Words(words) => format!("words {words}"),
        Cell::Blank => "blank".into(),
    }
}

fn numbers(columns: &[Column]) -> BTreeMap<(String, String), f64> {
    let of = |column: &Column| {
        let values = column.values().iter();
        values.map(|value| ((column.name.clone(), value.code.clone()), value.number)).collect::<Vec<_>>()
    };
    columns.iter().flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_answer_stands_in_exactly_one_column_whatever_was_edited(edits in edits()) {
        let versions = history(&edits);
        let rows: Vec<_> = versions.iter().enumerate()
            .flat_map(|(place, version)| [(version, answered(version, place)), (version, answered(version, place + 11))])
            .collect();
        let table = scene::table(&rows);
        scene::with_frame(&versions, &table, |frame| {
            let found = scene::by_row(frame);
            for (number, (version, answers)) in rows.iter().enumerate() {
                let mut cells: Vec<(&Column, String)> = frame.columns.iter().filter(|column| column.own.is_none())
                    .map(|column| (column, said(&found[&number][column.name.as_str()]))).collect();
                for variable in variables(&version.instrument) {
                    let here = cells.iter().filter(|(column, cell)| {
                        column.key == variable.key && column.option == variable.several_option && cell != "missing not_asked"
                    });
                    let here: Vec<_> = here.cloned().collect();
                    prop_assert_eq!(here.len(), 1, "{} in version {}", variable.column(), version.number);
                    let wanted = expected(&answers[&variable.key], variable.several_option.as_ref(), variable.kind);
                    prop_assert_eq!(&here[0].1, &wanted);
                    prop_assert_eq!(here[0].0.meaning, variable.meaning);
                    cells.retain(|(column, _)| column.name != here[0].0.name);
                }
                let rest = cells.iter().all(|(_, cell)| *cell == format!("missing {}", Reason::NotAsked.word()));
                prop_assert!(rest, "something stands where nothing was asked");
            }
            Ok(())
        })?;
    }

    #[test]
    fn names_places_and_numbers_of_columns_never_change(edits in edits()) {
        let versions = history(&edits);
        let places = scene::places();
        let all = columns(&versions, &places, "en", &scene::say);
        let names: Vec<&str> = all.iter().flat_map(|column| std::iter::once(&column.name).chain(&column.why)).map(String::as_str).collect();
        let lower: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        prop_assert_eq!(lower.len(), names.len(), "{:?}", names);
        prop_assert!(names.iter().all(|name| name.len() <= 64 && name.starts_with(|letter: char| letter.is_ascii_alphabetic())));
        let numbered = numbers(&all);
        for column in &all {
            let Shape::Coded(values) = &column.shape else { continue };
            let distinct: HashSet<u64> = values.iter().map(|value| value.number.to_bits()).collect();
            prop_assert_eq!(distinct.len(), values.len());
        }
        for until in 1..versions.len() {
            let then = columns(&versions[..until], &places, "en", &scene::say);
            for (place, column) in then.iter().enumerate() {
                prop_assert_eq!((&column.name, &column.why), (&all[place].name, &all[place].why));
            }
            for (value, number) in numbers(&then) {
                prop_assert_eq!(numbered.get(&value), Some(&number), "{:?}", value);
            }
        }
    }
}
