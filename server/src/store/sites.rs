//! Where links are used: regions, summits, agencies. Chosen by the link, never asked.

use super::{Store, sql};
use crate::{Result, chance};

/// One site.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Site {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// Its name, for staff only.
    pub name: String,
}

/// All sites of a study, by name.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Site>> {
    const ALL: &str = "select id, study_id, name from sites where study_id = $1 order by name";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One site of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Site>> {
    const FIND: &str = "select id, study_id, name from sites where study_id = $1 and id = $2";
    Ok(sql::query_as(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// Adds a site and says its id.
pub async fn add(store: &Store, study: &str, name: &str) -> Result<String> {
    let id = chance::id();
    let mut transaction = store.write().await?;
    put(&mut transaction, &id, study, name).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Adds a site, inside a transaction and under an id that was made before.
pub async fn put(to: &mut sql::Connection, id: &str, study: &str, name: &str) -> Result<()> {
    const ADD: &str = "insert into sites (id, study_id, name) values ($1, $2, $3)";
    sql::query(ADD).bind(id).bind(study).bind(name).execute(to).await?;
    Ok(())
}

/// Renames a site; not found where the study has no such site.
pub async fn rename(store: &Store, study: &str, id: &str, name: &str) -> Result<()> {
    const RENAME: &str = "update sites set name = $1 where study_id = $2 and id = $3";
    super::found(store.change(sql::query(RENAME).bind(name).bind(study).bind(id)).await?)
}
