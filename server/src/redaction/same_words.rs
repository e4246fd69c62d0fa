//! Finds removed words in other texts: in memos, examples, other passages. Whole words only, in any case, with or without
//! accents and hidden characters; numbers however their digits are grouped.

use std::collections::{HashMap, HashSet};

use super::lexicon::{List, Lists, NAMES};
use super::token::{Shape, Text, Token};
use crate::coding::Span;

/// Fewest letters of one word of a longer phrase to be looked for by itself, and fewest digits of a number.
const SHORTEST_WORD: usize = 3;
const SHORTEST_NUMBER: usize = 5;

/// Words to look for.
#[derive(Clone, Debug, Default)]
pub struct SameWords {
    /// Phrases as folded pieces, by their first piece.
    phrases: HashMap<String, Vec<Vec<String>>>,
    /// Digits of numbers without what parts them.
    numbers: HashSet<String>,
    longest_number: usize,
}

impl SameWords {
    /// Looks for these removed words: each as a whole, and of phrases also every single word that is no ordinary one, since
    /// “Delwyn Harkness” is “Delwyn” elsewhere.
    pub fn of<'a>(removed: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        for phrase in removed {
            let text = Text::of(phrase);
            let pieces: Vec<&Token<'_>> = pieces(&text).map(|(_, token)| token).collect();
            words.add(&pieces);
            pieces.iter().filter(|token| telling(token)).for_each(|token| words.add_phrase(&[*token]));
        }
        words
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.numbers.is_empty()
    }

    /// Where they stand in a text, in order, never overlapping.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let text = Text::of(text);
        let pieces: Vec<(usize, &Token<'_>)> = pieces(&text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let length = self.length_at(&pieces[at..]);
            if length > 0 {
                let (first, last) = (&pieces[at].1.points, &pieces[at + length - 1].1.points);
                found.extend(Span::new(first.start, last.end));
            }
            at += length.max(1);
        }
        found
    }

    fn add(&mut self, pieces: &[&Token<'_>]) {
        let is_number = !pieces.is_empty() && pieces.iter().all(|token| token.shape == Shape::Number);
        if !is_number {
            return self.add_phrase(pieces);
        }
        let digits: String = pieces.iter().map(|token| token.raw).collect();
        if digits.len() < SHORTEST_NUMBER {
            return self.add_phrase(pieces);
        }
        self.longest_number = self.longest_number.max(digits.len());
        self.numbers.insert(digits);
    }

    fn add_phrase(&mut self, pieces: &[&Token<'_>]) {
        let phrase: Vec<String> = pieces.iter().map(|token| token.folded.clone().into_owned()).collect();
        let Some(first) = phrase.first().cloned() else { return };
        let phrases = self.phrases.entry(first).or_default();
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
    }

    /// How many pieces the longest find that begins here takes.
    fn length_at(&self, pieces: &[(usize, &Token<'_>)]) -> usize {
        self.phrase_length(pieces).max(self.number_length(pieces))
    }

    fn phrase_length(&self, pieces: &[(usize, &Token<'_>)]) -> usize {
        let Some(phrases) = pieces.first().and_then(|(_, first)| self.phrases.get(first.folded.as_ref())) else {
            return 0;
        };
        let stands = |phrase: &&Vec<String>| {
            phrase.len() <= pieces.len() && phrase.iter().zip(pieces).all(|(word, (_, token))| *word == token.folded)
        };
        phrases.iter().find(stands).map_or(0, Vec::len)
    }

    /// Numbers in a row, their digits taken together.
    fn number_length(&self, pieces: &[(usize, &Token<'_>)]) -> usize {
        let mut digits = String::new();
        let mut longest = 0;
        for (count, (_, token)) in (1..).zip(pieces) {
            if token.shape != Shape::Number || digits.len() + token.raw.len() > self.longest_number {
                break;
            }
            digits.push_str(token.raw);
            if self.numbers.contains(&digits) {
                longest = count;
            }
        }
        longest
    }
}

/// Words and numbers without the signs between them.
fn pieces<'t, 'a>(text: &'t Text<'a>) -> impl Iterator<Item = (usize, &'t Token<'a>)> {
    (0..text.len()).filter_map(|index| Some((index, text.at(index)?))).filter(|(_, token)| token.shape != Shape::Sign)
}

/// A word that tells something without the words around it.
fn telling(token: &Token<'_>) -> bool {
    const EVERYDAY: Lists = Lists::of(&[List::Function, List::Ordinary, List::Verb, List::Place, List::Head]);
    let everyday = token.lists.any(EVERYDAY) && !token.lists.has(List::Inflected);
    let name = token.lists.any(NAMES) && !token.lists.has(List::Function);
    token.shape == Shape::Word && token.length() >= SHORTEST_WORD && (name || !everyday)
}
