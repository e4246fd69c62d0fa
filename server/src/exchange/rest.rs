//! Words that are longer than a cell of a spreadsheet holds: what fits stays in its cell, what is left goes on in a sheet
//! of its own, so that nothing is lost.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Most UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;

/// What did not fit: each with the cell that it began in.
#[derive(Debug, Default)]
pub struct Rest(Vec<(String, String)>);

impl Rest {
    /// As much of some words as the cell of a sheet holds; what is left is kept.
    pub fn begin<'w>(&mut self, sheet: &str, (row, column): (u32, u16), words: &'w str) -> &'w str {
        let (fits, left) = words.split_at(end(words));
        if !left.is_empty() {
            self.0.push((format!("{sheet}!{}", row_col_to_cell(row, column)), left.to_owned()));
        }
        fits
    }

    /// Whether every cell holds its words whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the sheet behind the others, under a sentence that tells what it is; none where nothing is left.
    ///
    /// # Errors
    /// When there is more than a sheet holds.
    pub fn write(&self, book: &mut Workbook, told: &str) -> Result<(), XlsxError> {
        if self.is_empty() {
            return Ok(());
        }
        let (bold, text) = (Format::new().set_bold(), Format::new().set_quote_prefix());
        let sheet = book.add_worksheet().set_name("rest")?;
        sheet.write_string(0, 0, told)?;
        for (column, head) in (0..).zip(["cell", "part", "words"]) {
            sheet.write_string_with_format(1, column, head, &bold)?;
        }
        let parts = self.0.iter().flat_map(|(cell, words)| (2_u32..).zip(pieces(words)).map(move |part| (cell, part)));
        for (row, (cell, (part, words))) in (2..).zip(parts) {
            sheet.write_string(row, 0, cell)?;
            sheet.write_number(row, 1, part)?;
            sheet.write_string_with_format(row, 2, words, &text)?;
        }
        Ok(())
    }
}

/// Where the beginning of some words ends that a cell holds.
fn end(words: &str) -> usize {
    let mut units = 0;
    let fits = |(_, letter): &(usize, char)| {
        units += letter.len_utf16();
        units <= LONGEST
    };
    words.char_indices().take_while(fits).last().map_or(0, |(place, letter)| place + letter.len_utf8())
}

fn pieces(mut words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    while !words.is_empty() {
        let (piece, left) = words.split_at(end(words));
        pieces.push(piece);
        words = left;
    }
    pieces
}

#[cfg(test)]
mod tests {
    //! Somebody wrote more than a cell holds.

    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn what_does_not_fit_goes_on_part_by_part_and_is_whole_again() {
        let mut rest = Rest::default();
        assert_eq!(rest.begin("data", (0, 0), &"x".repeat(LONGEST)).len(), LONGEST);
        assert!(rest.is_empty(), "control: so much fits");
        let long = format!("a{}=1+1", "👩".repeat(40_000));
        let first = rest.begin("data", (2, 27), &long).to_owned();
        assert_eq!(first.encode_utf16().count(), LONGEST);
        let mut book = Workbook::new();
        book.add_worksheet();
        rest.write(&mut book, "More.").unwrap();
        let mut book = Xlsx::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let sheet = book.worksheet_range("rest").unwrap();
        let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        assert_eq!((rows[0][0].as_str(), rows[2][0].as_str(), rows[2][1].as_str()), ("More.", "data!AB3", "2"));
        let all: String = std::iter::once(first.as_str()).chain(rows[2..].iter().map(|row| row[2].as_str())).collect();
        assert_eq!(all, long);
    }
}
