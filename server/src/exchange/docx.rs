//! The pen for Word documents, and the lines of a review packet drawn with it. Every word goes through [`run`].

use std::io::Cursor;

use docx_rs::{Docx, Paragraph, Run, Style, StyleType};

use super::packet::Line;
use crate::{Error, Result};

/// The document as a file.
pub fn write(lines: &[Line]) -> Result<Vec<u8>> {
    let document = lines.iter().fold(styled(), |document, line| document.add_paragraph(paragraph(line)));
    pack(document)
}

/// A document as a file.
pub fn pack(document: Docx) -> Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    document.build().pack(&mut file).map_err(|error| Error::internal("a document", error))?;
    Ok(file.into_inner())
}

/// Words as a document may hold them: a single control character among them, and no program opens the file.
pub fn run(text: &str) -> Run {
    let allowed = |letter: &char| {
        matches!(letter, '\n' | '\t') || !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    Run::new().add_text(text.chars().filter(allowed).collect::<String>())
}

/// An empty document with the styles of headings.
pub fn styled() -> Docx {
    let style = |id: &str, name: &str, size| Style::new(id, StyleType::Paragraph).name(name).size(size).bold();
    Docx::new().add_style(style("Title", "Title", 40)).add_style(style("Heading1", "heading 1", 30)).add_style(style(
        "Heading2",
        "heading 2",
        24,
    ))
}

fn paragraph(line: &Line) -> Paragraph {
    match line {
        Line::Title(text) => Paragraph::new().style("Title").add_run(run(text)),
        Line::Heading(text) => Paragraph::new().style("Heading1").add_run(run(text)),
        Line::Question(text) => Paragraph::new().style("Heading2").add_run(run(text)),
        Line::Read(text) => Paragraph::new().add_run(run(text).size(24)),
        Line::Remark(what, text) => Paragraph::new().add_run(run(&format!("{what}: ")).bold()).add_run(run(text)),
        Line::Item(text) => Paragraph::new().indent(Some(480), None, None, None).add_run(run(&format!("○ {text}"))),
    }
}
