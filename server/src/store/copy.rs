//! A whole copy of the database while it is in use, and the checks of one that comes back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::moving::{marks, snapshot};
use super::sql::{self, Engine};
use super::{FILE, audit, disk, installation};
use crate::seal::{PublicKey, chest, codes::Installation};
use crate::settings::Database;
use crate::{Error, Result, rights};

/// A database that a backup is made of: one connection, beside programs that work with it. Of a server it sees one moment
/// ([`snapshot`]).
#[derive(Debug)]
pub struct Original {
    connection: sql::Connection,
}

impl Original {
    /// The database of an installation, as the settings name it. Nothing is changed in it.
    pub async fn open(folder: &Path, database: &Database) -> Result<Self> {
        let connection = match database {
            Database::Folder => open_existing(folder).await?,
            Database::Postgres(address) => snapshot::begin(address).await?,
        };
        Ok(Self { connection })
    }

    /// What backups of it are encrypted to; `no-recovery-key` before the first start is finished.
    pub async fn recovery_key(&mut self) -> Result<PublicKey> {
        let key = self.value("recovery-key").await?;
        PublicKey::from_bytes(&key.ok_or(Error::Unavailable("no-recovery-key"))?)
    }

    /// The secret that belongs to it, from its data folder; never a new one.
    pub async fn secret(&mut self, folder: &Path) -> Result<Installation> {
        let mark = self.value(installation::MARK).await?;
        let lost = || Error::Invalid("secret-lost", folder.display().to_string());
        installation::known(folder, mark.as_deref())?.ok_or_else(lost)
    }

    /// By what backups of it are known; none where nobody has done anything yet.
    pub async fn mark(&mut self) -> Result<Option<String>> {
        Ok(audit::first(&mut self.connection).await?.as_deref().map(chest::mark_of))
    }

    /// Writes one consistent copy to a new file of SQLite; everything acknowledged before it was opened is in it.
    pub async fn copy(&mut self, to: &Path) -> Result<()> {
        const COPY: &str = "vacuum into $1";
        match self.connection.engine() {
            Engine::Postgres => snapshot::copy(&mut self.connection, to, &mut |_| {}).await,
            Engine::Sqlite => {
                let copied = sql::query(COPY).bind(to.to_string_lossy().into_owned());
                Ok(copied.execute(&mut self.connection).await.map(drop)?)
            }
        }
    }

    /// Lets it go, and says when that failed.
    pub async fn close(self) -> Result<()> {
        close(self.connection).await
    }

    async fn value(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        const VALUE: &str = "select value from installation where name = $1";
        Ok(sql::query_scalar(VALUE).bind(name).fetch_optional(&mut self.connection).await?)
    }
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
    marks::refuse(&mut connection).await?;
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
