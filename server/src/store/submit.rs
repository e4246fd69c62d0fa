//! The one way a response gets in: a task that stores waiting submissions together, one durable transaction for all.
//!
//! The acknowledgement rule: [`Writer::submit`] returns only after the transaction that holds the response is durable.
//! One bad submission never fails its group (each has a savepoint); an error of the disk fails all and acknowledges
//! none. The submission key outlives the response, so a late retry neither doubles nor revives it.

use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot, watch};

use super::{Store, disk};
use crate::{Error, Result};

/// The most submissions that share one transaction.
const GROUP: usize = 256;

/// One response on its way in. Nothing here tells when or from where.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Random id ([`crate::chance::id`]); part of the associated data of the envelope.
    pub response_id: String,
    /// Where it belongs.
    pub collection_id: String,
    /// The site, from the link.
    pub site_id: String,
    /// Keyed hash of the withdraw code, when the person took one.
    pub withdraw_hash: Option<Vec<u8>>,
    /// Made with the draft; the same for every retry.
    pub submission_key: Vec<u8>,
    /// The envelope.
    pub sealed: Vec<u8>,
    /// The draft that goes in the same transaction.
    pub draft_id: Option<Vec<u8>>,
    /// Straight to `responses` (rehearsals, professional instruments that say so), not by batches.
    pub straight: bool,
}

/// What became of a submission. Either way the thank-you page may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored now, durably.
    Stored,
    /// It was stored before (and may have been withdrawn since).
    AlreadyStored,
}

type Waiting = (Submission, oneshot::Sender<Result<Outcome>>);

/// A handle on the writing task; clones share it.
#[derive(Clone, Debug)]
pub struct Writer {
    waiting: mpsc::Sender<Waiting>,
    broken: watch::Receiver<bool>,
}

impl Writer {
    /// Starts the writing task. It ends when the last handle is gone and all that waited is stored.
    pub fn start(store: Store) -> Self {
        let (waiting, receiver) = mpsc::channel(4 * GROUP);
        let (tell, broken) = watch::channel(false);
        tokio::spawn(write_groups(store, receiver, tell));
        Self { waiting, broken }
    }

    /// Stores one submission; durable when this returns `Ok`.
    pub async fn submit(&self, submission: Submission) -> Result<Outcome> {
        let (reply, stored) = oneshot::channel();
        self.waiting.send((submission, reply)).await.map_err(|_| Error::Unavailable("stopping"))?;
        stored.await.map_err(|_| Error::Unavailable("stopping"))?
    }

    /// Returns when the disk has failed: after that nothing it says can be believed, and the program must end.
    pub async fn broken(&self) {
        let mut broken = self.broken.clone();
        if broken.wait_for(|broken| *broken).await.is_err() {
            std::future::pending().await
        }
    }
}

async fn write_groups(store: Store, mut receiver: mpsc::Receiver<Waiting>, broken: watch::Sender<bool>) {
    let mut group = Vec::with_capacity(GROUP);
    while receiver.recv_many(&mut group, GROUP).await > 0 {
        let (submissions, replies): (Vec<_>, Vec<_>) = group.drain(..).unzip();
        let outcomes = match store_group(&store, &submissions).await {
            Ok(outcomes) => outcomes,
            Err(error) => {
                if disk::is_broken(&error) {
                    let _ = broken.send(true);
                }
                submissions.iter().map(|_| Err(disk::explain(&error))).collect()
            }
        };
        for (reply, outcome) in replies.into_iter().zip(outcomes) {
            // Nobody waits any more when the connection was lost; the retry finds `AlreadyStored`.
            let _ = reply.send(outcome);
        }
    }
}

/// Stores a group in one transaction. An `Err` means that nothing of the group was stored.
async fn store_group(store: &Store, group: &[Submission]) -> sqlx::Result<Vec<Result<Outcome>>> {
    let mut transaction = store.begin().await?;
    let mut outcomes = Vec::with_capacity(group.len());
    for submission in group {
        outcomes.push(store_guarded(&mut transaction, submission).await?);
    }
    transaction.commit().await?;
    Ok(outcomes)
}

/// Stores one inside a savepoint: what breaks a rule of the schema is undone alone; what breaks the disk is an `Err`.
async fn store_guarded(connection: &mut SqliteConnection, submission: &Submission) -> sqlx::Result<Result<Outcome>> {
    sqlx::query("savepoint one").execute(&mut *connection).await?;
    match store_one(connection, submission).await {
        Ok(outcome) => {
            sqlx::query("release one").execute(connection).await?;
            Ok(Ok(outcome))
        }
        Err(error) if disk::is_about_rows(&error) => {
            sqlx::query("rollback to one").execute(&mut *connection).await?;
            sqlx::query("release one").execute(connection).await?;
            Ok(Err(Error::internal("one submission", error)))
        }
        Err(error) => Err(error),
    }
}

async fn store_one(connection: &mut SqliteConnection, submission: &Submission) -> sqlx::Result<Outcome> {
    let outcome = if take_key(connection, submission).await? {
        put(connection, submission).await?;
        Outcome::Stored
    } else {
        Outcome::AlreadyStored
    };
    if let Some(draft) = &submission.draft_id {
        drop_draft(connection, draft).await?;
    }
    Ok(outcome)
}

const TAKE_KEY: &str = "insert into submissions (submission_key, collection_id) values ($1, $2) on conflict do nothing";

async fn take_key(connection: &mut SqliteConnection, submission: &Submission) -> sqlx::Result<bool> {
    let taken = sqlx::query(TAKE_KEY)
        .bind(&submission.submission_key)
        .bind(&submission.collection_id)
        .execute(connection)
        .await?;
    Ok(taken.rows_affected() == 1)
}

const PUT_PENDING: &str = "insert into pending (id, collection_id, site_id, withdraw_hash, submission_key, sealed) \
     values ($1, $2, $3, $4, $5, $6)";
const PUT_STRAIGHT: &str = "insert into responses (id, collection_id, site_id, withdraw_hash, submission_key, sealed) \
     values ($1, $2, $3, $4, $5, $6)";

async fn put(connection: &mut SqliteConnection, submission: &Submission) -> sqlx::Result<()> {
    sqlx::query(if submission.straight { PUT_STRAIGHT } else { PUT_PENDING })
        .bind(&submission.response_id)
        .bind(&submission.collection_id)
        .bind(&submission.site_id)
        .bind(&submission.withdraw_hash)
        .bind(&submission.submission_key)
        .bind(&submission.sealed)
        .execute(connection)
        .await?;
    Ok(())
}

const DROP_DRAFT: &str = "delete from drafts where id = $1";

async fn drop_draft(connection: &mut SqliteConnection, draft: &[u8]) -> sqlx::Result<()> {
    sqlx::query(DROP_DRAFT).bind(draft).execute(connection).await?;
    Ok(())
}
