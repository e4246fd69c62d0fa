//! Spreadsheets (XLSX) that strangers wrote. The library that reads them unpacks whatever a container says and makes
//! room for every cell up to the farthest one: so the container is checked and rewritten first, and a far cell refused.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use instruments::Problem;

use super::archive::{Archive, Limits};
use super::fault::in_file;

/// Most rows of a sheet.
const ROWS: u32 = 100_000;
/// Most columns of a sheet.
const COLUMNS: u32 = 200;

/// A spreadsheet that was checked.
pub struct Spreadsheet<'a> {
    file: &'a str,
    book: Xlsx<Cursor<Vec<u8>>>,
}

impl<'a> Spreadsheet<'a> {
    /// Opens a spreadsheet; `file` names it in problems.
    pub fn open(file: &'a str, bytes: &[u8]) -> Result<Self, Problem> {
        let unreadable = || in_file("sheet-unreadable", file);
        let archive = Archive::open(file, bytes, Limits::DOCUMENT).map_err(|problem| match problem.code {
            "archive-unreadable" => unreadable(),
            _ => problem,
        })?;
        let book = Xlsx::new(Cursor::new(archive.rewritten()?)).map_err(|_| unreadable())?;
        Ok(Self { file, book })
    }

    /// The names of its sheets.
    pub fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// The cells of a sheet; `None` when there is none of that name.
    pub fn cells(&mut self, sheet: &str) -> Result<Option<Range<Data>>, Problem> {
        let Ok(mut cells) = self.book.worksheet_cells_reader(sheet) else { return Ok(None) };
        while let Ok(Some(cell)) = cells.next_cell() {
            let (row, column) = cell.get_position();
            if row >= ROWS || column >= COLUMNS {
                let far = in_file("sheet-far", self.file).with("sheet", sheet).with("row", row + 1);
                return Err(far.with("rows", ROWS).with("columns", COLUMNS));
            }
        }
        drop(cells);
        self.book.worksheet_range(sheet).map(Some).map_err(|_| in_file("sheet-unreadable", self.file))
    }
}
