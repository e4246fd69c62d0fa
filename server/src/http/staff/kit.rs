//! The recovery kit after the first start, for owners of the installation: whether it still opens everything (a drill),
//! and a new one in its place, on one sheet or on three. A new kit is shown once, to the browser that asked for it, and
//! counts when its last block or lines are typed back; until then nothing is changed.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::again::{self, Again};
use super::session::SignedIn;
use super::sign_in::{self, KitSheet};
use super::{Around, Fields, Person};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::seal::keys::Passphrase;
use crate::seal::recovery::Kit;
use crate::seal::shares::SHARES;
use crate::seal::sheets::Sheet;
use crate::store::accounts;
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
}

/// What the page of a new kit shows.
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
    kit: Kit,
    sheets: Vec<Sheet>,
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

async fn show(state: Shared, around: Around, person: Person) -> Result<Html<String>> {
    owner(&person)?;
    let printed = kits::current(&state.store).await?.ok_or(Error::NotFound)?;
    let due = printed.is_due(chance::today("UTC"));
    let view = Kept { printed, due, renewed_on: kits::renewed_on(&state.store).await? };
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
    let id = again::keep(&headers, true, Again { fields: Fields(fields.to_vec()), ..Again::default() });
    Ok(Redirect::to(&format!("{PAGE}?done=drilled&again={id}")).into_response())
}

async fn try_drill(state: &State, person: &Person, fields: &Fields) -> Result<Opened> {
    let kit = sign_in::typed_kit(state, fields).await?;
    drills::drill(&state.store, &kit, &person.id).await
}

async fn renew(state: Shared, headers: HeaderMap, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    owner(&visit.person)?;
    let opener = match opener(&state, &visit.person, &fields).await {
        Err(Error::Invalid(code, value)) => {
            return Ok(sign_in::back_with_kit(PAGE, &headers, &fields, code, value));
        }
        opener => opener?,
    };
    let kit = Kit::new();
    let sheets = if in_three(&fields) { Sheet::of(&kit) } else { Vec::new() };
    let until = chance::now() + SECONDS;
    remember(Renewing { token: visit.token.hash(), until, opener, kit, sheets });
    Ok(Redirect::to("/installation/kit/new").into_response())
}

fn in_three(fields: &Fields) -> bool {
    fields.get("sheets") == SHARES.to_string()
}

/// Who opens every key: the old kit where it was typed, else the person with their passphrase, which is asked for in any
/// case, so that nobody makes a kit at an open screen.
async fn opener(state: &State, person: &Person, fields: &Fields) -> Result<Opener> {
    fields.sure()?;
    let own = accounts::open(&state.store, &person.id, Passphrase::new(fields.get("passphrase"))).await?;
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
    let kit = KitSheet {
        blocks: renewing.kit.blocks.clone(),
        address: state.settings.staff_origin.clone(),
        day: chance::today("UTC").to_string(),
    };
    let view = NewKit { kit, sheets: renewing.sheets.clone() };
    Ok(Html(state.staff_pages.new_kit(&around, &view)).into_response())
}

fn to_kit() -> Response {
    Redirect::to(PAGE).into_response()
}

async fn finish(state: Shared, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    owner(&visit.person)?;
    let Some(renewing) = take_when_typed(&visit.token.hash(), &fields)? else { return Ok(to_kit()) };
    let sheets = if renewing.sheets.is_empty() { 1 } else { i64::from(SHARES) };
    let kit = &renewing.kit.public;
    let studies = owners::renew_kit(&state.store, &visit.person, &renewing.opener, kit, sheets).await?;
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
    all[place].check_ends(fields)?;
    Ok(Some(all.remove(place)))
}

impl Renewing {
    /// `kit-last-block-wrong`, or `sheet-last-line-wrong` with the numbers of the sheets.
    fn check_ends(&self, fields: &Fields) -> Result<()> {
        let last = self.kit.blocks.len() - 1;
        if self.sheets.is_empty() && !self.kit.is_block(last, fields.get("last-block")) {
            return Err(Error::Invalid("kit-last-block-wrong", String::new()));
        }
        let ends = |sheet: &&Sheet| sheet.ends_with(fields.get(&format!("last-line-{}", sheet.number)));
        let wrong: Vec<String> =
            self.sheets.iter().filter(|sheet| !ends(sheet)).map(|sheet| sheet.number.to_string()).collect();
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid("sheet-last-line-wrong", wrong.join(", "))) }
    }
}
