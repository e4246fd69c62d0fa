//! Reasons for no answer, as files tell them: a word behind `~` in cells, a number that counts as missing in SPSS.

use instruments::MissingReason;

use super::Say;
use super::cell::Cell;
use super::columns::{Column, Shape};
use super::frame::Frame;

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Shown, and left empty.
    Skipped,
    /// It does not apply.
    NotApplicable,
    /// The person does not know.
    DontKnow,
    /// The person would rather not say.
    PreferNot,
    /// An option that got no place in a ranking that was answered.
    NotPlaced,
    /// Routing did not show it, or the version did not have it.
    NotAsked,
}

use Reason::*;

/// Those that have a number, in its order; not asked is missing by system.
const NUMBERED: [Reason; 5] = [Skipped, NotApplicable, DontKnow, PreferNot, NotPlaced];
/// The first number; another with more nines where an answer lies among them.
const FIRST: f64 = -99.0;

impl Reason {
    /// Its word: `dont_know`.
    pub fn word(self) -> &'static str {
        match self {
            Skipped => "skipped",
            NotApplicable => "not_applicable",
            DontKnow => "dont_know",
            PreferNot => "prefer_not",
            NotPlaced => "not_placed",
            NotAsked => "not_asked",
        }
    }

    /// How it stands in a cell.
    pub(super) fn cell(self) -> String {
        if self == Skipped { String::new() } else { format!("~{}", self.word()) }
    }

    pub(super) fn label(self, say: Say) -> String {
        say(&format!("analysis-reason-{}", self.word()))
    }

    /// How far its number lies behind the first.
    pub(super) fn offset(self) -> Option<f64> {
        let place = NUMBERED.iter().position(|reason| *reason == self)?;
        u32::try_from(place).ok().map(f64::from)
    }
}

impl From<MissingReason> for Reason {
    fn from(reason: MissingReason) -> Self {
        match reason {
            MissingReason::Skipped => Skipped,
            MissingReason::NotApplicable => NotApplicable,
            MissingReason::DontKnow => DontKnow,
            MissingReason::PreferNot => PreferNot,
            MissingReason::NotAsked => NotAsked,
        }
    }
}

/// The reasons that a column may have, those with numbers first.
pub(super) fn of(column: &Column) -> impl Iterator<Item = Reason> + use<> {
    let (own, place) = (column.own.is_some(), column.shape == Shape::Place);
    NUMBERED.into_iter().chain([NotAsked]).filter(move |reason| !own && (place || *reason != NotPlaced))
}

/// The number of the first reason in a column of numbers; `None` where reasons have none.
pub(super) fn first(frame: &Frame, place: usize) -> Option<f64> {
    let column = &frame.columns[place];
    if column.own.is_some() || column.shape == Shape::Words {
        return None;
    }
    let mut first = FIRST;
    if column.shape == Shape::Number {
        let taken = |first: f64| frame.cells(place).any(|cell| among(&cell, first));
        while taken(first) {
            first = first * 10.0 - 9.0;
        }
    }
    Some(first)
}

fn among(cell: &Cell, first: f64) -> bool {
    matches!(cell, Cell::Number(number) if (first..=first + 4.0).contains(number))
}

/// Numbers and reasons of a column, from its first number.
pub(super) fn numbered(column: &Column, first: f64) -> Vec<(f64, Reason)> {
    of(column).filter_map(|reason| Some((first + reason.offset()?, reason))).collect()
}
