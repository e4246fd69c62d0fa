//! The codebook: its tree, one code with its words, moving, merging, splitting, retiring, history, groups.

use std::sync::Arc;

use axum::Router;

use crate::http::State;

/// What `app` draws.
pub trait Pages: Send + Sync {}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    Router::new()
}
