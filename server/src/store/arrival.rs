//! How responses arrive for staff: shuffled, in batches of at least five, so that nobody can tell that one person
//! answered just now. No batch number is kept.
//!
//! The first close moves whatever waits. After it, stragglers wait for company ([`move_ready`]) or for somebody who
//! was warned and decided ([`move_stragglers`]).

use super::{Store, maintenance};
use crate::{Result, chance};

/// The fewest responses that arrive together.
pub const BATCH: usize = 5;

/// The most that move in one transaction, so that submissions never wait long.
const MOST: usize = 200;

/// Moves what waits in a collection when at least [`BATCH`] do; tells how many moved.
pub async fn move_ready(store: &Store, collection: &str) -> Result<usize> {
    let mut moved = 0;
    loop {
        let batch = move_some(store, collection, BATCH).await?;
        moved += batch;
        if batch < MOST {
            return Ok(moved);
        }
    }
}

const WITH_WAITING: &str = "select distinct collection_id from pending";

/// Moves what is ready in every collection.
pub async fn move_all_ready(store: &Store) -> Result<()> {
    let collections: Vec<String> = sqlx::query_scalar(WITH_WAITING).fetch_all(&store.pool).await?;
    for collection in collections {
        move_ready(store, &collection).await?;
    }
    Ok(())
}

/// Closes a collection and lets arrive what may ([`end`]).
pub async fn close(store: &Store, collection: &str) -> Result<usize> {
    let mut transaction = store.write().await?;
    sqlx::query(CLOSE).bind(collection).execute(&mut *transaction).await?;
    transaction.commit().await?;
    end(store, collection).await
}

const CLOSE: &str = "update collections set state = 'closed' where id = $1";

/// What the end of a collection brings, by closing or by its last day. The first time, everything that waits moves;
/// later, only a batch. Then the tables are rewritten, so that pages of the file tell no order.
pub async fn end(store: &Store, collection: &str) -> Result<usize> {
    let moved = if is_first_end(store, collection).await? {
        move_stragglers(store, collection).await?
    } else {
        move_ready(store, collection).await?
    };
    maintenance::rewrite(store).await?;
    Ok(moved)
}

/// Moves everything that waits, however few: only after a warning that people may be recognised by their coming late.
pub async fn move_stragglers(store: &Store, collection: &str) -> Result<usize> {
    let mut moved = 0;
    loop {
        let batch = move_some(store, collection, 1).await?;
        moved += batch;
        if batch == 0 {
            return Ok(moved);
        }
    }
}

const WAITING: &str = "select exists (select 1 from pending where collection_id = $1)";

/// Whether answers are waiting. How many is never told.
pub async fn is_waiting(store: &Store, collection: &str) -> Result<bool> {
    Ok(sqlx::query_scalar(WAITING).bind(collection).fetch_one(&store.pool).await?)
}

const MARK_CLOSED: &str = "update collections set was_closed = true where id = $1 and not was_closed returning id";

async fn is_first_end(store: &Store, collection: &str) -> Result<bool> {
    let mut transaction = store.write().await?;
    let first = sqlx::query(MARK_CLOSED).bind(collection).fetch_optional(&mut *transaction).await?.is_some();
    transaction.commit().await?;
    Ok(first)
}

const WAITING_IDS: &str = "select id from pending where collection_id = $1";
const MOVE_ONE: &str = "insert into responses (id, collection_id, site_id, withdraw_hash, submission_key, sealed) \
     select id, collection_id, site_id, withdraw_hash, submission_key, sealed from pending where id = $1";
const LEAVE_ONE: &str = "delete from pending where id = $1";

/// Moves a random [`MOST`] of those waiting, or all when what would stay is no batch; nothing below `fewest`.
async fn move_some(store: &Store, collection: &str, fewest: usize) -> Result<usize> {
    let mut transaction = store.write().await?;
    let mut ids: Vec<String> = sqlx::query_scalar(WAITING_IDS).bind(collection).fetch_all(&mut *transaction).await?;
    if ids.len() < fewest.max(1) {
        return Ok(0);
    }
    chance::shuffle(&mut ids);
    if ids.len() >= MOST + BATCH {
        ids.truncate(MOST);
    }
    for id in &ids {
        sqlx::query(MOVE_ONE).bind(id).execute(&mut *transaction).await?;
        sqlx::query(LEAVE_ONE).bind(id).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(ids.len())
}
