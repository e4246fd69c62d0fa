//! Whether a word is likely a name: what announces it, what lists it is on, how it is written, what it looks like.

use super::cues::Cue;
use super::writing::Writing;
use super::{Reader, is_word};
use crate::redaction::lexicon::{List, Lists, WORDS};
use crate::redaction::token::Token;

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A name and nothing else.
    Name,
    /// A name or a word.
    Either,
    /// On no list.
    Unknown,
    /// A word, perhaps with an ending.
    Ordinary,
    /// A place, an office, a day.
    Place,
    /// A word that holds sentences together.
    Function,
}

impl Standing {
    pub fn of(token: &Token<'_>) -> Self {
        let has = |list| token.lists.has(list);
        let name = token.lists.any(Lists::of(&[List::First, List::Last]));
        let word = token.lists.any(WORDS);
        let either = has(List::Ambiguous) || (name && (has(List::Place) || word));
        // “Will” and “May” are names with a capital of their own alone.
        let function = has(List::Function) && !(either && token.capital() && !token.capitals());
        let standings = [
            (function, Self::Function),
            (either, Self::Either),
            (name, Self::Name),
            (has(List::Place), Self::Place),
            (word, Self::Ordinary),
        ];
        standings.into_iter().find(|(applies, _)| *applies).map_or(Self::Unknown, |(_, standing)| standing)
    }
}

impl Reader<'_> {
    /// Why a word is likely a name; none where it is not.
    pub(super) fn evidence(&self, index: usize) -> Option<&'static str> {
        let token = self.text.at(index).filter(|_| is_word(self.text, index))?;
        let standing = Standing::of(token);
        if standing == Standing::Function || self.is_suffix(index) || self.is_cue(index) || token.length() < 2 {
            return None;
        }
        let stands_out = self.stands_out(token);
        let cue = self.cue(index).filter(|cue| believed(*cue, standing, stands_out, token));
        cue.map(Cue::why).or_else(|| self.by_itself(index, token, standing, stands_out))
    }

    /// What a word tells without anything before it.
    fn by_itself(&self, index: usize, token: &Token<'_>, standing: Standing, stands_out: bool) -> Option<&'static str> {
        if self.names_a_place(index) {
            return None;
        }
        match standing {
            Standing::Name => Some("listed"),
            Standing::Either if self.leads_a_name(index) => Some("listed"),
            Standing::Either => {
                (stands_out && self.inside(index) && !token.lists.has(List::Place)).then_some("capital")
            }
            Standing::Unknown if stands_out => (!is_abbreviation(token)).then_some("capital"),
            Standing::Unknown => {
                (self.capitals_tell_nothing() && looks_like_a_name(token) && self.may_stand_here(index))
                    .then_some("unknown")
            }
            _ => None,
        }
    }

    /// Whether a capital here says something.
    pub(super) fn stands_out(&self, token: &Token<'_>) -> bool {
        self.writing != Writing::Upper && token.capital()
    }

    /// Whether it stands inside a sentence, where only names have capitals.
    fn inside(&self, index: usize) -> bool {
        !self.text.opens_sentence(index)
    }

    /// Whether a first name that is also a word stands before a family name: “Chase Wright”. Without capitals that is so at
    /// a beginning, and elsewhere before a common family name where the word is no verb.
    fn leads_a_name(&self, index: usize) -> bool {
        let (Some(first), Some(next)) = (self.text.at(index), self.text.at(index + 1)) else { return false };
        let capitals = self.stands_out(first) && self.stands_out(next);
        let silent = self.capitals_tell_nothing();
        let opens = silent && self.text.opens_sentence(index) && looks_like_a_name(next);
        match Standing::of(next) {
            _ if next.glued => false,
            Standing::Name => capitals || opens || (silent && !first.lists.has(List::Verb)),
            Standing::Unknown => capitals || opens,
            _ => false,
        }
    }

    fn capitals_tell_nothing(&self) -> bool {
        self.writing != Writing::Mixed
    }

    /// The `s` of “Delwyn's”.
    fn is_suffix(&self, index: usize) -> bool {
        self.text.glued(index) && self.text.any_sign(index.wrapping_sub(1), &['\'', '’'])
    }
}

/// Whether an announcement is enough for a word of this standing.
fn believed(cue: Cue, standing: Standing, stands_out: bool, token: &Token<'_>) -> bool {
    match standing {
        Standing::Name => true,
        Standing::Unknown => stands_out || looks_like_a_name(token),
        Standing::Either => stands_out || cue != Cue::Perhaps,
        Standing::Ordinary => stands_out && cue != Cue::Perhaps && !token.capitals(),
        Standing::Place => stands_out && matches!(cue, Cue::Titled | Cue::Introduced),
        Standing::Function => false,
    }
}

/// `DMV`, `TANF`: short, in capitals alone.
fn is_abbreviation(token: &Token<'_>) -> bool {
    token.capitals() && token.length() < 5
}

/// Letters that could be said aloud: a vowel, no heap of consonants, no drawn-out cry, three at least.
pub(super) fn looks_like_a_name(token: &Token<'_>) -> bool {
    const LONGEST: usize = 20;
    let word = &token.folded;
    let sayable = word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '\'');
    let vowel = |letter: char| "aeiouy".contains(letter);
    (3..=LONGEST).contains(&word.len())
        && sayable
        && word.contains(vowel)
        && word.split(vowel).all(|heap| heap.len() < 5)
        && !is_cry(word)
}

/// `sooo`, `hahaha`, `jajaja`
fn is_cry(word: &str) -> bool {
    let letters = word.as_bytes();
    let drawn_out = letters.windows(3).any(|three| three.iter().all(|letter| *letter == three[0]));
    let laughing = letters.len() > 3 && letters.iter().zip(&letters[2..]).all(|(one, other)| one == other);
    drawn_out || laughing
}
