//! Codes and coders laid over the documents as bitmaps: what one person may see of them, kept up with the log.

use std::collections::{BTreeMap, HashSet};

use super::bits::Bits;
use crate::coding::{Act, Coded, PassageId};
use crate::workspace::{Desk, Visible};

/// What one person may see of the codes.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// Documents by code, as codes are now.
    pub codes: BTreeMap<String, Bits>,
    /// Documents by coder.
    pub coders: BTreeMap<String, Bits>,
    /// Documents that carry any code.
    pub coded: Bits,
    head: i64,
    edition: u64,
}

impl Layer {
    /// The layer as the log and the documents are now. After codings alone only their passages are laid out anew.
    pub fn catch_up(
        &mut self,
        desk: &Desk,
        seen: &Visible<'_>,
        edition: u64,
        documents: &dyn Fn(&PassageId) -> Option<usize>,
    ) {
        let head = desk.coding.head();
        if self.head == head && self.edition == edition {
            return;
        }
        match self.touched(desk).filter(|_| self.edition == edition) {
            Some(passages) => {
                for passage in passages {
                    self.lay_again(&passage, seen, documents);
                }
            }
            None => {
                *self = Self::default();
                for coded in seen.codings() {
                    if let Some(document) = documents(&coded.passage) {
                        self.put(coded, seen, document);
                    }
                }
            }
        }
        (self.head, self.edition) = (head, edition);
    }

    /// The passages that new events coded; none when something else happened, or nothing was laid out yet.
    fn touched(&self, desk: &Desk) -> Option<HashSet<PassageId>> {
        if self.head == 0 {
            return None;
        }
        let new = desk.coding.events.iter().rev().take_while(|event| event.position > self.head);
        let mut passages = HashSet::new();
        for act in new.flat_map(|event| &event.acts) {
            match act {
                Act::Code { passage, .. } => passages.insert(passage.clone()),
                Act::MakeCode { .. } | Act::Word { .. } | Act::Memo { .. } | Act::Search { .. } | Act::Judge { .. } => {
                    true
                }
                _ => return None,
            };
        }
        Some(passages)
    }

    fn put(&mut self, coded: &Coded, seen: &Visible<'_>, document: usize) {
        let code = seen.coding().code_of(coded);
        set(&mut self.codes, code, document);
        set(&mut self.coders, &coded.coder, document);
        self.coded.set(document);
    }

    fn lay_again(&mut self, passage: &PassageId, seen: &Visible<'_>, documents: &dyn Fn(&PassageId) -> Option<usize>) {
        let Some(document) = documents(passage) else { return };
        self.codes.values_mut().chain(self.coders.values_mut()).for_each(|bits| bits.clear(document));
        self.coded.clear(document);
        for coded in seen.of_passage(passage) {
            self.put(coded, seen, document);
        }
    }
}

fn set(all: &mut BTreeMap<String, Bits>, key: &str, document: usize) {
    match all.get_mut(key) {
        Some(bits) => bits.set(document),
        None => all.entry(key.to_owned()).or_default().set(document),
    }
}
