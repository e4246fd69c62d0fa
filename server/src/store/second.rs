//! The second proof: what a person has beside the passphrase, a typed code of it, and how it is taken away where a device
//! was lost. Signatures are left to `passkeys`.

use std::collections::BTreeSet;

use super::authenticators::{self, State, Taken};
use super::passkeys::{self, Passkey};
use super::{Store, audit, sessions, spare, sql};
use crate::seal::codes::Installation;
use crate::{Error, Result, chance};

/// Wrong codes of the app, one after another, after which none of it is taken for a while. Spare codes go on being taken:
/// whoever knows the passphrase could else keep somebody out for ever. They are long enough (forty bits) and each guess
/// costs as much as one at a passphrase (`http::staff::proof`).
pub const TRIES: i64 = 5;
/// For how many seconds.
pub const PAUSE: i64 = 15 * 60;

/// What a person has beside the passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Second {
    /// Passkeys.
    pub passkeys: Vec<Passkey>,
    /// How far an authenticator app is set up.
    pub authenticator: State,
    /// Spare codes that are left.
    pub spare: i64,
}

impl Second {
    /// Whether signing in asks for a second proof.
    pub fn is_asked(&self) -> bool {
        !self.passkeys.is_empty() || self.authenticator == State::On
    }

    /// Whether a code can be typed.
    pub fn takes_codes(&self) -> bool {
        self.is_asked() && (self.authenticator == State::On || self.spare > 0)
    }

    /// The passkeys for the host with this name.
    pub fn at<'a>(&'a self, party: &'a str) -> impl Iterator<Item = &'a Passkey> {
        self.passkeys.iter().filter(move |passkey| passkey.party == party)
    }
}

/// What came of a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Right, and spent.
    Right,
    /// Wrong, or used before.
    Wrong,
    /// A code of the app, not looked at: too many were wrong.
    Later,
}

/// Whether what was typed can be a code of an app; else it may be a spare one.
pub fn is_of_app(typed: &str) -> bool {
    let digits: String = typed.split_whitespace().collect();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a person has.
pub async fn of(from: &mut sql::Connection, person: &str) -> Result<Second> {
    let passkeys = passkeys::of(&mut *from, person).await?;
    let authenticator = authenticators::state(&mut *from, person).await?;
    Ok(Second { passkeys, authenticator, spare: spare::left(from, person).await? })
}

/// Who has a second proof, by id.
pub async fn holders(store: &Store) -> Result<BTreeSet<String>> {
    const HOLDERS: &str = "select person_id from passkeys union select person_id from authenticators where active";
    let ids: Vec<String> = sql::query_scalar(HOLDERS).fetch_all(&store.pool).await?;
    Ok(ids.into_iter().collect())
}

/// Takes a code of the app or a spare one. Keep the transaction whatever comes of it: a wrong code of the app counts.
pub async fn code(to: &mut sql::Connection, installation: &Installation, person: &str, typed: &str) -> Result<Typed> {
    if !is_of_app(typed) {
        let known = spare::take(&mut *to, installation, person, typed).await?;
        return if known { right(to, person).await } else { Ok(Typed::Wrong) };
    }
    if is_paused(&mut *to, person).await? {
        return Ok(Typed::Later);
    }
    let on = authenticators::state(&mut *to, person).await? == State::On;
    let digits: String = typed.split_whitespace().collect();
    match authenticators::take(&mut *to, installation, person, &digits).await? {
        Taken::New if on => right(to, person).await,
        // A button pressed twice sends a right code twice, and nobody guesses one.
        Taken::Before if on => Ok(Typed::Wrong),
        _ => wrong(to, person).await,
    }
}

async fn right(to: &mut sql::Connection, person: &str) -> Result<Typed> {
    const RIGHT: &str = "update people set wrong_codes = 0 where id = $1";
    sql::query(RIGHT).bind(person).execute(to).await?;
    Ok(Typed::Right)
}

/// Whether no code of the app is taken now. A pause that ends later than one can was set while a clock was wrong.
async fn is_paused(from: &mut sql::Connection, person: &str) -> Result<bool> {
    const WAITS: &str = "select codes_from from people where id = $1";
    let until: i64 = sql::query_scalar(WAITS).bind(person).fetch_one(from).await?;
    Ok((1..=PAUSE).contains(&(until - chance::now())))
}

async fn wrong(to: &mut sql::Connection, person: &str) -> Result<Typed> {
    const WRONG: &str = "update people set wrong_codes = wrong_codes + 1 where id = $1 returning wrong_codes";
    const PAUSED: &str = "update people set wrong_codes = 0, codes_from = $2 where id = $1";
    let wrong: i64 = sql::query_scalar(WRONG).bind(person).fetch_one(&mut *to).await?;
    if wrong >= TRIES {
        sql::query(PAUSED).bind(person).bind(chance::now() + PAUSE).execute(&mut *to).await?;
        audit::append(to, None, person, "codes-paused", "").await?;
    }
    Ok(Typed::Wrong)
}

/// Spare codes for a person who has a second proof and none of them; none where nothing is to be made.
pub async fn provide(to: &mut sql::Connection, installation: &Installation, person: &str) -> Result<Vec<String>> {
    let second = of(&mut *to, person).await?;
    if second.is_asked() && second.spare == 0 { spare::make(to, installation, person).await } else { Ok(Vec::new()) }
}

/// Where nothing is left that spare codes could stand for, they go too.
pub async fn tidy(to: &mut sql::Connection, person: &str) -> Result<()> {
    if of(&mut *to, person).await?.is_asked() { Ok(()) } else { spare::forget(to, person).await }
}

/// Takes all of it away: whether there was anything.
pub async fn forget(to: &mut sql::Connection, person: &str) -> Result<bool> {
    let had = of(&mut *to, person).await?.is_asked();
    for statement in FORGET {
        sql::query(statement).bind(person).execute(&mut *to).await?;
    }
    Ok(had)
}

const FORGET: [&str; 5] = [
    "delete from passkeys where person_id = $1",
    "delete from authenticators where person_id = $1",
    "delete from spare_codes where person_id = $1",
    "delete from sign_ins where person_id = $1",
    "update people set wrong_codes = 0, codes_from = 0 where id = $1",
];

/// An owner takes a person's second proof away, because the device was lost. Their sessions end, and their next page says
/// who did it.
pub async fn reset(to: &mut sql::Connection, person: &str, by: &str) -> Result<()> {
    const TELL: &str = "update people set proof_reset_by = $2, proof_reset_on = $3 where id = $1 and active";
    if !forget(&mut *to, person).await? {
        return Err(Error::Conflict("second-none"));
    }
    let telling = sql::query(TELL).bind(person).bind(by).bind(chance::today("UTC").to_string());
    super::found(telling.execute(&mut *to).await?.rows_affected())?;
    sessions::end_all(to, person).await
}

/// The person has read who took their second proof away.
pub async fn read(to: &mut sql::Connection, person: &str) -> Result<()> {
    const READ: &str = "update people set proof_reset_by = null, proof_reset_on = null where id = $1";
    sql::query(READ).bind(person).execute(to).await?;
    Ok(())
}
