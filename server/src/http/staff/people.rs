//! The people of a study: who may do what, invitations, roles, keys, colleagues who forgot their passphrase; and the
//! record of what was done.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{self, Path};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};

use super::instruments::title;
use super::session::SignedIn;
use super::{Around, Fields, Member, releases, sign_in, unlock};
use crate::access::{Action, Role, allows};
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::seal::{PublicKey, alphabet, codes};
use crate::store::accounts::{self, Person};
use crate::store::collections::{self, Collection};
use crate::store::grants::Generation;
use crate::store::invitations::{self, Invitation, Purpose};
use crate::store::members::{self, Membership};
use crate::store::sessions::{self, Session};
use crate::store::{approvals, audit, brought, grants, instruments, sql, waves};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// People, invitations, keys, and the table of who may do what.
    fn people(&self, around: &Around, view: &People) -> String;
    /// The record of what was done in a study.
    fn audit(&self, around: &Around, view: &Audit) -> String;
}

/// What the page of people shows.
#[derive(Clone, Debug)]
pub struct People {
    /// Who looks, as what.
    pub member: Member,
    /// Everybody.
    pub members: Vec<Membership>,
    /// Codes that were not used yet.
    pub invitations: Vec<Invitation>,
}

/// What the record shows.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The study's id.
    pub study: String,
    /// The latest acts, newest first.
    pub entries: Vec<audit::Entry>,
    /// Names by person id.
    pub names: BTreeMap<String, String>,
    /// What collections and releases are called, by id, and releases that are out by their address, too.
    pub things: BTreeMap<String, String>,
    /// Whether the chain is whole.
    pub verdict: audit::Verdict,
    /// What stands beside the last link when it is printed: the name of the study, the address, today.
    pub printed: [String; 3],
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/people", Action::SeeStudy, show)
        .post("/studies/{study}/people/invite", Action::ManagePeople, invite)
        .post("/studies/{study}/people/cancel", Action::ManagePeople, cancel)
        .post("/studies/{study}/people/{person}/role", Action::ManagePeople, change_role)
        .post("/studies/{study}/people/{person}/key", Action::ManagePeople, give_key)
        .post("/studies/{study}/people/{person}/restore", Action::ManagePeople, restore)
        .post("/studies/{study}/people/{person}/remove", Action::ManagePeople, remove)
        .get("/studies/{study}/audit", Action::SeeAudit, show_audit)
}

/// Eight letters that two people read to each other, to be sure that a key is given to the right person.
pub fn key_letters(key: &PublicKey) -> String {
    alphabet::group(&alphabet::write(&Sha256::digest(key.as_bytes())[..5]), 4)
}

async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let members = members::list(&state.store, &member.study.id).await?;
    let invitations = match member.may(Action::ManagePeople) {
        Ok(()) => invitations::list(&state.store, &member.study.id).await?,
        Err(_) => Vec::new(),
    };
    Ok(Html(state.staff_pages.people(&around, &People { member, members, invitations })))
}

async fn invite(state: Shared, headers: HeaderMap, member: Member, fields: Fields) -> Result<Response> {
    member.may(Action::ManagePeople)?;
    let role = wanted_role(&member, &fields)?;
    let for_whom = accounts::name(fields.get("for-whom"))?;
    let purpose = Purpose::Join { study: member.study.id.clone(), role };
    let mut to = state.store.write().await?;
    let code = invitations::make(&mut to, &state.installation, &purpose, &for_whom, &member.person.id).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "invite", role.name()).await?;
    to.commit().await?;
    show_code(&state, &member, &headers, &code, &for_whom).await
}

fn wanted_role(member: &Member, fields: &Fields) -> Result<Role> {
    let role = Role::named(fields.get("role")).ok_or(Error::Invalid("role-missing", String::new()))?;
    if member.role.may_give(role) { Ok(role) } else { Err(Error::Forbidden) }
}

/// The code is shown on the next page and never again.
async fn show_code(
    state: &State,
    member: &Member,
    headers: &HeaderMap,
    code: &str,
    for_whom: &str,
) -> Result<Response> {
    let page = format!("/studies/{}/people", member.study.id);
    let shown = [("code", codes::show(code)), ("code-for", for_whom.to_owned())];
    sign_in::to_page_with(&state.store, &page, headers, &shown).await
}

async fn cancel(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ManagePeople)?;
    let mut to = state.store.write().await?;
    invitations::cancel(&mut to, &member.study.id, fields.get("invitation")).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "cancel-invitation", "").await?;
    to.commit().await?;
    Ok(done(&member, "invitation-cancelled"))
}

fn done(member: &Member, code: &str) -> Redirect {
    Redirect::to(&format!("/studies/{}/people?done={code}", member.study.id))
}

/// The colleague of the address, whom this member may change.
async fn colleague(state: &State, member: &Member, id: &str) -> Result<Membership> {
    member.may(Action::ManagePeople)?;
    let all = members::list(&state.store, &member.study.id).await?;
    let found = all.into_iter().find(|one| one.person.id == id).ok_or(Error::NotFound)?;
    if member.role.may_give(found.role) { Ok(found) } else { Err(Error::Forbidden) }
}

type Place = Path<(String, String)>;

async fn change_role(state: Shared, member: Member, Path((_, id)): Place, fields: Fields) -> Result<Redirect> {
    let found = colleague(&state, &member, &id).await?;
    let role = wanted_role(&member, &fields)?;
    if found.person.id == member.person.id && member.role != Role::Owner {
        // Whoever already holds the key could otherwise give themselves the right to read.
        return Err(Error::Forbidden);
    }
    let mut to = state.store.write().await?;
    members::put(&mut to, &member.study.id, &id, role).await?;
    if !role.needs_key() {
        grants::take(&mut to, &member.study.id, &id).await?;
    }
    if !allows(role, Action::ApproveExports) {
        approvals::end_given_by(&mut to, &member.study.id, &id, &member.person.id).await?;
    }
    let object = format!("{} → {}", found.person.name, role.name());
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "change-role", &object).await?;
    to.commit().await?;
    Ok(done(&member, "role-changed"))
}

async fn give_key(state: Shared, member: Member, Path((_, id)): Place) -> Result<Redirect> {
    member.may(Action::ManagePeople)?;
    let keys = member.unlocked()?;
    // Giving a key raises nobody: the role was given before, by somebody who may.
    let all = members::list(&state.store, &member.study.id).await?;
    let found = all.into_iter().find(|one| one.person.id == id).ok_or(Error::NotFound)?;
    if !found.role.needs_key() {
        return Err(Error::Conflict("key-not-needed"));
    }
    let mut to = state.store.write().await?;
    grants::give(&mut to, &member.study.id, keys, &id, &found.person.public_key).await?;
    brought::note(&mut to, &member.study.id, &id, &member.person.id).await?;
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "grant", &found.person.name).await?;
    to.commit().await?;
    Ok(done(&member, "key-given"))
}

async fn restore(state: Shared, headers: HeaderMap, member: Member, Path((_, id)): Place) -> Result<Response> {
    let found = colleague(&state, &member, &id).await?;
    may_restore(&state, &member.person, &found.person).await?;
    let mut to = state.store.write().await?;
    let purpose = Purpose::Restore { person: id };
    let (own, name) = (&member.person.id, &found.person.name);
    let code = invitations::make(&mut to, &state.installation, &purpose, name, own).await?;
    audit::append(&mut to, Some(&member.study.id), own, "restore", name).await?;
    to.commit().await?;
    show_code(&state, &member, &headers, &code, &found.person.name).await
}

/// New keys open the door to every study of a person; so whoever gives them must manage all of those, or own the
/// installation. Its owners come back by another owner, or by the kit.
async fn may_restore(state: &State, by: &Person, whom: &Person) -> Result<()> {
    if by.installation_owner {
        return Ok(());
    }
    for (study, role) in members::studies_of(&state.store, &whom.id).await? {
        let own = members::role(&state.store, &study.id, &by.id).await?;
        if whom.installation_owner || !own.is_some_and(|own| own.may_give(role)) {
            return Err(Error::Conflict("restore-elsewhere"));
        }
    }
    Ok(())
}

async fn remove(
    state: Shared,
    member: Member,
    SignedIn(visit): SignedIn,
    Path((_, id)): Place,
    fields: Fields,
) -> Result<Response> {
    let found = colleague(&state, &member, &id).await?;
    fields.sure()?;
    let (study, left) = (member.study.id.as_str(), id == member.person.id);
    let mut to = state.store.write().await?;
    let visit = sessions::still(&mut to, &visit).await?;
    approvals::end_given_by(&mut to, study, &id, &member.person.id).await?;
    let made = members::remove(&mut to, study, &id).await?;
    audit::append(&mut to, Some(study), &member.person.id, "remove", &found.person.name).await?;
    let changes = made.is_some();
    let cookie = match made {
        Some(made) if !left => go_on(&state, &mut to, &member, &visit, made).await?,
        _ => None,
    };
    to.commit().await?;
    if changes {
        state.workspaces.close(&state.store, study).await?;
    }
    let next = if left { Redirect::to("/studies?done=left") } else { done(&member, "removed") };
    Ok((cookie.map(|cookie| [cookie]), next).into_response())
}

/// Whoever removed somebody goes on with the new generation of the key; everybody else unlocks the study again.
async fn go_on(
    state: &State,
    to: &mut sql::Connection,
    member: &Member,
    visit: &Session,
    made: Generation,
) -> Result<Option<(HeaderName, HeaderValue)>> {
    let Some(mut keys) = visit.unlocked.get(&member.study.id).cloned() else { return Ok(None) };
    keys.generations.push(made);
    Ok(Some(unlock::with_study(state, to, visit, &member.study.id, Some(keys)).await?))
}

const SHOWN: i64 = 500;

async fn show_audit(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::SeeAudit)?;
    let entries = audit::latest(&state.store, Some(&member.study.id), SHOWN).await?;
    let names = accounts::names(&state.store).await?;
    let verdict = audit::verify(&state.store).await?;
    let mut things = things(&state, &member.study.id, &around.language).await?;
    things.extend(releases::titles(&state, &member).await?);
    let day = member.study.today().to_string();
    let printed = [member.study.name.clone(), state.settings.staff_origin.clone(), day];
    let study = member.study.id;
    Ok(Html(state.staff_pages.audit(&around, &Audit { study, entries, names, things, verdict, printed })))
}

/// What the record calls by an id and pages call by a name.
async fn things(state: &State, study: &str, language: &str) -> Result<BTreeMap<String, String>> {
    let waves = waves::all(&state.store, study).await?;
    let instruments = instruments::all(&state.store, study).await?;
    let named = |collection: Collection| {
        let wave = waves.iter().find(|wave| wave.id == collection.wave_id).map(|wave| wave.name.clone());
        let instrument = instruments.iter().find(|one| one.id == collection.instrument_id);
        let title = instrument.map(|one| title(one, language));
        (collection.id, title.into_iter().chain(wave).collect::<Vec<_>>().join(", "))
    };
    Ok(collections::all(&state.store, study).await?.into_iter().map(named).collect())
}
