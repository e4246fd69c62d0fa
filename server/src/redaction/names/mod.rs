//! Likely names of people. The writing of the whole text is looked at first (`writing`), then every word: what announces it
//! (`cues`), what the lists and its own form say (`evidence`), what speaks for a place or an office (`settings`); then how
//! far the name reaches (`extent`), and where it comes again.

mod cues;
mod evidence;
mod extent;
mod position;
mod settings;
mod writing;

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::{List, Lists};
use super::token::{Shape, Text};
use super::{Hit, Kind};
use writing::Writing;

/// What is asked about a word: the text it stands in, and how that is written.
struct Reader<'a> {
    text: &'a Text<'a>,
    writing: Writing,
    spanish: bool,
}

/// Marks likely names among the tokens that nothing else has taken.
pub(super) fn recognise(text: &Text<'_>, taken: &[bool]) -> Vec<Hit> {
    let reader = Reader { text, writing: Writing::of(text), spanish: position::is_spanish(text) };
    let mut hits = Vec::new();
    let mut index = 0;
    while index < text.len() {
        let behind_last = hits.last().map_or(0, |hit: &Hit| hit.tokens.end);
        match reader.name_at(index, behind_last, taken) {
            Some(hit) => {
                index = hit.tokens.end;
                hits.push(hit);
            }
            None => index += 1,
        }
    }
    let again = again(text, &hits, taken);
    hits.extend(again);
    hits
}

impl Reader<'_> {
    /// The name that this token begins, and the free initials before it with it.
    fn name_at(&self, index: usize, behind_last: usize, taken: &[bool]) -> Option<Hit> {
        let is_free = |at: usize| at >= behind_last && taken.get(at) == Some(&false);
        let why = is_free(index).then(|| self.evidence(index))??;
        let initials = self.initials_before(index);
        let start = if (initials..index).all(is_free) { initials } else { index };
        Some(Hit { tokens: start..self.reach(index, taken), kind: Kind::Name, why })
    }
}

/// Words of the names found, where they stand once more without anything that gives them away.
fn again(text: &Text<'_>, hits: &[Hit], taken: &[bool]) -> Vec<Hit> {
    const EVERYDAY: Lists =
        Lists::of(&[List::Function, List::Ordinary, List::Verb, List::Inflected, List::Ambiguous, List::Place]);
    let telling = |index: &usize| text.word(*index).len() > 2 && !text.is_any(*index, EVERYDAY);
    let marked: HashSet<usize> = hits.iter().flat_map(|hit| hit.tokens.clone()).collect();
    let words: HashSet<&str> = marked.iter().filter(|index| telling(index)).map(|index| text.word(*index)).collect();
    let free = |index: &usize| taken.get(*index) == Some(&false) && !marked.contains(index);
    let repeated = |index: &usize| free(index) && words.contains(text.word(*index));
    (0..text.len()).filter(repeated).map(|index| single(index..index + 1)).collect()
}

fn single(tokens: Range<usize>) -> Hit {
    Hit { tokens, kind: Kind::Name, why: "again" }
}

/// Whether a token is a word, not a number or a sign.
fn is_word(text: &Text<'_>, index: usize) -> bool {
    text.at(index).is_some_and(|token| token.shape == Shape::Word)
}
