//! What a program that watches the server may ask: `/healthz` and `/metrics` (Prometheus), on a listener of their own that
//! only this machine reaches (`--watch`). No plane has these addresses, so no proxy passes them on by mistake.
//!
//! Measures never count answers or visits: whoever reads them every few seconds would know when somebody answered. The
//! size of the database moves in steps for the same reason.

use std::sync::Arc;

use axum::{
    Router,
    extract::{self, Request},
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{State, protection};
use crate::{
    Error, Result, Settings,
    store::{Store, duty, holdings, maintenance, reach, rewriting},
};

/// Bytes of one step of the database's size: thousands of answers.
const STEP: i64 = 16 << 20;

/// The two addresses and nothing else.
pub(super) fn plane(state: &Arc<State>) -> Router {
    let router = Router::new().route("/healthz", get(healthz)).route("/metrics", get(measures));
    router.with_state(Arc::clone(state)).layer(from_fn(only_near))
}

/// A page of somebody else's that led its name to this machine asks under that name.
async fn only_near(request: Request, next: Next) -> Response {
    let host = protection::only_host(request.headers());
    match host.is_some_and(|host| Settings::is_near(&format!("http://{host}"))) {
        true => next.run(request).await,
        false => StatusCode::MISDIRECTED_REQUEST.into_response(),
    }
}

async fn healthz(extract::State(state): extract::State<Arc<State>>) -> Response {
    told(health(&state.store).await)
}

async fn measures(extract::State(state): extract::State<Arc<State>>) -> Response {
    told(metrics(&state.store).await)
}

fn told(text: Result<String>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4"), (header::CACHE_CONTROL, "no-store")];
    match text {
        Ok(text) => (kind, text).into_response(),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, kind, wrong(&error)).into_response(),
    }
}

/// What is wrong, in words for whoever watches.
fn wrong(error: &Error) -> &'static str {
    match error {
        Error::Unavailable("disk-full") => "the disk is full, nobody new begins\n",
        Error::Unavailable("database-read-only") => "the database takes nothing new\n",
        Error::Unavailable("database-settings") | Error::Invalid("database-settings", _) => {
            "the database server is not set as it must be, nothing new is taken\n"
        }
        Error::Unavailable("move-going" | "moved-away") => "the data is being moved, or was moved elsewhere\n",
        _ => "the database does not answer\n",
    }
}

async fn health(store: &Store) -> Result<String> {
    reach::assert(store).await?;
    holdings::size(store).await?;
    match store.ballast.lets_begin() {
        true => Ok("ok\n".to_owned()),
        false => Err(Error::Unavailable("disk-full")),
    }
}

async fn metrics(store: &Store) -> Result<String> {
    let (held, size) = (holdings::count(store).await?, holdings::size(store).await?);
    let full = i64::from(!store.ballast.lets_begin());
    let (kept, rewritten) = (duty::done_at(store, maintenance::DUTY).await?, rewriting::done_at(store).await?);
    let owed = maintenance::owed(store).await?.unwrap_or_default();
    let measures = [
        ("tidemark_studies", "Studies.", held.studies),
        ("tidemark_collections_open", "Collections that take answers.", held.open),
        ("tidemark_releases", "Releases that are out.", held.releases),
        ("tidemark_database_bytes", "Size of the database, in whole steps.", (size / STEP + 1) * STEP),
        ("tidemark_disk_full", "1 while the disk is full and nobody new begins.", full),
        ("tidemark_kept_seconds", "When the database was looked after last, 0 for not yet.", kept),
        ("tidemark_rewritten_seconds", "When the tables were rewritten last, 0 for not yet.", rewritten),
        ("tidemark_rewrite_owed_seconds", "For how long rewriting them could not be finished.", owed),
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
