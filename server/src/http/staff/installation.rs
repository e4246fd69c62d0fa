//! Everybody in this installation, for its owners: who left is shut out of all of it at once, and ownership is handed on.
//! What somebody may do in one study is in [`super::people`].

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{self, Path};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};

use super::{Around, Fields, Person};
use crate::access::Role;
use crate::http::State;
use crate::store::{accounts, audit, departures, members};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Everybody, with their studies.
    fn everybody(&self, around: &Around, view: &Everybody) -> String;
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Everybody {
    /// Who looks.
    pub person: Person,
    /// Everybody who may sign in, with the names of their studies and their roles there.
    pub people: Vec<(Person, Vec<(String, Role)>)>,
    /// The latest acts that concern the whole installation, newest first.
    pub entries: Vec<audit::Entry>,
    /// Names by person id, those of people who left too.
    pub names: BTreeMap<String, String>,
}

/// The routes of this area.
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/installation", get(show))
        .route("/installation/{person}/shut-out", post(shut_out))
        .route("/installation/{person}/raise", post(raise))
        .route("/installation/{person}/lower", post(lower))
}

fn owner(person: &Person) -> Result<()> {
    if person.installation_owner { Ok(()) } else { Err(Error::Forbidden) }
}

const SHOWN: i64 = 100;

async fn show(state: Shared, around: Around, person: Person) -> Result<Html<String>> {
    owner(&person)?;
    let mut people = Vec::new();
    for one in accounts::everybody(&state.store).await? {
        let studies = members::studies_of(&state.store, &one.id).await?;
        people.push((one, studies.into_iter().map(|(study, role)| (study.name, role)).collect()));
    }
    let entries = audit::of_installation(&state.store, SHOWN).await?;
    let view = Everybody { person, people, entries, names: accounts::names(&state.store).await? };
    Ok(Html(state.staff_pages.everybody(&around, &view)))
}

/// Somebody else: nobody shuts themselves out, raises themselves or gives their own ownership up.
async fn other(state: &State, person: &Person, id: &str) -> Result<Person> {
    owner(person)?;
    match accounts::find(&state.store, id).await? {
        Some(found) if found.id == person.id => Err(Error::Conflict("not-oneself")),
        Some(found) => Ok(found),
        None => Err(Error::NotFound),
    }
}

async fn shut_out(state: Shared, person: Person, Path(id): Path<String>, fields: Fields) -> Result<Redirect> {
    let found = other(&state, &person, &id).await?;
    fields.sure()?;
    let mut to = state.store.write().await?;
    for study in departures::shut_out(&mut to, &id).await? {
        audit::append(&mut to, Some(&study), &person.id, "shut-out", &found.name).await?;
    }
    audit::append(&mut to, None, &person.id, "shut-out", &found.name).await?;
    to.commit().await?;
    Ok(Redirect::to("/installation?done=shut-out"))
}

async fn raise(state: Shared, person: Person, Path(id): Path<String>) -> Result<Redirect> {
    let found = other(&state, &person, &id).await?;
    let mut to = state.store.write().await?;
    accounts::raise(&mut to, &id).await?;
    audit::append(&mut to, None, &person.id, "raise", &found.name).await?;
    to.commit().await?;
    Ok(Redirect::to("/installation?done=raised"))
}

async fn lower(state: Shared, person: Person, Path(id): Path<String>) -> Result<Redirect> {
    let found = other(&state, &person, &id).await?;
    let mut to = state.store.write().await?;
    departures::lower(&mut to, &id).await?;
    audit::append(&mut to, None, &person.id, "lower", &found.name).await?;
    to.commit().await?;
    Ok(Redirect::to("/installation?done=lowered"))
}
