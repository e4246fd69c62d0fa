//! Collections and their links, codes, posters, rosters.

use std::sync::Arc;

use axum::Router;

use crate::http::State;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {}

/// The routes of this area.
pub fn router() -> Router<Arc<State>> {
    Router::new()
}
