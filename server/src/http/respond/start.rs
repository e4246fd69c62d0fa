//! A link: welcome and consent, the single-use code where one is asked, the beginning of a draft.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use instruments::Journey;

use super::cookie::Cookie;
use super::draft::{self, Draft};
use super::form::Form;
use super::view::Welcome;
use super::visit::{self, Visit, address};
use crate::Result;
use crate::http::State;
use crate::seal::draft::Secret;
use crate::seal::{codes, envelope};
use crate::store::collections;
use crate::store::doors;
use crate::store::drafts::{self, Begin, Begun};

const RESUME: &[u8] = b"tidemark resume";

/// `GET /s/<word>`
pub async fn show(state: Arc<State>, headers: HeaderMap, word: &str) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    let Some(visit) = visit_to(&state, &headers, word).await? else {
        let frame = visit::plain_frame(&cookie, &headers);
        return Ok(visit::notice(&state, frame, "unknown", StatusCode::NOT_FOUND));
    };
    if let Some(says) = shut(&visit) {
        return Ok(visit::notice(&state, visit.frame().await?, says, StatusCode::OK));
    }
    let begun = own_draft(&visit).await?.is_some_and(|draft| draft.touched);
    let settings = &visit.door.settings;
    let view = Welcome {
        frame: visit.frame().await?,
        instrument: Arc::clone(&visit.instrument),
        action: address(&visit.door.word),
        code: visit.door.asks_code(),
        begun,
        resume: settings.resume_code && !settings.kiosk,
        hours: settings.keep_hours,
        problem: Some(visit.cookie.note.clone())
            .filter(|note| matches!(note.as_str(), "code-wrong" | "code-spent" | "resume-wrong")),
    };
    Ok(visit::page(state.respond_pages.welcome(&view)))
}

/// `POST /s/<word>`
pub async fn begin(state: Arc<State>, headers: HeaderMap, word: &str, form: &Form) -> Result<Response> {
    let Some(visit) = visit_to(&state, &headers, word).await? else {
        let cookie = Cookie::read(&headers).speaking(form.own("_language").unwrap_or_default());
        return Ok(visit::go(&state, &address(word), &cookie));
    };
    let here = address(&visit.door.word);
    let quiet = visit.new_cookie(&visit.cookie).noting("");
    if let Some(language) = form.own("_language") {
        return Ok(visit::go(&state, &here, &quiet.speaking(language)));
    }
    if shut(&visit).is_some() {
        return Ok(visit::go_on(&here));
    }
    match (form.go(), own_draft(&visit).await?) {
        ("next", _) => Ok(forget(&state, &here)),
        ("resume", _) => resume(&visit, form).await,
        ("anew", Some(draft)) => {
            drafts::discard(&state.store, &draft.secret.id()).await?;
            if visit.door.asks_code() {
                Ok(visit::go(&state, &here, &Cookie { secret: None, ..quiet }))
            } else {
                begin_new(&visit, form).await
            }
        }
        (_, Some(draft)) => Ok(visit::go(&state, &address(current(&visit, &draft)), &quiet)),
        _ => begin_new(&visit, form).await,
    }
}

async fn visit_to(state: &Arc<State>, headers: &HeaderMap, word: &str) -> Result<Option<Visit>> {
    let word = word.trim().to_lowercase();
    let Some(door) = doors::find(&state.store, &word).await? else { return Ok(None) };
    Visit::new(state, headers, Cookie::read(headers), door, None).await.map(Some)
}

/// Why nobody can begin here just now.
fn shut(visit: &Visit) -> Option<&'static str> {
    match visit.door.state {
        collections::State::Prepared => Some("early"),
        _ => (!visit.door.takes_answers()).then_some("closed"),
    }
}

/// The draft on this device that was begun here. On a shared tablet there is none: the next person is somebody else.
async fn own_draft(visit: &Visit) -> Result<Option<Draft>> {
    if visit.door.settings.kiosk {
        return Ok(None);
    }
    let draft = draft::open(&visit.state, &visit.cookie).await?;
    Ok(draft.filter(|draft| draft.word == visit.door.word))
}

fn forget(state: &State, here: &str) -> Response {
    let mut response = visit::go_on(here);
    response.headers_mut().append(header::SET_COOKIE, Cookie::forget(&state.settings));
    response
}

/// The page where a draft goes on.
pub fn current(visit: &Visit, draft: &Draft) -> usize {
    let journey = Journey::of(&visit.instrument, &draft.content.answers);
    journey.first_open().map_or(visit.review(), |section| visit.page_of(section))
}

async fn begin_new(visit: &Visit, form: &Form) -> Result<Response> {
    let state = &visit.state;
    let here = address(&visit.door.word);
    let quiet = visit.new_cookie(&visit.cookie).noting("");
    let refuse = |note: &str| Ok(visit::go(state, &here, &Cookie { secret: None, ..quiet.clone() }.noting(note)));
    let code = match visit
        .door
        .asks_code()
        .then(|| form.own("_code").and_then(|typed| codes::read(codes::Kind::SingleUse, typed)))
    {
        None => None,
        Some(None) => return refuse("code-wrong"),
        Some(Some(code)) => Some(codes::hash(&state.installation, codes::Kind::SingleUse, &code)),
    };
    let secret = Secret::new();
    let new = Begin {
        id: secret.id(),
        word: visit.door.word.clone(),
        version: visit.door.version_hash.clone(),
        expires_at: drafts::expiry(visit.door.settings.keep_hours),
        code,
    };
    match drafts::begin(&state.writer, new).await? {
        Begun::CodeUnknown => refuse("code-wrong"),
        Begun::CodeSpent => refuse("code-spent"),
        Begun::Begun => {
            let first = Journey::of(&visit.instrument, &instruments::Answers::new())
                .first()
                .map_or(visit.review(), |section| visit.page_of(section));
            Ok(visit::go(state, &address(first), &Cookie { secret: Some(secret), ..quiet }))
        }
    }
}

/// Opens a draft by its resume code, for what comes after only.
async fn resume(visit: &Visit, form: &Form) -> Result<Response> {
    let state = &visit.state;
    let quiet = visit.new_cookie(&visit.cookie).noting("");
    let found = match form.own("_resume").and_then(|typed| codes::read(codes::Kind::Resume, typed)) {
        Some(code) => unwrap(state, &code).await?,
        None => None,
    };
    let cookie = Cookie { secret: found, ..quiet };
    let Some(mut draft) = draft::open(state, &cookie).await?.filter(|draft| draft.word == visit.door.word) else {
        return Ok(visit::go(
            state,
            &address(&visit.door.word),
            &Cookie { secret: None, ..cookie }.noting("resume-wrong"),
        ));
    };
    let journey = Journey::of(&visit.instrument, &draft.content.answers);
    draft.content.from = journey.first_open().unwrap_or(visit.instrument.sections.len()).max(draft.content.from);
    (draft.content.wrong, draft.content.resume_code) = (None, None);
    draft::save(state, &draft).await?;
    Ok(visit::go(state, &address(current(visit, &draft)), &cookie))
}

async fn unwrap(state: &State, code: &str) -> Result<Option<Secret>> {
    let hash = codes::hash(&state.installation, codes::Kind::Resume, code);
    let Some(wrapped) = drafts::find_resume(&state.store, &hash).await? else { return Ok(None) };
    let key = codes::key(&state.installation, codes::Kind::Resume, code);
    Secret::from_bytes(&envelope::open_with(&key, RESUME, &wrapped)?).map(Some)
}

/// A new resume code for a draft, as it is shown.
pub async fn new_resume_code(state: &State, draft: &Draft) -> Result<String> {
    let code = codes::new_code(codes::Kind::Resume);
    let key = codes::key(&state.installation, codes::Kind::Resume, &code);
    let wrapped = envelope::seal_with(&key, 0, RESUME, draft.secret.as_bytes());
    let hash = codes::hash(&state.installation, codes::Kind::Resume, &code);
    drafts::keep_resume(&state.store, &hash, &wrapped, draft.expires_at).await?;
    Ok(codes::show(&code))
}
