//! Recognisers of what has a form of its own. Each reads the tokens from left to right and answers with what it takes them
//! for; where two want the same token, the one that stands earlier in [`RECOGNISERS`] has it.

mod calendar;
mod dates;
mod handles;
mod links;
mod mail;
mod numbers;
mod phones;
mod plates;
mod postcodes;
mod streets;

use super::lexicon::List;
use super::token::Text;
use super::{Hit, Kind};

/// A function that finds one kind in a text.
pub(super) type Recogniser = fn(&Text<'_>) -> Vec<Hit>;

/// All of them, those with the surest forms first.
pub(super) const RECOGNISERS: &[Recogniser] = &[
    mail::recognise,
    links::recognise,
    handles::recognise,
    plates::after_a_word,
    numbers::recognise,
    phones::recognise,
    streets::recognise,
    dates::recognise,
    plates::by_form,
    postcodes::recognise,
];

/// Goes through a text, asking at each token how far a find reaches; goes on behind it.
fn scan(text: &Text<'_>, kind: Kind, reach: impl Fn(usize) -> Option<(usize, usize, &'static str)>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut index = 0;
    while index < text.len() {
        index = match reach(index) {
            Some((start, end, why)) if end > index => {
                hits.push(Hit { tokens: start..end, kind, why });
                end
            }
            _ => index + 1,
        };
    }
    hits
}

/// Whether a word of a list stands among the few tokens before.
fn stands_before(text: &Text<'_>, index: usize, reach: usize, list: List) -> bool {
    (1..=reach).map_while(|back| text.before(index, back)).any(|token| token.lists.has(list))
}
