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

use axum::Router;
use axum::extract;
use axum::routing::{get, post};

use super::{Around, Member};
use crate::http::State;
use crate::http::respond::Approval;
use crate::release::Draft;
use crate::report::{Document, Words};

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
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/studies/{study}/releases", get(list::show))
        .route("/studies/{study}/releases/new", get(choose::new).post(choose::make))
        .route("/studies/{study}/releases/{release}", get(show::show))
        .route("/studies/{study}/releases/{release}/choice", get(choose::again).post(choose::change))
        .route("/studies/{study}/releases/{release}/copy", post(choose::copy))
        .route("/studies/{study}/releases/{release}/accept", post(show::accept))
        .route("/studies/{study}/releases/{release}/plan", post(show::plan_again))
        .route("/studies/{study}/releases/{release}/propose", post(show::propose))
        .route("/studies/{study}/releases/{release}/drop", post(show::drop_draft))
        .route("/studies/{study}/releases/{release}/invite", post(decide::invite))
        .route("/studies/{study}/releases/{release}/decide", post(decide::decide))
        .route("/review", get(review::door).post(review::enter))
        .route("/review/draft", get(review::show).post(review::decide))
}

/// The address of a page of this area.
fn page(member: &Member, rest: &str) -> String {
    format!("/studies/{}/releases{rest}", member.study.id)
}
