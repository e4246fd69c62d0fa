//! Three waves and more: a line with the ribbon of its intervals on a true time axis. Where the wording changed the line
//! breaks; where a value is hidden it has a hatched column instead. Several questions stand as small charts on one scale.

mod small;

use super::Table;
use super::drawing::Drawing;
use super::legend::{self, Key, Sign};
use super::numbers::{basis, interval, shown, value};
use super::palette::MORE;
use super::sheet::Layout;
use super::shown::{Estimate, Shown, Unit};
use crate::language::Language;
use small::Frame;

/// Questions over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What is measured.
    pub unit: Unit,
    /// One small chart for each, in their order.
    pub lines: Vec<Line>,
}

/// One question, site or code over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words.
    pub label: String,
    /// Its waves in any order.
    pub points: Vec<Point>,
}

/// One wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// When it was, in days from any one day: only the gaps count.
    pub day: i64,
    /// When it was, as it is written.
    pub date: String,
    /// What was found.
    pub value: Shown<Estimate>,
    /// What changed in the wording since the wave before, if that breaks the line.
    pub reworded: Option<String>,
}

const BETWEEN: f64 = 24.0;

impl Line {
    fn sorted(&self) -> Vec<&Point> {
        let mut points: Vec<&Point> = self.points.iter().collect();
        points.sort_by_key(|point| point.day);
        points
    }
}

impl Course {
    /// The first and the last day of all lines.
    fn days(&self) -> (i64, i64) {
        let days = || self.lines.iter().flat_map(|line| line.points.iter().map(|point| point.day));
        (days().min().unwrap_or(0), days().max().unwrap_or(0))
    }

    /// What changed in the wording, each said once, in the order of the lines.
    pub(super) fn rewordings(&self) -> Vec<&str> {
        let mut said: Vec<&str> = Vec::new();
        for point in self.lines.iter().flat_map(Line::sorted) {
            if let Some(text) = point.reworded.as_deref().filter(|text| !said.contains(text)) {
                said.push(text);
            }
        }
        said
    }

    /// The footnotes, with the marks that the lines have.
    pub(super) fn notes(&self, words: &Language) -> Vec<String> {
        let note = |(number, text): (usize, &str)| {
            words.with("chart-reworded", &[("mark", (number + 1).to_string()), ("what", text.to_owned())])
        };
        self.rewordings().into_iter().enumerate().map(note).collect()
    }

    fn keys(&self, words: &Language) -> Vec<Key> {
        let values: Vec<_> =
            self.lines.iter().flat_map(|line| line.points.iter().map(|point| point.value.sound())).collect();
        let keys = [
            (
                values.iter().any(|it| it.value().is_some_and(|it| it.interval.is_some())),
                Sign::Band(MORE[0]),
                "chart-ribbon-key",
            ),
            (!self.rewordings().is_empty(), Sign::Letter("≠"), "chart-reworded-key"),
            (values.iter().any(Shown::is_hidden), Sign::Hatch, "chart-hidden-key"),
        ];
        keys.into_iter().filter(|(there, ..)| *there).map(|(_, sign, key)| Key::new(sign, words.say(key))).collect()
    }

    /// Draws the legend, then the small charts, two beside each other where there is room.
    pub(super) fn draw(&self, words: &Language, layout: Layout) -> Vec<Drawing> {
        let mut top = Drawing::new(layout.width());
        top.height = legend::draw(&mut top, &self.keys(words));
        let beside = if layout == Layout::Wide && self.lines.len() > 1 { 2 } else { 1 };
        let width = (layout.width() - BETWEEN * (beside - 1) as f64) / beside as f64;
        let frame = Frame { unit: self.unit, days: self.days(), rewordings: self.rewordings(), width, words };
        let mut sheets: Vec<Drawing> =
            self.lines.chunks(beside).map(|lines| side_by_side(&frame, lines, layout)).collect();
        match sheets.first_mut() {
            Some(first) => {
                top.append(first, 0.0);
                *first = top;
            }
            None => sheets.push(top),
        }
        sheets
    }

    pub(super) fn table(&self, words: &Language, caption: String, each: String) -> Table {
        let said =
            ["chart-date-head", "chart-value-head", "chart-interval-head", "chart-base-head", "chart-reworded-head"];
        let heads = std::iter::once(each).chain(said.map(|key| words.say(key))).collect();
        let marks = self.rewordings();
        let rows = self.lines.iter().flat_map(|line| {
            let row = |point: &Point| (line.label.clone(), self.cells(words, point, &marks));
            line.sorted().into_iter().map(row).collect::<Vec<_>>()
        });
        Table { caption, heads, rows: rows.collect() }
    }

    fn cells(&self, words: &Language, point: &Point, marks: &[&str]) -> Vec<String> {
        let cell = point.value.sound();
        let mark = point.reworded.as_deref().and_then(|text| marks.iter().position(|mark| *mark == text));
        vec![
            point.date.clone(),
            shown(words, cell, |estimate| value(words, self.unit, estimate.value)),
            shown(words, cell, |estimate| interval(words, self.unit, estimate.interval)),
            shown(words, cell, |estimate| basis(words, &estimate)),
            mark.map_or_else(String::new, |mark| format!("≠{}", mark + 1)),
        ]
    }
}

fn side_by_side(frame: &Frame, lines: &[Line], layout: Layout) -> Drawing {
    let mut sheet = Drawing::new(layout.width());
    let charts: Vec<Drawing> = small::draw(frame, lines);
    let height = charts.iter().map(|chart| chart.height).fold(0.0, f64::max);
    for (number, chart) in charts.into_iter().enumerate() {
        sheet.height = 0.0;
        sheet.append(&chart, number as f64 * (frame.width + BETWEEN));
    }
    sheet.height = height + 10.0;
    sheet
}
