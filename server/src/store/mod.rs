//! The database: one pool for reading, one writer. Each submodule holds the rows of one noun and their SQL, in lower
//! case, in a `const` beside the one function that uses it, with `$1` and nothing that PostgreSQL could not carry.

use std::path::Path;
use std::str::FromStr;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::{Error, Result};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    /// For reading, and for the rare writes of staff (`begin immediate` through [`Store::write`]).
    pub pool: SqlitePool,
}

impl Store {
    /// Opens (and if needed makes) the database in `folder`, brings its schema up to date and asserts its settings.
    pub async fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("tidemark.sqlite");
        let options = SqliteConnectOptions::from_str("sqlite:")
            .map_err(|error| Error::internal("database options", error))?
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("secure_delete", "on")
            .busy_timeout(std::time::Duration::from_secs(10));
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        MIGRATIONS.run(&pool).await.map_err(|error| Error::internal("schema", error))?;
        Ok(Self { pool })
    }

    /// A transaction that takes the write lock at once, so that it never fails half way for another writer.
    pub async fn write(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>> {
        Ok(self.pool.begin_with("begin immediate").await?)
    }
}
