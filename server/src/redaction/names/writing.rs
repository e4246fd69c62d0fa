//! How a text is written: whether its capitals tell anything.

use crate::redaction::lexicon::List;
use crate::redaction::token::{Shape, Text, Token};

/// What capitals mean in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::redaction) enum Writing {
    /// As taught: sentences and names have them.
    Mixed,
    /// Sentences begin with them, nothing else has them: there is no name, or names have none either.
    Beginnings,
    /// Sentences begin without them: names may lack them, though some may have them.
    Lower,
    /// Everything has them.
    Upper,
}

/// Share of words in capitals alone from which on a text counts as written in them.
const MOSTLY: f64 = 0.7;

impl Writing {
    /// Looks at the whole text.
    pub fn of(text: &Text<'_>) -> Self {
        let counts = Counts::of(text);
        if counts.capitals > 0 && counts.capitals as f64 >= MOSTLY * counts.words as f64 {
            Self::Upper
        } else if counts.lower_beginnings > counts.capital_beginnings {
            Self::Lower
        } else if counts.capital_inside == 0 {
            Self::Beginnings
        } else {
            Self::Mixed
        }
    }
}

#[derive(Default)]
struct Counts {
    words: usize,
    capitals: usize,
    capital_beginnings: usize,
    lower_beginnings: usize,
    capital_inside: usize,
}

impl Counts {
    fn of(text: &Text<'_>) -> Self {
        let mut counts = Self::default();
        for index in 0..text.len() {
            if let Some(token) = text.at(index).filter(|token| tells(token)) {
                counts.add(token, text.opens_sentence(index));
            }
        }
        counts
    }

    fn add(&mut self, token: &Token<'_>, opens: bool) {
        self.words += 1;
        self.capitals += usize::from(token.capitals());
        match (opens, token.capital()) {
            (true, true) => self.capital_beginnings += 1,
            (true, false) => self.lower_beginnings += 1,
            (false, true) if !token.capitals() => self.capital_inside += 1,
            _ => {}
        }
    }
}

/// Words of two letters or more that have cases; `I` has a capital in any writing but the most hurried.
fn tells(token: &Token<'_>) -> bool {
    let cased = token.raw.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_lowercase());
    let first_person = token.lists.has(List::Function) && token.folded.starts_with("i'");
    token.shape == Shape::Word && token.length() > 1 && cased && !first_person
}
