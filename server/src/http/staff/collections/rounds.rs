//! Waves and sites: adding, changing, and making the next round (or a whole study) like the last.

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::response::Redirect;

use super::super::{Fields, Member, studies::may_make};
use super::date;
use crate::access::Action;
use crate::http::State;
use crate::store::{audit, clones, installation, retention, sites, studies, waves};
use crate::{Error, Result, name};

fn back(member: &Member, done: &str) -> Redirect {
    Redirect::to(&format!("/studies/{}/collections?done={done}", member.study.id))
}

/// The same for a wave; a warning where it starts when the answers of the study are gone already.
async fn back_with(state: &State, member: &Member, starts_on: &str, done: &str) -> Result<Redirect> {
    let promise = retention::promise(&state.store, &member.study.id).await?;
    let is_late = promise.is_some_and(|promise| starts_on > promise.keep_until.as_str());
    Ok(back(member, if is_late { "wave-after-purge" } else { done }))
}

/// Name and first day of a wave as typed.
fn wave(fields: &Fields) -> Result<(String, String)> {
    let name = fields.name("name", "wave-name-missing")?;
    let starts_on = date(fields.get("starts_on"))?.ok_or(Error::Invalid("date-wrong", String::new()))?;
    Ok((name, starts_on))
}

pub(super) async fn add_wave(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let (name, starts_on) = wave(&fields)?;
    waves::add(&state.store, &member.study.id, &name, &starts_on).await?;
    back_with(&state, &member, &starts_on, "wave-added").await
}

pub(super) async fn change_wave(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let (name, starts_on) = wave(&fields)?;
    waves::change(&state.store, &member.study.id, &id, &name, &starts_on).await?;
    named_anew(&state, &member).await?;
    back_with(&state, &member, &starts_on, "wave-saved").await
}

pub(super) async fn clone_wave(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let old = waves::find(&state.store, &member.study.id, &id).await?.ok_or(Error::NotFound)?;
    let (name, starts_on) = wave(&fields)?;
    if fields.get("checked") == "on" {
        let today = member.study.today().to_string();
        clones::date_help_lines(&state.store, &member.study.id, &today).await?;
    }
    clones::wave(&state.store, &member.study.id, &old, &name, &starts_on).await?;
    back_with(&state, &member, &starts_on, "wave-cloned").await
}

/// A new study with the instruments, sites and help lines of this one, a key of its own, and no answers.
pub(super) async fn clone_study(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::ChangeSettings)?;
    may_make(&member.person)?;
    let name = fields.name("name", "study-name-missing")?;
    let mut transaction = state.store.write().await?;
    // Read while nobody else writes: a new kit could come in between, and would never open this study.
    let recovery = installation::recovery_key(&state.store).await?.ok_or(Error::NotFound)?;
    let zone = &member.study.time_zone;
    let (fresh, _) = studies::make(&mut transaction, &name, zone, &member.person, &recovery).await?;
    let like = studies::Study { id: fresh.id, name, second_holder_refused: None, ..member.study.clone() };
    studies::change(&mut transaction, &like).await?;
    audit::append(&mut transaction, Some(&like.id), &member.person.id, "clone-study", &member.study.name).await?;
    transaction.commit().await?;
    let today = (fields.get("checked") == "on").then(|| like.today().to_string());
    clones::study(&state.store, &member.study, &like, today.as_deref()).await?;
    Ok(Redirect::to(&format!("/studies/{}/instruments?done=study-cloned", like.id)))
}

pub(super) async fn add_site(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let names = fields.get("names").lines().filter(|name| !name.trim().is_empty());
    let names = names.map(|name| name::checked(name, "site-name-missing")).collect::<Result<Vec<_>>>()?;
    if names.is_empty() {
        return Err(Error::Invalid("site-name-missing", String::new()));
    }
    for name in names {
        sites::add(&state.store, &member.study.id, &name).await?;
    }
    Ok(back(&member, "site-added"))
}

pub(super) async fn rename_site(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    sites::rename(&state.store, &member.study.id, &id, &fields.name("name", "site-name-missing")?).await?;
    named_anew(&state, &member).await?;
    Ok(back(&member, "site-saved"))
}

/// What is unlocked carries names of waves and sites: it is opened again with the new ones.
async fn named_anew(state: &State, member: &Member) -> Result<()> {
    state.workspaces.close(&state.store, &member.study.id).await
}
