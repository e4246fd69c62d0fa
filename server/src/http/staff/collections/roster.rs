//! Named organisations of a collection: invited, answered, refused. For professional instruments that opt in.

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};

use super::super::again;
use super::super::{Around, Fields, Member};
use super::address;
use crate::access::Action;
use crate::http::State;
use crate::seal::codes::show as spoken;
use crate::store::collections::Collection;
use crate::store::roster::{self, Entry, Organisation, State as Answer};
use crate::{Error, Result, name};

/// The roster of a collection.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The collection.
    pub collection: Collection,
    /// Title of the instrument.
    pub title: String,
    /// Its organisations.
    pub entries: Vec<Entry>,
    /// Organisations of the study that are not invited here yet.
    pub others: Vec<Organisation>,
    /// What respondents type; none while no link asks for codes.
    pub address: Option<String>,
    /// Codes made just now, with their organisations: shown once.
    pub codes: Vec<(String, String)>,
}

/// A collection that has a roster.
async fn with_roster(state: &State, member: &Member, id: &str) -> Result<Collection> {
    member.may(Action::RunCollections)?;
    let collection = super::collection(state, member, id).await?;
    if collection.settings.roster { Ok(collection) } else { Err(Error::NotFound) }
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    let collection = with_roster(&state, &member, &id).await?;
    let (_, parsed) = super::version(&state, &collection).await?;
    let entries = roster::all(&state.store, &id).await?;
    let is_new = |known: &Organisation| entries.iter().all(|entry| entry.organisation_id != known.id);
    let others = roster::organisations(&state.store, &member.study.id).await?.into_iter().filter(is_new).collect();
    let door = roster::door(&state.store, &id).await?;
    let made = around.again.fields.0.iter().filter_map(|(name, code)| Some((name.strip_prefix("code.")?, code)));
    let view = Roster {
        title: parsed.title.get(&around.language).to_owned(),
        address: door.map(|link| super::respond_address(&state, &link)),
        codes: made.map(|(name, code)| (name.to_owned(), code.clone())).collect(),
        entries,
        others,
        collection,
    };
    Ok(Html(state.staff_pages.roster(&around, &view)))
}

/// Invites organisations, one name a line, and shows their codes once.
pub(super) async fn invite(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Redirect> {
    let collection = with_roster(&state, &member, &id).await?;
    let (_, parsed) = super::version(&state, &collection).await?;
    collection.settings.check(parsed.audience)?;
    let door = roster::door(&state.store, &id).await?.ok_or(Error::Invalid("roster-link", String::new()))?;
    let typed = fields.all("names").flat_map(str::lines).filter(|name| !name.trim().is_empty());
    let names = typed.map(|name| name::checked(name, "organisation-missing")).collect::<Result<Vec<_>>>()?;
    let mut codes = Vec::new();
    for name in names {
        match roster::invite(&state.store, &state.installation, &collection, &door, &name).await {
            Ok(code) => codes.push((format!("code.{name}"), spoken(&code))),
            // Invited before: its code was shown then, and the others go on.
            Err(Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let once = again::keep_once(&state.store, &headers, "", &Fields(codes)).await?;
    Ok(Redirect::to(&format!("{}/roster?again={once}", address(&member, &id))))
}

pub(super) async fn mark(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, organisation)): Path<(String, String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    let collection = with_roster(&state, &member, &id).await?;
    let stand = match fields.get("state") {
        "refused" => Answer::Refused,
        "closed" => Answer::Closed,
        _ => Answer::Invited,
    };
    roster::mark(&state.store, &collection.id, &organisation, stand).await?;
    Ok(Redirect::to(&format!("{}/roster?done=roster-saved", address(&member, &id))))
}
