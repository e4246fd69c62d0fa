//! A reviewer signs a language; a coordinator publishes.

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::response::Redirect;

use super::super::{Fields, Member};
use super::address;
use crate::access::Action;
use crate::http::State;
use crate::publishing;
use crate::store::{audit, grants, versions};
use crate::{Error, Result};

pub(super) async fn sign(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    if fields.get("read").is_empty() {
        return Err(Error::Invalid("review-not-confirmed", String::new()));
    }
    let interface = super::interface(&state).await?;
    let day = member.study.today().to_string();
    publishing::sign(&state.store, &draft, &interface, fields.get("language"), fields.get("reviewer"), &day).await?;
    Ok(Redirect::to(&format!("{}?done=language-signed", address(&member, &id))))
}

pub(super) async fn publish(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::Publish)?;
    let draft = super::draft(&state, &member, &id).await?;
    let parsed = super::read(&draft)?;
    if fields.get("hash") != ::instruments::hash(&draft.draft) {
        return Err(Error::Conflict("instrument-changed"));
    }
    let languages: Vec<String> = fields.all("language").map(str::to_owned).collect();
    let interface = super::interface(&state).await?;
    let readiness = publishing::readiness(&state.store, &draft, &parsed, &interface).await?;
    let provided = grants::is_provided_for(&state.store, &member.study).await?;
    let obstacles = publishing::obstacles(&draft.draft, &languages, &readiness, provided);
    if !obstacles.is_empty() {
        return Err(Error::Problems(obstacles));
    }
    let mut transaction = state.store.write().await?;
    let day = member.study.today().to_string();
    let hash = versions::publish(&mut transaction, &draft.id, &draft.draft, &languages, &day).await?;
    let object = format!("{} {hash} {}", draft.name, languages.join(" "));
    audit::append(&mut transaction, Some(&member.study.id), &member.person.id, "publish", &object).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&format!("{}/versions?done=published", address(&member, &id))))
}
