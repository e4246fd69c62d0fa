//! The tables of a document as a workbook: a sheet about the release, then one for each table. Numbers are numbers, what
//! is hidden is words, and nothing that came from people can run as a formula.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::document::{Block, Cell, Document, Row, Table};
use super::parts::{Parts, Value};
use super::words::{Words, plain};
use crate::{Error, Result};

/// Most units of UTF-16 that a cell holds.
const CELL: usize = 32_767;
/// Most units of UTF-16 that the name of a sheet holds.
const NAME: usize = 31;

type Written = std::result::Result<(), XlsxError>;

/// The workbook.
///
/// # Errors
/// When two tables, rows or columns have one name, or there are more rows than a sheet holds.
pub fn write(document: &Document, words: &Words) -> Result<Vec<u8>> {
    document.distinct()?;
    book(document, words).map_err(|error| Error::internal("a workbook", error))
}

fn book(document: &Document, words: &Words) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day of the release, not that of writing: the same document is the same file.
    let day = ExcelDateTime::parse_from_str(&document.made_on).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    let title = clip(&plain(&document.title), 255);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    let mut names = BTreeSet::new();
    let mut pen = Pen::on(&mut book, &sheet_name(&words.about, &mut names))?;
    about(&mut pen, document, words)?;
    for table in document.tables() {
        let name = sheet_name(&table.caption, &mut names);
        let mut pen = Pen::on(&mut book, &name)?;
        numbers(&mut pen, table, words)?;
        pen.lines(&table.notes)?;
        pen.lines(&document.acknowledgements)?;
    }
    book.save_to_buffer()
}

/// A sheet and the row that is written next.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl<'a> Pen<'a> {
    fn on(book: &'a mut Workbook, name: &str) -> std::result::Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_column_width(0, 44)?;
        Ok(Self { sheet, row: 0 })
    }

    /// Words, which are never a formula.
    fn words(&mut self, column: u16, words: &str, format: &Format) -> Written {
        self.sheet.write_string_with_format(self.row, column, clip(&plain(words), CELL), format).map(drop)
    }

    /// Each line in a row of its own, after a free one.
    fn lines(&mut self, lines: &[String]) -> Written {
        self.row += u32::from(!lines.is_empty());
        for line in lines {
            self.words(0, line, &Format::new())?;
            self.row += 1;
        }
        Ok(())
    }
}

fn about(pen: &mut Pen, document: &Document, words: &Words) -> Written {
    pen.words(0, &document.title, &bold())?;
    pen.row += 1;
    pen.lines(&document.lead)?;
    pen.row += 1;
    let made = (words.made_on.clone(), document.made_on.clone());
    for (name, says) in std::iter::once(&made).chain(&document.about) {
        pen.words(0, name, &bold())?;
        pen.words(1, says, &Format::new())?;
        pen.row += 1;
    }
    let notes = document.blocks.iter().filter_map(|block| match block {
        Block::Notes(notes) => Some(notes),
        _ => None,
    });
    for notes in notes {
        pen.lines(notes)?;
    }
    pen.lines(&document.acknowledgements)
}

fn bold() -> Format {
    Format::new().set_bold()
}

fn numbers(pen: &mut Pen, table: &Table, words: &Words) -> Written {
    let columns: Vec<(usize, Part)> = (0..table.heads.len())
        .flat_map(|head| Part::of(&table.rows, head).into_iter().map(move |part| (head, part)))
        .collect();
    pen.words(0, &table.caption, &bold())?;
    pen.row += 1;
    let head = bold().set_text_wrap().set_align(FormatAlign::Top);
    pen.words(0, &table.each, &head)?;
    for (column, (index, part)) in (1..).zip(&columns) {
        pen.words(column, &part.head(&table.heads[*index].name, words), &head)?;
        pen.sheet.set_column_width(column, 14)?;
    }
    pen.row += 1;
    pen.sheet.set_freeze_panes(pen.row, 1)?;
    for row in &table.rows {
        pen.words(0, &row.name, &Format::new().set_text_wrap())?;
        for (column, (index, part)) in (1..).zip(&columns) {
            part.write(pen, column, row.cell(*index), words)?;
        }
        pen.row += 1;
    }
    Ok(())
}

/// Which part of its cells a column of the sheet holds: what people read as “62 % (29 of 47)” is three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Value,
    Count,
    Base,
    Low,
    High,
}

impl Part {
    /// The parts that the cells of a column have, at least one.
    fn of(rows: &[Row], column: usize) -> Vec<Self> {
        let any = |has: fn(&Parts) -> bool| rows.iter().any(|row| has(&Parts::of(row.cell(column))));
        let mut parts = Vec::new();
        for (part, found) in [
            (Self::Value, any(|parts| parts.value != Value::None)),
            (Self::Count, any(|parts| parts.count.is_some())),
            (Self::Base, any(|parts| parts.base.is_some())),
            (Self::Low, any(|parts| parts.low.is_some())),
            (Self::High, any(|parts| parts.high.is_some())),
        ] {
            parts.extend(found.then_some(part));
        }
        if parts.is_empty() { vec![Self::Value] } else { parts }
    }

    fn head(self, name: &str, words: &Words) -> String {
        let part = match self {
            Self::Value => return name.to_owned(),
            Self::Count => &words.count,
            Self::Base => &words.base,
            Self::Low => &words.low,
            Self::High => &words.high,
        };
        format!("{name}: {part}")
    }

    fn write(self, pen: &mut Pen, column: u16, cell: &Cell, words: &Words) -> Written {
        let parts = Parts::of(cell);
        let number = match (self, &parts.value) {
            (Self::Value, Value::Number(number)) => Some(*number),
            (Self::Value, Value::Text(text)) => return pen.words(column, text, &Format::new().set_text_wrap()),
            (Self::Value, Value::None) => None,
            (Self::Count, _) => parts.count.map(|count| count as f64),
            (Self::Base, _) => parts.base.map(|base| base as f64),
            (Self::Low, _) => parts.low,
            (Self::High, _) => parts.high,
        };
        match number {
            Some(number) => pen.sheet.write_number_with_format(pen.row, column, number, &self.format(cell)).map(drop),
            None if parts.hidden => pen.words(column, &words.hidden, &Format::new()),
            None => pen.words(column, &words.nothing, &Format::new()),
        }
    }

    fn format(self, cell: &Cell) -> Format {
        let places = |decimals: u8| match decimals {
            0 => "0".to_owned(),
            _ => format!("0.{}", "0".repeat(usize::from(decimals))),
        };
        let shape = match (self, cell) {
            (Self::Value, Cell::Share { .. }) => "0%".to_owned(),
            (_, Cell::Number { decimals, .. } | Cell::Range { decimals, percent: false, .. }) => places(*decimals),
            (_, Cell::Range { decimals, percent: true, .. }) => format!("{}%", places(*decimals)),
            _ => places(0),
        };
        Format::new().set_num_format(shape)
    }
}

/// The beginning of words, so long that it fits.
fn clip(words: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf16();
        length <= most
    };
    words.chars().take_while(fits).collect()
}

/// A name that a sheet may have and no sheet before has, whatever its capitals.
fn sheet_name(words: &str, taken: &mut BTreeSet<String>) -> String {
    let letter = |letter: char| match letter {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '\n' => ' ',
        letter => letter,
    };
    let wanted: String = plain(words).chars().map(letter).collect();
    // One name is kept by the program itself.
    let wanted = match wanted.split_whitespace().collect::<Vec<_>>().join(" ") {
        name if name.is_empty() || name.eq_ignore_ascii_case("history") => format!("{name}_"),
        name => name,
    };
    let number = |number: usize| if number == 1 { String::new() } else { format!(" {number}") };
    let name = |ending: String| format!("{}{ending}", clip(&wanted, NAME - ending.len()).trim_end());
    let free = (1..).map(|count| name(number(count))).find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    //! Tables have names that no sheet may have.

    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_apart() {
        let mut taken = BTreeSet::new();
        let long = "How often did you [really] feel safe: at home / at work?";
        let names = [long, long, "'=1+1'", "History", "", "ABOUT", "About", &"😀".repeat(40)];
        for name in names.map(|name| sheet_name(name, &mut taken)) {
            assert!(rust_xlsxwriter::utility::check_sheet_name(&name).is_ok(), "{name}");
        }
        assert_eq!(taken.len(), names.len());
    }
}
