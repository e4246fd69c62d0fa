//! Instruments of a study as they are being worked on. What was published stands in [`super::versions`].

use super::{Store, sql};
use crate::{Error, Result, chance};

/// An instrument and its draft.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Instrument {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// The id in its file: `survivor-housing`.
    pub name: String,
    /// TOML being worked on.
    pub draft: String,
}

/// All instruments of a study, by name.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Instrument>> {
    const ALL: &str = "select id, study_id, name, draft from instruments where study_id = $1 order by name";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One instrument of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Instrument>> {
    const FIND: &str = "select id, study_id, name, draft from instruments where study_id = $1 and id = $2";
    Ok(sql::query_as(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// One instrument of a study, by the id in its file.
pub async fn named(store: &Store, study: &str, name: &str) -> Result<Option<Instrument>> {
    const NAMED: &str = "select id, study_id, name, draft from instruments where study_id = $1 and name = $2";
    Ok(sql::query_as(NAMED).bind(study).bind(name).fetch_optional(&store.pool).await?)
}

/// Adds an instrument and says its id; a second one of the same name is refused.
pub async fn add(store: &Store, study: &str, name: &str, draft: &str) -> Result<String> {
    const ADD: &str = "insert into instruments (id, study_id, name, draft) values ($1, $2, $3, $4)";
    let id = chance::id();
    let added = store.change(sql::query(ADD).bind(&id).bind(study).bind(name).bind(draft)).await;
    added.map_err(|error| super::unique(error, Error::Conflict("instrument-exists")))?;
    Ok(id)
}

/// Replaces the draft, unless somebody else changed it since `before` was read.
pub async fn save(store: &Store, before: &Instrument, draft: &str) -> Result<()> {
    const SAVE: &str = "update instruments set draft = $1 where id = $2 and draft = $3";
    let done = store.change(sql::query(SAVE).bind(draft).bind(&before.id).bind(&before.draft)).await?;
    if done == 1 { Ok(()) } else { Err(Error::Conflict("instrument-changed")) }
}

/// Removes an instrument that was never published.
pub async fn remove(store: &Store, study: &str, id: &str) -> Result<()> {
    const REMOVE: &str = "delete from instruments where study_id = $1 and id = $2
        and not exists (select 1 from versions where instrument_id = $2)";
    let done = store.change(sql::query(REMOVE).bind(study).bind(id)).await?;
    if done == 1 { Ok(()) } else { Err(Error::Conflict("instrument-published")) }
}
