//! How far a name reaches: initials before it, hyphens, particles and further names behind it.

use super::Reader;
use super::evidence::{Standing, looks_like_a_name};
use crate::redaction::lexicon::List;
use crate::redaction::token::{Shape, Token};

/// Most words of one name.
const LONGEST: usize = 6;

impl Reader<'_> {
    /// The token behind the name that begins here.
    pub(super) fn reach(&self, start: usize, taken: &[bool]) -> usize {
        let mut end = start + 1;
        for _ in 1..LONGEST {
            match self.further(end).filter(|further| (end..*further).all(|index| taken.get(index) == Some(&false))) {
                Some(further) => end = further,
                None => break,
            }
        }
        end
    }

    /// The token behind the next part, if one follows.
    fn further(&self, end: usize) -> Option<usize> {
        self.behind_hyphen(end).or_else(|| self.behind_initial(end)).or_else(|| {
            let part = self.behind_particles(end);
            let joins = if part > end { self.joins_behind_particle(part) } else { self.joins(part) };
            joins.then_some(part + 1)
        })
    }

    /// `Mbeki-Lowell`
    fn behind_hyphen(&self, end: usize) -> Option<usize> {
        (self.is_hyphen(end) && !self.text.word(end + 1).is_empty()).then_some(end + 2)
    }

    /// A hyphen without a space on either side.
    fn is_hyphen(&self, index: usize) -> bool {
        let glued = self.text.glued(index) && self.text.glued(index + 1);
        glued && self.text.any_sign(index, &['-', '‐', '‑'])
    }

    /// `Delwyn J. Harkness`: an initial, if a name follows.
    fn behind_initial(&self, end: usize) -> Option<usize> {
        let next = end + 1 + usize::from(self.text.sign(end + 1, '.'));
        (self.is_initial(end) && !self.text.glued(end) && self.joins(next)).then_some(next + 1)
    }

    /// Behind `de la`, `van der`, `al-`; where none stands here, here.
    fn behind_particles(&self, end: usize) -> usize {
        const MOST: usize = 3;
        let mut part = end;
        while part < end + MOST && self.text.is(part, List::Particle) {
            part += 1 + usize::from(self.is_hyphen(part + 1));
        }
        part
    }

    /// Whether the word here goes on with the name right before it.
    fn joins(&self, index: usize) -> bool {
        let Some(token) = self.text.at(index).filter(|token| self.is_next_word(index, token)) else {
            return false;
        };
        match Standing::of(token) {
            Standing::Name => true,
            Standing::Unknown => self.stands_out(token) || looks_like_a_name(token),
            Standing::Either => true,
            Standing::Ordinary => self.stands_out(token) && !token.capitals() && !token.lists.has(List::Head),
            Standing::Place | Standing::Function => false,
        }
    }

    /// A word behind a space in the same line, or behind a hyphen.
    fn is_next_word(&self, index: usize, token: &Token<'_>) -> bool {
        let parted = !token.glued || self.is_hyphen(index.wrapping_sub(1));
        token.shape == Shape::Word && parted && !token.opens_line
    }

    /// “de la” may lead anywhere: only what is no ordinary word goes on.
    fn joins_behind_particle(&self, index: usize) -> bool {
        let sure = self.text.at(index).is_some_and(|token| {
            self.stands_out(token) || matches!(Standing::of(token), Standing::Name | Standing::Unknown)
        });
        sure && self.joins(index)
    }

    /// Where the initials before a name begin.
    pub(super) fn initials_before(&self, start: usize) -> usize {
        let point = usize::from(self.text.sign(start.wrapping_sub(1), '.'));
        match start.checked_sub(1 + point) {
            Some(initial) if self.is_initial(initial) => initial,
            _ => start,
        }
    }

    /// One letter with a capital that is no word: not “I”, not “A”.
    fn is_initial(&self, index: usize) -> bool {
        self.text.at(index).is_some_and(|token| {
            token.shape == Shape::Word && token.length() == 1 && token.capital() && !token.lists.has(List::Function)
        })
    }
}
