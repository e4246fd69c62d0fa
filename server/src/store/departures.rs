//! Who left: shut out of everything in one step. An installation and each of its studies keep an owner.

use super::{grants, second, sessions, sql};
use crate::{Error, Result};

/// Shuts a person out: sessions end, keys, roles and open codes are taken away, and nobody signs in with the name any
/// more. Each study whose key they held gets a new generation of it. Says which studies they were in. `only-owner` names
/// a study that would be left without an owner.
pub async fn shut_out(to: &mut sql::Connection, person: &str) -> Result<Vec<String>> {
    const STUDIES: &str = "select study_id from members where person_id = $1";
    const HELD: &str = "select distinct study_id from grants where holder = $1";
    const CLOSE: &str = "update people set active = false, installation_owner = false, sign_in_hash = '',
        wrapped_private_key = $2 where id = $1 and active";
    keep_owners_elsewhere(to, person).await?;
    let studies = sql::query_scalar(STUDIES).bind(person).fetch_all(&mut *to).await?;
    super::found(sql::query(CLOSE).bind(person).bind(&[][..]).execute(&mut *to).await?.rows_affected())?;
    let held: Vec<String> = sql::query_scalar(HELD).bind(person).fetch_all(&mut *to).await?;
    for study in held {
        grants::take(&mut *to, &study, person).await?;
    }
    for statement in TAKE_AWAY {
        sql::query(statement).bind(person).execute(&mut *to).await?;
    }
    second::forget(&mut *to, person).await?;
    sessions::end_all(&mut *to, person).await?;
    keep_an_owner(to).await?;
    Ok(studies)
}

const TAKE_AWAY: [&str; 3] = [
    "delete from members where person_id = $1",
    "delete from invitations where person_id = $1",
    "delete from approvals where person_id = $1",
];

/// A study that only this person owns needs another owner first.
async fn keep_owners_elsewhere(from: &mut sql::Connection, person: &str) -> Result<()> {
    const ORPHANED: &str = "select studies.name from studies join members on members.study_id = studies.id
        where members.person_id = $1 and members.role = 'owner' and not exists (select 1 from members as others
        where others.study_id = studies.id and others.role = 'owner' and others.person_id <> $1) order by studies.name";
    let name: Option<String> = sql::query_scalar(ORPHANED).bind(person).fetch_optional(from).await?;
    name.map_or(Ok(()), |name| Err(Error::Invalid("only-owner", name)))
}

/// Takes the ownership of the installation from a person.
pub async fn lower(to: &mut sql::Connection, person: &str) -> Result<()> {
    const LOWER: &str = "update people set installation_owner = false where id = $1 and active";
    super::found(sql::query(LOWER).bind(person).execute(&mut *to).await?.rows_affected())?;
    keep_an_owner(to).await
}

/// The transaction that would leave the installation without an owner fails with `last-installation-owner`.
async fn keep_an_owner(from: &mut sql::Connection) -> Result<()> {
    const OWNERS: &str = "select count(*) from people where installation_owner and active";
    match sql::query_scalar::<i64>(OWNERS).fetch_one(from).await? {
        0 => Err(Error::Conflict("last-installation-owner")),
        _ => Ok(()),
    }
}
