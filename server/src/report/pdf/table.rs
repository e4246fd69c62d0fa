//! A table on pages: columns as wide as their words ask for, rows that go on over the page where they must, and heads that
//! stand again at the top. A table of more columns than a page holds becomes several, each with the names of its rows.

use krilla::tagging::{TableHeaderScope, Tag};

use super::super::columns;
use super::super::document::Table;
use super::super::words::Words;
use super::blocks::note;
use super::lettering::{Line, Look};
use super::sheet::{Ink, MARGIN, Sheet};

const CAPTION: Look = Look { size: 10.0, bold: true };
const HEAD: Look = Look { size: 8.5, bold: true };
const CELL: Look = Look { size: 8.5, bold: false };
/// Around the words of a cell.
const PAD: f32 = 3.5;
/// Most columns beside the names of the rows.
const MOST: usize = 8;

/// Fills pages with a table.
pub fn fill(sheet: &mut Sheet, table: &Table, words: &Words, mirrored: bool) {
    let columns: Vec<usize> = (0..table.heads.len()).collect();
    let chunks: Vec<&[usize]> = if columns.is_empty() { vec![&[]] } else { columns.chunks(MOST).collect() };
    for columns in chunks {
        piece(sheet, table, columns, words, mirrored);
    }
    table.notes.iter().for_each(|text| note(sheet, text));
    sheet.y += 8.0;
}

/// A row as words: first its name.
type Cells = Vec<String>;

/// How much of a page the beginning of a table takes: its caption, its heads and its first row.
pub fn start(sheet: &Sheet, table: &Table, words: &Words) -> f32 {
    let columns: Vec<usize> = (0..table.heads.len().min(MOST)).collect();
    let (heads, rows) = cells(table, &columns, words);
    let ruler = Ruler { widths: widths(sheet, &heads, &rows), mirrored: false, heads: Vec::new() };
    beginning(sheet, &table.caption, &ruler, &heads, &rows)
}

fn beginning(sheet: &Sheet, caption: &str, ruler: &Ruler, heads: &Cells, rows: &[Cells]) -> f32 {
    let caption = sheet.letters.lines(caption, CAPTION, sheet.room()).len() as f32 * CAPTION.leading() + 3.0;
    let first = rows.first().map_or(0.0, |row| tall(&ruler.lines(sheet, row, CELL), CELL));
    caption + tall(&ruler.lines(sheet, heads, HEAD), HEAD) + first + 1.0
}

/// The heads and the rows of some columns.
fn cells(table: &Table, columns: &[usize], words: &Words) -> (Cells, Vec<Cells>) {
    let name = |column: &usize| table.heads.get(*column).map(|head| head.name.clone()).unwrap_or_default();
    let rows = table.rows.iter().map(|row| {
        let cells = columns.iter().map(|column| words.cell(row.cell(*column)));
        std::iter::once(row.name.clone()).chain(cells).collect::<Cells>()
    });
    (std::iter::once(table.each.clone()).chain(columns.iter().map(name)).collect(), rows.collect())
}

fn piece(sheet: &mut Sheet, table: &Table, columns: &[usize], words: &Words, mirrored: bool) {
    let (heads, rows) = cells(table, columns, words);
    let mut ruler = Ruler { widths: widths(sheet, &heads, &rows), mirrored, heads: Vec::new() };
    // Caption and heads do not stay behind without a row; where all of that is more than a page, the caption at least has
    // some of it beside itself.
    let begins = beginning(sheet, &table.caption, &ruler, &heads, &rows);
    let few = CAPTION.leading() + 4.0 * CELL.leading();
    sheet.need(if begins < sheet.whole() { begins.max(few) } else { few });
    let part = sheet.part(None, Tag::Table.with_summary(None));
    let caption = sheet.part(Some(part), Tag::Caption);
    sheet.words(caption, &table.caption, CAPTION, (0.0, 3.0));
    let group = sheet.part(Some(part), Tag::THead);
    let line = sheet.part(Some(group), Tag::TR);
    let tags =
        heads.iter().map(|_| sheet.part(Some(line), Tag::TH(TableHeaderScope::Column))).map(Some).collect::<Vec<_>>();
    let lines = ruler.lines(sheet, &heads, HEAD);
    ruler.row(sheet, &lines, &tags, HEAD, true);
    // Heads that would fill half a page stand only once.
    if tall(&lines, HEAD) < sheet.whole() / 3.0 {
        ruler.heads = lines;
    }
    let group = sheet.part(Some(part), Tag::TBody);
    for row in &rows {
        let line = sheet.part(Some(group), Tag::TR);
        let mut tags = vec![Some(sheet.part(Some(line), Tag::TH(TableHeaderScope::Row)))];
        tags.extend(row.iter().skip(1).map(|_| Some(sheet.part(Some(line), Tag::TD))));
        tags.iter().flatten().zip(row).for_each(|(tag, cell)| sheet.spoken(*tag, cell));
        let lines = ruler.lines(sheet, row, CELL);
        ruler.row(sheet, &lines, &tags, CELL, false);
    }
    sheet.y += 6.0;
}

/// For each column the width that its words ask for.
fn widths(sheet: &Sheet, heads: &Cells, rows: &[Cells]) -> Vec<f32> {
    let wide = |text: &str, head: bool| sheet.letters.width(text, if head { HEAD } else { CELL }) + 2.0 * PAD + 2.0;
    columns::widths(sheet.room(), heads, rows, &wide)
}

fn tall(cells: &[Vec<Line>], look: Look) -> f32 {
    cells.iter().map(Vec::len).max().unwrap_or(0) as f32 * look.leading() + 2.0 * PAD
}

struct Ruler {
    widths: Vec<f32>,
    mirrored: bool,
    /// The lines of the heads, once they may be repeated.
    heads: Vec<Vec<Line>>,
}

impl Ruler {
    fn lines(&self, sheet: &Sheet, cells: &Cells, look: Look) -> Vec<Vec<Line>> {
        cells.iter().zip(&self.widths).map(|(cell, wide)| sheet.letters.lines(cell, look, wide - 2.0 * PAD)).collect()
    }

    /// A row, in as many pieces as pages it takes.
    fn row(&self, sheet: &mut Sheet, cells: &[Vec<Line>], tags: &[Option<usize>], look: Look, head: bool) {
        let most = cells.iter().map(Vec::len).max().unwrap_or(0);
        let head_height = if self.heads.is_empty() { 0.0 } else { tall(&self.heads, HEAD) };
        let fresh = sheet.whole() - head_height;
        let mut from = 0;
        while from < most {
            let fits = ((sheet.left() - 2.0 * PAD) / look.leading()).floor().max(0.0) as usize;
            let whole = most - from <= fits;
            let waits = !whole && tall(cells, look) <= fresh && from == 0;
            if sheet.y > MARGIN + head_height + 1.0 && (fits == 0 || waits) {
                self.turn(sheet);
                continue;
            }
            let until = most.min(from + fits.max(1));
            self.draw(sheet, cells, tags, (from, until), look, head);
            from = until;
            if from < most {
                self.turn(sheet);
            }
        }
    }

    fn turn(&self, sheet: &mut Sheet) {
        sheet.turn();
        let tags = vec![None; self.heads.len()];
        let most = self.heads.iter().map(Vec::len).max().unwrap_or(0);
        if most > 0 {
            self.draw(sheet, &self.heads, &tags, (0, most), HEAD, true);
        }
    }

    fn draw(
        &self,
        sheet: &mut Sheet,
        cells: &[Vec<Line>],
        tags: &[Option<usize>],
        (from, until): (usize, usize),
        look: Look,
        head: bool,
    ) {
        let height = (until - from) as f32 * look.leading() + 2.0 * PAD;
        let (top, room) = (sheet.y, sheet.room());
        if head {
            sheet.mark(None, (MARGIN, top), Ink::Surface(room, height));
        }
        let mut x = 0.0;
        for ((lines, tag), wide) in cells.iter().zip(tags).zip(&self.widths) {
            let left = if self.mirrored { MARGIN + room - x - wide } else { MARGIN + x };
            let edges = (left + PAD, left + wide - PAD);
            for (number, line) in lines.iter().take(until).skip(from).enumerate() {
                sheet.line(*tag, edges, top + PAD + number as f32 * look.leading(), line.clone(), look);
            }
            x += wide;
        }
        sheet.y += height;
        sheet.mark(None, (MARGIN, sheet.y - 0.3), Ink::Surface(room, 0.6));
    }
}
