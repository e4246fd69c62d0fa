//! Responses as they lie in the database: sealed. Opening them is left to `workspace`, receiving them to `submit`.

use super::{Store, sql};
use crate::Result;

/// One sealed response.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stored {
    /// Random id.
    pub id: String,
    /// Where it belongs.
    pub collection_id: String,
    /// Where its link was used.
    pub site_id: String,
    /// The envelope.
    pub sealed: Vec<u8>,
}

/// The ids of a study's responses, in order.
pub async fn ids(store: &Store, study: &str) -> Result<Vec<String>> {
    const IDS: &str = "select responses.id from responses join collections on collections.id = responses.collection_id
        where collections.study_id = $1 order by responses.id";
    Ok(sql::query_scalar(IDS).bind(study).fetch_all(&store.pool).await?)
}

/// How many responses a study has.
pub async fn count(store: &Store, study: &str) -> Result<usize> {
    const COUNT: &str = "select count(*) from responses join collections on collections.id = responses.collection_id
        where collections.study_id = $1";
    let count: i64 = sql::query_scalar(COUNT).bind(study).fetch_one(&store.pool).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Some responses of a study after one id (none: from the beginning), in the order of their random ids.
pub async fn after(store: &Store, study: &str, id: &str, most: i64) -> Result<Vec<Stored>> {
    // A cross join is carried out as it is written: along the ids, without sorting. Otherwise each look would read all.
    const AFTER: &str = "select responses.id, responses.collection_id, responses.site_id, responses.sealed
        from responses cross join collections
        where collections.id = responses.collection_id and collections.study_id = $1 and responses.id > $2
        order by responses.id limit $3";
    Ok(sql::query_as(AFTER).bind(study).bind(id).bind(most).fetch_all(&store.pool).await?)
}

/// One response of a study, if it is still there.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Stored>> {
    const FIND: &str = "select responses.id, responses.collection_id, responses.site_id, responses.sealed
        from responses join collections on collections.id = responses.collection_id
        where collections.study_id = $1 and responses.id = $2";
    Ok(sql::query_as(FIND).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// How many responses each site of each collection has: collection, site, count.
pub async fn counts(store: &Store, study: &str) -> Result<Vec<(String, String, i64)>> {
    const COUNTS: &str = "select responses.collection_id, responses.site_id, count(*)
        from responses join collections on collections.id = responses.collection_id
        where collections.study_id = $1 group by responses.collection_id, responses.site_id";
    Ok(sql::query_as(COUNTS).bind(study).fetch_all(&store.pool).await?)
}

/// Replaces an envelope, unless the response was withdrawn or changed meanwhile; tells whether it did.
pub async fn reseal(to: &mut sql::Connection, id: &str, before: &[u8], after: &[u8]) -> Result<bool> {
    const RESEAL: &str = "update responses set sealed = $3 where id = $1 and sealed = $2";
    Ok(sql::query(RESEAL).bind(id).bind(before).bind(after).execute(to).await?.rows_affected() == 1)
}

/// Stores an imported response: nobody holds a withdraw code for it.
pub async fn put(to: &mut sql::Connection, response: &Stored, submission_key: &[u8]) -> Result<()> {
    const PUT: &str = "insert into responses (id, collection_id, site_id, withdraw_hash, submission_key, sealed)
        values ($1, $2, $3, null, $4, $5)";
    sql::query(PUT)
        .bind(&response.id)
        .bind(&response.collection_id)
        .bind(&response.site_id)
        .bind(submission_key)
        .bind(&response.sealed)
        .execute(to)
        .await?;
    Ok(())
}
