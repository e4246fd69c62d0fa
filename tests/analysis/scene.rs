//! Versions, answers and the table that is made of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use instruments::{Answer, Answers, Choice, Instrument, Kind, MissingReason, Question, Text};
use server::exchange::analysis::{Cell, Format, Frame, Places, Taken, Version, file};
use server::seal::payload::Response;
use server::workspace::Table;

/// Sentences stand for themselves.
pub fn say(key: &str) -> String {
    key.to_owned()
}

pub fn text(words: &str) -> Text {
    Text([("en".to_owned(), words.to_owned())].into())
}

pub fn option(code: &str, words: &str) -> Choice {
    Choice { code: code.to_owned(), text: text(words), score: None, exclusive: false, from: None, to: None }
}

/// A survey without questions.
pub fn bare() -> Instrument {
    let toml = include_str!("../fixtures/import/tea.toml");
    let mut instrument = instruments::parse(toml).unwrap();
    instrument.sections[0].questions.clear();
    instrument.sections.truncate(1);
    instrument.scales.clear();
    instrument
}

pub fn question(id: &str, kind: Kind) -> Question {
    let toml = format!("id = {id:?}\nkind = {:?}\n", serde_json::to_value(kind).unwrap().as_str().unwrap());
    let mut made: Question = toml::from_str(&toml).unwrap();
    made.text = text(&format!("About {id}?"));
    made
}

pub fn versions(instruments: &[Instrument]) -> Vec<Version> {
    let version = |(number, instrument): (i64, &Instrument)| Version {
        hash: format!("hash-{number}"),
        number,
        instrument: instrument.clone(),
    };
    (1..).zip(instruments).map(version).collect()
}

/// A table with rows (version, answers); each row's week tells its number.
pub fn table(rows: &[(&Version, Answers)]) -> Table {
    let mut table = Table::default();
    for (number, (version, answers)) in rows.iter().enumerate() {
        let response = Response {
            version_hash: version.hash.clone(),
            language: "en".into(),
            week: format!("row {number}"),
            mode: "alone".into(),
            answers: answers.clone(),
            ..Response::default()
        };
        table.push(format!("{number:032}"), "north".into(), response, None);
    }
    table
}

pub fn places() -> Places {
    Places {
        waves: vec!["2024".into(), "2026".into()],
        sites: vec![("south".into(), "South".into()), ("north".into(), "North".into())],
        ..Places::default()
    }
}

/// Looks at the frame of one wave.
pub fn with_frame<T>(versions: &[Version], table: &Table, look: impl FnOnce(&Frame) -> T) -> T {
    let (places, taken) = (places(), [Taken { wave: "2026".into(), table, fieldwork: Default::default() }]);
    look(&Frame::of(versions, &taken, &places, "en", &say))
}

/// The cells of a frame by row number (as its week tells) and column.
pub fn by_row<'f>(frame: &'f Frame<'_>) -> BTreeMap<usize, BTreeMap<&'f str, Cell<'f>>> {
    let week = frame.columns.iter().position(|column| column.name == "tm_week").unwrap();
    let number = |row| match frame.cell(row, week) {
        Cell::Words(words) => words.strip_prefix("row ").unwrap().parse().unwrap(),
        other => panic!("{other:?}"),
    };
    let cells = |row| {
        (0..frame.columns.len()).map(move |column| (frame.columns[column].name.as_str(), frame.cell(row, column)))
    };
    (0..frame.rows()).map(|row| (number(row), cells(row).collect())).collect()
}

/// A folder for other programs; it goes with the value.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("tidemark-analysis-{}", server::chance::id()));
        std::fs::create_dir(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The file of a format, written where another program can read it; it goes with the folder.
pub fn written(frame: &Frame, format: Format) -> (Folder, PathBuf) {
    let (file, folder) = (file(frame, format).unwrap(), Folder::new());
    let path = folder.0.join(&file.name);
    std::fs::write(&path, &file.bytes).unwrap();
    (folder, path)
}

pub fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

pub fn several(codes: &[&str]) -> Answer {
    Answer::Several(codes.iter().map(|code| (*code).to_owned()).collect())
}

pub fn answers(all: &[(&str, Answer)]) -> Answers {
    all.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect()
}

pub const DONT_KNOW: Answer = Answer::Missing(MissingReason::DontKnow);
pub const SKIPPED: Answer = Answer::Missing(MissingReason::Skipped);
