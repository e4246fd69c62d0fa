//! Addresses that no page holds, asked on both planes by somebody who has not signed in: never a fault of the server's,
//! never an answer without its policy.

use axum::body::Body;
use axum::http::{Request, Uri, header};
use tower::ServiceExt;

use super::platform::{Platform, Scene};
use super::trial::Target;

fn seeds(word: &str, study: &str) -> Vec<Vec<u8>> {
    let own = [
        format!("/s/{word}"),
        format!("/studies/{study}/overview"),
        format!("/studies/{study}/coding/passages?code=1&page=2"),
    ];
    let known = [
        "/s/1",
        "/s/99999",
        "/leave",
        "/withdraw",
        "/r/tide",
        "/r/tide/data.csv",
        "/robots.txt",
        "/a/app.css",
        "/sign-in",
        "/studies",
        "/people",
        "/first-start",
        "/s/%2e%2e/sign-in",
        "/s/..;/studies",
        "/%2569ndex",
        "/s/%c0%ae%c0%ae/a",
        "http://127.0.0.1:42000/s/1?a=b&c=%20",
        "*",
    ];
    own.into_iter().chain(known.map(str::to_owned)).map(String::into_bytes).collect()
}

/// Addresses, as bytes.
pub fn target() -> Target {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (platform, open) = runtime.block_on(Platform::with(Scene::default()));
    let planes =
        [("127.0.0.1:42000", platform.respondent().plane()), ("127.0.0.1:42001", platform.colleague().plane())];
    let mut asked = 0;
    Target::new(seeds(&open.word, &platform.study.id), move |bytes| {
        // The platform lives as long as its planes are asked.
        let _ = &platform;
        let Ok(address) = Uri::try_from(bytes) else { return false };
        asked += 1;
        let (host, plane) = &planes[asked % 2];
        let request = Request::get(address).header(header::HOST, *host).body(Body::empty()).expect("a request");
        let answered = runtime.block_on(plane.clone().oneshot(request)).expect("an answer");
        assert!(!answered.status().is_server_error(), "{}", answered.status());
        let policy = answered.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"), "{policy}");
        asked % 2 == 1 || !policy.contains("script-src")
    })
}
