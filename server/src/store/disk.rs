//! What errors of the database mean for people: a rule of the schema, a full disk, a disk that fails.

use crate::Error;

/// Whether the error is about the rows themselves (a broken reference, a double id), not about the disk.
pub fn is_about_rows(error: &sqlx::Error) -> bool {
    use sqlx::error::ErrorKind::{CheckViolation, ForeignKeyViolation, NotNullViolation, UniqueViolation};
    error.as_database_error().is_some_and(|database| {
        matches!(database.kind(), CheckViolation | ForeignKeyViolation | NotNullViolation | UniqueViolation)
    })
}

/// Whether the disk itself failed. What was written last is then unknown: never retry, never acknowledge.
pub fn is_broken(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(IO)
}

/// The error that a person may be told about.
pub fn explain(error: &sqlx::Error) -> Error {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return Error::Unavailable("busy");
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

const BUSY: u32 = 5;
const READ_ONLY: u32 = 8;
const IO: u32 = 10;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const CANNOT_OPEN: u32 = 14;
const NOT_A_DATABASE: u32 = 26;

/// The primary result code of SQLite, without its extension.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
