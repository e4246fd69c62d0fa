//! Who read which words in which language and answers for them. A change of the words changes their hash, and the
//! review no longer counts.

use super::{Store, sql};
use crate::Result;

/// The subject of a review of the interface words; every other subject is an instrument's id.
pub const INTERFACE: &str = "interface";

/// A named person's review.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Review {
    /// Who read them.
    pub reviewer: String,
    /// A date.
    pub reviewed_on: String,
}

/// The words that are reviewed: of what, in which language, in exactly which state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// [`INTERFACE`] or an instrument's id.
    pub of: String,
    /// Language tag.
    pub language: String,
    /// Hash of the words.
    pub content: String,
}

/// The review of these very words, if somebody signed.
pub async fn find(store: &Store, subject: &Subject) -> Result<Option<Review>> {
    const FIND: &str =
        "select reviewer, reviewed_on from reviews where subject = $1 and language = $2 and content_hash = $3";
    let query = sql::query_as(FIND).bind(&subject.of).bind(&subject.language).bind(&subject.content);
    Ok(query.fetch_optional(&store.pool).await?)
}

/// Records that `reviewer` read these words; the first signature stays.
pub async fn sign(store: &Store, subject: &Subject, reviewer: &str, day: &str) -> Result<()> {
    const SIGN: &str = "insert into reviews (subject, language, content_hash, reviewer, reviewed_on)
        values ($1, $2, $3, $4, $5) on conflict (subject, language, content_hash) do nothing";
    let query = sql::query(SIGN).bind(&subject.of).bind(&subject.language).bind(&subject.content);
    store.change(query.bind(reviewer).bind(day)).await?;
    Ok(())
}
