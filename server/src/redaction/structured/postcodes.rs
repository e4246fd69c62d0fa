//! Postal codes: behind a word for them, or behind a state's letters (`CA 95987`).

use super::{scan, stands_before};
use crate::redaction::lexicon::List;
use crate::redaction::token::Text;
use crate::redaction::{Hit, Kind};

/// How far behind a word for it the code may stand, in tokens.
const REACH: usize = 5;

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Address, |index| {
        let known = text.digits(index).len() == 5 && (behind_state(text, index) || announced(text, index));
        known.then(|| (index, end(text, index), "postal-code"))
    })
}

fn announced(text: &Text<'_>, index: usize) -> bool {
    let initials =
        text.word_before(index, 2) == "p" || (text.word_before(index, 4) == "c" && text.word_before(index, 2) == "p");
    initials || stands_before(text, index, REACH, List::Postal)
}

/// A state in full, or its two letters behind a comma: “in 12000” is none.
fn behind_state(text: &Text<'_>, index: usize) -> bool {
    let state = text.word_before(index, 1);
    let comma = text.before(index, 2).is_some_and(|token| token.is_sign(','));
    let capitals = text.before(index, 1).is_some_and(|token| token.capitals());
    text.is(index.wrapping_sub(1), List::State)
        && (state.len() > 2 || comma || capitals && !["in", "or", "me", "la", "de"].contains(&state))
}

/// With the four digits that may follow.
fn end(text: &Text<'_>, index: usize) -> usize {
    let more = text.sign(index + 1, '-') && text.glued(index + 2) && text.digits(index + 2).len() == 4;
    if more { index + 3 } else { index + 1 }
}
