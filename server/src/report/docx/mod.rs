//! A document for Word: real headings, real tables with heads that repeat, pictures with words for those who do not see
//! them, its language, and the acknowledgement at the foot of every page. Written as XML, since the library at hand has
//! no place for the language, the head of a table or the words of a picture.

mod blocks;
mod package;

use super::document::Document;
use super::words::Words;
use crate::Result;

/// The document as a file.
///
/// # Errors
/// When a chart is no drawing.
pub fn write(document: &Document, words: &Words) -> Result<Vec<u8>> {
    let (body, pictures) = blocks::write(document, words)?;
    package::pack(document, words, body, pictures)
}
