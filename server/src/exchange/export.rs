//! Answers as CSV with a dictionary of their columns. Rows are in random order and have no ids; what goes out comes in
//! again without a map (`import`). Who may take answers out, and its record, are left to the caller.

use std::collections::HashMap;

use instruments::{Answer, Instrument, Kind, MissingReason, Variable, variables};

use super::csv;
use crate::workspace::{Row, Table};
use crate::{Result, chance};

/// Columns that are ours and no answers.
const OWN: [&str; 6] = ["_wave", "_site", "_language", "_week", "_mode", "_weight"];

/// What is the same for all rows, or looked up for each.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Name of the wave.
    pub wave: String,
    /// Names of sites by id.
    pub sites: HashMap<String, String>,
}

/// The rows of `keep`, shuffled.
pub fn data(instrument: &Instrument, table: &Table, keep: &[usize], places: &Places) -> Result<Vec<u8>> {
    let columns = variables(instrument);
    let mut order = keep.to_vec();
    chance::shuffle(&mut order);
    let header = OWN.iter().map(|name| (*name).to_owned()).chain(columns.iter().map(Variable::column)).collect();
    let rows = order.iter().map(|row| {
        let answers = columns.iter().map(|column| cell(column, table.column(&column.key).get(*row)));
        own(&table.rows[*row], places).into_iter().chain(answers).collect::<Vec<_>>()
    });
    csv::write(std::iter::once(header).chain(rows))
}

fn own(row: &Row, places: &Places) -> [String; 6] {
    let site = places.sites.get(&row.site).cloned().unwrap_or_default();
    let weight = row.weight.map(|weight| weight.to_string()).unwrap_or_default();
    [places.wave.clone(), site, row.language.clone(), row.week.clone(), row.mode.clone(), weight]
}

fn cell(column: &Variable, answer: Option<&Answer>) -> String {
    match (answer, &column.several_option) {
        (None, _) => reason(MissingReason::NotAsked).to_owned(),
        (Some(Answer::Missing(missing)), _) => reason(*missing).to_owned(),
        (Some(Answer::Several(codes)), Some(option)) if column.kind == Kind::Ranking => {
            codes.iter().position(|code| code == option).map(|place| (place + 1).to_string()).unwrap_or_default()
        }
        (Some(Answer::Several(codes)), Some(option)) => i32::from(codes.contains(option)).to_string(),
        (Some(Answer::Several(codes)), None) => codes.join(";"),
        (Some(Answer::Number(number)), _) => number.to_string(),
        (Some(Answer::One(text) | Answer::Date(text) | Answer::Text(text)), _) => text.clone(),
    }
}

/// How a reason stands in a cell; a skipped question is blank.
fn reason(missing: MissingReason) -> &'static str {
    match missing {
        MissingReason::Skipped => "",
        MissingReason::NotApplicable => "~not_applicable",
        MissingReason::NotAsked => "~not_asked",
        MissingReason::DontKnow => "~dont_know",
        MissingReason::PreferNot => "~prefer_not",
    }
}

/// One row for each column of [`data`].
pub fn dictionary(instrument: &Instrument, language: &str) -> Result<Vec<u8>> {
    let header = [
        "column",
        "key",
        "label",
        "kind",
        "construct",
        "meaning",
        "section",
        "unit",
        "options",
        "missing",
        "sensitivity",
    ];
    let rows = variables(instrument).into_iter().map(|column| entry(&column, language));
    let acknowledgement = instrument.wording.iter().map(|wording| note(wording.acknowledgement.get(language)));
    let header = std::iter::once(header.map(str::to_owned));
    csv::write(header.chain(rows).chain(acknowledgement))
}

fn entry(column: &Variable, language: &str) -> [String; 11] {
    let option = |option: &instruments::Choice| {
        let score = option.score.map(|score| format!(" ({score})")).unwrap_or_default();
        format!("{} = {}{score}", option.code, option.text.get(language))
    };
    let options: Vec<String> = column.options.iter().map(option).collect();
    let missing: Vec<&str> = column.missing.iter().map(|missing| reason(*missing)).collect();
    [
        column.column(),
        column.key.clone(),
        column.label.get(language).to_owned(),
        word(&column.kind),
        column.construct.clone().unwrap_or_default(),
        column.meaning.to_string(),
        column.section.clone(),
        column.unit.as_ref().map(|unit| unit.get(language).to_owned()).unwrap_or_default(),
        options.join("; "),
        missing.join(" "),
        column.sensitivity.as_ref().map(word).unwrap_or_default(),
    ]
}

/// The acknowledgement that goes with somebody else's items, as the last row.
fn note(acknowledgement: &str) -> [String; 11] {
    let mut row = <[String; 11]>::default();
    row[0] = "_acknowledgement".to_owned();
    row[2] = acknowledgement.to_owned();
    row
}

/// The word that the instrument's file has for it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
