//! A chart as one file: what it says, its drawing, its notes, with colours and fonts of its own.

use super::drawing::{Drawing, LABEL, Letters, SMALL};
use super::lettering::wrap;
use super::palette::INK;
use super::{Chart, Layout};
use crate::language::Language;

const MARGIN: f64 = 20.0;
const FINDING: Letters = Letters { size: 18.0, bold: true, ..LABEL };

/// The chart as an SVG file that needs nothing beside it.
pub fn svg(chart: &Chart, words: &Language) -> String {
    let inner = Layout::Wide.width();
    let head = texts(&[(FINDING, chart.finding.clone()), (LABEL, chart.title.clone())], inner);
    let notes = chart.footnotes(words).into_iter().map(|note| (SMALL.ink(INK), note));
    let notes = texts(&notes.collect::<Vec<_>>(), inner);
    let mut sheet = Drawing::new(inner + 2.0 * MARGIN);
    sheet.height = MARGIN;
    for part in std::iter::once(&head).chain(&chart.sheets(words, Layout::Wide)).chain([&notes]) {
        sheet.append(part, MARGIN);
    }
    sheet.height += MARGIN;
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
