//! Variables of the system file: a column, or the companion that says why a column of words is empty.

use crate::exchange::analysis::cell::Cell;
use crate::exchange::analysis::columns::{Column, Measure, Shape};
use crate::exchange::analysis::frame::Frame;
use crate::exchange::analysis::reasons::{self, Reason};
use crate::exchange::analysis::sheets::labelled;

/// Most bytes of a string.
pub(super) const LONGEST: usize = 32_767;
/// Most bytes of a string in one piece.
pub(super) const PIECE: usize = 255;
/// Bytes that a piece of a very long string stands for when its width is told.
const TOLD: usize = 252;

/// What a variable takes from its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Number,
    Words,
    Why,
}

/// One variable.
pub(super) struct Field {
    pub(super) column: usize,
    pub(super) from: From,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) measure: Measure,
    /// Digits after the point.
    pub(super) decimals: u8,
    /// Bytes of its strings; 0 for numbers.
    pub(super) width: usize,
    /// Widths of the pieces that its strings are stored in; one for most.
    pub(super) segments: Vec<usize>,
    pub(super) labels: Vec<(f64, String)>,
    /// The number of the first reason for no answer.
    first: Option<f64>,
    reasons: usize,
    /// Texts that were cut.
    pub(super) cut: usize,
}

impl Field {
    /// The number that stands for a reason.
    pub(super) fn missing(&self, reason: Reason) -> Option<f64> {
        Some(self.first? + reason.offset()?)
    }

    /// Lowest and highest number that count as missing.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        let reasons = u32::try_from(self.reasons).ok().filter(|reasons| *reasons > 0)?;
        self.first.map(|first| (first, first + f64::from(reasons - 1)))
    }
}

/// The variables of a table.
pub(super) fn of(frame: &Frame) -> Vec<Field> {
    let mut fields = Vec::new();
    for (place, column) in frame.columns.iter().enumerate() {
        if column.shape == Shape::Words {
            fields.push(words(frame, place, column));
            fields.extend(column.why.as_ref().map(|name| why(frame, place, column, name)));
        } else {
            fields.push(number(frame, place, column));
        }
    }
    fields
}

fn words(frame: &Frame, place: usize, column: &Column) -> Field {
    let lengths = frame.cells(place).map(|cell| if let Cell::Words(text) = cell { text.len() } else { 0 });
    let (mut longest, mut cut) = (1, 0);
    for length in lengths {
        longest = longest.max(length.min(LONGEST));
        cut += usize::from(length > LONGEST);
    }
    Field { width: longest, segments: segments(longest), cut, ..plain(place, column, From::Words) }
}

fn number(frame: &Frame, place: usize, column: &Column) -> Field {
    let first = reasons::first(frame, place);
    let decimals = frame.cells(place).map(|cell| if let Cell::Number(number) = cell { digits(number) } else { 0 });
    let values = labelled(column, frame.say).into_iter().map(|(number, _, label)| (number, label));
    let (labels, reasons) = missing(frame, column, first);
    Field {
        decimals: decimals.max().unwrap_or(0),
        labels: values.chain(labels).collect(),
        first,
        reasons,
        ..plain(place, column, From::Number)
    }
}

/// Only reasons: the words themselves are in the column before.
fn why(frame: &Frame, place: usize, column: &Column, name: &str) -> Field {
    let (labels, reasons) = missing(frame, column, Some(-99.0));
    Field {
        name: name.to_owned(),
        label: format!("{}: {}", (frame.say)("analysis-why"), column.label()),
        measure: Measure::Nominal,
        labels,
        first: Some(-99.0),
        reasons,
        ..plain(place, column, From::Why)
    }
}

fn missing(frame: &Frame, column: &Column, first: Option<f64>) -> (Vec<(f64, String)>, usize) {
    let numbered = first.map(|first| reasons::numbered(column, first)).unwrap_or_default();
    let labels = numbered.iter().map(|(number, reason)| (*number, reason.label(frame.say))).collect();
    (labels, numbered.len())
}

fn plain(column: usize, of: &Column, from: From) -> Field {
    let (name, label, measure) = (of.name.clone(), of.label().to_owned(), of.measure);
    let (labels, segments) = (Vec::new(), vec![0]);
    Field {
        column,
        from,
        name,
        label,
        measure,
        decimals: 0,
        width: 0,
        segments,
        labels,
        first: None,
        reasons: 0,
        cut: 0,
    }
}

/// Each piece but the last has 255 bytes and counts as 252; the rest is the last.
fn segments(width: usize) -> Vec<usize> {
    if width <= PIECE {
        return vec![width];
    }
    let pieces = width.div_ceil(TOLD);
    let last = width - (pieces - 1) * TOLD;
    std::iter::repeat_n(PIECE, pieces - 1).chain([last]).collect()
}

/// Digits after the point that a number is written with, at most 6.
fn digits(number: f64) -> u8 {
    let text = number.to_string();
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len().min(6));
    u8::try_from(digits).unwrap_or(6)
}
