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
    let initials = [text.word_before(index, 4), text.word_before(index, 2)] == ["c", "p"];
    initials || stands_before(text, index, REACH, List::Postal)
}

/// A state in full, or its two letters where they are no word or stand behind a comma: “in 12000” is none.
fn behind_state(text: &Text<'_>, index: usize) -> bool {
    let Some(state) = text.before(index, 1).filter(|token| token.lists.has(List::State)) else { return false };
    let comma = text.before(index, 2).is_some_and(|token| token.is_sign(','));
    let word = state.lists.has(List::Function) || !state.capitals();
    state.length() > 2 || comma || !word
}

/// With the four digits that may follow.
fn end(text: &Text<'_>, index: usize) -> usize {
    let more = text.sign(index + 1, '-') && text.glued(index + 2) && text.digits(index + 2).len() == 4;
    if more { index + 3 } else { index + 1 }
}
