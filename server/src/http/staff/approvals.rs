//! Files by two people: an owner or coordinator says that somebody else may take out what people answered or said, what
//! for, and for how many days. That a file needs it is decided in [`super::taking`].

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::response::{Html, Redirect};

use super::{Around, Fields, Member};
use crate::access::{Action, allows};
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::store::approvals::{self, Approval};
use crate::store::{accounts, audit, brought, members};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Approvals that hold, and the form that gives one.
    fn approvals(&self, around: &Around, view: &View) -> String;
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// For whom one may be given: id and name.
    pub people: Vec<(String, String)>,
    /// Who may take files, and beside whom this member does not count: names.
    pub brought: Vec<String>,
    /// Those that are not over.
    pub given: Vec<Given>,
}

/// One approval with names.
#[derive(Clone, Debug)]
pub struct Given {
    /// The approval.
    pub approval: Approval,
    /// Who may take files.
    pub person: String,
    /// Who approved.
    pub by: String,
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/approvals", Action::ApproveExports, show)
        .post("/studies/{study}/approvals", Action::ApproveExports, give)
        .post("/studies/{study}/approvals/{approval}/end", Action::ApproveExports, end)
}

async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::ApproveExports)?;
    let (people, brought) = others(&state, &member).await?;
    let names = accounts::names(&state.store).await?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let given =
        |approval: Approval| Given { person: name(&approval.person_id), by: name(&approval.approved_by), approval };
    let all = approvals::all(&state.store, &member.study.id, &member.study.today().to_string()).await?;
    let brought = brought.into_iter().map(|(_, name)| name).collect();
    let view = View { people, brought, given: all.into_iter().map(given).collect(), member };
    Ok(Html(state.staff_pages.approvals(&around, &view)))
}

type Named = Vec<(String, String)>;

/// The others in the study who may take files out: those beside whom this member counts as a second person, and those
/// beside whom they do not.
async fn others(state: &State, member: &Member) -> Result<(Named, Named)> {
    let (study, own) = (&member.study.id, &member.person.id);
    let all = members::list(&state.store, study).await?.into_iter();
    let (mut counts, mut brought) = (Vec::new(), Vec::new());
    for one in all.filter(|one| one.person.id != *own && allows(one.role, Action::Export)) {
        let barred = brought::barred(&mut state.store.pool.acquire().await?, study, &one.person.id).await?;
        let others = if barred.contains(own) { &mut brought } else { &mut counts };
        others.push((one.person.id, one.person.name));
    }
    Ok((counts, brought))
}

/// Who could approve in the place of this member.
async fn refuse(state: &State, member: &Member, whom: &str) -> Result<Error> {
    let study = &member.study.id;
    let mut from = state.store.pool.acquire().await?;
    let barred = brought::barred(&mut from, study, whom).await?;
    Ok(brought::refusal(&brought::seconds(&mut from, study, &barred, Action::ApproveExports).await?))
}

async fn give(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ApproveExports)?;
    let (study, own) = (&member.study, &member.person.id);
    let whom = fields.required("person", "approval-person")?;
    let purpose = fields.name("purpose", "approval-purpose")?;
    let approval = Approval::new(whom, own, purpose, study.today(), fields.get("days"))?;
    let (people, brought) = others(&state, &member).await?;
    if brought.iter().any(|(id, _)| id == whom) {
        return Err(refuse(&state, &member, whom).await?);
    }
    let (_, name) = people.into_iter().find(|(id, _)| id == whom).ok_or(Error::NotFound)?;
    let said = format!("{name}: {} ({} – {})", approval.purpose, approval.begins_on, approval.ends_on);
    let mut to = state.store.write().await?;
    approvals::give(&mut to, &study.id, &approval).await?;
    audit::append(&mut to, Some(&study.id), own, "approve-export", &said).await?;
    to.commit().await?;
    Ok(done(&member, "approval-given"))
}

async fn end(state: Shared, member: Member, Path((_, id)): Path<(String, String)>) -> Result<Redirect> {
    member.may(Action::ApproveExports)?;
    let study = &member.study;
    let all = approvals::all(&state.store, &study.id, &study.today().to_string()).await?;
    let ended = all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    let names = accounts::names(&state.store).await?;
    let whose = names.get(&ended.person_id).cloned().unwrap_or(ended.person_id);
    let said = format!("{whose}: {}", ended.purpose);
    let mut to = state.store.write().await?;
    approvals::end(&mut to, &study.id, &id).await?;
    audit::append(&mut to, Some(&study.id), &member.person.id, "end-approval", &said).await?;
    to.commit().await?;
    Ok(done(&member, "approval-ended"))
}

fn done(member: &Member, code: &str) -> Redirect {
    Redirect::to(&format!("/studies/{}/approvals?done={code}", member.study.id))
}
