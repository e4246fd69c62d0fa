//! A reviewer from outside: no account, no study's key. A code opens one suppressed draft, to be approved or refused; the
//! code stands in no address.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::Shared;
use super::decide::decided;
use super::kept::Kept;
use super::view::Review;
use crate::http::State;
use crate::http::staff::{Around, Fields, session};
use crate::store::releases::By;
use crate::store::reviewers::{self, Visit};
use crate::store::{audit, sessions, studies};
use crate::{Error, Result, chance};

/// `GET /review`
pub(super) async fn door(state: Shared, around: Around) -> Html<String> {
    Html(state.staff_pages.reviewer_door(&around))
}

/// `POST /review`
pub(super) async fn enter(state: Shared, headers: HeaderMap, fields: Fields) -> Result<Response> {
    // Somebody from outside is not signed in. Who is could still use another browser: `decide::may_invite` is the guard.
    if let Some(token) = session::token(&headers)
        && sessions::find(&state.store, token).await?.is_some()
    {
        return Err(Error::Conflict("reviewer-inside"));
    }
    let mut to = state.store.write().await?;
    let token = reviewers::enter(&mut to, &state.installation, fields.get("code")).await?;
    to.commit().await?;
    Ok(([session::hold(&state.settings, &token)], Redirect::to("/review/draft")).into_response())
}

/// The reviewer of a request; others go to the door.
pub(super) struct Reviewing(Visit);

impl FromRequestParts<Arc<State>> for Reviewing {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> std::result::Result<Self, Response> {
        let found = match session::token(&parts.headers) {
            Some(token) => reviewers::visit(&state.store, &token).await.map_err(IntoResponse::into_response)?,
            None => None,
        };
        found.map(Self).ok_or_else(|| Redirect::to("/review").into_response())
    }
}

/// `GET /review/draft`
pub(super) async fn show(state: Shared, around: Around, Reviewing(visit): Reviewing) -> Result<Html<String>> {
    let kept = Kept::by_id(&state, &visit.release).await?;
    let documents = kept.documents_with(&visit.key)?;
    let study = &kept.release.study_id;
    audit::reading(&state.store, study, &by(&visit), "look-at-release", &visit.release).await?;
    let view = Review { name: visit.name, documents, digest: kept.digest() };
    Ok(Html(state.staff_pages.reviewer(&around, &view)))
}

/// `POST /review/draft`
pub(super) async fn decide(state: Shared, Reviewing(visit): Reviewing, fields: Fields) -> Result<Response> {
    let kept = Kept::by_id(&state, &visit.release).await?;
    let study = studies::find(&state.store, &kept.release.study_id).await?.ok_or(Error::NotFound)?;
    let day = chance::today(&study.time_zone).to_string();
    let by = By { name: by(&visit), day, invited_by: Some(visit.invited_by.clone()) };
    let done = decided(&state, &kept, &visit.key, &by, &fields).await?;
    Ok(([session::forget(&state.settings)], Redirect::to(&format!("/review?done={done}"))).into_response())
}

/// How a reviewer from outside is written down.
fn by(visit: &Visit) -> String {
    format!("{} (from outside)", visit.name)
}
