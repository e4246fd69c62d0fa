//! An unlocked study in memory: answers as columns, passages with their codings, nothing in clear on disk.
//!
//! [`Workspaces::open`] decrypts what the keys open and keeps it until the study is locked or nobody looks for a while;
//! what arrived, was withdrawn or was coded by another process since is caught up with at the next look: before anything
//! is shown, the head of the study in the database is compared with the one in memory. `table` holds columns, `arrive` fills them, `passages` and `desk` what researchers work on, `act` writes their work, `visibility`
//! says who may see it, `open` decrypts and re-seals,
//! `snapshot` keeps columns sealed, `links` puts link codes under their key, `unsaved` keeps what was
//! sent while the study was locked, `flags` reads marks, `results` and `factors` make figures with `statistics`, `meaning`
//! says what is counted together, `everybody` what all who were invited would say.

pub mod act;
mod arrive;
mod column;
pub mod desk;
pub mod everybody;
pub mod factors;
pub mod flags;
mod frame;
pub mod links;
pub mod meaning;
mod open;
pub mod passages;
pub mod redact;
pub mod results;
pub mod sealed;
mod snapshot;
mod table;
pub mod unsaved;
pub mod visibility;
mod whose;

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::Mutex as Turn;

use crate::linking::Key;
use crate::store::Store;
use crate::store::events::{self, Head};
use crate::store::grants::StudyKeys;
use crate::{Result, chance};

pub use act::{Work, Write};
pub use column::Column;
pub use desk::Desk;
pub use passages::{About, Passage, Passages, Place};
pub use table::{Row, Table, Told};
pub use visibility::Visible;

/// Seconds after which a workspace that nobody looks at is wiped.
const IDLE: i64 = 15 * 60;

/// One unlocked study.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Answers of each collection, by its id.
    pub tables: BTreeMap<String, Arc<Table>>,
    /// Responses that no key opened, or that are damaged: counted, never hidden.
    pub unreadable: usize,
    /// What researchers work on; the same desk however often answers arrive.
    desk: Arc<RwLock<Desk>>,
    /// What is derived from the desk and goes with it: the search index.
    beside: Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
    /// The responses that it was made from, those that no key opened among them.
    ids: Arc<BTreeSet<String>>,
    /// The key of link codes, once some response has one.
    linking: Option<Key>,
    /// Where the study was then.
    head: Head,
}

impl Workspace {
    /// The answers of a collection; empty where there are none.
    pub fn table(&self, collection: &str) -> &Table {
        static EMPTY: Table = Table::EMPTY;
        self.tables.get(collection).map_or(&EMPTY, |table| table)
    }

    /// The same for work that goes on while the study changes.
    pub fn shared(&self, collection: &str) -> Arc<Table> {
        self.tables.get(collection).map(Arc::clone).unwrap_or_default()
    }

    /// Something derived from the desk, kept as long as the study is in memory; empty at first.
    pub fn beside<T: Default + Send + 'static>(&self) -> Arc<Mutex<T>> {
        let mut beside = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = beside.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(Mutex::new(T::default())));
        Arc::clone(kept).downcast().unwrap_or_default()
    }

    /// Whether it can be caught up with a head. Nothing of before a purge stays in memory, nor of before somebody locked
    /// the study or gave it other names.
    fn goes_on_to(&self, head: Head) -> bool {
        (self.head.purges, self.head.anew) == (head.purges, head.anew)
    }

    /// Lets go what was derived from the desk: after a redaction nothing may still hold the old words.
    fn clear_beside(&self) {
        self.beside.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The desk, to be looked at; never held across an `await`.
    pub fn read(&self) -> RwLockReadGuard<'_, Desk> {
        self.desk.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Slot {
    workspace: Option<Arc<Workspace>>,
    used: i64,
}

impl Slot {
    /// The workspace as the study is now: as it is in memory if nothing changed, else with what came since.
    async fn catch_up(&mut self, store: &Store, study: &str, keys: &StudyKeys) -> Result<Arc<Workspace>> {
        self.used = chance::now();
        let head = events::head(store, study).await?;
        if let Some(workspace) = self.workspace.as_ref().filter(|workspace| workspace.head == head) {
            return Ok(Arc::clone(workspace));
        }
        // Taken out while it changes: a failure half way leads to a new beginning, never to half a workspace.
        let workspace = self.workspace.take().filter(|workspace| workspace.goes_on_to(head));
        let workspace = workspace.map(Arc::unwrap_or_clone).unwrap_or_default();
        let workspace = Arc::new(open::catch_up(store, study, keys, workspace, head).await?);
        self.workspace = Some(Arc::clone(&workspace));
        Ok(workspace)
    }

    fn is_closed_by(&self, head: Head) -> bool {
        self.workspace.as_ref().is_some_and(|workspace| !workspace.goes_on_to(head))
    }
}

/// The studies that are unlocked now.
#[derive(Clone, Default)]
pub struct Workspaces(Arc<Mutex<HashMap<String, Arc<Turn<Slot>>>>>);

impl Workspaces {
    /// The workspace of a study as it is now.
    pub async fn open(&self, store: &Store, study: &str, keys: &StudyKeys) -> Result<Arc<Workspace>> {
        let slot = self.slot(study);
        let mut slot = slot.lock().await;
        slot.catch_up(store, study, keys).await
    }

    fn slot(&self, study: &str) -> Arc<Turn<Slot>> {
        self.wipe_idle();
        Arc::clone(self.held().entry(study.to_owned()).or_default())
    }

    /// Wipes a study from the memory of this process.
    pub fn wipe(&self, study: &str) {
        self.held().remove(study);
    }

    /// Wipes a study from memory: somebody locked it, or it has other names. Here at once; another process shows nothing of
    /// before any more, and wipes it within a minute ([`Workspaces::wipe_closed`]). Who still has it unlocked opens it again.
    pub async fn close(&self, store: &Store, study: &str) -> Result<()> {
        self.wipe(study);
        events::begin_anew(store, study).await
    }

    /// Wipes what was closed or purged by another process.
    pub async fn wipe_closed(&self, store: &Store) {
        let studies: Vec<String> = self.held().keys().cloned().collect();
        for study in studies {
            // Where the database does not answer nothing can be shown either; the next minute asks again.
            let Ok(head) = events::head(store, &study).await else { continue };
            let mut held = self.held();
            let closed = |slot: &Arc<Turn<Slot>>| slot.try_lock().is_ok_and(|slot| slot.is_closed_by(head));
            if held.get(&study).is_some_and(closed) {
                held.remove(&study);
            }
        }
    }

    /// Wipes what nobody looked at for a while.
    pub fn wipe_idle(&self) {
        let limit = chance::now() - IDLE;
        // A slot that is being used right now is not idle.
        self.held().retain(|_, slot| slot.try_lock().map_or(true, |slot| slot.used == 0 || slot.used > limit));
    }

    /// Wipes what is idle or closed, minute by minute, for ever; drop the task to stop it.
    pub async fn watch(self, store: Store) {
        loop {
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            self.wipe_idle();
            self.wipe_closed(&store).await;
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
