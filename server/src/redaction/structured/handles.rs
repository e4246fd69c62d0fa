//! Names on networks: behind an `@`, after the name of a network, or by their form (`word_word`).

use std::ops::Range;

use super::{scan, stands_before};
use crate::redaction::lexicon::List;
use crate::redaction::token::Text;
use crate::redaction::{Hit, Kind};

/// How far behind such a word its account may stand, in tokens.
const REACH: usize = 7;

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Handle, |index| behind_sign(text, index).or_else(|| by_form(text, index)))
}

fn behind_sign(text: &Text<'_>, at: usize) -> Option<(usize, usize, &'static str)> {
    let inside_mail = text.glued(at) && is_part(text, at.wrapping_sub(1));
    if !text.sign(at, '@') || !text.glued(at + 1) || inside_mail {
        return None;
    }
    let end = account_end(text, at + 1);
    let has_letters = (at + 1..end).any(|index| !text.word(index).is_empty());
    (has_letters && !is_hour(text, at + 1)).then_some((at, end, "handle-sign"))
}

/// `@5pm` is a time.
fn is_hour(text: &Text<'_>, index: usize) -> bool {
    !text.digits(index).is_empty() && ["am", "pm", "hrs", "h", "ish"].contains(&text.word(index + 1))
}

fn by_form(text: &Text<'_>, start: usize) -> Option<(usize, usize, &'static str)> {
    let starts = !text.glued(start) || text.any_sign(start.wrapping_sub(1), &['(', '"', '“', ':', '\'']);
    if !starts || !text.glued(start + 1) {
        return None;
    }
    let end = account_end(text, start);
    let form = Form::of(text, start..end);
    match form {
        Form::Underscored => Some((start, end, "handle-form")),
        Form::Mixed if stands_before(text, start, REACH, List::Network) => Some((start, end, "network-word")),
        _ => None,
    }
}

/// Where a run of letters, digits, underscores and inner points ends.
fn account_end(text: &Text<'_>, start: usize) -> usize {
    let mut end = start;
    while is_part(text, end) && (end == start || text.glued(end)) {
        end += 1;
    }
    while end > start && text.any_sign(end - 1, &['.', '-']) {
        end -= 1;
    }
    end
}

fn is_part(text: &Text<'_>, index: usize) -> bool {
    text.plain(index) || text.any_sign(index, &['_', '.', '-'])
}

enum Form {
    /// Letters with an underscore.
    Underscored,
    /// Letters with digits or a point between them.
    Mixed,
    /// Anything else.
    Plain,
}

impl Form {
    fn of(text: &Text<'_>, tokens: Range<usize>) -> Self {
        let has = |wanted: &dyn Fn(usize) -> bool| tokens.clone().any(wanted);
        let letters = has(&|index| !text.word(index).is_empty());
        let underscore = has(&|index| text.sign(index, '_'));
        let other = has(&|index| text.sign(index, '.') || !text.digits(index).is_empty());
        match (letters, underscore, other) {
            (true, true, _) => Self::Underscored,
            (true, false, true) => Self::Mixed,
            _ => Self::Plain,
        }
    }
}
