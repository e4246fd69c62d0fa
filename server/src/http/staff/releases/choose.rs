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
use crate::store::{audit, collections, release_authors, roster, waves};
use crate::waves::Series;
use crate::workspace::Workspace;
use crate::{Error, Result, chance};

type Two = Path<(String, String)>;

/// `GET …/releases/new`
pub(super) async fn new(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let choice = Choice { language: "en".to_owned(), ..Choice::default() };
    form(&state, &around, member, None, (choice, String::new())).await
}

/// `GET …/releases/{id}/choice`
pub(super) async fn again(state: Shared, around: Around, member: Member, Path((_, id)): Two) -> Result<Html<String>> {
    member.may(Action::PrepareReleases)?;
    let kept = Kept::find(&state, &member, &id).await?;
    let choice = kept.choice(member.unlocked()?)?;
    form(&state, &around, member, Some(id), (choice, kept.choice_digest())).await
}

async fn form(
    state: &State,
    around: &Around,
    member: Member,
    release: Option<String>,
    (choice, digest): (Choice, String),
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
        digest,
    };
    if !view.quotes.is_empty() {
        let (study, person) = (&view.member.study.id, &view.member.person.id);
        audit::reading(&state.store, study, person, "read-passages", "quotes").await?;
    }
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

/// Holds when everything that is chosen is there to be told of.
async fn known(state: &State, member: &Member, choice: &Choice) -> Result<()> {
    let (store, study) = (&state.store, &member.study.id);
    let workspace = state.workspaces.open(store, study, member.unlocked()?).await?;
    let waves = waves::all(store, study).await?;
    for part in &choice.instruments {
        let series = match Series::read(store, &workspace, study, &part.instrument).await {
            Err(Error::NotFound) => return Err(unknown()),
            series => series?,
        };
        let item = |key: &String| series.items.iter().any(|item| item.key == *key);
        let asked = part.items.iter().chain(&part.headlines).chain(part.crossed.iter().map(|crossed| &crossed.item));
        let by = part.crossed.iter().map(|crossed| &crossed.by).filter(|by| *by != Crossed::SITES);
        // A wave in which nobody answered is one of the study all the same.
        let wave = |wanted: &String| waves.iter().any(|wave| wave.id == *wanted);
        let answered = part.waves.iter().any(|wave| series.place(wave).is_some());
        if !answered || !part.waves.iter().all(wave) || !asked.chain(by).all(item) {
            return Err(unknown());
        }
    }
    let codes = codes::names(&workspace);
    let quotes = quotes::public(state, &workspace, &choice.language);
    let code = |wanted: &String| codes.iter().any(|(id, _)| id == wanted);
    let quote = |wanted: &String| quotes.iter().any(|quote| quote.quote == *wanted);
    if choice.codes.iter().all(code) && choice.quotes.iter().all(quote) { Ok(()) } else { Err(unknown()) }
}

fn unknown() -> Error {
    Error::Invalid("release-unknown", String::new())
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
            "headline" => part.headlines.push(value.clone()),
            "site" => part.by_site = true,
            "means" => part.means = true,
            "follow" => part.follows = true,
            "between" => part.between = value.split_once(' ').map(|(one, other)| [one.to_owned(), other.to_owned()]),
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
    known(&state, &member, &choice).await?;
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
    let kept = Kept::find(&state, &member, &id).await?;
    // Whoever saves has seen what they save over: what somebody else chose meanwhile is not lost without a word.
    if fields.get("began") != kept.choice_digest() {
        return Err(Error::Conflict("release-choice"));
    }
    let choice = read(&fields, kept.choice(member.unlocked()?)?.corrects).checked()?;
    known(&state, &member, &choice).await?;
    keep(&state, &member, &kept, &choice).await?;
    Ok(Redirect::to(&page(&member, &format!("/{id}"))))
}

/// Keeps another choice in the place of the one that was found; what was planned before goes.
pub(super) async fn keep(state: &State, member: &Member, kept: &Kept, choice: &Choice) -> Result<()> {
    let id = kept.release.id.as_str();
    let sealed = seal_choice(member, id, choice)?;
    let mut to = state.store.write().await?;
    releases::change(&mut to, id, &member.person.id, [kept.sealed_choice(), &sealed]).await?;
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
