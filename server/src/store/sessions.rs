//! Who is signed in, and what they unlocked. The table knows a token only by its SHA-256; unlocked study keys rest in it
//! under a key that only the cookie gives, so a copy of the database opens nothing.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use zeroize::Zeroizing;

use super::Store;
use super::accounts::{self, Person};
use super::grants::StudyKeys;
use crate::seal::{DataKey, envelope};
use crate::{Error, Result, chance};

/// Seconds until everybody signs in again.
pub const LIFE: i64 = 8 * 60 * 60;
/// Seconds without a request after which studies are locked again.
pub const IDLE: i64 = 15 * 60;
/// Seconds between two notes that somebody is still there.
const PULSE: i64 = 60;

/// What the cookie holds. Never stored.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; 32]>);

/// Unlocked studies, by study id.
pub type Unlocked = BTreeMap<String, StudyKeys>;

/// One signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who signed in.
    pub person: Person,
    /// What is unlocked.
    pub unlocked: Unlocked,
    /// What the cookie held.
    pub token: Token,
}

impl Token {
    /// 256 new random bits.
    pub fn new() -> Self {
        Self(Zeroizing::new(chance::bytes()))
    }

    /// As it stands in the cookie.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads a cookie's value.
    pub fn read(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> =
            (0..text.len().min(64) / 2).map(|at| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()).collect();
        let bytes: [u8; 32] = digits?.try_into().ok()?;
        (text.len() == 64).then(|| Self(Zeroizing::new(bytes)))
    }

    /// What the table knows.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(*self.0).to_vec()
    }

    pub(super) fn key(&self) -> Result<DataKey> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &*self.0)
            .expand(b"tidemark session", key.as_mut())
            .map_err(|error| Error::internal("session key", error))?;
        DataKey::from_bytes(&*key)
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(hidden)")
    }
}

/// Signs somebody in: a new token, and old sessions that ran out are swept away.
pub async fn start(to: &mut SqliteConnection, person: &str, unlocked: &Unlocked) -> Result<Token> {
    const SWEEP: &str = "delete from sessions where expires_at <= $1";
    let now = chance::now();
    sqlx::query(SWEEP).bind(now).execute(&mut *to).await?;
    insert(to, person, unlocked, now + LIFE).await
}

async fn insert(to: &mut SqliteConnection, person: &str, unlocked: &Unlocked, expires_at: i64) -> Result<Token> {
    const START: &str =
        "insert into sessions (token_hash, person_id, unlocked, expires_at, active_at) values ($1, $2, $3, $4, $5)";
    let token = Token::new();
    sqlx::query(START)
        .bind(token.hash())
        .bind(person)
        .bind(wrap(&token, unlocked)?)
        .bind(expires_at)
        .bind(chance::now())
        .execute(to)
        .await?;
    Ok(token)
}

/// The session of a token, if it lives; studies are locked after [`IDLE`] seconds without a request.
pub async fn find(store: &Store, token: Token) -> Result<Option<Session>> {
    const FIND: &str = "select person_id, unlocked, active_at from sessions where token_hash = $1 and expires_at > $2";
    let now = chance::now();
    let row: Option<(String, Option<Vec<u8>>, i64)> =
        sqlx::query_as(FIND).bind(token.hash()).bind(now).fetch_optional(&store.pool).await?;
    let Some((person, wrapped, active_at)) = row else {
        return Ok(None);
    };
    let idle = now - active_at;
    if !(0..=PULSE).contains(&idle) {
        // On a full disk pages can still be read; what was not noted only locks sooner.
        let _ = note(store, &token, now, idle > IDLE).await;
    }
    let unlocked = match wrapped {
        Some(wrapped) if idle <= IDLE => open(&token, &wrapped)?,
        _ => Unlocked::new(),
    };
    Ok(accounts::find(store, &person).await?.map(|person| Session { person, unlocked, token }))
}

async fn note(store: &Store, token: &Token, now: i64, lock: bool) -> Result<()> {
    const PULSED: &str = "update sessions set active_at = $2 where token_hash = $1";
    const LOCKED: &str = "update sessions set active_at = $2, unlocked = null where token_hash = $1";
    let mut to = store.write().await?;
    sqlx::query(if lock { LOCKED } else { PULSED }).bind(token.hash()).bind(now).execute(&mut *to).await?;
    Ok(to.commit().await?)
}

/// The same session under a new token, with what is unlocked from now on: at every change of what it may do. Its end
/// stays where it was.
pub async fn rotate(to: &mut SqliteConnection, token: &Token, unlocked: &Unlocked) -> Result<Token> {
    const END: &str = "delete from sessions where token_hash = $1 returning person_id, expires_at";
    let (person, expires_at): (String, i64) =
        sqlx::query_as(END).bind(token.hash()).fetch_optional(&mut *to).await?.ok_or(Error::Locked)?;
    insert(to, &person, unlocked, expires_at).await
}

/// Signs out.
pub async fn end(store: &Store, token: &Token) -> Result<()> {
    const END: &str = "delete from sessions where token_hash = $1";
    let mut to = store.write().await?;
    sqlx::query(END).bind(token.hash()).execute(&mut *to).await?;
    Ok(to.commit().await?)
}

/// Ends every session of a person.
pub async fn end_all(to: &mut SqliteConnection, person: &str) -> Result<()> {
    const END_ALL: &str = "delete from sessions where person_id = $1";
    sqlx::query(END_ALL).bind(person).execute(to).await?;
    Ok(())
}

/// Locks every session of a person, as when a key was taken away.
pub async fn lock_all(to: &mut SqliteConnection, person: &str) -> Result<()> {
    const LOCK_ALL: &str = "update sessions set unlocked = null where person_id = $1";
    sqlx::query(LOCK_ALL).bind(person).execute(to).await?;
    Ok(())
}

fn wrap(token: &Token, unlocked: &Unlocked) -> Result<Option<Vec<u8>>> {
    if unlocked.is_empty() {
        return Ok(None);
    }
    let plain: BTreeMap<&String, Vec<_>> = unlocked.iter().map(|(study, keys)| (study, keys.to_parts())).collect();
    let plain = Zeroizing::new(serde_json::to_vec(&plain).map_err(|error| Error::internal("session", error))?);
    Ok(Some(envelope::seal_with(&token.key()?, 0, &token.hash(), &plain)))
}

fn open(token: &Token, wrapped: &[u8]) -> Result<Unlocked> {
    let plain = Zeroizing::new(envelope::open_with(&token.key()?, &token.hash(), wrapped)?);
    let parts: BTreeMap<String, Vec<_>> =
        serde_json::from_slice(&plain).map_err(|error| Error::internal("session", error))?;
    parts.into_iter().map(|(study, parts)| Ok((study, StudyKeys::from_parts(parts)?))).collect()
}
