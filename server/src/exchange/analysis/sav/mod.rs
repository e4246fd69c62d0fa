//! The table as an SPSS system file (`.sav`): UTF-8, compressed, long names, very long strings, labels, measures, and
//! reasons for no answer as values that count as missing. After the format's description in the manual of GNU PSPP.

mod dictionary;
mod fields;
mod packer;

use super::cell::Cell;
use super::frame::Frame;
use super::reasons::Reason;
use fields::{Field, From};
use packer::Packer;

/// The whole file.
pub(super) fn write(frame: &Frame) -> Vec<u8> {
    let fields = fields::of(frame);
    let mut bytes = dictionary::write(frame, &fields);
    let mut packer = Packer::default();
    for row in 0..frame.rows() {
        for field in &fields {
            let cell = frame.cell(row, field.column);
            match field.from {
                From::Words => packer.words(words(&cell), &field.segments),
                From::Number => packer.number(number(&cell, field)),
                From::Why => packer.number(reason(&cell).and_then(|reason| field.missing(reason))),
            }
        }
    }
    packer.finish(&mut bytes);
    bytes
}

fn words<'c>(cell: &'c Cell) -> &'c str {
    match cell {
        Cell::Words(text) => text,
        _ => "",
    }
}

fn reason(cell: &Cell) -> Option<Reason> {
    match cell {
        Cell::Missing(reason) => Some(*reason),
        _ => None,
    }
}

/// What a program counts; nothing for what is missing by system.
fn number(cell: &Cell, field: &Field) -> Option<f64> {
    match cell {
        Cell::Value(value) => Some(value.number),
        Cell::Tick(ticked) => Some(f64::from(u8::from(*ticked))),
        Cell::Number(number) => Some(*number),
        Cell::Missing(reason) => field.missing(*reason),
        Cell::Blank | Cell::Words(_) => None,
    }
}
