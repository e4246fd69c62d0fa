//! One's own authenticator app: its secret is shown until a first code of it was typed, and never after.

use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Shared, asks_anew, begins, with_codes};
use crate::Result;
use crate::http::staff::routes::{Asks, Routes};
use crate::http::staff::session::SignedIn;
use crate::http::staff::{Around, Fields};
use crate::store::{authenticators, second};

const PAGE: &str = "/account/authenticator";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get(PAGE, Asks::SignedIn, show)
        .post(PAGE, Asks::SignedIn, turn_on)
        .post("/account/authenticator/new", Asks::SignedIn, begin)
        .post("/account/authenticator/off", Asks::SignedIn, turn_off)
}

/// A new secret.
async fn begin(state: Shared, SignedIn(visit): SignedIn) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, "/account") {
        return Ok(asks);
    }
    let mut to = state.store.write().await?;
    authenticators::begin(&mut to, &state.installation, &visit.person.id).await?;
    to.commit().await?;
    Ok(Redirect::to(PAGE).into_response())
}

async fn show(state: Shared, around: Around, SignedIn(visit): SignedIn) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, PAGE) {
        return Ok(asks);
    }
    let mut from = state.store.pool.acquire().await?;
    let person = &visit.person;
    match authenticators::setting(&mut from, &state.installation, &person.id, &person.name).await? {
        Some(setting) => Ok(Html(state.staff_pages.authenticator(&around, &setting)).into_response()),
        None => Ok(Redirect::to("/account").into_response()),
    }
}

async fn turn_on(state: Shared, headers: HeaderMap, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, PAGE) {
        return Ok(asks);
    }
    let (person, mut to) = (&visit.person.id, state.store.write().await?);
    authenticators::turn_on(&mut to, &state.installation, person, fields.get("code")).await?;
    let codes = begins(&mut to, &state, &visit).await?;
    to.commit().await?;
    with_codes(&state, &headers, &codes, "authenticator-on").await
}

async fn turn_off(state: Shared, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    if let Some(asks) = asks_anew(&visit, "/account") {
        return Ok(asks);
    }
    fields.sure()?;
    let (person, mut to) = (&visit.person.id, state.store.write().await?);
    authenticators::turn_off(&mut to, person).await?;
    second::tidy(&mut to, person).await?;
    let last = if second::of(&mut to, person).await?.is_asked() { "" } else { "-last" };
    to.commit().await?;
    Ok(Redirect::to(&format!("/account?done=authenticator-off{last}")).into_response())
}
