//! What belongs to an address and stands behind it: direction, flat, floor, quarter.

use super::{LONGEST_NAME, behind_number_word, is_number, skip, skip_point};
use crate::redaction::lexicon::List;
use crate::redaction::token::Text;

/// The token behind all that belongs to the address that ends here.
pub(super) fn with_details(text: &Text<'_>, end: usize) -> usize {
    let mut end = skip(text, end, List::Direction);
    while let Some(further) = unit(text, end).or_else(|| floor_and_door(text, end)).or_else(|| quarter(text, end)) {
        end = further;
    }
    end
}

/// `2º`
pub(super) fn is_floor(text: &Text<'_>, index: usize) -> bool {
    is_number(text, index) && text.at(index + 1).is_some_and(|token| ["º", "ª", "°"].contains(&token.raw))
}

/// `, Apt 3B`, `#12`, `, piso 2`
fn unit(text: &Text<'_>, index: usize) -> Option<usize> {
    let start = behind_comma(text, index);
    match text.is(start, List::Unit) {
        true => unit_number(text, behind_number_word(text, skip_point(text, start + 1))),
        false => text.sign(start, '#').then(|| unit_number(text, start + 1))?,
    }
}

/// `3`, `3B`, `B`, `B-3`
fn unit_number(text: &Text<'_>, start: usize) -> Option<usize> {
    let mut end = is_unit_part(text, start).then_some(start + 1)?;
    while let Some(part) = glued_part(text, end) {
        end = part + 1;
    }
    Some(end)
}

/// The part that goes on here, over a hyphen or not.
fn glued_part(text: &Text<'_>, index: usize) -> Option<usize> {
    let part = index + usize::from(text.sign(index, '-'));
    (text.glued(index) && text.glued(part) && is_unit_part(text, part)).then_some(part)
}

/// A number, or one letter that is no word.
fn is_unit_part(text: &Text<'_>, index: usize) -> bool {
    let letter = || text.at(index).is_some_and(|token| token.capital() || !token.lists.has(List::Function));
    is_number(text, index) || (text.word(index).len() == 1 && letter())
}

/// `, 2º B`, as Spain writes floor and door.
fn floor_and_door(text: &Text<'_>, index: usize) -> Option<usize> {
    let floor = behind_comma(text, index);
    let door = floor + 2;
    is_floor(text, floor).then(|| if is_unit_part(text, door) { door + 1 } else { door })
}

/// `, colonia Vista Alegre`
fn quarter(text: &Text<'_>, index: usize) -> Option<usize> {
    let start = behind_comma(text, index);
    let name = text.is(start, List::Quarter).then(|| skip_point(text, start + 1))?;
    let end = (name..name + LONGEST_NAME).find(|index| !is_quarter_name(text, *index))?;
    (end > name).then_some(end)
}

fn is_quarter_name(text: &Text<'_>, index: usize) -> bool {
    let word = !text.word(index).is_empty() && !text.is(index, List::Function);
    word || is_number(text, index) || text.is(index, List::Small)
}

fn behind_comma(text: &Text<'_>, index: usize) -> usize {
    index + usize::from(text.sign(index, ','))
}
