//! One release: how far planning is, what is hidden and why, what could be published instead of a withheld table, and the
//! way on to a second person.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::choose::keep;
use super::decide::may_invite;
use super::kept::Kept;
use super::list::{makers, name};
use super::view::Release;
use super::{Shared, page};
use crate::access::{Action, allows};
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::store::releases::State as Step;
use crate::store::{audit, releases, reviewers};
use crate::{Error, Result};

type Two = Path<(String, String)>;

/// `GET …/releases/{id}`
pub(super) async fn show(state: Shared, around: Around, member: Member, Path((_, id)): Two) -> Result<Response> {
    member.may(Action::SeeResults)?;
    let kept = Kept::find(&state, &member, &id).await?;
    if kept.release.state != Step::Released {
        member.may(Action::PrepareReleases)?;
    }
    let view = view(&state, member, &kept).await?;
    if kept.release.state != Step::Released && !view.documents.is_empty() {
        let (study, person) = (&view.member.study.id, &view.member.person.id);
        audit::reading(&state.store, study, person, "look-at-release", &id).await?;
    }
    let working = view.progress.is_some() && !view.failed;
    let html = Html(state.staff_pages.release(&around, &view));
    // The header is for browsers without script; it stands in no page, so nothing is read out again and again.
    const AGAIN: [(HeaderName, &str); 1] = [(header::REFRESH, "2")];
    Ok(if working { (AGAIN, html).into_response() } else { html.into_response() })
}

async fn view(state: &Arc<State>, member: Member, kept: &Kept) -> Result<Release> {
    let (keys, release) = (member.unlocked()?, kept.release.clone());
    let documents = kept.documents(keys)?;
    let planning = release.state == Step::Draft && documents.is_empty();
    let progress = planning.then(|| state.plans.look(state, &member, &release.id));
    let authors = kept.authors(state).await?;
    let own = authors.contains(&member.person.id);
    let waits = !planning && matches!(release.state, Step::Draft | Step::Proposed);
    let invited_by = release.invited_by.as_deref().unwrap_or_default();
    let word = release.word.clone().unwrap_or_default();
    Ok(Release {
        choice: kept.choice(keys)?,
        tables: kept.outlook(keys)?,
        reason: kept.reason(keys)?,
        digest: kept.digest(),
        documents,
        failed: progress.as_ref().is_some_and(|progress| progress.failed()),
        progress: progress.map(|progress| progress.now()),
        stale: if waits { stale(state, &release).await? } else { "" },
        made_by: makers(state, &authors).await?,
        invited_by: name(state, invited_by).await?,
        invited_by_maker: authors.contains(invited_by),
        may_invite: release.state == Step::Proposed && may_invite(state, &member, kept).await?,
        decided_by: name(state, release.decided_by.as_deref().unwrap_or_default()).await?,
        own,
        may_decide: allows(member.role, Action::ApproveReleases) && !own,
        may_drop: may_drop(&member, &release, own),
        may_prepare: allows(member.role, Action::PrepareReleases),
        reviewer: reviewers::find(&state.store, &release.id).await?,
        door: format!("{}/review", state.settings.staff_origin),
        address: format!("{}/r/{word}", state.settings.respond_origin),
        files: releases::files(&state.store, &release.id).await?,
        member,
        release,
    })
}

/// Why it is no longer what was planned; empty where it is.
async fn stale(state: &State, release: &releases::Release) -> Result<&'static str> {
    match releases::stand(&mut state.store.pool.acquire().await?, release).await {
        Ok(()) => Ok(""),
        Err(Error::Conflict(code)) => Ok(code),
        Err(error) => Err(error),
    }
}

/// The release of a form of somebody who may prepare it.
async fn own(state: &State, member: &Member, id: &str) -> Result<Kept> {
    member.may(Action::PrepareReleases)?;
    Kept::find(state, member, id).await
}

fn back(member: &Member, id: &str, done: &str) -> Redirect {
    let done = if done.is_empty() { String::new() } else { format!("?done={done}") };
    Redirect::to(&page(member, &format!("/{id}{done}")))
}

/// Takes what is proposed instead of a withheld table, or of each of them where all were planned as one, and works it out
/// at once.
pub(super) async fn accept(state: Shared, member: Member, Path((_, id)): Two, fields: Fields) -> Result<Redirect> {
    let kept = own(&state, &member, &id).await?;
    let keys = member.unlocked()?;
    let (mut choice, wanted) = (kept.choice(keys)?, fields.get("sheet"));
    let offered = kept.outlook(keys)?.into_iter().filter(|table| wanted.is_empty() || table.sheet == wanted);
    let offers: Vec<_> = offered.filter_map(|table| Some((table.sheet, table.offer?))).collect();
    let apart = offers.len() > 1 && offers.iter().any(|(_, offer)| !offer.together);
    if offers.is_empty() || apart {
        return Err(Error::NotFound);
    }
    offers.into_iter().for_each(|(sheet, offer)| choice.accept(&sheet, offer.form));
    keep(&state, &member, &kept, &choice).await?;
    state.plans.look(&state, &member, &id);
    Ok(back(&member, &id, ""))
}

/// Plans again: after a failure, or when another release went out or answers moved since. What waits for a decision waits
/// no more; the choice, and whose it is, stay.
pub(super) async fn plan_again(state: Shared, member: Member, Path((_, id)): Two) -> Result<Redirect> {
    own(&state, &member, &id).await?;
    let mut to = state.store.write().await?;
    releases::unplan(&mut to, &id).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "plan-release", &id).await?;
    to.commit().await?;
    state.plans.forget(&id);
    state.plans.look(&state, &member, &id);
    Ok(back(&member, &id, ""))
}

/// Hands it to a second person.
pub(super) async fn propose(state: Shared, member: Member, Path((_, id)): Two, fields: Fields) -> Result<Redirect> {
    let kept = own(&state, &member, &id).await?;
    let tables = kept.outlook(member.unlocked()?)?;
    if kept.choice(member.unlocked()?)?.is_left_empty(&tables) {
        return Err(Error::Conflict("release-nothing"));
    }
    let alike = tables.iter().any(|table| !table.one_sided.is_empty());
    if alike && fields.get("looked") != "yes" {
        return Err(Error::Invalid("release-one-sided", String::new()));
    }
    let mut to = state.store.write().await?;
    releases::stand(&mut to, &kept.release).await?;
    releases::propose(&mut to, &id, &member.person.id).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "propose-release", &id).await?;
    to.commit().await?;
    Ok(back(&member, &id, "release-proposed"))
}

/// What others look at, or decided about, is thrown away only by those who made it or may decide.
fn may_drop(member: &Member, release: &releases::Release, own: bool) -> bool {
    match release.state {
        Step::Draft => true,
        Step::Proposed | Step::Refused => own || allows(member.role, Action::ApproveReleases),
        Step::Dropped | Step::Released => false,
    }
}

/// Throws away what is not out.
pub(super) async fn drop_draft(state: Shared, member: Member, Path((_, id)): Two) -> Result<Redirect> {
    let kept = own(&state, &member, &id).await?;
    let makes = kept.authors(&state).await?.contains(&member.person.id);
    if !may_drop(&member, &kept.release, makes) {
        return Err(Error::Conflict("release-drop"));
    }
    let mut to = state.store.write().await?;
    releases::drop_draft(&mut to, &kept.release).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "drop-release", &id).await?;
    to.commit().await?;
    state.plans.forget(&id);
    Ok(Redirect::to(&page(&member, "?done=release-dropped")))
}
