//! Dates with a day or a year: in digits, with a month's name, and years of birth. A month or a weekday alone is none.

use super::calendar::{is_day_number, is_month_number, is_year};
use super::{scan, stands_before};
use crate::redaction::lexicon::List;
use crate::redaction::token::Text;
use crate::redaction::{Hit, Kind};

type Reach = Option<(usize, usize, &'static str)>;

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Date, |index| {
        in_digits(text, index).or_else(|| with_month(text, index)).or_else(|| birth_year(text, index))
    })
}

/// `3/14/2019`, `2019-03-14`, `14.03.19`, and `3/14` where it is no fraction.
fn in_digits(text: &Text<'_>, start: usize) -> Reach {
    let separator = ['/', '-', '.'].into_iter().find(|sign| text.sign(start + 1, *sign))?;
    let parts = [text.digits(start), text.digits(start + 2), text.digits(start + 4)];
    let full = text.sign(start + 3, separator) && glued_through(text, start, 5) && is_full(parts);
    let short = || separator == '/' && glued_through(text, start, 3) && is_day_and_month(text, start);
    let end = if full { start + 5 } else { short().then_some(start + 3)? };
    stands_alone(text, start, end).then_some((start, end, "date-digits"))
}

fn is_full([first, second, third]: [&str; 3]) -> bool {
    let ends_with_year = is_year(third) || third.len() == 2;
    let day_and_month = |one: &str, other: &str| is_day_number(one) && is_month_number(other);
    match ends_with_year {
        _ if is_year(first) => day_and_month(third, second) || day_and_month(second, third),
        true => day_and_month(first, second) || day_and_month(second, first),
        false => false,
    }
}

/// Two numbers that may be a day and a month, and are not a rating, a half or the clock around.
fn is_day_and_month(text: &Text<'_>, start: usize) -> bool {
    const OUT_OF: &[&str] = &["2", "3", "4", "5", "7", "8", "10"];
    let (first, second) = (text.digits(start), text.digits(start + 2));
    let possible =
        (is_day_number(first) && is_month_number(second)) || (is_month_number(first) && is_day_number(second));
    possible && (text.is(start.wrapping_sub(1), List::BeforeDate) || !OUT_OF.contains(&second))
}

fn glued_through(text: &Text<'_>, start: usize, length: usize) -> bool {
    (start + 1..start + length).all(|index| text.glued(index))
}

/// Not a part of a longer number or code, nor a share.
fn stands_alone(text: &Text<'_>, start: usize, end: usize) -> bool {
    const JOINTS: &[char] = &['-', '/', '.'];
    let before = start.wrapping_sub(1);
    let joined_before = text.glued(start) && (text.any_sign(before, JOINTS) || text.plain(before));
    let joint_behind = text.glued(end) && text.any_sign(end, JOINTS);
    let joined_behind = joint_behind && text.glued(end + 1) && !text.digits(end + 1).is_empty();
    let share = text.glued(end) && text.sign(end, '%');
    !(joined_before || joined_behind || share)
}

/// A month's name with a day before or behind it, a year, or both.
fn with_month(text: &Text<'_>, index: usize) -> Reach {
    if !text.is(index, List::Month) {
        return None;
    }
    let day = day_before(text, index);
    let behind = skip_point(text, index + 1);
    let after_day = if day.is_none() { day_after(text, behind) } else { None };
    let year = year_after(text, after_day.unwrap_or(behind));
    let end = year.or(after_day).or(day.map(|_| index + 1))?;
    Some((weekday_before(text, day.unwrap_or(index)), end, "month"))
}

/// The point of an abbreviation.
fn skip_point(text: &Text<'_>, index: usize) -> usize {
    if text.sign(index, '.') && text.glued(index) && text.at(index + 1).is_some() { index + 1 } else { index }
}

/// Where a day before the month begins: `3`, `3rd of`, `3 de`, `twenty-first of`.
fn day_before(text: &Text<'_>, month: usize) -> Option<usize> {
    let of = usize::from(["of", "de"].contains(&text.word_before(month, 1)));
    let last = month.checked_sub(1 + of)?;
    if is_day_number(text.digits(last)) && !text.glued(last + 1) {
        return Some(last);
    }
    if is_ordinal(text.word(last)) {
        return last.checked_sub(1).filter(|number| text.glued(last) && is_day_number(text.digits(*number)));
    }
    // “two May …” may be anything, “two of May” is a day.
    (of == 1 && text.is(last, List::Day)).then(|| tens_before(text, last))
}

fn tens_before(text: &Text<'_>, last: usize) -> usize {
    let between = usize::from(text.sign(last.wrapping_sub(1), '-') || text.word_before(last, 1) == "y");
    match last.checked_sub(1 + between) {
        Some(tens) if text.is(tens, List::Tens) => tens,
        _ => last,
    }
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th", "o", "er", "ero"].contains(&word)
}

/// Where a day behind the month ends: `3`, `3rd`, `the third`, `twenty-first`.
fn day_after(text: &Text<'_>, index: usize) -> Option<usize> {
    let start = index + usize::from(text.word(index) == "the");
    if is_day_number(text.digits(start)) {
        let ordinal = text.glued(start + 1) && is_ordinal(text.word(start + 1));
        let part_of_more = text.glued(start + 1) && text.any_sign(start + 1, &['/', '%', ':']);
        return (!part_of_more).then_some(start + 1 + usize::from(ordinal));
    }
    let tens = if text.is(start, List::Tens) { 1 + usize::from(text.sign(start + 1, '-')) } else { 0 };
    text.is(start + tens, List::Day).then_some(start + tens + 1)
}

/// Where a year behind it ends: `, 2019`, `de 2019`, `of 2019`, `'19`.
fn year_after(text: &Text<'_>, index: usize) -> Option<usize> {
    let between = usize::from(text.sign(index, ',') || ["de", "del", "of"].contains(&text.word(index)));
    let short = text.any_sign(index + between, &['\'', '’']) && text.digits(index + between + 1).len() == 2;
    match short {
        true => Some(index + between + 2),
        false => is_year(text.digits(index + between)).then_some(index + between + 1),
    }
}

fn weekday_before(text: &Text<'_>, start: usize) -> usize {
    let between = usize::from(text.sign(start.wrapping_sub(1), ',') || text.word_before(start, 1) == "the");
    match start.checked_sub(1 + between) {
        Some(day) if text.is(day, List::Weekday) => day,
        _ => start,
    }
}

/// The year after “born in”, “nací en”.
fn birth_year(text: &Text<'_>, index: usize) -> Reach {
    (is_year(text.digits(index)) && stands_before(text, index, 3, List::Born)).then_some((
        index,
        index + 1,
        "birth-year",
    ))
}
