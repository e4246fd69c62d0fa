//! Unlocking a study for this session, and locking it again. Signing in is another thing.

use std::sync::Arc;

use axum::extract::{self, Query};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::proof::{self, Asking};
use super::session::SignedIn;
use super::{Around, Fields, Member, again, next, session, tries};
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::passkey::unhex;
use crate::seal::PrivateKey;
use crate::seal::passkey::Secret;
use crate::store::grants::StudyKeys;
use crate::store::passkeys::{self, Passkey};
use crate::store::{audit, grants, sessions, sql};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

const PURPOSE: &str = "unlock";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Where unlocking leads.
    pub next: String,
    /// Whether the member holds the study's key.
    pub holds_key: bool,
    /// What the script asks a passkey for that may unlock; none where there is none.
    pub ask: Option<String>,
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/unlock", Asks::Membership, show)
        .post("/studies/{study}/unlock", Asks::Membership, unlock)
        .post("/studies/{study}/lock", Asks::Membership, lock)
}

async fn show(
    state: Shared,
    around: Around,
    headers: HeaderMap,
    member: Member,
    SignedIn(visit): SignedIn,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let holders = grants::holders(&state.store, &member.study.id).await?;
    let holds_key = holders.iter().any(|person| person.id == member.person.id);
    let ask = match proof::party(&state.settings, &headers) {
        Some(party) if holds_key && member.keys.is_none() => {
            let asking = Asking { state: &state, party: &party, token: &visit.token, purpose: PURPOSE };
            asking.unlock(&unlocking(&state, &member).await?).await?
        }
        _ => None,
    };
    let next = next::inside(Fields(query).get("next")).to_owned();
    Ok(Html(state.staff_pages.unlock(&around, &member, &View { next, holds_key, ask })))
}

/// Passkeys of the member that may unlock.
async fn unlocking(state: &State, member: &Member) -> Result<Vec<Passkey>> {
    let mut all = passkeys::of(&mut state.store.pool.acquire().await?, &member.person.id).await?;
    all.retain(|passkey| passkey.unlocks);
    Ok(all)
}

async fn unlock(
    state: Shared,
    headers: HeaderMap,
    member: Member,
    SignedIn(visit): SignedIn,
    fields: Fields,
) -> Result<Response> {
    let (private, by) = match fields.get("credential") {
        "" => (tries::open(&state, &member.person.id, fields.get("passphrase")).await?, String::new()),
        _ => by_passkey(&state, &headers, &member, &visit, &fields).await?,
    };
    let study = &member.study.id;
    let mut to = state.store.write().await?;
    let visit = sessions::still(&mut to, &visit).await?;
    let keys = grants::open(&mut to, study, &member.person.id, &private).await?;
    audit::append(&mut to, Some(study), &member.person.id, "unlock", &by).await?;
    let cookie = with_study(&state, &mut to, &visit, study, Some(keys)).await?;
    to.commit().await?;
    let next = match next::inside(fields.get("next")) {
        "" => format!("/studies/{study}/overview"),
        next => next.to_owned(),
    };
    Ok(([cookie], Redirect::to(&next::noting(&next, "unlocked"))).into_response())
}

/// The person's key, opened by the secret of a passkey that made sure who touched it; and what that is called.
async fn by_passkey(
    state: &State,
    headers: &HeaderMap,
    member: &Member,
    visit: &sessions::Session,
    fields: &Fields,
) -> Result<(PrivateKey, String)> {
    let party = proof::party(&state.settings, headers).ok_or(Error::Conflict("passkey-nameless"))?;
    let asking = Asking { state, party: &party, token: &visit.token, purpose: PURPOSE };
    let known = unlocking(state, member).await?;
    let (passkey, counter) = asking.signed(&known, fields, true).await?;
    let secret = Secret::from_bytes(&unhex(fields.get("prf")).unwrap_or_default())?;
    let private = passkeys::open(&state.store, &member.person.id, passkey, &secret).await?;
    let mut to = state.store.write().await?;
    passkeys::signed(&mut to, &passkey.id, passkey.counter, counter).await?;
    to.commit().await?;
    Ok((private, passkey.name.clone()))
}

async fn lock(state: Shared, member: Member, SignedIn(visit): SignedIn) -> Result<Response> {
    let study = &member.study.id;
    let mut to = state.store.write().await?;
    let visit = sessions::still(&mut to, &visit).await?;
    let cookie = with_study(&state, &mut to, &visit, study, None).await?;
    to.commit().await?;
    state.workspaces.close(&state.store, study).await?;
    Ok(([cookie], Redirect::to(&format!("/studies/{study}/overview?done=locked"))).into_response())
}

/// A new token for the session, with or without this study's keys. The visit is as it stands still ([`sessions::still`]).
pub(super) async fn with_study(
    state: &State,
    to: &mut sql::Connection,
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
    again::follow(&visit.token, &token);
    Ok(session::hold(&state.settings, &token))
}
