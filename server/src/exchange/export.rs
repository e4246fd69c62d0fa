//! Answers as CSV with a dictionary of their columns. Rows are in random order and have no ids; what goes out comes in
//! again without a map (`import`). Who may take answers out, and its record, are left to the caller.

use std::collections::HashMap;
use std::sync::Arc;

use instruments::{Answer, Instrument, Kind, MissingReason, Variable, Wording, variables};

use super::csv;
use crate::workspace::{Row, Table};
use crate::{Result, chance};

/// Columns that are ours and no answers.
const OWN: [&str; 7] = ["_wave", "_site", "_version", "_language", "_week", "_mode", "_weight"];
/// Columns that go with somebody else's items: `paraphrase` or `official`, and the acknowledgement, so that no copy of
/// the file is without it.
const OWNED: [&str; 2] = ["_wording", "_acknowledgement"];

/// The organisation that answered: there only where some row has one. Codes that join waves never leave.
const ORGANISATION: &str = "_organisation";

/// What is the same for all rows, or looked up for each.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Name of the wave.
    pub wave: String,
    /// Names of sites by id.
    pub sites: HashMap<String, String>,
    /// Names of organisations that were invited by name, by id.
    pub organisations: HashMap<String, String>,
    /// Versions that answers were given to, by hash.
    pub versions: HashMap<String, Said>,
}

/// What is said of a version.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Its number; 0 for a draft that was rehearsed.
    pub number: i64,
    /// Whose words its items are.
    pub wording: Option<Wording>,
}

/// The rows of `keep`, shuffled.
pub fn data(instrument: &Instrument, table: &Table, keep: &[usize], places: &Places) -> Result<Vec<u8>> {
    let columns = variables(instrument);
    let mut order = keep.to_vec();
    chance::shuffle(&mut order);
    let is_owned = instrument.wording.is_some() || places.versions.values().any(|said| said.wording.is_some());
    let owned = if is_owned { &OWNED[..] } else { &[] };
    let is_named = keep.iter().any(|row| table.rows[*row].organisation.is_some());
    let organisations = if is_named { &[ORGANISATION][..] } else { &[] };
    let names = OWN.iter().chain(organisations).chain(owned).map(|name| (*name).to_owned());
    let header = names.chain(columns.iter().map(Variable::column)).collect();
    let rows = order.iter().map(|row| {
        let of = &table.rows[*row];
        let answers = columns.iter().map(|column| cell(column, table.column(&column.key).get(*row)));
        let owned = is_owned.then(|| owner(of, places)).into_iter().flatten();
        let organisation = is_named.then(|| organisation(of, places));
        own(of, places).into_iter().chain(organisation).chain(owned).chain(answers).collect::<Vec<_>>()
    });
    csv::write(std::iter::once(header).chain(rows))
}

/// The organisation that answered, by its name.
fn organisation(row: &Row, places: &Places) -> String {
    let name = |id: &Arc<str>| places.organisations.get(&**id).cloned().unwrap_or_else(|| id.to_string());
    row.organisation.as_ref().map(name).unwrap_or_default()
}

/// Whose words the items were that this row answered.
fn owner(row: &Row, places: &Places) -> [String; 2] {
    let wording = places.versions.get(&*row.version).and_then(|said| said.wording.as_ref());
    wording.map_or_else(Default::default, |wording| {
        [word(&wording.source), wording.acknowledgement.get(&row.language).to_owned()]
    })
}

fn own(row: &Row, places: &Places) -> [String; 7] {
    let site = places.sites.get(&*row.site).cloned().unwrap_or_default();
    let weight = row.weight.map(|weight| weight.to_string()).unwrap_or_default();
    let version = places.versions.get(&*row.version).map(|said| said.number.to_string()).unwrap_or_default();
    [places.wave.clone(), site, version, row.language.to_string(), row.week.to_string(), row.mode.to_string(), weight]
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

/// One row for each column of [`data`], and where items are somebody's a row for each wording that rows may have, with
/// what is said of it: a paraphrase or not.
pub fn dictionary(instrument: &Instrument, language: &str, wordings: &[(&Wording, String)]) -> Result<Vec<u8>> {
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
    let owned = wordings.iter().flat_map(|(wording, mark)| {
        let source = format!("{}: {mark}", word(&wording.source));
        [note(OWNED[0], &source), note(OWNED[1], wording.acknowledgement.get(language))]
    });
    let mut said = std::collections::BTreeSet::new();
    let owned = owned.filter(|row| said.insert(row.clone()));
    let header = std::iter::once(header.map(str::to_owned));
    csv::write(header.chain(rows).chain(owned))
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

/// A row about a column that goes with somebody else's items.
fn note(column: &str, said: &str) -> [String; 11] {
    let mut row = <[String; 11]>::default();
    row[0] = column.to_owned();
    row[2] = said.to_owned();
    row
}

/// The word that the instrument's file has for it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
