//! Codes that let somebody in: into a study, in a role, or back to their own account with new keys. Said or printed once;
//! the table knows only their keyed hash and the day they end.

use super::{Store, sql};
use crate::access::Role;
use crate::seal::codes::{self, Installation, Kind};
use crate::{Error, Result, chance};
use jiff::ToSpan;

/// Days until a code ends.
const DAYS: i32 = 7;

/// What a code is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Joining a study.
    Join {
        /// Its id.
        study: String,
        /// The role there.
        role: Role,
    },
    /// New keys for a person who forgot the passphrase.
    Restore {
        /// Their id.
        person: String,
    },
}

/// A code that was not used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Names it in forms.
    pub id: String,
    /// What it is good for.
    pub purpose: Purpose,
    /// For whom, as the inviting person wrote it.
    pub for_whom: String,
    /// The last day it works.
    pub expires_on: String,
    /// Who made it, and so knows the code; empty where that was not noted.
    pub invited_by: String,
}

/// Makes an invitation of somebody (`by`); the code is returned once and never again.
pub async fn make(
    to: &mut sql::Connection,
    installation: &Installation,
    purpose: &Purpose,
    for_whom: &str,
    by: &str,
) -> Result<String> {
    const MAKE: &str = "insert into invitations (code_hash, id, study_id, role, person_id, for_whom, expires_on, \
                        invited_by) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let code = codes::new_code(Kind::Invitation);
    let (study, role, person) = match purpose {
        Purpose::Join { study, role } => (Some(study), role.name(), None),
        Purpose::Restore { person } => (None, "", Some(person)),
    };
    let last = chance::today("UTC").checked_add(DAYS.days()).map_err(|error| Error::internal("expiry", error))?;
    sql::query(MAKE)
        .bind(codes::hash(installation, Kind::Invitation, &code))
        .bind(chance::id())
        .bind(study)
        .bind(role)
        .bind(person)
        .bind(for_whom)
        .bind(last.to_string())
        .bind(by)
        .execute(to)
        .await?;
    Ok(code)
}

type Row = (String, Option<String>, String, Option<String>, String, String, String);

fn read((id, study, role, person, for_whom, expires_on, invited_by): Row) -> Result<Invitation> {
    let purpose = match (study, person) {
        (Some(study), None) => {
            let role = Role::named(&role).ok_or_else(|| Error::internal("unknown role", &role))?;
            Purpose::Join { study, role }
        }
        (None, Some(person)) => Purpose::Restore { person },
        _ => return Err(Error::internal("invitation", "neither study nor person")),
    };
    Ok(Invitation { id, purpose, for_whom, expires_on, invited_by })
}

/// Open invitations into a study.
pub async fn list(store: &Store, study: &str) -> Result<Vec<Invitation>> {
    const LIST: &str = "select id, study_id, role, person_id, for_whom, expires_on, invited_by from invitations \
                        where study_id = $1 and expires_on >= $2 order by expires_on, for_whom";
    let today = chance::today("UTC").to_string();
    let rows: Vec<Row> = sql::query_as(LIST).bind(study).bind(today).fetch_all(&store.pool).await?;
    rows.into_iter().map(read).collect()
}

/// Takes an invitation back; not found where the study has no such invitation.
pub async fn cancel(to: &mut sql::Connection, study: &str, id: &str) -> Result<()> {
    const CANCEL: &str = "delete from invitations where study_id = $1 and id = $2";
    super::found(sql::query(CANCEL).bind(study).bind(id).execute(to).await?.rows_affected())
}

/// Looks at a typed code; `code-wrong` where it is none, was used or ended. [`spend`] it in the transaction that uses it.
pub async fn find(from: &mut sql::Connection, installation: &Installation, typed: &str) -> Result<Invitation> {
    const FIND: &str = "select id, study_id, role, person_id, for_whom, expires_on, invited_by from invitations \
                        where code_hash = $1 and expires_on >= $2";
    let wrong = || Error::Invalid("code-wrong", String::new());
    let code = codes::read(Kind::Invitation, typed).ok_or_else(wrong)?;
    let row: Option<Row> = sql::query_as(FIND)
        .bind(codes::hash(installation, Kind::Invitation, &code))
        .bind(chance::today("UTC").to_string())
        .fetch_optional(from)
        .await?;
    read(row.ok_or_else(wrong)?)
}

/// Uses an invitation up; `code-wrong` where somebody was quicker.
pub async fn spend(to: &mut sql::Connection, id: &str) -> Result<()> {
    const SPEND: &str = "delete from invitations where id = $1";
    match sql::query(SPEND).bind(id).execute(to).await?.rows_affected() {
        0 => Err(Error::Invalid("code-wrong", String::new())),
        _ => Ok(()),
    }
}
