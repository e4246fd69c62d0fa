//! The table, its dictionary and its values as sheets of a workbook. Words are always text, never a formula; those that
//! another program would take for one are marked as text besides, so that the mark stays when the sheet is saved anew.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::about;
use super::frame::Frame;
use super::sheets::{self, Entry};
use crate::exchange::csv;
use crate::{Error, Result};

/// Most UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;

pub(super) fn write(frame: &Frame) -> Result<Vec<u8>> {
    book(frame).map_err(|error| Error::internal("a workbook", error))
}

fn book(frame: &Frame) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("data")?, sheets::answers(frame))?;
    fill(book.add_worksheet().set_name("dictionary")?, sheets::dictionary(frame).into_iter())?;
    fill(book.add_worksheet().set_name("values")?, sheets::values(frame).into_iter())?;
    fill(book.add_worksheet().set_name("scales")?, about::scales(frame).into_iter())?;
    fill(book.add_worksheet().set_name("waves")?, about::waves(frame).into_iter())?;
    let warning = (frame.say)("analysis-warning");
    let lines = [&frame.head.title, &frame.head.study, &warning]
        .into_iter()
        .chain(&frame.head.acknowledgements)
        .map(|line| vec![Entry::words(line)]);
    fill(book.add_worksheet().set_name("about")?, lines)?;
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, rows: impl Iterator<Item = Vec<Entry>>) -> std::result::Result<(), XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_quote_prefix());
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Entry::Number(number) => sheet.write_number(row, column, number)?,
                Entry::Words(words) if words.is_empty() => continue,
                Entry::Words(words) if row == 0 => sheet.write_string_with_format(row, column, cut(&words), &bold)?,
                Entry::Words(words) if csv::guard(&words) != words => {
                    sheet.write_string_with_format(row, column, cut(&words), &text)?
                }
                Entry::Words(words) => sheet.write_string(row, column, cut(&words))?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A cell holds so much; longer words are whole in the other files.
fn cut(words: &str) -> &str {
    let mut units = 0;
    let fits = |(_, letter): &(usize, char)| {
        units += letter.len_utf16();
        units <= LONGEST
    };
    let end = words.char_indices().take_while(fits).last().map_or(0, |(place, letter)| place + letter.len_utf8());
    &words[..end]
}
