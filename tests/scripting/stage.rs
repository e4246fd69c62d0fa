//! The staff plane on a port of its own, its policy made to report what it stops; beside it pages that were kept from
//! forms, and two that are made to run.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::browser::Browser as Chromium;
use crate::platform::Platform;

/// A page without a policy whose script runs.
pub const RUNS: &str = "/control/runs";
/// A page under the policy of the staff plane, whose markup is refused.
pub const REFUSED: &str = "/control/refused";

/// A running staff plane.
pub struct Stage {
    origin: String,
    kept: usize,
    reports: Arc<Mutex<Vec<String>>>,
}

async fn report(mut response: Response) -> Response {
    if let Some(policy) = response.headers_mut().get_mut(header::CONTENT_SECURITY_POLICY) {
        let longer = format!("{}; report-uri /reports", policy.to_str().unwrap_or_default());
        *policy = HeaderValue::from_str(&longer).expect("a policy");
    }
    response
}

async fn refused() -> Response {
    let policy = [(header::CONTENT_SECURITY_POLICY, "default-src 'none'; script-src 'self'")];
    (policy, Html("<!doctype html><title>a</title><img src=x onerror=self.struck=1><script>self.struck=1</script>"))
        .into_response()
}

impl Stage {
    /// Serves the platform and these pages.
    pub async fn raise(platform: &Platform, kept: Vec<String>) -> Self {
        let (count, kept, reports) = (kept.len(), Arc::new(kept), Arc::new(Mutex::new(Vec::new())));
        let heard = Arc::clone(&reports);
        let hear = move |body: String| {
            let heard = Arc::clone(&heard);
            async move { heard.lock().unwrap_or_else(PoisonError::into_inner).push(body) }
        };
        let show = move |Path(number): Path<usize>| {
            let page = kept.get(number).cloned().unwrap_or_default();
            async move { Html(page) }
        };
        let app: Router = Router::new()
            .route("/reports", post(hear))
            .route("/kept/{number}", get(show))
            .route(RUNS, get(async || Html("<!doctype html><title>a</title><script>self.struck=1</script>")))
            .route(REFUSED, get(refused))
            .fallback_service(server::http::staff_plane(&platform.state))
            .layer(map_response(report));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Self { origin, kept: count, reports }
    }

    /// Where a path is.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The paths of the pages that were kept.
    pub fn kept(&self) -> impl Iterator<Item = String> + use<> {
        (0..self.kept).map(|number| format!("/kept/{number}"))
    }

    /// Gives Chromium the session of a browser without script.
    pub async fn enter(&self, chromium: &Chromium, cookie: &str) {
        chromium.client.goto(&self.address("/sign-in")).await.expect("a page");
        let kept = chromium.client.execute("document.cookie = arguments[0]", vec![json!(format!("{cookie}; path=/"))]);
        kept.await.expect("a cookie");
    }

    /// What the policy stopped so far; reports come a little later than pages.
    pub async fn reports(&self) -> Vec<String> {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        self.reports.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Handlers and other markup that no page of ours has; what ran writes down its number.
const LOOK: &str = r#"
const handlers = [...document.querySelectorAll('*')].filter(one =>
    one.getAttributeNames().some(name => name.startsWith('on')) ||
    ['href', 'src', 'action', 'data'].some(name => /^\s*(java\s*script|data:text)/i.test(one.getAttribute(name) ?? '')));
const others = document.querySelectorAll('base, embed, object, iframe[srcdoc], meta[http-equiv=refresh], script:not([src])');
return [self.struck ?? null, handlers.length + others.length,
    [...handlers, ...others].slice(0, 3).map(one => one.outerHTML.slice(0, 200)).join('\n')];
"#;

/// Opens a page; what ran there, or stands there as markup.
pub async fn look(chromium: &Chromium, address: &str) -> Option<String> {
    let client = &chromium.client;
    client.goto(address).await.expect("a page opens");
    let found = client.execute(LOOK, vec![]).await.expect("it is looked at");
    match (&found[0], found[1].as_u64()) {
        (Value::Null, Some(0)) => None,
        (Value::Null, _) => Some(format!("markup: {}", found[2].as_str().unwrap_or_default())),
        (number, _) => Some(format!("payload {number} ran")),
    }
}
