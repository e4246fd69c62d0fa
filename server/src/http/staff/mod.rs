//! The staff plane. One module for each area, each with its routes, its handlers, its views and the trait that `app`
//! draws them through; to add an area, add its module, its router below and its trait to [`Pages`].

pub mod again;
pub mod around;
pub mod coding;
pub mod collections;
pub mod fields;
pub mod first_start;
pub mod import;
pub mod installation;
pub mod instruments;
pub mod linking;
mod next;
pub mod paper;
pub mod people;
pub mod releases;
pub mod results;
mod secrets;
pub mod session;
pub mod settings;
pub mod sign_in;
pub mod studies;
mod unlock;
pub mod upload;
pub mod waves;
mod zones;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;

use super::{Failure, State, assets};

pub use around::Around;
pub use fields::Fields;
pub use session::{Member, Person};

/// All that `app` draws for staff, and the sentences of the terminal.
pub trait Pages:
    sign_in::Pages
    + people::Pages
    + installation::Pages
    + studies::Pages
    + instruments::Pages
    + collections::Pages
    + results::Pages
    + paper::Pages
    + linking::Pages
    + coding::Pages
    + waves::Pages
    + releases::Pages
    + Send
    + Sync
{
    /// A page that says what went wrong.
    fn error(&self, failure: &Failure) -> String;

    /// The sentence for one problem of an instrument or an import.
    fn problem(&self, problem: &::instruments::Problem, language: &str) -> String;

    /// A sentence for the terminal: its code and the value it mentions.
    fn sentence(&self, code: &str, value: &str) -> String;

    /// Lays this deployment's interface words (language, key, text) over the shipped ones, for both planes.
    fn lay_over(&self, words: &[(String, String, String)]);
}

/// Every route of the plane.
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .merge(assets::router(|_| true))
        .merge(sign_in::router())
        .merge(people::router())
        .merge(installation::router())
        .merge(studies::router())
        .merge(instruments::router())
        .merge(collections::router())
        .merge(paper::router())
        .merge(linking::router())
        .merge(results::router())
        .merge(coding::router())
        .merge(waves::router())
        .merge(releases::router())
        // The plane has read the body and checked its size before; a second, smaller limit would only give a wrong reason.
        .layer(DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn(again::lead_back))
}
