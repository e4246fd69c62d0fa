//! Transcripts as they lie in the database: sealed.

use super::{Store, sql};
use crate::{Error, Result};

/// All sources of a study: id and envelope.
pub async fn all(store: &Store, study: &str) -> Result<Vec<(String, Vec<u8>)>> {
    const ALL: &str = "select id, sealed from sources where study_id = $1 order by id";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One source of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Vec<u8>>> {
    const FIND: &str = "select sealed from sources where study_id = $1 and id = $2";
    Ok(sql::query_scalar(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// Keeps a source.
pub async fn put(to: &mut sql::Connection, study: &str, id: &str, sealed: &[u8]) -> Result<()> {
    const PUT: &str = "insert into sources (id, study_id, sealed) values ($1, $2, $3)";
    sql::query(PUT).bind(id).bind(study).bind(sealed).execute(to).await?;
    Ok(())
}

/// Puts another envelope in the place of a source's.
pub async fn change(to: &mut sql::Connection, study: &str, id: &str, sealed: &[u8]) -> Result<()> {
    const CHANGE: &str = "update sources set sealed = $3 where study_id = $1 and id = $2";
    touched(sql::query(CHANGE).bind(study).bind(id).bind(sealed).execute(to).await?.rows_affected())
}

/// Takes a source out, with the texts that repeat its words.
pub async fn remove(to: &mut sql::Connection, study: &str, id: &str) -> Result<()> {
    const REMOVE: &str = "delete from sources where study_id = $1 and id = $2";
    touched(sql::query(REMOVE).bind(study).bind(id).execute(to).await?.rows_affected())
}

fn touched(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}
