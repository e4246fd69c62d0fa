//! Everybody in this installation, for its owners: who left is shut out of all of it at once, ownership is handed on, and
//! a second proof is taken away whose device was lost.
//! What somebody may do in one study is in [`super::people`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{self, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::account::asks_anew;
use super::session::SignedIn;
use super::{Around, Fields, Person};
use crate::access::Role;
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::store::sessions::Session;
use crate::store::{accounts, audit, departures, members, second};
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
    /// Ids of those who have a second proof.
    pub seconds: BTreeSet<String>,
    /// The latest acts that concern the whole installation, newest first.
    pub entries: Vec<audit::Entry>,
    /// Names by person id, those of people who left too.
    pub names: BTreeMap<String, String>,
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/installation", Asks::Installation, show)
        .post("/installation/{person}/shut-out", Asks::Installation, shut_out)
        .post("/installation/{person}/raise", Asks::Installation, raise)
        .post("/installation/{person}/lower", Asks::Installation, lower)
        .post("/installation/{person}/second", Asks::Installation, reset_second)
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
    let (names, seconds) = (accounts::names(&state.store).await?, second::holders(&state.store).await?);
    let view = Everybody { person, people, seconds, entries, names };
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

/// Somebody else, once the owner proved anew who they are and is sure: a copied cookie neither makes owners nor shuts
/// anybody out. Else the page that asks for the proofs.
enum Meant {
    This(Person),
    Asks(Response),
}

async fn meant(state: &State, visit: &Session, id: &str, fields: &Fields) -> Result<Meant> {
    let found = other(state, &visit.person, id).await?;
    if let Some(asks) = asks_anew(visit, "/installation") {
        return Ok(Meant::Asks(asks));
    }
    fields.sure()?;
    Ok(Meant::This(found))
}

async fn shut_out(
    state: Shared,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let found = match meant(&state, &visit, &id, &fields).await? {
        Meant::This(found) => found,
        Meant::Asks(asks) => return Ok(asks),
    };
    let (person, mut to) = (&visit.person, state.store.write().await?);
    let studies = departures::shut_out(&mut to, &id).await?;
    for study in &studies {
        audit::append(&mut to, Some(study), &person.id, "shut-out", &found.name).await?;
    }
    audit::append(&mut to, None, &person.id, "shut-out", &found.name).await?;
    to.commit().await?;
    for study in &studies {
        state.workspaces.close(&state.store, study).await?;
    }
    Ok(Redirect::to("/installation?done=shut-out").into_response())
}

async fn raise(state: Shared, SignedIn(visit): SignedIn, Path(id): Path<String>, fields: Fields) -> Result<Response> {
    let found = match meant(&state, &visit, &id, &fields).await? {
        Meant::This(found) => found,
        Meant::Asks(asks) => return Ok(asks),
    };
    let mut to = state.store.write().await?;
    accounts::raise(&mut to, &id).await?;
    audit::append(&mut to, None, &visit.person.id, "raise", &found.name).await?;
    to.commit().await?;
    Ok(Redirect::to("/installation?done=raised").into_response())
}

async fn lower(state: Shared, SignedIn(visit): SignedIn, Path(id): Path<String>, fields: Fields) -> Result<Response> {
    let found = match meant(&state, &visit, &id, &fields).await? {
        Meant::This(found) => found,
        Meant::Asks(asks) => return Ok(asks),
    };
    let mut to = state.store.write().await?;
    departures::lower(&mut to, &id).await?;
    audit::append(&mut to, None, &visit.person.id, "lower", &found.name).await?;
    to.commit().await?;
    Ok(Redirect::to("/installation?done=lowered").into_response())
}

/// Somebody lost the device of their second proof. It is taken away by an owner who proved anew who they are, and the
/// person is told by whom.
async fn reset_second(
    state: Shared,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let found = match meant(&state, &visit, &id, &fields).await? {
        Meant::This(found) => found,
        Meant::Asks(asks) => return Ok(asks),
    };
    let (person, mut to) = (&visit.person, state.store.write().await?);
    second::reset(&mut to, &id, &person.name).await?;
    audit::append(&mut to, None, &person.id, "reset-second", &found.name).await?;
    to.commit().await?;
    Ok(Redirect::to("/installation?done=second-reset").into_response())
}
