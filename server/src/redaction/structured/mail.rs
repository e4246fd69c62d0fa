//! E-mail addresses, written (`a.b@example.org`, also with spaces around the sign) or spoken (“a at example dot org”).

use super::scan;
use crate::redaction::lexicon::List;
use crate::redaction::token::Text;
use crate::redaction::{Hit, Kind};

/// Longest part before the sign that is looked at, in tokens.
const LONGEST: usize = 40;
/// Endings that tell “a @example.com” from a name on a network with a point in it.
const COMMON: &[&str] = &["com", "org", "net", "edu", "gov", "mx", "es"];
const OPEN: &[char] = &['(', '[', '{', '<'];
const CLOSE: &[char] = &[')', ']', '}', '>'];

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Mail, |index| written(text, index).or_else(|| spoken(text, index)))
}

fn written(text: &Text<'_>, at: usize) -> Option<(usize, usize, &'static str)> {
    if !text.sign(at, '@') {
        return None;
    }
    let end = domain(text, at + 1)?;
    let is_handle = !text.glued(at) && text.glued(at + 1) && !COMMON.contains(&text.word(end - 1));
    if is_handle { None } else { Some((account(text, at)?, end, "at-sign")) }
}

/// Where the part before the sign begins.
fn account(text: &Text<'_>, at: usize) -> Option<usize> {
    const INNER: &[char] = &['.', '_', '-', '+', '%', '\''];
    let mut start = at.checked_sub(1).filter(|last| text.plain(*last))?;
    while at - start < LONGEST && text.glued(start) {
        let Some(before) = start.checked_sub(1) else { break };
        if !text.plain(before) && !text.any_sign(before, INNER) {
            break;
        }
        start = before;
    }
    Some(start)
}

/// Where a domain that begins here ends: labels with points or hyphens, the last one of letters.
fn domain(text: &Text<'_>, start: usize) -> Option<usize> {
    let mut end = None;
    let mut index = start;
    while index < start + LONGEST && text.plain(index) && (index == start || text.glued(index)) {
        index += 1;
        let last_is_point = index >= start + 3 && text.sign(index - 2, '.');
        if last_is_point && text.word(index - 1).len() > 1 {
            end = Some(index);
        }
        if text.glued(index) && text.any_sign(index, &['.', '-']) {
            index += 1;
        }
    }
    end
}

fn spoken(text: &Text<'_>, at: usize) -> Option<(usize, usize, &'static str)> {
    let after_at = said(text, at, List::At)?;
    let mut end = None;
    let mut index = after_at;
    while is_label(text, index) && index < after_at + LONGEST {
        let Some(next) = said(text, index + 1, List::Dot) else { break };
        end = (is_label(text, next) && text.word(next).len() > 1).then_some(next + 1);
        index = next;
    }
    Some((account(text, at)?, end?, "at-spoken"))
}

/// A part of a spoken domain: “at the dot” is none.
fn is_label(text: &Text<'_>, index: usize) -> bool {
    text.plain(index) && !text.is(index, List::Function)
}

/// The index behind one of these words, which may stand in brackets.
fn said(text: &Text<'_>, index: usize, list: List) -> Option<usize> {
    if text.is(index, list) {
        return Some(index + 1);
    }
    let bracketed = text.any_sign(index, OPEN) && text.any_sign(index + 2, CLOSE);
    (bracketed && text.is(index + 1, list)).then_some(index + 3)
}
