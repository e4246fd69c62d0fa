//! The database: one pool for reading, one writer. Each submodule holds the rows of one noun and their SQL, in lower
//! case, in a `const` beside the one function that uses it, with `$1` and nothing that PostgreSQL could not carry.

pub mod accounts;
pub mod approvals;
pub mod arrival;
pub mod audit;
pub mod authenticators;
pub mod ballast;
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
pub mod pragmas;
pub mod presence;
pub mod progress;
pub mod release_authors;
pub mod release_grounds;
pub mod releases;
pub mod responses;
pub mod retention;
pub mod reviewers;
pub mod reviews;
pub mod roster;
pub mod second;
pub mod sessions;
pub mod shared;
pub mod sign_ins;
pub mod sites;
pub mod snapshots;
pub mod sources;
pub mod spare;
pub mod sql;
pub mod studies;
pub mod submit;
pub mod texts;
pub mod unsaved;
pub mod versions;
pub mod waves;
pub mod words;

use std::path::Path;
use std::str::FromStr;

use sqlx::Connection;
use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::{Error, Result};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// The name of the database in the data folder.
pub const FILE: &str = "tidemark.sqlite";

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    /// For reading.
    pub pool: SqlitePool,
    /// One connection, so that writers queue here and never meet in the database.
    writing: SqlitePool,
    /// The room that is kept for those who have begun.
    pub ballast: ballast::Ballast,
}

impl Store {
    /// Opens (and if needed makes) the database in `folder`, brings its schema up to date and asserts its settings.
    pub async fn open(folder: &Path) -> Result<Self> {
        own(&folder.join(FILE));
        let options = options(&folder.join(FILE))?;
        let writing = connect(&options.clone().pragma("wal_autocheckpoint", "0"), 1).await?;
        MIGRATIONS.run(&writing).await.map_err(|error| misfit(&error))?;
        Ok(Self { pool: connect(&options, 4).await?, writing, ballast: ballast::Ballast::of(folder) })
    }

    /// A transaction that takes the write lock at once, so that it never fails half way for another writer. Finish it
    /// (`commit`) before asking for the next: there is one write connection.
    pub async fn write(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>> {
        self.begin().await.map_err(|error| disk::explain(&error))
    }

    /// Writes the log back into the tables, as far as nobody reads what is older. Left to itself, the database does so
    /// within a commit, and keeps to itself that the disk failed.
    pub async fn write_back(&self) -> Result<()> {
        const WRITE_BACK: &str = "pragma wal_checkpoint(passive)";
        match self.change(sqlx::query(WRITE_BACK)).await {
            Ok(_) => Ok(()),
            Err(error) => {
                if disk::is_full(&error) {
                    self.ballast.let_go();
                }
                Err(disk::explain(&error))
            }
        }
    }

    /// Runs one writing statement and says how many rows it touched.
    async fn change<'q>(&self, statement: impl sqlx::Execute<'q, sqlx::Sqlite> + 'q) -> sqlx::Result<u64> {
        use sqlx::Executor;
        Ok((&self.writing).execute(statement).await?.rows_affected())
    }

    async fn begin(&self) -> sqlx::Result<sqlx::Transaction<'static, sqlx::Sqlite>> {
        self.writing.begin_with("begin immediate").await
    }
}

/// Makes the file readable by nobody else; SQLite gives the same rights to the files beside it. Where that cannot be
/// done, opening the database says why.
fn own(path: &Path) {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let _ = std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}

fn options(path: &Path) -> Result<SqliteConnectOptions> {
    Ok(SqliteConnectOptions::from_str("sqlite:")
        .map_err(|error| Error::internal("database options", error))?
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("secure_delete", "on")
        .busy_timeout(std::time::Duration::from_secs(10)))
}

async fn connect(options: &SqliteConnectOptions, most: u32) -> Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(most)
        .after_release(|connection, _| Box::pin(is_idle(connection)))
        .connect_with(options.clone())
        .await
        .map_err(|error| disk::explain(&error))?;
    pragmas::assert(&mut *pool.acquire().await?).await?;
    Ok(pool)
}

/// Whether a connection may be used again. When a full disk ends a transaction from inside the database, the library
/// still counts one as open; such a connection is closed and the next one starts afresh.
async fn is_idle(connection: &mut sqlx::SqliteConnection) -> sqlx::Result<bool> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
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
