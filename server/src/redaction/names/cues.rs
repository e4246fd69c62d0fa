//! Words that announce a name: “my name is”, “me llamo”, “Mr”, “la señora”, “my sister”, “mi tío”.

use super::Reader;
use crate::redaction::lexicon::{List, Lists};

/// How strongly a name is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Somebody is named: whatever follows is a name.
    Introduced,
    /// A name may follow, and so may anything else: “I am”, “soy”.
    Perhaps,
    /// A title stands before it.
    Titled,
    /// A relative, a friend, a role.
    Related,
}

impl Cue {
    /// The reason that a mark gives.
    pub fn why(self) -> &'static str {
        match self {
            Self::Introduced | Self::Perhaps => "introduced",
            Self::Titled => "titled",
            Self::Related => "related",
        }
    }
}

const INTRODUCED: &[&[&str]] = &[
    &["name", "is"],
    &["name", "was"],
    &["name", "the"],
    &["name's"],
    &["name", "'", "s"],
    &["names", "are"],
    &["named"],
    &["by", "the", "name", "of"],
    &["me", "llamo"],
    &["se", "llama"],
    &["se", "llamaba"],
    &["llamada"],
    &["llamado"],
    &["nombre", "es"],
    &["nombre", "era"],
    &["nombre", "de"],
    &["a", "nombre", "de"],
    &["apellido"],
    &["surname"],
    &["last", "name"],
    &["apodado"],
    &["sincerely"],
    &["atentamente"],
    &["alias"],
    &["aka"],
];
const PERHAPS: &[&[&str]] = &[
    &["i", "am"],
    &["i'm"],
    &["im"],
    &["this", "is"],
    &["is", "called"],
    &["was", "called"],
    &["called"],
    &["calls", "me"],
    &["call", "me"],
    &["call", "her"],
    &["call", "him"],
    &["goes", "by"],
    &["known", "as"],
    &["name"],
    &["nombre"],
    &["soy"],
    &["dicen"],
    &["decían"],
    &["conocida", "como"],
    &["conocido", "como"],
    &["llamaban"],
    &["habla"],
    &["trabajadora", "social"],
    &["trabajador", "social"],
    &["dear"],
    &["querida"],
    &["querido"],
    &["estimada"],
    &["estimado"],
    &["thanks"],
    &["gracias"],
];

impl Reader<'_> {
    /// What announces a name at this token; a point, a comma or a colon may stand between.
    pub(super) fn cue(&self, index: usize) -> Option<Cue> {
        let last = self.last_word_before(index)?;
        let announced = |phrases: &[&[&str]]| {
            self.text.is(last, List::Announcing) && phrases.iter().any(|phrase| self.ends_with(last, phrase))
        };
        let titled = || self.text.is(last, List::Title) && !self.text.sign(index.wrapping_sub(1), ',');
        if announced(INTRODUCED) {
            Some(Cue::Introduced)
        } else if titled() {
            Some(Cue::Titled)
        } else if announced(PERHAPS) {
            Some(Cue::Perhaps)
        } else {
            self.text.is(last, List::Relation).then_some(Cue::Related)
        }
    }

    /// Whether a word is itself a title or a relation, with a capital or not.
    pub(super) fn is_cue(&self, index: usize) -> bool {
        self.text.is_any(index, Lists::of(&[List::Title, List::Relation]))
    }

    /// The word before, over one sign that does not part sentences.
    fn last_word_before(&self, index: usize) -> Option<usize> {
        let before = index.checked_sub(1)?;
        let abbreviation = self.text.sign(before, '.') && self.text.word_before(before, 1).len() < 5;
        let sign = abbreviation || self.text.any_sign(before, &[',', ':', '"', '“', '(']);
        let last = if sign { before.checked_sub(1)? } else { before };
        super::is_word(self.text, last).then_some(last)
    }

    /// Whether these words end at a token.
    fn ends_with(&self, last: usize, phrase: &[&str]) -> bool {
        phrase
            .iter()
            .rev()
            .enumerate()
            .all(|(back, word)| self.text.before(last, back).is_some_and(|token| token.folded == *word))
    }
}
