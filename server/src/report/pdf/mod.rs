//! A document as a tagged PDF (PDF/UA-1): headings, tables, figures and quotes can be told apart by a program that reads
//! aloud. [`sheet`] fills pages from the top down and remembers what each mark on them is, [`blocks`] and [`table`] say what
//! to fill them with, [`lettering`] breaks and shapes lines, and [`draw`] hands all of it to the library.

mod blocks;
mod draw;
mod lettering;
mod sheet;
mod table;

use super::document::Document;
use super::words::Words;
use crate::Result;

/// The document as a file.
///
/// # Errors
/// When a chart is no drawing.
pub fn write(document: &Document, words: &Words) -> Result<Vec<u8>> {
    let letters = lettering::Lettering::new()?;
    let sheet = blocks::fill(document, words, &letters)?;
    draw::draw(document, words, &letters, sheet)
}
