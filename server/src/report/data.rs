//! The tables of a document for programs: one long table as CSV, with a dictionary beside it, and the same as JSON.

use serde::Serialize;

use super::document::{Block, Document, Table};
use super::parts::{Parts, Value};
use super::words::{Words, plain};
use crate::{Error, Result, exchange};

/// The fields of the long table, in order. `value` is a number or words, shares from 0 to 1.
pub const FIELDS: [&str; 12] =
    ["table", "row", "column", "value", "count", "base", "low", "high", "hidden", "unit", "test", "p"];

/// All cells of all tables, one a line.
///
/// # Errors
/// When two tables, rows or columns have one name.
pub fn csv(document: &Document) -> Result<Vec<u8>> {
    document.distinct()?;
    let heads = FIELDS.map(str::to_owned);
    exchange::csv::write(std::iter::once(heads).chain(document.tables().flat_map(lines)))
}

fn lines(table: &Table) -> impl Iterator<Item = [String; 12]> {
    table.rows.iter().flat_map(move |row| {
        table.heads.iter().enumerate().map(move |(column, head)| {
            let parts = Parts::with_interval(row.cell(column));
            let hidden = if parts.hidden { "yes" } else { "no" };
            [
                table.id.clone(),
                row.id.clone(),
                head.id.clone(),
                written(&parts.value),
                or_blank(parts.count),
                or_blank(parts.base),
                or_blank(parts.low),
                or_blank(parts.high),
                hidden.to_owned(),
                head.unit.clone(),
                parts.test.unwrap_or_default(),
                parts.p.map(probability).unwrap_or_default(),
            ]
        })
    })
}

/// A small p-value with its power of ten, as programs read it.
fn probability(p: f64) -> String {
    if p > 0.0 && p < 1e-4 { format!("{p:e}") } else { p.to_string() }
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::None => String::new(),
    }
}

fn or_blank<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A line of the dictionary.
#[derive(Debug, Serialize)]
struct Entry {
    /// `field`, `table`, `row`, `column`, `about` or `acknowledgement`.
    kind: &'static str,
    /// The table it belongs to.
    table: String,
    /// The name in the data.
    id: String,
    /// The name for people.
    name: String,
    /// What its numbers are.
    unit: String,
    /// More about it.
    says: String,
}

/// What every name in the data means.
///
/// # Errors
/// When two tables, rows or columns have one name.
pub fn dictionary(document: &Document, words: &Words) -> Result<Vec<u8>> {
    document.distinct()?;
    let heads = ["kind", "table", "id", "name", "unit", "says"].map(str::to_owned);
    let line = |entry: Entry| [entry.kind.to_owned(), entry.table, entry.id, entry.name, entry.unit, entry.says];
    exchange::csv::write(std::iter::once(heads).chain(entries(document, words).into_iter().map(line)))
}

fn entry(kind: &'static str, table: &str, id: &str, name: &str) -> Entry {
    let (table, id, name) = (table.to_owned(), id.to_owned(), plain(name));
    Entry { kind, table, id, name, unit: String::new(), says: String::new() }
}

fn entries(document: &Document, words: &Words) -> Vec<Entry> {
    let says = |field: &str| words.fields.iter().find(|(name, _)| name == field).map(|(_, says)| plain(says));
    let fields = FIELDS.map(|field| Entry { says: says(field).unwrap_or_default(), ..entry("field", "", field, "") });
    let about = document.about.iter().map(|(name, says)| Entry { says: plain(says), ..entry("about", "", "", name) });
    let made = Entry { says: plain(&document.made_on), ..entry("about", "", "made_on", &words.made_on) };
    let thanks = document.acknowledgements.iter().map(|words| entry("acknowledgement", "", "", words));
    let head = [entry("about", "", "title", &document.title), made];
    head.into_iter().chain(about).chain(thanks).chain(fields).chain(document.tables().flat_map(names)).collect()
}

fn names(table: &Table) -> Vec<Entry> {
    let own = Entry { says: plain(&table.notes.join("\n")), ..entry("table", &table.id, &table.id, &table.caption) };
    let column =
        |head: &super::Column| Entry { unit: head.unit.clone(), ..entry("column", &table.id, &head.id, &head.name) };
    let rows = table.rows.iter().map(|row| entry("row", &table.id, &row.id, &row.name));
    std::iter::once(own).chain(table.heads.iter().map(column)).chain(rows).collect()
}

#[derive(Serialize)]
struct Whole<'a> {
    format: u32,
    language: &'a str,
    title: &'a str,
    made_on: &'a str,
    lead: &'a [String],
    acknowledgements: &'a [String],
    findings: Vec<&'a str>,
    quotes: Vec<Quoted<'a>>,
    notes: Vec<&'a str>,
    tables: Vec<Numbers<'a>>,
    dictionary: Vec<Entry>,
}

#[derive(Serialize)]
struct Quoted<'a> {
    words: &'a str,
    whose: &'a str,
}

#[derive(Serialize)]
struct Numbers<'a> {
    id: &'a str,
    caption: &'a str,
    notes: &'a [String],
    columns: &'a [super::Column],
    rows: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    name: &'a str,
    cells: Vec<Parts>,
}

/// The tables with their dictionary, findings, approved quotes and notes as JSON.
///
/// # Errors
/// When two tables, rows or columns have one name.
pub fn json(document: &Document, words: &Words) -> Result<Vec<u8>> {
    document.distinct()?;
    let mut whole = Whole {
        format: document.format,
        language: &document.language,
        title: &document.title,
        made_on: &document.made_on,
        lead: &document.lead,
        acknowledgements: &document.acknowledgements,
        findings: Vec::new(),
        quotes: Vec::new(),
        notes: Vec::new(),
        tables: document.tables().map(numbers).collect(),
        dictionary: entries(document, words),
    };
    for block in &document.blocks {
        match block {
            Block::Finding { finding, .. } => whole.findings.push(finding),
            Block::Quote { words, whose } => whole.quotes.push(Quoted { words, whose }),
            Block::Notes(notes) => whole.notes.extend(notes.iter().map(String::as_str)),
            _ => {}
        }
    }
    serde_json::to_vec_pretty(&whole).map_err(|error| Error::internal("writing json", error))
}

fn numbers(table: &Table) -> Numbers<'_> {
    let cells =
        |row: &super::Row| (0..table.heads.len()).map(|column| Parts::with_interval(row.cell(column))).collect();
    let rows = table.rows.iter().map(|row| Line { id: &row.id, name: &row.name, cells: cells(row) }).collect();
    Numbers { id: &table.id, caption: &table.caption, notes: &table.notes, columns: &table.heads, rows }
}
