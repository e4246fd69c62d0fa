//! Codes by where they stand and what they are called: those that excerpts find, and those that they make.

use std::collections::BTreeMap;

use crate::coding::codebook::Origin;
use crate::coding::event::Id;
use crate::coding::{Act, Draft};
use crate::workspace::Desk;
use crate::{Result, chance};

/// Codes by where they stand and what they are called, those that are being made among them.
pub(super) struct Codes {
    by_name: BTreeMap<(Option<Id>, String), Id>,
    made: u8,
}

impl Codes {
    /// The codes in use.
    pub fn of(desk: &Desk) -> Self {
        let codebook = &desk.coding.codebook;
        let active = codebook.codes.keys().filter_map(|id| codebook.active(id));
        let place = |code: &crate::coding::Code| {
            let parent = code.parent.as_deref().map(|parent| codebook.now(parent).to_owned());
            ((parent, desk.code_name(&code.id).to_lowercase()), code.id.clone())
        };
        Self { by_name: active.map(place).collect(), made: 0 }
    }

    /// The code that a path names: from the top, or, of one name alone, wherever a single code is called so.
    pub fn known(&self, path: &[String]) -> Option<Id> {
        if let [name] = path {
            let name = name.to_lowercase();
            let mut called = self.by_name.iter().filter(|((_, known), _)| *known == name);
            if let (Some((_, id)), None) = (called.next(), called.next()) {
                return Some(id.clone());
            }
        }
        let mut at = None;
        for name in path {
            at = Some(self.by_name.get(&(at.clone(), name.to_lowercase()))?.clone());
        }
        at
    }

    /// The code that a path names, made where there is none.
    ///
    /// # Errors
    /// Refused where a new name repeats words of several people.
    pub fn make(&mut self, desk: &Desk, draft: &mut Draft, path: &[String]) -> Result<Id> {
        if let Some(known) = self.known(path) {
            return Ok(known);
        }
        let mut at: Option<Id> = None;
        for name in path {
            let key = (at.clone(), name.to_lowercase());
            if let Some(known) = self.by_name.get(&key) {
                at = Some(known.clone());
                continue;
            }
            let (code, name) = (chance::id(), draft.repeat(name, desk.whose(name)?));
            self.made = self.made.wrapping_add(1);
            let (parent, origin, colour) = (at, Origin::Emerged, self.made % 12);
            draft.acts.push(Act::MakeCode { code: code.clone(), parent, name, origin, colour });
            self.by_name.insert(key, code.clone());
            at = Some(code);
        }
        Ok(at.unwrap_or_default())
    }
}
