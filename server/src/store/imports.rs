//! Files that came in, which responses they brought and what they made, and taking them out again.

use super::{Store, sql};
use crate::{Error, Result};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Import {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// The file's name.
    pub file: String,
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
    const ALL: &str = "select id, study_id, file, instrument_id, file_hash, rows, imported_on, undone from imports
        where study_id = $1 order by imported_on desc, id";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// Whether this file is in the study now.
pub async fn is_known(from: &mut sql::Connection, study: &str, file_hash: &[u8]) -> Result<bool> {
    const KNOWN: &str = "select exists (select 1 from imports where study_id = $1 and file_hash = $2 and not undone)";
    Ok(sql::query_scalar(KNOWN).bind(study).bind(file_hash).fetch_one(from).await?)
}

/// Remembers an import.
pub async fn put(to: &mut sql::Connection, import: &Import) -> Result<()> {
    const PUT: &str = "insert into imports (id, study_id, instrument_id, file_hash, rows, imported_on, undone, file)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    sql::query(PUT)
        .bind(&import.id)
        .bind(&import.study_id)
        .bind(&import.instrument_id)
        .bind(&import.file_hash)
        .bind(import.rows)
        .bind(&import.imported_on)
        .bind(import.undone)
        .bind(&import.file)
        .execute(to)
        .await?;
    Ok(())
}

/// Remembers that an import brought a response.
pub async fn put_row(to: &mut sql::Connection, import: &str, response: &str) -> Result<()> {
    const PUT_ROW: &str = "insert into import_rows (import_id, response_id) values ($1, $2)";
    sql::query(PUT_ROW).bind(import).bind(response).execute(to).await?;
    Ok(())
}

/// Remembers that an import had to make a wave, a site or a collection.
pub async fn put_made(to: &mut sql::Connection, import: &str, noun: &str, id: &str) -> Result<()> {
    const PUT_MADE: &str = "insert into import_made (import_id, noun, made_id) values ($1, $2, $3)";
    sql::query(PUT_MADE).bind(import).bind(noun).bind(id).execute(to).await?;
    Ok(())
}

/// Responses of a collection that came from one file.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Brought {
    /// The collection.
    pub collection_id: String,
    /// The file's name.
    pub file: String,
    /// A date.
    pub imported_on: String,
    /// How many are there.
    pub responses: i64,
}

/// What came from files, by collection and file.
pub async fn brought(store: &Store, study: &str) -> Result<Vec<Brought>> {
    const BROUGHT: &str = "select responses.collection_id, imports.file, imports.imported_on, count(*) as responses
        from imports join import_rows on import_rows.import_id = imports.id
        join responses on responses.id = import_rows.response_id where imports.study_id = $1
        group by responses.collection_id, imports.id, imports.file, imports.imported_on
        order by imports.imported_on, imports.file, imports.id";
    Ok(sql::query_as(BROUGHT).bind(study).fetch_all(&store.pool).await?)
}

/// Takes out what an import brought, with what imports that are undone had made and nobody uses; says the file's name and
/// how many responses went.
pub async fn undo(to: &mut sql::Connection, study: &str, import: &str) -> Result<(String, u64)> {
    const MARK: &str = "update imports set undone = true where study_id = $1 and id = $2 and not undone returning file";
    const TAKE_OUT: &str =
        "delete from responses where id in (select response_id from import_rows where import_id = $1)";
    let file: Option<String> = sql::query_scalar(MARK).bind(study).bind(import).fetch_optional(&mut *to).await?;
    let file = file.ok_or(Error::NotFound)?;
    let gone = sql::query(TAKE_OUT).bind(import).execute(&mut *to).await?.rows_affected();
    for sweep in SWEEP {
        sql::query(sweep).bind(study).execute(&mut *to).await?;
    }
    Ok((file, gone))
}

/// Collections first: they stand in waves.
const SWEEP: [&str; 3] = [
    "delete from collections where study_id = $1 and id in (select made_id from import_made
        join imports on imports.id = import_made.import_id where noun = 'collection' and undone)
        and not exists (select 1 from responses where responses.collection_id = collections.id)
        and not exists (select 1 from pending where pending.collection_id = collections.id)
        and not exists (select 1 from roster where roster.collection_id = collections.id)
        and not exists (select 1 from links where links.collection_id = collections.id)",
    "delete from waves where study_id = $1 and id in (select made_id from import_made
        join imports on imports.id = import_made.import_id where noun = 'wave' and undone)
        and not exists (select 1 from collections where collections.wave_id = waves.id)",
    "delete from sites where study_id = $1 and id in (select made_id from import_made
        join imports on imports.id = import_made.import_id where noun = 'site' and undone)
        and not exists (select 1 from responses where responses.site_id = sites.id)
        and not exists (select 1 from pending where pending.site_id = sites.id)
        and not exists (select 1 from links where links.site_id = sites.id)",
];
