//! Unlocking a study for this session, and locking it again. Signing in is another thing.

use std::sync::Arc;

use axum::Router;
use axum::extract::{self, Query};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use super::session::SignedIn;
use super::{Around, Fields, Member, next, session};
use crate::http::State;
use crate::seal::keys::Passphrase;
use crate::store::grants::StudyKeys;
use crate::store::{accounts, audit, grants, sessions};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// The routes of this area.
pub(super) fn router() -> Router<Arc<State>> {
    Router::new().route("/studies/{study}/unlock", get(show).post(unlock)).route("/studies/{study}/lock", post(lock))
}

async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let holders = grants::holders(&state.store, &member.study.id).await?;
    let holds_key = holders.iter().any(|person| person.id == member.person.id);
    let fields = Fields(query);
    Ok(Html(state.staff_pages.unlock(&around, &member, next::inside(fields.get("next")), holds_key)))
}

async fn unlock(state: Shared, member: Member, SignedIn(visit): SignedIn, fields: Fields) -> Result<Response> {
    let passphrase = Passphrase::new(fields.get("passphrase"));
    let private = accounts::open(&state.store, &member.person.id, passphrase).await?;
    let study = &member.study.id;
    let mut to = state.store.write().await?;
    let keys = grants::open(&mut to, study, &member.person.id, &private).await?;
    audit::append(&mut to, Some(study), &member.person.id, "unlock", "").await?;
    let cookie = with_study(&state, &mut to, &visit, study, Some(keys)).await?;
    to.commit().await?;
    let next = match next::inside(fields.get("next")) {
        "" => format!("/studies/{study}/overview"),
        next => next.to_owned(),
    };
    Ok(([cookie], Redirect::to(&next::noting(&next, "unlocked"))).into_response())
}

async fn lock(state: Shared, member: Member, SignedIn(visit): SignedIn) -> Result<Response> {
    let study = &member.study.id;
    let mut to = state.store.write().await?;
    let cookie = with_study(&state, &mut to, &visit, study, None).await?;
    to.commit().await?;
    state.workspaces.wipe(study);
    Ok(([cookie], Redirect::to(&format!("/studies/{study}/overview?done=locked"))).into_response())
}

/// A new token for the session, with or without this study's keys.
pub(super) async fn with_study(
    state: &State,
    to: &mut sqlx::SqliteConnection,
    visit: &sessions::Session,
    study: &str,
    keys: Option<StudyKeys>,
) -> Result<(axum::http::HeaderName, axum::http::HeaderValue)> {
    let mut unlocked = visit.unlocked.clone();
    match keys {
        Some(keys) => unlocked.insert(study.to_owned(), keys),
        None => unlocked.remove(study),
    };
    let token = sessions::rotate(to, &visit.token, &unlocked).await.map_err(|error| match error {
        Error::Locked => Error::Conflict("session-ended"),
        other => other,
    })?;
    Ok(session::hold(&state.settings, &token))
}
