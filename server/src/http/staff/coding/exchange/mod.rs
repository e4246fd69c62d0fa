//! Codebook, project and excerpts out to other programs, and in from them. A file is read once, kept in the memory of the
//! unlocked study until somebody has seen what it would bring, and never written to disk.

mod come;
mod out;
pub mod view;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::http::State;
use crate::http::staff::Around;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// What can go out, and choosing a file to bring in.
    fn exchange(&self, around: &Around, view: &view::View) -> String;
    /// What a file would bring.
    fn exchange_preview(&self, around: &Around, view: &view::Preview) -> String;
}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/studies/{study}/coding/exchange", get(out::show))
        .route("/studies/{study}/coding/exchange/out/{file}", get(out::file))
        .route("/studies/{study}/coding/exchange/in", post(come::read))
        .route("/studies/{study}/coding/exchange/in/{upload}", get(come::show).post(come::bring))
}
