//! Numbers of cases, documents and cards: by their form (social security, alien number, CURP), behind a word such as
//! “case” or “expediente”, or simply long.

use std::ops::Range;

use super::{scan, stands_before};
use crate::redaction::lexicon::List;
use crate::redaction::token::{Shape, Text};
use crate::redaction::{Hit, Kind};

type Reach = Option<(usize, usize, &'static str)>;

/// How far behind such a word its number may stand, in tokens.
const REACH: usize = 6;
/// Groups of digits of social security numbers and of cards.
const GROUPED: &[&[usize]] = &[&[3, 2, 4], &[4, 4, 4, 4], &[4, 6, 5]];

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    scan(text, Kind::Number, |index| {
        let may_begin = !text.digits(index).is_empty() || !text.digits(index + 1).is_empty() || text.glued(index + 1);
        if !may_begin || continues_code(text, index) {
            return None;
        }
        grouped(text, index).or_else(|| alien_number(text, index)).or_else(|| code(text, index))
    })
}

/// Not the first token of its chunk, but for brackets and the sign of a number.
fn continues_code(text: &Text<'_>, index: usize) -> bool {
    text.glued(index) && !text.any_sign(index.wrapping_sub(1), &['#', '(', ':', '"', '“', '°', 'º'])
}

fn grouped(text: &Text<'_>, start: usize) -> Reach {
    GROUPED.iter().find_map(|shape| fits(text, start, shape)).map(|end| (start, end, "number-form"))
}

/// Where groups of these lengths end, all parted by hyphens or all by spaces.
fn fits(text: &Text<'_>, start: usize, shape: &[usize]) -> Option<usize> {
    let step = 1 + usize::from(text.sign(start + 1, '-'));
    let ends = shape.iter().enumerate().all(|(place, digits)| text.digits(start + place * step).len() == *digits);
    let hyphens = (1..shape.len()).all(|place| step == 1 || text.sign(start + place * step - 1, '-'));
    let end = start + (shape.len() - 1) * step + 1;
    (ends && hyphens && !(text.glued(end) && text.sign(end, '-'))).then_some(end)
}

/// `A 204 553 871`: an A and eight or nine digits.
fn alien_number(text: &Text<'_>, start: usize) -> Reach {
    if text.word(start) != "a" {
        return None;
    }
    let mut total = 0;
    let mut index = start + 1;
    while total < 8 {
        index += usize::from(text.any_sign(index, &['-', '#']));
        let digits = text.digits(index).len();
        if digits < 2 {
            return None;
        }
        total += digits;
        index += 1;
    }
    (total < 10).then_some((start, index, "number-form"))
}

fn code(text: &Text<'_>, start: usize) -> Reach {
    let end = code_end(text, start);
    let form = Form::of(text, start..end)?;
    let why = if form.is_long() {
        "number-long"
    } else if form.fits_word() && stands_before(text, start, REACH, List::Document) {
        "number-word"
    } else {
        return None;
    };
    Some((start, end, why))
}

/// Letters, digits and the hyphens between them.
fn code_end(text: &Text<'_>, start: usize) -> usize {
    let mut end = start;
    while text.plain(end) && (end == start || text.glued(end)) {
        end += 1;
        if text.sign(end, '-') && text.glued(end) && text.goes_on(end + 1) {
            end += 1;
        }
    }
    end
}

/// What a code is made of.
struct Form {
    digits: usize,
    letters: usize,
    groups: usize,
}

impl Form {
    fn of(text: &Text<'_>, tokens: Range<usize>) -> Option<Self> {
        let sum = |shape: Shape| -> usize {
            tokens
                .clone()
                .filter_map(|index| text.at(index))
                .filter(|token| token.shape == shape)
                .map(|token| token.length())
                .sum()
        };
        let groups = tokens.clone().filter(|index| !text.digits(*index).is_empty()).count();
        let form = Self { digits: sum(Shape::Number), letters: sum(Shape::Word), groups };
        (form.digits > 0).then_some(form)
    }

    /// Long enough to be nothing else; ten digits in a row are left to the telephones.
    fn is_long(&self) -> bool {
        match (self.letters, self.groups) {
            (0, 1) => self.digits > 7 && self.digits != 10,
            (0, _) => false,
            _ => self.digits > 4 && self.digits + self.letters > 7,
        }
    }

    /// Enough for a number that was announced; a year or a price is too short.
    fn fits_word(&self) -> bool {
        self.digits > 4 || (self.digits > 3 && self.letters > 0)
    }
}
