//! What a link opens, as respondents need it: link, collection, study and version in one reading. Changing any of it
//! is left to the modules of those nouns.

use super::collections::{Settings, State};
use super::links::Mode;
use super::{Store, holds, sql};
use crate::{Result, chance};

/// What a link opens.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Door {
    /// The word of the link.
    pub word: String,
    /// Where it is used.
    pub site_id: String,
    /// Whether a code is asked.
    #[sqlx(try_from = "String")]
    pub mode: Mode,
    /// The collection.
    pub collection_id: String,
    /// The version given to new respondents.
    pub version_hash: String,
    /// For trying out.
    pub rehearsal: bool,
    /// Whether it takes answers.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Last day on which it takes answers.
    pub closes_on: Option<String>,
    /// What respondents meet.
    #[sqlx(try_from = "String")]
    pub settings: Settings,
    /// The instrument.
    pub instrument_id: String,
    /// The study.
    pub study_id: String,
    /// Its time zone.
    pub time_zone: String,
    /// Where "leave" leads.
    pub exit_address: String,
    /// The one bland title.
    pub title: String,
    /// Languages in which the version that is answered is offered just now, separated by spaces: translations are added
    /// to a published version.
    pub languages: String,
}

impl Door {
    /// Whether answers are taken today.
    pub fn takes_answers(&self) -> bool {
        let last = self.closes_on.as_deref().and_then(|day| day.parse::<jiff::civil::Date>().ok());
        self.state == State::Open && last.is_none_or(|last| chance::today(&self.time_zone) <= last)
    }

    /// Whether a code is asked.
    pub fn asks_code(&self) -> bool {
        self.mode != Mode::Open
    }
}

/// What the link with this word opens.
pub async fn find(store: &Store, word: &str) -> Result<Option<Door>> {
    const FIND: &str = "select l.word, l.site_id, l.mode, c.id as collection_id, c.version_hash, c.rehearsal, c.state,
        c.closes_on, c.settings, c.instrument_id, s.id as study_id, s.time_zone, s.exit_address, s.respond_title as title,
        v.languages from links l join collections c on c.id = l.collection_id join studies s on s.id = c.study_id
        join versions v on v.instrument_id = c.instrument_id and v.hash = c.version_hash where l.word = $1";
    Ok(sql::query_as(FIND).bind(word).fetch_optional(&store.pool).await?)
}

/// Any link of the collection that a sent draft belonged to.
pub async fn sent(store: &Store, submission_key: &[u8]) -> Result<Option<Door>> {
    const FIND: sql::Text = sql::each(
        "select min(l.word) from submissions s join links l on l.collection_id = s.collection_id
        where s.submission_key = $1",
        "select min(word) from links where collection_id in (select by_key_sent($1))",
    );
    let word: Option<String> = sql::query_scalar(FIND).bind(submission_key).fetch_one(&store.pool).await?;
    match word {
        Some(word) => find(store, &word).await,
        None => Ok(None),
    }
}

/// The text of a version.
pub async fn version(store: &Store, instrument: &str, hash: &str) -> Result<Option<String>> {
    const FIND: &str = "select toml from versions where instrument_id = $1 and hash = $2";
    Ok(sql::query_scalar(FIND).bind(instrument).bind(hash).fetch_optional(&store.pool).await?)
}

/// Deletes the response that a withdraw code belongs to, wherever it is; reads nothing of it. What hangs on it goes along by
/// the schema's own rules, and on PostgreSQL functions take it out (`role/by_key.sql`): whoever takes answers back needs no
/// right on any of it.
pub async fn withdraw(store: &Store, hash: &[u8]) -> Result<bool> {
    const DROP_WAITING: sql::Text =
        sql::each("delete from pending where withdraw_hash = $1", "select by_key_drop_waiting($1)");
    const DROP_ARRIVED: sql::Text =
        sql::each("delete from responses where withdraw_hash = $1", "select by_key_drop_arrived($1)");
    let mut transaction = store.write().await?;
    holds::count_withdrawal(&mut transaction, hash).await?;
    let mut gone = 0;
    for statement in [DROP_WAITING, DROP_ARRIVED] {
        gone += sql::query(statement).bind(hash).execute(&mut *transaction).await?.rows_affected();
    }
    transaction.commit().await?;
    Ok(gone > 0)
}

/// Whether a response with this withdraw code is kept.
pub async fn may_withdraw(store: &Store, hash: &[u8]) -> Result<bool> {
    const FIND: sql::Text = sql::each(
        "select exists (select 1 from pending where withdraw_hash = $1)
        or exists (select 1 from responses where withdraw_hash = $1)",
        "select exists (select by_key_kept($1))",
    );
    Ok(sql::query_scalar(FIND).bind(hash).fetch_one(&store.pool).await?)
}
