//! The sealed log of researchers' work: appended, read in order, never changed.

use super::{Store, sql};
use crate::Result;

/// How often a study's words changed: what an unlocked study compares itself with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Responses that arrived or went.
    pub responses: i64,
    /// Position of the newest event.
    pub events: i64,
    /// How often everything was purged.
    pub purges: i64,
}

/// Where a study is.
pub async fn head(store: &Store, study: &str) -> Result<Head> {
    const HEAD: &str = "select responses, events, purges from heads where study_id = $1";
    Ok(sql::query_as(HEAD).bind(study).fetch_optional(&store.pool).await?.unwrap_or_default())
}

/// Appends a sealed event: `seal` is given its position.
pub async fn append(to: &mut sql::Connection, study: &str, seal: impl FnOnce(i64) -> Result<Vec<u8>>) -> Result<i64> {
    const NEXT: &str = "update heads set events = events + 1 where study_id = $1 returning events";
    const APPEND: &str = "insert into events (study_id, position, sealed) values ($1, $2, $3)";
    let position: i64 = sql::query_scalar(NEXT).bind(study).fetch_one(&mut *to).await?;
    sql::query(APPEND).bind(study).bind(position).bind(seal(position)?).execute(to).await?;
    Ok(position)
}

/// The events after a position, in order.
pub async fn after(store: &Store, study: &str, position: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    const AFTER: &str = "select position, sealed from events where study_id = $1 and position > $2 order by position";
    Ok(sql::query_as(AFTER).bind(study).bind(position).fetch_all(&store.pool).await?)
}
