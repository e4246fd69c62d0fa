//! Who made what a release says: everybody who chose, changed or took over its content. None of them decides about it.

use super::sql;
use std::collections::BTreeSet;

use crate::Result;

/// Notes that somebody touched what a release says.
pub async fn add(to: &mut sql::Connection, release: &str, person: &str) -> Result<()> {
    const ADD: &str = "insert into release_authors (release_id, person_id) values ($1, $2)
        on conflict (release_id, person_id) do nothing";
    sql::query(ADD).bind(release).bind(person).execute(to).await?;
    Ok(())
}

/// A copy of what was not approved is still by those who made it.
pub async fn inherit(to: &mut sql::Connection, release: &str, from: &str) -> Result<()> {
    const INHERIT: &str = "insert into release_authors (release_id, person_id)
        select $1, person_id from release_authors where release_id = $2
        on conflict (release_id, person_id) do nothing";
    sql::query(INHERIT).bind(release).bind(from).execute(to).await?;
    Ok(())
}

/// Everybody who may not decide: who made what it says, and whoever handed it on.
pub async fn all(from: &mut sql::Connection, release: &str) -> Result<BTreeSet<String>> {
    const ALL: &str = "select person_id from release_authors where release_id = $1
        union select made_by from releases where id = $1";
    Ok(sql::query_scalar(ALL).bind(release).fetch_all(from).await?.into_iter().collect())
}
