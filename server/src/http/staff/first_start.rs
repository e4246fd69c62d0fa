//! The first start: an owner, a passphrase, and the recovery kit, which is shown to print, on one sheet or on three, and
//! goes on only when what stands last on it is typed back. Until then nothing is stored; the kit itself never is.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::extract;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Around, Fields, kit, secrets, session, sign_in};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::seal::codes::{self, Kind};
use crate::seal::keys::PersonKeys;
use crate::seal::paper::Paper;
use crate::store::sessions::Token;
use crate::store::{accounts, owners};
use crate::{Error, Result, chance};

type Shared = extract::State<Arc<State>>;

/// What the page of the first start shows.
#[derive(Clone, Copy, Debug)]
pub struct First {
    /// Whether the code that the terminal printed is asked for.
    pub code: bool,
    /// Whether three sheets are chosen at first.
    pub in_three: bool,
}

/// Somebody who was shown a kit and has not typed its end back yet.
struct Starting {
    token: Vec<u8>,
    until: i64,
    name: String,
    keys: PersonKeys,
    paper: Paper,
}

const SECONDS: i64 = 60 * 60;
const MOST: usize = 20;

static STARTING: Mutex<Vec<Starting>> = Mutex::new(Vec::new());

/// The routes of the first start.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/first-start", Asks::Nothing, show)
        .post("/first-start", Asks::Nothing, start)
        .get("/first-start/kit", Asks::Nothing, show_kit)
        .post("/first-start/kit", Asks::Nothing, finish)
}

/// The code that the terminal prints and the first start asks for: whoever reaches the page from elsewhere first must
/// not become its owner. `None` where pages are for this machine only, or where somebody is owner already.
pub async fn code(state: &State) -> Result<Option<&'static str>> {
    static CODE: OnceLock<String> = OnceLock::new();
    if is_here_only(&state.settings) || accounts::any(&state.store).await? {
        return Ok(None);
    }
    Ok(Some(CODE.get_or_init(|| codes::new_code(Kind::Invitation))))
}

/// A proxy in front makes every visitor look near; so the address that staff type decides as well.
fn is_here_only(settings: &crate::Settings) -> bool {
    settings.staff.ip().is_loopback() && crate::Settings::is_near(&settings.staff_origin)
}

async fn only_before(state: &State) -> Result<()> {
    if accounts::any(&state.store).await? { Err(Error::NotFound) } else { Ok(()) }
}

async fn show(state: Shared, around: Around) -> Result<Html<String>> {
    only_before(&state).await?;
    let view = First { code: code(&state).await?.is_some(), in_three: state.settings.in_three };
    Ok(Html(state.staff_pages.first_start(&around, view)))
}

async fn start(state: Shared, fields: Fields) -> Result<Response> {
    only_before(&state).await?;
    if let Some(code) = code(&state).await?
        && codes::read(Kind::Invitation, fields.get("code")).as_deref() != Some(code)
    {
        return Err(Error::Invalid("start-code-wrong", String::new()));
    }
    let name = accounts::name(fields.get("name"))?;
    let keys = secrets::make_keys(secrets::chosen(&fields)?).await?;
    let paper = Paper::new(kit::in_three(&fields, state.settings.in_three));
    let token = Token::new();
    remember(Starting { token: token.hash(), until: chance::now() + SECONDS, name, keys, paper });
    Ok(([session::hold(&state.settings, &token)], Redirect::to("/first-start/kit")).into_response())
}

fn remember(starting: Starting) {
    let mut all = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let now = chance::now();
    all.retain(|one| one.until > now);
    if all.len() >= MOST {
        all.remove(0);
    }
    all.push(starting);
}

async fn show_kit(state: Shared, around: Around, headers: HeaderMap) -> Result<Response> {
    only_before(&state).await?;
    let Some(hash) = session::token(&headers).map(|token| token.hash()) else { return Ok(to_start()) };
    let all = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    match all.iter().find(|one| one.token == hash) {
        Some(starting) => {
            Ok(Html(state.staff_pages.kit(&around, &kit::shown(&state, &starting.paper))).into_response())
        }
        None => Ok(to_start()),
    }
}

fn to_start() -> Response {
    Redirect::to("/first-start").into_response()
}

async fn finish(state: Shared, headers: HeaderMap, fields: Fields) -> Result<Response> {
    let Some(hash) = session::token(&headers).map(|token| token.hash()) else { return Ok(to_start()) };
    let Some(starting) = take_when_typed(&hash, &fields)? else { return Ok(to_start()) };
    let owner = owners::begin(&state.store, &starting.name, &starting.keys, &starting.paper).await?;
    sign_in::enter(&state, &headers, &owner, "/studies?done=started").await
}

/// Only what stands last on every sheet goes on: it shows that somebody holds the printed paper.
fn take_when_typed(hash: &[u8], fields: &Fields) -> Result<Option<Starting>> {
    let mut all = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(place) = all.iter().position(|one| one.token == hash) else { return Ok(None) };
    kit::check_ends(&all[place].paper, fields)?;
    Ok(Some(all.remove(place)))
}
