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
    /// The page it says that forms stand on.
    pub page: Option<String>,
    /// What else it tells of itself and of its way, by header.
    pub tells: Vec<(&'static str, &'static str)>,
    /// Where it notes what it sends that nobody but the study may read.
    pub canaries: Option<super::Canaries>,
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
    /// Its bytes as they travelled.
    pub weight: usize,
}

impl Browser {
    /// A new browser without a cookie.
    pub fn new(plane: Router, host: &'static str) -> Self {
        Self { plane, host, cookie: None, language: "en", page: None, tells: Vec::new(), canaries: None }
    }

    /// The plane it talks to, for requests that are not a page's.
    pub fn plane(&self) -> Router {
        self.plane.clone()
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

    /// Takes a file, typing the passphrase where it is asked once more.
    pub async fn take(&mut self, address: &str) -> Answered {
        let asked = self.get(address).await;
        if !asked.address.contains("/take?") {
            return asked;
        }
        self.post(&asked.address, &[("passphrase", super::PASSPHRASE)]).await
    }

    /// The bytes of an answer as they travel in this encoding.
    pub async fn weigh(&mut self, address: &str, encoding: &str) -> usize {
        let request = Request::get(address).header(header::ACCEPT_ENCODING, encoding).body(Body::empty());
        let answered = self.send(address, request.expect("a request")).await;
        answered.weight
    }

    /// Sends a form, without following.
    pub async fn post_only(&mut self, address: &str, fields: &[(&str, &str)]) -> Answered {
        if let Some(canaries) = &self.canaries {
            canaries.form(fields);
        }
        let body = serde_html_form::to_string(fields).expect("fields");
        self.post_raw(address, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends a form that a page of somebody else made.
    pub async fn post_from_elsewhere(&mut self, address: &str, fields: &[(&str, &str)]) -> Answered {
        let body = serde_html_form::to_string(fields).expect("fields");
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from(body));
        self.send(address, request.expect("a request")).await
    }

    /// Sends anything as a body.
    pub async fn post_raw(&mut self, address: &str, kind: &str, body: Vec<u8>) -> Answered {
        let from = format!("http://{}{address}", self.host);
        let request = Request::post(address).header(header::CONTENT_TYPE, kind).header(header::REFERER, from);
        let request = request.header("sec-fetch-site", "same-origin");
        self.send(address, request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends a form and follows.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answered {
        let first = self.post_only(address, fields).await;
        self.follow(first).await
    }

    /// Consents at a link and goes through every page to "look at your answers", filling only the fields that are
    /// given by address; ends on the address of that last page.
    pub async fn go_through(&mut self, word: &str, fields: &[(&str, &[(&str, &str)])]) -> String {
        let mut here = self.post(&format!("/s/{word}"), &[("_go", "begin")]).await;
        for _ in 0..60 {
            if here.says("value=\"send\"") {
                return here.address;
            }
            let own = fields.iter().find(|(address, _)| *address == here.address).map_or(&[][..], |(_, fields)| fields);
            let all: Vec<_> = own.iter().copied().chain([("_go", "on")]).collect();
            here = self.post(&here.address, &all).await;
        }
        panic!("no end at {}: {}", here.address, here.body)
    }

    /// Forgets the cookie, as when all its windows are closed.
    pub fn close(&mut self) {
        self.cookie = None;
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
        for (name, value) in &self.tells {
            headers.insert(*name, value.parse().expect("a value"));
        }
        if let Some(page) = &self.page {
            let page = format!("http://{}{page}", self.host);
            headers.insert(header::REFERER, page.parse().expect("an address"));
        }
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.parse().expect("a cookie"));
        }
        let response = self.plane.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        self.remember(&parts.headers);
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        let (weight, body) = (body.len(), String::from_utf8_lossy(&body).into_owned());
        Answered { address: address.to_owned(), status: parts.status, headers: parts.headers, body, weight }
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

    /// The words of the element with this id.
    pub fn element(&self, id: &str) -> String {
        let rest = self.body.split(&format!("id=\"{id}\"")).nth(1).expect("the element is there");
        rest.split('>').nth(1).and_then(|words| words.split('<').next()).unwrap_or_default().to_owned()
    }

    /// Whether the option with this value is chosen or ticked on the page.
    pub fn chosen(&self, value: &str) -> bool {
        let value = format!("value=\"{value}\"");
        self.body.split('<').any(|tag| tag.contains(&value) && (tag.contains("checked") || tag.contains("selected")))
    }

    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }
}
