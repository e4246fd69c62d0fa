//! What the platform does by itself: lets expired things go, moves ready batches, purges studies whose last day is over,
//! and rewrites the tables at night, so that neither deleted rows nor the order of arrival stay in the file. Of several
//! processes one does so ([`Keeper`]).

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use super::duty::Duty;
use super::{Store, arrival, holds, retention};
use crate::{Result, chance};

/// Between two looks at what is ready to arrive.
const PAUSE: Duration = Duration::from_secs(30);

/// The hour (UTC) of the nightly rewrite: night in the Americas.
pub const NIGHT: i64 = 9;

/// Works for ever; drop the task to stop it. Errors are told to the operator and tried again.
pub async fn run(store: Store) {
    tell(check(&store).await);
    let mut keeper = Keeper::default();
    loop {
        keeper.look(&store, chance::now() / 3600).await;
        tokio::time::sleep(PAUSE).await;
    }
}

/// What was done at one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing: another process looks after the database.
    Nothing,
    /// What was ready to arrive has arrived.
    Moved,
    /// And what has expired went, for the first time in this hour.
    Tidied,
    /// And the tables were rewritten: it is night.
    Rewrote,
}

/// A process that looks after the database while no other does.
#[derive(Debug, Default)]
pub struct Keeper {
    duty: Option<Duty>,
    hour: Option<i64>,
}

impl Keeper {
    /// Looks once, in this hour since 1970, and does what is due.
    pub async fn look(&mut self, store: &Store, hour: i64) -> Done {
        if !self.is_on_duty(store).await {
            return Done::Nothing;
        }
        tell(arrival::move_all_ready(store).await);
        tell(store.write_back().await);
        if self.hour == Some(hour) {
            return Done::Moved;
        }
        self.hour = Some(hour);
        tell(tidy(store).await);
        tell(end_ended(store).await);
        tell(retention::purge(store, chance::today).await);
        if hour % 24 != NIGHT {
            return Done::Tidied;
        }
        tell(holds::flag_withdrawals(store).await);
        tell(rewrite(store).await);
        Done::Rewrote
    }

    async fn is_on_duty(&mut self, store: &Store) -> bool {
        if let Some(duty) = &mut self.duty
            && duty.is_held().await
        {
            return true;
        }
        self.duty = match Duty::take(store, "maintenance").await {
            Ok(duty) => duty,
            Err(error) => {
                tell(Err(error));
                None
            }
        };
        self.duty.is_some()
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
    let ending: Vec<(String, String, String)> = sqlx::query_as(ENDING).fetch_all(&store.pool).await?;
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
    let found: sqlx::Result<String> = sqlx::query_scalar(QUICK_CHECK).fetch_one(&store.pool).await;
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
        sqlx::query(statement).bind(now).execute(&mut *transaction).await?;
    }
    sqlx::query(FORGET_DRAFTS).execute(&mut *transaction).await?;
    let today = chance::today("UTC").to_string();
    sqlx::query(EXPIRE_INVITATIONS).bind(today).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

const EXPIRE: [&str; 4] = [
    "update codes set spent = false, draft_id = null where draft_id in (select id from drafts where expires_at <= $1)",
    "delete from drafts where expires_at <= $1",
    "delete from resumes where expires_at <= $1",
    "delete from sessions where expires_at <= $1",
];
const FORGET_DRAFTS: &str = "update codes set spent = true, draft_id = null \
     where draft_id is not null and draft_id not in (select id from drafts)";
const EXPIRE_INVITATIONS: &str = "delete from invitations where expires_on < $1";

/// Rewrites every table in the order of its random ids and empties the write-ahead log.
pub async fn rewrite(store: &Store) -> Result<()> {
    for statement in ["vacuum", "pragma wal_checkpoint(truncate)"] {
        sqlx::query(statement).execute(&store.writing).await.map_err(|error| super::disk::explain(&error))?;
    }
    REWRITTEN.store(chance::now(), Ordering::Relaxed);
    Ok(())
}

static REWRITTEN: AtomicI64 = AtomicI64::new(0);

/// When this process rewrote the tables last, unix seconds; 0 when it has not yet.
pub fn rewritten() -> i64 {
    REWRITTEN.load(Ordering::Relaxed)
}
