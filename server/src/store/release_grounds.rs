//! On which answers a release was planned: the collections that it counts, and how often each had changed by then. An
//! answer that came or was taken back since makes it stale, and only in the collections that it counts.

use super::sql;
use crate::Result;

/// Collections with how often their answers changed.
pub type Grounds = Vec<(String, i64)>;

/// How often the answers of some collections have changed until now.
pub async fn now(from: &mut sql::Connection, collections: &[String]) -> Result<Grounds> {
    const HEAD: &str = "select responses from collection_heads where collection_id = $1";
    let mut grounds = Grounds::new();
    for collection in collections {
        let head: Option<i64> = sql::query_scalar(HEAD).bind(collection).fetch_optional(&mut *from).await?;
        grounds.push((collection.clone(), head.unwrap_or(0)));
    }
    Ok(grounds)
}

/// Notes on what a release was planned, in the place of what was noted before.
pub async fn keep(to: &mut sql::Connection, release: &str, grounds: &Grounds) -> Result<()> {
    const CLEAR: &str = "delete from release_grounds where release_id = $1";
    const KEEP: &str = "insert into release_grounds (release_id, collection_id, responses) values ($1, $2, $3)";
    sql::query(CLEAR).bind(release).execute(&mut *to).await?;
    for (collection, responses) in grounds {
        sql::query(KEEP).bind(release).bind(collection).bind(responses).execute(&mut *to).await?;
    }
    Ok(())
}

/// Whether no answer that a release counts came or went since it was planned.
pub async fn stand(from: &mut sql::Connection, release: &str) -> Result<bool> {
    const MOVED: &str = "select count(*) from release_grounds
        left join collection_heads on collection_heads.collection_id = release_grounds.collection_id
        where release_id = $1 and (collection_heads.responses is null
        or collection_heads.responses <> release_grounds.responses)";
    Ok(sql::query_scalar::<i64>(MOVED).bind(release).fetch_one(from).await? == 0)
}
