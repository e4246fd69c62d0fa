//! Waves, sites and all collections; preparing a new collection.

use std::sync::Arc;

use ::instruments::{Audience, Instrument};
use axum::extract;
use axum::response::{Html, Redirect};

use super::super::{Around, Fields, Member};
use super::address;
use crate::access::{self, Action};
use crate::http::State;
use crate::publishing;
use crate::store::collections::{Collection, Settings, State as Stage};
use crate::store::instruments::Instrument as Draft;
use crate::store::{arrival, collections, help_lines, instruments, links, sites, sites::Site, versions, waves};
use crate::store::{versions::Version, waves::Wave};
use crate::{Error, Result};

/// Everything that is asked in a study.
#[derive(Clone, Debug)]
pub struct Board {
    /// The study's id.
    pub study: String,
    /// Its name.
    pub name: String,
    /// Its waves.
    pub waves: Vec<Wave>,
    /// Its sites.
    pub sites: Vec<Site>,
    /// Its collections.
    pub rows: Vec<Row>,
    /// Instruments that can be asked.
    pub offers: Vec<Offer>,
    /// Whether help lines should be tried again.
    pub help_due: bool,
    /// Whether this person may change anything here.
    pub may_run: bool,
}

/// One collection in the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The collection.
    pub collection: Collection,
    /// Title of its instrument.
    pub title: String,
    /// Number of its version.
    pub number: i64,
    /// How many links it has.
    pub links: usize,
    /// How many responses may be seen.
    pub responses: i64,
    /// Whether answers wait for company.
    pub waiting: bool,
}

/// An instrument that can be asked: for real when it was published, else only to rehearse.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who is asked.
    pub audience: Audience,
    /// Its newest version.
    pub newest: Option<Version>,
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let (store, study) = (&state.store, &member.study);
    let today = study.today();
    let view = Board {
        waves: waves::all(store, &study.id).await?,
        sites: sites::all(store, &study.id).await?,
        rows: rows(&state, &study.id, &around.language).await?,
        offers: offers(&state, &study.id, &around.language).await?,
        help_due: help_lines::list(store, &study.id).await?.iter().any(|line| line.is_due(today)),
        may_run: access::allows(member.role, Action::RunCollections),
        study: study.id.clone(),
        name: study.name.clone(),
    };
    Ok(Html(state.staff_pages.board(&around, &view)))
}

async fn rows(state: &State, study: &str, language: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for collection in collections::all(&state.store, study).await? {
        let (version, parsed) = super::version(state, &collection).await?;
        rows.push(Row {
            title: parsed.title.get(language).to_owned(),
            number: version.number,
            links: links::all(&state.store, &collection.id).await?.len(),
            responses: collections::counts(&state.store, &collection.id).await?.iter().map(|(_, count)| count).sum(),
            waiting: arrival::is_told(&state.store, &collection).await?,
            collection,
        });
    }
    rows.sort_by(|one, other| one.title.cmp(&other.title));
    Ok(rows)
}

async fn offers(state: &State, study: &str, language: &str) -> Result<Vec<Offer>> {
    let mut offers = Vec::new();
    for draft in instruments::all(&state.store, study).await? {
        let newest = versions::all(&state.store, &draft.id).await?.into_iter().next();
        let Ok(parsed) = ::instruments::parse(&draft.draft) else { continue };
        let (title, audience) = (parsed.title.get(language).to_owned(), parsed.audience);
        offers.push(Offer { id: draft.id, title, audience, newest });
    }
    Ok(offers)
}

pub(super) async fn add(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let (store, study) = (&state.store, &member.study);
    let draft = instruments::find(store, &study.id, fields.get("instrument")).await?;
    let draft = draft.ok_or(Error::Invalid("instrument-missing", String::new()))?;
    let wave = waves::find(store, &study.id, fields.get("wave")).await?;
    let wave = wave.ok_or(Error::Invalid("wave-missing", String::new()))?;
    let mut chosen = Vec::new();
    for site in fields.all("site") {
        chosen.push(sites::find(store, &study.id, site).await?.ok_or(Error::NotFound)?);
    }
    let rehearsal = fields.get("purpose") == "rehearsal";
    let version_hash = match rehearsal {
        true => rehearse(&state, &draft, &study.today().to_string()).await?,
        false => newest(&state, &draft).await?,
    };
    let new = Collection {
        id: String::new(),
        study_id: study.id.clone(),
        wave_id: wave.id,
        instrument_id: draft.id,
        version_hash,
        rehearsal,
        state: Stage::Prepared,
        closes_on: None,
        settings: Settings::default(),
    };
    let id = collections::add(store, &new).await?;
    for site in chosen {
        links::add(store, &id, &site.id, None, links::Mode::Open).await?;
    }
    Ok(Redirect::to(&format!("{}?done=collection-prepared", address(&member, &id))))
}

async fn newest(state: &State, draft: &Draft) -> Result<String> {
    let newest = versions::all(&state.store, &draft.id).await?.into_iter().next();
    newest.map(|version| version.hash).ok_or(Error::Invalid("not-published", draft.name.clone()))
}

/// Keeps the draft as it stands, for trying out in every language whose words are complete.
async fn rehearse(state: &State, draft: &Draft, day: &str) -> Result<String> {
    let parsed = ::instruments::parse(&draft.draft).map_err(Error::Problems)?;
    let owed = publishing::owed(&draft.draft);
    if !owed.is_empty() {
        return Err(Error::Problems(owed));
    }
    let languages = complete(&parsed);
    versions::rehearse(&state.store, &draft.id, &draft.draft, &languages, day).await
}

fn complete(parsed: &Instrument) -> Vec<String> {
    let is_complete = |language: &&String| publishing::untranslated(parsed, language).is_empty();
    parsed.languages.iter().filter(is_complete).cloned().collect()
}
