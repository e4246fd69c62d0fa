//! People: their names, what signing in is checked against, their key pairs. Making and opening keys is left to
//! `seal::keys`, who may do what in a study to `members` and `access`.

use super::{Store, sign_ins, unique};
use super::{
    sessions::{self, Session, Token},
    sql,
};
use crate::seal::keys::{self, Line, Passphrase, PersonKeys};
use crate::seal::{PrivateKey, PublicKey};
use crate::{Error, Result, chance};

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Never changes.
    pub id: String,
    /// What they type to sign in, and what colleagues see.
    pub name: String,
    /// Others seal study keys to it.
    pub public_key: PublicKey,
    /// May create studies, and restore anybody.
    pub installation_owner: bool,
}

pub(super) type Row = (String, String, Vec<u8>, bool);

impl Person {
    pub(super) fn read((id, name, public_key, installation_owner): Row) -> Result<Self> {
        Ok(Self { id, name, public_key: PublicKey::from_bytes(&public_key)?, installation_owner })
    }
}

/// The longest name.
pub const LONGEST_NAME: usize = 80;

/// A name as it is kept: one space between words. Code `name-missing`, `name-long` or `name-unseen`.
pub fn name(typed: &str) -> Result<String> {
    crate::name::line(typed, LONGEST_NAME).map_err(|fault| fault.error("name-missing", LONGEST_NAME))
}

/// Whether anybody is there yet.
pub async fn any(store: &Store) -> Result<bool> {
    const ANY: &str = "select count(*) from people";
    Ok(sql::query_scalar::<i64>(ANY).fetch_one(&store.pool).await? > 0)
}

/// Adds a person. `name-taken` where somebody has that name, in capitals or not.
pub async fn make(
    to: &mut sql::Connection,
    typed: &str,
    keys: &PersonKeys,
    installation_owner: bool,
) -> Result<Person> {
    const MAKE: &str = "insert into people (id, name, sign_in_name, sign_in_hash, public_key, wrapped_private_key, \
                        installation_owner, active) values ($1, $2, $3, $4, $5, $6, $7, true)";
    let person = Person { id: chance::id(), name: name(typed)?, public_key: keys.public, installation_owner };
    let done = sql::query(MAKE)
        .bind(&person.id)
        .bind(&person.name)
        .bind(person.name.to_lowercase())
        .bind(&keys.sign_in_hash)
        .bind(&keys.public.as_bytes()[..])
        .bind(&keys.wrapped_private)
        .bind(installation_owner)
        .execute(to)
        .await;
    done.map_err(|error| unique(error, Error::Invalid("name-taken", person.name.clone())))?;
    Ok(person)
}

/// Somebody by id.
pub async fn find(store: &Store, id: &str) -> Result<Option<Person>> {
    const FIND: &str = "select id, name, public_key, installation_owner from people where id = $1 and active";
    let row: Option<Row> = sql::query_as(FIND).bind(id).fetch_optional(&store.pool).await?;
    row.map(Person::read).transpose()
}

/// Everybody who may sign in, by name.
pub async fn everybody(store: &Store) -> Result<Vec<Person>> {
    const EVERYBODY: &str =
        "select id, name, public_key, installation_owner from people where active order by sign_in_name";
    let rows: Vec<Row> = sql::query_as(EVERYBODY).fetch_all(&store.pool).await?;
    rows.into_iter().map(Person::read).collect()
}

/// Somebody by name, in capitals or not.
pub async fn named(from: &mut sql::Connection, typed: &str) -> Result<Option<Person>> {
    const NAMED: &str =
        "select id, name, public_key, installation_owner from people where sign_in_name = $1 and active";
    let Ok(name) = name(typed) else {
        return Ok(None);
    };
    let row: Option<Row> = sql::query_as(NAMED).bind(name.to_lowercase()).fetch_optional(from).await?;
    row.map(Person::read).transpose()
}

/// The person whose name and passphrase these are; else `sign-in-wrong`, after the same time and without saying which.
pub async fn sign_in(store: &Store, typed: &str, passphrase: Passphrase) -> Result<Person> {
    prove(store, typed, passphrase).await.map(|(person, _)| person)
}

/// The same, with what the passphrase was held against: that takes a while, and [`is_still`] tells, in the transaction
/// that lets them in, whether it was changed meanwhile.
pub async fn prove(store: &Store, typed: &str, passphrase: Passphrase) -> Result<(Person, String)> {
    const HASH: &str = "select sign_in_hash from people where id = $1";
    let person = named(&mut store.pool.acquire().await?, typed).await?;
    let hash: Option<String> = match &person {
        Some(person) => sql::query_scalar(HASH).bind(&person.id).fetch_optional(&store.pool).await?,
        None => None,
    };
    let known = hash.clone().unwrap_or_default();
    let right = keys::in_turn(Line::Door, move || match hash {
        Some(hash) => keys::verify(&passphrase, &hash),
        None => keys::verify_nobody(&passphrase),
    })
    .await?;
    let person = person.filter(|_| right).ok_or(Error::Invalid("sign-in-wrong", String::new()))?;
    Ok((person, known))
}

/// Whether a passphrase that was right when it was checked is a person's still.
pub async fn is_still(from: &mut sql::Connection, id: &str, known: &str) -> Result<bool> {
    const STILL: &str = "select count(*) from people where id = $1 and sign_in_hash = $2 and active";
    Ok(sql::query_scalar::<i64>(STILL).bind(id).bind(known).fetch_one(from).await? > 0)
}

/// Opens a person's private key; `passphrase-wrong` where it is.
pub async fn open(store: &Store, id: &str, passphrase: Passphrase) -> Result<PrivateKey> {
    const WRAPPED: &str = "select wrapped_private_key from people where id = $1 and active";
    let wrapped: Option<Vec<u8>> = sql::query_scalar(WRAPPED).bind(id).fetch_optional(&store.pool).await?;
    let wrapped = wrapped.ok_or(Error::NotFound)?;
    keys::in_turn(Line::Inside, move || keys::unlock(&passphrase, &wrapped)).await?
}

/// The same key under a new passphrase: nothing that was given to this person is lost. What the old one began ends:
/// sessions elsewhere, and sign-ins that wait for their second proof. The session that asks goes on under a new token.
pub async fn change_passphrase(store: &Store, visit: &Session, old: Passphrase, new: Passphrase) -> Result<Token> {
    const CHANGE: &str = "update people set sign_in_hash = $2, wrapped_private_key = $3 where id = $1";
    let id = &visit.person.id;
    let private = open(store, id, old).await?;
    let renew = move || (keys::hash_for_sign_in(&new), keys::wrap(&new, &private));
    let (hash, wrapped) = keys::in_turn(Line::Inside, renew).await?;
    let mut to = store.write().await?;
    let visit = sessions::still(&mut to, visit).await?;
    let token = sessions::rotate(&mut to, &visit.token, &visit.unlocked).await?;
    sql::query(CHANGE).bind(id).bind(hash).bind(wrapped).execute(&mut *to).await?;
    sessions::end_others(&mut to, id, &token).await?;
    sign_ins::end_all(&mut to, id).await?;
    super::audit::append(&mut to, None, id, "change-passphrase", "").await?;
    to.commit().await?;
    Ok(token)
}

/// New keys for somebody who forgot the passphrase, if they have not been shut out: what was sealed to the old ones is
/// taken away; sessions end, and sign-ins that wait. A second proof stays.
pub async fn renew(to: &mut sql::Connection, id: &str, keys: &PersonKeys) -> Result<()> {
    const RENEW: &str =
        "update people set sign_in_hash = $2, public_key = $3, wrapped_private_key = $4 where id = $1 and active";
    const FORGET: &str = "delete from grants where holder = $1";
    const LOCK: &str = "update passkeys set wrapped_private_key = null where person_id = $1";
    let renewing = sql::query(RENEW).bind(id).bind(&keys.sign_in_hash).bind(&keys.public.as_bytes()[..]);
    super::found(renewing.bind(&keys.wrapped_private).execute(&mut *to).await?.rows_affected())?;
    sql::query(FORGET).bind(id).execute(&mut *to).await?;
    sql::query(LOCK).bind(id).execute(&mut *to).await?;
    sign_ins::end_all(&mut *to, id).await?;
    sessions::end_all(to, id).await
}

/// Makes a person owner of the installation.
pub async fn raise(to: &mut sql::Connection, id: &str) -> Result<()> {
    const RAISE: &str = "update people set installation_owner = true where id = $1";
    sql::query(RAISE).bind(id).execute(to).await?;
    Ok(())
}

/// Every name by id, also of people who left: the record goes on naming them.
pub async fn names(store: &Store) -> Result<std::collections::BTreeMap<String, String>> {
    const NAMES: &str = "select id, name from people";
    let rows: Vec<(String, String)> = sql::query_as(NAMES).fetch_all(&store.pool).await?;
    Ok(rows.into_iter().collect())
}
