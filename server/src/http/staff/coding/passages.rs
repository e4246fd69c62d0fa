//! Reading and coding: the list of passages, one passage with its codings, coding and taking back.

use std::sync::Arc;

use axum::Router;

use crate::http::State;

/// What `app` draws.
pub trait Pages: Send + Sync {}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    Router::new()
}
