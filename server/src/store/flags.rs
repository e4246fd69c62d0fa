//! Answers that tell of danger, as somebody marked them: sealed, and gone when the response is withdrawn.

use super::{Store, sql};
use crate::{Error, Result};

/// One sealed mark.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stored {
    /// Random id.
    pub id: String,
    /// The response it hangs on.
    pub response_id: String,
    /// Key of the answer, note, action taken.
    pub sealed: Vec<u8>,
}

/// All marks of a study.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Stored>> {
    const ALL: &str = "select id, response_id, sealed from flags where study_id = $1 order by id";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One mark of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Stored>> {
    const FIND: &str = "select id, response_id, sealed from flags where study_id = $1 and id = $2";
    Ok(sql::query_as(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// Marks an answer of a response that belongs to the study.
pub async fn put(to: &mut sql::Connection, study: &str, flag: &Stored) -> Result<()> {
    const PUT: &str = "insert into flags (id, study_id, response_id, sealed) select $1, $2, responses.id, $4
        from responses join collections on collections.id = responses.collection_id
        where responses.id = $3 and collections.study_id = $2";
    let query = sql::query(PUT).bind(&flag.id).bind(study).bind(&flag.response_id).bind(&flag.sealed);
    if query.execute(to).await?.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Replaces what a mark says.
pub async fn change(to: &mut sql::Connection, study: &str, id: &str, sealed: &[u8]) -> Result<()> {
    const CHANGE: &str = "update flags set sealed = $3 where study_id = $1 and id = $2";
    let query = sql::query(CHANGE).bind(study).bind(id).bind(sealed);
    if query.execute(to).await?.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}
