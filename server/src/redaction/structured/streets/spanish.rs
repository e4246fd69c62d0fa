//! As Spanish writes addresses: word for a street, name, house number.

use super::details::{is_floor, with_details};
use super::{LONGEST_NAME, Reach, behind_number_word, is_capital, is_number, is_telling_name};
use crate::redaction::lexicon::List;
use crate::redaction::token::{Shape, Text};

/// `calle Alameda 45, int. 2`
pub(super) fn calle_and_house(text: &Text<'_>, start: usize) -> Reach {
    let name = behind_calle(text, start)?;
    let end = house_behind_name(text, name)?;
    Some((start, with_details(text, end), "street-word"))
}

/// `Calle Alameda`
pub(super) fn calle_alone(text: &Text<'_>, start: usize) -> Reach {
    let name = behind_calle(text, start).filter(|_| text.word(start).len() > 3)?;
    let first = (name..name + 3).find(|index| !text.is(*index, List::Small))?;
    let end = (first + 1..first + LONGEST_NAME).find(|index| !is_capital(text, *index))?;
    is_telling_name(text, first).then_some((start, end, "street-word"))
}

/// `calle`, `av.`, `C/`: the token behind it. A letter alone is none.
fn behind_calle(text: &Text<'_>, start: usize) -> Option<usize> {
    let sign = usize::from(text.any_sign(start + 1, &['.', '/']));
    let whole = text.word(start).len() > 1 || sign == 1;
    (text.is(start, List::Calle) && whole).then_some(start + 1 + sign)
}

/// The name up to its house number: the token behind the number. A number may be part of the name, as in “5 de Mayo 12”.
fn house_behind_name(text: &Text<'_>, name: usize) -> Option<usize> {
    let mut end = None;
    for index in name..name + LONGEST_NAME {
        let house = behind_number_word(text, index);
        if is_house(text, house) {
            end = Some(house + 1);
        } else if !is_name_part(text, index) {
            break;
        }
    }
    end
}

/// A number that is no floor, and nothing counted: “calle 3 años”.
fn is_house(text: &Text<'_>, index: usize) -> bool {
    is_number(text, index) && !is_floor(text, index) && !text.is(index + 1, List::Counted)
}

fn is_name_part(text: &Text<'_>, index: usize) -> bool {
    match text.at(index).map(|token| token.shape) {
        Some(Shape::Word) => text.is(index, List::Small) || !text.is(index, List::Function),
        Some(Shape::Number) => true,
        _ => false,
    }
}
