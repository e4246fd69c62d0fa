//! Who belongs to a study, in which role, and whether they hold its key.

use super::accounts::Person;
use super::grants::{self, Generation};
use super::studies::{self, Study};
use super::{Store, approvals, sql};
use crate::access::Role;
use crate::{Error, Result};

/// A person in a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub person: Person,
    /// As what.
    pub role: Role,
    /// Whether the study's key was given to them.
    pub holds_key: bool,
}

impl Membership {
    /// Whether they may read but nobody gave them the key yet.
    pub fn waits_for_key(&self) -> bool {
        self.role.needs_key() && !self.holds_key
    }
}

/// Everybody in a study, by name.
pub async fn list(store: &Store, study: &str) -> Result<Vec<Membership>> {
    const LIST: &str = "select people.id, people.name, people.public_key, people.installation_owner, members.role, \
                        (select count(*) from grants where grants.study_id = members.study_id \
                        and grants.holder = members.person_id) from members \
                        join people on people.id = members.person_id where members.study_id = $1 and people.active \
                        order by people.name, people.id";
    type Row = (String, String, Vec<u8>, bool, String, i64);
    let rows: Vec<Row> = sql::query_as(LIST).bind(study).fetch_all(&store.pool).await?;
    let read = |(id, name, key, owner, role, grants): Row| {
        let person = Person::read((id, name, key, owner))?;
        Ok(Membership { person, role: role_named(&role)?, holds_key: grants > 0 })
    };
    rows.into_iter().map(read).collect()
}

/// The role of a person in a study; `None` for strangers.
pub async fn role(store: &Store, study: &str, person: &str) -> Result<Option<Role>> {
    const ROLE: &str = "select role from members where study_id = $1 and person_id = $2";
    let row: Option<String> = sql::query_scalar(ROLE).bind(study).bind(person).fetch_optional(&store.pool).await?;
    row.map(|name| role_named(&name)).transpose()
}

/// The studies of a person, by name.
pub async fn studies_of(store: &Store, person: &str) -> Result<Vec<(Study, Role)>> {
    const STUDIES: &str = "select study_id, role from members where person_id = $1";
    let rows: Vec<(String, String)> = sql::query_as(STUDIES).bind(person).fetch_all(&store.pool).await?;
    let mut found = Vec::new();
    for (study, role) in rows {
        if let Some(study) = studies::find(store, &study).await? {
            found.push((study, role_named(&role)?));
        }
    }
    found.sort_by(|(one, _), (other, _)| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    Ok(found)
}

/// Adds a person to a study, or changes their role.
pub async fn put(to: &mut sql::Connection, study: &str, person: &str, role: Role) -> Result<()> {
    const PUT: &str = "insert into members (study_id, person_id, role) values ($1, $2, $3) \
                       on conflict (study_id, person_id) do update set role = excluded.role";
    sql::query(PUT).bind(study).bind(person).bind(role.name()).execute(&mut *to).await?;
    keep_an_owner(to, study).await
}

/// Takes a person out of a study, with their grants and what was approved for them; gives the generation of its key that
/// new answers are sealed to from now on, where they held the old one.
pub async fn remove(to: &mut sql::Connection, study: &str, person: &str) -> Result<Option<Generation>> {
    const REMOVE: &str = "delete from members where study_id = $1 and person_id = $2";
    sql::query(REMOVE).bind(study).bind(person).execute(&mut *to).await?;
    let made = grants::take(&mut *to, study, person).await?;
    approvals::forget(&mut *to, study, person).await?;
    keep_an_owner(to, study).await?;
    Ok(made)
}

/// The transaction that would leave a study without an owner fails with `last-owner`.
async fn keep_an_owner(to: &mut sql::Connection, study: &str) -> Result<()> {
    const OWNERS: &str = "select count(*) from members where study_id = $1 and role = 'owner'";
    match sql::query_scalar::<i64>(OWNERS).bind(study).fetch_one(to).await? {
        0 => Err(Error::Conflict("last-owner")),
        _ => Ok(()),
    }
}

fn role_named(name: &str) -> Result<Role> {
    Role::named(name).ok_or_else(|| Error::internal("unknown role", name))
}
