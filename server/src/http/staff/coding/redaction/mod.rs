//! Redacting: what the recognisers mark in all passages, choosing words of one passage, looking where else they stand, and
//! replacing them by labels for good.
//!
//! `scan` finds marks and keeps them while passages stay as they are, `list` shows where they are, `choose` one passage,
//! `review` everything that will be replaced. Chosen places travel in addresses as positions, never as words.

mod choose;
mod chosen;
mod elsewhere;
mod list;
mod review;
mod scan;
pub mod view;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::http::State;
use crate::http::staff::Around;
use crate::redaction::Kind;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// Passages with marks.
    fn redaction(&self, around: &Around, view: &view::View) -> String;
    /// One passage with its marks, and a field for other words.
    fn redact_passage(&self, around: &Around, view: &view::Passage) -> String;
    /// What will be replaced.
    fn redact_review(&self, around: &Around, view: &view::Review) -> String;
    /// What stands in the place of words of a kind: `[name]`.
    fn label(&self, language: &str, kind: Kind) -> String;
}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/studies/{study}/coding/redaction", get(list::show))
        .route("/studies/{study}/coding/redaction/passage/{passage}", get(choose::show).post(choose::choose))
        .route("/studies/{study}/coding/redaction/review/{passage}", get(review::show))
        .route("/studies/{study}/coding/redaction/redact/{passage}", post(review::redact))
}
