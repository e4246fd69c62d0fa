//! The pieces of a document, one after the other, on pages.

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag};
use resvg::usvg::Tree;

use super::super::document::{Block, Document};
use super::super::picture;
use super::super::words::{Words, leftward, plain};
use super::lettering::{Lettering, Look};
use super::sheet::{Entry, Ink, MARGIN, Sheet};
use super::table;
use crate::Result;

const TITLE: Look = Look { size: 20.0, bold: true };
const LEAD: Look = Look { size: 11.5, bold: false };
const BODY: Look = Look { size: 10.0, bold: false };
const FINDING: Look = Look { size: 11.5, bold: true };
const SMALL: Look = Look { size: 8.5, bold: false };

/// Fills pages with a document.
pub fn fill<'a>(document: &'a Document, words: &Words, letters: &'a Lettering) -> Result<Sheet<'a>> {
    let mut sheet = Sheet::new(letters, words, document);
    heading(&mut sheet, 1, &document.title, TITLE);
    document.lead.iter().for_each(|lead| paragraph(&mut sheet, lead, LEAD, (0.0, 6.0)));
    let mirrored = leftward(&document.title);
    for (number, piece) in document.blocks.iter().enumerate() {
        together(&mut sheet, &document.blocks[number..], words)?;
        block(&mut sheet, piece, words, mirrored)?;
    }
    heading(&mut sheet, 2, &words.about, level(1));
    let made = (words.made_on.clone(), document.made_on.clone());
    for (name, says) in std::iter::once(&made).chain(&document.about) {
        paragraph(&mut sheet, &format!("{name}: {says}"), BODY, (0.0, 2.0));
    }
    document.acknowledgements.iter().for_each(|words| paragraph(&mut sheet, words, BODY, (0.0, 4.0)));
    Ok(sheet)
}

fn level(level: u8) -> Look {
    Look { size: [15.0, 12.5, 11.0][usize::from(level.clamp(1, 3) - 1)], bold: true }
}

fn block(sheet: &mut Sheet, block: &Block, words: &Words, mirrored: bool) -> Result<()> {
    match block {
        Block::Heading(depth, text) => heading(sheet, u16::from(*depth).clamp(1, 3) + 1, text, level(*depth)),
        Block::Paragraph(text) => paragraph(sheet, text, BODY, (0.0, 6.0)),
        Block::Finding { finding, figures } => {
            paragraph(sheet, finding, FINDING, (0.0, 3.0));
            figures.iter().for_each(|figures| paragraph(sheet, figures, BODY, (0.0, 3.0)));
            sheet.y += 4.0;
        }
        Block::Table(table) => table::fill(sheet, table, words, mirrored),
        Block::Picture { svg, says, table, .. } => {
            let said =
                [says, &table.caption].map(|words| plain(words)).into_iter().find(|words| !words.trim().is_empty());
            // A figure without words would be no tagged file.
            chart(sheet, svg, said.unwrap_or_else(|| "–".to_owned()))?;
            table::fill(sheet, table, words, mirrored);
        }
        Block::Quote { words, whose } => {
            let quote = sheet.part(None, Tag::BlockQuote);
            for (text, look, after) in [(words, BODY, 1.0), (whose, SMALL, 8.0)] {
                let part = sheet.part(Some(quote), Tag::P);
                sheet.words(part, text, look, (18.0, after));
            }
        }
        Block::Notes(notes) => notes.iter().for_each(|note| paragraph(sheet, note, SMALL, (0.0, 3.0))),
    }
    Ok(())
}

/// A paragraph.
pub fn paragraph(sheet: &mut Sheet, text: &str, look: Look, space: (f32, f32)) {
    let part = sheet.part(None, Tag::P);
    sheet.words(part, text, look, space);
}

/// A note under a table.
pub fn note(sheet: &mut Sheet, text: &str) {
    paragraph(sheet, text, SMALL, (0.0, 3.0));
}

fn heading(sheet: &mut Sheet, depth: u16, text: &str, look: Look) {
    let said = plain(text);
    sheet.y += if sheet.y > MARGIN { look.size * 0.8 } else { 0.0 };
    // A heading does not stay behind alone.
    sheet.need(look.leading() * 2.0 + BODY.leading() * 3.0);
    sheet.outline.push(Entry { text: said.replace('\n', " "), page: sheet.pages.len() - 1, y: sheet.y });
    let part = sheet.part(None, Tag::Hn(NonZeroU16::new(depth).unwrap_or(NonZeroU16::MIN), Some(said)));
    sheet.words(part, text, look, (0.0, look.size * 0.5));
}

/// Turns the page where a heading or a finding would stay behind the chart, or the beginning of the table, that it speaks
/// of.
fn together(sheet: &mut Sheet, blocks: &[Block], words: &Words) -> Result<()> {
    let before = blocks.iter().take_while(|block| matches!(block, Block::Heading(..) | Block::Finding { .. })).count();
    let height = match (before, blocks.get(before)) {
        (1.., Some(Block::Picture { svg, .. })) => {
            let tree = picture::read(svg)?;
            tree.size().height() * fit(sheet, &tree)
        }
        (1.., Some(Block::Table(table))) => table::start(sheet, table, words),
        _ => return Ok(()),
    };
    let height = height + before as f32 * 3.0 * FINDING.leading();
    if height < sheet.whole() {
        sheet.need(height);
    }
    Ok(())
}

/// How much smaller a chart is on the page.
fn fit(sheet: &Sheet, tree: &Tree) -> f32 {
    (sheet.room() / tree.size().width()).min(sheet.whole() / tree.size().height()).min(1.0)
}

fn chart(sheet: &mut Sheet, svg: &str, says: String) -> Result<()> {
    let tree = picture::read(svg)?;
    let scale = fit(sheet, &tree);
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    sheet.need(height);
    let area = Rect::from_xywh(MARGIN, sheet.y, width, height).map(|area| BBox::new(sheet.pages.len() - 1, area));
    let part = sheet.part(None, Tag::Figure(Some(says)).with_bbox(area));
    sheet.mark(Some(part), (MARGIN, sheet.y), Ink::Chart(Box::new(tree), width, height));
    sheet.y += height + 8.0;
    Ok(())
}
