//! Who let whom into a study: by an invitation, by its key, by a code for a new passphrase. Whoever did could be the other,
//! or know their passphrase; so neither counts as the second person beside the other. Nor do two whom a third let in, or
//! one after another, unless that third is an owner: owners answer for whom they let in. An owner of the installation
//! counts beside everybody, and for one who works alone with a colleague there must be a way.

use std::collections::BTreeSet;

use super::sql;
use crate::access::{Action, Role, allows};
use crate::{Error, Result};

/// Notes who let a person in; nobody lets themselves in.
pub async fn note(to: &mut sql::Connection, study: &str, person: &str, by: &str) -> Result<()> {
    const NOTE: &str = "insert into brought (study_id, person_id, brought_by) values ($1, $2, $3) \
                        on conflict (study_id, person_id, brought_by) do nothing";
    // An invitation from before this was noted tells nobody.
    if person == by || by.is_empty() {
        return Ok(());
    }
    sql::query(NOTE).bind(study).bind(person).bind(by).execute(to).await?;
    Ok(())
}

/// The same in every study of a person: who knows a code for their new passphrase could be them in all.
pub async fn note_everywhere(to: &mut sql::Connection, person: &str, by: &str) -> Result<()> {
    const STUDIES: &str = "select study_id from members where person_id = $1";
    let studies: Vec<String> = sql::query_scalar(STUDIES).bind(person).fetch_all(&mut *to).await?;
    for study in studies {
        note(&mut *to, &study, person, by).await?;
    }
    Ok(())
}

/// Who does not count as a person's second one, themselves among them.
pub async fn barred(from: &mut sql::Connection, study: &str, person: &str) -> Result<BTreeSet<String>> {
    const PAIRS: &str = "select person_id, brought_by from brought where study_id = $1";
    const OWNERS: &str = "select person_id from members where study_id = $1 and role = 'owner'";
    const INSTALLATION: &str = "select id from people where installation_owner and active";
    let pairs: Vec<(String, String)> = sql::query_as(PAIRS).bind(study).fetch_all(&mut *from).await?;
    let owners: Vec<String> = sql::query_scalar(OWNERS).bind(study).fetch_all(&mut *from).await?;
    let installation: Vec<String> = sql::query_scalar(INSTALLATION).fetch_all(from).await?;
    let answering: BTreeSet<&str> = owners.iter().chain(&installation).map(String::as_str).collect();
    let mut barred = tied(person, &pairs, &answering);
    barred.retain(|one| !installation.iter().any(|owner| owner == *one));
    barred.insert(person);
    Ok(barred.into_iter().map(str::to_owned).collect())
}

/// Whom a person let in or came by; and whoever hangs together with them by people who are no owners, owners left out.
fn tied<'a>(person: &'a str, pairs: &'a [(String, String)], owners: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let beside = move |one: &str| {
        let one = one.to_owned();
        pairs.iter().filter_map(move |(came, by)| match (*came == one, *by == one) {
            (true, _) => Some(by.as_str()),
            (_, true) => Some(came.as_str()),
            _ => None,
        })
    };
    let mut found: BTreeSet<&str> = beside(person).collect();
    let mut open: Vec<&str> = found.iter().copied().filter(|one| !owners.contains(one)).collect();
    while let Some(one) = open.pop() {
        let more = beside(one).filter(|other| !owners.contains(other));
        open.extend(more.filter(|other| found.insert(*other)));
    }
    found
}

/// The names of those in a study who may do this and count as a second person, where these do not.
pub async fn seconds(
    from: &mut sql::Connection,
    study: &str,
    barred: &BTreeSet<String>,
    action: Action,
) -> Result<Vec<String>> {
    const MEMBERS: &str = "select people.id, people.name, members.role from members \
                           join people on people.id = members.person_id \
                           where members.study_id = $1 and people.active order by people.name, people.id";
    let all: Vec<(String, String, String)> = sql::query_as(MEMBERS).bind(study).fetch_all(from).await?;
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

#[cfg(test)]
mod tests {
    //! Olive owns the study and let Cora and Carl in; Cora, who coordinates, lets others in.

    use super::*;

    fn tied_to(person: &str, pairs: &[(&str, &str)]) -> Vec<String> {
        let pairs: Vec<_> = pairs.iter().map(|(came, by)| ((*came).to_owned(), (*by).to_owned())).collect();
        tied(person, &pairs, &BTreeSet::from(["olive"])).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn whoever_let_somebody_in_could_be_them_and_all_whom_they_let_in() {
        let office = [("cora", "olive"), ("carl", "olive"), ("one", "cora"), ("two", "cora"), ("three", "two")];
        assert_eq!(tied_to("one", &office), ["cora", "one", "three", "two"], "Cora's, one after another, and no owner");
        assert_eq!(tied_to("three", &office), ["cora", "one", "three", "two"]);
        assert_eq!(tied_to("cora", &office), ["cora", "olive", "one", "three", "two"], "who let her in, too");
        assert_eq!(
            tied_to("carl", &office),
            ["olive"],
            "control: colleagues whom an owner let in stand for themselves"
        );
        assert_eq!(tied_to("olive", &office), ["carl", "cora", "one", "three", "two"], "whom hers let in");
        assert_eq!(tied_to("sam", &office), [""; 0], "control");
    }
}
