//! A chart as one file: what it says, its drawing, its notes, with colours and fonts of its own.

use super::drawing::{Drawing, LABEL, Letters, SMALL};
use super::lettering::wrap;
use super::palette::INK;
use super::{Chart, Layout};
use crate::language::Language;

/// Room around a drawing: little on a phone, where a page has its own.
const MARGINS: [f64; 2] = [20.0, 2.0];
const FINDING: Letters = Letters { size: 18.0, bold: true, ..LABEL };

/// The chart as an SVG file that needs nothing beside it.
pub fn svg(chart: &Chart, words: &Language) -> String {
    drawn(chart, words, Layout::Wide)
}

/// The same for a narrow column: a chart of many rows is one tall drawing there.
pub fn narrow(chart: &Chart, words: &Language) -> String {
    drawn(chart, words, Layout::Narrow)
}

fn drawn(chart: &Chart, words: &Language, layout: Layout) -> String {
    let [wide, narrow] = MARGINS;
    let (inner, margin) = (layout.width(), if layout == Layout::Wide { wide } else { narrow });
    let head = texts(&[(FINDING, chart.finding.clone()), (LABEL, chart.title.clone())], inner);
    let notes = chart.footnotes(words).into_iter().map(|note| (SMALL.ink(INK), note));
    let notes = texts(&notes.collect::<Vec<_>>(), inner);
    let mut sheet = Drawing::new(inner + 2.0 * margin);
    sheet.height = margin;
    for part in std::iter::once(&head).chain(&chart.sheets(words, layout)).chain([&notes]) {
        sheet.append(part, margin);
    }
    sheet.height += margin;
    let size = format!(r#" width="{}" height="{}""#, sheet.width.round(), sheet.height.round());
    sheet.svg(&chart.finding, &chart.title, &size)
}

fn texts(texts: &[(Letters, String)], width: f64) -> Drawing {
    let mut pen = Drawing::new(width);
    for (letters, text) in texts {
        let lines = wrap(text, letters.size, letters.bold, width);
        pen.height = pen.lines((0.0, pen.height), *letters, &lines) + 4.0;
    }
    pen.height += if texts.is_empty() { 0.0 } else { 8.0 };
    pen
}
