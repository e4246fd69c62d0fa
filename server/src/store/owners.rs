//! Owners of the installation: the first one, and one who comes with the recovery kit.

use super::accounts::{self, Person};
use super::{Store, audit, grants, installation, members, studies};
use crate::access::Role;
use crate::seal::keys::PersonKeys;
use crate::seal::{PrivateKey, PublicKey};
use crate::{Error, Result};

/// Begins an installation: its owner, and the kit that was shown and typed back. `started` where somebody was first.
pub async fn begin(store: &Store, name: &str, keys: &PersonKeys, kit: &PublicKey) -> Result<Person> {
    if accounts::any(store).await? {
        return Err(Error::Conflict("started"));
    }
    let mut to = store.write().await?;
    let owner = accounts::make(&mut to, name, keys, true).await?;
    installation::set_recovery_key(&mut to, kit).await?;
    audit::append(&mut to, None, &owner.id, "begin", &owner.name).await?;
    to.commit().await?;
    Ok(owner)
}

/// Refuses a kit that is not the one of this installation (`kit-other`), before anything slow is done.
pub async fn check_kit(store: &Store, kit: &PrivateKey) -> Result<()> {
    match installation::recovery_key(store).await? {
        Some(own) if own == kit.public() => Ok(()),
        Some(_) => Err(Error::Invalid("kit-other", String::new())),
        None => Err(Error::Conflict("not-started")),
    }
}

/// The kit came out of the safe: its holder becomes an owner of everything. Somebody of that name gets new keys; a new
/// name is a new person.
pub async fn recover(store: &Store, kit: &PrivateKey, name: &str, keys: &PersonKeys) -> Result<Person> {
    check_kit(store, kit).await?;
    let mut to = store.write().await?;
    let person = match accounts::named(&mut to, name).await? {
        Some(known) => {
            accounts::renew(&mut to, &known.id, keys).await?;
            accounts::raise(&mut to, &known.id).await?;
            Person { public_key: keys.public, installation_owner: true, ..known }
        }
        None => accounts::make(&mut to, name, keys, true).await?,
    };
    for study in studies::all(&mut to).await? {
        let study_keys = grants::open(&mut to, &study.id, grants::RECOVERY, kit).await?;
        members::put(&mut to, &study.id, &person.id, Role::Owner).await?;
        grants::give(&mut to, &study.id, &study_keys, &person.id, &person.public_key).await?;
        audit::append(&mut to, Some(&study.id), &person.id, "recover", &person.name).await?;
    }
    audit::append(&mut to, None, &person.id, "recover", &person.name).await?;
    to.commit().await?;
    Ok(person)
}
