//! The exit: a link, served before everything that can fail. It clears the cookie, and with it the only key to the
//! draft, and goes to a neutral page.

use std::sync::Arc;

use axum::extract;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::cookie::Cookie;
use crate::http::State;

/// `GET /leave`
pub async fn leave(extract::State(state): extract::State<Arc<State>>, headers: HeaderMap) -> Response {
    let address = state.known.exit(&Cookie::read(&headers).study);
    let location = HeaderValue::from_str(&address).unwrap_or(HeaderValue::from_static("about:blank"));
    let gone = Cookie::forget(&state.settings);
    (StatusCode::SEE_OTHER, [(header::LOCATION, location), (header::SET_COOKIE, gone)]).into_response()
}
