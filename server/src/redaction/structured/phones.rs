//! Telephone numbers: groups of digits in the ways of North and Central America and Spain, international ones, ten digits in
//! a run, and numbers said digit by digit.

use super::calendar::is_year;
use super::{scan, stands_before};
use crate::redaction::lexicon::List;
use crate::redaction::token::Text;
use crate::redaction::{Hit, Kind};

type Reach = Option<(usize, usize, &'static str)>;

/// Groups of digits that are a telephone number wherever they stand, the longer ones first.
const FIRM: &[&[usize]] = &[
    &[2, 1, 2, 4, 4],
    &[1, 3, 3, 4],
    &[2, 3, 3, 4],
    &[2, 2, 4, 4],
    &[2, 3, 2, 2, 2],
    &[3, 3, 2, 2],
    &[3, 2, 2, 2],
    &[3, 3, 4],
    &[2, 4, 4],
    &[3, 4, 4],
    &[3, 3, 3],
];
/// Groups that are one only when no further group follows.
const LOOSE: &[&[usize]] = &[&[3, 4], &[4, 4], &[3, 7], &[2, 8]];
/// Most groups of one number.
const MOST_GROUPS: usize = 7;
/// Fewest spoken digits in a row.
const FEWEST_SPOKEN: usize = 7;

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Phone, |index| written(text, index).or_else(|| spoken(text, index)))
}

/// A group of digits: its token and how many it has.
struct Group {
    token: usize,
    digits: usize,
}

fn written(text: &Text<'_>, start: usize) -> Reach {
    if text.digits(start).is_empty() || joined_before(text, start) {
        return None;
    }
    let groups = groups(text, start);
    let (count, why) = international(text, &groups)
        .or_else(|| of_shape(text, &groups))
        .or_else(|| run(text, &groups).map(|count| (count, "digits-run")))?;
    let last = groups.get(count - 1)?.token;
    let whole = !joined_after(text, last + 1);
    whole.then(|| (opening(text, start, last), extension(text, last + 1), why))
}

/// The groups from here on, parted by a space, a point, a hyphen, a slash or brackets.
fn groups(text: &Text<'_>, start: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut index = start;
    while groups.len() < MOST_GROUPS && !text.digits(index).is_empty() {
        groups.push(Group { token: index, digits: text.digits(index).chars().count() });
        index = behind_separator(text, index + 1);
    }
    groups
}

fn behind_separator(text: &Text<'_>, index: usize) -> usize {
    const SEPARATORS: &[char] = &['-', '.', '/', '(', ')', '–', '‐', '‑'];
    let ends_sentence = |index: usize| text.sign(index, '.') && !text.glued(index + 1);
    let is_separator = |index: usize| text.any_sign(index, SEPARATORS) && !ends_sentence(index);
    (index..index + 3).find(|next| !is_separator(*next)).unwrap_or(index)
}

fn international(text: &Text<'_>, groups: &[Group]) -> Option<(usize, &'static str)> {
    let first = groups.first()?;
    let plus = text.sign(first.token.wrapping_sub(1), '+') && text.glued(first.token);
    if !plus {
        return None;
    }
    let sums = groups.iter().scan(0, |total, group| {
        *total += group.digits;
        Some(*total)
    });
    let (count, digits) = (1..).zip(sums).take_while(|(_, digits)| *digits <= 15).last()?;
    (digits > 7).then_some((count, "digits-international"))
}

fn of_shape(text: &Text<'_>, groups: &[Group]) -> Option<(usize, &'static str)> {
    let fits = |shape: &&&[usize]| {
        shape.len() <= groups.len() && shape.iter().zip(groups).all(|(digits, group)| *digits == group.digits)
    };
    let firm = FIRM.iter().find(fits);
    let loose = || LOOSE.iter().find(fits).filter(|shape| shape.len() == groups.len() && !are_years(text, groups));
    firm.or_else(loose).map(|shape| (shape.len(), "digits-grouped"))
}

/// `2019-2020` is a span of years, and `300 2019` no number either.
fn are_years(text: &Text<'_>, groups: &[Group]) -> bool {
    let hyphen = |group: &Group| text.sign(group.token.wrapping_sub(1), '-');
    let year = |group: &Group| is_year(text.digits(group.token));
    groups.last().is_some_and(|last| year(last) && (!hyphen(last) || groups.first().is_some_and(year)))
}

/// Ten digits in a row, eleven or twelve with a country, or fewer behind a word of calling.
fn run(text: &Text<'_>, groups: &[Group]) -> Option<usize> {
    let first = groups.first()?;
    let digits = text.digits(first.token);
    let is_run = match first.digits {
        10 => true,
        11 => digits.starts_with('1'),
        12 => digits.starts_with("52"),
        7..=9 => stands_before(text, first.token, 4, List::Call),
        _ => false,
    };
    is_run.then_some(1)
}

/// The number is the tail of a longer code or an amount: `A204`, `12-345`, `$300`.
fn joined_before(text: &Text<'_>, start: usize) -> bool {
    const JOINTS: &[char] = &['-', '/', '.', '_', ','];
    let before = start.wrapping_sub(1);
    let amount = text.any_sign(before, &['$', '€']);
    let behind_bracket = text.sign(start.wrapping_sub(2), ')');
    let joint = text.any_sign(before, JOINTS) && text.glued(before) && !behind_bracket;
    text.glued(start) && (text.plain(before) || amount || joint)
}

/// The number goes on: `5551234-56`, `555.1`, `12ab`.
fn joined_after(text: &Text<'_>, end: usize) -> bool {
    let joint = text.any_sign(end, &['-', '/', '.', '_']) && text.glued(end);
    let digits = joint && text.glued(end + 1) && !text.digits(end + 1).is_empty();
    let letters = text.goes_on(end) && !text.is(end, List::Extension);
    digits || letters
}

/// With the plus before it, and the bracket if it closes inside the number.
fn opening(text: &Text<'_>, start: usize, end: usize) -> usize {
    let closes = (start..end).any(|index| text.sign(index, ')'));
    let signs: &[char] = if closes { &['(', '+'] } else { &['+'] };
    let mut opening = start;
    while text.any_sign(opening.wrapping_sub(1), signs) && text.glued(opening) {
        opening -= 1;
    }
    opening
}

fn extension(text: &Text<'_>, end: usize) -> usize {
    if !text.is(end, List::Extension) {
        return end;
    }
    let number = end + 1 + usize::from(text.any_sign(end + 1, &['.', ':', '#']));
    if text.digits(number).is_empty() { end } else { number + 1 }
}

fn spoken(text: &Text<'_>, start: usize) -> Reach {
    let mut count = 0;
    let mut end = start;
    while text.is(end, List::Digit) {
        count += 1;
        end += 1;
        if text.any_sign(end, &[',', '-']) && text.is(end + 1, List::Digit) {
            end += 1;
        }
    }
    (count >= FEWEST_SPOKEN).then_some((start, end, "digits-spoken"))
}
