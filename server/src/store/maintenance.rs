//! What the platform does by itself: lets expired things go, moves ready batches, purges studies whose last day is over,
//! and rewrites the tables at night, so that neither deleted rows nor the order of arrival stay in the file.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use super::{Store, arrival, holds, retention, sql};
use crate::{Result, chance};

/// Between two looks at what is ready to arrive.
const PAUSE: Duration = Duration::from_secs(30);

/// The hour (UTC) of the nightly rewrite: night in the Americas.
const NIGHT: i64 = 9;

/// Works for ever; drop the task to stop it. Errors are told to the operator and tried again.
pub async fn run(store: Store) {
    tell(check(&store).await);
    let mut hour = None;
    loop {
        tell(arrival::move_all_ready(&store).await);
        tell(store.write_back().await);
        let now = chance::now() / 3600;
        if hour != Some(now) {
            hour = Some(now);
            tell(tidy(&store).await);
            tell(end_ended(&store).await);
            tell(retention::purge(&store, chance::today).await);
            if now % 24 == NIGHT {
                tell(holds::flag_withdrawals(&store).await);
                tell(rewrite(&store).await);
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn tell(outcome: Result<()>) {
    if let Err(error) = outcome {
        crate::terminal::report("maintenance", &error);
    }
}

const ENDING: &str = "select collections.id, studies.time_zone, collections.closes_on from collections \
     join studies on studies.id = collections.study_id \
     where not collections.was_closed and collections.closes_on is not null";

/// Lets arrive what waits in collections whose last day is over, where the study is. They may still be extended.
pub async fn end_ended(store: &Store) -> Result<()> {
    let ending: Vec<(String, String, String)> = sql::query_as(ENDING).fetch_all(&store.pool).await?;
    for (collection, zone, last_day) in ending {
        if chance::today(&zone).to_string() > last_day {
            arrival::end(store, &collection).await?;
        }
    }
    Ok(())
}

const QUICK_CHECK: &str = "pragma quick_check(1)";

/// Looks through the whole database for damage, beside the pages and not before them.
pub async fn check(store: &Store) -> Result<()> {
    let found: sqlx::Result<String> = sql::query_scalar(QUICK_CHECK).fetch_one(&store.pool).await;
    match found {
        Ok(found) if found == "ok" => Ok(()),
        Ok(_) => Err(crate::Error::Unavailable("database-damaged")),
        Err(error) => Err(super::disk::explain(&error)),
    }
}

/// Lets go what has expired. A code whose draft expired may begin again; one whose draft was submitted stays spent
/// and forgets which draft it was.
pub async fn tidy(store: &Store) -> Result<()> {
    let now = chance::now();
    let mut transaction = store.write().await?;
    for statement in EXPIRE {
        sql::query(statement).bind(now).execute(&mut *transaction).await?;
    }
    super::sessions::sweep(&mut transaction, now).await?;
    sql::query(FORGET_DRAFTS).execute(&mut *transaction).await?;
    let today = chance::today("UTC").to_string();
    sql::query(EXPIRE_INVITATIONS).bind(today).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

const EXPIRE: [&str; 3] = [
    "update codes set spent = false, draft_id = null where draft_id in (select id from drafts where expires_at <= $1)",
    "delete from drafts where expires_at <= $1",
    "delete from resumes where expires_at <= $1",
];
const FORGET_DRAFTS: &str = "update codes set spent = true, draft_id = null \
     where draft_id is not null and draft_id not in (select id from drafts)";
const EXPIRE_INVITATIONS: &str = "delete from invitations where expires_on < $1";

/// Rewrites every table in the order of its random ids and empties the write-ahead log.
pub async fn rewrite(store: &Store) -> Result<()> {
    for statement in ["vacuum", "pragma wal_checkpoint(truncate)"] {
        sql::query(statement).execute(&store.writing).await.map_err(|error| super::disk::explain(&error))?;
    }
    REWRITTEN.store(chance::now(), Ordering::Relaxed);
    Ok(())
}

static REWRITTEN: AtomicI64 = AtomicI64::new(0);

/// When this process rewrote the tables last, unix seconds; 0 when it has not yet.
pub fn rewritten() -> i64 {
    REWRITTEN.load(Ordering::Relaxed)
}
