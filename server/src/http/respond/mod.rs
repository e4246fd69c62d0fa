//! The respondent plane: a closed list of routes, no script, no session but one cookie that opens one draft.

use std::sync::Arc;

use axum::Router;

use super::{Failure, State, assets};

/// What `app` draws for respondents.
pub trait Pages: Send + Sync {
    /// A page that says what went wrong.
    fn error(&self, failure: &Failure) -> String;
}

/// Every route of the plane.
pub fn router() -> Router<Arc<State>> {
    Router::new().merge(assets::router(|name| name == "app.css"))
}
