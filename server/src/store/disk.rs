//! What errors of the database mean for people: a rule of the schema, a full disk, a disk that fails.

use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;
use tokio::sync::Notify;

use crate::Error;

/// Whether the disk failed under this process.
static FAILED: AtomicBool = AtomicBool::new(false);
static TOLD: Notify = Notify::const_new();

/// Notes that the disk failed: after that nothing that it says can be believed.
pub fn fail() {
    FAILED.store(true, Ordering::SeqCst);
    TOLD.notify_waiters();
}

/// Returns when the disk has failed; the program must end then.
pub async fn failed() {
    let told = TOLD.notified();
    if !FAILED.load(Ordering::SeqCst) {
        told.await;
    }
}

/// Whether the error is about the rows themselves (a broken reference, a double id), not about the disk.
pub fn is_about_rows(error: &sqlx::Error) -> bool {
    use sqlx::error::ErrorKind::{CheckViolation, ForeignKeyViolation, NotNullViolation, UniqueViolation};
    error.as_database_error().is_some_and(|database| {
        matches!(database.kind(), CheckViolation | ForeignKeyViolation | NotNullViolation | UniqueViolation)
    })
}

/// Whether the disk itself failed. What was written last is then unknown: never retry, never acknowledge. A disk of
/// PostgreSQL is looked after by its server, which ends itself.
pub fn is_broken(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(IO)
}

/// Whether there is no room left on a disk of ours: nothing was written, and it may be tried again where there is.
pub fn is_full(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(FULL)
}

/// Whether two processes stood in each other's way: nothing was written, and it may be tried again at once.
pub fn is_crossed(error: &sqlx::Error) -> bool {
    matches!(state(error).as_deref(), Some("40001" | "40P01"))
}

/// Whether a server of PostgreSQL has no room left: nothing was written, and it may be tried again where there is.
pub fn is_full_there(error: &sqlx::Error) -> bool {
    state(error).as_deref() == Some(NO_ROOM)
}

/// An error that has its sentence, on its way through the library that tells only of its own; [`explain`] finds it again.
pub(super) fn said(error: Error) -> sqlx::Error {
    sqlx::Error::Configuration(Box::new(error))
}

/// The code of an error that was [`said`].
fn code_said(error: &sqlx::Error) -> Option<&'static str> {
    let sqlx::Error::Configuration(inside) = error else { return None };
    match inside.downcast_ref::<Error>() {
        Some(Error::Unavailable(code) | Error::Invalid(code, _)) => Some(*code),
        _ => None,
    }
}

/// The error that a person may be told about. That a write or a flush failed is noted, whoever it was for.
pub fn explain(error: &sqlx::Error) -> Error {
    if code(error).is_some_and(|code| UNWRITTEN.contains(&code)) {
        fail();
    }
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return Error::Unavailable("busy");
    }
    if let Some(code) = code_said(error).or_else(|| away(error)).or_else(|| refused(&state(error)?)) {
        return Error::Unavailable(code);
    }
    match primary_code(error) {
        Some(FULL) => Error::Unavailable("disk-full"),
        Some(IO) => Error::Unavailable("disk-broken"),
        Some(BUSY) => Error::Unavailable("busy"),
        Some(CORRUPT | NOT_A_DATABASE) => Error::Unavailable("database-damaged"),
        Some(CANNOT_OPEN | READ_ONLY) => Error::Unavailable("folder-unwritable"),
        _ => Error::internal("database", error),
    }
}

/// `disk_full`
const NO_ROOM: &str = "53100";

const BUSY: u32 = 5;
const READ_ONLY: u32 = 8;
const IO: u32 = 10;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const CANNOT_OPEN: u32 = 14;
const NOT_A_DATABASE: u32 = 26;

/// A write, a flush of a file, of a folder, a file that was to be cut: with their extensions.
const UNWRITTEN: [u32; 4] = [IO | (3 << 8), IO | (4 << 8), IO | (5 << 8), IO | (6 << 8)];

/// The result code of SQLite with its extension.
fn code(error: &sqlx::Error) -> Option<u32> {
    let error = error.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    error.code()?.parse().ok()
}

/// What PostgreSQL calls it (SQLSTATE).
fn state(error: &sqlx::Error) -> Option<String> {
    let error = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    Some(error.code().to_owned())
}

/// A server that cannot be reached, or was lost meanwhile.
fn away(error: &sqlx::Error) -> Option<&'static str> {
    use sqlx::Error::{Io, PoolClosed, Protocol, Tls, WorkerCrashed};
    match error {
        Tls(_) => Some("database-tls"),
        // What is wrong with a certificate comes as an error of reading.
        Io(error) if error.kind() == std::io::ErrorKind::InvalidData => Some("database-tls"),
        Io(_) | Protocol(_) | PoolClosed | WorkerCrashed => Some("database-away"),
        _ => None,
    }
}

/// What PostgreSQL cannot do now.
fn refused(state: &str) -> Option<&'static str> {
    Some(match state {
        NO_ROOM => "disk-full",
        "55P03" | "57014" | "40001" | "40P01" => "busy",
        "25006" => "database-read-only",
        "58030" | "XX001" | "XX002" => "database-damaged",
        "28000" | "28P01" | "3D000" | "42501" => "database-refused",
        _ if ["08", "53", "57", "58"].iter().any(|class| state.starts_with(class)) => "database-away",
        _ => return None,
    })
}

/// The primary result code of SQLite, without its extension.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    Some(code(error)? & 0xff)
}

#[cfg(test)]
mod tests {
    //! A disk fails.

    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn that_the_disk_failed_is_told_at_once_and_ever_after() {
        let told = tokio::spawn(failed());
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(!told.is_finished(), "control: not before");
        fail();
        tokio::time::timeout(Duration::from_secs(5), told).await.unwrap().unwrap();
        tokio::time::timeout(Duration::from_secs(5), failed()).await.unwrap();
    }

    #[test]
    fn what_postgresql_cannot_do_has_a_sentence() {
        assert_eq!(refused("53100"), Some("disk-full"));
        assert_eq!(refused("25006"), Some("database-read-only"));
        assert_eq!(refused("28P01"), Some("database-refused"));
        assert_eq!(refused("57P01"), Some("database-away"), "the server is being stopped");
        assert_eq!(refused("08006"), Some("database-away"));
        assert_eq!(refused("55P03"), Some("busy"));
        assert_eq!(refused("23505"), None, "a rule of the schema");
        assert_eq!(away(&sqlx::Error::PoolClosed), Some("database-away"));
        assert_eq!(away(&sqlx::Error::RowNotFound), None);
        assert_eq!(away(&sqlx::Error::Tls("server does not support TLS".into())), Some("database-tls"));
        let io = |kind: std::io::ErrorKind| sqlx::Error::Io(std::io::Error::new(kind, "a certificate of another name"));
        assert_eq!(away(&io(std::io::ErrorKind::InvalidData)), Some("database-tls"));
        assert_eq!(away(&io(std::io::ErrorKind::ConnectionRefused)), Some("database-away"), "control");
    }

    #[test]
    fn what_was_said_on_the_way_is_told() {
        let code = |error: Error| match explain(&said(error)) {
            Error::Unavailable(code) => code,
            _ => "nothing to wait for",
        };
        assert_eq!(code(Error::Unavailable("move-going")), "move-going");
        assert_eq!(code(Error::Invalid("database-settings", "fsync".to_owned())), "database-settings");
        assert_eq!(code(Error::NotFound), "nothing to wait for", "control");
    }
}
