//! What belongs to the installation and to no study: the public half of its recovery kit.

use super::Store;
use crate::{Result, seal::PublicKey};

const RECOVERY_KEY: &str = "recovery-key";

const READ: &str = "select value from installation where name = $1";

/// What new studies and backups are sealed to; `None` before the first start is finished.
pub async fn recovery_key(store: &Store) -> Result<Option<PublicKey>> {
    let value: Option<Vec<u8>> = sqlx::query_scalar(READ).bind(RECOVERY_KEY).fetch_optional(&store.pool).await?;
    value.map(|bytes| PublicKey::from_bytes(&bytes)).transpose()
}

const WRITE: &str = "insert into installation (name, value) values ($1, $2) \
     on conflict (name) do update set value = excluded.value";

/// Keeps the public half of the kit that was shown and typed back.
pub async fn set_recovery_key(connection: &mut sqlx::SqliteConnection, key: &PublicKey) -> Result<()> {
    sqlx::query(WRITE).bind(RECOVERY_KEY).bind(&key.as_bytes()[..]).execute(connection).await?;
    Ok(())
}
