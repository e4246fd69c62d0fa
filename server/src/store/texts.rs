//! Words that events point to, sealed and erasable: they go with the response or source whose words they repeat.

use super::{Store, sql};
use crate::Result;

/// One sealed text.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stored {
    /// Random id.
    pub id: String,
    /// The response whose words it repeats.
    pub response_id: Option<String>,
    /// The source whose words it repeats.
    pub source_id: Option<String>,
    /// The words, and the passage they come from.
    pub sealed: Vec<u8>,
}

/// All texts of a study.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Stored>> {
    const ALL: &str = "select id, response_id, source_id, sealed from texts where study_id = $1";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One text of a study, if it is still there.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Stored>> {
    const FIND: &str = "select id, response_id, source_id, sealed from texts where study_id = $1 and id = $2";
    Ok(sql::query_as(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// Keeps a text.
pub async fn put(to: &mut sql::Connection, study: &str, text: &Stored) -> Result<()> {
    const PUT: &str = "insert into texts (id, study_id, response_id, source_id, sealed) values ($1, $2, $3, $4, $5)";
    sql::query(PUT)
        .bind(&text.id)
        .bind(study)
        .bind(&text.response_id)
        .bind(&text.source_id)
        .bind(&text.sealed)
        .execute(to)
        .await?;
    Ok(())
}

/// Puts other words in the place of a text's.
pub async fn change(to: &mut sql::Connection, study: &str, id: &str, sealed: &[u8]) -> Result<()> {
    const CHANGE: &str = "update texts set sealed = $3 where study_id = $1 and id = $2";
    sql::query(CHANGE).bind(study).bind(id).bind(sealed).execute(to).await?;
    Ok(())
}
