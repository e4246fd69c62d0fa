//! How far a study is, for its overview. Counts of answers move only with a batch: what waits is never counted.

use super::{Store, arrival, collections as known, sql};
use crate::Result;

/// How far a study is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Instruments it has.
    pub instruments: i64,
    /// Those with a published version.
    pub published: i64,
    /// Its collections, rehearsals apart.
    pub collections: Vec<Row>,
}

/// One collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The id of its instrument.
    pub instrument_id: String,
    /// The name of its wave.
    pub wave: String,
    /// Whether it takes answers.
    pub open: bool,
    /// How many were invited: organisations of the roster, else over all links, where that is known of each.
    pub invited: Option<i64>,
    /// Answers that arrived in batches.
    pub responses: i64,
    /// Whether more may be waiting for company ([`arrival::is_told`]).
    pub waiting: bool,
}

/// How far a study is.
pub async fn of(store: &Store, study: &str) -> Result<Progress> {
    const INSTRUMENTS: &str = "select count(*) from instruments where study_id = $1";
    const PUBLISHED: &str = "select count(distinct versions.instrument_id) from versions \
                             join instruments on instruments.id = versions.instrument_id \
                             where instruments.study_id = $1 and versions.number > 0";
    let count = |sql: &'static str| sql::query_scalar::<i64>(sql).bind(study.to_owned()).fetch_one(&store.pool);
    Ok(Progress {
        instruments: count(INSTRUMENTS).await?,
        published: count(PUBLISHED).await?,
        collections: collections(store, study).await?,
    })
}

type Found = (String, String, String, String, i64, i64, i64, i64, i64);

async fn collections(store: &Store, study: &str) -> Result<Vec<Row>> {
    const COLLECTIONS: &str = "select collections.id, instruments.id, waves.name, collections.state, \
         (select count(*) from links where links.collection_id = collections.id), \
         (select count(links.invited) from links where links.collection_id = collections.id), \
         (select cast(coalesce(sum(links.invited), 0) as bigint) from links where links.collection_id = collections.id), \
         (select count(*) from roster where roster.collection_id = collections.id), \
         (select count(*) from responses where responses.collection_id = collections.id) \
         from collections join instruments on instruments.id = collections.instrument_id \
         join waves on waves.id = collections.wave_id \
         where collections.study_id = $1 and not collections.rehearsal \
         order by waves.starts_on, waves.position, instruments.name, collections.id";
    let found: Vec<Found> = sql::query_as(COLLECTIONS).bind(study).fetch_all(&store.pool).await?;
    let (all, mut rows) = (known::all(store, study).await?, Vec::new());
    for (id, instrument_id, wave, state, links, counted, sum, named, responses) in found {
        let written = (links > 0 && links == counted).then_some(sum);
        let invited = if named > 0 { Some(named) } else { written };
        let waiting = match all.iter().find(|collection| collection.id == id) {
            Some(collection) => arrival::is_told(store, collection).await?,
            None => false,
        };
        rows.push(Row { id, instrument_id, wave, open: state == "open", invited, responses, waiting });
    }
    Ok(rows)
}
