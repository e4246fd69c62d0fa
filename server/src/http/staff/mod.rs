//! The staff plane. One module for each area, each with its routes, its handlers, its views and the trait that `app`
//! draws them through; to add an area, add its module, its routes below and its trait to [`Pages`].

mod absent;
pub mod account;
pub mod again;
pub mod approvals;
pub mod around;
pub mod coding;
pub mod collections;
pub mod entrance;
pub mod fields;
pub mod first_start;
pub mod import;
pub mod installation;
pub mod instruments;
pub mod kit;
pub mod linking;
mod next;
pub mod paper;
pub mod people;
mod proof;
pub mod releases;
pub mod results;
pub mod retention;
pub mod routes;
pub mod second;
mod secrets;
pub mod session;
pub mod settings;
pub mod sign_in;
pub mod studies;
pub mod taking;
pub mod tries;
pub mod unlock;
pub mod upload;
pub mod waves;
mod zones;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;

use super::{Failure, State, assets};

pub use around::Around;
pub use fields::Fields;
pub use routes::{Asks, Route, Routes};
pub use session::{Member, Person};

/// All that `app` draws for staff, and the sentences of the terminal.
pub trait Pages:
    sign_in::Pages
    + second::Pages
    + account::Pages
    + people::Pages
    + installation::Pages
    + kit::Pages
    + studies::Pages
    + instruments::Pages
    + collections::Pages
    + results::Pages
    + paper::Pages
    + linking::Pages
    + retention::Pages
    + coding::Pages
    + waves::Pages
    + releases::Pages
    + taking::Pages
    + approvals::Pages
    + Send
    + Sync
{
    /// A page that says what went wrong, with the menu of whoever asked where that is known.
    fn error(&self, failure: &Failure, around: Option<&Around>) -> String;

    /// The sentence for one problem of an instrument or an import.
    fn problem(&self, problem: &::instruments::Problem, language: &str) -> String;

    /// A sentence for the terminal: its code and the value it mentions.
    fn sentence(&self, code: &str, value: &str) -> String;

    /// The same in a language.
    fn sentence_in(&self, code: &str, value: &str, language: &str) -> String;

    /// Whether there are words in a language.
    fn speaks(&self, language: &str) -> bool;

    /// Lays this deployment's interface words (language, key, text) over the shipped ones, for both planes.
    fn lay_over(&self, words: &[(String, String, String)]);
}

/// Every route of the plane but those of its files, each with what it asks for.
pub fn routes() -> Routes {
    Routes::new()
        .merge(sign_in::routes())
        .merge(second::routes())
        .merge(account::routes())
        .merge(people::routes())
        .merge(installation::routes())
        .merge(kit::routes())
        .merge(studies::routes())
        .merge(instruments::routes())
        .merge(collections::routes())
        .merge(paper::routes())
        .merge(linking::routes())
        .merge(retention::routes())
        .merge(results::routes())
        .merge(coding::routes())
        .merge(waves::routes())
        .merge(releases::routes())
        .merge(taking::routes())
        .merge(approvals::routes())
}

/// The plane: its files and [`routes()`].
pub fn router() -> Router<Arc<State>> {
    over(routes())
}

/// The plane with these routes: a test adds one of its own to see that it would be noticed.
pub fn over(routes: Routes) -> Router<Arc<State>> {
    assets::router::<Arc<State>>(|_| true)
        .merge(routes.router())
        // The plane has read the body and checked its size before; a second, smaller limit would only give a wrong reason.
        .layer(DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn(again::lead_back))
}
