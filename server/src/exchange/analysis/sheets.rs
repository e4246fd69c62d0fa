//! The table, its dictionary and its values as rows of cells, for CSV and spreadsheets.

use super::cell::Cell;
use super::columns::{Column, Measure, Shape, word};
use super::frame::Frame;
use super::reasons;
use super::values::{Said, earlier};
use crate::Result;
use crate::exchange::csv;

/// What a cell of a sheet holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    /// Words.
    Words(String),
    /// A number.
    Number(f64),
}

impl Entry {
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    fn text(self) -> String {
        match self {
            Self::Words(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A cell of the table. A skipped question is blank, other reasons stand after `~`; words that start with `~` get another.
pub(super) fn entry(cell: &Cell) -> Entry {
    match cell {
        Cell::Blank => Entry::words(""),
        Cell::Missing(reason) => Entry::Words(reason.cell()),
        Cell::Value(value) => Entry::words(&value.code),
        Cell::Tick(ticked) => Entry::Number(f64::from(u8::from(*ticked))),
        Cell::Number(number) => Entry::Number(*number),
        Cell::Words(text) if text.starts_with('~') => Entry::words(format!("~{text}")),
        Cell::Words(text) => Entry::words(text.as_ref()),
    }
}

/// The table with its header.
pub(super) fn answers<'f>(frame: &'f Frame<'_>) -> impl Iterator<Item = Vec<Entry>> + 'f {
    let header = frame.columns.iter().map(|column| Entry::words(&column.name)).collect();
    let row = move |row| (0..frame.columns.len()).map(|column| entry(&frame.cell(row, column))).collect();
    std::iter::once(header).chain((0..frame.rows()).map(row))
}

const DICTIONARY: [&str; 18] = [
    "column",
    "label",
    "earlier_labels",
    "key",
    "option",
    "kind",
    "measure",
    "missing",
    "missing_in_sav",
    "meaning",
    "construct",
    "section",
    "unit",
    "sensitivity",
    "versions",
    "not_comparable_with",
    "wording",
    "companion_in_sav",
];

/// A row for each column.
pub(super) fn dictionary(frame: &Frame) -> Vec<Vec<Entry>> {
    let header = DICTIONARY.map(Entry::words).to_vec();
    let about = frame.columns.iter().enumerate().map(|(place, column)| about(frame, place, column));
    let acknowledgements = frame.head.acknowledgements.iter().map(|said| vec![Entry::words(""), Entry::words(said)]);
    std::iter::once(header).chain(about).chain(acknowledgements).collect()
}

fn about(frame: &Frame, place: usize, column: &Column) -> Vec<Entry> {
    let versions: Vec<String> = column.versions.iter().filter_map(|place| frame.number(*place)).collect();
    let missing: Vec<&str> = column.missing.iter().map(|reason| reason.word()).collect();
    let numbered = reasons::first(frame, place).map(|first| reasons::numbered(column, first)).unwrap_or_default();
    let codes: Vec<String> = numbered.iter().map(|(number, reason)| format!("{number} = {}", reason.word())).collect();
    [
        column.name.clone(),
        column.label().to_owned(),
        before(&column.labels),
        column.key.clone(),
        column.option.clone().unwrap_or_default(),
        column.kind.map(|kind| word(&kind)).unwrap_or_default(),
        measure(column).to_owned(),
        missing.join(" "),
        codes.join("; "),
        if column.own.is_some() { String::new() } else { column.meaning.to_string() },
        column.construct.clone().unwrap_or_default(),
        column.section.clone(),
        column.units.last().map(|unit| unit.text.clone()).unwrap_or_default(),
        column.sensitivity.map(|care| word(&care)).unwrap_or_default(),
        versions.join(" "),
        others(frame, place).join(" "),
        column.wording.map(|wording| word(&wording)).unwrap_or_default(),
        column.why.clone().unwrap_or_default(),
    ]
    .map(Entry::Words)
    .to_vec()
}

/// Columns of the same question in another sense, of another kind or in somebody else's words: never counted together.
pub(super) fn others<'f>(frame: &'f Frame<'_>, place: usize) -> Vec<&'f str> {
    let Some(own) = frame.columns.get(place).filter(|column| column.own.is_none()) else { return Vec::new() };
    let same = |other: &Column| other.own.is_none() && (&other.key, &other.option) == (&own.key, &own.option);
    let others = frame.columns.iter().enumerate().filter(|(other, column)| *other != place && same(column));
    others.map(|(_, column)| column.name.as_str()).collect()
}

/// Words that newer ones replaced, each with the versions it stood in.
fn before(said: &[Said]) -> String {
    let versions = |said: &Said| said.versions.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let earlier = said.iter().take(said.len().saturating_sub(1));
    earlier.map(|said| format!("{} ({})", said.text, versions(said))).collect::<Vec<_>>().join("; ")
}

pub(super) fn measure(column: &Column) -> &'static str {
    match column.measure {
        Measure::Nominal => "nominal",
        Measure::Ordinal => "ordinal",
        Measure::Scale => "scale",
    }
}

/// A row for each value of each coded column.
pub(super) fn values(frame: &Frame) -> Vec<Vec<Entry>> {
    let header = ["column", "code", "number", "label", "earlier_labels", "versions"].map(Entry::words).to_vec();
    let of = |column: &Column| -> Vec<Vec<Entry>> {
        let value = |value: &super::Value| {
            let mut versions: Vec<i64> = value.labels.iter().flat_map(|said| said.versions.iter().copied()).collect();
            versions.sort_unstable();
            let versions: Vec<String> = versions.iter().map(i64::to_string).collect();
            vec![
                Entry::words(&column.name),
                Entry::words(&value.code),
                Entry::Number(value.number),
                Entry::words(value.label()),
                Entry::words(before(&value.labels)),
                Entry::words(versions.join(" ")),
            ]
        };
        column.values().iter().map(value).collect()
    };
    std::iter::once(header).chain(frame.columns.iter().flat_map(of)).collect()
}

/// Rows as CSV, harmless to spreadsheets.
pub(super) fn to_csv(rows: impl IntoIterator<Item = Vec<Entry>>) -> Result<Vec<u8>> {
    csv::write(rows.into_iter().map(|row| row.into_iter().map(Entry::text)))
}

/// Values with their label; of two with the same label each has its code, so that no program takes them for one.
pub(super) fn labelled(column: &Column, say: super::Say) -> Vec<(f64, String, String)> {
    if column.shape == Shape::Tick {
        let label = |number, key: &str| (number, String::new(), say(key));
        return vec![label(0.0, "analysis-not-ticked"), label(1.0, "analysis-ticked")];
    }
    let values = column.values();
    let twice = |label: &str| values.iter().filter(|value| value.label() == label).count() > 1;
    let label = |value: &super::Value| {
        let own =
            if twice(value.label()) { format!("{} [{}]", value.label(), value.code) } else { value.label().to_owned() };
        match earlier(&value.labels) {
            before if before.is_empty() => own,
            before => format!("{own} ({} {})", say("analysis-earlier"), before.join("; ")),
        }
    };
    values.iter().map(|value| (value.number, value.code.clone(), label(value))).collect()
}
