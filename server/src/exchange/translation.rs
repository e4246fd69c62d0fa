//! The translator's spreadsheet: one sheet with the words of an instrument, one with those of the interface; a row has
//! a key, the words in the language they were written in, and their translation. It comes back whole or not at all.
//! Storing what came back is left to the caller.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Data, Range};
use instruments::{Place, Problem};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::spreadsheet::Spreadsheet;
use crate::{Error, Result};

/// Longest translation of one row.
const LONGEST: usize = 8_000;

/// A translator's spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Language tag of the words as they were written.
    pub source: String,
    /// Language tag of the translation.
    pub target: String,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name: `instrument`, `interface`.
    pub name: String,
    /// Its rows.
    pub lines: Vec<Line>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Key of the words.
    pub key: String,
    /// The words as they were written.
    pub source: String,
    /// Their translation; empty when there is none yet.
    pub target: String,
}

/// Writes the spreadsheet.
pub fn write(book: &Book) -> Result<Vec<u8>> {
    draw(book).map_err(|error| Error::internal("translator's spreadsheet", error))
}

fn draw(book: &Book) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in &book.sheets {
        let drawn = workbook.add_worksheet();
        drawn.set_name(&sheet.name)?;
        fill(drawn, book, &sheet.lines)?;
    }
    workbook.save_to_buffer()
}

fn fill(drawn: &mut Worksheet, book: &Book, lines: &[Line]) -> std::result::Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, text) in [(0, "key"), (1, book.source.as_str()), (2, book.target.as_str())] {
        drawn.write_string_with_format(0, column, text, &head)?;
        drawn.set_column_width(column, if column == 0 { 32 } else { 60 })?;
    }
    for (row, line) in (1..).zip(lines) {
        for (column, text) in [(0, &line.key), (1, &line.source), (2, &line.target)] {
            drawn.write_string_with_format(row, column, text, &words)?;
        }
    }
    drawn.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Reads a spreadsheet that came back; `file` names it in problems. `expected` is what would be written now. Gives the
/// same sheets with the new translations, or every problem with its sheet (`place.id`), row and column.
pub fn read(file: &str, bytes: &[u8], expected: &Book) -> std::result::Result<Vec<Sheet>, Vec<Problem>> {
    let mut book = Spreadsheet::open(file, bytes).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut sheets = Vec::new();
    for sheet in &expected.sheets {
        match book.cells(&sheet.name) {
            Ok(Some(range)) => sheets.push(read_sheet(&range, sheet, expected, &mut problems)),
            Ok(None) => {
                problems.push(Problem::error("sheet-missing", Place::of(&sheet.name)).with("sheet", &sheet.name))
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(sheets) } else { Err(problems) }
}

fn read_sheet(range: &Range<Data>, expected: &Sheet, book: &Book, problems: &mut Vec<Problem>) -> Sheet {
    let mut reading = Reading { sheet: expected, seen: BTreeSet::new(), translated: BTreeMap::new(), problems };
    // A range starts at the first filled cell; an empty first row must not shift the others.
    let (rows, columns) = range.end().unwrap_or((0, 0));
    let whole = range.range((0, 0), (rows, columns.max(2)));
    for (row, cells) in (1..).zip(whole.rows()) {
        let texts: Vec<Option<String>> = cells.iter().take(3).map(text).collect();
        if row == 1 { reading.header(&texts, book) } else { reading.row(row, &texts) }
    }
    reading.finish()
}

/// The words in a cell; `None` for what is no text: an error, a date.
fn text(cell: &Data) -> Option<String> {
    match cell {
        Data::Empty => Some(String::new()),
        Data::String(text) => Some(text.replace("\r\n", "\n").trim().to_owned()),
        Data::Int(number) => Some(number.to_string()),
        Data::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

struct Reading<'a> {
    sheet: &'a Sheet,
    seen: BTreeSet<String>,
    translated: BTreeMap<String, String>,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn complain(&mut self, code: &'static str, row: usize, column: usize, value: &str) {
        let place = Place { line: Some(row), column: Some(column), id: self.sheet.name.clone(), language: None };
        let cell = format!("{}{row}", ["A", "B", "C"][column - 1]);
        self.problems
            .push(Problem::error(code, place).with("sheet", &self.sheet.name).with("cell", cell).with("value", value));
    }

    fn header(&mut self, texts: &[Option<String>], book: &Book) {
        for (column, wanted) in [(1, "key"), (2, &book.source), (3, &book.target)] {
            if texts.get(column - 1).and_then(Option::as_deref) != Some(wanted) {
                self.complain("sheet-header", 1, column, wanted);
            }
        }
    }

    fn row(&mut self, row: usize, texts: &[Option<String>]) {
        let [key, source, target] = [0, 1, 2].map(|column| texts.get(column).cloned().flatten());
        let Some(key) = key else { return self.complain("sheet-cell", row, 1, "") };
        if key.is_empty() && source.as_deref() == Some("") && target.as_deref() == Some("") {
            return;
        }
        let Some(line) = self.sheet.lines.iter().find(|line| line.key == key) else {
            return self.complain("sheet-unknown-key", row, 1, &key);
        };
        if !self.seen.insert(key.clone()) {
            return self.complain("sheet-key-twice", row, 1, &key);
        }
        let unchanged = source.as_deref() == Some(line.source.replace("\r\n", "\n").trim());
        match target {
            _ if !unchanged => self.complain("sheet-source-changed", row, 2, &key),
            None => self.complain("sheet-cell", row, 3, ""),
            Some(target) if target.chars().count() > LONGEST => {
                self.complain("sheet-too-long", row, 3, &LONGEST.to_string())
            }
            Some(target) if !target.is_empty() && names(&target) != names(&line.source) => {
                let wanted = names(&line.source).unwrap_or_default().into_iter().collect::<Vec<_>>().join(", ");
                self.complain("sheet-names", row, 3, &wanted);
            }
            Some(target) => drop(self.translated.insert(key, target)),
        }
    }

    fn finish(mut self) -> Sheet {
        let sheet = self.sheet;
        for line in sheet.lines.iter().filter(|line| !self.seen.contains(&line.key)) {
            let problem = Problem::error("sheet-row-missing", Place::of(&sheet.name));
            self.problems.push(problem.with("sheet", &sheet.name).with("value", &line.key));
        }
        let fresh =
            |line: &Line| Line { target: self.translated.remove(&line.key).unwrap_or_default(), ..line.clone() };
        Sheet { name: sheet.name.clone(), lines: sheet.lines.iter().map(fresh).collect() }
    }
}

/// The names in braces, `{ $count }`, that a translation must keep; `None` when braces do not close.
fn names(text: &str) -> Option<BTreeSet<&str>> {
    let mut depth = 0_i32;
    for character in text.chars() {
        depth += i32::from(character == '{') - i32::from(character == '}');
        if depth < 0 {
            return None;
        }
    }
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
    let found =
        text.split('$').skip(1).map(|rest| &rest[..name(rest)]).filter(|name| name.starts_with(char::is_alphabetic));
    (depth == 0).then(|| found.collect())
}

#[cfg(test)]
#[path = "translation_tests.rs"]
mod tests;
