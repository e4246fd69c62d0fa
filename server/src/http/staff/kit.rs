//! The recovery kit after the first start, for owners of the installation: whether it still opens everything (a drill),
//! and a new one in its place, on one sheet or on three. A new kit is shown once, to the browser that asked for it, and
//! counts when its last block or lines are typed back; until then nothing is changed.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::account;
use super::again;
use super::session::SignedIn;
use super::sign_in::{self, KitSheet};
use super::{Around, Fields, Person, tries};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::seal::paper::Paper;
use crate::seal::shares::SHARES;
use crate::seal::sheets::Sheet;
use crate::store::drills::{self, Opened};
use crate::store::kits::{self, Printed};
use crate::store::owners::{self, Opener};
use crate::{Error, Result, chance};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// The kit that counts: when it was made and tried last, a drill, a new one.
    fn kept_kit(&self, around: &Around, view: &Kept) -> String;
    /// A new kit to print; what stands last on each sheet is asked for.
    fn new_kit(&self, around: &Around, view: &NewKit) -> String;
}

/// What the page of the kit shows.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The kit that counts.
    pub printed: Printed,
    /// Whether a drill is due.
    pub due: bool,
    /// The day (UTC) of the last new kit: backups from before open with the kit of that time.
    pub renewed_on: Option<String>,
    /// Whether the person has a second proof and has to give it anew before a new kit.
    pub asks_second: bool,
}

/// What the page of a new kit shows, of the first one too.
pub struct NewKit {
    /// Its blocks, and what it belongs to.
    pub kit: KitSheet,
    /// Its three sheets; none where it is printed on one.
    pub sheets: Vec<Sheet>,
}

/// Somebody who was shown a new kit and has not typed its end back yet.
struct Renewing {
    token: Vec<u8>,
    until: i64,
    opener: Opener,
    paper: Paper,
}

const SECONDS: i64 = 60 * 60;
const PAGE: &str = "/installation/kit";

static RENEWING: Mutex<Vec<Renewing>> = Mutex::new(Vec::new());

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(PAGE, Asks::Installation, show)
        .post("/installation/kit/drill", Asks::Installation, drill)
        .post("/installation/kit/renew", Asks::Installation, renew)
        .get("/installation/kit/new", Asks::Installation, show_new)
        .post("/installation/kit/new", Asks::Installation, finish)
}

fn owner(person: &Person) -> Result<()> {
    if person.installation_owner { Ok(()) } else { Err(Error::Forbidden) }
}

async fn show(state: Shared, around: Around, SignedIn(visit): SignedIn) -> Result<Html<String>> {
    owner(&visit.person)?;
    let printed = kits::current(&state.store).await?.ok_or(Error::NotFound)?;
    let due = printed.is_due(chance::today("UTC"));
    let asks_second = account::asks_for_second(&state, &visit, PAGE).await?.is_some();
    let view = Kept { printed, due, renewed_on: kits::renewed_on(&state.store).await?, asks_second };
    Ok(Html(state.staff_pages.kept_kit(&around, &view)))
}

/// What a drill opened, by the names under which the page finds it.
fn told(opened: &Opened) -> [(&'static str, usize); 3] {
    [("studies", opened.studies), ("keys", opened.keys), ("answers", opened.answers)]
}

async fn drill(state: Shared, headers: HeaderMap, person: Person, fields: Fields) -> Result<Response> {
    owner(&person)?;
    let opened = match try_drill(&state, &person, &fields).await {
        Err(Error::Invalid(code, value)) => {
            return Ok(sign_in::back_with_kit(PAGE, &headers, &fields, code, value));
        }
        opened => opened?,
    };
    let fields = told(&opened).map(|(name, count)| (name.to_owned(), count.to_string()));
    let id = again::keep_once(&state.store, &headers, "", &Fields(fields.to_vec())).await?;
    Ok(Redirect::to(&format!("{PAGE}?done=drilled&again={id}")).into_response())
}

async fn try_drill(state: &State, person: &Person, fields: &Fields) -> Result<Opened> {
    let kit = sign_in::typed_kit(state, fields).await?;
    drills::drill(&state.store, &kit, &person.id).await
}

async fn renew(state: Shared, headers: HeaderMap, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    owner(&visit.person)?;
    if let Some(asks) = account::asks_for_second(&state, &visit, PAGE).await? {
        return Ok(asks);
    }
    let opener = match opener(&state, &visit.person, &fields).await {
        Err(Error::Invalid(code, value)) => {
            return Ok(sign_in::back_with_kit(PAGE, &headers, &fields, code, value));
        }
        opener => opener?,
    };
    let (until, paper) = (chance::now() + SECONDS, Paper::new(in_three(&fields, false)));
    remember(Renewing { token: visit.token.hash(), until, opener, paper });
    Ok(Redirect::to("/installation/kit/new").into_response())
}

/// Whether a form asks for three sheets; `preset` where it says nothing of it.
pub(super) fn in_three(fields: &Fields, preset: bool) -> bool {
    match fields.get("sheets") {
        "" => preset,
        sheets => sheets == SHARES.to_string(),
    }
}

/// A new kit as its page shows it.
pub(super) fn shown(state: &State, paper: &Paper) -> NewKit {
    let kit = KitSheet {
        blocks: paper.kit.blocks.clone(),
        address: state.settings.staff_origin.clone(),
        day: chance::today("UTC").to_string(),
    };
    NewKit { kit, sheets: paper.sheets.clone() }
}

/// What a form brings back of the end of every sheet.
pub(super) fn check_ends(paper: &Paper, fields: &Fields) -> Result<()> {
    match paper.count() {
        1 => paper.check(|_| fields.get("last-block")),
        _ => paper.check(|number| fields.get(&format!("last-line-{number}"))),
    }
}

/// Who opens every key: the old kit where it was typed, else the person with their passphrase, which is asked for in any
/// case, so that nobody makes a kit at an open screen. A second proof was given anew before.
async fn opener(state: &State, person: &Person, fields: &Fields) -> Result<Opener> {
    fields.sure()?;
    let own = tries::open(state, &person.id, fields.get("passphrase")).await?;
    let typed = sign_in::KIT.iter().any(|name| !fields.get(name).trim().is_empty());
    let opener = match typed {
        true => Opener::kit(sign_in::typed_kit(state, fields).await?),
        false => Opener { holder: person.id.clone(), key: own },
    };
    owners::check_opener(&state.store, &opener).await?;
    Ok(opener)
}

/// One at a time for each browser: a kit that was asked for before is forgotten.
fn remember(renewing: Renewing) {
    let mut all = RENEWING.lock().unwrap_or_else(PoisonError::into_inner);
    let now = chance::now();
    all.retain(|one| one.until > now && one.token != renewing.token);
    all.push(renewing);
}

async fn show_new(state: Shared, around: Around, SignedIn(visit): SignedIn) -> Result<Response> {
    owner(&visit.person)?;
    let (hash, now) = (visit.token.hash(), chance::now());
    let all = RENEWING.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(renewing) = all.iter().find(|one| one.token == hash && one.until > now) else { return Ok(to_kit()) };
    Ok(Html(state.staff_pages.new_kit(&around, &shown(&state, &renewing.paper))).into_response())
}

fn to_kit() -> Response {
    Redirect::to(PAGE).into_response()
}

async fn finish(state: Shared, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    owner(&visit.person)?;
    let Some(renewing) = take_when_typed(&visit.token.hash(), &fields)? else { return Ok(to_kit()) };
    let studies = owners::renew_kit(&state.store, &visit.person, &renewing.opener, &renewing.paper).await?;
    for study in &studies {
        state.workspaces.close(&state.store, study).await?;
    }
    Ok(Redirect::to("/installation/kit?done=kit-renewed").into_response())
}

/// Only what stands last on every sheet goes on: it shows that they are printed and can be read.
fn take_when_typed(hash: &[u8], fields: &Fields) -> Result<Option<Renewing>> {
    let mut all = RENEWING.lock().unwrap_or_else(PoisonError::into_inner);
    let now = chance::now();
    let Some(place) = all.iter().position(|one| one.token == hash && one.until > now) else { return Ok(None) };
    check_ends(&all[place].paper, fields)?;
    Ok(Some(all.remove(place)))
}
