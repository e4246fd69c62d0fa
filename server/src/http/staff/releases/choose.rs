//! The form: what is to be published.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::kept::{Kept, seal_choice};
use super::view::Choosing;
use super::{Shared, codes, page, quotes};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::release::{Choice, Crossed, Part, Second, constructs};
use crate::store::releases::{self, Release};
use crate::store::{audit, collections, release_authors, roster};
use crate::waves::Series;
use crate::workspace::Workspace;
use crate::{Error, Result, chance};

type Two = Path<(String, String)>;

/// `GET …/releases/new`
pub(super) async fn new(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let choice = Choice { language: "en".to_owned(), ..Choice::default() };
    form(&state, &around, member, None, choice).await
}

/// `GET …/releases/{id}/choice`
pub(super) async fn again(state: Shared, around: Around, member: Member, Path((_, id)): Two) -> Result<Html<String>> {
    let choice = Kept::find(&state, &member, &id).await?.choice(member.unlocked()?)?;
    form(&state, &around, member, Some(id), choice).await
}

async fn form(
    state: &State,
    around: &Around,
    member: Member,
    release: Option<String>,
    choice: Choice,
) -> Result<Html<String>> {
    member.may(Action::PrepareReleases)?;
    let keys = member.unlocked()?;
    let workspace = state.workspaces.open(&state.store, &member.study.id, keys).await?;
    let typed = &around.again.fields;
    let choice = if typed.0.is_empty() { choice } else { read(typed, choice.corrects) };
    let series = all(state, &member, &workspace).await?;
    let view = Choosing {
        constructs: constructs(series.iter().map(|one| one.items.as_slice())),
        organisations: roster::organisations(&state.store, &member.study.id).await?,
        series,
        codes: codes::names(&workspace),
        quotes: quotes::public(state, &workspace, &choice.language),
        member,
        release,
        choice,
    };
    Ok(Html(state.staff_pages.release_choice(around, &view)))
}

/// Instruments that have answers.
async fn all(state: &State, member: &Member, workspace: &Workspace) -> Result<Vec<Arc<Series>>> {
    let (store, study) = (&state.store, &member.study.id);
    let counted = collections::all(store, study).await?.into_iter().filter(|one| !one.rehearsal);
    let instruments: BTreeSet<String> = counted.map(|one| one.instrument_id).collect();
    let mut found = Vec::new();
    for instrument in instruments {
        match Series::read(store, workspace, study, &instrument).await {
            Ok(series) => found.push(Arc::new(series)),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// What the form says.
fn read(fields: &Fields, corrects: Option<String>) -> Choice {
    let mut choice = Choice {
        title: fields.get("title").to_owned(),
        language: fields.get("language").split(' ').next().unwrap_or_default().to_owned(),
        lead: fields.get("lead").replace("\r\n", "\n"),
        themes: fields.get("themes").replace("\r\n", "\n"),
        codes: fields.all("code").map(str::to_owned).collect(),
        quotes: fields.all("quote").map(str::to_owned).collect(),
        mirrors: fields.all("mirror").map(str::to_owned).collect(),
        corrects,
        second: second(fields),
        ..Choice::default()
    };
    for (name, value) in &fields.0 {
        let Some((what, instrument)) = name.split_once('.') else { continue };
        let place = choice.instruments.iter().position(|part| part.instrument == instrument);
        let place = place.unwrap_or_else(|| {
            choice.instruments.push(Part { instrument: instrument.to_owned(), ..Part::default() });
            choice.instruments.len() - 1
        });
        let part = &mut choice.instruments[place];
        match what {
            "wave" => part.waves.push(value.clone()),
            "item" => part.items.push(value.clone()),
            "site" => part.by_site = true,
            "means" => part.means = true,
            "follow" => part.follows = true,
            "listed" => part.listed.push(value.clone()),
            // A line of the form: an item, and what it is told by.
            "cross" => part.crossed.push(Crossed { item: value.clone(), by: String::new() }),
            "by" => {
                if let Some(crossed) = part.crossed.last_mut() {
                    crossed.by.clone_from(value);
                }
            }
            _ => {}
        }
    }
    choice
}

/// What is typed for the page in another language; nothing where there is one page alone.
fn second(fields: &Fields) -> Second {
    let language = fields.get("language").split(' ').nth(1).unwrap_or_default().to_owned();
    let typed = |name: &str| fields.get(name).replace("\r\n", "\n");
    Second { language, title: typed("title-2"), lead: typed("lead-2"), themes: typed("themes-2") }
}

/// `POST …/releases/new`
pub(super) async fn make(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::PrepareReleases)?;
    let choice = read(&fields, None).checked()?;
    begin(&state, &member, choice, None).await
}

/// Begins one; `from` is one that was not approved, whose makers are makers of its copy.
async fn begin(state: &State, member: &Member, choice: Choice, from: Option<&str>) -> Result<Redirect> {
    let release = Release {
        id: chance::id(),
        study_id: member.study.id.clone(),
        state: releases::State::Draft,
        made_by: member.person.id.clone(),
        made_on: member.study.today().to_string(),
        beside: 0,
        corrects: choice.corrects.clone(),
        decided_by: None,
        decided_on: None,
        invited_by: None,
        word: None,
        position: None,
    };
    let sealed = seal_choice(member, &release.id, &choice)?;
    let mut to = state.store.write().await?;
    releases::add(&mut to, &release, &sealed).await?;
    if let Some(from) = from {
        release_authors::inherit(&mut to, &release.id, from).await?;
    }
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "make-release", &release.id).await?;
    to.commit().await?;
    Ok(Redirect::to(&page(member, &format!("/{}", release.id))))
}

/// `POST …/releases/{id}/choice`
pub(super) async fn change(state: Shared, member: Member, Path((_, id)): Two, fields: Fields) -> Result<Redirect> {
    member.may(Action::PrepareReleases)?;
    let before = Kept::find(&state, &member, &id).await?.choice(member.unlocked()?)?;
    let choice = read(&fields, before.corrects).checked()?;
    keep(&state, &member, &id, &choice).await?;
    Ok(Redirect::to(&page(&member, &format!("/{id}"))))
}

/// Keeps another choice; what was planned before goes.
pub(super) async fn keep(state: &State, member: &Member, id: &str, choice: &Choice) -> Result<()> {
    let sealed = seal_choice(member, id, choice)?;
    let mut to = state.store.write().await?;
    releases::change(&mut to, id, &member.person.id, &sealed).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "change-release", id).await?;
    to.commit().await?;
    state.plans.forget(id);
    Ok(())
}

/// `POST …/releases/{id}/copy`: begins a new one with the same choice; of one that is out, its correction.
pub(super) async fn copy(state: Shared, member: Member, Path((_, id)): Two) -> Result<Redirect> {
    member.may(Action::PrepareReleases)?;
    let kept = Kept::find(&state, &member, &id).await?;
    let out = kept.release.state == releases::State::Released;
    let mut choice = kept.choice(member.unlocked()?)?;
    // What is out has been approved: whoever corrects it begins anew.
    if out {
        choice.corrects = Some(id.clone());
    }
    begin(&state, &member, choice, Some(id.as_str()).filter(|_| !out)).await
}
