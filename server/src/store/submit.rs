//! The one way a response gets in. The submission key outlives the response, so a late retry neither doubles nor
//! revives it; and a draft gives one response, while it is there: a single-use code, which has one draft at a time, gives
//! one as well, however many processes are asked. When it is durable, and what fails alone or together, is said in `group`.

use super::group::Work;
use super::{drafts, roster, sql};
use crate::Result;

pub use super::group::Writer;

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
    /// The organisation of a roster that has answered by this; noted in the same transaction.
    pub organisation: Option<String>,
    /// Straight to `responses` (rehearsals, professional instruments that say so), not by batches.
    pub straight: bool,
}

/// What became of a submission. Unless its draft is gone the thank-you page may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored now, durably.
    Stored,
    /// It was stored before (and may have been withdrawn since).
    AlreadyStored,
    /// Its draft is gone, and nothing is stored: it expired, was thrown away, or its code was given again.
    Gone,
}

impl Writer {
    /// Stores one submission; durable when this returns `Ok`.
    pub async fn submit(&self, submission: Submission) -> Result<Outcome> {
        self.together(submission).await
    }
}

impl Work for Submission {
    type Output = Outcome;

    async fn perform(&self, connection: &mut sql::Connection) -> sqlx::Result<Outcome> {
        // The draft first: who takes it stores it, and whoever comes second waits here until that is done.
        let has_draft = match &self.draft_id {
            Some(draft) => take_draft(connection, draft).await?,
            None => true,
        };
        if !has_draft {
            let stored = is_stored(connection, &self.submission_key).await?;
            return Ok(if stored { Outcome::AlreadyStored } else { Outcome::Gone });
        }
        if !take_key(connection, self).await? {
            return Ok(Outcome::AlreadyStored);
        }
        put(connection, self).await?;
        if let Some(organisation) = &self.organisation {
            roster::answered(connection, &self.collection_id, organisation).await?;
        }
        Ok(Outcome::Stored)
    }
}

const TAKE_KEY: &str = "insert into submissions (submission_key, collection_id) values ($1, $2) on conflict do nothing";

async fn take_key(connection: &mut sql::Connection, submission: &Submission) -> sqlx::Result<bool> {
    let taken = sql::query(TAKE_KEY)
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

async fn put(connection: &mut sql::Connection, submission: &Submission) -> sqlx::Result<()> {
    sql::query(if submission.straight { PUT_STRAIGHT } else { PUT_PENDING })
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

async fn take_draft(connection: &mut sql::Connection, draft: &[u8]) -> sqlx::Result<bool> {
    Ok(sql::query(drafts::DROP).bind(draft).execute(connection).await?.rows_affected() == 1)
}

const IS_STORED: sql::Text = sql::each(
    "select exists (select 1 from submissions where submission_key = $1)",
    "select exists (select by_key_sent($1))",
);

async fn is_stored(connection: &mut sql::Connection, submission_key: &[u8]) -> sqlx::Result<bool> {
    sql::query_scalar(IS_STORED).bind(submission_key).fetch_one(connection).await
}
