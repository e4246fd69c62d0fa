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

use crate::access::Action;
use crate::http::staff::Around;
use crate::http::staff::routes::Routes;
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
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/redaction", Action::Redact, list::show)
        .get("/studies/{study}/coding/redaction/passage/{passage}", Action::Redact, choose::show)
        .post("/studies/{study}/coding/redaction/passage/{passage}", Action::Redact, choose::choose)
        .get("/studies/{study}/coding/redaction/review/{passage}", Action::Redact, review::show)
        .post("/studies/{study}/coding/redaction/redact/{passage}", Action::Redact, review::redact)
}
