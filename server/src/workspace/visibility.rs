//! Who may see what of what was coded: blind rounds. Holds for lists, search, facets, suggestions and exports alike;
//! whoever shows codings asks [`Visible`] and nothing else.

use std::collections::HashSet;

use crate::coding::event::On;
use crate::coding::{Coded, Coding, Memo, PassageId};

/// The log as one person may see it.
#[derive(Clone, Debug)]
pub struct Visible<'a> {
    coding: &'a Coding,
    person: &'a str,
    /// Passages of the person's own rounds that are not revealed yet: there they see only what they did themselves.
    blind: HashSet<&'a PassageId>,
}

impl<'a> Visible<'a> {
    /// What a person may see.
    pub fn new(coding: &'a Coding, person: &'a str) -> Self {
        let unrevealed = coding.rounds.values().filter(|round| !round.is_revealed());
        let blind = unrevealed.flat_map(|round| round.given_to(person)).collect();
        Self { coding, person, blind }
    }

    /// Whether a coding may be seen: one's own, or one that is neither in an unrevealed round nor on a passage that the
    /// person still codes blind.
    pub fn sees(&self, coded: &Coded) -> bool {
        coded.coder == self.person || (self.is_open(&coded.passage) && self.is_revealed(coded))
    }

    /// Whether what others say about a passage may be seen.
    pub fn is_open(&self, passage: &PassageId) -> bool {
        self.blind.is_empty() || !self.blind.contains(passage)
    }

    fn is_revealed(&self, coded: &Coded) -> bool {
        let round = coded.round.as_ref().and_then(|round| self.coding.rounds.get(round));
        round.is_none_or(crate::coding::round::Round::is_revealed)
    }

    /// All codings that may be seen.
    pub fn codings(&self) -> impl Iterator<Item = &'a Coded> {
        self.coding.codings.values().filter(|coded| self.sees(coded))
    }

    /// The codings of a passage that may be seen.
    pub fn of_passage(&self, passage: &PassageId) -> Vec<&'a Coded> {
        self.coding.of_passage(passage).filter(|coded| self.sees(coded)).collect()
    }

    /// Whether a note may be seen: one's own, or one that is not on anything hidden.
    pub fn sees_memo(&self, memo: &Memo) -> bool {
        if memo.by == self.person {
            return true;
        }
        match &memo.on {
            On::Passage(passage) => self.is_open(passage),
            On::Coding(coding) => self.coding.codings.get(coding).is_some_and(|coded| self.sees(coded)),
            On::Study | On::Code(_) | On::Source(_) => true,
        }
    }

    /// The notes that may be seen on something.
    pub fn memos(&self, on: &On) -> Vec<&'a Memo> {
        self.coding.memos.values().filter(|memo| memo.on == *on && self.sees_memo(memo)).collect()
    }

    /// The log behind it.
    pub fn coding(&self) -> &'a Coding {
        self.coding
    }

    /// Who looks.
    pub fn person(&self) -> &'a str {
        self.person
    }
}
