//! A Word document: its paragraphs as lines. What was struck out, comments, headers and foot notes are left out and
//! said. A table with a heading for speaker and text is read as a table; other tables give a line for each row.

use instruments::Problem;

use super::super::archive::{Archive, Limits};
use super::super::encoding::{clean, decode_xml};
use super::super::fault::in_file;
use super::super::xml::{Tag, Xml};
use super::lines::{self, Line};
use super::{Form, Transcript, Unread, Why, table};

/// Where a document keeps its text.
const BODY: &str = "word/document.xml";
/// Where it keeps comments.
const COMMENTS: &str = "word/comments.xml";

/// Reads turns from a document.
pub fn read(file: &str, bytes: &[u8]) -> Result<Transcript, Problem> {
    let body = body(file, bytes)?;
    let mut transcript = match body.table() {
        Some(rows) => table::of_rows(file, &rows)?,
        None => lines::read(Form::Word, &body.lines()),
    };
    if std::mem::replace(&mut transcript.form, Form::Word) == Form::Table {
        transcript.unread.extend(body.outside());
    }
    let removed = body.removed.into_iter().map(|(line, text)| Unread { line, why: Why::Removed, text });
    transcript.unread.extend(removed);
    transcript.remarks.extend(body.remarks);
    Ok(transcript)
}

/// The plain text of a document, a line for each paragraph.
pub fn plain_text(file: &str, bytes: &[u8]) -> Result<String, Problem> {
    Ok(body(file, bytes)?.paragraphs.into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>().join("\n"))
}

#[derive(Default)]
struct Body {
    paragraphs: Vec<Paragraph>,
    removed: Vec<(usize, String)>,
    remarks: Vec<Problem>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// The cells of a table's row.
    cells: Option<Vec<String>>,
}

fn body(file: &str, bytes: &[u8]) -> Result<Body, Problem> {
    let mut archive = Archive::open(file, bytes, Limits::DOCUMENT)?;
    let commented = archive.paths().any(|path| path == COMMENTS);
    let part = archive.read(BODY)?.ok_or_else(|| in_file("transcript-no-document", file))?;
    let decoded = decode_xml(file, &part);
    let mut xml = Xml::open(format!("{file}/{BODY}"), &decoded.text);
    xml.root()?;
    let mut body = Body::default();
    block(&mut xml, &mut body)?;
    body.removed.extend(commented.then(|| (body.paragraphs.len(), COMMENTS.to_owned())));
    for paragraph in &mut body.paragraphs {
        let (text, remarks) = clean(file, &paragraph.text);
        paragraph.text = text;
        body.remarks.extend(remarks);
    }
    Ok(body)
}

impl Body {
    /// Paragraphs as lines; one with breaks inside gives several lines of the same number.
    fn lines(&self) -> Vec<Line<'_>> {
        let numbered = self.paragraphs.iter().enumerate();
        numbered
            .flat_map(|(at, paragraph)| paragraph.text.split('\n').map(move |text| Line { number: at + 1, text }))
            .collect()
    }

    /// The rows as a table, when the first names the columns of turns and the document is mostly that table.
    fn table(&self) -> Option<Vec<(usize, Vec<String>)>> {
        let numbered = self.paragraphs.iter().enumerate();
        let rows: Vec<_> = numbered.filter_map(|(at, paragraph)| Some((at + 1, paragraph.cells.clone()?))).collect();
        (table::is_head(&rows.first()?.1) && self.outside().count() <= rows.len()).then_some(rows)
    }

    /// What stands outside of the table.
    fn outside(&self) -> impl Iterator<Item = Unread> {
        let numbered = self.paragraphs.iter().enumerate();
        let outside = numbered.filter(|(_, paragraph)| paragraph.cells.is_none() && !paragraph.text.trim().is_empty());
        outside.map(|(at, paragraph)| Unread { line: at + 1, why: Why::Heading, text: paragraph.text.clone() })
    }
}

/// Everything that holds paragraphs: the body, content controls, cells.
fn block(xml: &mut Xml<'_>, body: &mut Body) -> Result<(), Problem> {
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "p" => {
                let text = paragraph(xml, body)?;
                body.paragraphs.push(Paragraph { text, cells: None });
            }
            "tr" => row(xml, body)?,
            "body" | "sdt" | "sdtContent" | "tbl" | "customXml" | "ins" | "moveTo" => block(xml, body)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn row(xml: &mut Xml<'_>, body: &mut Body) -> Result<(), Problem> {
    let mut cells = Vec::new();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "tc" => {
                let mut inner = Body::default();
                block(xml, &mut inner)?;
                cells.push(inner.paragraphs.into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>().join("\n"));
                body.removed.extend(inner.removed);
            }
            _ => xml.skip()?,
        }
    }
    body.paragraphs.push(Paragraph { text: cells.join("\t"), cells: Some(cells) });
    Ok(())
}

fn paragraph(xml: &mut Xml<'_>, body: &mut Body) -> Result<String, Problem> {
    let mut text = String::new();
    while let Some(tag) = xml.child()? {
        inline(xml, &tag, &mut text, body)?;
    }
    Ok(text)
}

fn inline(xml: &mut Xml<'_>, tag: &Tag<'_>, text: &mut String, body: &mut Body) -> Result<(), Problem> {
    match tag.name() {
        "t" => text.push_str(&xml.text()?),
        "tab" | "ptab" => {
            text.push('\t');
            xml.skip()?;
        }
        "br" | "cr" => {
            text.push('\n');
            xml.skip()?;
        }
        "noBreakHyphen" => {
            text.push('-');
            xml.skip()?;
        }
        "del" | "moveFrom" => {
            let removed = xml.text()?;
            body.removed.push((body.paragraphs.len() + 1, removed));
        }
        "r" | "ins" | "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "moveTo" | "bdo" | "dir"
        | "customXml" => {
            while let Some(tag) = xml.child()? {
                inline(xml, &tag, text, body)?;
            }
        }
        _ => xml.skip()?,
    }
    Ok(())
}
