//! Published versions of instruments: named by the hash of their text, numbered, never changed. Only the list of
//! languages in which one is offered may grow. Whether publishing is allowed is decided in [`crate::publishing`].
//! A text that is only rehearsed is kept here too, under the number 0, until it is published.

use super::{Store, sql};
use crate::Result;

/// One published version.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Version {
    /// SHA-256 of the TOML, hex.
    pub hash: String,
    /// Its instrument.
    pub instrument_id: String,
    /// The text, as it was published.
    pub toml: String,
    /// Languages in which it is offered.
    #[sqlx(try_from = "String")]
    pub languages: Languages,
    /// A date.
    pub published_on: String,
    /// 1, 2, 3 … within the instrument; 0 for a text that was only rehearsed.
    pub number: i64,
}

/// Language tags, kept separated by spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages(pub Vec<String>);

impl From<String> for Languages {
    fn from(text: String) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }
}

/// All published versions of an instrument, the newest first.
pub async fn all(store: &Store, instrument: &str) -> Result<Vec<Version>> {
    const ALL: &str = "select hash, instrument_id, toml, languages, published_on, number from versions
        where instrument_id = $1 and number > 0 order by number desc";
    Ok(sql::query_as(ALL).bind(instrument).fetch_all(&store.pool).await?)
}

/// All versions of an instrument, rehearsed ones included, in no order.
pub async fn every(store: &Store, instrument: &str) -> Result<Vec<Version>> {
    const EVERY: &str = "select hash, instrument_id, toml, languages, published_on, number from versions
        where instrument_id = $1";
    Ok(sql::query_as(EVERY).bind(instrument).fetch_all(&store.pool).await?)
}

/// One version of an instrument, rehearsed ones included.
pub async fn find(store: &Store, instrument: &str, hash: &str) -> Result<Option<Version>> {
    const FIND: &str = "select hash, instrument_id, toml, languages, published_on, number from versions
        where instrument_id = $1 and hash = $2";
    Ok(sql::query_as(FIND).bind(instrument).bind(hash).fetch_optional(&store.pool).await?)
}

/// Publishes a text, in the transaction that records it in the audit. The same text again only widens its languages.
pub async fn publish(
    to: &mut sql::Connection,
    instrument: &str,
    toml: &str,
    languages: &[String],
    day: &str,
) -> Result<String> {
    const NEXT: &str = "select coalesce(max(number), 0) + 1 from versions where instrument_id = $1";
    const ADD: &str = "insert into versions (hash, instrument_id, toml, languages, published_on, number)
        values ($1, $2, $3, $4, $5, $6) 
        on conflict (instrument_id, hash) do update set languages = excluded.languages,
        published_on = excluded.published_on, number = excluded.number where versions.number = 0";
    let hash = instruments::hash(toml);
    let number: i64 = sql::query_scalar(NEXT).bind(instrument).fetch_one(&mut *to).await?;
    let adding =
        sql::query(ADD).bind(&hash).bind(instrument).bind(toml).bind(languages.join(" ")).bind(day).bind(number);
    if adding.execute(&mut *to).await?.rows_affected() == 0 {
        widen(to, instrument, &hash, languages).await?;
    }
    Ok(hash)
}

/// Keeps a text so that it can be rehearsed, and says its hash. One that was published stays as it is.
pub async fn rehearse(store: &Store, instrument: &str, toml: &str, languages: &[String], day: &str) -> Result<String> {
    const REHEARSE: &str = "insert into versions (hash, instrument_id, toml, languages, published_on, number)
        values ($1, $2, $3, $4, $5, 0) on conflict (instrument_id, hash) do nothing";
    let hash = instruments::hash(toml);
    let query = sql::query(REHEARSE).bind(&hash).bind(instrument).bind(toml).bind(languages.join(" ")).bind(day);
    store.change(query).await?;
    Ok(hash)
}

async fn widen(connection: &mut sql::Connection, instrument: &str, hash: &str, more: &[String]) -> Result<()> {
    const OFFERED: &str = "select languages from versions where instrument_id = $1 and hash = $2";
    const WIDEN: &str = "update versions set languages = $1 where instrument_id = $2 and hash = $3";
    let offered: String = sql::query_scalar(OFFERED).bind(instrument).bind(hash).fetch_one(&mut *connection).await?;
    let mut languages = Languages::from(offered).0;
    languages.extend(more.iter().filter(|tag| !offers(&languages, tag)).cloned().collect::<Vec<_>>());
    sql::query(WIDEN).bind(languages.join(" ")).bind(instrument).bind(hash).execute(connection).await?;
    Ok(())
}

fn offers(languages: &[String], tag: &str) -> bool {
    languages.iter().any(|known| known == tag)
}
