//! A chart whose rows are labels with a bar: labels stand beside the bars on a wide sheet and above them on a phone's. A
//! long chart is cut into sheets that each have their axis, so that print can break between them.

use std::ops::Range;

use super::drawing::{Drawing, Hang, LABEL, Letters, SMALL};
use super::legend::{self, Key};
use super::lettering::wrap;

/// What a sheet is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A screen, paper, a picture.
    Wide,
    /// A phone, or a narrow column.
    Narrow,
}

impl Layout {
    /// How wide a sheet is. Text of 13 is then 12 pixels or more on a phone of 360.
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Wide => 680.0,
            Self::Narrow => 320.0,
        }
    }
}

/// A chart in rows.
pub(super) struct Sheet<'a> {
    pub keys: Vec<Key>,
    pub ticks: Vec<Tick>,
    /// Room beside the bars of a wide sheet for each row's numbers.
    pub aside: f64,
    pub rows: Vec<Row<'a>>,
}

/// A name on the axis.
pub(super) struct Tick {
    /// From 0 to 1.
    pub at: f64,
    pub text: String,
    pub hang: Hang,
}

/// Draws one bar.
pub(super) type Draw<'a> = Box<dyn Fn(&mut Drawing, Plot) + 'a>;

/// One row: its name, its numbers, the height of its bar, and how that is drawn.
pub(super) struct Row<'a> {
    pub label: String,
    pub aside: Vec<Note>,
    pub height: f64,
    pub draw: Draw<'a>,
}

/// A line of numbers beside a bar.
pub(super) struct Note {
    pub text: String,
    pub bold: bool,
}

impl Note {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false }
    }

    pub(super) fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true }
    }

    fn letters(&self) -> Letters {
        if self.bold { SMALL.bold() } else { SMALL }
    }
}

/// Where a bar is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub left: f64,
    pub right: f64,
    /// Half way between the top and the foot of the bar.
    pub middle: f64,
}

impl Plot {
    /// The place of a share of the axis.
    pub(super) fn at(self, share: f64) -> f64 {
        self.left + (self.right - self.left) * if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// The longest sheets, the first and the others: what fits on a page of paper, below the words and the legend of the chart.
const LONGEST: [f64; 2] = [720.0, 900.0];
const LABELS: f64 = 216.0;
const INSET: f64 = 8.0;
const PAD: f64 = 7.0;
const AXIS: f64 = 22.0;

/// The texts of a row in their lines, and its heights.
struct Set {
    label: Vec<String>,
    aside: Vec<(String, Letters)>,
    height: f64,
    /// The middle of the bar below the top of the row.
    middle: f64,
}

impl Sheet<'_> {
    /// Draws the chart as one or more sheets.
    pub(super) fn draw(&self, layout: Layout) -> Vec<Drawing> {
        let set: Vec<Set> = self.rows.iter().map(|row| self.set(row, layout)).collect();
        cut(&set).into_iter().map(|rows| self.part(layout, rows, &set)).collect()
    }

    fn plot(&self, layout: Layout) -> Plot {
        let width = layout.width();
        let (left, right) = match layout {
            Layout::Wide => {
                (LABELS + 2.0 * INSET, width - self.aside - if self.aside > 0.0 { 2.0 } else { 1.0 } * INSET)
            }
            Layout::Narrow => (INSET, width - INSET),
        };
        Plot { left, right, middle: 0.0 }
    }

    fn set(&self, row: &Row, layout: Layout) -> Set {
        let (label_room, aside_room) = match layout {
            Layout::Wide => (LABELS, self.aside),
            Layout::Narrow => (layout.width(), layout.width()),
        };
        let label = wrap(&row.label, LABEL.size, false, label_room);
        let aside: Vec<(String, Letters)> = match layout {
            Layout::Wide => row.aside.iter().flat_map(|note| broken(&note.text, note.letters(), aside_room)).collect(),
            Layout::Narrow => broken(&joined(&row.aside), SMALL, aside_room),
        };
        let texts = (tall(LABEL, label.len()), tall(SMALL, aside.len()));
        match layout {
            Layout::Wide => {
                let height = row.height.max(texts.0).max(texts.1) + 2.0 * PAD;
                Set { label, aside, height, middle: height / 2.0 }
            }
            Layout::Narrow => {
                let above = texts.0 + texts.1 + 3.0;
                Set { label, aside, height: above + row.height + 2.0 * PAD, middle: PAD + above + row.height / 2.0 }
            }
        }
    }

    /// One sheet: legend on the first, axis, rows.
    fn part(&self, layout: Layout, rows: Range<usize>, set: &[Set]) -> Drawing {
        let mut pen = Drawing::new(layout.width());
        let top = if rows.start == 0 { legend::draw(&mut pen, &self.keys) } else { 0.0 };
        let plot = self.plot(layout);
        let top = self.axis(&mut pen, plot, top);
        let mut y = top;
        for (row, set) in self.rows.iter().zip(set).skip(rows.start).take(rows.len()) {
            pen.rule((0.0, y), (pen.width, y));
            self.grid(&mut pen, plot, y + set.middle - row.height / 2.0 - 4.0, y + set.middle + row.height / 2.0 + 4.0);
            texts(&mut pen, layout, set, y, plot);
            (row.draw)(&mut pen, Plot { middle: y + set.middle, ..plot });
            y += set.height;
        }
        pen.height = y + 6.0;
        pen
    }

    /// Names of the axis, without those that would touch another; gives back where rows begin.
    fn axis(&self, pen: &mut Drawing, plot: Plot, top: f64) -> f64 {
        let mut free = f64::NEG_INFINITY;
        for tick in &self.ticks {
            let (x, wide) = (plot.at(tick.at), SMALL.width(&tick.text));
            let (start, place) = match tick.hang {
                Hang::Start => (x + 4.0, x + 4.0),
                Hang::Middle => ((x - wide / 2.0).min(pen.width - wide).max(0.0), x),
                Hang::End => (x - 4.0 - wide, x - 4.0),
            };
            let room = if tick.hang == Hang::Start { plot.right + INSET } else { pen.width };
            if start >= free && start + wide <= room {
                pen.tick((place, top + 13.0), SMALL.hang(tick.hang), &tick.text);
                free = start + wide + 6.0;
            }
        }
        if self.ticks.is_empty() { top } else { top + AXIS }
    }

    fn grid(&self, pen: &mut Drawing, plot: Plot, from: f64, to: f64) {
        for tick in &self.ticks {
            pen.rule((plot.at(tick.at), from), (plot.at(tick.at), to));
        }
    }
}

/// The name and the numbers of a row.
fn texts(pen: &mut Drawing, layout: Layout, set: &Set, y: f64, plot: Plot) {
    let (label, aside) = (tall(LABEL, set.label.len()), tall(SMALL, set.aside.len()));
    let (label_top, mut aside_top, aside_left) = match layout {
        Layout::Wide => (y + (set.height - label) / 2.0, y + (set.height - aside) / 2.0, plot.right + 2.0 * INSET),
        Layout::Narrow => (y + PAD, y + PAD + label, 0.0),
    };
    pen.lines((0.0, label_top), LABEL, &set.label);
    for (line, letters) in &set.aside {
        aside_top = pen.lines((aside_left, aside_top), *letters, std::slice::from_ref(line));
    }
}

fn tall(letters: Letters, lines: usize) -> f64 {
    letters.size * 1.3 * lines as f64
}

fn broken(text: &str, letters: Letters, room: f64) -> Vec<(String, Letters)> {
    wrap(text, letters.size, letters.bold, room).into_iter().map(|line| (line, letters)).collect()
}

fn joined(notes: &[Note]) -> String {
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    texts.join(" · ")
}

/// Where a long chart is cut; a chart without rows is one empty sheet.
fn cut(set: &[Set]) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut height) = (Vec::new(), 0, 0.0);
    for (number, row) in set.iter().enumerate() {
        if number > start && height + row.height > LONGEST[parts.len().min(1)] {
            parts.push(start..number);
            (start, height) = (number, 0.0);
        }
        height += row.height;
    }
    parts.push(start..set.len());
    parts
}

#[cfg(test)]
mod tests {
    //! Sixty statements go on a phone and on paper.

    use super::*;

    fn sheet(rows: usize) -> Sheet<'static> {
        let row = |number: usize| Row {
            label: format!("Statement {number} about how we work together when a worker needs a safe place tonight"),
            aside: vec![Note::bold("62 %"), Note::plain("n 47")],
            height: 20.0,
            draw: Box::new(|pen, plot| pen.text((plot.left, plot.middle), LABEL, "bar")),
        };
        Sheet { keys: Vec::new(), ticks: Vec::new(), aside: 90.0, rows: (0..rows).map(row).collect() }
    }

    #[test]
    fn a_long_chart_is_cut_into_sheets_that_fit_a_page_and_no_row_is_lost() {
        for layout in [Layout::Wide, Layout::Narrow] {
            let sheets = sheet(60).draw(layout);
            assert!(sheets.len() > 2 && sheets.iter().all(|sheet| sheet.height < LONGEST[1] + 60.0));
            let bars: usize = sheets.iter().map(|sheet| sheet.svg("", "", "").matches(">bar<").count()).sum();
            assert_eq!(bars, 60);
        }
    }

    #[test]
    fn no_rows_are_one_empty_sheet() {
        assert_eq!(sheet(0).draw(Layout::Wide).len(), 1);
    }
}
