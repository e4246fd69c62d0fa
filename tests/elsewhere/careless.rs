//! A page that asks much of other hosts, as a page that was made without thought does: it must be counted.

use axum::Router;
use axum::http::header::{CONTENT_SECURITY_POLICY, LINK};
use axum::response::{Html, IntoResponse};
use axum::routing::get;

const PAGE: &str = "<!doctype html><html lang=en><title>A</title>
<link rel=stylesheet href=http://192.0.2.1/style.css>
<link rel=prefetch href=https://example.org/next>
<link rel=icon href=http://192.0.2.1/icon.png>
<link rel=preconnect href=https://warm.example.org>
<link rel=dns-prefetch href=https://name.example.org>
<style>@font-face { font-family: far; src: url(http://192.0.2.1/far.woff2) } p { font-family: far }</style>
<p>A <img src=http://192.0.2.1/picture.png><script src=https://example.org/script.js></script>";

/// What every way of asking wants, policy or not.
pub const ALWAYS: &[&str] = &[
    "http://192.0.2.1/icon.png",
    "http://192.0.2.1/picture.png",
    "http://192.0.2.1/style.css",
    "https://example.org/next",
    "https://example.org/script.js",
    "https://name.example.org/",
    "https://warm.example.org/",
];

/// What it wants besides where no policy stops its style.
pub const WITHOUT_POLICY: &str = "http://192.0.2.1/far.woff2";

/// What the header asks for that comes with the harmless page.
pub const BY_HEADER: &str = "https://header.example.org";

async fn policed() -> impl IntoResponse {
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'";
    ([(CONTENT_SECURITY_POLICY, policy)], Html(PAGE))
}

async fn harmless() -> impl IntoResponse {
    ([(LINK, "<https://header.example.org>; rel=preconnect")], Html("<!doctype html><title>B</title>B"))
}

/// Serves the page at `/`, the same under a policy at `/policy`, and one that says nothing at `/harmless`; its address.
pub async fn serve() -> String {
    let pages: Router = Router::new()
        .route("/", get(async || Html(PAGE)))
        .route("/policy", get(policed))
        .route("/harmless", get(harmless));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let _ = axum::serve(listener, pages).await;
    });
    format!("http://{address}")
}
