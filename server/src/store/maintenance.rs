//! What the platform does by itself: lets expired things go, moves ready batches, purges studies whose last day is over,
//! and rewrites the tables at night, so that neither deleted rows nor the order of arrival stay in the file. Of several
//! processes one does so ([`Keeper`]).

use std::time::Duration;

pub use super::rewriting::{owed, rewrite, rewrite_or_owe};

use super::duty::{self, Duty};
use super::{Store, arrival, holds, retention, sql};
use crate::{Error, Result, chance};

/// Between two looks at what is ready to arrive.
const PAUSE: Duration = Duration::from_secs(30);

/// The hour (UTC) of the nightly rewrite: night in the Americas.
pub const NIGHT: i64 = 9;

/// The name of what one process has to do: looking after the database.
pub const DUTY: &str = "maintenance";

/// Seconds without anybody having looked after the database, or with old rows still in the tables, after which that is told.
pub const LATE: i64 = 60 * 60;

/// Seconds between two tries to rewrite what is owed.
const AGAIN: i64 = 5 * 60;

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
    /// The hour in which all that is due once was done.
    hour: Option<i64>,
    /// The night in which the tables were rewritten.
    night: Option<i64>,
    /// The hour in which it was told that nobody looks after the database.
    told: Option<i64>,
    /// When to try again to rewrite what is owed, in unix seconds.
    again_at: i64,
}

impl Keeper {
    /// Looks once, in this hour since 1970, and does what is due. What failed is tried again at the next look.
    pub async fn look(&mut self, store: &Store, hour: i64) -> Done {
        let done = match self.is_on_duty(store).await {
            true => self.keep(store, hour).await,
            false => Done::Nothing,
        };
        self.tell_neglect(store, hour).await;
        done
    }

    async fn keep(&mut self, store: &Store, hour: i64) -> Done {
        let mut well = tell(arrival::move_all_ready(store).await);
        well &= tell(store.write_back().await);
        let mut done = Done::Moved;
        if self.hour != Some(hour) {
            done = Done::Tidied;
            match once_an_hour(store).await {
                true => self.hour = Some(hour),
                false => well = false,
            }
        }
        if hour % 24 == NIGHT && self.night != Some(hour) {
            self.night = Some(hour);
            tell(holds::flag_withdrawals(store).await);
            tell(rewrite(store).await);
            done = Done::Rewrote;
        } else {
            self.rewrite_again(store).await;
        }
        if well {
            tell(duty::did(store, DUTY).await);
        }
        done
    }

    /// Tries again, now and then, where a rewrite is owed. One that was asked for a moment ago may be on its way.
    async fn rewrite_again(&mut self, store: &Store) {
        let now = chance::now();
        if now < self.again_at {
            return;
        }
        match owed(store).await {
            Ok(Some(seconds)) if seconds >= AGAIN => {
                self.again_at = now + AGAIN;
                tell(rewrite(store).await);
            }
            Ok(_) => {}
            Err(error) => {
                tell(Err(error));
            }
        }
    }

    /// Tells once an hour when nobody looks after the database: whoever has the duty hangs, or is kept from it.
    async fn tell_neglect(&mut self, store: &Store, hour: i64) {
        let neglected = match duty::neglected(store, DUTY).await {
            Ok(neglected) => neglected.is_some_and(|seconds| seconds > LATE),
            // That the database is away was told where it was asked first.
            Err(_) => false,
        };
        if neglected && self.told != Some(hour) {
            self.told = Some(hour);
            tell(Err(Error::Internal("nobody has looked after the database for an hour".to_owned())));
        }
    }

    async fn is_on_duty(&mut self, store: &Store) -> bool {
        if let Some(duty) = &self.duty
            && duty.is_held().await
        {
            return true;
        }
        self.duty = match Duty::take(store, DUTY).await {
            Ok(duty) => duty,
            Err(error) => {
                tell(Err(error));
                None
            }
        };
        self.duty.is_some()
    }
}

/// Tells the operator what failed; whether nothing did.
fn tell(outcome: Result<()>) -> bool {
    if let Err(error) = &outcome {
        crate::terminal::report("maintenance", error);
    }
    outcome.is_ok()
}

/// What is due once an hour; whether all of it was done.
async fn once_an_hour(store: &Store) -> bool {
    let tidied = tell(tidy(store).await);
    let ended = tell(end_ended(store).await);
    tell(retention::purge(store, chance::today).await) && tidied && ended
}

/// Collections with their last day, or with nothing before any day where they were closed and something waits still: what
/// failed when they were.
const ENDING: &str = "select collections.id, studies.time_zone, \
     case when collections.state = 'closed' then '' else collections.closes_on end from collections \
     join studies on studies.id = collections.study_id \
     where not collections.was_closed and (collections.state <> 'closed' and collections.closes_on is not null \
     or collections.state = 'closed' and exists (select 1 from pending where collection_id = collections.id))";

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

const QUICK_CHECK: sql::Text = sql::each("pragma quick_check(1)", "select 'ok'");

/// Looks through the whole database for damage, beside the pages and not before them. PostgreSQL does so itself, where its
/// pages carry checksums.
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
