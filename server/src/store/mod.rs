//! The database: one pool for reading, one writer. Each submodule holds the rows of one noun and their SQL, in lower
//! case, in a `const` beside the one function that uses it, with `$1` and in what SQLite and PostgreSQL both understand
//! (`sql`). How each is opened stands in `sqlite` and `postgres`.

pub mod accounts;
pub mod acts;
pub mod approvals;
pub mod arrival;
pub mod audit;
pub mod authenticators;
pub mod ballast;
pub mod brought;
pub mod catalogue;
pub mod clones;
pub mod codes;
pub mod collections;
pub mod copy;
pub mod departures;
pub mod disk;
pub mod doors;
pub mod drafts;
pub mod drills;
pub mod duty;
pub mod events;
pub mod flags;
pub mod grants;
pub mod group;
pub mod help_lines;
pub mod holdings;
pub mod holds;
pub mod imports;
pub mod installation;
pub mod instruments;
pub mod invitations;
pub mod invited;
pub mod kits;
pub mod linking;
pub mod links;
pub mod maintenance;
pub mod members;
pub mod moving;
pub mod owners;
pub mod passkeys;
pub mod population;
pub mod postgres;
pub mod pragmas;
pub mod presence;
pub mod progress;
pub mod reach;
pub mod release_authors;
pub mod release_grounds;
pub mod releases;
pub mod responses;
pub mod retention;
pub mod reviewers;
pub mod reviews;
pub mod rewriting;
pub mod role;
pub mod roster;
pub mod second;
pub mod sessions;
pub mod shared;
pub mod shown;
pub mod sign_ins;
pub mod sites;
pub mod snapshots;
pub mod sources;
pub mod spare;
pub mod sql;
pub mod sqlite;
pub mod studies;
pub mod submit;
pub mod texts;
pub mod unsaved;
pub mod versions;
pub mod waves;
pub mod words;

use std::path::Path;

use sqlx::migrate::MigrateError;

use crate::settings::Database;
use crate::{Error, Result};

pub use sqlite::FILE;

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    /// For reading.
    pub pool: sql::Pool,
    /// One connection, so that writers queue here and never meet in the database.
    writing: sql::Pool,
    /// One connection for groups of small work: on SQLite the one above, on PostgreSQL its own (`postgres`).
    grouping: sql::Pool,
    /// The room that is kept for those who have begun.
    pub ballast: ballast::Ballast,
    /// That somebody works with the folder, so that it is not moved meanwhile; on PostgreSQL each connection says so.
    _presence: Option<std::sync::Arc<presence::Presence>>,
}

impl Store {
    /// Opens (and if needed makes) the database in `folder`, brings its schema up to date and asserts its settings.
    pub async fn open(folder: &Path) -> Result<Self> {
        sqlite::open(folder).await
    }

    /// The same with the database that the settings name; the data folder keeps what is not in it.
    pub async fn open_at(folder: &Path, database: &Database) -> Result<Self> {
        match database {
            Database::Folder => sqlite::open(folder).await,
            Database::Postgres(address) => Box::pin(postgres::open(folder, address)).await,
        }
    }

    /// A transaction that takes the write lock at once, so that it never fails half way for another writer. Finish it
    /// (`commit`) before asking for the next: there is one write connection.
    pub async fn write(&self) -> Result<sql::Transaction> {
        self.begin().await.map_err(|error| disk::explain(&error))
    }

    /// Writes the log back into the tables, as far as nobody reads what is older. Left to itself, the database does so
    /// within a commit, and keeps to itself that the disk failed. PostgreSQL does it in a process of its own, and stops
    /// when the disk fails.
    pub async fn write_back(&self) -> Result<()> {
        const WRITE_BACK: &str = "pragma wal_checkpoint(passive)";
        if self.pool.engine() == sql::Engine::Postgres {
            return Ok(());
        }
        match sql::query(WRITE_BACK).execute(&self.writing).await {
            Ok(_) => Ok(()),
            Err(error) => {
                if disk::is_full(&error) {
                    self.ballast.let_go();
                }
                Err(disk::explain(&error))
            }
        }
    }

    /// Closes every connection. Where no other program has the database open, its log is written back and goes: a
    /// command leaves none behind.
    pub async fn close(&self) {
        self.pool.close().await;
        self.writing.close().await;
    }

    /// Runs one writing statement and says how many rows it touched.
    async fn change(&self, statement: sql::Query<'_>) -> sqlx::Result<u64> {
        if self.pool.engine() == sql::Engine::Sqlite {
            return Ok(statement.execute(&self.writing).await?.rows_affected());
        }
        let mut begun = self.begin().await?;
        let touched = statement.execute(&mut begun).await?.rows_affected();
        begun.commit().await?;
        Ok(touched)
    }

    /// Which database this is, in which version: `SQLite 3.53.1`.
    pub async fn version(&self) -> Result<String> {
        let version =
            sql::each("select sqlite_version()", "select split_part(current_setting('server_version'), ' ', 1)");
        let version: String = sql::query_scalar(version).fetch_one(&self.pool).await?;
        Ok(format!("{} {version}", self.pool.engine().name()))
    }

    async fn begin(&self) -> sqlx::Result<sql::Transaction> {
        let mut begun = self.writing.begin().await?;
        Box::pin(postgres::alone(&mut begun)).await?;
        Ok(begun)
    }

    /// A transaction for small work that rests on unique columns and locked rows alone.
    async fn begin_group(&self) -> sqlx::Result<sql::Transaction> {
        let mut begun = self.grouping.begin().await?;
        Box::pin(postgres::beside(&mut begun)).await?;
        Ok(begun)
    }
}

/// Why the schema cannot be brought up to date. Nothing was changed: each migration is one transaction.
fn misfit(error: &MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => Error::Unavailable("schema-newer"),
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => match disk::explain(cause) {
            Error::Internal(_) => Error::Unavailable("schema-foreign"),
            other => other,
        },
        other => Error::internal("schema", other),
    }
}

/// A change that touched no row had nothing to change: whoever asked for it is told so, never that it was done.
fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The clash that a unique column found, as this error; any other failure as it is.
fn unique(error: sqlx::Error, clash: Error) -> Error {
    match &error {
        sqlx::Error::Database(cause) if cause.kind() == sqlx::error::ErrorKind::UniqueViolation => clash,
        _ => disk::explain(&error),
    }
}
