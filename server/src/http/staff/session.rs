//! Who asks: extractors for handlers. [`Person`] is somebody signed in (others go to the sign-in page), [`Member`] a
//! person in the study of the address (others find nothing there).

use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::absent::Ended;
use super::next;
use crate::access::{self, Action, Role};
use crate::http::State;
use crate::store::grants::StudyKeys;
use crate::store::members;
use crate::store::sessions::{self, Session, Token};
use crate::store::studies::{self, Study};
use crate::{Error, Result, Settings};

pub use crate::store::accounts::Person;

/// Name of the cookie where pages travel encrypted, and on loopback.
const NAMES: [&str; 2] = ["__Host-t", "t"];
/// The same for the cookie by which a browser is known again in which somebody signed in.
const DEVICES: [&str; 2] = ["__Host-k", "k"];
/// For how long it is: a month.
const MONTH: &str = "; Max-Age=2592000";

/// A person in the study that the address names.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// Which study.
    pub study: Study,
    /// As what.
    pub role: Role,
    /// What opens its answers, while unlocked.
    pub keys: Option<StudyKeys>,
}

impl Member {
    /// Refuses what the table of roles does not allow.
    pub fn may(&self, action: Action) -> Result<()> {
        if access::allows(self.role, action) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The study's keys; leads to the unlock page where it is locked.
    pub fn unlocked(&self) -> Result<&StudyKeys> {
        self.keys.as_ref().ok_or(Error::Locked)
    }
}

/// The token that a browser sent.
pub fn token(headers: &HeaderMap) -> Option<Token> {
    held(headers, &NAMES).find_map(Token::read)
}

/// What a browser holds in which somebody signed in before ([`crate::seal::codes::device`]).
pub(super) fn device(headers: &HeaderMap) -> Option<String> {
    held(headers, &DEVICES).next().map(str::to_owned)
}

/// The values of cookies of these names.
fn held<'a>(headers: &'a HeaderMap, names: &'a [&str; 2]) -> impl Iterator<Item = &'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| names.contains(name)).map(|(_, value)| value)
}

/// Lets the browser hold a token until it is closed.
pub fn hold(settings: &Settings, token: &Token) -> (header::HeaderName, HeaderValue) {
    cookie(settings, NAMES, &token.to_text(), "")
}

/// Lets the browser be known again as one in which a person signed in.
pub(super) fn know_again(settings: &Settings, device: &str) -> (header::HeaderName, HeaderValue) {
    cookie(settings, DEVICES, device, MONTH)
}

/// Lets the browser forget its token.
pub fn forget(settings: &Settings) -> (header::HeaderName, HeaderValue) {
    cookie(settings, NAMES, "", "; Max-Age=0")
}

fn cookie(settings: &Settings, names: [&str; 2], value: &str, more: &str) -> (header::HeaderName, HeaderValue) {
    let https = Settings::https(&settings.staff_origin);
    let (name, secure) = if https { (names[0], "; Secure") } else { (names[1], "") };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
    let value = HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""));
    (header::SET_COOKIE, value)
}

/// The session of a request, looked up once.
pub async fn current(parts: &mut Parts, state: &Arc<State>) -> Result<Option<Arc<Session>>> {
    if let Some(found) = parts.extensions.get::<Option<Arc<Session>>>() {
        return Ok(found.clone());
    }
    let found = match token(&parts.headers) {
        Some(token) => sessions::find(&state.store, token).await?.map(Arc::new),
        None => None,
    };
    parts.extensions.insert(found.clone());
    Ok(found)
}

/// The session of a request that must have one.
pub struct SignedIn(pub Arc<Session>);

impl FromRequestParts<Arc<State>> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> std::result::Result<Self, Response> {
        match current(parts, state).await.map_err(IntoResponse::into_response)? {
            Some(session) => Ok(Self(session)),
            None => Err(to_sign_in(parts, state).await),
        }
    }
}

/// To the sign-in page; a form leaves word whose session had ended, so that what was typed can wait for the same person.
async fn to_sign_in(parts: &Parts, state: &Arc<State>) -> Response {
    if parts.method == Method::GET {
        let page = next::without_notes(parts.uri.path(), parts.uri.query().unwrap_or_default());
        return Redirect::to(&format!("/sign-in{}", next::carried(&page))).into_response();
    }
    let person = match token(&parts.headers) {
        Some(token) => sessions::ended(&state.store, &token).await.ok().flatten(),
        None => None,
    };
    (Extension(Ended(person)), Redirect::to("/sign-in")).into_response()
}

impl FromRequestParts<Arc<State>> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> std::result::Result<Self, Response> {
        SignedIn::from_request_parts(parts, state).await.map(|SignedIn(session)| session.person.clone())
    }
}

impl FromRequestParts<Arc<State>> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> std::result::Result<Self, Response> {
        // Looked up once: the route asks first, its handler after.
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(found.clone());
        }
        let SignedIn(session) = SignedIn::from_request_parts(parts, state).await?;
        let id = study_id(parts, state).await;
        let found = member(state, &session, id.as_deref()).await.map_err(IntoResponse::into_response)?;
        parts.extensions.insert(found.clone());
        Ok(found)
    }
}

/// The `{study}` of the address.
pub(super) async fn study_id(parts: &mut Parts, state: &Arc<State>) -> Option<String> {
    let path = RawPathParams::from_request_parts(parts, state).await.ok()?;
    path.iter().find(|(name, _)| *name == "study").map(|(_, value)| value.to_owned())
}

async fn member(state: &State, session: &Session, id: Option<&str>) -> Result<Member> {
    let study = studies::find(&state.store, id.unwrap_or_default()).await?.ok_or(Error::NotFound)?;
    let role = members::role(&state.store, &study.id, &session.person.id).await?.ok_or(Error::NotFound)?;
    let keys = session.unlocked.get(&study.id).cloned();
    Ok(Member { person: session.person.clone(), study, role, keys })
}
