//! Legal holds: a named person stops the purge of a study, with a reason. What somebody takes back meanwhile still goes,
//! and is counted for counsel: never whose it was or when.

use super::{Store, audit, retention, sql};
use crate::{Error, Result, chance};
use jiff::civil::Date;

/// One hold.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hold {
    /// Random id.
    pub id: String,
    /// Who set it.
    pub set_by: String,
    /// On which day.
    pub set_on: String,
    /// Why.
    pub reason: String,
    /// Who ended it.
    pub ended_by: Option<String>,
    /// On which day.
    pub ended_on: Option<String>,
    /// Why.
    pub ended_reason: Option<String>,
    /// How many answers were taken back while it stood, as of last night.
    pub flagged: i64,
}

/// A hold that stands, for whoever runs the machine: never its reason.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// The study's name.
    pub study: String,
    /// Since which day.
    pub set_on: String,
    /// How many answers were taken back meanwhile, as of last night.
    pub flagged: i64,
}

impl std::fmt::Display for Standing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({}, {})", self.study, self.set_on, self.flagged)
    }
}

/// All holds that stand.
pub async fn standing(store: &Store) -> Result<Vec<Standing>> {
    const STANDING: &str = "select studies.name as study, set_on, flagged from holds
        join studies on studies.id = holds.study_id where ended_on is null order by studies.name";
    Ok(sql::query_as(STANDING).fetch_all(&store.pool).await?)
}

/// The holds of a study, the standing one first.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Hold>> {
    const ALL: &str = "select id, set_by, set_on, reason, ended_by, ended_on, ended_reason, flagged from holds
        where study_id = $1 order by case when ended_on is null then 0 else 1 end, set_on desc, id";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// Whether a hold stands.
pub async fn stands(from: &mut sql::Connection, study: &str) -> Result<bool> {
    const STANDS: &str = "select exists (select 1 from holds where study_id = $1 and ended_on is null)";
    Ok(sql::query_scalar(STANDS).bind(study).fetch_one(from).await?)
}

/// Stops the purge of a study from now on; `hold-stands` where one is there already.
pub async fn set(to: &mut sql::Connection, study: &str, person: &str, reason: &str, today: Date) -> Result<()> {
    const SET: &str = "insert into holds (id, study_id, set_by, set_on, reason) values ($1, $2, $3, $4, $5)";
    let query = sql::query(SET).bind(chance::id()).bind(study).bind(person).bind(today.to_string()).bind(reason);
    query.execute(to).await.map_err(|error| super::unique(error, Error::Conflict("hold-stands")))?;
    Ok(())
}

/// Ends the hold that stands; the clock goes on, and purges nothing for some days yet.
pub async fn end(to: &mut sql::Connection, study: &str, person: &str, reason: &str, today: Date) -> Result<()> {
    const END: &str = "update holds set ended_by = $2, ended_on = $3, ended_reason = $4
        where study_id = $1 and ended_on is null";
    let query = sql::query(END).bind(study).bind(person).bind(today.to_string()).bind(reason);
    super::found(query.execute(&mut *to).await?.rows_affected())?;
    retention::go_on(to, study, today).await
}

/// Whether the answers that a withdraw code belongs to are in a study with a hold.
pub async fn stands_over(store: &Store, withdraw_hash: &[u8]) -> Result<bool> {
    const STANDS: sql::Text = sql::each(
        "select exists (select 1 from holds where ended_on is null and study_id in
        (select study_id from collections where id in (select collection_id from pending where withdraw_hash = $1
        union all select collection_id from responses where withdraw_hash = $1)))",
        "select exists (select 1 from holds where ended_on is null and study_id in
        (select study_id from collections where id in (select by_key_kept($1))))",
    );
    Ok(sql::query_scalar(STANDS).bind(withdraw_hash).fetch_one(&store.pool).await?)
}

/// Counts answers that are about to be taken back, where a hold stands; in the transaction that takes them back.
pub async fn count_withdrawal(to: &mut sql::Connection, withdraw_hash: &[u8]) -> Result<()> {
    const COUNT: sql::Text = sql::each(
        "update holds set withdrawals = withdrawals + 1 where ended_on is null and study_id in
        (select study_id from collections where id in (select collection_id from pending where withdraw_hash = $1
        union all select collection_id from responses where withdraw_hash = $1))",
        "select by_key_count_withdrawal($1)",
    );
    sql::query(COUNT).bind(withdraw_hash).execute(to).await?;
    Ok(())
}

/// Tells what was taken back since the last night, on the page and in the record. At night only, so that nobody who looks
/// at the page sees that somebody takes answers back just now.
pub async fn flag_withdrawals(store: &Store) -> Result<()> {
    const NEWS: &str = "select id, study_id, set_by, withdrawals - flagged from holds where withdrawals > flagged";
    const FLAG: &str = "update holds set flagged = withdrawals where id = $1";
    let mut to = store.write().await?;
    let news: Vec<(String, String, String, i64)> = sql::query_as(NEWS).fetch_all(&mut *to).await?;
    for (id, study, person, count) in news {
        sql::query(FLAG).bind(id).execute(&mut *to).await?;
        audit::append(&mut to, Some(&study), &person, "flag-withdrawals", &count.to_string()).await?;
    }
    Ok(to.commit().await?)
}
