//! The second step of signing in: the passphrase was right, and the person has a second proof.

use std::sync::Arc;

use axum::extract;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::proof::{self, Asking};
use super::{Around, Fields, session};
use crate::Result;
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::store::second::{self, Second};
use crate::store::sessions::{self, Token, Unlocked};
use crate::store::sign_ins::{self, SignIn};

type Shared = extract::State<Arc<State>>;

const PURPOSE: &str = "sign-in";

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Asks for the second proof.
    fn second(&self, around: &Around, view: &View) -> String;
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// What the person has.
    pub second: Second,
    /// What the script asks a device for; none where no passkey is for this address.
    pub ask: Option<String>,
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new().get("/sign-in/second", Asks::Nothing, show).post("/sign-in/second", Asks::Nothing, enter)
}

async fn waiting(state: &State, headers: &HeaderMap) -> Result<Option<(Token, SignIn)>> {
    let Some(token) = session::token(headers) else { return Ok(None) };
    let found = sign_ins::find(&state.store, &token).await?;
    Ok(found.map(|sign_in| (token, sign_in)))
}

fn to_sign_in() -> Response {
    Redirect::to("/sign-in").into_response()
}

async fn show(state: Shared, around: Around, headers: HeaderMap) -> Result<Response> {
    let Some((token, sign_in)) = waiting(&state, &headers).await? else { return Ok(to_sign_in()) };
    let second = second::of(&mut state.store.pool.acquire().await?, &sign_in.person).await?;
    let ask = match proof::party(&state.settings, &headers) {
        Some(party) => {
            let asking = Asking { state: &state, party: &party, token: &token, purpose: PURPOSE };
            asking.sign(&second.passkeys).await?
        }
        None => None,
    };
    Ok(Html(state.staff_pages.second(&around, &View { second, ask })).into_response())
}

async fn enter(state: Shared, headers: HeaderMap, fields: Fields) -> Result<Response> {
    let Some((token, sign_in)) = waiting(&state, &headers).await? else { return Ok(to_sign_in()) };
    let party = proof::party(&state.settings, &headers);
    let asking = party.as_ref().map(|party| Asking { state: &state, party, token: &token, purpose: PURPOSE });
    proof::give(asking.as_ref(), &state, &sign_in.person, &fields).await?;
    let mut to = state.store.write().await?;
    if !sign_ins::end(&mut to, &token).await? {
        return Ok(to_sign_in());
    }
    let token = sessions::start(&mut to, &sign_in.person, &Unlocked::new()).await?;
    to.commit().await?;
    Ok(([session::hold(&state.settings, &token)], Redirect::to(&sign_in.next)).into_response())
}
