//! One's own passkeys: adding, naming, removing, and letting one unlock studies.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Shared, asks_anew, begins, with_codes};
use crate::http::State;
use crate::http::staff::proof::{self, Asking};
use crate::http::staff::routes::{Asks, Routes};
use crate::http::staff::session::{Person, SignedIn};
use crate::http::staff::{Around, Fields, tries};
use crate::passkey::{self, unhex};
use crate::seal::passkey::Secret;
use crate::store::passkeys::{self, Passkey};
use crate::store::second;
use crate::store::sessions::Session;
use crate::{Error, Result};

const ADD: &str = "add";
const UNLOCK: &str = "let-unlock";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/account/passkeys/new", Asks::SignedIn, show_new)
        .post("/account/passkeys/new", Asks::SignedIn, add)
        .post("/account/passkeys/{passkey}/name", Asks::SignedIn, rename)
        .post("/account/passkeys/{passkey}/remove", Asks::SignedIn, remove)
        .get("/account/passkeys/{passkey}/unlocks", Asks::SignedIn, show_unlocking)
        .post("/account/passkeys/{passkey}/unlocks", Asks::SignedIn, let_unlock)
}

async fn own(state: &State, visit: &Session) -> Result<Vec<Passkey>> {
    passkeys::of(&mut state.store.pool.acquire().await?, &visit.person.id).await
}

/// One of the person's own; nothing is found of anybody else's.
async fn one(state: &State, visit: &Session, id: &str) -> Result<Passkey> {
    own(state, visit).await?.into_iter().find(|passkey| passkey.id == id).ok_or(Error::NotFound)
}

async fn show_new(state: Shared, around: Around, headers: HeaderMap, SignedIn(visit): SignedIn) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, "/account/passkeys/new") {
        return Ok(asks);
    }
    let ask = match proof::party(&state.settings, &headers) {
        Some(party) => {
            let asking = Asking { state: &state, party: &party, token: &visit.token, purpose: ADD };
            Some(asking.make(&own(&state, &visit).await?, &visit.person).await?)
        }
        None => None,
    };
    Ok(Html(state.staff_pages.new_passkey(&around, ask.as_deref())).into_response())
}

async fn add(state: Shared, headers: HeaderMap, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, "/account/passkeys/new") {
        return Ok(asks);
    }
    let party = proof::party(&state.settings, &headers).ok_or(Error::Conflict("passkey-nameless"))?;
    let asking = Asking { state: &state, party: &party, token: &visit.token, purpose: ADD };
    let challenge = asking.answered(&fields).await?;
    let bytes = |name: &str| unhex(fields.get(name)).unwrap_or_default();
    let made = passkey::make(&party, &challenge, &bytes("client"), &bytes("data")).map_err(proof::refused)?;
    let mut to = state.store.write().await?;
    passkeys::add(&mut to, &visit.person.id, &party.id, &made, fields.get("name")).await?;
    let codes = begins(&mut to, &state, &visit).await?;
    to.commit().await?;
    with_codes(&state, &headers, &codes, "passkey-added").await
}

async fn rename(state: Shared, person: Person, Path(id): Path<String>, fields: Fields) -> Result<Redirect> {
    let mut to = state.store.write().await?;
    passkeys::rename(&mut to, &person.id, &id, fields.get("name")).await?;
    to.commit().await?;
    Ok(Redirect::to("/account?done=saved"))
}

async fn remove(state: Shared, SignedIn(visit): SignedIn, Path(id): Path<String>, fields: Fields) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, "/account") {
        return Ok(asks);
    }
    one(&state, &visit, &id).await?;
    fields.sure()?;
    let mut to = state.store.write().await?;
    passkeys::remove(&mut to, &visit.person.id, &id).await?;
    second::tidy(&mut to, &visit.person.id).await?;
    let last = if second::of(&mut to, &visit.person.id).await?.is_asked() { "" } else { "-last" };
    to.commit().await?;
    Ok(Redirect::to(&format!("/account?done=passkey-removed{last}")).into_response())
}

async fn show_unlocking(
    state: Shared,
    around: Around,
    headers: HeaderMap,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let passkey = one(&state, &visit, &id).await?;
    if let Some(asks) = asks_anew(&visit, &format!("/account/passkeys/{id}/unlocks")) {
        return Ok(asks);
    }
    let ask = match proof::party(&state.settings, &headers) {
        Some(party) => {
            let asking = Asking { state: &state, party: &party, token: &visit.token, purpose: UNLOCK };
            asking.unlock(std::slice::from_ref(&passkey)).await?
        }
        None => None,
    };
    Ok(Html(state.staff_pages.unlocking_passkey(&around, &passkey, ask.as_deref())).into_response())
}

/// The passphrase opens the person's key once more, and the passkey's secret closes a copy of it.
async fn let_unlock(
    state: Shared,
    headers: HeaderMap,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let passkey = one(&state, &visit, &id).await?;
    if let Some(asks) = asks_anew(&visit, &format!("/account/passkeys/{id}/unlocks")) {
        return Ok(asks);
    }
    let party = proof::party(&state.settings, &headers).ok_or(Error::Conflict("passkey-nameless"))?;
    let asking = Asking { state: &state, party: &party, token: &visit.token, purpose: UNLOCK };
    let (signed, counter) = asking.signed(std::slice::from_ref(&passkey), &fields, true).await?;
    let secret = Secret::from_bytes(&unhex(fields.get("prf")).unwrap_or_default())?;
    let private = tries::open(&state, &visit.person.id, fields.get("passphrase")).await?;
    let mut to = state.store.write().await?;
    passkeys::signed(&mut to, &signed.id, signed.counter, counter).await?;
    passkeys::let_unlock(&mut to, &visit.person.id, signed, &secret, &private).await?;
    to.commit().await?;
    Ok(Redirect::to("/account?done=passkey-unlocks").into_response())
}
