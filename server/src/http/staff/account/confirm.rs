//! All proofs anew, before the second proof of somebody is changed. The session gets a new token, so whoever copied the
//! old one is left behind.

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Confirm, Shared};
use crate::http::State;
use crate::http::staff::proof::{self, Asking};
use crate::http::staff::routes::{Asks, Routes};
use crate::http::staff::session::{self, SignedIn};
use crate::http::staff::{Around, Fields, again, next, tries};
use crate::seal::keys::Passphrase;
use crate::store::sessions::{self, Session};
use crate::store::{accounts, second};
use crate::{Error, Result};

const PURPOSE: &str = "confirm";

pub(super) fn routes() -> Routes {
    Routes::new().get("/account/confirm", Asks::SignedIn, show).post("/account/confirm", Asks::SignedIn, confirm)
}

async fn show(
    state: Shared,
    around: Around,
    headers: HeaderMap,
    SignedIn(visit): SignedIn,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let second = second::of(&mut state.store.pool.acquire().await?, &visit.person.id).await?;
    let ask = match proof::party(&state.settings, &headers) {
        Some(party) => {
            let asking = Asking { state: &state, party: &party, token: &visit.token, purpose: PURPOSE };
            asking.sign(&second.passkeys).await?
        }
        None => None,
    };
    let next = next::own(Fields(query).get("next")).to_owned();
    Ok(Html(state.staff_pages.confirm(&around, &Confirm { second, ask, next })))
}

async fn confirm(state: Shared, headers: HeaderMap, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    check(&state, &headers, &visit, &fields).await?;
    let mut to = state.store.write().await?;
    let visit = sessions::still(&mut to, &visit).await?;
    let confirmed = sessions::confirm(&mut to, &visit.token, &visit.unlocked).await;
    let token = confirmed.map_err(ended)?;
    to.commit().await?;
    again::follow(&visit.token, &token);
    let next = Redirect::to(next::own(fields.get("next")));
    Ok(([session::hold(&state.settings, &token)], next).into_response())
}

/// A session that ended meanwhile has no new token.
pub(super) fn ended(error: Error) -> Error {
    match error {
        Error::Locked => Error::Conflict("session-ended"),
        other => other,
    }
}

/// The passphrase, and where the person has one, the second proof.
async fn check(state: &State, headers: &HeaderMap, visit: &Session, fields: &Fields) -> Result<()> {
    let passphrase = Passphrase::typed(fields.get("passphrase"))?;
    let asking = accounts::sign_in(&state.store, &visit.person.name, passphrase);
    tries::inside(state, &visit.person.id, asking).await.map_err(|error| match error {
        Error::Invalid("tries-wait", wait) => Error::Invalid("tries-wait", wait),
        Error::Invalid(_, value) => Error::Invalid("passphrase-wrong", value),
        other => other,
    })?;
    let second = second::of(&mut state.store.pool.acquire().await?, &visit.person.id).await?;
    if !second.is_asked() {
        return Ok(());
    }
    let party = proof::party(&state.settings, headers);
    let asking = party.as_ref().map(|party| Asking { state, party, token: &visit.token, purpose: PURPOSE });
    proof::give(asking.as_ref(), state, &visit.person.id, fields).await
}
