//! How responses arrive for staff: shuffled, in batches of at least five, so that nobody can tell that one person
//! answered just now. No batch number is kept.
//!
//! The first close moves whatever waits. After it, stragglers wait for company ([`move_ready`]) or for somebody who
//! was warned and decided ([`bring_in_anyway`]).

use super::collections::{Collection, State};
use super::{Store, audit, maintenance, sql};
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
    let collections: Vec<String> = sql::query_scalar(WITH_WAITING).fetch_all(&store.pool).await?;
    for collection in collections {
        move_ready(store, &collection).await?;
    }
    Ok(())
}

/// Closes a collection and lets arrive what may ([`end`]). It is closed even where that fails: the operator is told, and
/// whoever looks after the database tries again.
pub async fn close(store: &Store, collection: &str) -> Result<usize> {
    let mut transaction = store.write().await?;
    sql::query(CLOSE).bind(collection).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(end(store, collection).await.unwrap_or_else(|error| {
        crate::terminal::report("maintenance", &error);
        0
    }))
}

const CLOSE: &str = "update collections set state = 'closed' where id = $1";

/// What the end of a collection brings, by closing or by its last day. The first time, everything that waits moves;
/// later, only a batch. Then the tables are rewritten, so that pages of the file tell no order.
pub async fn end(store: &Store, collection: &str) -> Result<usize> {
    let moved = if was_closed(store, collection).await? {
        move_ready(store, collection).await?
    } else {
        let moved = move_stragglers(store, collection).await?;
        // After everything has moved: what fails on the way is tried again.
        mark_closed(store, collection).await?;
        moved
    };
    maintenance::rewrite_or_owe(store).await;
    Ok(moved)
}

/// Moves everything that waits, however few: at the first end, and in tests. Whoever decides so later is in the record
/// ([`bring_in_anyway`]).
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

/// Who was warned that people may be recognised by their coming late, and decided.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// The study.
    pub study_id: &'a str,
    /// The person.
    pub person_id: &'a str,
}

/// Moves everything that waits, however few, and writes down whose decision that was, each entry in the transaction of
/// what it tells: with the last part that it was done, with the first of several that it was begun. Where nothing waits,
/// nothing was done.
pub async fn bring_in_anyway(store: &Store, collection: &str, decision: Decision<'_>) -> Result<usize> {
    let mut moved = 0;
    loop {
        let mut transaction = store.write().await?;
        let part = move_part(&mut transaction, collection, 1).await?;
        if let Some(act) = told(moved, part) {
            let study = Some(decision.study_id);
            audit::append(&mut transaction, study, decision.person_id, act, collection).await?;
        }
        transaction.commit().await?;
        moved += part.moved;
        if !part.leaves_some {
            return Ok(moved);
        }
    }
}

/// What the record says of a part, after so many that moved before.
fn told(before: usize, part: Part) -> Option<&'static str> {
    match (before, part) {
        (0, Part { leaves_some: true, .. }) => Some("begin-bringing-in"),
        (_, Part { leaves_some: true, .. }) | (0, Part { moved: 0, .. }) => None,
        _ => Some("bring-in-anyway"),
    }
}

const WAITING: &str = "select exists (select 1 from pending where collection_id = $1)";

/// Whether answers are waiting. How many is never told.
pub async fn is_waiting(store: &Store, collection: &str) -> Result<bool> {
    Ok(sql::query_scalar(WAITING).bind(collection).fetch_one(&store.pool).await?)
}

/// Whether staff are told that answers may wait: while a collection is open always, or the notice itself would tell that
/// somebody has answered; afterwards when some do.
pub async fn is_told(store: &Store, collection: &Collection) -> Result<bool> {
    let may_wait = collection.state == State::Open && collection.is_batched();
    Ok(may_wait || is_waiting(store, &collection.id).await?)
}

const WAS_CLOSED: &str = "select was_closed from collections where id = $1";

async fn was_closed(store: &Store, collection: &str) -> Result<bool> {
    let found: Option<bool> = sql::query_scalar(WAS_CLOSED).bind(collection).fetch_optional(&store.pool).await?;
    Ok(found.unwrap_or(true))
}

const MARK_CLOSED: &str = "update collections set was_closed = true where id = $1";

async fn mark_closed(store: &Store, collection: &str) -> Result<()> {
    let mut transaction = store.write().await?;
    sql::query(MARK_CLOSED).bind(collection).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

const WAITING_IDS: &str = "select id from pending where collection_id = $1";
const MOVE_ONE: &str = "insert into responses (id, collection_id, site_id, withdraw_hash, submission_key, sealed) \
     select id, collection_id, site_id, withdraw_hash, submission_key, sealed from pending where id = $1";
const LEAVE_ONE: &str = "delete from pending where id = $1";

/// What moved in one transaction.
#[derive(Clone, Copy, Debug)]
struct Part {
    moved: usize,
    /// Whether more were waiting than may move at once.
    leaves_some: bool,
}

async fn move_some(store: &Store, collection: &str, fewest: usize) -> Result<usize> {
    let mut transaction = store.write().await?;
    let part = move_part(&mut transaction, collection, fewest).await?;
    transaction.commit().await?;
    Ok(part.moved)
}

/// Moves a random [`MOST`] of those waiting, or all when what would stay is no batch; nothing below `fewest`.
async fn move_part(to: &mut sql::Connection, collection: &str, fewest: usize) -> Result<Part> {
    let mut ids: Vec<String> = sql::query_scalar(WAITING_IDS).bind(collection).fetch_all(&mut *to).await?;
    if ids.len() < fewest.max(1) {
        return Ok(Part { moved: 0, leaves_some: false });
    }
    chance::shuffle(&mut ids);
    let leaves_some = ids.len() >= MOST + BATCH;
    if leaves_some {
        ids.truncate(MOST);
    }
    for id in &ids {
        sql::query(MOVE_ONE).bind(id).execute(&mut *to).await?;
        sql::query(LEAVE_ONE).bind(id).execute(&mut *to).await?;
    }
    Ok(Part { moved: ids.len(), leaves_some })
}
