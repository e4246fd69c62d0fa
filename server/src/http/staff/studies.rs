//! Studies: the list, making one, how far one is. Its settings are in `settings`, its instruments and waves elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::instruments::Instrument;
use axum::extract;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::instruments::title;
use super::session::{Person, SignedIn};
use super::{Around, Fields, Member, settings, unlock, zones};
use crate::access::{Action, Role};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::store::help_lines::{self, HelpLine};
use crate::store::progress::{self, Progress};
use crate::store::retention::{self, Clock};
use crate::store::studies::{self, Study};
use crate::store::{accounts, audit, grants, holds, installation, instruments, kits, members, sessions, waves};
use crate::{Error, Result, library};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// The studies of a person.
    fn studies(&self, around: &Around, view: &Studies) -> String;
    /// The form that makes a study.
    fn new_study(&self, around: &Around, view: &NewStudy) -> String;
    /// How far a study is.
    fn overview(&self, around: &Around, view: &Overview) -> String;
    /// The passphrase that unlocks a study, or a passkey.
    fn unlock(&self, around: &Around, member: &Member, view: &unlock::View) -> String;
    /// Name, time zone, exit, smallest cell, help lines, second key holder, clone.
    fn settings(&self, around: &Around, view: &settings::Settings) -> String;
}

/// What the list shows.
#[derive(Clone, Debug)]
pub struct Studies {
    /// Who looks.
    pub person: Person,
    /// Study, role there, whether it is unlocked.
    pub studies: Vec<(Study, Role, bool)>,
}

/// What the form shows.
#[derive(Clone, Debug)]
pub struct NewStudy {
    /// Every time zone there is.
    pub time_zones: Vec<String>,
    /// Shipped instruments, read, with their ids.
    pub library: Vec<Instrument>,
}

/// What the overview shows.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Who looks, as what, at which study.
    pub member: Member,
    /// How far it is.
    pub progress: Progress,
    /// Titles of its instruments, by id.
    pub titles: BTreeMap<String, String>,
    /// How many people hold its key.
    pub holders: usize,
    /// How many wait for it.
    pub waiting_for_key: usize,
    /// How many help lines there are, and how many were checked too long ago.
    pub help_lines: (usize, usize),
    /// Waves of the study, with a survey in them or not.
    pub waves: usize,
    /// Last days on which answers are kept, at most one of each state, with the name of who set it.
    pub last_days: Vec<(Clock, String)>,
    /// Since when a legal hold stands, if one does.
    pub held_since: Option<String>,
    /// Whether a drill of the recovery kit is due, and whoever looks could hold it.
    pub drill_due: bool,
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies", Asks::SignedIn, list)
        .post("/studies", Asks::Installation, make)
        .get("/studies/new", Asks::Installation, show_new)
        .get("/studies/{study}", Asks::Membership, to_overview)
        .get("/studies/{study}/overview", Action::SeeStudy, overview)
        .merge(unlock::routes())
        .merge(settings::routes())
}

async fn list(state: Shared, around: Around, SignedIn(visit): SignedIn) -> Result<Html<String>> {
    let found = members::studies_of(&state.store, &visit.person.id).await?;
    let studies = found.into_iter().map(|(study, role)| {
        let unlocked = visit.unlocked.contains_key(&study.id);
        (study, role, unlocked)
    });
    let view = Studies { person: visit.person.clone(), studies: studies.collect() };
    Ok(Html(state.staff_pages.studies(&around, &view)))
}

async fn show_new(state: Shared, around: Around, person: Person) -> Result<Html<String>> {
    may_make(&person)?;
    let view = NewStudy { time_zones: zones::all(""), library: shipped() };
    Ok(Html(state.staff_pages.new_study(&around, &view)))
}

/// Shipped instruments; each is called in the library as in its file.
fn shipped() -> Vec<Instrument> {
    library::SHIPPED.iter().filter_map(|shipped| ::instruments::parse(shipped.source).ok()).collect()
}

pub(super) fn may_make(person: &Person) -> Result<()> {
    if person.installation_owner { Ok(()) } else { Err(Error::Forbidden) }
}

async fn make(state: Shared, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    may_make(&visit.person)?;
    let shipped = fields.all("instrument").map(|name| library::find(name).ok_or(Error::NotFound));
    let shipped = shipped.collect::<Result<Vec<_>>>()?;
    let mut to = state.store.write().await?;
    let visit = sessions::still(&mut to, &visit).await?;
    // Read while nobody else writes: a new kit could come in between, and would never open this study.
    let recovery = installation::recovery_key(&state.store).await?.ok_or(Error::Conflict("not-started"))?;
    let (study, keys) =
        studies::make(&mut to, fields.get("name"), fields.get("time-zone"), &visit.person, &recovery).await?;
    help_lines::replace(&mut to, &study.id, &help_lines::national()).await?;
    audit::append(&mut to, Some(&study.id), &visit.person.id, "make-study", &study.name).await?;
    let cookie = unlock::with_study(&state, &mut to, &visit, &study.id, Some(keys)).await?;
    to.commit().await?;
    for shipped in shipped {
        instruments::add(&state.store, &study.id, shipped.name, shipped.source).await?;
    }
    Ok(([cookie], Redirect::to(&format!("/studies/{}/overview?done=study-made", study.id))).into_response())
}

async fn to_overview(member: Member) -> Redirect {
    Redirect::to(&format!("/studies/{}/overview", member.study.id))
}

async fn overview(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let (store, study) = (&state.store, &member.study.id);
    let lines = help_lines::list(store, study).await?;
    let titles = instruments::all(store, study).await?;
    let due = due(&lines, &member.study);
    let waiting = members::list(store, study).await?.iter().filter(|one| one.waits_for_key()).count();
    let names = accounts::names(store).await?;
    let named = |clock: Clock| {
        let by = names.get(&clock.set_by).cloned().unwrap_or_default();
        (clock, by)
    };
    let last_days = retention::all(&mut store.pool.acquire().await?, study).await?.into_iter().map(named).collect();
    let hold = holds::all(store, study).await?.into_iter().find(|hold| hold.ended_on.is_none());
    let view = Overview {
        waves: waves::all(store, study).await?.len(),
        last_days,
        held_since: hold.map(|hold| hold.set_on),
        progress: progress::of(store, study).await?,
        titles: titles.into_iter().map(|draft| (draft.id.clone(), title(&draft, &around.language))).collect(),
        holders: grants::holders(store, study).await?.len(),
        waiting_for_key: waiting,
        help_lines: (lines.len(), due),
        drill_due: member.person.installation_owner && kits::is_due(store).await?,
        member,
    };
    Ok(Html(state.staff_pages.overview(&around, &view)))
}

/// How many lines were checked too long ago.
fn due(lines: &[HelpLine], study: &Study) -> usize {
    let today = study.today();
    lines.iter().filter(|line| line.is_due(today)).count()
}
