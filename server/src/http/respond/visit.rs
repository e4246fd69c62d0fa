//! One request of a respondent: the cookie, the draft it opens, what the link opens. And the answers that handlers give:
//! a page after a GET, a way to go after a POST, never anything else.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use instruments::Instrument;

use super::cookie::Cookie;
use super::draft::Draft;
use super::known;
use super::view::{Frame, Notice};
use crate::Result;
use crate::http::admission::Wants;
use crate::http::{Failure, State};
use crate::store::collections::Layout;
use crate::store::doors::Door;
use crate::store::help_lines;

/// Begins the note that names the link.
const AT: &str = "at-";

/// Languages of pages that belong to no study.
const SHIPPED: [&str; 2] = ["en", "es"];

/// What one request is about.
#[derive(Clone)]
pub struct Visit {
    /// What every handler may use.
    pub state: Arc<State>,
    /// What the browser sent.
    pub cookie: Cookie,
    /// What the link opens.
    pub door: Door,
    /// The version that is answered.
    pub instrument: Arc<Instrument>,
    /// Languages in which that version is offered.
    pub languages: Vec<String>,
    /// The language of this page.
    pub language: String,
}

impl Visit {
    /// A visit to what a door opens.
    pub async fn new(state: &Arc<State>, headers: &HeaderMap, cookie: Cookie, door: Door) -> Result<Self> {
        let wanted = cookie.language.clone();
        Self::in_language(state, headers, cookie, door, &wanted).await
    }

    async fn in_language(
        state: &Arc<State>,
        headers: &HeaderMap,
        cookie: Cookie,
        door: Door,
        wanted: &str,
    ) -> Result<Self> {
        let instrument = state.known.instrument(&state.store, &door.instrument_id, &door.version_hash).await?;
        let mut languages: Vec<String> = door.languages.split_whitespace().map(str::to_owned).collect();
        languages.retain(|tag| instrument.languages.contains(tag));
        if languages.is_empty() {
            languages.clone_from(&instrument.languages);
        }
        state.known.note_exit(&door.study_id, &door.exit_address);
        let language = choose(wanted, headers, &languages);
        Ok(Self { state: Arc::clone(state), cookie, door, instrument, languages, language })
    }

    /// The visit of a draft.
    pub async fn of_draft(state: &Arc<State>, headers: &HeaderMap, cookie: Cookie, draft: &Draft) -> Result<Self> {
        Self::in_language(state, headers, cookie, draft.door.clone(), &draft.content.language).await
    }

    /// What surrounds the page.
    pub async fn frame(&self) -> Result<Frame> {
        Ok(Frame {
            title: self.door.title.clone(),
            language: self.language.clone(),
            languages: self.languages.clone(),
            rehearsal: self.door.rehearsal,
            kiosk: self.door.settings.kiosk,
            help: help_lines::list(&self.state.store, &self.door.study_id).await?,
            wording: self.instrument.wording.clone(),
            trouble: trouble(&self.cookie.note),
            next: self.door.settings.kiosk.then(|| address(&self.door.word)),
        })
    }

    /// The cookie that goes on with this visit. It notes the link, so that a page without a draft can lead back to it.
    pub fn quiet_cookie(&self) -> Cookie {
        Cookie {
            study: known::tag(&self.door.study_id).to_owned(),
            language: self.language.clone(),
            note: format!("{AT}{}", self.door.word),
            ..self.cookie.clone()
        }
    }

    /// Whether a person may have a code to go on later.
    pub fn gives_resume_codes(&self) -> bool {
        let settings = &self.door.settings;
        settings.resume_code && !settings.kiosk && !self.is_one_page()
    }

    /// How many pages of questions there are.
    pub fn pages(&self) -> usize {
        if self.is_one_page() { 1 } else { self.instrument.sections.len() }
    }

    /// Whether all sections stand on one page.
    pub fn is_one_page(&self) -> bool {
        self.door.settings.layout == Layout::OnePage
    }

    /// The sections on a page, counted from 1.
    pub fn sections(&self, page: usize) -> Vec<usize> {
        if self.is_one_page() { (0..self.instrument.sections.len()).collect() } else { vec![page - 1] }
    }

    /// The page that a section stands on.
    pub fn page_of(&self, section: usize) -> usize {
        if self.is_one_page() { 1 } else { section + 1 }
    }

    /// The page where answers are looked at before they are sent.
    pub fn review(&self) -> usize {
        self.pages() + 1
    }
}

/// Notes that every page may have to say, because a form could not be taken.
fn trouble(note: &str) -> Option<String> {
    matches!(note, "not-now" | "too-much").then(|| note.to_owned())
}

/// The frame of a page that belongs to no study.
pub fn plain_frame(cookie: &Cookie, headers: &HeaderMap) -> Frame {
    let languages: Vec<String> = SHIPPED.map(str::to_owned).into();
    let language = choose(&cookie.language, headers, &languages);
    Frame { language, languages, trouble: trouble(&cookie.note), ..Frame::default() }
}

/// The language of a page that belongs to no study.
pub fn language(headers: &HeaderMap) -> String {
    plain_frame(&Cookie::read(headers), headers).language
}

/// The word of the link that a cookie notes.
pub fn noted_word(cookie: &Cookie) -> Option<&str> {
    cookie.note.strip_prefix(AT)
}

/// What a request wants of the server's time; nothing where the answer is at hand, as the exit always is.
pub fn wants(path: &str, headers: &HeaderMap) -> Option<Wants> {
    let at_hand = path == "/leave" || path == "/robots.txt" || path.starts_with("/a/");
    let begun = Cookie::read(headers).secret.is_some();
    (!at_hand).then_some(if begun { Wants::On } else { Wants::New })
}

/// The wanted language if it is offered, else the first offered one that the browser asks for, else the first.
fn choose(wanted: &str, headers: &HeaderMap, offered: &[String]) -> String {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).unwrap_or_default();
    let asked = asked.split(',').filter_map(|one| one.split([';', '-']).next()).map(str::trim);
    let mut wishes = std::iter::once(wanted).chain(asked);
    let found = wishes.find_map(|wish| offered.iter().find(|tag| tag.eq_ignore_ascii_case(wish)));
    found.or(offered.first()).cloned().unwrap_or_else(|| "en".to_owned())
}

/// The address of a page.
pub fn address(page: impl std::fmt::Display) -> String {
    format!("/s/{page}")
}

/// A page.
pub fn page(html: String) -> Response {
    Html(html).into_response()
}

/// A page that only says something; what was wrong with a form of another page is not said here.
pub fn notice(state: &State, frame: Frame, says: &'static str, status: StatusCode) -> Response {
    let frame = Frame { trouble: None, ..frame };
    (status, Html(state.respond_pages.notice(&Notice { frame, says, go: None }))).into_response()
}

/// See other: the only answer to a form. The cookie goes with it.
pub fn go(state: &State, address: &str, cookie: &Cookie) -> Response {
    let mut response = go_on(address);
    response.headers_mut().append(header::SET_COOKIE, cookie.header(&state.settings));
    response
}

/// See other, with the cookie as it is.
pub fn go_on(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// A form that could not be taken: back to its page, which says why. A browser would keep what was typed on its disk
/// if the form itself were answered by a page.
pub fn come_back(state: &State, path: &str, headers: &HeaderMap, answered: &Response) -> Option<Response> {
    let busy = answered.extensions().get::<Failure>().is_some_and(|failure| failure.code == "busy");
    let note = match answered.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "too-much",
        StatusCode::REQUEST_TIMEOUT => "not-now",
        // Nothing was typed yet, and the page itself says that it is full.
        _ if busy => "busy",
        status if status.is_server_error() => "not-now",
        _ => return None,
    };
    let own = path.starts_with("/s/") || path == "/withdraw";
    own.then(|| go(state, path, &Cookie::read(headers).noting(note)))
}
