//! Group commit: a task that performs waiting work together, in one durable transaction for all.
//!
//! The acknowledgement rule stands here: [`Writer::together`] returns only after the transaction that holds the work is
//! durable. One bad piece never fails its group; an error of the disk, or a server that falls silent, fails all and
//! acknowledges none. When everybody
//! has their answer, the log is written back now and then. To write in groups, implement [`Work`] beside the SQL (see
//! `submit`).

use std::pin::Pin;

use tokio::sync::{mpsc, oneshot};

use super::sql::{self, Engine};
use super::{Store, disk, reach};
use crate::{Error, Result};

/// The most pieces of work that share one transaction.
const GROUP: usize = 256;

/// How often a group is tried again when groups of other processes stood in its way.
const TRIES: usize = 5;

/// After so many pieces of work the log is written back into the tables: it is some megabytes long by then.
pub const LOG: usize = 300;

/// Something small to write. It may be performed twice (the first time rolled back), so it only reads itself.
pub trait Work: Send + Sync + 'static {
    /// What the writing tells.
    type Output: Send + 'static;

    /// Writes, inside a transaction that others share.
    fn perform(&self, connection: &mut sql::Connection) -> impl Future<Output = sqlx::Result<Self::Output>> + Send;
}

/// A handle on the writing task; clones share it.
#[derive(Clone, Debug)]
pub struct Writer {
    waiting: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the writing task. It ends when the last handle is gone and all that waited is stored.
    pub fn start(store: Store) -> Self {
        let (waiting, receiver) = mpsc::channel(4 * GROUP);
        tokio::spawn(write_groups(store, receiver));
        Self { waiting }
    }

    /// Performs one piece of work; durable when this returns `Ok`.
    pub async fn together<W: Work>(&self, work: W) -> Result<W::Output> {
        let (reply, done) = oneshot::channel();
        let job = Box::new(Waiting { work, outcome: Err(Error::Unavailable("stopping")), reply });
        self.waiting.send(job).await.map_err(|_| Error::Unavailable("stopping"))?;
        done.await.map_err(|_| Error::Unavailable("stopping"))?
    }
}

/// Work of any kind, with somebody who waits for it.
trait Job: Send {
    fn perform<'a>(&'a mut self, connection: &'a mut sql::Connection) -> Performed<'a>;
    fn fail(&mut self, error: Error);
    fn answer(self: Box<Self>);
}

type Performed<'a> = Pin<Box<dyn Future<Output = sqlx::Result<()>> + Send + 'a>>;

struct Waiting<W: Work> {
    work: W,
    outcome: Result<W::Output>,
    reply: oneshot::Sender<Result<W::Output>>,
}

impl<W: Work> Job for Waiting<W> {
    fn perform<'a>(&'a mut self, connection: &'a mut sql::Connection) -> Performed<'a> {
        Box::pin(async {
            self.outcome = Ok(self.work.perform(connection).await?);
            Ok(())
        })
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Err(error);
    }

    fn answer(self: Box<Self>) {
        // Nobody waits any more when the connection was lost; the retry finds what was stored.
        let _ = self.reply.send(self.outcome);
    }
}

type Group = Vec<Box<dyn Job>>;

async fn write_groups(store: Store, mut receiver: mpsc::Receiver<Box<dyn Job>>) {
    let mut group = Group::with_capacity(GROUP);
    let mut written = 0;
    while receiver.recv_many(&mut group, GROUP).await > 0 {
        written += group.len();
        if let Err(error) = write_in_time(&store, &mut group).await {
            group.iter_mut().for_each(|job| job.fail(disk::explain(&error)));
            if disk::is_broken(&error) {
                disk::fail();
            }
        }
        group.drain(..).for_each(Job::answer);
        if written >= LOG {
            written = 0;
            // A failure of the disk is noted; anything else is met again the next time.
            let _ = store.write_back().await;
        }
    }
}

/// Writes a group; where a server falls silent meanwhile, whoever waits is told so, and the next group has another
/// connection. Whether this one was stored is then unknown: all work may be sent again.
async fn write_in_time(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    match store.pool.engine() {
        Engine::Sqlite => write_in_any_room(store, group).await,
        Engine::Postgres => reach::within(reach::SILENCE, write_in_room_there(store, group)).await,
    }
}

/// Writes a group; where a server has no room, it is noted that nobody new begins.
async fn write_in_room_there(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    let written = write_group(store, group).await;
    if written.as_ref().is_err_and(disk::is_full_there) {
        store.ballast.has_no_room_there();
    }
    written
}

/// Writes a group; where the disk is full, once more in the room that is kept for those who have begun.
async fn write_in_any_room(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    match write_group(store, group).await {
        Err(error) if disk::is_full(&error) && store.ballast.let_go() => write_group(store, group).await,
        other => other,
    }
}

/// Writes a group in one transaction; when a piece breaks a rule of the schema, again with each piece guarded.
/// An `Err` means that nothing of the group was stored.
async fn write_group(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    for _ in 0..TRIES {
        match write_once(store, group).await {
            Err(error) if disk::is_crossed(&error) => {}
            other => return other,
        }
    }
    write_once(store, group).await
}

async fn write_once(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    match write_bare(store, group).await {
        Err(error) if disk::is_about_rows(&error) => write_guarded(store, group).await,
        other => other,
    }
}

async fn write_bare(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    let mut transaction = store.begin_group().await?;
    for job in group {
        job.perform(&mut transaction).await?;
    }
    transaction.commit().await
}

async fn write_guarded(store: &Store, group: &mut Group) -> sqlx::Result<()> {
    let mut transaction = store.begin_group().await?;
    for job in group {
        perform_guarded(&mut transaction, job.as_mut()).await?;
    }
    transaction.commit().await
}

/// Performs one piece inside a savepoint, so that what breaks a rule of the schema is undone alone.
async fn perform_guarded(connection: &mut sql::Connection, job: &mut dyn Job) -> sqlx::Result<()> {
    sql::query("savepoint one").execute(&mut *connection).await?;
    match job.perform(connection).await {
        Err(error) if disk::is_about_rows(&error) => {
            job.fail(disk::explain(&error));
            sql::query("rollback to one").execute(&mut *connection).await?;
        }
        other => other?,
    }
    sql::query("release one").execute(connection).await?;
    Ok(())
}
