//! Earlier answers from a CSV file: a map says which column is which key, the instrument says what its answers may be.
//! All or nothing: either every row is good, or every problem is named with its row and column.
//!
//! `map` is the file MAP.toml, `header` names the columns of doubled headers, `suspect` finds columns that point to
//! people, `target` joins columns to keys, `cell` and `row` read, `keep` seals and stores. The format is described in
//! `README.md` beside this file.

mod cell;
mod header;
pub mod keep;
pub mod map;
mod row;
mod suspect;
mod target;

use instruments::{Instrument, Place, Problem};

use super::csv::Sheet;
use crate::seal::payload::Response;
pub use map::Map;
pub use suspect::Suspicion;
pub use target::{Column, Part, Slot, Target};

/// The most problems that are named one by one.
const MOST_NAMED: usize = 200;
/// The most rows of a file: more take minutes to read and to seal. They may come in as several files.
pub const MOST_ROWS: usize = super::csv::MOST_ROWS;
/// The most columns of a file: far more than an instrument has.
pub const MOST_COLUMNS: usize = 5_000;

/// One row, ready to be sealed.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What its wave column says.
    pub wave: Option<String>,
    /// What its site column says.
    pub site: Option<String>,
    /// The answers.
    pub response: Response,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Every column and where it goes.
    pub columns: Vec<Column>,
    /// Every row.
    pub rows: Vec<Row>,
}

impl Plan {
    /// Columns that are left out because they seem to point to people.
    pub fn suspects(&self) -> impl Iterator<Item = (&Column, Suspicion)> {
        self.columns.iter().filter_map(|column| match column.target {
            Target::Suspect(suspicion) => Some((column, suspicion)),
            _ => None,
        })
    }
}

/// Reads a whole sheet. `hash` names the version of the instrument.
pub fn plan(sheet: &Sheet, map: &Map, instrument: &Instrument, hash: &str) -> Result<Plan, Vec<Problem>> {
    fill(columns(sheet, map, instrument)?, sheet, map, instrument, hash)
}

/// Reads the rows, where it is known already what every column is.
pub fn fill(
    columns: Vec<Column>,
    sheet: &Sheet,
    map: &Map,
    instrument: &Instrument,
    hash: &str,
) -> Result<Plan, Vec<Problem>> {
    let rows = row::read(&columns, sheet, map, instrument, hash)?;
    Ok(Plan { columns, rows })
}

/// Where every column goes, before any row is read.
pub fn columns(sheet: &Sheet, map: &Map, instrument: &Instrument) -> Result<Vec<Column>, Vec<Problem>> {
    let rows = sheet.rows.len().saturating_sub(map.program.header_rows());
    let columns = sheet.rows.first().map_or(0, Vec::len);
    let many = |code, count: usize, most: usize| {
        Err(vec![Problem::error(code, Place::default()).with("count", count).with("most", most)])
    };
    match () {
        () if rows > MOST_ROWS => many("import-rows-many", rows, MOST_ROWS),
        () if columns > MOST_COLUMNS => many("import-columns-many", columns, MOST_COLUMNS),
        () => target::join(sheet, map, instrument),
    }
}

/// A problem at a row and column of the file.
fn at(code: &'static str, row: usize, column: &Column) -> Problem {
    let place = Place { line: Some(row), column: Some(column.number), id: column.name.clone(), language: None };
    Problem::error(code, place).with("row", row).with("column", &column.name)
}
