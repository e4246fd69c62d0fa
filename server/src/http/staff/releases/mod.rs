//! Releases: chosen by one person, planned in the background, approved by a second one, frozen.
//!
//! `list` shows all and the ledger of bases, `choose` is the form, `plan` the work behind it, `show` one release with what
//! is hidden and why, `decide` the second person's page, `review` that of a reviewer from outside, `freeze` the end.

pub mod at_once;
mod choose;
mod codes;
mod decide;
mod freeze;
mod kept;
mod list;
mod plan;
mod quotes;
mod review;
mod show;
pub mod view;

use std::sync::Arc;

use axum::extract;

use super::{Around, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::respond::Approval;
use crate::http::staff::routes::{Asks, Routes};
use crate::release::Draft;
use crate::report::{Document, Words};

pub(super) use list::titles;
pub use plan::Plans;

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// All releases of a study, and whom they count.
    fn releases(&self, around: &Around, view: &view::List) -> String;
    /// What is to be published.
    fn release_choice(&self, around: &Around, view: &view::Choosing) -> String;
    /// One release on its way, or out.
    fn release(&self, around: &Around, view: &view::Release) -> String;
    /// A reviewer from outside types the code.
    fn reviewer_door(&self, around: &Around) -> String;
    /// What a reviewer from outside sees.
    fn reviewer(&self, around: &Around, view: &view::Review) -> String;
    /// A draft in words: what it may tell, and nothing else.
    fn document(&self, draft: &Draft) -> Document;
    /// The words that files add.
    fn report_words(&self, language: &str) -> Words;
    /// Who approved a release, as files say it: what it is called, and what it says.
    fn approval(&self, language: &str, approval: Approval) -> (String, String);
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/releases", Action::SeeResults, list::show)
        .get("/studies/{study}/releases/new", Action::PrepareReleases, choose::new)
        .post("/studies/{study}/releases/new", Action::PrepareReleases, choose::make)
        .get("/studies/{study}/releases/{release}", Action::SeeResults, show::show)
        .get("/studies/{study}/releases/{release}/choice", Action::PrepareReleases, choose::again)
        .post("/studies/{study}/releases/{release}/choice", Action::PrepareReleases, choose::change)
        .post("/studies/{study}/releases/{release}/copy", Action::PrepareReleases, choose::copy)
        .post("/studies/{study}/releases/{release}/accept", Action::PrepareReleases, show::accept)
        .post("/studies/{study}/releases/{release}/plan", Action::PrepareReleases, show::plan_again)
        .post("/studies/{study}/releases/{release}/propose", Action::PrepareReleases, show::propose)
        .post("/studies/{study}/releases/{release}/drop", Action::PrepareReleases, show::drop_draft)
        .post("/studies/{study}/releases/{release}/invite", Action::PrepareReleases, decide::invite)
        .post("/studies/{study}/releases/{release}/decide", Action::ApproveReleases, decide::decide)
        .get("/review", Asks::Nothing, review::door)
        .post("/review", Asks::Nothing, review::enter)
        .get("/review/draft", Asks::Reviewer, review::show)
        .post("/review/draft", Asks::Reviewer, review::decide)
}

/// The address of a page of this area.
fn page(member: &Member, rest: &str) -> String {
    format!("/studies/{}/releases{rest}", member.study.id)
}
