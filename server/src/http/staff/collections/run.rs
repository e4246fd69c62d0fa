//! Settings of a collection; opening, extending and closing it; taking in what came late.

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::response::Redirect;

use super::super::{Fields, Member};
use super::{address, date};
use crate::access::Action;
use crate::http::State;
use crate::store::collections::{Arrival, Collection, Layout, Settings, State as Stage};
use crate::store::{arrival, collections, links, versions};
use crate::{Error, Result};

type Address = Path<(String, String)>;

async fn mine(state: &State, member: &Member, id: &str) -> Result<Collection> {
    member.may(Action::RunCollections)?;
    super::collection(state, member, id).await
}

fn back(member: &Member, id: &str, done: &str) -> Redirect {
    Redirect::to(&format!("{}?done={done}", address(member, id)))
}

pub(super) async fn settings(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Address,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    let collection = mine(&state, &member, &id).await?;
    let (_, parsed) = super::version(&state, &collection).await?;
    let settings = typed(&fields)?;
    settings.check(parsed.audience)?;
    collections::save(&state.store, &Collection { settings, ..collection }).await?;
    Ok(back(&member, &id, "settings-saved"))
}

fn typed(fields: &Fields) -> Result<Settings> {
    let on = |name: &str| fields.get(name) == "on";
    let hours = fields.get("keep_hours").trim();
    Ok(Settings {
        layout: if fields.get("layout") == "one_page" { Layout::OnePage } else { Layout::BySection },
        arrival: if fields.get("arrival") == "straight" { Arrival::Straight } else { Arrival::Batched },
        resume_code: on("resume_code"),
        kiosk: on("kiosk"),
        keep_hours: hours.parse().map_err(|_| Error::Invalid("keep-hours", hours.to_owned()))?,
        paper: on("paper"),
        roster: on("roster"),
    })
}

pub(super) async fn open(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Address,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    let collection = mine(&state, &member, &id).await?;
    let (version, parsed) = super::version(&state, &collection).await?;
    collection.settings.check(parsed.audience)?;
    if !collection.rehearsal && version.number == 0 {
        return Err(Error::Invalid("not-published", parsed.id));
    }
    if links::all(&state.store, &id).await?.is_empty() {
        return Err(Error::Invalid("no-link", String::new()));
    }
    let closes_on = last_day(&member, &fields)?;
    collections::save(&state.store, &Collection { state: Stage::Open, closes_on, ..collection }).await?;
    Ok(back(&member, &id, "collection-open"))
}

/// The last day as typed; one that is over is refused.
fn last_day(member: &Member, fields: &Fields) -> Result<Option<String>> {
    let day = date(fields.get("closes_on"))?;
    match &day {
        Some(typed) if *typed < member.study.today().to_string() => Err(Error::Invalid("date-past", typed.clone())),
        _ => Ok(day),
    }
}

pub(super) async fn extend(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Address,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    let collection = mine(&state, &member, &id).await?;
    let closes_on = last_day(&member, &fields)?;
    collections::save(&state.store, &Collection { closes_on, ..collection }).await?;
    Ok(back(&member, &id, "collection-extended"))
}

pub(super) async fn close(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Address,
    member: Member,
) -> Result<Redirect> {
    let collection = mine(&state, &member, &id).await?;
    arrival::close(&state.store, &collection.id).await?;
    Ok(back(&member, &id, "collection-closed"))
}

/// New respondents get another published version; those under way keep theirs.
pub(super) async fn version(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Address,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    let collection = mine(&state, &member, &id).await?;
    let version = versions::find(&state.store, &collection.instrument_id, fields.get("hash")).await?;
    let version = version.filter(|version| version.number > 0).ok_or(Error::NotFound)?;
    collections::save(&state.store, &Collection { version_hash: version.hash, ..collection }).await?;
    Ok(back(&member, &id, "version-changed"))
}

/// Brings in answers that came too late to have company: only when somebody read the warning and says so.
pub(super) async fn stragglers(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Address,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    let collection = mine(&state, &member, &id).await?;
    if collection.state != Stage::Closed {
        // While it is open this would tell that somebody answered just now; no page offers it.
        return Err(Error::NotFound);
    }
    if fields.get("warned") != "on" {
        return Err(Error::Invalid("warning-not-read", String::new()));
    }
    let decision = arrival::Decision { study_id: &member.study.id, person_id: &member.person.id };
    arrival::bring_in_anyway(&state.store, &collection.id, decision).await?;
    Ok(back(&member, &id, "stragglers-moved"))
}
