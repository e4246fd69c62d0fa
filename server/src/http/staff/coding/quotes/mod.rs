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

use crate::access::Action;
use crate::coding::source::Consent;
use crate::http::staff::Around;
use crate::http::staff::routes::Routes;

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
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/quotes", Action::Code, list::show)
        .get("/studies/{study}/coding/quotes/quotes.csv", Action::Export, file::file)
        .get("/studies/{study}/coding/quotes/new", Action::Code, propose::show)
        .post("/studies/{study}/coding/quotes/new", Action::Code, propose::propose)
        .get("/studies/{study}/coding/quotes/quote/{quote}", Action::Code, decide::show)
        .post("/studies/{study}/coding/quotes/quote/{quote}", Action::ApproveQuotes, decide::decide)
        .post("/studies/{study}/coding/quotes/quote/{quote}/back", Action::Code, decide::take_back)
}
