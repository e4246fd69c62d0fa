//! Bare ground to store on: a data folder with one study, one wave, two sites and a collection of each kind.

#![allow(dead_code, reason = "each test file uses its part of the ground")]

// Several modules of one test may bring it.
#[allow(clippy::duplicate_mod)]
#[path = "../database/mod.rs"]
pub mod database;

use std::path::{Path, PathBuf};

use server::chance;
use server::store::submit::Submission;
use server::store::{Store, sql};

/// A data folder that goes when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new empty folder.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("tidemark-test-{}", chance::id()));
        std::fs::create_dir(&path).expect("temporary folders can be made");
        Self(path)
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        database::end(&self.0);
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The store of a folder.
pub async fn open(folder: &Folder) -> Store {
    database::open(folder.path()).await
}

/// A store with the rows that responses need.
pub async fn prepared(folder: &Folder) -> Store {
    let store = open(folder).await;
    let mut transaction = store.write().await.expect("nobody else writes");
    for statement in GROUND {
        sql::query(*statement).execute(&mut *transaction).await.expect("the ground is valid");
    }
    transaction.commit().await.expect("the ground is kept");
    store
}

const GROUND: &[&str] = &[
    "insert into studies values ('study', 'Study', 'UTC', 11, '/', 'Questions', x'00', null)",
    "insert into instruments values ('instrument', 'study', 'survey', '')",
    "insert into waves values ('wave', 'study', '2026', '2026-01-01', 1)",
    "insert into sites values ('north', 'study', 'North')",
    "insert into sites values ('south', 'study', 'South')",
    "insert into collections (id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, settings) \
     values ('survivors', 'study', 'wave', 'instrument', 'v1', false, 'open', '{}')",
    "insert into links (word, collection_id, site_id, invited, mode) values ('pebble', 'survivors', 'north', null, 'open')",
];

/// One submission to the collection, with its own id and key.
pub fn submission() -> Submission {
    Submission {
        response_id: chance::id(),
        collection_id: "survivors".into(),
        site_id: "north".into(),
        withdraw_hash: None,
        submission_key: chance::bytes::<16>().to_vec(),
        sealed: vec![1; 1100],
        draft_id: None,
        organisation: None,
        straight: false,
    }
}

/// How many rows a table has.
pub async fn count(store: &Store, table: &str) -> i64 {
    let question = format!("select count(*) from {table}");
    sql::query_scalar(sqlx::AssertSqlSafe(question)).fetch_one(&store.pool).await.expect("the table is there")
}
