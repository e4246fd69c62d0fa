//! What stands before every handler: whose host, whose form, how large, and the headers of every answer.
//!
//! Order, from outside: headers → panics → host → origin → on the staff plane, who comes (`staff::entrance`) → body → a turn
//! → errors drawn → compressed → routes. Nothing here reads the database for respondents, so the exit link works when the
//! database does not.

use std::{
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn},
    response::{Html, IntoResponse, Response},
};

use super::admission::Neighbourhood;
use super::staff::{Around, entrance};
use super::{Failure, State, compression, respond};
use crate::{Settings, terminal};

/// One of the two planes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plane {
    /// Respondents: no script at all.
    Respond,
    /// Staff: own script files, nothing inline.
    Staff,
}

/// The largest form of a respondent, and how long it may take to arrive.
const ANSWERS: (usize, Duration) = (256 * 1024, Duration::from_secs(30));
/// How much of a body that is too large is read and thrown away.
const THROWN_AWAY: usize = 1024 * 1024 * 1024;

/// Puts the protection of its plane around a router.
pub fn protect(router: Router<Arc<State>>, plane: Plane, state: &Arc<State>) -> Router {
    let guard = Arc::new(Guard { plane, state: Arc::clone(state), told: AtomicBool::new(false) });
    let router = router.fallback(async || crate::Error::NotFound).with_state(Arc::clone(state));
    router.layer(from_fn(move |request, next| admit(Arc::clone(&guard), request, next)))
}

struct Guard {
    plane: Plane,
    state: Arc<State>,
    /// Whether the terminal was told that people come to another address.
    told: AtomicBool,
}

async fn admit(guard: Arc<Guard>, request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let (is_form, path) = (request.method() == Method::POST, request.uri().path().to_owned());
    let answered = caught(guard.pass(request, next)).await.unwrap_or_else(IntoResponse::into_response);
    let back = if is_form { guard.come_back(&answered, &path, &asked) } else { None };
    let mut response = back.unwrap_or_else(|| guard.draw(answered, path, &asked));
    guard.add_headers(response.headers_mut());
    compression::compress(response, &asked).await
}

impl Guard {
    async fn pass(&self, mut request: Request, next: Next) -> Result<Response, Failure> {
        self.keep_own_cookies(request.headers_mut());
        self.check_host(request.headers())?;
        self.check_origin(request.method(), request.headers())?;
        match self.plane {
            Plane::Respond => self.pass_respondent(request, next).await,
            Plane::Staff => self.pass_colleague(request, next).await,
        }
    }

    async fn pass_respondent(&self, request: Request, next: Next) -> Result<Response, Failure> {
        let request = self.read_body(request, ANSWERS.0, ANSWERS.1).await?;
        let Some(wants) = respond::wants(request.uri().path(), request.headers()) else {
            return Ok(next.run(request).await);
        };
        let _in_hand = self.state.admission.enter(wants, from(&request)).await?;
        Ok(next.run(request).await)
    }

    async fn pass_colleague(&self, request: Request, next: Next) -> Result<Response, Failure> {
        let (request, terms, _place) = entrance::look(&self.state, request).await?;
        let request = match terms.most {
            0 => read_past(request, terms.deadline).await?,
            most => self.read_body(request, most, terms.deadline).await?,
        };
        let Some(wants) = terms.wants else { return Ok(next.run(request).await) };
        let _in_hand = self.state.entrance.admission.enter(wants, from(&request)).await?;
        Ok(next.run(request).await)
    }

    fn origin(&self) -> &str {
        match self.plane {
            Plane::Respond => &self.state.settings.respond_origin,
            Plane::Staff => &self.state.settings.staff_origin,
        }
    }

    /// The configured address is the only one served: a foreign `Host` could otherwise get into links.
    fn check_host(&self, headers: &HeaderMap) -> Result<(), Failure> {
        if headers.get_all(header::HOST).iter().count() > 1 {
            return Err(Failure::new(StatusCode::BAD_REQUEST, "host-twice"));
        }
        if only_host(headers).is_some_and(|asked| is_of(self.origin(), asked)) {
            return Ok(());
        }
        self.tell_of_host();
        Err(Failure::new(StatusCode::MISDIRECTED_REQUEST, "wrong-host"))
    }

    /// Tells whoever runs the program, once, which address this plane answers to and how that is changed; never what was
    /// asked for.
    fn tell_of_host(&self) {
        if !self.told.swap(true, Ordering::Relaxed) {
            let key = match self.plane {
                Plane::Respond => "wrong-host-respond",
                Plane::Staff => "wrong-host-staff",
            };
            terminal::report("host", self.state.staff_pages.sentence(key, self.origin()));
        }
    }

    /// Where pages travel encrypted only `__Host-` cookies are ours: one without could be planted by a neighbouring host
    /// name, and a person would then answer into a stranger's draft.
    fn keep_own_cookies(&self, headers: &mut HeaderMap) {
        if !Settings::https(self.origin()) {
            return;
        }
        let own = HeaderValue::from_str(&own_cookies(headers));
        headers.remove(header::COOKIE);
        headers.extend(own.into_iter().filter(|line| !line.is_empty()).map(|line| (header::COOKIE, line)));
    }

    /// Forms are accepted from our own pages only. Browsers too old for `Sec-Fetch-Site` send `Origin`; on the
    /// respondent plane that is `null` (no referrer there), and the strict cookie is what protects the draft.
    fn check_origin(&self, method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
        if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
            return Ok(());
        }
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
        let allowed = match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, Some(origin)) if origin != "null" => self.is_own(origin, headers),
            (None, _) => self.plane == Plane::Respond,
        };
        if allowed { Ok(()) } else { Err(Failure::new(StatusCode::FORBIDDEN, "foreign-form")) }
    }

    fn is_own(&self, origin: &str, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        origin.eq_ignore_ascii_case(self.origin()) || is_loopback(authority(origin)) && Some(authority(origin)) == host
    }

    /// Reads the whole body before a handler runs, so that a slow sender holds nothing but its own connection.
    async fn read_body(&self, request: Request, most: usize, deadline: Duration) -> Result<Request, Failure> {
        let (parts, body) = request.into_parts();
        match tokio::time::timeout(deadline, gather(body, most)).await {
            Ok(Some(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
            Ok(None) => Err(self.too_large(most)),
            Err(_) => Err(too_slow()),
        }
    }

    fn too_large(&self, most: usize) -> Failure {
        let (code, value) = match (self.plane, most >> 20) {
            (Plane::Staff, 0) => ("form-large", most >> 10),
            (_, megabytes) => ("too-large", megabytes),
        };
        Failure { value: value.to_string(), ..Failure::new(StatusCode::PAYLOAD_TOO_LARGE, code) }
    }

    /// A respondent's form that failed for reasons of ours leads back to its page and is not answered by one.
    fn come_back(&self, answered: &Response, path: &str, asked: &HeaderMap) -> Option<Response> {
        match self.plane {
            Plane::Respond => respond::come_back(&self.state, path, asked, answered),
            Plane::Staff => None,
        }
    }

    /// Turns a failure into its page; other answers pass.
    fn draw(&self, mut response: Response, path: String, asked: &HeaderMap) -> Response {
        let failure = match response.extensions_mut().remove::<Failure>() {
            Some(failure) => failure,
            None if response.status() == StatusCode::METHOD_NOT_ALLOWED => {
                Failure::new(StatusCode::METHOD_NOT_ALLOWED, "not-found")
            }
            None => return response,
        };
        let around = response.extensions_mut().remove::<Arc<Around>>();
        let page = match self.plane {
            Plane::Respond => {
                self.state.respond_pages.error(&Failure { language: respond::language(asked), path, ..failure })
            }
            Plane::Staff => {
                let failure = Failure { language: language(asked), path, ..failure };
                self.state.staff_pages.error(&failure, around.as_deref())
            }
        };
        let mut drawn = (response.status(), Html(page)).into_response();
        if let Some(later) = response.headers_mut().remove(header::RETRY_AFTER) {
            drawn.headers_mut().insert(header::RETRY_AFTER, later);
        }
        drawn
    }

    fn add_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &EVERYWHERE {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
        let (policy, referrer, frames) = match self.plane {
            Plane::Respond => (RESPOND_POLICY, "no-referrer", "DENY"),
            Plane::Staff => (STAFF_POLICY, "same-origin", "SAMEORIGIN"),
        };
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static(frames));
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
        if self.origin().starts_with("https://") {
            headers.insert(
                header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=63072000; includeSubDomains"),
            );
        }
    }
}

const RESPOND_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     sandbox allow-forms allow-same-origin allow-top-navigation-by-user-activation";

const STAFF_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; \
     base-uri 'none'; object-src 'none'; frame-ancestors 'self'";

/// Answers that are the same for everyone (styles, scripts) set their own `Cache-Control`.
static EVERYWHERE: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("x-robots-tag"), "noindex, noarchive, nosnippet"),
];

const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), \
     fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// The cookies that only this host name can have set.
fn own_cookies(headers: &HeaderMap) -> String {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).map(str::trim);
    pairs.filter(|pair| pair.starts_with("__Host-")).collect::<Vec<_>>().join("; ")
}

/// A body of at most `most` bytes. What is longer is read on and thrown away, for a browser that is cut off in the
/// middle of sending shows no page at all.
async fn gather(mut body: Body, most: usize) -> Option<Vec<u8>> {
    let (mut bytes, mut total) = (Vec::new(), 0_usize);
    while let Some(frame) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame.ok()?.into_data() else { continue };
        total = total.saturating_add(data.len());
        match total {
            kept if kept <= most => bytes.extend_from_slice(&data),
            thrown if thrown <= THROWN_AWAY => bytes = Vec::new(),
            _ => return None,
        }
    }
    (total <= most).then_some(bytes)
}

/// The same request without its body, once that has arrived: who is led elsewhere sees the page only then.
async fn read_past(request: Request, deadline: Duration) -> Result<Request, Failure> {
    let (parts, body) = request.into_parts();
    let _ = tokio::time::timeout(deadline, gather(body, 0)).await.map_err(|_| too_slow())?;
    Ok(Request::from_parts(parts, Body::empty()))
}

fn too_slow() -> Failure {
    Failure::new(StatusCode::REQUEST_TIMEOUT, "too-slow")
}

/// The neighbourhood that a request comes from, where it is known.
fn from(request: &Request) -> Option<Neighbourhood> {
    request.extensions().get::<Neighbourhood>().copied()
}

/// What a request asks for, where it says so once; two answers to one question are none.
pub(super) fn only_host(headers: &HeaderMap) -> Option<&str> {
    let mut asked = headers.get_all(header::HOST).iter();
    let host = asked.next().and_then(|host| host.to_str().ok());
    host.filter(|_| asked.next().is_none())
}

/// Whether a host as it was asked for is that of an origin; a browser leaves the scheme's own port out, others name it.
fn is_of(origin: &str, asked: &str) -> bool {
    let usual = if Settings::https(origin) { ":443" } else { ":80" };
    let (own, named) = (authority(origin), asked.strip_suffix(usual).unwrap_or(asked));
    asked.eq_ignore_ascii_case(own) || named.eq_ignore_ascii_case(own) || is_loopback(own) && is_loopback(asked)
}

/// `host:port` of an origin.
fn authority(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, rest)| rest).trim_end_matches('/')
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    };
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn language(asked: &HeaderMap) -> String {
    let list = asked.get(header::ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).unwrap_or("en");
    let first = list.split([',', ';', '-']).next().unwrap_or("en").trim().to_lowercase();
    if (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()) { first } else { "en".into() }
}

/// Runs a handler; a panic in it becomes a plain error page instead of a torn connection.
async fn caught(handler: impl Future<Output = Result<Response, Failure>>) -> Result<Response, Failure> {
    let mut handler = Box::pin(handler);
    let polled = std::future::poll_fn(|context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(context))) {
            Ok(poll) => poll,
            Err(_) => std::task::Poll::Ready(Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))),
        }
    });
    polled.await
}

#[cfg(test)]
mod tests {
    //! A stranger tries hosts and languages; a handler breaks.

    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_an_error_without_its_message() {
        let broken = caught(async { panic!("what somebody wrote") }).await;
        assert_eq!(broken.unwrap_err().code, "internal");
    }

    #[test]
    fn a_planted_cookie_is_not_ours() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("s=planted; __Host-s=own; t=planted"));
        assert_eq!(own_cookies(&headers), "__Host-s=own");
    }

    #[test]
    fn loopback_is_known_with_and_without_a_port_and_nothing_else_is() {
        assert!(["127.0.0.1", "127.0.0.1:80", "localhost:8010", "[::1]:80"].into_iter().all(is_loopback));
        assert!(!["127.0.0.1.evil.example", "localhost.evil:80", "evil", "", "[::1"].into_iter().any(is_loopback));
    }

    #[test]
    fn the_own_port_of_a_scheme_may_be_named_and_no_other() {
        let own = "https://questions.example.org";
        assert!(["questions.example.org", "Questions.example.org:443"].into_iter().all(|asked| is_of(own, asked)));
        let others = ["questions.example.org:80", "questions.example.org:444", "questions.example.org:", "", ":443"];
        assert!(!others.into_iter().any(|asked| is_of(own, asked)));
        assert!(is_of("https://a.example:8443", "a.example:8443") && !is_of("https://a.example:8443", "a.example:443"));
        let onion = "http://duckduck.onion";
        assert!(is_of(onion, "duckduck.onion:80") && !is_of(onion, "duckduck.onion:443"));
    }

    #[test]
    fn the_language_is_the_first_that_the_browser_asks_for() {
        let asked = |list: &'static str| {
            language(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(list))]))
        };
        assert_eq!(asked("es-419,es;q=0.9,en;q=0.5"), "es");
        assert_eq!(asked("*"), "en");
        assert_eq!(asked("../../etc"), "en");
        assert_eq!(language(&HeaderMap::new()), "en");
    }
}
