//! Who did what with what people said: one chain of hashes over all acts, appended in the transaction of the act.
//!
//! A row that is changed, removed or put elsewhere breaks the chain; a chain that was cut at its end, or written anew, is
//! told by a head that was printed before (`tidemark doctor` prints it, and looks for those that it is given). What is
//! only looked at leaves one entry a day for each person, study and place ([`reading`]); every other act leaves its own.

use sha2::{Digest, Sha256};

use super::{Store, sql};
use crate::{Result, chance};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the chain, from 1.
    pub position: i64,
    /// The study, when it concerned one.
    pub study_id: Option<String>,
    /// The day (UTC), `2026-11-22`.
    pub day: String,
    /// Who did it.
    pub person_id: String,
    /// A verb in kebab case: `read-words`, `export`, `grant`, `publish`.
    pub action: String,
    /// What it was done to.
    pub object: String,
}

/// What looking through the chain gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Whole: how many acts, and the head to write down.
    Whole {
        /// How many acts.
        acts: i64,
        /// The last hash, hex.
        head: String,
    },
    /// The first place where it does not fit.
    Broken {
        /// Its position.
        position: i64,
    },
}

/// Who acts where nobody has signed in: whoever sits at the machine.
pub const TERMINAL: &str = "terminal";

const LAST: &str = "select position, hash from audit order by position desc limit 1";
const APPEND: &str = "insert into audit (position, study_id, hash, day, person_id, action, object) \
     values ($1, $2, $3, $4, $5, $6, $7)";

/// Appends an act; call it with the transaction of the act itself, so that neither is there without the other.
pub async fn append(
    connection: &mut sql::Connection,
    study_id: Option<&str>,
    person_id: &str,
    action: &str,
    object: &str,
) -> Result<()> {
    let last = sql::query(LAST).fetch_optional(&mut *connection).await?;
    let (position, before) = match last {
        Some(row) => (row.try_get::<i64>(0)? + 1, row.try_get::<Vec<u8>>(1)?),
        None => (1, Vec::new()),
    };
    let entry = Entry {
        position,
        study_id: study_id.map(str::to_owned),
        day: chance::today("UTC").to_string(),
        person_id: person_id.to_owned(),
        action: action.to_owned(),
        object: object.to_owned(),
    };
    insert(connection, &entry, &link(&before, &entry)).await
}

/// Writes down that somebody reads, at a place, what people said: once a day, however often they look. Call it before
/// the words are shown, so that they are never shown without it.
pub async fn reading(store: &Store, study_id: &str, person_id: &str, action: &str, place: &str) -> Result<()> {
    if is_read(&mut store.pool.acquire().await?, study_id, person_id, action, place).await? {
        return Ok(());
    }
    let mut to = store.write().await?;
    // Two pages that were opened at once leave one entry.
    if !is_read(&mut to, study_id, person_id, action, place).await? {
        append(&mut to, Some(study_id), person_id, action, place).await?;
    }
    Ok(to.commit().await?)
}

/// Writes down something of a person that concerns no study, once a day, however often it happens.
pub async fn once_today(store: &Store, person_id: &str, action: &str) -> Result<()> {
    const DONE: &str = "select count(*) from audit where study_id is null and day = $1 and person_id = $2 \
        and action = $3";
    let mut to = store.write().await?;
    let asked = sql::query_scalar::<i64>(DONE).bind(chance::today("UTC").to_string());
    if asked.bind(person_id).bind(action).fetch_one(&mut *to).await? == 0 {
        append(&mut to, None, person_id, action, "").await?;
    }
    Ok(to.commit().await?)
}

async fn is_read(
    from: &mut sql::Connection,
    study_id: &str,
    person_id: &str,
    action: &str,
    place: &str,
) -> Result<bool> {
    const READ: &str = "select count(*) from audit where study_id = $1 and day = $2 and person_id = $3 \
        and action = $4 and object = $5";
    let asked = sql::query_scalar::<i64>(READ).bind(study_id).bind(chance::today("UTC").to_string());
    let found = asked.bind(person_id).bind(action).bind(place).fetch_one(from).await?;
    Ok(found > 0)
}

async fn insert(connection: &mut sql::Connection, entry: &Entry, hash: &[u8]) -> Result<()> {
    sql::query(APPEND)
        .bind(entry.position)
        .bind(&entry.study_id)
        .bind(hash)
        .bind(&entry.day)
        .bind(&entry.person_id)
        .bind(&entry.action)
        .bind(&entry.object)
        .execute(connection)
        .await?;
    Ok(())
}

const ALL: &str = "select position, study_id, day, person_id, action, object, hash from audit order by position";

/// Looks through the whole chain.
pub async fn verify(store: &Store) -> Result<Verdict> {
    look_through(&mut store.pool.acquire().await?).await
}

/// Looks through the whole chain as a transaction sees it.
pub async fn look_through(from: &mut sql::Connection) -> Result<Verdict> {
    let mut before = Vec::new();
    let mut acts = 0;
    for row in sql::query(ALL).fetch_all(from).await? {
        acts += 1;
        // A row that cannot even be read was changed like any other.
        let Ok((entry, hash)) = with_hash(&row) else { return Ok(Verdict::Broken { position: acts }) };
        if entry.position != acts || hash != link(&before, &entry) {
            return Ok(Verdict::Broken { position: acts });
        }
        before = hash;
    }
    Ok(Verdict::Whole { acts, head: before.iter().map(|byte| format!("{byte:02x}")).collect() })
}

fn with_hash(row: &sql::Row) -> Result<(Entry, Vec<u8>)> {
    Ok((read(row)?, row.try_get(6)?))
}

/// Whether a head that was printed earlier is a link of the chain still. In a chain that is whole, one that is missing
/// tells that its end was cut off, or everything written anew.
pub async fn holds(from: &mut sql::Connection, head: &str) -> Result<bool> {
    const HOLDS: &str = "select count(*) from audit where hash = $1";
    let Some(hash) = bytes_of(head) else { return Ok(false) };
    Ok(sql::query_scalar::<i64>(HOLDS).bind(hash).fetch_one(from).await? > 0)
}

/// The hash of the first act, which no other installation has.
pub async fn first(from: &mut sql::Connection) -> Result<Option<Vec<u8>>> {
    const FIRST: &str = "select hash from audit where position = 1";
    Ok(sql::query_scalar(FIRST).fetch_optional(from).await?)
}

/// The bytes of a printed head; none where it is no head.
fn bytes_of(head: &str) -> Option<Vec<u8>> {
    let byte = |at: usize| u8::from_str_radix(head.get(at..at + 2)?, 16).ok();
    if head.len() == 64 { (0..32).map(|number| byte(2 * number)).collect() } else { None }
}

const LATEST: &str = "select position, study_id, day, person_id, action, object from audit \
     where study_id = $1 or $1 is null order by position desc limit $2";

/// The latest acts, of one study or of all.
pub async fn latest(store: &Store, study_id: Option<&str>, most: i64) -> Result<Vec<Entry>> {
    let rows = sql::query(LATEST).bind(study_id).bind(most).fetch_all(&store.pool).await?;
    rows.iter().map(read).collect()
}

const OF_INSTALLATION: &str = "select position, study_id, day, person_id, action, object from audit \
     where study_id is null order by position desc limit $1";

/// The latest acts that concern no single study.
pub async fn of_installation(store: &Store, most: i64) -> Result<Vec<Entry>> {
    let rows = sql::query(OF_INSTALLATION).bind(most).fetch_all(&store.pool).await?;
    rows.iter().map(read).collect()
}

fn read(row: &sql::Row) -> Result<Entry> {
    Ok(Entry {
        position: row.try_get(0)?,
        study_id: row.try_get(1)?,
        day: row.try_get(2)?,
        person_id: row.try_get(3)?,
        action: row.try_get(4)?,
        object: row.try_get(5)?,
    })
}

/// The hash of an act after the one before it.
fn link(before: &[u8], entry: &Entry) -> Vec<u8> {
    let position = entry.position.to_string();
    let study = entry.study_id.as_deref();
    let texts = [
        position.as_str(),
        if study.is_some() { "study" } else { "installation" },
        study.unwrap_or_default(),
        &entry.day,
        &entry.person_id,
        &entry.action,
        &entry.object,
    ];
    Sha256::new().chain_update(before).chain_update(crate::seal::payload::bind(&texts)).finalize().to_vec()
}
