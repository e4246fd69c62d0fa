//! Who let whom into a study: by an invitation, by its key, by a code for a new passphrase. Whoever did could be the other,
//! or know their passphrase; so neither counts as the second person beside the other. An owner of the installation counts
//! beside everybody: they answer for all who are here, and for one who works alone with a colleague there must be a way.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::access::{Action, Role, allows};
use crate::{Error, Result};

/// Notes who let a person in; nobody lets themselves in.
pub async fn note(to: &mut SqliteConnection, study: &str, person: &str, by: &str) -> Result<()> {
    const NOTE: &str = "insert into brought (study_id, person_id, brought_by) values ($1, $2, $3) \
                        on conflict (study_id, person_id, brought_by) do nothing";
    // An invitation from before this was noted tells nobody.
    if person == by || by.is_empty() {
        return Ok(());
    }
    sqlx::query(NOTE).bind(study).bind(person).bind(by).execute(to).await?;
    Ok(())
}

/// The same in every study of a person: who knows a code for their new passphrase could be them in all.
pub async fn note_everywhere(to: &mut SqliteConnection, person: &str, by: &str) -> Result<()> {
    const STUDIES: &str = "select study_id from members where person_id = $1";
    let studies: Vec<String> = sqlx::query_scalar(STUDIES).bind(person).fetch_all(&mut *to).await?;
    for study in studies {
        note(&mut *to, &study, person, by).await?;
    }
    Ok(())
}

/// Who does not count as a person's second one: themselves, whom they let in, and who let them in.
pub async fn barred(from: &mut SqliteConnection, study: &str, person: &str) -> Result<BTreeSet<String>> {
    const BARRED: &str = "select id from people where id = $2 or not installation_owner and (\
                          id in (select brought_by from brought where study_id = $1 and person_id = $2) \
                          or id in (select person_id from brought where study_id = $1 and brought_by = $2))";
    let ids: Vec<String> = sqlx::query_scalar(BARRED).bind(study).bind(person).fetch_all(from).await?;
    Ok(ids.into_iter().collect())
}

/// The names of those in a study who may do this and count as a second person, where these do not.
pub async fn seconds(
    from: &mut SqliteConnection,
    study: &str,
    barred: &BTreeSet<String>,
    action: Action,
) -> Result<Vec<String>> {
    const MEMBERS: &str = "select people.id, people.name, members.role from members \
                           join people on people.id = members.person_id \
                           where members.study_id = $1 and people.active order by people.name, people.id";
    let all: Vec<(String, String, String)> = sqlx::query_as(MEMBERS).bind(study).fetch_all(from).await?;
    let may = |role: &str| Role::named(role).is_some_and(|role| allows(role, action));
    let others = all.into_iter().filter(|(id, _, role)| !barred.contains(id) && may(role));
    Ok(others.map(|(_, name, _)| name).collect())
}

/// The refusal that says who can in the place of somebody who does not count.
pub fn refusal(seconds: &[String]) -> Error {
    match seconds {
        [] => Error::Conflict("second-person-nobody"),
        names => Error::Invalid("second-person", names.join(", ")),
    }
}
