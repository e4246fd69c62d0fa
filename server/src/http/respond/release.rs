//! Releases that are out: a frozen page and its files, the same for everybody, for ever. No script, no form, no cookie.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{self, Path};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::http::State;
use crate::store::releases::{self, File};
use crate::{Error, Result};

/// Nothing but its own stylesheet and pictures; its files may be saved.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; \
     frame-ancestors 'none'; sandbox allow-same-origin allow-downloads allow-top-navigation-by-user-activation";

type Shared = extract::State<Arc<State>>;

/// `GET /r/<word>`
pub async fn page(
    extract::State(state): Shared,
    place: std::result::Result<Path<String>, PathRejection>,
) -> Result<Response> {
    let Path(word) = place.map_err(|_| Error::NotFound)?;
    found(&state, &word, "").await
}

/// `GET /r/<word>/<file>`
pub async fn file(
    extract::State(state): Shared,
    place: std::result::Result<Path<(String, String)>, PathRejection>,
) -> Result<Response> {
    let Path((word, name)) = place.map_err(|_| Error::NotFound)?;
    found(&state, &word, &name).await
}

async fn found(state: &State, word: &str, name: &str) -> Result<Response> {
    let file = releases::file(&state.store, word, name).await?.ok_or(Error::NotFound)?;
    let kind = HeaderValue::from_str(&file.kind).map_err(|error| Error::internal("media type", error))?;
    let saved = saved(word, &file)?;
    let mut response = file.bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if let Some(saved) = saved {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, saved);
    }
    Ok(response)
}

/// Files are saved under the release's word; the page, its stylesheet and its pictures are looked at.
fn saved(word: &str, file: &File) -> Result<Option<HeaderValue>> {
    if file.kind.starts_with("text/html") || file.kind.starts_with("text/css") || file.kind.starts_with("image/") {
        return Ok(None);
    }
    let text = format!("attachment; filename=\"{word}-{}\"", file.name);
    HeaderValue::from_str(&text).map(Some).map_err(|error| Error::internal("file name", error))
}
