//! Passkeys of people: public keys, what their owners call them, and where one may unlock, the person's key under its
//! secret. What a signature must be is left to `passkey`, when one is asked for to `second`.

use super::{Store, accounts, audit, sql, unique};
use crate::passkey::Made;
use crate::seal::PrivateKey;
use crate::seal::passkey::{self, Secret};
use crate::{Error, Result, chance, name};

/// A passkey of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Names it in addresses.
    pub id: String,
    /// The name of the host that it is for.
    pub party: String,
    /// What the device calls it.
    pub credential: Vec<u8>,
    /// Its public key (COSE).
    pub public_key: Vec<u8>,
    /// Signatures so far, where the device counts.
    pub counter: u32,
    /// What its owner calls it.
    pub name: String,
    /// The day it was added.
    pub made_on: String,
    /// Whether it may unlock studies.
    pub unlocks: bool,
}

/// The most passkeys of one person.
pub const MOST: usize = 10;

type Row = (String, String, Vec<u8>, Vec<u8>, i64, String, String, bool);

fn read((id, party, credential, public_key, counter, name, made_on, unlocks): Row) -> Passkey {
    let counter = u32::try_from(counter).unwrap_or(u32::MAX);
    Passkey { id, party, credential, public_key, counter, name, made_on, unlocks }
}

/// The passkeys of a person, those added first before others.
pub async fn of(from: &mut sql::Connection, person: &str) -> Result<Vec<Passkey>> {
    const OF: &str = "select id, party, credential, public_key, counter, name, made_on, \
                      wrapped_private_key is not null from passkeys where person_id = $1 order by made_on, name, id";
    let rows: Vec<Row> = sql::query_as(OF).bind(person).fetch_all(from).await?;
    Ok(rows.into_iter().map(read).collect())
}

/// Adds one that a device has just made. `passkey-known` where somebody has it already, `passkey-many` above [`MOST`].
pub async fn add(to: &mut sql::Connection, person: &str, party: &str, made: &Made, typed: &str) -> Result<String> {
    const ADD: &str = "insert into passkeys (id, person_id, party, credential, public_key, counter, name, made_on) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (id, name) = (chance::id(), name::checked(typed, "passkey-unnamed")?);
    if of(&mut *to, person).await?.len() >= MOST {
        return Err(Error::Invalid("passkey-many", MOST.to_string()));
    }
    let adding = sql::query(ADD).bind(&id).bind(person).bind(party).bind(&made.credential).bind(&made.public_key);
    let adding = adding.bind(i64::from(made.counter)).bind(&name).bind(chance::today("UTC").to_string());
    adding.execute(&mut *to).await.map_err(|error| unique(error, Error::Conflict("passkey-known")))?;
    audit::append(to, None, person, "add-passkey", &name).await?;
    Ok(id)
}

/// Calls a passkey of a person something else.
pub async fn rename(to: &mut sql::Connection, person: &str, id: &str, typed: &str) -> Result<()> {
    const RENAME: &str = "update passkeys set name = $3 where person_id = $1 and id = $2";
    let name = name::checked(typed, "passkey-unnamed")?;
    super::found(sql::query(RENAME).bind(person).bind(id).bind(name).execute(to).await?.rows_affected())
}

/// Takes a passkey away from a person.
pub async fn remove(to: &mut sql::Connection, person: &str, id: &str) -> Result<()> {
    const REMOVE: &str = "delete from passkeys where person_id = $1 and id = $2 returning name";
    let name: Option<String> = sql::query_scalar(REMOVE).bind(person).bind(id).fetch_optional(&mut *to).await?;
    audit::append(to, None, person, "remove-passkey", &name.ok_or(Error::NotFound)?).await
}

/// Notes that a passkey signed: how often it has now. `passkey-copied` where a signature that came meanwhile had counted
/// as far.
pub async fn signed(to: &mut sql::Connection, id: &str, before: u32, now: u32) -> Result<()> {
    const SIGNED: &str = "update passkeys set counter = $3 where id = $1 and counter = $2";
    let noting = sql::query(SIGNED).bind(id).bind(i64::from(before)).bind(i64::from(now));
    match noting.execute(to).await?.rows_affected() {
        0 => Err(Error::Conflict("passkey-copied")),
        _ => Ok(()),
    }
}

/// Lets a passkey of a person unlock what the person holds keys to.
pub async fn let_unlock(
    to: &mut sql::Connection,
    person: &str,
    passkey: &Passkey,
    secret: &Secret,
    private: &PrivateKey,
) -> Result<()> {
    const LET: &str = "update passkeys set wrapped_private_key = $3 where person_id = $1 and id = $2";
    let wrapped = passkey::wrap(secret, &passkey.credential, private);
    let letting = sql::query(LET).bind(person).bind(&passkey.id).bind(wrapped);
    super::found(letting.execute(&mut *to).await?.rows_affected())?;
    audit::append(to, None, person, "passkey-unlocks", &passkey.name).await
}

/// Opens a person's private key by the secret of a passkey; `passkey-no-secret` where it opens nothing.
pub async fn open(store: &Store, person: &str, passkey: &Passkey, secret: &Secret) -> Result<PrivateKey> {
    const WRAPPED: &str = "select wrapped_private_key from passkeys where person_id = $1 and id = $2";
    let other = || Error::Invalid("passkey-no-secret", String::new());
    let found = sql::query_scalar::<Option<Vec<u8>>>(WRAPPED).bind(person).bind(&passkey.id);
    let wrapped = found.fetch_optional(&store.pool).await?.flatten().ok_or_else(other)?;
    let private = passkey::unlock(secret, &passkey.credential, &wrapped).map_err(|_| other())?;
    // Keys were made anew meanwhile: what the passkey opens is nobody's any more.
    let own = accounts::find(store, person).await?.is_some_and(|person| person.public_key == private.public());
    if own { Ok(private) } else { Err(other()) }
}
