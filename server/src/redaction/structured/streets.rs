//! Street addresses: `1420 Marsh St, Apt 3` as English writes them, `calle Alameda 45, int. 2` as Spanish does, post boxes,
//! and streets named without a number. The words of both languages are tables in
//! `words/streets.txt`.

use super::scan;
use crate::redaction::lexicon::{List, Lists, NAMES, WORDS};
use crate::redaction::token::{Shape, Text};
use crate::redaction::{Hit, Kind};

/// What was found: its first token, the one behind its last, and why.
type Reach = Option<(usize, usize, &'static str)>;

/// Longest name of a street, in tokens.
const LONGEST_NAME: usize = 6;

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Address, |index| {
        house_and_street(text, index)
            .or_else(|| calle_and_house(text, index))
            .or_else(|| named_street(text, index))
            .or_else(|| post_box(text, index))
            .map(|(start, end, why)| (start, without_stop(text, end), why))
    })
}

/// The point at the end may be the sentence's.
fn without_stop(text: &Text<'_>, end: usize) -> usize {
    if text.sign(end - 1, '.') { end - 1 } else { end }
}

// --- English: number, name, street ---

fn house_and_street(text: &Text<'_>, start: usize) -> Reach {
    let name = behind_house_number(text, start)?;
    let end = numbered_road(text, name).or_else(|| name_and_street(text, name))?;
    Some((start, with_details(text, end), "house-number"))
}

/// `1420`, `1420-B`, `1420B`: the token behind it.
fn behind_house_number(text: &Text<'_>, start: usize) -> Option<usize> {
    let is_house = (1..=6).contains(&text.digits(start).len()) && !is_joined(text, start);
    let letter = usize::from(text.glued(start + 1) && text.word(start + 1).len() == 1);
    is_house.then_some(start + 1 + letter)
}

/// `Highway 70`
fn numbered_road(text: &Text<'_>, index: usize) -> Option<usize> {
    let road = skip(text, index, List::Direction);
    let number = skip_point(text, road + 1);
    (text.is(road, List::NumberedRoad) && is_number(text, number)).then_some(number + 1)
}

/// `N. Alder Ave`: the token behind the word for a street. The last such word counts, as in “Court Street”.
fn name_and_street(text: &Text<'_>, name: usize) -> Option<usize> {
    let until = (name..=name + LONGEST_NAME).find(|index| !is_name_part(text, *index)).unwrap_or(name + LONGEST_NAME);
    let street = (name + 1..=until).rev().find(|index| is_street(text, *index))?;
    Some(skip_point(text, street + 1))
}

fn is_street(text: &Text<'_>, index: usize) -> bool {
    text.is_any(index, Lists::of(&[List::Street, List::StreetOrWord]))
}

/// A token that may stand in an English street's name: no word that holds a sentence together, nothing counted.
fn is_name_part(text: &Text<'_>, index: usize) -> bool {
    let Some(token) = text.at(index) else { return false };
    match token.shape {
        Shape::Word => !text.is(index, List::Counted) && !is_sentence_word(text, index),
        Shape::Number => token.length() < 4,
        Shape::Sign => token.is_sign('.') && text.word_before(index, 1).len() < 4,
    }
}

/// “the”, “of”, “with”; a direction's letter is none.
fn is_sentence_word(text: &Text<'_>, index: usize) -> bool {
    text.is(index, List::Function) && !text.is(index, List::Direction)
}

// --- Spanish: street, name, number ---

fn calle_and_house(text: &Text<'_>, start: usize) -> Reach {
    let name = behind_calle(text, start)?;
    let end = house_behind_name(text, name)?;
    Some((start, with_details(text, end), "street-word"))
}

/// `calle`, `av.`, `C/`: the token behind it.
fn behind_calle(text: &Text<'_>, start: usize) -> Option<usize> {
    if !text.is(start, List::Calle) {
        return None;
    }
    let sign = usize::from(text.any_sign(start + 1, &['.', '/']));
    let abbreviated = text.word(start).len() > 1 || sign == 1;
    abbreviated.then_some(start + 1 + sign)
}

/// The name up to its house number: the token behind the number. A number may be part of the name, as in “5 de Mayo 12”.
fn house_behind_name(text: &Text<'_>, name: usize) -> Option<usize> {
    let mut end = None;
    for index in name..name + LONGEST_NAME {
        let house = behind_number_word(text, index);
        if is_number(text, house) && !is_floor(text, house) && !text.is(house + 1, List::Counted) {
            end = Some(house + 1);
        } else if !is_calle_name_part(text, index) {
            break;
        }
    }
    end
}

/// Behind `#`, `núm.`, `No.` or a comma, where one stands before a number.
fn behind_number_word(text: &Text<'_>, index: usize) -> usize {
    let comma = index + usize::from(text.sign(index, ','));
    let word = skip_point(text, skip(text, comma, List::NumberWord));
    word + usize::from(text.any_sign(word, &['#', '°', 'º']))
}

fn is_calle_name_part(text: &Text<'_>, index: usize) -> bool {
    match text.at(index).map(|token| token.shape) {
        Some(Shape::Word) => text.is(index, List::Small) || !text.is(index, List::Function),
        Some(Shape::Number) => true,
        _ => false,
    }
}

// --- streets without a number ---

/// `Marsh Street`, `42nd Avenue`, `Calle Alameda`: only where the name is written as one or is no ordinary word.
fn named_street(text: &Text<'_>, index: usize) -> Reach {
    let before = text.is(index + 1, List::Street) && is_telling_name(text, index);
    let ordinal = is_number(text, index) && text.glued(index + 1) && text.is(index + 2, List::Street);
    let behind = behind_calle(text, index).filter(|_| text.word(index).len() > 3);
    let calle = || behind.and_then(|name| telling_calle_name(text, name)).map(|end| (index, end, "street-word"));
    match (before, ordinal) {
        (true, _) => Some((index, index + 2, "street-word")),
        (_, true) => Some((index, index + 3, "street-word")),
        _ => calle(),
    }
}

/// A word with a capital inside a sentence, or one that is on no list.
fn is_telling_name(text: &Text<'_>, index: usize) -> bool {
    let Some(token) = text.at(index).filter(|token| token.shape == Shape::Word) else { return false };
    let capital = token.capital() && !token.capitals() && !text.opens_sentence(index);
    let unknown = !token.lists.any(WORDS) && !token.lists.any(NAMES);
    !is_sentence_word(text, index) && token.length() > 2 && (capital || unknown)
}

fn telling_calle_name(text: &Text<'_>, name: usize) -> Option<usize> {
    let first = (name..name + 3).find(|index| !text.is(*index, List::Small))?;
    if !is_telling_name(text, first) {
        return None;
    }
    let capital = |index: &usize| text.at(*index).is_some_and(|token| token.capital() && !token.capitals());
    let end = (first + 1..first + LONGEST_NAME).find(|index| !capital(index))?;
    Some(end)
}

// --- post boxes ---

const BOXES: &[&[&str]] = &[
    &["po", "box"],
    &["p", ".", "o", ".", "box"],
    &["p", "o", "box"],
    &["apartado", "postal"],
    &["post", "office", "box"],
];

fn post_box(text: &Text<'_>, start: usize) -> Reach {
    let word = BOXES.iter().find(|words| stands(text, start, words))?;
    let number = behind_number_word(text, start + word.len());
    is_number(text, number).then_some((start, number + 1, "post-box"))
}

// --- what belongs to an address ---

/// With the direction, the flat and the quarter that may follow.
fn with_details(text: &Text<'_>, end: usize) -> usize {
    let mut end = skip_point(text, skip(text, end, List::Direction));
    while let Some(further) = unit(text, end).or_else(|| quarter(text, end)) {
        end = further;
    }
    end
}

/// `, Apt 3B`, `#12`, `2º B`, `piso 2`
fn unit(text: &Text<'_>, index: usize) -> Option<usize> {
    let start = index + usize::from(text.sign(index, ','));
    if text.is(start, List::Unit) {
        return unit_number(text, behind_number_word(text, skip_point(text, start + 1)));
    }
    if text.sign(start, '#') {
        return unit_number(text, start + 1);
    }
    floor_and_door(text, start)
}

/// `3`, `3B`, `B`, `B-3`
fn unit_number(text: &Text<'_>, start: usize) -> Option<usize> {
    let is_part = |index: usize| is_number(text, index) || text.word(index).len() == 1;
    let mut end = is_part(start).then_some(start + 1)?;
    while text.glued(end) && (is_part(end) || text.sign(end, '-') && is_part(end + 1)) {
        end += 1;
    }
    Some(end)
}

/// `2º B`, as Spain writes floor and door.
fn floor_and_door(text: &Text<'_>, start: usize) -> Option<usize> {
    let door = start + 2 + usize::from(text.word(start + 2).len() == 1);
    is_floor(text, start).then_some(door)
}

/// `2º`
fn is_floor(text: &Text<'_>, start: usize) -> bool {
    is_number(text, start) && text.at(start + 1).is_some_and(|token| ["º", "ª", "°"].contains(&token.raw))
}

/// `, colonia Vista Alegre`
fn quarter(text: &Text<'_>, index: usize) -> Option<usize> {
    let start = index + usize::from(text.sign(index, ','));
    let name = text.is(start, List::Quarter).then(|| skip_point(text, start + 1))?;
    let end = (name..name + LONGEST_NAME).find(|index| !is_quarter_name(text, *index)).unwrap_or(name);
    (end > name).then_some(end)
}

fn is_quarter_name(text: &Text<'_>, index: usize) -> bool {
    is_number(text, index)
        || text.is(index, List::Small)
        || (!text.word(index).is_empty() && !text.is(index, List::Function))
}

// --- small questions ---

fn is_number(text: &Text<'_>, index: usize) -> bool {
    (1..=6).contains(&text.digits(index).len())
}

/// Part of a price, a time, a date or a code.
fn is_joined(text: &Text<'_>, start: usize) -> bool {
    text.glued(start) && !text.any_sign(start.wrapping_sub(1), &['(', '"', '“', '#'])
}

/// Behind one of these words and its point, where one stands here.
fn skip(text: &Text<'_>, index: usize, list: List) -> usize {
    if text.is(index, list) { skip_point(text, index + 1) } else { index }
}

/// Behind the point of an abbreviation.
fn skip_point(text: &Text<'_>, index: usize) -> usize {
    let abbreviates = text.sign(index, '.') && text.glued(index) && (1..5).contains(&text.word_before(index, 1).len());
    if abbreviates { index + 1 } else { index }
}

fn stands(text: &Text<'_>, start: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(place, word)| text.at(start + place).is_some_and(|token| token.folded == *word))
}
