//! The pieces of a document as the body of a Word file. Lengths are in twentieths of a point, those of pictures in 12,700ths.

use super::super::document::{Block, Document, Row, Table};
use super::super::words::{Words, leftward, plain};
use super::super::{columns, picture, words};
use crate::Result;
use crate::exchange::xml::Pen;

/// The margin of the page.
pub const MARGIN: f32 = 54.0;
/// The tallest a picture may be beside its words, in points.
const TALLEST: f32 = 560.0;

/// About how wide a letter of a table is, in points, and one of its heads.
const LETTER: f32 = 4.7;
const BOLD: f32 = 5.0;
/// Around the words of a cell, in points.
const EDGES: f32 = 10.0;

/// An attribute.
pub fn is(name: &str, value: impl ToString) -> (&str, Option<String>) {
    (name, Some(value.to_string()))
}

/// The body as XML, and its pictures.
pub fn write(document: &Document, words: &Words) -> Result<(Vec<u8>, Vec<Vec<u8>>)> {
    let mut writer = Writer {
        pen: Pen::default(),
        document,
        words,
        wide: wide(words),
        pictures: Vec::new(),
        mirrored: leftward(&document.title),
    };
    writer.pen.open("w:document", &super::package::NAMES.map(|(name, value)| is(name, value))).open("w:body", &[]);
    writer.words("Title", &document.title);
    document.lead.iter().for_each(|lead| writer.words("Lead", lead));
    for block in &document.blocks {
        writer.block(block)?;
    }
    writer.close(document);
    Ok((writer.pen.finish(), writer.pictures))
}

/// The room between the margins, in points.
fn wide(words: &Words) -> f32 {
    words.paper.size().0 - 2.0 * MARGIN
}

struct Writer<'a> {
    pen: Pen,
    document: &'a Document,
    words: &'a Words,
    wide: f32,
    pictures: Vec<Vec<u8>>,
    mirrored: bool,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) -> Result<()> {
        match block {
            Block::Heading(level, text) => self.words(HEADINGS[usize::from(level.clamp(&1, &3) - 1)], text),
            Block::Paragraph(text) => self.words("BodyText", text),
            Block::Finding { finding, figures } => {
                self.words("Finding", finding);
                figures.iter().for_each(|figures| self.words("BodyText", figures));
            }
            Block::Table(table) => self.table(table),
            Block::Picture { svg, says, table, .. } => {
                self.picture(svg, says)?;
                self.table(table);
            }
            Block::Quote { words, whose } => {
                self.words("Quote", words);
                self.words("Whose", whose);
            }
            Block::Notes(notes) => notes.iter().for_each(|note| self.words("Note", note)),
        }
        Ok(())
    }

    /// What is known about the release, the acknowledgements, and the page.
    fn close(&mut self, document: &Document) {
        self.words("Heading1", &self.words.about.clone());
        let made = (self.words.made_on.clone(), document.made_on.clone());
        for (name, says) in std::iter::once(&made).chain(&document.about) {
            self.words("BodyText", &format!("{name}: {says}"));
        }
        document.acknowledgements.iter().for_each(|words| self.words("BodyText", words));
        let (width, height) = self.words.paper.size();
        let size = |points: f32| is("w:w", (points * 20.0).round());
        let margin = (MARGIN * 20.0).round();
        self.pen.open("w:sectPr", &[]);
        self.pen.empty("w:footerReference", &[is("w:type", "default"), is("r:id", "foot")]);
        self.pen.empty("w:pgSz", &[size(width), is("w:h", (height * 20.0).round())]);
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| is(side, margin));
        self.pen.empty(
            "w:pgMar",
            &[&sides[..], &["w:header", "w:footer"].map(|side| is(side, 500)), &[is("w:gutter", 0)]].concat(),
        );
        self.pen.close();
    }

    fn words(&mut self, style: &'static str, words: &str) {
        paragraph(&mut self.pen, style, words, self.document.language_of(words));
    }

    fn table(&mut self, table: &Table) {
        self.words("Caption", &table.caption);
        let heads = heads(table);
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| cells(row, table.heads.len(), self.words)).collect();
        let widths = self.widths(&heads, &rows);
        self.pen.open("w:tbl", &[]).open("w:tblPr", &[]).empty("w:tblStyle", &[is("w:val", "Report")]);
        if self.mirrored {
            self.pen.empty("w:bidiVisual", &[]);
        }
        self.pen.empty("w:tblW", &[is("w:w", widths.iter().sum::<u32>()), is("w:type", "dxa")]);
        self.pen.empty("w:tblLayout", &[is("w:type", "fixed")]);
        let look = ["w:firstRow", "w:firstColumn"].map(|name| is(name, 1));
        self.pen.empty("w:tblLook", &[&[is("w:val", "00A0")][..], &look].concat());
        self.pen.empty("w:tblCaption", &[is("w:val", plain(&table.caption))]).close();
        self.pen.open("w:tblGrid", &[]);
        for width in &widths {
            self.pen.empty("w:gridCol", &[is("w:w", width)]);
        }
        self.pen.close();
        self.row(&widths, true, &heads);
        rows.iter().for_each(|row| self.row(&widths, false, row));
        self.pen.close();
        table.notes.iter().for_each(|note| self.words("Note", note));
        if table.notes.is_empty() {
            // Without words between them two tables would become one.
            self.words("Note", "");
        }
    }

    /// As wide as what stands in the columns, by how many letters it has: which font a reader has is not known.
    fn widths(&self, heads: &[String], rows: &[Vec<String>]) -> Vec<u32> {
        let letter = |head: bool| if head { BOLD } else { LETTER };
        let wide = |text: &str, head: bool| text.chars().count() as f32 * letter(head) + EDGES;
        columns::widths(self.wide, heads, rows, &wide).into_iter().map(|points| (points * 20.0) as u32).collect()
    }

    fn row(&mut self, widths: &[u32], head: bool, cells: &[String]) {
        self.pen.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]);
        if head {
            self.pen.empty("w:tblHeader", &[]);
        }
        self.pen.close();
        for (width, cell) in widths.iter().zip(cells) {
            self.pen.open("w:tc", &[]).open("w:tcPr", &[]);
            self.pen.empty("w:tcW", &[is("w:w", width), is("w:type", "dxa")]).close();
            let style = if head { "TableHead" } else { "TableText" };
            paragraph(&mut self.pen, style, cell, self.document.language_of(cell));
            self.pen.close();
        }
        self.pen.close();
    }

    fn picture(&mut self, svg: &str, says: &str) -> Result<()> {
        let tree = picture::read(svg)?;
        self.pictures.push(picture::png(&tree)?);
        let number = self.pictures.len();
        let scale = (self.wide / tree.size().width()).min(TALLEST / tree.size().height());
        let [width, height] = [tree.size().width(), tree.size().height()].map(|side| (side * scale * 12_700.0) as u32);
        let size = [is("cx", width), is("cy", height)];
        let name = [is("id", number), is("name", format!("Picture {number}")), is("descr", plain(says))];
        let pen = &mut self.pen;
        pen.open("w:p", &[]).open("w:pPr", &[]).empty("w:keepNext", &[]).close();
        pen.open("w:r", &[]).open("w:drawing", &[]).open("wp:inline", &SIDES.map(|side| is(side, 0)));
        pen.empty("wp:extent", &size).empty("wp:docPr", &name).empty("wp:cNvGraphicFramePr", &[]);
        pen.open("a:graphic", &[]).open("a:graphicData", &[is("uri", super::package::PICTURE)]).open("pic:pic", &[]);
        pen.open("pic:nvPicPr", &[]).empty("pic:cNvPr", &name).empty("pic:cNvPicPr", &[]).close();
        pen.open("pic:blipFill", &[]).empty("a:blip", &[is("r:embed", format!("picture{number}"))]);
        pen.open("a:stretch", &[]).empty("a:fillRect", &[]).close().close();
        pen.open("pic:spPr", &[]).open("a:xfrm", &[]).empty("a:off", &[is("x", 0), is("y", 0)]);
        pen.empty("a:ext", &size).close();
        pen.open("a:prstGeom", &[is("prst", "rect")]).empty("a:avLst", &[]).close();
        for _ in 0..8 {
            pen.close();
        }
        Ok(())
    }
}

const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];
const SIDES: [&str; 4] = ["distT", "distB", "distL", "distR"];

fn heads(table: &Table) -> Vec<String> {
    std::iter::once(&table.each).chain(table.heads.iter().map(|head| &head.name)).cloned().collect()
}

fn cells(row: &Row, columns: usize, words: &words::Words) -> Vec<String> {
    std::iter::once(row.name.clone()).chain((0..columns).map(|column| words.cell(row.cell(column)))).collect()
}

/// A paragraph of a style, with its language where that is another than the document's; its direction is that of its
/// first letter.
pub fn paragraph(pen: &mut Pen, style: &'static str, words: &str, language: Option<String>) {
    let (words, leftward) = (plain(words), leftward(words));
    pen.open("w:p", &[]).open("w:pPr", &[]).empty("w:pStyle", &[is("w:val", style)]);
    if leftward {
        pen.empty("w:bidi", &[]);
    }
    pen.close();
    if !words.is_empty() {
        run(pen, &words, leftward, language);
    }
    pen.close();
}

/// In which language words are, whatever their script.
pub fn spoken(pen: &mut Pen, language: &str) {
    pen.empty("w:lang", &["w:val", "w:eastAsia", "w:bidi"].map(|which| is(which, language)));
}

/// Words in a paragraph, line by line.
pub fn run(pen: &mut Pen, words: &str, leftward: bool, language: Option<String>) {
    pen.open("w:r", &[]);
    if leftward || language.is_some() {
        pen.open("w:rPr", &[]);
        if leftward {
            pen.empty("w:rtl", &[]);
        }
        if let Some(language) = language.as_deref().map(plain) {
            spoken(pen, &language);
        }
        pen.close();
    }
    for (number, line) in words.split('\n').enumerate() {
        if number > 0 {
            pen.empty("w:br", &[]);
        }
        pen.say("w:t", &[is("xml:space", "preserve")], line);
    }
    pen.close();
}
