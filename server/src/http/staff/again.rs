//! After a form that could not be accepted: back to its page, with what was typed and what is wrong. Kept in memory for a
//! few minutes, for the same browser only; passphrases are never kept, and of a kit only what `sign_in` hands over, to be
//! shown once. What must not get lost (codes that were just made, the ticket of a file) is kept by `store::shown`. A POST is
//! never answered by a page, so that no browser writes a passphrase to its disk to be able to repeat it.

use std::sync::{Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use super::fields::Fields;
use super::{next, session};
use crate::http::Failure;
use crate::store::sessions::Token;
use crate::store::{Store, shown};
use crate::{Error, Result, chance};

/// What a page shows again, or shows once.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// The key of the sentence that says what is wrong (`error-<code>`); empty where nothing is.
    pub code: String,
    /// The value that the sentence mentions.
    pub value: String,
    /// Instrument or import problems, each with its place.
    pub problems: Vec<instruments::Problem>,
    /// What was typed, without secrets.
    pub fields: Fields,
    /// The page that held the form.
    pub page: String,
}

struct Kept {
    id: String,
    until: i64,
    cookie: Option<Vec<u8>>,
    once: bool,
    again: Again,
}

const SECONDS: i64 = 10 * 60;
const MOST: usize = 200;
const LARGEST: usize = 2 * 1024 * 1024;

static ALL: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

/// Problems of one file or instrument that a page shows: more help nobody, and make a page of many megabytes.
pub const SHOWN: usize = 50;
/// Says that a study had locked before a form arrived.
const KEPT: &str = "kept-while-locked";
/// Forms of these addresses are kept sealed in the database instead.
const SEALED: &str = "/coding/passages/";
/// Stands for the problems that are not kept: how many, in `count`.
const REST: &str = "more";

/// The problems that are shown, what stops somebody first, and how many there are besides.
pub fn foremost(problems: &[instruments::Problem]) -> (Vec<&instruments::Problem>, usize) {
    let (rest, mut shown): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.code == REST);
    shown.sort_by_key(|problem| (!problem.serious, problem.place.line));
    let unkept: usize = rest.iter().filter_map(|rest| rest.values.get("count")?.parse::<usize>().ok()).sum();
    let more = shown.len().saturating_sub(SHOWN) + unkept;
    shown.truncate(SHOWN);
    (shown, more)
}

/// The same as one list that can be kept.
fn few(problems: &[instruments::Problem]) -> Vec<instruments::Problem> {
    let (shown, more) = foremost(problems);
    let rest = (more > 0).then(|| instruments::Problem::advice(REST, Default::default()).with("count", more));
    shown.into_iter().cloned().chain(rest).collect()
}

/// Keeps something for the next page of this browser: its id goes into the address as `?again=`.
pub fn keep(headers: &HeaderMap, once: bool, again: Again) -> String {
    let (id, now) = (chance::id(), chance::now());
    let cookie = session::token(headers).map(|token| token.hash());
    let mut kept = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|kept| kept.until > now);
    if kept.len() >= MOST {
        kept.remove(0);
    }
    kept.push(Kept { id: id.clone(), until: now + SECONDS, cookie, once, again });
    id
}

/// Keeps what is shown once and must not get lost: in the database, so that any process shows it, and no other browser.
pub async fn keep_once(store: &Store, headers: &HeaderMap, page: &str, fields: &Fields) -> Result<String> {
    let token = session::token(headers).ok_or(Error::Locked)?;
    let plain = serde_json::to_vec(&(page, &fields.0)).map_err(|error| Error::internal("what is shown once", error))?;
    shown::keep(store, &token, &Zeroizing::new(plain)).await
}

/// What was kept under an id for this browser, here or in the database.
pub async fn recall_any(store: &Store, headers: &HeaderMap, id: &str) -> Result<Option<Again>> {
    if id.is_empty() {
        return Ok(None);
    }
    if let Some(again) = recall(headers, id) {
        return Ok(Some(again));
    }
    let Some(token) = session::token(headers) else { return Ok(None) };
    let Some(plain) = shown::take(store, &token, id).await? else { return Ok(None) };
    let (page, fields) =
        serde_json::from_slice(&plain).map_err(|error| Error::internal("what is shown once", error))?;
    Ok(Some(Again { page, fields: Fields(fields), ..Again::default() }))
}

/// What was kept in this process under an id for this browser.
pub fn recall(headers: &HeaderMap, id: &str) -> Option<Again> {
    let (now, cookie) = (chance::now(), session::token(headers).map(|token| token.hash()));
    let mut kept = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let place = kept.iter().position(|kept| kept.id == id && kept.until > now && kept.cookie == cookie)?;
    if kept[place].once { Some(kept.remove(place).again) } else { Some(kept[place].again.clone()) }
}

/// Around all staff routes: a refused form leads back to its page, a locked study to its unlock page.
pub async fn lead_back(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (method, headers, path) = (parts.method.clone(), parts.headers.clone(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default();
    let (here, asked) = (next::without_notes(&path, query), Fields::read(query.as_bytes()));
    // The body was read, and its size checked, before.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return StatusCode::BAD_REQUEST.into_response() };
    let typed = if is_form(&headers) && bytes.len() <= LARGEST { bytes.clone() } else { Default::default() };
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let came_from = if method == Method::POST { page_of(&headers) } else { Some(here) };
    match response.extensions().get::<Failure>() {
        Some(failure) if failure.code == "locked" => {
            let keeps_itself = path.contains(SEALED);
            let page =
                came_from.map(|page| if keeps_itself { page } else { with_typed(&headers, page, &typed, &asked) });
            to_unlock(&path, page).unwrap_or(response)
        }
        Some(failure) if method == Method::POST && is_about_input(failure) => match came_from {
            Some(page) => back(&headers, &page, failure, &typed),
            None => response,
        },
        _ => response,
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

fn is_about_input(failure: &Failure) -> bool {
    matches!(failure.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT)
}

/// The page of ours that held the form. The origin was checked before; only the path and query are used.
fn page_of(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = referer.split_once("://")?;
    let path = &rest[rest.find('/')?..];
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    (!path.starts_with("//")).then(|| next::without_notes(path, query))
}

/// What was typed, without secrets.
fn plain(typed: &[u8]) -> Fields {
    let mut fields = Fields::read(typed);
    let secret = ["passphrase", "kit", "prf"];
    fields.0.retain(|(name, _)| !secret.iter().any(|secret| name.contains(secret)));
    fields
}

/// The page that unlocking leads back to. A form that arrived at a locked study is kept with it, and so is one that waits
/// there already: nothing that was typed is lost while somebody was away.
fn with_typed(headers: &HeaderMap, page: String, typed: &[u8], asked: &Fields) -> String {
    let fields = plain(typed);
    let id = match asked.get("again") {
        _ if !fields.0.is_empty() => {
            let page = page.split('?').next().unwrap_or_default().to_owned();
            keep(headers, false, Again { code: KEPT.to_owned(), fields, page, ..Again::default() })
        }
        id if is_refused(headers, id) => id.to_owned(),
        _ => return page,
    };
    format!("{page}{}again={id}", if page.contains('?') { '&' } else { '?' })
}

/// Whether a refused form of this browser was kept under an id.
fn is_refused(headers: &HeaderMap, id: &str) -> bool {
    let cookie = session::token(headers).map(|token| token.hash());
    let kept = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    kept.iter().any(|kept| kept.id == id && kept.cookie == cookie && !kept.once && !kept.again.code.is_empty())
}

/// A refused form stays its browser's own when the token changes; what else was kept ends with the old one.
pub(super) fn follow(old: &Token, new: &Token) {
    let (old, new) = (Some(old.hash()), new.hash());
    let mut kept = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let own = kept.iter_mut().filter(|kept| kept.cookie == old && !kept.once && !kept.again.code.is_empty());
    own.for_each(|kept| kept.cookie = Some(new.clone()));
}

fn back(headers: &HeaderMap, page: &str, failure: &Failure, typed: &[u8]) -> Response {
    let fields = plain(typed);
    let place = place(fields.get("at"));
    let again = Again {
        code: failure.code.to_owned(),
        value: failure.value.clone(),
        problems: few(&failure.problems),
        fields,
        page: page.split('?').next().unwrap_or_default().to_owned(),
    };
    let mark = if page.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{page}{mark}again={}{place}", keep(headers, false, again))).into_response()
}

/// The part of a long page that held the form, where the form says so in a field `at`.
fn place(at: &str) -> String {
    let plain = at.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
    if plain && !at.is_empty() { format!("#{at}") } else { String::new() }
}

fn to_unlock(path: &str, came_from: Option<String>) -> Option<Response> {
    let study = path.strip_prefix("/studies/")?.split('/').next()?;
    let next = came_from.map(|page| next::carried(&page)).unwrap_or_default();
    Some(Redirect::to(&format!("/studies/{study}/unlock{next}")).into_response())
}

#[cfg(test)]
mod tests {
    //! A coordinator's form was refused; a stranger tries to see what was typed.

    use super::*;

    fn with_cookie(token: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, format!("t={token}").parse().unwrap())])
    }

    #[test]
    fn what_was_typed_comes_back_to_the_same_browser_only() {
        let (own, other) = (with_cookie(&"ab".repeat(32)), with_cookie(&"cd".repeat(32)));
        let fields = Fields(vec![("name".into(), "Housing".into())]);
        let id = keep(&own, false, Again { fields, ..Again::default() });
        assert!(recall(&other, &id).is_none());
        assert!(recall(&HeaderMap::new(), &id).is_none());
        assert_eq!(recall(&own, &id).unwrap().fields.get("name"), "Housing");
    }

    #[test]
    fn of_thousands_of_problems_the_first_fifty_are_kept_and_the_rest_is_counted() {
        let at = |line| instruments::Place { line: Some(line), ..instruments::Place::default() };
        let wrong = |line| instruments::Problem::error("csv-ragged", at(line));
        let many: Vec<_> = (1..=3_000).rev().map(wrong).collect();
        let kept = few(&many);
        assert_eq!(kept.len(), SHOWN + 1);
        let (shown, more) = foremost(&kept);
        assert_eq!((shown.len(), shown[0].place.line, more), (SHOWN, Some(1), 2_950));
        assert_eq!(
            (few(&many[..SHOWN]).len(), foremost(&many[..SHOWN]).1),
            (SHOWN, 0),
            "control: few stay as they are"
        );
    }

    #[test]
    fn a_form_that_found_the_study_locked_follows_its_browser_through_unlocking() {
        let (old, new) = ("ef".repeat(32), "01".repeat(32));
        let typed = b"name=Housing&passphrase=secret";
        let page = with_typed(&with_cookie(&old), "/studies/s/x?tab=2".into(), typed, &Fields::default());
        let id = page.strip_prefix("/studies/s/x?tab=2&again=").expect("kept").to_owned();
        let once = keep(&with_cookie(&old), true, Again::default());
        follow(&Token::read(&old).unwrap(), &Token::read(&new).unwrap());
        assert!(recall(&with_cookie(&old), &id).is_none());
        let kept = recall(&with_cookie(&new), &id).unwrap();
        assert_eq!(kept.fields.0, [("name".to_owned(), "Housing".to_owned())]);
        assert!(recall(&with_cookie(&new), &once).is_none(), "what is shown once ends with the old token");
    }

    #[test]
    fn what_is_shown_once_is_shown_once() {
        let own = with_cookie(&"ab".repeat(32));
        let id = keep(&own, true, Again::default());
        assert!(recall(&own, &id).is_some());
        assert!(recall(&own, &id).is_none());
    }

    #[test]
    fn a_long_page_comes_back_to_the_form_that_was_refused() {
        assert_eq!(place("p-a.ab12.help:2"), "#p-a.ab12.help:2");
        assert_eq!((place(""), place("x\r\ny"), place("a b")), (String::new(), String::new(), String::new()));
    }

    #[test]
    fn the_way_back_is_a_page_of_ours() {
        let from = |referer: &str| page_of(&HeaderMap::from_iter([(header::REFERER, referer.parse().unwrap())]));
        assert_eq!(from("http://127.0.0.1:8011/studies?done=x&tab=2"), Some("/studies?tab=2".into()));
        assert_eq!(from("http://127.0.0.1:8011//evil.example"), None);
        assert_eq!(from("nonsense"), None);
    }
}
