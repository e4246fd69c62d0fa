//! Owners of the installation: the first one, one who comes with the recovery kit, and a new kit.

use super::accounts::{self, Person};
use super::grants::{RECOVERY, StudyKeys};
use super::{Store, audit, grants, installation, kits, members, second, sql, studies};
use crate::access::Role;
use crate::seal::PrivateKey;
use crate::seal::keys::PersonKeys;
use crate::seal::paper::Paper;
use crate::{Error, Result};

/// Begins an installation: its owner, and the kit that was shown and typed back. `started` where somebody was first.
pub async fn begin(store: &Store, name: &str, keys: &PersonKeys, paper: &Paper) -> Result<Person> {
    if accounts::any(store).await? {
        return Err(Error::Conflict("started"));
    }
    let mut to = store.write().await?;
    let owner = accounts::make(&mut to, name, keys, true).await?;
    installation::begin_kit(&mut to, &paper.kit.public, i64::from(paper.count())).await?;
    audit::append(&mut to, None, &owner.id, "begin", &owner.name).await?;
    to.commit().await?;
    Ok(owner)
}

/// Refuses a kit that is not the one of this installation (`kit-other`), or not any more (`kit-ended`), before anything
/// slow is done.
pub async fn check_kit(store: &Store, kit: &PrivateKey) -> Result<()> {
    let Some(own) = installation::recovery_key(store).await? else { return Err(Error::Conflict("not-started")) };
    if own == kit.public() {
        return Ok(());
    }
    match kits::ended_on(store, &kit.public()).await? {
        Some(day) => Err(Error::Invalid("kit-ended", day)),
        None => Err(Error::Invalid("kit-other", String::new())),
    }
}

/// The kit came out of the safe: its holder becomes an owner of everything. Somebody of that name gets new keys, and
/// whatever second proof they had is gone: the kit is all that is left. A new name is a new person.
pub async fn recover(store: &Store, kit: &PrivateKey, name: &str, keys: &PersonKeys) -> Result<Person> {
    check_kit(store, kit).await?;
    let mut to = store.write().await?;
    let person = match accounts::named(&mut to, name).await? {
        Some(known) => {
            accounts::renew(&mut to, &known.id, keys).await?;
            accounts::raise(&mut to, &known.id).await?;
            if second::forget(&mut to, &known.id).await? {
                audit::append(&mut to, None, &known.id, "reset-second", &known.name).await?;
            }
            Person { public_key: keys.public, installation_owner: true, ..known }
        }
        None => accounts::make(&mut to, name, keys, true).await?,
    };
    for study in studies::all(&mut to).await? {
        let study_keys = grants::open(&mut to, &study.id, RECOVERY, kit).await?;
        members::put(&mut to, &study.id, &person.id, Role::Owner).await?;
        grants::give(&mut to, &study.id, &study_keys, &person.id, &person.public_key).await?;
        audit::append(&mut to, Some(&study.id), &person.id, "recover", &person.name).await?;
    }
    audit::append(&mut to, None, &person.id, "recover", &person.name).await?;
    to.commit().await?;
    Ok(person)
}

/// Who opens the keys of all studies for a new kit, with which key: the old kit, or a person who holds every one.
pub struct Opener {
    /// As grants name it: a person's id, or the kit.
    pub holder: String,
    /// What was sealed to it opens with this.
    pub key: PrivateKey,
}

impl Opener {
    /// The kit that counts until now.
    pub fn kit(key: PrivateKey) -> Self {
        Self { holder: RECOVERY.to_owned(), key }
    }

    /// Every key of a study; `kit-study-closed` names the study where one is missing.
    async fn open(&self, from: &mut sql::Connection, study: &studies::Study) -> Result<StudyKeys> {
        let closed = || Error::Invalid("kit-study-closed", study.name.clone());
        let keys = match grants::open(&mut *from, &study.id, &self.holder, &self.key).await {
            Err(Error::Conflict("key-not-given")) => Err(closed()),
            opened => opened,
        }?;
        if grants::generations(from, &study.id).await? == keys.generations.len() { Ok(keys) } else { Err(closed()) }
    }
}

/// Whether everything opens that a new kit must open; else `kit-study-closed`.
pub async fn check_opener(store: &Store, opener: &Opener) -> Result<()> {
    let mut from = store.pool.acquire().await?;
    for study in studies::all(&mut from).await? {
        opener.open(&mut from, &study).await?;
    }
    Ok(())
}

/// A new kit, once its paper was typed back: the old one recovers nothing any more, and opens nothing that arrives from now on. Every
/// key of every study is sealed to the new kit in place of the old, and each study gets a new generation, which the old
/// kit never opened: whoever holds a key gets it, and types the passphrase once more. Gives the studies back.
pub async fn renew_kit(store: &Store, by: &Person, opener: &Opener, paper: &Paper) -> Result<Vec<String>> {
    let (kit, sheets) = (&paper.kit.public, i64::from(paper.count()));
    let mut to = store.write().await?;
    let mut renewed = Vec::new();
    for study in studies::all(&mut to).await? {
        let keys = opener.open(&mut to, &study).await?;
        studies::seal_to_kit(&mut to, &study.id, kit).await?;
        grants::give(&mut to, &study.id, &keys, RECOVERY, kit).await?;
        grants::renew(&mut to, &study.id).await?;
        audit::append(&mut to, Some(&study.id), &by.id, "renew-kit", "").await?;
        renewed.push(study.id);
    }
    installation::begin_kit(&mut to, kit, sheets).await?;
    audit::append(&mut to, None, &by.id, "renew-kit", &sheets.to_string()).await?;
    to.commit().await?;
    Ok(renewed)
}
