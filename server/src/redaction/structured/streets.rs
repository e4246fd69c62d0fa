//! Street addresses: `1420 Marsh St, Apt 3` as English writes them, `calle Alameda 45, int. 2` as Spanish does, post boxes,
//! and streets named without a number. The words of both languages are tables in `words/streets.txt`.

mod details;
mod english;
mod spanish;

use super::scan;
use crate::redaction::lexicon::{List, NAMES, WORDS};
use crate::redaction::token::{Shape, Text};
use crate::redaction::{Hit, Kind};

/// What was found: its first token, the one behind its last, and why.
type Reach = Option<(usize, usize, &'static str)>;

/// Longest name of a street or a quarter, in tokens.
const LONGEST_NAME: usize = 6;

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Address, |index| {
        english::house_and_street(text, index)
            .or_else(|| spanish::calle_and_house(text, index))
            .or_else(|| english::street_alone(text, index))
            .or_else(|| spanish::calle_alone(text, index))
            .or_else(|| post_box(text, index))
            .map(|(start, end, why)| (start, without_stop(text, end), why))
    })
}

/// The point at the end may be the sentence's.
fn without_stop(text: &Text<'_>, end: usize) -> usize {
    if text.sign(end - 1, '.') { end - 1 } else { end }
}

fn post_box(text: &Text<'_>, start: usize) -> Reach {
    const BOXES: &[&[&str]] = &[
        &["po", "box"],
        &["p", "o", "box"],
        &["p", ".", "o", ".", "box"],
        &["post", "office", "box"],
        &["apartado", "postal"],
    ];
    let words = BOXES.iter().find(|words| stands(text, start, words))?;
    let number = behind_number_word(text, start + words.len());
    is_number(text, number).then_some((start, number + 1, "post-box"))
}

fn stands(text: &Text<'_>, start: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(place, word)| text.at(start + place).is_some_and(|token| token.folded == *word))
}

fn is_number(text: &Text<'_>, index: usize) -> bool {
    (1..=6).contains(&text.digits(index).len())
}

/// Whether a street without a number is told by its name: a capital inside a sentence, or a word on no list.
fn is_telling_name(text: &Text<'_>, index: usize) -> bool {
    let Some(token) = text.at(index).filter(|token| token.shape == Shape::Word && token.length() > 2) else {
        return false;
    };
    if is_sentence_word(text, index) {
        return false;
    }
    let unknown = !token.lists.any(WORDS.and(NAMES));
    unknown || (is_capital(text, index) && !text.opens_sentence(index))
}

/// Written with a capital at its beginning alone.
fn is_capital(text: &Text<'_>, index: usize) -> bool {
    text.at(index).is_some_and(|token| token.capital() && !token.capitals())
}

/// “the”, “of”, “with”; a direction's letter is none.
fn is_sentence_word(text: &Text<'_>, index: usize) -> bool {
    text.is(index, List::Function) && !text.is(index, List::Direction)
}

/// Behind `#`, `núm.`, `No.` or a comma, where one stands before a number.
fn behind_number_word(text: &Text<'_>, index: usize) -> usize {
    let behind_comma = index + usize::from(text.sign(index, ','));
    let behind_word = skip(text, behind_comma, List::NumberWord);
    behind_word + usize::from(text.any_sign(behind_word, &['#', '°', 'º']))
}

/// Behind a word of a list and its point, where one stands here.
fn skip(text: &Text<'_>, index: usize, list: List) -> usize {
    if text.is(index, list) { skip_point(text, index + 1) } else { index }
}

/// Behind the point of an abbreviation.
fn skip_point(text: &Text<'_>, index: usize) -> usize {
    let point = text.sign(index, '.') && text.glued(index);
    let short = (1..5).contains(&text.word_before(index, 1).len());
    if point && short { index + 1 } else { index }
}
