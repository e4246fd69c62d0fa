//! From the text of a file to an [`Instrument`], remembering at which line everything stands.
//!
//! What the fields mean together is left to [`crate::check`]; which fields there are stands in `shape`.

use std::collections::HashMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::de::{DeTable, Deserializer};

use crate::{Instrument, Place, Problem, shape};

/// The version of the format that this program reads.
pub const FORMAT: u32 = 1;

/// Reads an instrument; every problem of form comes back at once.
pub fn parse(source: &str) -> Result<Instrument, Vec<Problem>> {
    read(source).map(|(instrument, _)| instrument)
}

/// The name of a version: SHA-256 of its text, in hexadecimal.
pub fn hash(source: &str) -> String {
    Sha256::digest(source.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where each table, field and text of a file stands, by path (`section.0.question.2.show_if`).
pub(crate) struct Places<'a> {
    source: &'a str,
    lines: Vec<usize>,
    spans: HashMap<String, usize>,
}

impl<'a> Places<'a> {
    fn of(source: &'a str) -> Self {
        let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, lines, spans: HashMap::new() }
    }

    pub(crate) fn remember(&mut self, path: String, offset: usize) {
        self.spans.insert(path, offset);
    }

    /// The place of a byte of the file.
    pub(crate) fn at(&self, offset: usize, id: &str) -> Place {
        let offset =
            (0..=offset.min(self.source.len())).rev().find(|at| self.source.is_char_boundary(*at)).unwrap_or(0);
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let column = self.source[self.lines[line - 1]..offset].chars().count() + 1;
        Place { line: Some(line), column: Some(column), id: id.to_owned(), language: None }
    }

    /// The place of a path, or of the nearest table around it.
    pub(crate) fn place(&self, path: &str, id: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(offset) = self.spans.get(path) {
                return self.at(*offset, id);
            }
            match path.rsplit_once('.') {
                Some((around, _)) => path = around,
                None => return self.at(0, id),
            }
        }
    }

    /// The place of the `column`th character of the string at `path`; exact where the string has no escapes.
    pub(crate) fn inside(&self, path: &str, column: usize, id: &str) -> Place {
        let Some(start) = self.spans.get(path) else { return self.place(path, id) };
        let written = &self.source[*start..];
        let quotes = ["\"\"\"\n", "\"\"\"\r\n", "\"\"\"", "'''\n", "'''\r\n", "'''", "\"", "'"];
        let opening = quotes.iter().find(|quote| written.starts_with(**quote)).map_or(0, |quote| quote.len());
        let text = &written[opening..];
        let inside = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        self.at(start + opening + inside, id)
    }
}

/// Reads an instrument and keeps its places.
pub(crate) fn read(source: &str) -> Result<(Instrument, Places<'_>), Vec<Problem>> {
    let mut places = Places::of(source);
    let (table, errors) = DeTable::parse_recoverable(source);
    if !errors.is_empty() {
        return Err(errors.iter().take(20).map(|error| broken(error, &places)).collect());
    }
    let problems = match newer(table.get_ref(), &places) {
        Some(problem) => vec![problem],
        None => shape::compare(table.get_ref(), &mut places),
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    match Instrument::deserialize(Deserializer::from(table)) {
        Ok(instrument) => Ok((instrument, places)),
        Err(error) => Err(vec![broken(&error, &places)]),
    }
}

fn broken(error: &toml::de::Error, places: &Places) -> Problem {
    let place = places.at(error.span().map_or(0, |span| span.start), "");
    Problem::error("broken-toml", place).with("message", error.message().replace('\n', "; "))
}

/// A file for a later program is said to be so, before its new fields are called unknown.
fn newer(table: &DeTable, places: &Places) -> Option<Problem> {
    let value = table.iter().find(|(key, _)| key.get_ref() == "format")?.1;
    let number = value.get_ref().as_integer()?;
    let format = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    let code = match format {
        _ if format > i64::from(FORMAT) => "format-newer",
        _ if format < 1 => "format-unknown",
        _ => return None,
    };
    Some(Problem::error(code, places.at(value.span().start, "")).with("value", format).with("known", FORMAT))
}
