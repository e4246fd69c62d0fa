//! The second person: a colleague decides, or somebody from outside is invited to.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};

use super::kept::Kept;
use super::{Shared, freeze, page};
use crate::access::{Action, allows};
use crate::http::State;
use crate::http::staff::{Fields, Member, sign_in};
use crate::seal::{DataKey, codes};
use crate::store::releases::By;
use crate::store::releases::State as Step;
use crate::store::{accounts, audit, brought, members, releases, reviewers};
use crate::{Error, Result};

type Two = Path<(String, String)>;

/// `POST …/releases/{id}/decide`
pub(super) async fn decide(state: Shared, member: Member, Path((_, id)): Two, fields: Fields) -> Result<Redirect> {
    member.may(Action::ApproveReleases)?;
    let kept = Kept::find(&state, &member, &id).await?;
    if kept.authors(&state).await?.contains(&member.person.id) {
        return Err(Error::Conflict("release-own"));
    }
    // Whoever lets something not go out needs nobody's trust.
    if fields.get("decision") == "approve" {
        refuse_brought(&state, &member, &kept).await?;
    }
    let key = kept.key(member.unlocked()?)?.ok_or(Error::Conflict("release-decided"))?;
    let by = By { name: member.person.id.clone(), day: member.study.today().to_string(), invited_by: None };
    let done = decided(&state, &kept, &key, &by, &fields).await?;
    Ok(Redirect::to(&page(&member, &format!("/{id}?done={done}"))))
}

/// Somebody whom its makers let in, or who let them in, approves nothing; the page says who can.
async fn refuse_brought(state: &State, member: &Member, kept: &Kept) -> Result<()> {
    let barred = kept.barred(state).await?;
    if !barred.contains(&member.person.id) {
        return Ok(());
    }
    let mut from = state.store.pool.acquire().await?;
    let seconds = brought::seconds(&mut from, &member.study.id, &barred, Action::ApproveReleases).await?;
    Err(brought::refusal(&seconds))
}

/// Approves and freezes, or refuses with a reason; tells what was done.
pub(super) async fn decided(
    state: &Arc<State>,
    kept: &Kept,
    key: &DataKey,
    by: &By,
    fields: &Fields,
) -> Result<&'static str> {
    if kept.release.state != Step::Proposed {
        return Err(Error::Conflict("release-decided"));
    }
    // Whoever decides has looked at this very document.
    if fields.get("document") != kept.digest() {
        return Err(Error::Conflict("release-decided"));
    }
    if fields.get("decision") == "approve" {
        let documents = kept.documents_with(key)?;
        freeze::freeze(state, kept, documents, by).await?;
        return Ok("release-out");
    }
    let reason = kept.seal_reason(key, fields.required("reason", "release-reason")?)?;
    let mut to = state.store.write().await?;
    releases::refuse(&mut to, &kept.release.id, by, &reason).await?;
    reviewers::end(&mut to, &kept.release.id).await?;
    audit::append(&mut to, Some(&kept.release.study_id), &by.name, "refuse-release", &kept.release.id).await?;
    to.commit().await?;
    Ok("release-refused")
}

/// `POST …/releases/{id}/invite`: the code is shown on the next page and never again.
pub(super) async fn invite(
    state: Shared,
    headers: HeaderMap,
    member: Member,
    Path((_, id)): Two,
    fields: Fields,
) -> Result<Response> {
    member.may(Action::PrepareReleases)?;
    let kept = Kept::find(&state, &member, &id).await?;
    if kept.release.state != Step::Proposed {
        return Err(Error::Conflict("release-decided"));
    }
    if !may_invite(&state, &member, &kept).await? {
        return Err(Error::Conflict("release-invite-own"));
    }
    let name = accounts::name(fields.get("for-whom"))?;
    let key = kept.key(member.unlocked()?)?.ok_or(Error::Conflict("release-decided"))?;
    let mut to = state.store.write().await?;
    let code = reviewers::invite(&mut to, &state.installation, &id, (&name, &member.person.id), &key).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "invite-reviewer", &name).await?;
    to.commit().await?;
    let shown = [("code", codes::show(&code)), ("code-for", name)];
    sign_in::to_page_with(&state.store, &page(&member, &format!("/{id}")), &headers, &shown).await
}

/// Whether somebody may invite a reviewer from outside: whoever sees the code could type it as well, so it is somebody who
/// could approve without it. Only where nobody of the study could, its makers may, or those whom they let in, and the page
/// that is published says so.
pub(super) async fn may_invite(state: &State, member: &Member, kept: &Kept) -> Result<bool> {
    let barred = kept.barred(state).await?;
    if !barred.contains(&member.person.id) {
        return Ok(allows(member.role, Action::ApproveReleases));
    }
    let others = members::list(&state.store, &member.study.id).await?;
    let could = |other: &members::Membership| {
        other.holds_key && allows(other.role, Action::ApproveReleases) && !barred.contains(&other.person.id)
    };
    Ok(!others.iter().any(could))
}
