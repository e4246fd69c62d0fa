//! Work that one process does at a time, however many serve a database: looking after it, planning a release. And what is
//! written down of it, so that it is seen when nobody does it.
//!
//! A duty is a row with the name of its holder and an end, by the server's clock, that the holder moves on again and again:
//! when its process ends it is free at once, when it is killed after half a minute. Only whoever may write this table can
//! have one, so the role of the respondent plane cannot stand in the way. A duty only spares work: that nothing is lost or
//! done wrongly where two do the same rests on transactions. A file in the data folder belongs to one machine; there whoever
//! asks has it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::sql::{self, Engine, Pool};
use super::{Store, disk};
use crate::{Error, Result, chance};

/// Seconds after which a duty is free whose holder says nothing any more.
const LEASE: i64 = 30;
/// How often the holder says that it is there, and how long it waits for the server.
const BEAT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(5);
/// So often it says so without having been asked ([`Duty::is_held`]): whoever hangs for an hour loses it.
const BEATS: u32 = 360;

/// A duty of this process, until this is dropped.
#[derive(Debug)]
pub struct Duty(Option<Lease>);

/// A row of this process, and the task that keeps it.
#[derive(Debug)]
struct Lease {
    held: Arc<Held>,
    /// The task gives the duty up when this goes.
    end: oneshot::Sender<()>,
    keeping: JoinHandle<()>,
}

#[derive(Debug)]
struct Held {
    pool: Pool,
    name: String,
    holder: String,
    /// How often the task may still say so.
    beats: AtomicU32,
}

impl Duty {
    /// Takes a duty by its name; `None` while another process has it.
    pub async fn take(store: &Store, name: &str) -> Result<Option<Self>> {
        const SWEEP: &str = "delete from duties where asked = 0 and done_at = 0 \
                             and held_until < extract(epoch from now())::bigint - 86400";
        if store.pool.engine() == Engine::Sqlite {
            return Ok(Some(Self(None)));
        }
        let beats = AtomicU32::new(BEATS);
        let held = Arc::new(Held { pool: store.pool.clone(), name: name.to_owned(), holder: chance::id(), beats });
        sql::query(SWEEP).execute(&store.pool).await?;
        if !held.beat().await? {
            return Ok(None);
        }
        let (end, ended) = oneshot::channel();
        let keeping = tokio::spawn(keep(Arc::clone(&held), ended));
        Ok(Some(Self(Some(Lease { held, end, keeping }))))
    }

    /// Whether it is still this process's: the server may have been away for long. A server that does not answer has given
    /// it to another.
    pub async fn is_held(&self) -> bool {
        let Some(lease) = &self.0 else { return true };
        lease.held.beats.store(BEATS, Ordering::Relaxed);
        !lease.keeping.is_finished() && lease.held.beat().await.unwrap_or(false)
    }

    /// Gives it up, and waits until the server knows.
    pub async fn end(self) {
        if let Some(Lease { end, keeping, .. }) = self.0 {
            drop(end);
            let _ = keeping.await;
        }
    }
}

impl Held {
    /// Takes the duty, or has it for longer; false where another has it.
    async fn beat(&self) -> Result<bool> {
        const SAY: &str = "insert into duties (name, holder, held_until) \
            values ($1, $2, extract(epoch from now())::bigint + $3) \
            on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until \
            where duties.holder = excluded.holder or duties.held_until < extract(epoch from now())::bigint";
        let said = sql::query(SAY).bind(&self.name).bind(&self.holder).bind(LEASE);
        match timeout(ANSWER, said.execute(&self.pool)).await {
            Ok(done) => Ok(done.map_err(|error| disk::explain(&error))?.rows_affected() > 0),
            Err(_) => Err(Error::Unavailable("database-away")),
        }
    }

    async fn give_up(&self) {
        const GIVE_UP: &str = "update duties set held_until = 0 where name = $1 and holder = $2";
        let given = sql::query(GIVE_UP).bind(&self.name).bind(&self.holder).execute(&self.pool);
        // Where the server does not answer, it is free in half a minute.
        let _ = timeout(ANSWER, given).await;
    }
}

/// Says again and again that its holder is there, until that is told to end or another has the duty.
async fn keep(held: Arc<Held>, mut ended: oneshot::Receiver<()>) {
    loop {
        tokio::select! {
            _ = &mut ended => break,
            () = sleep(BEAT) => {}
        }
        let hangs = held.beats.load(Ordering::Relaxed) == 0;
        if hangs || matches!(held.beat().await, Ok(false)) {
            break;
        }
        held.beats.fetch_sub(1, Ordering::Relaxed);
    }
    held.give_up().await;
}

/// When this process did all that was due last, in unix seconds: what a file in the data folder goes by.
static DONE: AtomicI64 = AtomicI64::new(0);

/// Writes down that all that a duty asks for was done just now.
pub async fn did(store: &Store, name: &str) -> Result<()> {
    const DID: &str = "insert into duties (name, done_at) values ($1, extract(epoch from now())::bigint) \
                       on conflict (name) do update set done_at = excluded.done_at";
    DONE.store(chance::now(), Ordering::Relaxed);
    if store.pool.engine() == Engine::Postgres {
        sql::query(DID).bind(name).execute(&store.pool).await?;
    }
    Ok(())
}

/// When all that a duty asks for was done last, by whichever process, in unix seconds; 0 for not yet.
pub async fn done_at(store: &Store, name: &str) -> Result<i64> {
    const DONE_AT: &str = "select done_at from duties where name = $1";
    if store.pool.engine() == Engine::Sqlite {
        return Ok(DONE.load(Ordering::Relaxed));
    }
    let found: Option<i64> = sql::query_scalar(DONE_AT).bind(name).fetch_optional(&store.pool).await?;
    Ok(found.unwrap_or_default())
}

/// For how many seconds nobody did all that a duty asks for, by the clock of the server; `None` where nobody has yet, and
/// in a file of the data folder, for which this process would know.
pub async fn neglected(store: &Store, name: &str) -> Result<Option<i64>> {
    const NEGLECTED: &str = "select extract(epoch from now())::bigint - done_at from duties \
                             where name = $1 and done_at > 0";
    if store.pool.engine() == Engine::Sqlite {
        return Ok(None);
    }
    Ok(sql::query_scalar(NEGLECTED).bind(name).fetch_optional(&store.pool).await?)
}
