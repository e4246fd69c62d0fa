//! Who works with a database: programs share it, a move has it to itself. Let go by the system when a program is killed.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use sqlx::PgConnection;

use super::sql::{Connection, Engine};
use super::{Store, postgres, reach};
use crate::{Error, Result};

/// That this program works with a data folder, as long as the value lives.
#[derive(Debug)]
pub struct Presence {
    _held: File,
}

impl Presence {
    /// Beside other programs; `move-going` while a move has the folder to itself. None where the file system knows no
    /// locks: serving goes on there, and a move is refused.
    pub fn among_others(folder: &Path) -> Result<Option<Self>> {
        let Ok(held) = File::open(folder) else { return Ok(None) };
        match held.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _held: held })),
            Err(TryLockError::WouldBlock) => Err(Error::Unavailable("move-going")),
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }

    /// With nobody else; `move-served` where another program works with the folder.
    pub fn alone(folder: &Path) -> Result<Self> {
        let failed = |error| Error::internal("locking the data folder", error);
        let held = File::open(folder).map_err(failed)?;
        match held.try_lock() {
            Ok(()) => Ok(Self { _held: held }),
            Err(TryLockError::WouldBlock) => Err(Error::Unavailable("move-served")),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

/// The name of the lock on a server: of the whole database, as long as the connection lasts.
const KEY: i64 = i64::from_be_bytes(*b"tidemove");

/// How often, and with which pause, a lock is asked for that somebody still has: a server needs a moment to notice that a
/// program is gone.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(200);

/// Every connection of a program that works with the database of a server says so, as long as it lasts. False while a move
/// has the database to itself.
pub async fn joins(connection: &mut PgConnection) -> sqlx::Result<bool> {
    const JOIN: &str = "select pg_try_advisory_lock_shared($1)";
    sqlx::query_scalar(JOIN).bind(KEY).fetch_one(connection).await
}

/// Beside other programs on a server; `move-going` while a move has its database to itself.
pub async fn among_others_on(connection: &mut PgConnection) -> Result<()> {
    for _ in 0..TRIES {
        if joins(connection).await? {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::Unavailable("move-going"))
}

/// Has the database of a server alone from now on, as long as the connection lasts; `move-served` where another program
/// works with it.
pub async fn alone_on(connection: &mut PgConnection) -> Result<()> {
    const ALONE: &str = "select pg_try_advisory_lock($1)";
    for _ in 0..TRIES {
        if sqlx::query_scalar(ALONE).bind(KEY).fetch_one(&mut *connection).await? {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::Unavailable("move-served"))
}

/// Between two looks at the connection that says that this program is there.
const LOOK: Duration = Duration::from_secs(30);

/// Works for ever where the database is a server: holds a connection that says that this program works with it, so that no
/// move begins while its pools have none, and tells the operator when the server is away, was moved elsewhere, or is not
/// set any more as it must be. Drop the task to stop it.
pub async fn keep(store: Store) {
    if store.pool.engine() == Engine::Sqlite {
        return;
    }
    let (mut held, mut told) = (None, String::new());
    loop {
        let found = look(&store, &mut held).await.err().map(|error| error.to_string()).unwrap_or_default();
        // Once, and not at every look.
        if !found.is_empty() && found != told {
            crate::terminal::report("database", &found);
        }
        told = found;
        tokio::time::sleep(LOOK).await;
    }
}

/// Looks through the connection that is held, or through a new one that is held from then on.
async fn look(store: &Store, held: &mut Option<Connection>) -> Result<()> {
    let (mut connection, is_new) = match held.take() {
        Some(connection) => (connection, false),
        None => (store.pool.alone().await?, true),
    };
    let Connection::Postgres(there) = &mut connection else { return Ok(()) };
    let told = reach::within(reach::WAIT, async { Ok(asked(there.seat(), is_new).await) }).await?;
    // On a server that is set otherwise this program is there none the less.
    if matches!(told, Ok(()) | Err(Error::Invalid(..) | Error::Unavailable("database-read-only"))) {
        *held = Some(connection);
    }
    told
}

async fn asked(connection: &mut PgConnection, is_new: bool) -> Result<()> {
    match is_new {
        true => postgres::begins(connection).await,
        false => postgres::fits(connection).await,
    }
}

#[cfg(test)]
mod tests {
    //! Two programs work with a folder; somebody wants to move it.

    use super::*;

    fn code<T>(outcome: Result<T>) -> &'static str {
        match outcome {
            Ok(_) => "well",
            Err(Error::Unavailable(code)) => code,
            Err(_) => "another error",
        }
    }

    #[test]
    fn many_may_work_with_a_folder_and_one_may_have_it_alone() {
        let folder = std::env::temp_dir().join(format!("tidemark-presence-{}", crate::chance::id()));
        std::fs::create_dir(&folder).unwrap();
        let (first, second) = (Presence::among_others(&folder), Presence::among_others(&folder));
        assert!(matches!((&first, &second), (Ok(Some(_)), Ok(Some(_)))), "control: this file system knows locks");
        assert_eq!(code(Presence::alone(&folder)), "move-served");
        drop(first);
        assert_eq!(code(Presence::alone(&folder)), "move-served");
        drop(second);
        let alone = Presence::alone(&folder);
        assert_eq!(
            (code(Presence::among_others(&folder)), code(Presence::alone(&folder))),
            ("move-going", "move-served")
        );
        drop(alone);
        assert_eq!(code(Presence::among_others(&folder)), "well");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
