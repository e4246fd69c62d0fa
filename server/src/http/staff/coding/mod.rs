//! Coding words: one module for each page or family of pages, each with its routes, its views and the trait that `app`
//! draws them through. All of them work at the desk of an unlocked study ([`Bench`]); to add one, add its module, its
//! router below and its trait to [`Pages`].

pub mod codebook;
pub mod exchange;
pub mod overview;
pub mod passages;
pub mod quotes;
pub mod redaction;
pub mod rounds;
pub mod search;
pub mod sources;
pub mod themes;

use std::sync::Arc;

use axum::extract;

use super::Member;
use crate::Result;
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::{Asks, Routes};
use crate::store::audit;
use crate::workspace::{Work, Workspace};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages:
    overview::Pages
    + passages::Pages
    + codebook::Pages
    + sources::Pages
    + rounds::Pages
    + search::Pages
    + themes::Pages
    + redaction::Pages
    + quotes::Pages
    + exchange::Pages
{
}

impl<T> Pages for T where
    T: overview::Pages
        + passages::Pages
        + codebook::Pages
        + sources::Pages
        + rounds::Pages
        + search::Pages
        + themes::Pages
        + redaction::Pages
        + quotes::Pages
        + exchange::Pages
{
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding", Asks::Either(Action::Code, Action::CloseRounds), overview::show)
        .merge(passages::routes())
        .merge(codebook::routes())
        .merge(sources::routes())
        .merge(rounds::routes())
        .merge(search::routes())
        .merge(themes::routes())
        .merge(redaction::routes())
        .merge(quotes::routes())
        .merge(exchange::routes())
}

/// A member at the desk of their unlocked study.
pub struct Bench {
    /// Who.
    pub member: Member,
    /// The study in memory.
    pub workspace: Arc<Workspace>,
}

impl Bench {
    /// Opens the desk, if the table of roles allows the action and the study is unlocked.
    pub async fn open(state: &State, member: Member, action: Action) -> Result<Self> {
        member.may(action)?;
        let workspace = state.workspaces.open(&state.store, &member.study.id, member.unlocked()?).await?;
        Ok(Self { member, workspace })
    }

    /// Writes work of this member; tells its position in the log.
    pub async fn act(&self, state: &State, work: impl Into<Work>) -> Result<i64> {
        let (study, person) = (&self.member.study, &self.member.person.id);
        state.workspaces.act(&state.store, study, self.member.unlocked()?, person, work).await
    }

    /// The same for work that puts rows in the place of others, as they were at a position of the log.
    pub async fn act_on(&self, state: &State, seen: i64, work: Work) -> Result<i64> {
        let (study, person) = (&self.member.study, &self.member.person.id);
        state.workspaces.act_on(&state.store, study, self.member.unlocked()?, person, seen, work).await
    }

    /// Writes down, once a day, that this member reads what people said at a place.
    pub async fn reading(&self, state: &State, place: &str) -> Result<()> {
        let (study, person) = (&self.member.study.id, &self.member.person.id);
        audit::reading(&state.store, study, person, "read-passages", place).await
    }

    /// Writes down that this member took something out.
    pub async fn record(&self, state: &State, verb: &str, object: &str) -> Result<()> {
        let mut transaction = state.store.write().await?;
        let (study, person) = (&self.member.study.id, &self.member.person.id);
        audit::append(&mut transaction, Some(study), person, verb, object).await?;
        Ok(transaction.commit().await?)
    }

    /// The address of a page of this area.
    pub fn page(&self, rest: &str) -> String {
        format!("/studies/{}/coding/{rest}", self.member.study.id)
    }
}
