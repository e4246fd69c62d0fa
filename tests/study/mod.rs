//! A study with one published instrument, whose keys the test holds: no pages, no signing in.

#![allow(dead_code, reason = "each test file uses its own part of the study")]

// Several modules of one test may bring it.
#[allow(clippy::duplicate_mod)]
#[path = "../database/mod.rs"]
mod database;

use std::path::PathBuf;
use std::sync::Arc;

use server::exchange::import::keep::{self, Destination};
use server::exchange::{csv, import};
use server::seal::PrivateKey;
use server::seal::keys::PersonKeys;
use server::store::grants::StudyKeys;
use server::store::{Store, accounts, collections, instruments as kept, studies, versions, waves};
use server::workspace::{Workspace, Workspaces};
use server::{Error, Result, chance};

/// The study and what opens it. Its folder goes when the test ends.
pub struct Study {
    /// Its database.
    pub store: Store,
    /// The study.
    pub study: studies::Study,
    /// What opens its answers.
    pub keys: StudyKeys,
    workspaces: Workspaces,
    instrument: instruments::Instrument,
    instrument_id: String,
    /// Where it lies.
    pub folder: PathBuf,
}

impl Study {
    /// Makes a study and publishes an instrument in it.
    pub async fn with_instrument(toml: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tidemark-test-{}", chance::id()));
        std::fs::create_dir(&folder).expect("a folder for the test");
        let store = database::open(&folder).await;
        let instrument = instruments::parse(toml).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let mut transaction = store.write().await.expect("a transaction");
        let nobody =
            PersonKeys { public: PrivateKey::new().public(), wrapped_private: Vec::new(), sign_in_hash: String::new() };
        let owner = accounts::make(&mut transaction, "Owner", &nobody, true).await.expect("an owner");
        let recovery = PrivateKey::new().public();
        let made = studies::make(&mut transaction, "Study", "America/Chicago", &owner, &recovery).await;
        let (study, keys) = made.expect("a study");
        transaction.commit().await.expect("stored");
        let instrument_id = kept::add(&store, &study.id, &instrument.id, toml).await.expect("an instrument");
        let mut transaction = store.write().await.expect("a transaction");
        let published =
            versions::publish(&mut transaction, &instrument_id, toml, &instrument.languages, "2026-01-01").await;
        published.expect("a version");
        transaction.commit().await.expect("stored");
        Self { store, study, keys, workspaces: Workspaces::default(), instrument, instrument_id, folder }
    }

    /// Imports a file as the command and the page do; rows without a wave or site go to "Earlier" and "Everywhere".
    pub async fn import(&self, file: &[u8], map: &str) -> Result<String> {
        let (to, plan) = self.planned(file, map).await?;
        keep::keep(&self.store, &to, plan, file).await
    }

    /// The same, with the log of the database left as long as it became.
    pub async fn import_into_the_log(&self, file: &[u8], map: &str) -> Result<String> {
        let (to, plan) = self.planned(file, map).await?;
        keep::bring_in(&self.store, &to, plan, file).await
    }

    async fn planned(&self, file: &[u8], map: &str) -> Result<(Destination, import::Plan)> {
        let version = versions::all(&self.store, &self.instrument_id).await?.remove(0);
        let sheet = csv::read(file).map_err(Error::Problems)?;
        let map = import::Map::parse(map).map_err(Error::Problems)?;
        let plan = import::plan(&sheet, &map, &self.instrument, &version.hash).map_err(Error::Problems)?;
        let to = Destination {
            study: self.study.clone(),
            version,
            wave: Some("Earlier".into()),
            site: Some("Everywhere".into()),
            person: "owner".into(),
            file: "earlier.csv".into(),
        };
        Ok((to, plan))
    }

    /// Takes an import out.
    pub async fn undo(&self, import: &str) -> u64 {
        keep::undo(&self.store, &self.study.id, import, "owner").await.expect("undone")
    }

    /// How many responses there are.
    pub async fn count(&self) -> usize {
        server::store::responses::ids(&self.store, &self.study.id).await.expect("ids").len()
    }

    /// How long the log of the database is, in bytes; 0 where there is none.
    pub fn log(&self) -> u64 {
        std::fs::metadata(self.folder.join("tidemark.sqlite-wal")).map_or(0, |log| log.len())
    }

    /// The unlocked study.
    pub async fn unlock(&self) -> Arc<Workspace> {
        self.workspaces.open(&self.store, &self.study.id, &self.keys).await.expect("unlocked")
    }

    /// Locks, and unlocks again.
    pub async fn unlock_anew(&self) -> Arc<Workspace> {
        self.workspaces.wipe(&self.study.id);
        assert!(!self.workspaces.holds(&self.study.id));
        self.unlock().await
    }

    /// The collection of a wave, by the wave's name.
    pub async fn collection_in(&self, wave: &str) -> String {
        let waves = waves::all(&self.store, &self.study.id).await.expect("waves");
        let wave = waves.into_iter().find(|found| found.name == wave).expect("the wave");
        let collections = collections::all(&self.store, &self.study.id).await.expect("collections");
        collections.into_iter().find(|found| found.wave_id == wave.id).expect("the collection").id
    }
}

impl Drop for Study {
    fn drop(&mut self) {
        database::end(&self.folder);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
