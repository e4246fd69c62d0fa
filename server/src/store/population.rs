//! Shares of the population that are known from elsewhere, for the questions of a collection. Checking what was typed is
//! left to [`crate::weighting`].

use super::{Store, sql};
use crate::Result;

/// Known shares of one question, or of the sites.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The question's key, or `sites`.
    pub key: String,
    /// Where the figures come from.
    pub source: String,
    /// Share of 1 by the option's code, or the site's id.
    pub shares: Vec<(String, f64)>,
}

/// What is known for a collection.
pub async fn all(store: &Store, collection: &str) -> Result<Vec<Known>> {
    const ALL: &str = "select margins.key, margins.source, shares.code, shares.share
        from population_margins margins
        join population_shares shares on shares.collection_id = margins.collection_id and shares.key = margins.key
        where margins.collection_id = $1 order by margins.key, shares.code";
    let rows: Vec<(String, String, String, f64)> = sql::query_as(ALL).bind(collection).fetch_all(&store.pool).await?;
    let mut known: Vec<Known> = Vec::new();
    for (key, source, code, share) in rows {
        match known.last_mut().filter(|last| last.key == key) {
            Some(last) => last.shares.push((code, share)),
            None => known.push(Known { key, source, shares: vec![(code, share)] }),
        }
    }
    Ok(known)
}

/// Who keeps shares, in which study, on which day.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The study of the collection.
    pub study: &'a str,
    /// A person's id.
    pub person: &'a str,
    /// A date.
    pub day: &'a str,
}

/// Keeps shares in the place of earlier ones.
pub async fn keep(to: &mut sql::Connection, collection: &str, known: &Known, by: By<'_>) -> Result<()> {
    const MARGIN: &str = "insert into population_margins (collection_id, key, source, person_id, kept_on, study_id)
        values ($1, $2, $3, $4, $5, $6)";
    const SHARE: &str = "insert into population_shares (collection_id, key, code, share) values ($1, $2, $3, $4)";
    remove(to, collection, &known.key).await?;
    let margin = sql::query(MARGIN).bind(collection).bind(&known.key).bind(&known.source);
    margin.bind(by.person).bind(by.day).bind(by.study).execute(&mut *to).await?;
    for (code, share) in &known.shares {
        sql::query(SHARE).bind(collection).bind(&known.key).bind(code).bind(share).execute(&mut *to).await?;
    }
    Ok(())
}

/// Forgets the shares of a question; says whether there were some.
pub async fn remove(to: &mut sql::Connection, collection: &str, key: &str) -> Result<bool> {
    const REMOVE: &str = "delete from population_margins where collection_id = $1 and key = $2";
    Ok(sql::query(REMOVE).bind(collection).bind(key).execute(to).await?.rows_affected() > 0)
}
