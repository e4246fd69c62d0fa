//! Sealed snapshots of columns: parts of a collection, kept until one of its responses goes or changes. What they hold is
//! left to `workspace::snapshot`.

use super::events::{self, Head};
use super::{Store, sql};
use crate::Result;

/// The parts that a study has, in order: collection and number.
pub async fn parts(store: &Store, study: &str) -> Result<Vec<(String, i64)>> {
    const PARTS: &str = "select snapshots.collection_id, snapshots.number
        from snapshots join collections on collections.id = snapshots.collection_id
        where collections.study_id = $1 order by snapshots.collection_id, snapshots.number";
    Ok(sql::query_as(PARTS).bind(study).fetch_all(&store.pool).await?)
}

/// One part, if it is still there.
pub async fn find(store: &Store, collection: &str, number: i64) -> Result<Option<Vec<u8>>> {
    const FIND: &str = "select sealed from snapshots where collection_id = $1 and number = $2";
    Ok(sql::query_scalar(FIND).bind(collection).bind(number).fetch_optional(&store.pool).await?)
}

/// Puts parts in the place of a collection's earlier ones, unless the study is no longer at `head`: what was withdrawn
/// or redacted since it was read must not come back with them. Tells whether it did.
pub async fn keep(store: &Store, study: &str, head: Head, collection: &str, parts: &[Vec<u8>]) -> Result<bool> {
    const EARLIER: &str = "delete from snapshots where collection_id = $1";
    const KEEP: &str = "insert into snapshots (collection_id, number, sealed) values ($1, $2, $3)";
    let mut change = store.write().await?;
    if events::head_now(&mut change, study).await? != head {
        return Ok(false);
    }
    sql::query(EARLIER).bind(collection).execute(&mut *change).await?;
    for (number, sealed) in (0_i64..).zip(parts) {
        sql::query(KEEP).bind(collection).bind(number).bind(sealed).execute(&mut *change).await?;
    }
    change.commit().await?;
    Ok(true)
}

/// Lets the snapshot go that holds a response: its answers change.
pub async fn forget(to: &mut sql::Connection, response: &str) -> Result<()> {
    const FORGET: &str =
        "delete from snapshots where collection_id = (select collection_id from responses where id = $1)";
    sql::query(FORGET).bind(response).execute(to).await?;
    Ok(())
}
