//! What belongs to the installation and to no study: the public half of its recovery kit, and by what the database
//! knows the secret file that lies beside it.

use std::path::Path;

use super::{Store, kits, sql};
use crate::{Error, Result, seal::PublicKey, seal::codes::Installation};

const RECOVERY_KEY: &str = "recovery-key";

const READ: &str = "select value from installation where name = $1";

/// What new studies and backups are sealed to; `None` before the first start is finished.
pub async fn recovery_key(store: &Store) -> Result<Option<PublicKey>> {
    let value: Option<Vec<u8>> = sql::query_scalar(READ).bind(RECOVERY_KEY).fetch_optional(&store.pool).await?;
    value.map(|bytes| PublicKey::from_bytes(&bytes)).transpose()
}

const WRITE: &str = "insert into installation (name, value) values ($1, $2) \
     on conflict (name) do update set value = excluded.value";

/// Keeps the public half of the kit that was shown on one sheet and typed back.
pub async fn set_recovery_key(connection: &mut sql::Connection, key: &PublicKey) -> Result<()> {
    begin_kit(connection, key, 1).await
}

/// The same for a kit of so many sheets. One that counted before counts no more.
pub(super) async fn begin_kit(to: &mut sql::Connection, key: &PublicKey, sheets: i64) -> Result<()> {
    kits::begin(&mut *to, key, sheets).await?;
    sql::query(WRITE).bind(RECOVERY_KEY).bind(&key.as_bytes()[..]).execute(to).await?;
    Ok(())
}

/// The name of what the database knows the secret by.
pub(super) const MARK: &str = "secret-mark";

/// The secret of a data folder. An empty installation makes one. A lost or foreign file is said (`secret-lost`,
/// `secret-other`) and never replaced by itself: every code that was given out would be dead.
pub async fn secret(store: &Store, folder: &Path) -> Result<Installation> {
    let mark: Option<Vec<u8>> = sql::query_scalar(READ).bind(MARK).fetch_optional(&store.pool).await?;
    match (known(folder, mark.as_deref())?, mark) {
        (Some(secret), Some(_)) => Ok(secret),
        (Some(secret), None) => keep(store, folder, secret, true).await,
        (None, _) => keep(store, folder, Installation::fresh(), false).await,
    }
}

/// A new secret in place of one that is lost for good. Codes that were given out before open nothing any more.
pub async fn replace_secret(store: &Store, folder: &Path) -> Result<()> {
    match secret(store, folder).await {
        Err(Error::Invalid("secret-lost", _)) => replace(store, Installation::make(folder)?).await,
        other => other.map(drop),
    }
}

async fn replace(store: &Store, secret: Installation) -> Result<()> {
    let mut to = store.write().await?;
    sql::query(WRITE).bind(MARK).bind(secret.mark()).execute(&mut *to).await?;
    super::audit::append(&mut to, None, super::audit::TERMINAL, "new-secret", "").await?;
    Ok(to.commit().await?)
}

/// The secret of a folder whose database knows it by `mark`; `None` where neither has one yet.
pub fn known(folder: &Path, mark: Option<&[u8]>) -> Result<Option<Installation>> {
    let said = |code| Err(Error::Invalid(code, folder.display().to_string()));
    match (Installation::read(folder)?, mark) {
        (None, Some(_)) => said("secret-lost"),
        (Some(secret), Some(mark)) if secret.mark() != mark => said("secret-other"),
        (secret, _) => Ok(secret),
    }
}

/// Of processes that begin at once, each with a folder of its own, one is first. Only its new secret becomes a file, before
/// the database knows it for good; the others say `secret-lost`, and have nothing in their folders that must go again.
async fn keep(store: &Store, folder: &Path, secret: Installation, is_there: bool) -> Result<Installation> {
    const FIRST: &str = "insert into installation (name, value) values ($1, $2) on conflict (name) do nothing";
    let mut to = store.write().await?;
    sql::query(FIRST).bind(MARK).bind(secret.mark()).execute(&mut *to).await?;
    let mark: Vec<u8> = sql::query_scalar(READ).bind(MARK).fetch_one(&mut *to).await?;
    if !is_there && mark == secret.mark() {
        Installation::restore(folder, secret.as_bytes())?;
    }
    to.commit().await?;
    known(folder, Some(&mark[..]))?.ok_or(Error::NotFound)
}
