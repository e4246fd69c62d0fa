//! What a program that watches the server may ask, on the staff plane: `/healthz` and `/metrics` (Prometheus).
//!
//! Only from this machine: the plane listens on loopback, is asked under a loopback name, and nothing says that the
//! question was passed on; everybody else finds nothing. Measures never count answers or visits: whoever reads them
//! every few seconds would know when somebody answered. The size of the database moves in steps for the same reason.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    Error, Result, Settings,
    http::State,
    store::{Store, holdings, maintenance},
};

/// Bytes of one step of the database's size: thousands of answers.
const STEP: i64 = 16 << 20;

/// Answers who watches; lets everything else pass.
pub async fn answer(state: Arc<State>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let near = is_near(&state.settings, request.headers());
    match path.as_str() {
        "/healthz" if near => told(health(&state.store).await),
        "/metrics" if near => told(metrics(&state.store).await),
        _ => next.run(request).await,
    }
}

fn is_near(settings: &Settings, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let passes_on = |name: &str| name.starts_with("x-forwarded") || matches!(name, "forwarded" | "via" | "x-real-ip");
    let passed_on = headers.keys().any(|name| passes_on(name.as_str()));
    settings.staff.ip().is_loopback() && Settings::is_near(&format!("http://{host}")) && !passed_on
}

fn told(text: Result<String>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4"), (header::CACHE_CONTROL, "no-store")];
    match text {
        Ok(text) => (kind, text).into_response(),
        Err(Error::Unavailable("disk-full")) => {
            (StatusCode::SERVICE_UNAVAILABLE, kind, "the disk is full, nobody new begins\n").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, kind, "the database does not answer\n").into_response(),
    }
}

async fn health(store: &Store) -> Result<String> {
    holdings::size(store).await?;
    match store.ballast.lets_begin() {
        true => Ok("ok\n".to_owned()),
        false => Err(Error::Unavailable("disk-full")),
    }
}

async fn metrics(store: &Store) -> Result<String> {
    let (held, size) = (holdings::count(store).await?, holdings::size(store).await?);
    let full = i64::from(!store.ballast.lets_begin());
    let measures = [
        ("tidemark_studies", "Studies.", held.studies),
        ("tidemark_collections_open", "Collections that take answers.", held.open),
        ("tidemark_releases", "Releases that are out.", held.releases),
        ("tidemark_database_bytes", "Size of the database, in whole steps.", (size / STEP + 1) * STEP),
        ("tidemark_disk_full", "1 while the disk is full and nobody new begins.", full),
        ("tidemark_rewritten_seconds", "When the tables were rewritten last, 0 for not yet.", maintenance::rewritten()),
    ];
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "# HELP tidemark_info The program.\n# TYPE tidemark_info gauge\ntidemark_info{{version=\"{version}\"}} 1\n"
    );
    for (name, help, value) in measures {
        text += &format!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
    }
    Ok(text)
}
