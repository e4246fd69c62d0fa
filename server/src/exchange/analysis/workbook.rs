//! The table, its dictionary and its values as sheets of a workbook. Words are always text, never a formula; those that
//! another program would take for one are marked as text besides, so that the mark stays when the sheet is saved anew.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::about;
use super::frame::Frame;
use super::sheets::{self, Entry};
use crate::exchange::csv;
use crate::exchange::rest::Rest;
use crate::{Error, Result};

pub(super) fn write(frame: &Frame) -> Result<Vec<u8>> {
    book(frame).map_err(|error| Error::internal("a workbook", error))
}

fn book(frame: &Frame) -> std::result::Result<Vec<u8>, XlsxError> {
    let (mut book, mut rest) = (Workbook::new(), Rest::default());
    fill(book.add_worksheet().set_name("data")?, sheets::answers(frame), &mut rest)?;
    fill(book.add_worksheet().set_name("dictionary")?, sheets::dictionary(frame).into_iter(), &mut rest)?;
    fill(book.add_worksheet().set_name("values")?, sheets::values(frame).into_iter(), &mut rest)?;
    fill(book.add_worksheet().set_name("scales")?, about::scales(frame).into_iter(), &mut rest)?;
    fill(book.add_worksheet().set_name("waves")?, about::waves(frame).into_iter(), &mut rest)?;
    let (warning, told) = ((frame.say)("analysis-warning"), (frame.say)("rest-told"));
    let lines = [&frame.head.title, &frame.head.study, &warning]
        .into_iter()
        .chain((!rest.is_empty()).then_some(&told))
        .chain(&frame.head.acknowledgements)
        .map(|line| vec![Entry::words(line)]);
    fill(book.add_worksheet().set_name("about")?, lines, &mut rest)?;
    rest.write(&mut book, &told)?;
    book.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    rows: impl Iterator<Item = Vec<Entry>>,
    rest: &mut Rest,
) -> std::result::Result<(), XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_quote_prefix());
    let name = sheet.name();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            let words = match cell {
                Entry::Number(number) => {
                    sheet.write_number(row, column, number)?;
                    continue;
                }
                Entry::Words(words) if words.is_empty() => continue,
                Entry::Words(words) => words,
            };
            let fits = rest.begin(&name, (row, column), &words);
            match row {
                0 => sheet.write_string_with_format(row, column, fits, &bold)?,
                _ if csv::guard(fits) != fits => sheet.write_string_with_format(row, column, fits, &text)?,
                _ => sheet.write_string(row, column, fits)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
