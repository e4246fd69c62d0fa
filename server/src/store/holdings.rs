//! What an installation holds, in numbers, and who holds a key: for statements, checks of backups and measures. Nothing
//! here tells of one person who answered.

use super::{Store, sql};
use crate::Result;

/// How much there is of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Studies.
    pub studies: i64,
    /// Collections that take answers.
    pub open: i64,
    /// Responses that arrived.
    pub responses: i64,
    /// Responses that wait for company.
    pub waiting: i64,
    /// Answers that nobody has sent yet.
    pub drafts: i64,
    /// Hashes of codes that begin an answer.
    pub codes: i64,
    /// Colleagues.
    pub people: i64,
    /// Their sessions.
    pub sessions: i64,
    /// Organisations by name.
    pub organisations: i64,
    /// Transcripts.
    pub sources: i64,
    /// Events of researchers' work.
    pub events: i64,
    /// Releases that are out.
    pub releases: i64,
}

const COUNTS: &str = "select (select count(*) from studies), \
     (select count(*) from collections where state = 'open'), (select count(*) from responses), \
     (select count(*) from pending), (select count(*) from drafts), (select count(*) from codes), \
     (select count(*) from people where active), (select count(*) from sessions), \
     (select count(*) from organisations), (select count(*) from sources), (select count(*) from events), \
     (select count(*) from releases where state = 'released')";

type Counts = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);

/// Counts everything at one moment.
pub async fn count(store: &Store) -> Result<Holdings> {
    let found: Counts = sql::query_as(COUNTS).fetch_one(&store.pool).await?;
    let (studies, open, responses, waiting, drafts, codes, people, sessions, organisations, sources, events, releases) =
        found;
    Ok(Holdings {
        studies,
        open,
        responses,
        waiting,
        drafts,
        codes,
        people,
        sessions,
        organisations,
        sources,
        events,
        releases,
    })
}

const HOLDERS: &str = "select distinct studies.name, people.name from grants \
     join studies on studies.id = grants.study_id join people on people.id = grants.holder \
     order by studies.name, people.name";

/// Who holds a key that opens answers: study and person. The recovery kit opens every study and is not listed.
pub async fn holders(store: &Store) -> Result<Vec<(String, String)>> {
    Ok(sql::query_as(HOLDERS).fetch_all(&store.pool).await?)
}

const WITHOUT_KIT: &str = "select count(*) from study_keys where not exists (select 1 from grants \
     where grants.study_id = study_keys.study_id and grants.generation = study_keys.generation \
     and grants.holder = 'recovery')";

/// How many keys of studies the recovery kit does not open: none, where all is well.
pub async fn without_kit(store: &Store) -> Result<i64> {
    Ok(sql::query_scalar(WITHOUT_KIT).fetch_one(&store.pool).await?)
}

const NEWEST: &str = "select max(day) from audit";

/// The day (UTC) of the newest act; the clock cannot be before it.
pub async fn newest_day(store: &Store) -> Result<Option<String>> {
    Ok(sql::query_scalar(NEWEST).fetch_one(&store.pool).await?)
}

const REDACTED: &str = "select max(day) from audit where action = 'redact'";

/// The day (UTC) on which words were replaced for good last.
pub async fn redacted_on(store: &Store) -> Result<Option<String>> {
    Ok(sql::query_scalar(REDACTED).fetch_one(&store.pool).await?)
}

const PURGED: &str = "select max(day) from audit where action = 'purge'";

/// The day (UTC) on which answers went last because their last day was over.
pub async fn purged_on(store: &Store) -> Result<Option<String>> {
    Ok(sql::query_scalar(PURGED).fetch_one(&store.pool).await?)
}

const SIZE: sql::Text = sql::each(
    "select page_count * page_size from pragma_page_count(), pragma_page_size()",
    "select pg_database_size(current_database())",
);

/// Bytes of the database.
pub async fn size(store: &Store) -> Result<i64> {
    Ok(sql::query_scalar(SIZE).fetch_one(&store.pool).await?)
}
