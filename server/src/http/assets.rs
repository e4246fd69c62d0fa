//! Stylesheets, loader and islands: files inside the program, served under names that change with their content.

use std::sync::OnceLock;

use axum::Router;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// One file inside the program.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Plain name, `app.css`.
    pub name: &'static str,
    /// Name with the hash of its content, `app.1a2b3c4d.css`.
    pub hashed: &'static str,
    /// Media type.
    pub kind: &'static str,
    /// What a page says that its content must be: a browser takes no other.
    pub integrity: &'static str,
    /// Content.
    pub bytes: &'static [u8],
    /// Content packed with brotli.
    pub packed: &'static [u8],
}

static ASSETS: OnceLock<&'static [Asset]> = OnceLock::new();

/// Hands the program's files over, once, at start.
pub fn provide(assets: &'static [Asset]) {
    let _ = ASSETS.set(assets);
}

/// A file by its plain name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.get()?.iter().find(|asset| asset.name == name)
}

/// The address of a file: `/a/app.1a2b3c4d.css`.
pub fn address(name: &str) -> String {
    format!("/a/{}", find(name).map_or(name, |asset| asset.hashed))
}

/// `GET /a/{name}`, for either plane; `allowed` are the plain names that this plane serves.
pub fn router<S: Clone + Send + Sync + 'static>(allowed: fn(&str) -> bool) -> Router<S> {
    Router::new().route(
        "/a/{name}",
        get(move |headers: HeaderMap, name: Result<Path<String>, PathRejection>| async move {
            // What is no text is the name of nothing.
            serve(name.as_ref().map_or("", |Path(name)| name), allowed, &headers)
        }),
    )
}

fn serve(name: &str, allowed: fn(&str) -> bool, headers: &HeaderMap) -> Response {
    let found = ASSETS.get().and_then(|assets| assets.iter().find(|asset| asset.hashed == name && allowed(asset.name)));
    let Some(asset) = found else { return StatusCode::NOT_FOUND.into_response() };
    let kept = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    match takes_brotli(headers) {
        true => {
            (kept, [(header::CONTENT_ENCODING, "br"), (header::VARY, "accept-encoding")], asset.packed).into_response()
        }
        false => (kept, [(header::VARY, "accept-encoding")], asset.bytes).into_response(),
    }
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| coding.trim() == "br")
}
