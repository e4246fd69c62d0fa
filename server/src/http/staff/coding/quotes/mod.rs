//! Quotes on their way out: proposed from an excerpt, approved by a second person, taken back. Only approved ones leave.
//!
//! `checks` says what a quote must pass, `propose` and `decide` are the two steps, `list` shows all, `file` gives those that
//! were approved.

mod checks;
mod decide;
mod file;
mod list;
mod propose;
pub mod view;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::coding::source::Consent;
use crate::http::State;
use crate::http::staff::Around;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// All quotes.
    fn quotes(&self, around: &Around, view: &view::View) -> String;
    /// The form that proposes one.
    fn quote_form(&self, around: &Around, view: &view::Proposal) -> String;
    /// One quote, to be decided.
    fn quote(&self, around: &Around, view: &view::Decision) -> String;
    /// What is said about a speaker: `A person who answered, 2026`.
    fn attribution(&self, language: &str, said: &view::Said) -> String;
    /// How far the words may go: what a group agreed to, or, for an answer, what people were told.
    fn reach(&self, language: &str, scope: Option<Consent>) -> String;
}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/studies/{study}/coding/quotes", get(list::show))
        .route("/studies/{study}/coding/quotes/quotes.csv", get(file::file))
        .route("/studies/{study}/coding/quotes/new", get(propose::show).post(propose::propose))
        .route("/studies/{study}/coding/quotes/quote/{quote}", get(decide::show).post(decide::decide))
        .route("/studies/{study}/coding/quotes/quote/{quote}/back", post(decide::take_back))
}
