//! After a form that could not be accepted: back to its page, with what was typed and what is wrong. Kept in memory for a
//! few minutes ([`kept`]), for the same browser only; passphrases are never kept, and of a kit only what `sign_in` hands
//! over, to be shown once. What must not get lost (codes that were just made, the ticket of a file) is kept by
//! `store::shown`. A POST is never answered by a page, so that no browser writes a passphrase to its disk to be able to
//! repeat it.

mod kept;

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use super::absent::First;
use super::entrance::Seated;
use super::fields::Fields;
use super::{next, session};
use crate::http::Failure;
use crate::store::sessions::Token;
use crate::store::{Store, shown};
use crate::{Error, Result};
use kept::{Places, Whose};

pub(super) use kept::is_form as is_form_id;

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
    /// The address that the form was sent to.
    pub form: String,
}

/// The largest form that is kept.
const LARGEST: usize = 2 * 1024 * 1024;

static ALL: Mutex<Places> = Mutex::new(Places::new());

fn all() -> MutexGuard<'static, Places> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Problems of one file or instrument that a page shows: more help nobody, and make a page of many megabytes.
pub const SHOWN: usize = 50;
/// Says that a study had locked before a form arrived.
const KEPT: &str = "kept-while-locked";
/// Stands for the id where there was no place for a stranger's form: its page then says that much.
const CROWDED: &str = "crowded";
/// Says that a form was not accepted, and that what was typed in it is in memory no more.
const GONE: &str = "kept-gone";
/// Says the same of a form in which nothing was typed: a button, or a file.
const PRESSED: &str = "pressed-while-locked";
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

/// Keeps something for the next page of this browser, in which somebody is signed in: its id goes into the address as
/// `?again=`. Call it only where the route asked for a session.
pub fn keep(headers: &HeaderMap, once: bool, again: Again) -> String {
    let token = session::token(headers).map(|token| token.hash());
    keep_for(token.map_or(Whose::Stranger(None), Whose::Session), once, again)
}

/// The same where nobody may be signed in: little of it is kept.
pub fn keep_strangers(headers: &HeaderMap, once: bool, again: Again) -> String {
    keep_for(Whose::Stranger(session::token(headers).map(|token| token.hash())), once, again)
}

/// The same for the browser that is just given this token, to be shown once.
pub(super) fn keep_under(token: &Token, again: Again) -> String {
    keep_for(Whose::Session(token.hash()), true, again)
}

/// The same to be shown until it is sent once more.
pub(super) fn keep_for_session(token: &Token, again: Again) -> String {
    keep_for(Whose::Session(token.hash()), false, again)
}

fn keep_for(whose: Whose, once: bool, again: Again) -> String {
    all().keep(whose, once, again).unwrap_or_else(|| CROWDED.to_owned())
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
    if is_form_id(id) {
        return Ok(Some(Again { code: GONE.to_owned(), ..Again::default() }));
    }
    let Some(token) = session::token(headers) else { return Ok(None) };
    let Some(plain) = shown::take(store, &token, id).await? else { return Ok(None) };
    let (page, fields) =
        serde_json::from_slice(&plain).map_err(|error| Error::internal("what is shown once", error))?;
    Ok(Some(Again { page, fields: Fields(fields), ..Again::default() }))
}

/// What was kept in this process under an id for this browser.
pub fn recall(headers: &HeaderMap, id: &str) -> Option<Again> {
    if id == CROWDED {
        return Some(Again { code: "kept-not".to_owned(), ..Again::default() });
    }
    let token = session::token(headers).map(|token| token.hash());
    all().recall(token.as_deref(), id)
}

/// The browser that sent a request, and whether its session was found at the entrance.
fn whose(parts: &Parts) -> Whose {
    let token = session::token(&parts.headers).map(|token| token.hash());
    match (parts.extensions.get::<Seated>(), token) {
        (Some(_), Some(token)) => Whose::Session(token),
        (_, token) => Whose::Stranger(token),
    }
}

/// Whether only the head is asked for of what is shown or let out once: asking for that takes nothing away.
fn spares_it(method: &Method, query: &str) -> bool {
    let once = |part: &str| ["again=", "ticket="].iter().any(|name| part.starts_with(name));
    *method == Method::HEAD && query.split('&').any(once)
}

/// Around all staff routes: a refused form leads back to its page, a locked study to its unlock page.
pub async fn lead_back(request: Request, next: Next) -> Response {
    if spares_it(request.method(), request.uri().query().unwrap_or_default()) {
        return StatusCode::OK.into_response();
    }
    let (parts, body) = request.into_parts();
    let whose = whose(&parts);
    let (method, headers, path) = (parts.method.clone(), parts.headers.clone(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default();
    let (here, asked) = (next::without_notes(&path, query), Fields::read(query.as_bytes()));
    let waits = path.contains(SEALED);
    // The body was read, and its size checked, before.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return StatusCode::BAD_REQUEST.into_response() };
    let typed = if is_form(&headers) && bytes.len() <= LARGEST { bytes.clone() } else { Default::default() };
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let came_from = if method == Method::POST { page_of(&headers) } else { Some(here) };
    let sent = Sent { form: if method == Method::POST { &path } else { "" }, typed };
    if method == Method::POST
        && let Some(first) = First::of(&response)
    {
        return first.ask(&headers, came_from.as_deref(), (!waits).then_some(&sent)).await;
    }
    match response.extensions().get::<Failure>().cloned() {
        Some(failure) if failure.code == "locked" => {
            let page = match came_from {
                Some(page) if !waits => Some(with_typed(whose, &headers, page, &sent, &asked).await),
                other => other,
            };
            to_unlock(&path, page).unwrap_or(response)
        }
        Some(failure) if method == Method::POST && is_about_input(&failure) => match came_from {
            Some(page) => back(whose, &page, &failure, &sent).await,
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

/// A form as it arrived.
pub(super) struct Sent<'a> {
    /// The address that it was sent to; empty where a page was asked for.
    pub form: &'a str,
    /// Its body.
    pub typed: Bytes,
}

impl Sent<'_> {
    /// The form as the page shows it again.
    pub(super) async fn again(&self, code: &str, page: &str) -> Again {
        let page = page.split('?').next().unwrap_or_default().to_owned();
        let fields = plain(self.typed.clone()).await;
        Again { code: code.to_owned(), fields, page, form: self.form.to_owned(), ..Again::default() }
    }
}

/// What was typed, without secrets; nothing of a form that has too many fields.
async fn plain(typed: Bytes) -> Fields {
    without_secrets(Fields::taken(typed).await.unwrap_or_default())
}

fn without_secrets(mut fields: Fields) -> Fields {
    let secret = ["passphrase", "kit", "prf"];
    fields.0.retain(|(name, _)| !secret.iter().any(|secret| name.contains(secret)));
    fields
}

/// The page that unlocking leads back to. A form that arrived at a locked study is kept with it, and so is one that waits
/// there already: nothing that was typed is lost while somebody was away.
async fn with_typed(whose: Whose, headers: &HeaderMap, page: String, sent: &Sent<'_>, asked: &Fields) -> String {
    let id = match asked.get("again") {
        _ if !sent.form.is_empty() => {
            let again = sent.again(KEPT, &page).await;
            let code = if again.fields.0.is_empty() { PRESSED.to_owned() } else { again.code };
            keep_for(whose, false, Again { code, ..again })
        }
        id if is_refused(headers, id) => id.to_owned(),
        _ => return page,
    };
    format!("{page}{}again={id}", if page.contains('?') { '&' } else { '?' })
}

/// Whether a refused form of this browser was kept under an id.
fn is_refused(headers: &HeaderMap, id: &str) -> bool {
    let token = session::token(headers).map(|token| token.hash());
    all().is_refused(token.as_deref(), id)
}

/// A refused form stays its browser's own when the token changes; what else was kept ends with the old one.
pub(super) fn follow(old: &Token, new: &Token) {
    all().follow(&old.hash(), &new.hash());
}

async fn back(whose: Whose, page: &str, failure: &Failure, sent: &Sent<'_>) -> Response {
    let again = sent.again(failure.code, page).await;
    let place = place(again.fields.get("at"));
    let again = Again { value: failure.value.clone(), problems: few(&failure.problems), ..again };
    let mark = if page.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{page}{mark}again={}{place}", keep_for(whose, false, again))).into_response()
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

    #[tokio::test]
    async fn a_form_that_found_the_study_locked_follows_its_browser_through_unlocking() {
        let (old, new) = ("ef".repeat(32), "01".repeat(32));
        let typed = Bytes::from_static(b"name=Housing&passphrase=secret");
        let sent = Sent { form: "/studies/s/x", typed };
        let whose = Whose::Session(Token::read(&old).unwrap().hash());
        let page = with_typed(whose, &with_cookie(&old), "/studies/s/x?tab=2".into(), &sent, &Fields::default()).await;
        let id = page.strip_prefix("/studies/s/x?tab=2&again=").expect("kept").to_owned();
        let once = keep(&with_cookie(&old), true, Again::default());
        follow(&Token::read(&old).unwrap(), &Token::read(&new).unwrap());
        assert!(recall(&with_cookie(&old), &id).is_none());
        let kept = recall(&with_cookie(&new), &id).unwrap();
        assert_eq!(kept.form, "/studies/s/x");
        assert_eq!(kept.fields.0, [("name".to_owned(), "Housing".to_owned())]);
        assert!(recall(&with_cookie(&new), &once).is_none(), "what is shown once ends with the old token");
    }

    #[test]
    fn a_stranger_for_whom_there_is_no_place_is_told_so() {
        assert_eq!(recall(&HeaderMap::new(), CROWDED).map(|again| again.code), Some("kept-not".to_owned()));
        assert!(recall(&HeaderMap::new(), "another").is_none(), "control");
    }

    #[tokio::test]
    async fn whose_form_is_in_memory_no_more_is_told_so_and_of_what_was_shown_once_nothing_is_said() {
        let folder = std::env::temp_dir().join(format!("tidemark-again-{}", crate::chance::id()));
        std::fs::create_dir(&folder).unwrap();
        let store = Store::open(&folder).await.unwrap();
        let (own, other) = (with_cookie(&"a1".repeat(32)), with_cookie(&"b1".repeat(32)));
        let again = Again { code: "name-missing".into(), form: "/studies".into(), ..Again::default() };
        let code = async |headers: &HeaderMap, id: &str| {
            recall_any(&store, headers, id).await.unwrap().map(|again| (again.code, again.form))
        };
        let (form, once) = (keep(&own, false, again.clone()), keep(&own, true, again));
        let told = Some((GONE.to_owned(), String::new()));
        assert_eq!(code(&own, &form).await, Some(("name-missing".into(), "/studies".into())), "control");
        assert_eq!(code(&other, &form).await, told, "another browser");
        let elsewhere = form.replace(&form[form.len() - 8..], "00000000");
        assert_eq!(code(&own, &elsewhere).await, told, "as of a process that was started anew");
        assert!(code(&own, &once).await.is_some() && code(&own, &once).await.is_none());
        assert_eq!(code(&own, "form-x").await, None, "what nobody was given");
        store.close().await;
        std::fs::remove_dir_all(folder).unwrap();
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
