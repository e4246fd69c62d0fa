//! The files of a release. One [`Document`] is everything that is published, with words already translated and hidden
//! values already gone; each writer makes one file of it: [`docx`], [`pdf`], [`xlsx`], [`csv`] with its [`dictionary`], and
//! [`json`]. Pure: the same document gives the same bytes. To add a format: a module with `write`, a line in [`files`].

mod columns;
mod data;
mod document;
pub mod docx;
mod font;
mod parts;
pub mod pdf;
mod picture;
mod words;
pub mod xlsx;

pub use data::{FIELDS, csv, dictionary, json};
pub use document::{Block, Cell, Column, Document, FORMAT, Row, Table};
pub use words::{Paper, Words, plain};

use crate::Result;

/// Every file of a release: its name and its bytes.
pub fn files(document: &Document, words: &Words) -> Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("report.docx", docx::write(document, words)?),
        ("report.pdf", pdf::write(document, words)?),
        ("tables.xlsx", xlsx::write(document, words)?),
        ("data.csv", csv(document)?),
        ("dictionary.csv", dictionary(document, words)?),
        ("data.json", json(document, words)?),
    ])
}
