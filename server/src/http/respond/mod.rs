//! The respondent plane: a closed list of routes, no script, no session but one cookie that opens one draft.
//!
//! `start` is a link's welcome, `pages` the numbered pages after it, `send` and `thanks` their end. A handler answers a
//! GET with a page and a form with a way to go (303), because browsers keep on disk what a page answers to.

mod cookie;
mod draft;
mod form;
mod guard;
mod known;
mod leave;
mod pages;
mod release;
mod send;
mod start;
mod thanks;
mod view;
mod visit;
mod withdraw;

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{self, Path};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::{State, assets};
use crate::{Error, Result};

pub use form::Form;
pub use guard::Guard;
pub use known::Known;
pub use send::link_code;
pub use view::*;
pub use visit::{come_back, language, wants};

/// Every route of the plane, and the methods it answers.
pub const ROUTES: &[(&str, &[&str])] = &[
    ("/s/{place}", &["GET", "POST"]),
    ("/leave", &["GET"]),
    ("/withdraw", &["GET", "POST"]),
    ("/r/{word}", &["GET"]),
    ("/r/{word}/{file}", &["GET"]),
    ("/robots.txt", &["GET"]),
    ("/a/{name}", &["GET"]),
];

/// The router of the plane: what [`ROUTES`] says and nothing else.
pub fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/leave", get(leave::leave))
        .route("/s/{place}", get(show).post(take))
        .route("/withdraw", get(withdraw::show).post(withdraw::take_back))
        .route("/r/{word}", get(release::page))
        .route("/r/{word}/{file}", get(release::file))
        .route("/robots.txt", get(robots))
        .merge(assets::router(|name| name == "app.css"))
}

/// `GET /s/<word>` begins, `GET /s/<number>` goes on.
async fn show(extract::State(state): extract::State<Arc<State>>, place: Place, headers: HeaderMap) -> Result<Response> {
    let place = word(place)?;
    match page_number(&place) {
        Some(number) => pages::show(state, headers, number).await,
        None => start::show(state, headers, &place).await,
    }
}

async fn take(
    extract::State(state): extract::State<Arc<State>>,
    place: Place,
    headers: HeaderMap,
    form: Form,
) -> Result<Response> {
    let place = word(place)?;
    match page_number(&place) {
        Some(number) => pages::take(state, headers, number, &form).await,
        None => start::begin(state, headers, &place, &form).await,
    }
}

type Place = std::result::Result<Path<String>, PathRejection>;

/// What is no text (`/s/%ff`) is the address of nothing.
fn word(place: Place) -> Result<String> {
    place.map(|Path(word)| word).map_err(|_| Error::NotFound)
}

fn page_number(place: &str) -> Option<usize> {
    place.bytes().all(|byte| byte.is_ascii_digit()).then(|| place.parse().unwrap_or(0))
}

async fn robots() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "User-agent: *\nDisallow: /\n").into_response()
}
