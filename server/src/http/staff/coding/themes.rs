//! Exploring: what sets a code apart, co-occurrence, attributes, saturation, topics, suggestions.

use std::sync::Arc;

use axum::Router;

use crate::http::State;

/// What `app` draws.
pub trait Pages: Send + Sync {}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    Router::new()
}
