//! The exit: a link, served before everything that can fail. It clears the cookie, and with it the only key to the
//! draft, and goes to a neutral page. The draft itself is thrown away afterwards, if the database can.

use std::sync::Arc;

use axum::extract;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::cookie::Cookie;
use super::draft;
use crate::http::State;

/// `GET /leave`
pub async fn leave(extract::State(state): extract::State<Arc<State>>, headers: HeaderMap) -> Response {
    let cookie = Cookie::read(&headers);
    let address = state.known.exit(&cookie.study);
    draft::throw_away(&state, &cookie);
    let location = HeaderValue::from_str(&address).unwrap_or(HeaderValue::from_static("about:blank"));
    let gone = Cookie::forget(&state.settings);
    (StatusCode::SEE_OTHER, [(header::LOCATION, location), (header::SET_COOKIE, gone)]).into_response()
}
