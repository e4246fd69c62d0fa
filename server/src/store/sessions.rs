//! Who is signed in, and what they unlocked. The table knows a token only by its SHA-256; unlocked study keys rest in it
//! under a key that only the cookie gives, so a copy of the database opens nothing.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::accounts::{self, Person};
use super::grants::StudyKeys;
use super::{Store, sql};
use crate::seal::{DataKey, envelope};
use crate::{Error, Result, chance};

/// Seconds until everybody signs in again.
pub const LIFE: i64 = 8 * 60 * 60;
/// Minutes without a request after which studies are locked again: what a person may choose.
pub const IDLE: std::ops::RangeInclusive<i64> = 5..=60;
/// Seconds for which somebody who gave all proofs anew may change them.
pub const CONFIRMED: i64 = 10 * 60;
/// Seconds for which it is known whose session has ended: a form that arrives after it waits for nobody else.
const KNOWN: i64 = 24 * 60 * 60;
/// Seconds between two notes that somebody is still there.
const PULSE: i64 = 60;
/// Seconds before the lock at which a page warns.
const WARNING: i64 = 2 * 60;

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
    /// Minutes without a request after which studies are locked again.
    pub idle: i64,
    /// When passphrase and second proof were last asked for anew, in unix seconds; 0 where they were not.
    pub confirmed_at: i64,
    /// Who took the person's second proof away, and when, until they have read it.
    pub reset: Option<(String, String)>,
}

impl Session {
    /// Whether passphrase and second proof were asked for anew a moment ago. Signing in is no such moment: a cookie that
    /// was stolen right after it must not be enough.
    pub fn is_confirmed(&self) -> bool {
        (0..CONFIRMED).contains(&(chance::now() - self.confirmed_at))
    }
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

/// Signs somebody in: a new token. Of sessions that ran out nothing opens any more, and after a day they are swept away.
pub async fn start(to: &mut sql::Connection, person: &str, unlocked: &Unlocked) -> Result<Token> {
    let now = chance::now();
    sweep(&mut *to, now).await?;
    insert(to, person, unlocked, now + LIFE, 0).await
}

/// Sweeps sessions that ran out a day ago, and closes what one that ran out since had unlocked.
pub(super) async fn sweep(to: &mut sql::Connection, now: i64) -> Result<()> {
    const SWEEP: &str = "delete from sessions where expires_at <= $1";
    const CLOSE: &str = "update sessions set unlocked = null where expires_at <= $1 and unlocked is not null";
    sql::query(SWEEP).bind(now - KNOWN).execute(&mut *to).await?;
    sql::query(CLOSE).bind(now).execute(&mut *to).await?;
    Ok(())
}

async fn insert(
    to: &mut sql::Connection,
    person: &str,
    unlocked: &Unlocked,
    expires_at: i64,
    confirmed_at: i64,
) -> Result<Token> {
    const START: &str = "insert into sessions (token_hash, person_id, unlocked, expires_at, active_at, confirmed_at) \
                         values ($1, $2, $3, $4, $5, $6)";
    let token = Token::new();
    sql::query(START)
        .bind(token.hash())
        .bind(person)
        .bind(wrap(&token, unlocked)?)
        .bind(expires_at)
        .bind(chance::now())
        .bind(confirmed_at)
        .execute(to)
        .await?;
    Ok(token)
}

/// The session of a token, if it lives; studies are locked after as many minutes without a request as its person chose.
pub async fn find(store: &Store, token: Token) -> Result<Option<Session>> {
    const FIND: &str = "select sessions.person_id, sessions.unlocked, sessions.active_at, people.idle_minutes, \
                        sessions.confirmed_at, people.proof_reset_by, people.proof_reset_on \
                        from sessions join people on people.id = sessions.person_id \
                        where sessions.token_hash = $1 and sessions.expires_at > $2";
    type Row = (String, Option<Vec<u8>>, i64, i64, i64, Option<String>, Option<String>);
    let now = chance::now();
    let row: Option<Row> = sql::query_as(FIND).bind(token.hash()).bind(now).fetch_optional(&store.pool).await?;
    let Some((person, wrapped, active_at, idle, confirmed_at, reset_by, reset_on)) = row else {
        return Ok(None);
    };
    let (away, most) = (now - active_at, idle * 60);
    if !(0..=PULSE).contains(&away) {
        // On a full disk pages can still be read; what was not noted only locks sooner.
        let _ = note(store, &token, now, away > most).await;
    }
    let unlocked = match wrapped {
        Some(wrapped) if away <= most => open(&token, &wrapped)?,
        _ => Unlocked::new(),
    };
    let (person, reset) = (accounts::find(store, &person).await?, reset_by.zip(reset_on));
    Ok(person.map(|person| Session { person, unlocked, token, idle, confirmed_at, reset }))
}

/// Whose session a token was that ran out: the id of somebody who may still sign in.
pub async fn ended(store: &Store, token: &Token) -> Result<Option<String>> {
    const ENDED: &str = "select sessions.person_id from sessions join people on people.id = sessions.person_id \
                         where sessions.token_hash = $1 and sessions.expires_at <= $2 and people.active";
    let found = sql::query_scalar(ENDED).bind(token.hash()).bind(chance::now()).fetch_optional(&store.pool);
    Ok(found.await?)
}

/// Seconds after a page was asked for at which it warns that studies are about to lock: at least two minutes before.
pub fn warns_after(idle: i64) -> i64 {
    idle * 60 - PULSE - WARNING
}

/// Chooses after how many minutes without a request a person's studies are locked again. `idle-minutes` outside [`IDLE`].
pub async fn choose_idle(to: &mut sql::Connection, person: &str, minutes: i64) -> Result<()> {
    const CHOOSE: &str = "update people set idle_minutes = $2 where id = $1 and active";
    if !IDLE.contains(&minutes) {
        return Err(Error::Invalid("idle-minutes", minutes.to_string()));
    }
    super::found(sql::query(CHOOSE).bind(person).bind(minutes).execute(to).await?.rows_affected())
}

async fn note(store: &Store, token: &Token, now: i64, lock: bool) -> Result<()> {
    const PULSED: &str = "update sessions set active_at = $2 where token_hash = $1";
    const LOCKED: &str = "update sessions set active_at = $2, unlocked = null where token_hash = $1";
    let mut to = store.write().await?;
    sql::query(if lock { LOCKED } else { PULSED }).bind(token.hash()).bind(now).execute(&mut *to).await?;
    Ok(to.commit().await?)
}

/// The same visit with what is unlocked still: between its beginning and this transaction a key may have been taken away,
/// or a study locked elsewhere. Asked by whoever writes down what a session has unlocked ([`rotate`], [`confirm`]).
pub async fn still(from: &mut sql::Connection, visit: &Session) -> Result<Session> {
    const UNLOCKED: &str = "select unlocked from sessions where token_hash = $1 and unlocked is not null";
    let wrapped: Option<Vec<u8>> = sql::query_scalar(UNLOCKED).bind(visit.token.hash()).fetch_optional(from).await?;
    let unlocked = match wrapped {
        Some(wrapped) => open(&visit.token, &wrapped)?,
        None => Unlocked::new(),
    };
    let mut visit = visit.clone();
    visit.unlocked.retain(|study, _| unlocked.contains_key(study));
    Ok(visit)
}

/// The same session under a new token, with what is unlocked from now on: at every change of what it may do. Its end
/// stays where it was.
pub async fn rotate(to: &mut sql::Connection, token: &Token, unlocked: &Unlocked) -> Result<Token> {
    let (person, expires_at, confirmed_at) = take(&mut *to, token).await?;
    insert(to, &person, unlocked, expires_at, confirmed_at).await
}

/// The same session under a new token, once passphrase and second proof were asked for anew: whoever copied the old
/// token is left behind.
pub async fn confirm(to: &mut sql::Connection, token: &Token, unlocked: &Unlocked) -> Result<Token> {
    let (person, expires_at, _) = take(&mut *to, token).await?;
    insert(to, &person, unlocked, expires_at, chance::now()).await
}

async fn take(to: &mut sql::Connection, token: &Token) -> Result<(String, i64, i64)> {
    const TAKE: &str = "delete from sessions where token_hash = $1 returning person_id, expires_at, confirmed_at";
    sql::query_as(TAKE).bind(token.hash()).fetch_optional(to).await?.ok_or(Error::Locked)
}

/// Signs out.
pub async fn end(store: &Store, token: &Token) -> Result<()> {
    const END: &str = "delete from sessions where token_hash = $1";
    let mut to = store.write().await?;
    sql::query(END).bind(token.hash()).execute(&mut *to).await?;
    Ok(to.commit().await?)
}

/// Ends every session of a person.
pub async fn end_all(to: &mut sql::Connection, person: &str) -> Result<()> {
    const END_ALL: &str = "delete from sessions where person_id = $1";
    sql::query(END_ALL).bind(person).execute(to).await?;
    Ok(())
}

/// Ends every session of a person but one.
pub async fn end_others(to: &mut sql::Connection, person: &str, token: &Token) -> Result<()> {
    const END_OTHERS: &str = "delete from sessions where person_id = $1 and token_hash <> $2";
    sql::query(END_OTHERS).bind(person).bind(token.hash()).execute(to).await?;
    Ok(())
}

/// Locks every session of a person, as when a key was taken away.
pub async fn lock_all(to: &mut sql::Connection, person: &str) -> Result<()> {
    const LOCK_ALL: &str = "update sessions set unlocked = null where person_id = $1";
    sql::query(LOCK_ALL).bind(person).execute(to).await?;
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
