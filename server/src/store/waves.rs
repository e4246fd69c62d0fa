//! Rounds of a study.

use super::{Store, sql};
use crate::{Result, chance};

/// One round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Wave {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// `2026`, `Quarter 3`.
    pub name: String,
    /// A date.
    pub starts_on: String,
    /// Order within the study among those that start on the same day.
    pub position: i64,
}

/// All waves of a study by their first day: earlier answers may come in late.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Wave>> {
    const ALL: &str = "select id, study_id, name, starts_on, position from waves where study_id = $1
        order by starts_on, position";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One wave of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Wave>> {
    const FIND: &str = "select id, study_id, name, starts_on, position from waves where study_id = $1 and id = $2";
    Ok(sql::query_as(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// Adds a wave after the last one and says its id.
pub async fn add(store: &Store, study: &str, name: &str, starts_on: &str) -> Result<String> {
    let id = chance::id();
    let mut transaction = store.write().await?;
    put(&mut transaction, &id, study, name, starts_on).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Adds a wave after the last one, inside a transaction and under an id that was made before.
pub async fn put(to: &mut sql::Connection, id: &str, study: &str, name: &str, starts_on: &str) -> Result<()> {
    const ADD: &str = "insert into waves (id, study_id, name, starts_on, position)
        select $1, $2, $3, $4, coalesce(max(position), 0) + 1 from waves where study_id = $2";
    sql::query(ADD).bind(id).bind(study).bind(name).bind(starts_on).execute(to).await?;
    Ok(())
}

/// Renames a wave or moves its date; not found where the study has no such wave.
pub async fn change(store: &Store, study: &str, id: &str, name: &str, starts_on: &str) -> Result<()> {
    const CHANGE: &str = "update waves set name = $1, starts_on = $2 where study_id = $3 and id = $4";
    super::found(store.change(sql::query(CHANGE).bind(name).bind(starts_on).bind(study).bind(id)).await?)
}
