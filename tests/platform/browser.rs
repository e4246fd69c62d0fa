//! A browser without script: keeps one cookie, follows a 303, sends a form as its page would.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt;

/// A browser on one plane.
#[derive(Clone)]
pub struct Browser {
    plane: Router,
    host: &'static str,
    /// The cookie it holds, `name=value`.
    pub cookie: Option<String>,
    /// What it says it reads.
    pub language: &'static str,
}

/// An answer of the server.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Where it came from, after redirects.
    pub address: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The page.
    pub body: String,
}

impl Browser {
    /// A new browser without a cookie.
    pub fn new(plane: Router, host: &'static str) -> Self {
        Self { plane, host, cookie: None, language: "en" }
    }

    /// Asks for a page, without following.
    pub async fn get_only(&mut self, address: &str) -> Answered {
        let request = Request::get(address).body(Body::empty()).expect("a request");
        self.send(address, request).await
    }

    /// Asks for a page and follows.
    pub async fn get(&mut self, address: &str) -> Answered {
        let first = self.get_only(address).await;
        self.follow(first).await
    }

    /// Sends a form, without following.
    pub async fn post_only(&mut self, address: &str, fields: &[(&str, &str)]) -> Answered {
        let body = serde_html_form::to_string(fields).expect("fields");
        self.post_raw(address, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends anything as a body.
    pub async fn post_raw(&mut self, address: &str, kind: &str, body: Vec<u8>) -> Answered {
        let request = Request::post(address).header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        self.send(address, request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends a form and follows.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answered {
        let first = self.post_only(address, fields).await;
        self.follow(first).await
    }

    async fn follow(&mut self, mut answered: Answered) -> Answered {
        for _ in 0..5 {
            match answered.location() {
                Some(next) if next.starts_with('/') => answered = self.get_only(&next).await,
                _ => return answered,
            }
        }
        panic!("a circle of redirects at {}", answered.address)
    }

    async fn send(&mut self, address: &str, mut request: Request<Body>) -> Answered {
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.host.parse().expect("a host"));
        headers.insert(header::ACCEPT_LANGUAGE, self.language.parse().expect("a language"));
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.parse().expect("a cookie"));
        }
        let response = self.plane.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        self.remember(&parts.headers);
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        let body = String::from_utf8_lossy(&body).into_owned();
        Answered { address: address.to_owned(), status: parts.status, headers: parts.headers, body }
    }

    fn remember(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let pair = line.split(';').next().unwrap_or_default().to_owned();
            self.cookie = if line.contains("Max-Age=0") { None } else { Some(pair) };
        }
    }
}

impl Answered {
    /// Where it sends the browser.
    pub fn location(&self) -> Option<String> {
        Some(self.headers.get(header::LOCATION)?.to_str().ok()?.to_owned())
    }

    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }
}
