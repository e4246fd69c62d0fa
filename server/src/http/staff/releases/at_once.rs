//! The whole way of a release in one go, for the demo: what people do over several pages, by the same steps.

use std::sync::Arc;

use axum::extract::{Path, State as Held};

use super::decide;
use super::kept::Kept;
use super::{choose, plan, show};
use crate::http::State;
use crate::http::staff::{Fields, Member};
use crate::store::releases::{self, By, State as Step};
use crate::{Error, Result};

/// Prepares what a form chooses, plans it, and hands it to a second person; tells its id.
///
/// # Errors
/// As the pages do.
pub async fn propose(state: &Arc<State>, member: &Member, form: Fields) -> Result<String> {
    let _shown = choose::make(Held(Arc::clone(state)), member.clone(), form).await?;
    let all = releases::all(&state.store, &member.study.id).await?;
    let id = all.into_iter().find(|one| one.state == Step::Draft).ok_or(Error::NotFound)?.id;
    plan::plan(state, member, &id, &Arc::default()).await?;
    let path = Path((member.study.id.clone(), id.clone()));
    // Where all of a group gave one answer, the pages ask whether somebody looked.
    let looked = Fields(vec![("looked".to_owned(), "yes".to_owned())]);
    let _shown = show::propose(Held(Arc::clone(state)), member.clone(), path, looked).await?;
    Ok(id)
}

/// The second person approves: it is frozen and out.
///
/// # Errors
/// As the page does.
pub async fn approve(state: &Arc<State>, member: &Member, id: &str) -> Result<()> {
    let kept = Kept::find(state, member, id).await?;
    let key = kept.key(member.unlocked()?)?.ok_or(Error::Conflict("release-decided"))?;
    let by = By { name: member.person.id.clone(), day: member.study.today().to_string(), invited_by: None };
    let said = [("decision", "approve".to_owned()), ("document", kept.digest())];
    let said = Fields(said.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    decide::decided(state, &kept, &key, &by, &said).await.map(drop)
}
