//! A whole copy of the database while it is in use, and the checks of one that comes back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{FILE, audit, disk, installation, moving, sql};
use crate::{Error, Result, rights, seal::PublicKey, seal::chest, seal::codes::Installation};

const COPY: &str = "vacuum into $1";

/// Writes one consistent copy of a folder's database to a new file; everything acknowledged before is in it.
pub async fn copy(folder: &Path, to: &Path) -> Result<()> {
    let mut connection = open_existing(folder).await?;
    let copied = sql::query(COPY).bind(to.to_string_lossy().into_owned()).execute(&mut connection).await;
    copied.map_err(|error| disk::explain(&error))?;
    close(connection).await
}

/// What backups of this folder are encrypted to; `no-recovery-key` before the first start is finished.
pub async fn recovery_key(folder: &Path) -> Result<PublicKey> {
    let key = value(folder, "recovery-key").await?;
    PublicKey::from_bytes(&key.ok_or(Error::Unavailable("no-recovery-key"))?)
}

/// The secret that belongs to this folder's database; never a new one.
pub async fn secret(folder: &Path) -> Result<Installation> {
    let mark = value(folder, installation::MARK).await?;
    let lost = || Error::Invalid("secret-lost", folder.display().to_string());
    installation::known(folder, mark.as_deref())?.ok_or_else(lost)
}

/// By what backups of this folder's database are known; none where nobody has done anything yet.
pub async fn mark(folder: &Path) -> Result<Option<String>> {
    let mut connection = open_existing(folder).await?;
    let first = audit::first(&mut connection).await?;
    close(connection).await?;
    Ok(first.as_deref().map(chest::mark_of))
}

async fn value(folder: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    const VALUE: &str = "select value from installation where name = $1";
    let mut connection = open_existing(folder).await?;
    let found = sql::query_scalar(VALUE).bind(name).fetch_optional(&mut connection).await?;
    close(connection).await?;
    Ok(found)
}

const CHECK: &str = "pragma integrity_check(1)";

/// Refuses a file that is not a whole database (`database-damaged`).
pub async fn check(file: &Path) -> Result<()> {
    let mut connection = open(file).await?;
    let found: sqlx::Result<String> = sql::query_scalar(CHECK).fetch_one(&mut connection).await;
    let found = found.map_err(|error| disk::explain(&error))?;
    close(connection).await?;
    if found == "ok" { Ok(()) } else { Err(Error::Unavailable("database-damaged")) }
}

async fn open_existing(folder: &Path) -> Result<sql::Connection> {
    let mut connection = open(&find(folder)?).await?;
    moving::marks::refuse(&mut connection).await?;
    Ok(connection)
}

/// The database of a folder; `no-data` where there is none, `folder-closed` where whoever asks may not look.
pub fn find(folder: &Path) -> Result<PathBuf> {
    let path = folder.join(FILE);
    match path.metadata() {
        Ok(found) if found.is_file() => Ok(path),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(rights::unreadable(folder)),
        _ => Err(Error::Invalid("no-data", folder.display().to_string())),
    }
}

/// Without changing any setting of the file.
async fn open(path: &Path) -> Result<sql::Connection> {
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(std::time::Duration::from_secs(60));
    let around = path.parent().unwrap_or(path);
    let opened = SqliteConnection::connect_with(&options).await;
    let opened = opened.map(sql::Connection::from);
    opened.map_err(|error| rights::name(disk::explain(&error), around, &[path.to_owned()]))
}

async fn close(connection: sql::Connection) -> Result<()> {
    connection.close().await.map_err(|error| disk::explain(&error))
}
