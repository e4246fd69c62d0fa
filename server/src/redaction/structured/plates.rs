//! Licence plates: behind a word such as “plate” or “placas”, or by the forms of the United States, Mexico and Spain.

use super::scan;
use crate::redaction::lexicon::{List, NAMES, WORDS};
use crate::redaction::token::{Shape, Text, Token};
use crate::redaction::{Hit, Kind};

type Reach = Option<(usize, usize, &'static str)>;

/// How far behind such a word the plate may stand, in tokens.
const REACH: usize = 8;
/// Forms of one piece, `A` for letters and `9` for digits, that are plates wherever they stand.
const FORMS: &[&str] = &[
    "9AAA999",
    "AAA9999",
    "AAA-9999",
    "AAA-999",
    "AAA-99-99",
    "AAA-999-A",
    "9-AAA-999",
    "9999AAA",
    "9999-AAA",
    "99-AAA-9",
];
/// Forms of two pieces, plates only behind a word for them.
const PARTED: &[&str] =
    &["AAA 9999", "AAA 999", "AAA 99 99", "9999 AAA", "9 AAA 999", "AA 99999", "AA 9999", "999 AAA"];
/// Tokens of the longest form.
const LONGEST: usize = 5;

pub(super) fn after_a_word(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Plate, |index| {
        let behind = text.is(index, List::Plate).then_some(index + 1)?;
        let until = (behind + REACH).min(text.len());
        (behind..until).find_map(|start| announced(text, start))
    })
}

pub(super) fn by_form(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Plate, |index| {
        let end = if text.glued(index + 1) { one_of(text, index, FORMS) } else { None };
        end.map(|end| (index, end, "plate-form"))
    })
}

fn announced(text: &Text<'_>, start: usize) -> Reach {
    let end = one_of(text, start, FORMS).or_else(|| one_of(text, start, PARTED)).or_else(|| mixed(text, start))?;
    Some((start, end, "plate-word"))
}

/// Where a form that begins here ends.
fn one_of(text: &Text<'_>, start: usize, forms: &[&str]) -> Option<usize> {
    if text.glued(start) && !text.any_sign(start.wrapping_sub(1), &['(', ':', '"', '“', '#']) {
        return None;
    }
    (1..=LONGEST).rev().map(|length| start + length).find(|end| {
        *end <= text.len()
            && !goes_on(text, *end)
            && form(text, start, *end).is_some_and(|form| forms.contains(&form.as_str()))
    })
}

/// Whether a letter or a digit is glued behind.
fn goes_on(text: &Text<'_>, end: usize) -> bool {
    text.goes_on(end) || (text.sign(end, '-') && text.goes_on(end + 1))
}

/// The form of some tokens; none when they hold an ordinary word or anything but letters, digits and hyphens.
fn form(text: &Text<'_>, start: usize, end: usize) -> Option<String> {
    let mut form = String::new();
    for index in start..end {
        let token = text.at(index)?;
        if index > start && !token.glued {
            form.push(' ');
        }
        match token.shape {
            Shape::Word if token.length() > 3 || is_word(token) => return None,
            Shape::Word => form.extend(std::iter::repeat_n('A', token.length())),
            Shape::Number => form.extend(std::iter::repeat_n('9', token.length().min(9))),
            Shape::Sign if token.raw == "-" => form.push('-'),
            Shape::Sign => return None,
        }
    }
    Some(form)
}

/// A word of two or three letters, such as “the”, is no part of a plate.
fn is_word(token: &Token<'_>) -> bool {
    token.length() > 1 && (token.lists.any(WORDS) || token.lists.any(NAMES) || token.lists.has(List::Function))
}

/// Any piece of four to eight letters and digits, both among them.
fn mixed(text: &Text<'_>, start: usize) -> Option<usize> {
    let end = (start + 1..start + LONGEST).find(|index| !text.goes_on(*index)).filter(|_| text.plain(start))?;
    let pieces = || (start..end).filter_map(|index| text.at(index));
    let length: usize = pieces().map(|token| token.length()).sum();
    let both = pieces().any(|token| token.shape == Shape::Word) && pieces().any(|token| token.shape == Shape::Number);
    (both && (4..=8).contains(&length)).then_some(end)
}
