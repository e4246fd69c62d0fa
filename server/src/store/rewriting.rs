//! Writing the tables anew, so that neither what was deleted nor the order of arrival stays in them. On PostgreSQL a row that
//! was deleted is carried along while anybody has a snapshot in which it is still there, and a table that somebody has in
//! hand cannot be written anew at all. So it is looked for who has, nobody waits for them for long, and what could not be
//! done stays owed: that is written down before it is begun, and whoever looks after the database tries again.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::sql::{self, Engine};
use super::{Store, disk, duty};
use crate::{Error, Result, chance, terminal};

/// The row of what was asked for and done.
const NAME: &str = "rewrite";

/// How long is waited for those who still see what was deleted, and between two looks at them.
const WAIT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(100);

/// Since when a file of the data folder is to be written anew, as far as this process knows; 0 where it is not.
static OWED: AtomicI64 = AtomicI64::new(0);
static DONE: AtomicI64 = AtomicI64::new(0);

/// Rewrites every table in the order of its random ids and empties the write-ahead log. Where this fails, all or part of it
/// is owed ([`owed`]).
pub async fn rewrite(store: &Store) -> Result<()> {
    match store.pool.engine() {
        Engine::Sqlite => in_file(store).await,
        Engine::Postgres => Box::pin(on_server(store)).await,
    }
}

/// The same for whoever has changed something for good and cannot take it back because of this: what fails is told to the
/// operator, and owed. Whether all of it was done.
pub async fn rewrite_or_owe(store: &Store) -> bool {
    let done = rewrite(store).await;
    if let Err(error) = &done {
        terminal::report("maintenance", error);
    }
    done.is_ok()
}

/// For how many seconds a rewrite is owed; `None` where all of it was done.
pub async fn owed(store: &Store) -> Result<Option<i64>> {
    const OWED_FOR: &str = "select extract(epoch from now())::bigint - asked_at from duties \
                            where name = $1 and answered < asked";
    if store.pool.engine() == Engine::Sqlite {
        let since = OWED.load(Ordering::Relaxed);
        return Ok((since > 0).then(|| chance::now() - since));
    }
    Ok(sql::query_scalar(OWED_FOR).bind(NAME).fetch_optional(&store.pool).await?)
}

/// When the tables were rewritten last, in unix seconds; 0 where that is not known.
pub async fn done_at(store: &Store) -> Result<i64> {
    match store.pool.engine() {
        Engine::Sqlite => Ok(DONE.load(Ordering::Relaxed)),
        Engine::Postgres => duty::done_at(store, NAME).await,
    }
}

async fn in_file(store: &Store) -> Result<()> {
    let _ = OWED.compare_exchange(0, chance::now(), Ordering::Relaxed, Ordering::Relaxed);
    for statement in ["vacuum", "pragma wal_checkpoint(truncate)"] {
        sql::query(statement).execute(&store.writing).await?;
    }
    OWED.store(0, Ordering::Relaxed);
    DONE.store(chance::now(), Ordering::Relaxed);
    Ok(())
}

async fn on_server(store: &Store) -> Result<()> {
    const ASK: &str = "insert into duties (name, asked, asked_at) values ($1, 1, extract(epoch from now())::bigint) \
        on conflict (name) do update set asked = duties.asked + 1, \
        asked_at = case when duties.answered < duties.asked then duties.asked_at else excluded.asked_at end \
        returning asked";
    const ANSWER: &str = "update duties set answered = case when answered < $2 then $2 else answered end, \
        done_at = extract(epoch from now())::bigint where name = $1";
    let asked: i64 = sql::query_scalar(ASK).bind(NAME).fetch_one(&store.pool).await?;
    rewrite_each(store).await?;
    sql::query(ANSWER).bind(NAME).bind(asked).execute(&store.pool).await?;
    Ok(())
}

const KEYS: &str = "select c.relname::text, i.relname::text from pg_index x join pg_class c on c.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where x.indisprimary and n.nspname = current_schema() and left(c.relname, 1) <> '_' order by c.relname";

/// On PostgreSQL a row also tells which transaction wrote it, and long values are numbered: in these tables each is
/// written once more, in the order of their random ids.
static AGAIN: [(&str, &str); 5] = [
    ("codes", "update codes set spent = spent"),
    ("drafts", "update drafts set sealed = sealed || ''::bytea"),
    ("pending", "update pending set sealed = sealed || ''::bytea"),
    ("responses", "update responses set sealed = sealed || ''::bytea"),
    ("submissions", "update submissions set collection_id = collection_id"),
];

/// Table by table: submissions wait while one is written anew. A table that somebody has in hand is passed over, and named
/// at the end.
async fn rewrite_each(store: &Store) -> Result<()> {
    let gone = nobody_sees_older(store).await?;
    let tables: Vec<(String, String)> = sql::query_as(KEYS).fetch_all(&store.pool).await?;
    let mut left = Vec::new();
    for (table, key) in tables {
        if !rewrite_one(store, &table, &key).await? {
            left.push(table);
        }
    }
    if !left.is_empty() {
        return Err(Error::internal("tables that somebody has in hand are not rewritten yet", left.join(", ")));
    }
    // A standby that was not connected before may have brought an old snapshot.
    refuse_older(store, &gone).await
}

async fn rewrite_one(store: &Store, table: &str, key: &str) -> Result<bool> {
    let order = format!("cluster {table} using {key}");
    let again = AGAIN.iter().find(|(name, _)| *name == table);
    let mut done = tried(store, order.clone()).await?;
    if let Some((_, again)) = again
        && done
    {
        done = tried(store, (*again).to_owned()).await?;
        nobody_sees_older(store).await?;
        done = done && tried(store, order).await?;
    }
    Ok(done)
}

/// Runs a statement alone, and waits a second at most for a table: everybody who wants it waits behind. Whether it was done.
async fn tried(store: &Store, statement: String) -> Result<bool> {
    let mut to = store.write().await?;
    sql::query("set local lock_timeout = '1s'").execute(&mut *to).await?;
    match sql::query(AssertSqlSafe(statement)).execute(&mut *to).await.map_err(|error| disk::explain(&error)) {
        Ok(_) => {
            to.commit().await?;
            Ok(true)
        }
        Err(Error::Unavailable("busy")) => {
            to.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Waits a moment until nobody has a snapshot, or a transaction, that is older than now; gives what now is.
async fn nobody_sees_older(store: &Store) -> Result<String> {
    const NOW: &str = "select pg_snapshot_xmax(pg_current_snapshot())::text";
    let now: String = sql::query_scalar(NOW).fetch_one(&store.pool).await?;
    let mut waited = Duration::ZERO;
    loop {
        match refuse_older(store, &now).await {
            Err(Error::Internal(_)) if waited < WAIT => tokio::time::sleep(PAUSE).await,
            outcome => return outcome.map(|()| now),
        }
        waited += PAUSE;
    }
}

/// Fails with the names of those who have a snapshot or a transaction from before, or keep one for a machine elsewhere.
async fn refuse_older(store: &Store, now: &str) -> Result<()> {
    const OLDER: &str = "select who from (
        select 'session ' || pid as who, backend_xmin as seen from pg_stat_activity
            where (datid is null or datname = current_database()) and pid <> pg_backend_pid()
        union all select 'session ' || pid, backend_xid from pg_stat_activity where datname = current_database()
        union all select 'replication slot ' || slot_name, xmin from pg_replication_slots
        union all select 'prepared transaction ' || gid, transaction from pg_prepared_xacts
            where database = current_database()) older
        where seen is not null and age(seen) > age($1::text::xid8::xid) group by who order by who";
    let older: Vec<String> = sql::query_scalar(OLDER).bind(now).fetch_all(&store.pool).await?;
    match older.is_empty() {
        true => Ok(()),
        false => Err(Error::internal("rows that were deleted stay in the tables for", older.join(", "))),
    }
}
