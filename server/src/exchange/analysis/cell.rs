//! What stands at one row and column.

use std::borrow::Cow;

use instruments::Answer;

use super::columns::{Column, Shape};
use super::reasons::Reason;
use super::values::Value;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No answer, and why.
    Missing(Reason),
    /// Nothing to say, in a column of ours.
    Blank,
    /// One of the column's values.
    Value(&'a Value),
    /// Whether the option was ticked.
    Tick(bool),
    /// A number, never infinite.
    Number(f64),
    /// Words.
    Words(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// An answer as a column holds it; `None` where it cannot.
    pub(super) fn of(column: &'a Column, answer: &'a Answer) -> Option<Self> {
        match (&column.shape, answer) {
            (_, Answer::Missing(reason)) => Some(Self::Missing((*reason).into())),
            (Shape::Coded(values), Answer::One(code)) => {
                values.iter().find(|value| value.code == *code).map(Self::Value)
            }
            (Shape::Tick, Answer::Several(codes)) => {
                column.option.as_ref().map(|option| Self::Tick(codes.contains(option)))
            }
            (Shape::Place, Answer::Several(codes)) => column.option.as_ref().map(|option| place(codes, option)),
            (Shape::Number, Answer::Number(number)) if number.is_finite() => Some(Self::Number(*number)),
            (Shape::Words, _) => Some(Self::Words(words(answer))),
            _ => None,
        }
    }
}

fn place(codes: &[String], option: &String) -> Cell<'static> {
    let place = codes.iter().position(|code| code == option).and_then(|place| u32::try_from(place + 1).ok());
    place.map_or(Cell::Missing(Reason::NotPlaced), |place| Cell::Number(f64::from(place)))
}

fn words(answer: &Answer) -> Cow<'_, str> {
    match answer {
        Answer::One(text) | Answer::Date(text) | Answer::Text(text) => Cow::Borrowed(text),
        Answer::Several(codes) => Cow::Owned(codes.join(";")),
        Answer::Number(number) => Cow::Owned(number.to_string()),
        Answer::Missing(reason) => Cow::Borrowed(reason.word()),
    }
}
