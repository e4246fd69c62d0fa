//! What the platform does by itself: lets expired things go, moves ready batches, purges studies whose last day is over,
//! and rewrites the tables at night, so that neither deleted rows nor the order of arrival stay in the file. Of several
//! processes one does so ([`Keeper`]).

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use super::duty::Duty;
use super::sql::Engine;
use super::{Store, arrival, holds, retention, sql};
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

/// Rewrites every table in the order of its random ids and empties the write-ahead log.
pub async fn rewrite(store: &Store) -> Result<()> {
    match store.pool.engine() {
        Engine::Sqlite => {
            for statement in ["vacuum", "pragma wal_checkpoint(truncate)"] {
                sql::query(statement).execute(&store.writing).await?;
            }
        }
        Engine::Postgres => rewrite_each(store).await?,
    }
    REWRITTEN.store(chance::now(), Ordering::Relaxed);
    Ok(())
}

const KEYS: &str = "select c.relname::text, i.relname::text from pg_index x join pg_class c on c.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where x.indisprimary and n.nspname = current_schema() and left(c.relname, 1) <> '_' order by c.relname";

/// On PostgreSQL a row also tells which transaction wrote it, and long values are numbered: in these tables each is
/// written once more, in the order of their random ids.
const AGAIN: [(&str, &str); 5] = [
    ("codes", "update codes set spent = spent"),
    ("drafts", "update drafts set sealed = sealed || ''::bytea"),
    ("pending", "update pending set sealed = sealed || ''::bytea"),
    ("responses", "update responses set sealed = sealed || ''::bytea"),
    ("submissions", "update submissions set collection_id = collection_id"),
];

/// The same on PostgreSQL, table by table: submissions wait while one is written anew.
async fn rewrite_each(store: &Store) -> Result<()> {
    let tables: Vec<(String, String)> = sql::query_as(KEYS).fetch_all(&store.pool).await?;
    for (table, key) in tables {
        put_in_order(store, &table, &key).await?;
        if let Some((_, again)) = AGAIN.iter().find(|(name, _)| *name == table) {
            store.change(sql::query(*again)).await?;
            put_in_order(store, &table, &key).await?;
        }
    }
    Ok(())
}

async fn put_in_order(store: &Store, table: &str, key: &str) -> Result<()> {
    let text = format!("cluster {table} using {key}");
    store.change(sql::query(sqlx::AssertSqlSafe(text))).await?;
    Ok(())
}

static REWRITTEN: AtomicI64 = AtomicI64::new(0);

/// When this process rewrote the tables last, unix seconds; 0 when it has not yet.
pub fn rewritten() -> i64 {
    REWRITTEN.load(Ordering::Relaxed)
}
