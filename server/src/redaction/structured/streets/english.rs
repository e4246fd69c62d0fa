//! As English writes addresses: house number, name, word for a street.

use super::details::with_details;
use super::{LONGEST_NAME, Reach, is_number, is_sentence_word, is_telling_name, skip, skip_point};
use crate::redaction::lexicon::{List, Lists};
use crate::redaction::token::{Shape, Text};

/// `1420 Marsh St, Apt 3`, `1199 Highway 70`
pub(super) fn house_and_street(text: &Text<'_>, start: usize) -> Reach {
    let name = behind_house_number(text, start)?;
    let end = numbered_road(text, name).or_else(|| name_and_street(text, name))?;
    Some((start, with_details(text, end), "house-number"))
}

/// `Marsh Street`, `42nd Avenue`
pub(super) fn street_alone(text: &Text<'_>, start: usize) -> Reach {
    let street = behind_ordinal(text, start).or_else(|| is_telling_name(text, start).then_some(start + 1))?;
    text.is(street, List::Street).then_some((start, street + 1, "street-word"))
}

/// `1420`, `1420B`: the token behind it.
fn behind_house_number(text: &Text<'_>, start: usize) -> Option<usize> {
    let letter = usize::from(text.glued(start + 1) && text.word(start + 1).len() == 1);
    (is_number(text, start) && !is_joined(text, start)).then_some(start + 1 + letter)
}

/// Part of a price, a time, a date or a code.
fn is_joined(text: &Text<'_>, start: usize) -> bool {
    text.glued(start) && !text.any_sign(start.wrapping_sub(1), &['(', '"', '“', '#'])
}

/// `Highway 70`: the token behind it.
fn numbered_road(text: &Text<'_>, index: usize) -> Option<usize> {
    let road = skip(text, index, List::Direction);
    let number = skip_point(text, road + 1);
    (text.is(road, List::NumberedRoad) && is_number(text, number)).then_some(number + 1)
}

/// `N. Alder Ave`: the token behind the word for a street. The last such word counts, as in “Court Street”.
fn name_and_street(text: &Text<'_>, name: usize) -> Option<usize> {
    let longest = name + LONGEST_NAME;
    let until = (name..longest).find(|index| !is_name_part(text, *index)).unwrap_or(longest);
    let street = (name + 1..=until).rev().find(|index| is_street(text, *index))?;
    Some(skip_point(text, street + 1))
}

fn is_street(text: &Text<'_>, index: usize) -> bool {
    text.is_any(index, Lists::of(&[List::Street, List::StreetOrWord]))
}

/// A token that may stand in a street's name: no word that holds a sentence together, nothing counted.
fn is_name_part(text: &Text<'_>, index: usize) -> bool {
    let Some(token) = text.at(index) else { return false };
    match token.shape {
        Shape::Word => !token.lists.has(List::Counted) && !is_sentence_word(text, index),
        Shape::Number => token.length() < 4,
        Shape::Sign => token.is_sign('.') && text.word_before(index, 1).len() < 4,
    }
}

/// `42nd`: the token behind it.
fn behind_ordinal(text: &Text<'_>, start: usize) -> Option<usize> {
    let ending = text.glued(start + 1) && !text.word(start + 1).is_empty();
    (is_number(text, start) && ending).then_some(start + 2)
}
