//! What somebody was writing when their study locked: sealed to the study's public key, so that it can be kept without
//! the private one, and gone with the words it may repeat.

use super::{Store, disk, sql};
use crate::{Error, Result};

/// Most that is kept for one person in one study.
const MOST: i64 = 20;

/// One thing that is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stored {
    /// Random id.
    pub id: String,
    /// The response whose words it may repeat.
    pub response_id: Option<String>,
    /// The source whose words it may repeat.
    pub source_id: Option<String>,
    /// What was sent.
    pub sealed: Vec<u8>,
}

/// What is kept for a person in a study.
pub async fn all(store: &Store, study: &str, person: &str) -> Result<Vec<Stored>> {
    const ALL: &str = "select id, response_id, source_id, sealed from unsaved
        where study_id = $1 and person_id = $2 order by id";
    Ok(sql::query_as(ALL).bind(study).bind(person).fetch_all(&store.pool).await?)
}

/// Keeps something. `kept-full` where too much is kept already; nothing is found where the words it is about are gone.
pub async fn put(to: &mut sql::Connection, study: &str, person: &str, unsaved: &Stored) -> Result<()> {
    const COUNT: &str = "select count(*) from unsaved where study_id = $1 and person_id = $2";
    const PUT: &str = "insert into unsaved (id, study_id, person_id, response_id, source_id, sealed)
        values ($1, $2, $3, $4, $5, $6)";
    let count: i64 = sql::query_scalar(COUNT).bind(study).bind(person).fetch_one(&mut *to).await?;
    if count >= MOST {
        return Err(Error::Conflict("kept-full"));
    }
    let put = sql::query(PUT)
        .bind(&unsaved.id)
        .bind(study)
        .bind(person)
        .bind(&unsaved.response_id)
        .bind(&unsaved.source_id)
        .bind(&unsaved.sealed);
    match put.execute(to).await {
        Err(error) if disk::is_about_rows(&error) => Err(Error::NotFound),
        done => Ok(done.map(drop)?),
    }
}

/// Throws something away that is kept for a person.
pub async fn remove(to: &mut sql::Connection, study: &str, person: &str, id: &str) -> Result<()> {
    const REMOVE: &str = "delete from unsaved where study_id = $1 and person_id = $2 and id = $3";
    sql::query(REMOVE).bind(study).bind(person).bind(id).execute(to).await?;
    Ok(())
}

/// Throws away what is kept about a response or a source: its words were replaced.
pub async fn forget(to: &mut sql::Connection, study: &str, of: &str) -> Result<()> {
    const FORGET: &str = "delete from unsaved where study_id = $1 and (response_id = $2 or source_id = $2)";
    sql::query(FORGET).bind(study).bind(of).execute(to).await?;
    Ok(())
}
