//! What the respondent plane remembers between requests: parsed instruments (a version never changes), the exit
//! addresses, so that leaving works without the database, sealed drafts that a full disk did not take, and how many
//! drafts each first page began. Each process has its own: nothing in it is newer than the database, or longer believed
//! than that says.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use instruments::Instrument;

use super::guard::Begun;
use crate::store::{Store, doors};
use crate::{Error, Result};

/// Where "leave" leads when nothing better is known: a page that many people have open.
const NEUTRAL: &str = "https://www.weather.gov/";

/// Most instruments kept parsed.
const MOST: usize = 200;

/// Most sealed drafts kept in memory while the disk is full, and the most bytes of one.
const MOST_UNSAVED: usize = 1_000;
const LARGEST_UNSAVED: usize = 64 * 1024;

/// The memory of the plane.
#[derive(Default)]
pub struct Known {
    instruments: RwLock<HashMap<String, Arc<Instrument>>>,
    exits: RwLock<BTreeMap<String, String>>,
    unsaved: Mutex<HashMap<Vec<u8>, Unsaved>>,
    begun: Mutex<Begun>,
}

/// Sealed content of a draft that the disk did not take.
#[derive(Clone, Debug)]
pub struct Unsaved {
    /// What the database had of the draft then: once it has something else, another process has saved what is newer.
    pub base: Vec<u8>,
    /// The content.
    pub sealed: Vec<u8>,
}

impl Known {
    /// A published version, parsed once.
    pub async fn instrument(&self, store: &Store, instrument: &str, hash: &str) -> Result<Arc<Instrument>> {
        if let Some(known) = self.instruments.read().unwrap_or_else(PoisonError::into_inner).get(hash) {
            return Ok(Arc::clone(known));
        }
        let toml = doors::version(store, instrument, hash).await?.ok_or(Error::NotFound)?;
        let parsed =
            instruments::parse(&toml).map_err(|problems| Error::internal("a published version", problems.len()))?;
        let parsed = Arc::new(parsed);
        let mut all = self.instruments.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(hash.to_owned(), Arc::clone(&parsed));
        Ok(parsed)
    }

    /// The newest content of a draft, where the disk did not take it.
    pub fn unsaved(&self, id: &[u8]) -> Option<Unsaved> {
        self.waiting().get(id).cloned()
    }

    /// Keeps sealed content that the disk did not take.
    pub fn keep_unsaved(&self, id: Vec<u8>, unsaved: Unsaved) {
        let mut waiting = self.waiting();
        let room = waiting.len() < MOST_UNSAVED || waiting.contains_key(&id);
        if room && unsaved.sealed.len() <= LARGEST_UNSAVED {
            waiting.insert(id, unsaved);
        }
    }

    /// Lets go what the disk has taken since, or nobody needs any more.
    pub fn drop_unsaved(&self, id: &[u8]) {
        self.waiting().remove(id);
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Unsaved>> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the first page with this token may begin one more draft.
    pub fn begins(&self, token: &str) -> bool {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).takes_one(token)
    }

    /// Remembers where a study's exit leads.
    pub fn note_exit(&self, study: &str, address: &str) {
        let tag = tag(study);
        if self.exits.read().unwrap_or_else(PoisonError::into_inner).get(tag).is_some_and(|known| known == address) {
            return;
        }
        self.exits.write().unwrap_or_else(PoisonError::into_inner).insert(tag.to_owned(), address.to_owned());
    }

    /// Where to go: the study's address, or the only one there is, or a neutral one.
    pub fn exit(&self, tag: &str) -> String {
        let exits = self.exits.read().unwrap_or_else(PoisonError::into_inner);
        let mut different: Vec<&String> = exits.values().collect();
        different.dedup();
        let only = (different.len() == 1).then(|| different[0]);
        exits.get(tag).or(only).cloned().unwrap_or_else(|| NEUTRAL.to_owned())
    }
}

/// The part of a study's id that stands in the cookie.
pub fn tag(study: &str) -> &str {
    study.get(..8).unwrap_or(study)
}
