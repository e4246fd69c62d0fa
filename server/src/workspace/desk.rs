//! The desk of an unlocked study: its passages, the folded log, and the words that the log points to. Changed in place,
//! under a lock, as events and answers come in; `act` writes, `open` reads what others wrote.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::passages::{Passages, Place};
use super::sealed::Words;
use super::visibility::Visible;
use crate::coding::codebook::Part;
use crate::coding::event::Id;
use crate::coding::source::Source;
use crate::coding::{Coding, PassageId};

/// What researchers work on.
#[derive(Debug, Default)]
pub struct Desk {
    /// Everything that can be coded.
    pub passages: Passages,
    /// What was done so far.
    pub coding: Coding,
    /// Words that the log points to, by id.
    pub words: HashMap<Id, Words>,
    /// Transcripts by id.
    pub sources: BTreeMap<Id, Arc<Source>>,
    /// Names of people by id.
    pub people: BTreeMap<String, String>,
}

impl Desk {
    /// Words by their id; empty where they were erased.
    pub fn say(&self, text: &str) -> &str {
        self.words.get(text).map_or("", |words| words.words.as_str())
    }

    /// A part of a code's words; empty where there is none.
    pub fn code_says(&self, code: &str, part: Part) -> &str {
        let words = self.coding.codebook.code(code).and_then(|code| code.words.get(&part));
        words.map_or("", |text| self.say(text))
    }

    /// What a code is called.
    pub fn code_name(&self, code: &str) -> &str {
        self.code_says(code, Part::Name)
    }

    /// A code with those above it, the topmost first.
    pub fn code_path(&self, code: &str) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(code);
        while let Some(id) = at.filter(|_| path.len() <= self.coding.codebook.codes.len()) {
            path.push(self.code_name(id));
            at = self.coding.codebook.code(id).and_then(|code| code.parent.as_deref());
        }
        path.reverse();
        path
    }

    /// Who a coder is: a person of this house, or the name that another program's file gave.
    pub fn person<'a>(&'a self, coder: &'a str) -> &'a str {
        self.people.get(coder).map_or(coder, String::as_str)
    }

    /// What a person may see of what others coded.
    pub fn seen_by<'a>(&'a self, person: &'a str) -> Visible<'a> {
        Visible::new(&self.coding, person)
    }

    /// The words of a passage.
    pub fn text(&self, passage: &PassageId) -> Option<&str> {
        self.passages.get(passage).map(|passage| passage.text.as_str())
    }

    /// After the log or the passages changed: lays translations out, and lets go what hangs on passages that are gone.
    pub(super) fn settle(&mut self) {
        let passages = &self.passages;
        let is_there = |id: &PassageId| passages.holds(&PassageId { translated: false, ..id.clone() });
        self.words.retain(|_, words| words.of.as_ref().is_none_or(is_there));
        self.coding.keep_passages(is_there);
        let words = &self.words;
        self.coding.keep_words(|text| words.contains_key(text));
        let translations = super::open::translations(self);
        if !(translations.is_empty() && self.passages.from(&Place::Translations).is_empty()) {
            self.passages.replace(Place::Translations, translations);
        }
    }
}
