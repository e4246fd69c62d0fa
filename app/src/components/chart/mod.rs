//! Charts, drawn on the server without script or inline style. A [`Chart`] is plain data with words already translated;
//! it stands in pages (`figure`, with its table), in print, and as a picture ([`svg`]). Small charts inside a line are in
//! [`inline`]. To add a kind: a module with a `sheet` or `draw` and a `table`, and a variant of [`Body`].

mod agree;
mod change;
mod course;
mod distribution;
mod drawing;
mod estimates;
mod figure;
mod inline;
mod legend;
mod lettering;
mod linked;
mod numbers;
mod palette;
mod picture;
mod pieces;
mod sheet;
mod shown;
mod table;
#[cfg(test)]
mod tests;

pub use agree::{Agree, Level, Side, Statement};
pub use change::{Change, Changes, Pair};
pub use course::{Course, Line, Point};
pub use distribution::{Distribution, Spread};
pub use estimates::{Estimates, Form, Named};
pub use inline::{bar, shade, spread, stack};
pub use linked::{Linked, Movement};
pub use picture::{narrow, svg};
pub use shown::{Estimate, Portion, Shown, Unit};
pub use table::Table;

use crate::language::Language;
use drawing::Drawing;
use sheet::Layout;

/// A chart and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What the chart shows, as one sentence: the first thing that is read, also aloud.
    pub finding: String,
    /// What it is about: question, people, dates.
    pub title: String,
    /// What its rows are: statements, sites, codes.
    pub each: String,
    /// Footnotes, such as why a figure is missing.
    pub notes: Vec<String>,
    /// What is drawn.
    pub body: Body,
}

/// The kinds of chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Statements on a scale of agreement.
    Agree(Agree),
    /// Two waves.
    Changes(Changes),
    /// Three waves and more.
    Course(Course),
    /// The same people twice.
    Linked(Linked),
    /// The levels of one question.
    Distribution(Distribution),
    /// Values with intervals.
    Estimates(Estimates),
}

impl Chart {
    fn sheets(&self, words: &Language, layout: Layout) -> Vec<Drawing> {
        match &self.body {
            Body::Agree(body) => body.sheet(words).draw(layout),
            Body::Changes(body) => body.sheet(words).draw(layout),
            Body::Course(body) => body.draw(words, layout),
            Body::Linked(body) => body.sheet(words).draw(layout),
            Body::Distribution(body) => body.sheet(words).draw(layout),
            Body::Estimates(body) => body.sheet(words).draw(layout),
        }
    }

    /// Whether any number of it is shown: without one there is nothing to draw.
    pub fn shows(&self) -> bool {
        let told = |value: &Shown<Estimate>| value.sound().value().is_some();
        let parts = |parts: &[Shown<Portion>]| parts.iter().any(|part| part.value().is_some());
        match &self.body {
            Body::Agree(body) => body.statements.iter().any(|one| parts(&one.parts)),
            Body::Changes(body) => body.pairs.iter().any(|pair| told(&pair.before) || told(&pair.after)),
            Body::Course(body) => body.lines.iter().flat_map(|line| &line.points).any(|point| told(&point.value)),
            Body::Linked(body) => body.courses.iter().flat_map(|one| &one.people).any(|one| one.value().is_some()),
            Body::Distribution(body) => body.waves.iter().any(|wave| parts(&wave.parts) || told(&wave.mean)),
            Body::Estimates(body) => body.values.iter().any(|named| told(&named.value)),
        }
    }

    /// The drawings of a layout, one SVG for each sheet; where there are several, each says which it is.
    fn drawings(&self, words: &Language, layout: Layout) -> Vec<String> {
        let sheets = self.sheets(words, layout);
        let many = sheets.len();
        let said = |number: usize| match many {
            1 => self.finding.clone(),
            _ => format!("{} ({}/{many})", self.finding, number + 1),
        };
        sheets.iter().enumerate().map(|(number, sheet)| sheet.svg(&said(number), &self.title, "")).collect()
    }

    /// The numbers behind the chart, in the order in which they are drawn.
    pub fn table(&self, words: &Language) -> Table {
        let (caption, each) = (self.title.clone(), self.each.clone());
        match &self.body {
            Body::Agree(body) => body.table(words, caption, each),
            Body::Changes(body) => body.table(words, caption, each),
            Body::Course(body) => body.table(words, caption, each),
            Body::Linked(body) => body.table(words, caption, each),
            Body::Distribution(body) => body.table(words, caption, each),
            Body::Estimates(body) => body.table(words, caption, each),
        }
    }

    /// What stands below the chart: what its numbers are, changes of wording, and its own footnotes.
    pub fn footnotes(&self, words: &Language) -> Vec<String> {
        let kind = match &self.body {
            Body::Agree(_) => vec![words.say("chart-agree-note")],
            Body::Course(course) => course.notes(words),
            _ => Vec::new(),
        };
        kind.into_iter().chain(self.notes.iter().cloned()).collect()
    }
}

/// In falling order of a number; those without one last, in the order in which they are given: where they stand says nothing.
fn descending<T>(rows: &[T], number: impl Fn(&T) -> Option<f64>) -> Vec<&T> {
    let mut keyed: Vec<(Option<f64>, &T)> = rows.iter().map(|row| (number(row), row)).collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) => other.total_cmp(one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    keyed.into_iter().map(|(_, row)| row).collect()
}
