//! An unlocked study in memory: decrypted answers as columns, nothing in clear on disk.
//!
//! [`Workspaces::open`] decrypts what the keys open and keeps it until the study is locked or nobody looks for a while;
//! a response that was withdrawn is gone from the next look on. `table` holds columns, `open` decrypts and re-seals,
//! `flags` reads marks, `results` makes first figures with `statistics`; how they look is left to the pages.

pub mod flags;
mod open;
pub mod results;
mod table;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

use crate::store::grants::StudyKeys;
use crate::store::{Store, responses};
use crate::{Result, chance};

pub use table::{Row, Table};

/// Seconds after which a workspace that nobody looks at is wiped.
const IDLE: i64 = 15 * 60;

/// One unlocked study.
#[derive(Debug, Default)]
pub struct Workspace {
    /// Answers of each collection, by its id.
    pub tables: BTreeMap<String, Table>,
    /// Responses that no key opened, or that are damaged: counted, never hidden.
    pub unreadable: usize,
    /// What it was made from, to notice arrivals and withdrawals.
    ids: Vec<String>,
}

impl Workspace {
    /// The answers of a collection; empty where there are none.
    pub fn table(&self, collection: &str) -> &Table {
        static EMPTY: Table = Table::EMPTY;
        self.tables.get(collection).unwrap_or(&EMPTY)
    }
}

#[derive(Default)]
struct Slot {
    workspace: Option<Arc<Workspace>>,
    used: i64,
}

/// The studies that are unlocked now.
#[derive(Clone, Default)]
pub struct Workspaces(Arc<Mutex<HashMap<String, Arc<Turn<Slot>>>>>);

impl Workspaces {
    /// The workspace of a study: as it is in memory if nothing changed, else decrypted again.
    pub async fn open(&self, store: &Store, study: &str, keys: &StudyKeys) -> Result<Arc<Workspace>> {
        self.wipe_idle();
        let slot = Arc::clone(self.held().entry(study.to_owned()).or_default());
        let mut slot = slot.lock().await;
        slot.used = chance::now();
        let ids = responses::ids(store, study).await?;
        if let Some(workspace) = slot.workspace.as_ref().filter(|workspace| workspace.ids == ids) {
            return Ok(Arc::clone(workspace));
        }
        slot.workspace = None;
        let workspace = Arc::new(open::open(store, study, keys).await?);
        slot.workspace = Some(Arc::clone(&workspace));
        Ok(workspace)
    }

    /// Wipes a study from memory: somebody locked it. Who still has it unlocked opens it again.
    pub fn wipe(&self, study: &str) {
        self.held().remove(study);
    }

    /// Wipes what nobody looked at for a while.
    pub fn wipe_idle(&self) {
        let limit = chance::now() - IDLE;
        // A slot that is being used right now is not idle.
        self.held().retain(|_, slot| slot.try_lock().map_or(true, |slot| slot.used == 0 || slot.used > limit));
    }

    /// Wipes what is idle, minute by minute, for ever; drop the task to stop it.
    pub async fn watch(self) {
        loop {
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            self.wipe_idle();
        }
    }

    /// Whether a study is in memory.
    pub fn holds(&self, study: &str) -> bool {
        self.held().contains_key(study)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Turn<Slot>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    //! A researcher unlocks a study and goes home.

    use super::*;

    #[test]
    fn a_study_that_nobody_looks_at_is_wiped() {
        let workspaces = Workspaces::default();
        for (study, used) in [("left alone", chance::now() - IDLE - 1), ("in use", chance::now())] {
            let slot = Slot { workspace: Some(Arc::default()), used };
            workspaces.held().insert(study.to_owned(), Arc::new(Turn::new(slot)));
        }
        workspaces.wipe_idle();
        assert!(!workspaces.holds("left alone") && workspaces.holds("in use"));
    }
}
