//! Files that came in, which responses they brought, and taking them out again.

use sqlx::SqliteConnection;

use super::Store;
use crate::{Error, Result};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Import {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// Which instrument its answers belong to.
    pub instrument_id: String,
    /// Names the file without telling what is in it.
    pub file_hash: Vec<u8>,
    /// How many responses it brought.
    pub rows: i64,
    /// A date.
    pub imported_on: String,
    /// Whether it was taken out again.
    pub undone: bool,
}

/// All imports of a study, the newest day first.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Import>> {
    const ALL: &str = "select id, study_id, instrument_id, file_hash, rows, imported_on, undone from imports
        where study_id = $1 order by imported_on desc, id";
    Ok(sqlx::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// Whether this file is in the study now.
pub async fn is_known(from: &mut SqliteConnection, study: &str, file_hash: &[u8]) -> Result<bool> {
    const KNOWN: &str = "select exists (select 1 from imports where study_id = $1 and file_hash = $2 and not undone)";
    Ok(sqlx::query_scalar(KNOWN).bind(study).bind(file_hash).fetch_one(from).await?)
}

/// Remembers an import.
pub async fn put(to: &mut SqliteConnection, import: &Import) -> Result<()> {
    const PUT: &str = "insert into imports (id, study_id, instrument_id, file_hash, rows, imported_on, undone)
        values ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(PUT)
        .bind(&import.id)
        .bind(&import.study_id)
        .bind(&import.instrument_id)
        .bind(&import.file_hash)
        .bind(import.rows)
        .bind(&import.imported_on)
        .bind(import.undone)
        .execute(to)
        .await?;
    Ok(())
}

/// Remembers that an import brought a response.
pub async fn put_row(to: &mut SqliteConnection, import: &str, response: &str) -> Result<()> {
    const PUT_ROW: &str = "insert into import_rows (import_id, response_id) values ($1, $2)";
    sqlx::query(PUT_ROW).bind(import).bind(response).execute(to).await?;
    Ok(())
}

/// Takes out what an import brought and says how many responses went.
pub async fn undo(to: &mut SqliteConnection, study: &str, import: &str) -> Result<u64> {
    const MARK: &str = "update imports set undone = true where study_id = $1 and id = $2 and not undone";
    const TAKE_OUT: &str =
        "delete from responses where id in (select response_id from import_rows where import_id = $1)";
    if sqlx::query(MARK).bind(study).bind(import).execute(&mut *to).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(sqlx::query(TAKE_OUT).bind(import).execute(to).await?.rows_affected())
}
