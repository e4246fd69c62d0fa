//! SQLite: one file in the data folder, with every setting that an acknowledgement rests on.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use super::presence::Presence;
use super::{Store, ballast, disk, misfit, moving, pragmas, sql};
use crate::{Error, Result, rights};

/// The name of the database in the data folder.
pub const FILE: &str = "tidemark.sqlite";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// The migrations as they are written.
pub fn migrations() -> &'static sqlx::migrate::Migrator {
    &MIGRATIONS
}

pub(super) async fn open(folder: &Path) -> Result<Store> {
    let files = ["", "-wal", "-shm"].map(|end| folder.join(format!("{FILE}{end}")));
    open_here(folder).await.map_err(|error| rights::name(error, folder, &files))
}

async fn open_here(folder: &Path) -> Result<Store> {
    let presence = Presence::among_others(folder)?;
    own(&folder.join(FILE));
    let options = options(&folder.join(FILE))?;
    let writing = connect(&options.clone().pragma("wal_autocheckpoint", "0"), 1).await?;
    MIGRATIONS.run(&writing).await.map_err(|error| misfit(&error))?;
    let pool = sql::Pool::from(connect(&options, 4).await?);
    moving::marks::refuse(&mut pool.acquire().await?).await?;
    let writing = sql::Pool::from(writing);
    let _presence = presence.map(Arc::new);
    Ok(Store { pool, grouping: writing.clone(), writing, ballast: ballast::Ballast::of(folder), _presence })
}

/// Makes the file readable by nobody else, and that of its folder's owner where root makes it; SQLite gives the same
/// rights to the files beside it. Where that cannot be done, opening the database says why.
pub(super) fn own(path: &Path) {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let _ = std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    if let Some(folder) = path.parent() {
        rights::give_to_owner(folder, path);
    }
}

pub(super) fn options(path: &Path) -> Result<SqliteConnectOptions> {
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
