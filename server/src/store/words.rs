//! A deployment's own interface words, laid over the shipped ones without rebuilding. What the words mean and which
//! exist is left to `app`.

use super::{Store, sql};
use crate::Result;

/// One interface word of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Word {
    /// Language tag.
    pub language: String,
    /// Its key.
    pub key: String,
    /// The words themselves.
    pub text: String,
}

/// Every word that this deployment put over the shipped ones.
pub async fn all(store: &Store) -> Result<Vec<Word>> {
    const ALL: &str = "select language, key, text from words order by language, key";
    Ok(sql::query_as(ALL).fetch_all(&store.pool).await?)
}

/// Keeps words, all or none.
pub async fn put(store: &Store, words: &[Word]) -> Result<()> {
    const PUT: &str = "insert into words (language, key, text) values ($1, $2, $3)
        on conflict (language, key) do update set text = excluded.text";
    let mut transaction = store.write().await?;
    for word in words {
        sql::query(PUT).bind(&word.language).bind(&word.key).bind(&word.text).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}
