//! What SQLite must be set to, asserted when it is opened: without these an acknowledgement would be a wish. What
//! PostgreSQL must be set to stands in `postgres`.

use sqlx::SqliteConnection;

use crate::{Error, Result};

/// Since 3.51.3 the reset of the write-ahead log no longer damages databases.
const OLDEST: [u32; 3] = [3, 51, 3];

/// Fails with `database-settings` and the setting's name when one of them is not as it must be.
pub async fn assert(connection: &mut SqliteConnection) -> Result<()> {
    demand(is_new_enough(&version(connection).await?), "sqlite_version")?;
    let journal: String = ask(connection, "pragma journal_mode").await?;
    demand(journal == "wal", "journal_mode")?;
    for (name, question, wanted) in NUMBERS {
        let found: i64 = ask(connection, question).await?;
        demand(found == *wanted, name)?;
    }
    Ok(())
}

/// The version of the library, `3.53.1`.
async fn version(connection: &mut SqliteConnection) -> Result<String> {
    ask(connection, "select sqlite_version()").await
}

const NUMBERS: &[(&str, &str, i64)] = &[
    ("synchronous", "pragma synchronous", 2),
    ("foreign_keys", "pragma foreign_keys", 1),
    ("secure_delete", "pragma secure_delete", 1),
];

async fn ask<T>(connection: &mut SqliteConnection, question: &'static str) -> Result<T>
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    sqlx::query_scalar(question).fetch_one(connection).await.map_err(|error| super::disk::explain(&error))
}

fn demand(holds: bool, name: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::Invalid("database-settings", name.to_owned())) }
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found: [u32; 3] = std::array::from_fn(|_| parts.next().unwrap_or(0));
    found >= OLDEST
}

#[cfg(test)]
mod tests {
    //! Somebody opens the database with other settings than ours.

    use sqlx::{Connection, sqlite::SqliteConnectOptions};

    use super::*;

    async fn opened(change: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions) -> Result<()> {
        let folder = std::env::temp_dir().join(format!("tidemark-pragmas-{}", crate::chance::id()));
        std::fs::create_dir(&folder).unwrap();
        let options = change(super::super::sqlite::options(&folder.join("test.sqlite")).unwrap());
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let outcome = assert(&mut connection).await;
        connection.close().await.unwrap();
        std::fs::remove_dir_all(folder).unwrap();
        outcome
    }

    fn refused(outcome: Result<()>, name: &str) -> bool {
        matches!(outcome, Err(Error::Invalid("database-settings", found)) if found == name)
    }

    #[tokio::test]
    async fn design_4_10_every_setting_is_asserted_and_the_assertion_fires() {
        use sqlx::sqlite::{SqliteJournalMode::Delete, SqliteSynchronous::Normal};
        assert!(opened(|options| options).await.is_ok(), "control: our own settings pass");
        assert!(refused(opened(|options| options.synchronous(Normal)).await, "synchronous"));
        assert!(refused(opened(|options| options.journal_mode(Delete)).await, "journal_mode"));
        assert!(refused(opened(|options| options.foreign_keys(false)).await, "foreign_keys"));
        assert!(refused(opened(|options| options.pragma("secure_delete", "off")).await, "secure_delete"));
    }

    #[test]
    fn an_old_library_is_refused() {
        assert!(!is_new_enough("3.50.4"));
        assert!(!is_new_enough("3.51.2"));
        assert!(is_new_enough("3.51.3"));
        assert!(is_new_enough("3.53"));
        assert!(!is_new_enough("nonsense"));
    }
}
