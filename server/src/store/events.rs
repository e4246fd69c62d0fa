//! The sealed log of researchers' work: appended, read in order, never changed. And the head of a study: what every process
//! compares its memory with before it shows anything of it.

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
    /// How often somebody locked it, gave it other names or took a key away: what is in memory begins anew.
    pub anew: i64,
}

const HEAD: &str = "select responses, events, purges, anew from heads where study_id = $1";

/// Where a study is, whichever process changed it last.
pub async fn head(store: &Store, study: &str) -> Result<Head> {
    Ok(sql::query_as(HEAD).bind(study).fetch_optional(&store.pool).await?.unwrap_or_default())
}

/// Where a study is while nobody else can change it: within a transaction.
pub async fn head_now(from: &mut sql::Connection, study: &str) -> Result<Head> {
    Ok(sql::query_as(HEAD).bind(study).fetch_optional(from).await?.unwrap_or_default())
}

/// Lets every process that holds a study in memory begin anew with it.
pub async fn begin_anew(store: &Store, study: &str) -> Result<()> {
    const ANEW: &str = "update heads set anew = anew + 1 where study_id = $1";
    let mut to = store.write().await?;
    sql::query(ANEW).bind(study).execute(&mut *to).await?;
    Ok(to.commit().await?)
}

/// Appends a sealed event to the log as it was `seen`: `seal` is given its position. `None` where the log went on since:
/// another process was quicker, and what it did was not looked at.
pub async fn append(
    to: &mut sql::Connection,
    study: &str,
    seen: Head,
    seal: impl FnOnce(i64) -> Result<Vec<u8>>,
) -> Result<Option<i64>> {
    const NEXT: &str = "update heads set events = events + 1 where study_id = $1 and events = $2 and purges = $3
        returning events";
    const APPEND: &str = "insert into events (study_id, position, sealed) values ($1, $2, $3)";
    let next = sql::query_scalar(NEXT).bind(study).bind(seen.events).bind(seen.purges);
    let Some(position) = next.fetch_optional(&mut *to).await? else { return Ok(None) };
    sql::query(APPEND).bind(study).bind(position).bind(seal(position)?).execute(to).await?;
    Ok(Some(position))
}

/// The events after a position, in order.
pub async fn after(store: &Store, study: &str, position: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    const AFTER: &str = "select position, sealed from events where study_id = $1 and position > $2 order by position";
    Ok(sql::query_as(AFTER).bind(study).bind(position).fetch_all(&store.pool).await?)
}
