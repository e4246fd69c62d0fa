//! A link: welcome and consent, the code where one is asked, the beginning of a draft.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use instruments::Journey;

use super::cookie::Cookie;
use super::draft::{self, Draft};
use super::form::Form;
use super::guard::{self, ONCE_MORE};
use super::thanks;
use super::view::{Begun, Welcome};
use super::visit::{self, Visit, address};
use crate::http::State;
use crate::seal::draft::Secret;
use crate::seal::{codes, envelope};
use crate::store::collections;
use crate::store::doors;
use crate::store::drafts::{self, Begin, Begun as Started};
use crate::store::links::Mode;
use crate::store::{retention, shared};
use crate::{Error, Result};

const RESUME: &[u8] = b"tidemark resume";

/// `GET /s/<word>`
pub async fn show(state: Arc<State>, headers: HeaderMap, word: &str) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    let Some(visit) = visit_to(&state, &headers, word, cookie.clone()).await? else {
        let frame = visit::plain_frame(&cookie, &headers);
        return Ok(visit::notice(&state, frame, "unknown", StatusCode::NOT_FOUND));
    };
    let held = held(&visit, &headers).await?;
    if held.is_of_the_person_before(&visit) {
        return show_afresh(&state, &headers, word, &cookie).await;
    }
    first_page(&visit, held.begun()).await
}

/// On a shared tablet whoever opens the first page is somebody else: what the device held is forgotten.
async fn show_afresh(state: &Arc<State>, headers: &HeaderMap, word: &str, before: &Cookie) -> Result<Response> {
    let visit = visit_to(state, headers, word, Cookie::default()).await?.ok_or(Error::NotFound)?;
    draft::throw_away(state, before);
    let mut response = first_page(&visit, Begun::Nothing).await?;
    response.headers_mut().append(header::SET_COOKIE, Cookie::forget(&state.settings));
    Ok(response)
}

async fn first_page(visit: &Visit, begun: Begun) -> Result<Response> {
    match shut(visit) {
        Some(says) => Ok(visit::notice(&visit.state, visit.frame().await?, says, StatusCode::OK)),
        None => welcome(visit, begun).await,
    }
}

async fn welcome(visit: &Visit, begun: Begun) -> Result<Response> {
    let settings = &visit.door.settings;
    let view = Welcome {
        frame: visit.frame().await?,
        instrument: Arc::clone(&visit.instrument),
        action: address(&visit.door.word),
        code: visit.door.asks_code(),
        roster: settings.roster,
        begun,
        shown_code: thanks::code(visit).await?.map(|_| address(visit.review() + 1)),
        resume: settings.resume_code && !settings.kiosk,
        hours: settings.keep_hours,
        promise: retention::promise(&visit.state.store, &visit.door.study_id).await?,
        problem: problem(visit),
        guard: guard::new(visit),
    };
    Ok(visit::page(visit.state.respond_pages.welcome(&view)))
}

/// What went wrong before this page.
fn problem(visit: &Visit) -> Option<String> {
    if guard::was_asked(visit) {
        return Some(ONCE_MORE.to_owned());
    }
    Some(visit.cookie.note.clone()).filter(|note| matches!(note.as_str(), "code-wrong" | "code-spent" | "resume-wrong"))
}

/// `POST /s/<word>`
pub async fn begin(state: Arc<State>, headers: HeaderMap, word: &str, form: &Form) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    let Some(visit) = visit_to(&state, &headers, word, cookie.clone()).await? else {
        let cookie = cookie.speaking(form.own("_language").unwrap_or_default());
        return Ok(visit::go(&state, &address(word), &cookie));
    };
    let here = address(&visit.door.word);
    if let Some(language) = form.own("_language") {
        let cookie = Cookie { study: visit.quiet_cookie().study, ..visit.cookie };
        return Ok(visit::go(&state, &here, &cookie.speaking(language)));
    }
    if shut(&visit).is_some() && form.go() != "next" {
        return Ok(visit::go_on(&here));
    }
    match (form.go(), held(&visit, &headers).await?) {
        ("next", held) if visit.door.settings.kiosk => next_person(&visit, held.draft()).await,
        ("anew", held) => anew(&visit, form, held.draft()).await,
        ("other", Held::Other(_, there)) => Ok(visit::go_on(&there)),
        // What somebody wants to go on with is gone by now: the next page says so, and nothing is begun.
        ("on" | "other", Held::Nothing) => Ok(visit::go_on(&address(1))),
        // Nothing is begun beside unsent answers of another survey before it is said what becomes of them.
        (_, Held::Other(..)) => Ok(visit::go_on(&here)),
        (_, Held::Own(draft)) => {
            let cookie = thanks::limited(&state, visit.quiet_cookie());
            Ok(visit::go(&state, &address(current(&visit, &draft)), &cookie))
        }
        ("resume", _) => resume(&visit, form).await,
        (_, held) => {
            throw_away(&visit, held.draft()).await?;
            begin_new(&visit, form).await
        }
    }
}

async fn visit_to(state: &Arc<State>, headers: &HeaderMap, word: &str, cookie: Cookie) -> Result<Option<Visit>> {
    let word = word.trim().to_lowercase();
    let Some(door) = doors::find(&state.store, &word).await? else { return Ok(None) };
    Visit::new(state, headers, cookie, door).await.map(Some)
}

/// Why nobody can begin here just now.
fn shut(visit: &Visit) -> Option<&'static str> {
    match visit.door.state {
        collections::State::Prepared => Some("early"),
        _ => (!visit.door.takes_answers()).then_some("closed"),
    }
}

/// The draft that this device holds when a link is opened.
enum Held {
    Nothing,
    /// Begun here.
    Own(Draft),
    /// Begun in another survey and written in; where it goes on.
    Other(Draft, String),
    /// Of the person before on a shared tablet, or never written in: nobody needs it.
    Left(Draft),
}

impl Held {
    fn draft(self) -> Option<Draft> {
        match self {
            Self::Nothing => None,
            Self::Own(draft) | Self::Other(draft, _) | Self::Left(draft) => Some(draft),
        }
    }

    fn begun(&self) -> Begun {
        match self {
            Self::Own(draft) if draft.touched => Begun::Here,
            Self::Other(..) => Begun::Elsewhere,
            _ => Begun::Nothing,
        }
    }

    fn is_of_the_person_before(&self, visit: &Visit) -> bool {
        let used = visit.cookie.secret.is_some() || thanks::is_over(&visit.cookie);
        visit.door.settings.kiosk && used && !matches!(self, Self::Other(..))
    }
}

async fn held(visit: &Visit, headers: &HeaderMap) -> Result<Held> {
    let Some(draft) = draft::open(&visit.state, &visit.cookie).await? else { return Ok(Held::Nothing) };
    Ok(match &draft.door {
        door if door.settings.kiosk => Held::Left(draft),
        door if door.word == visit.door.word => Held::Own(draft),
        _ if draft.touched => {
            let there = Visit::of_draft(&visit.state, headers, visit.cookie.clone(), &draft).await?;
            let place = address(current(&there, &draft));
            Held::Other(draft, place)
        }
        _ => Held::Left(draft),
    })
}

/// Forgets what the device held, and goes to the first page.
async fn next_person(visit: &Visit, draft: Option<Draft>) -> Result<Response> {
    throw_away(visit, draft).await?;
    let mut response = visit::go_on(&address(&visit.door.word));
    response.headers_mut().append(header::SET_COOKIE, Cookie::forget(&visit.state.settings));
    Ok(response)
}

/// Throws unsent answers away because their person said so, and begins; where a code is asked, it is asked first.
async fn anew(visit: &Visit, form: &Form, draft: Option<Draft>) -> Result<Response> {
    throw_away(visit, draft).await?;
    if visit.door.asks_code() {
        let cookie = Cookie { secret: None, ..visit.quiet_cookie() };
        return Ok(visit::go(&visit.state, &address(&visit.door.word), &cookie));
    }
    begin_new(visit, form).await
}

async fn throw_away(visit: &Visit, draft: Option<Draft>) -> Result<()> {
    match draft {
        Some(draft) => draft::discard(&visit.state, &draft.secret.id()).await,
        None => Ok(()),
    }
}

/// The page where a draft goes on.
pub fn current(visit: &Visit, draft: &Draft) -> usize {
    let journey = Journey::of(&visit.instrument, &draft.content.answers);
    journey.first_open().map_or(visit.review(), |section| visit.page_of(section))
}

async fn begin_new(visit: &Visit, form: &Form) -> Result<Response> {
    let state = &visit.state;
    let here = address(&visit.door.word);
    let quiet = visit.quiet_cookie();
    let refuse = |note: &str| Ok(visit::go(state, &here, &Cookie { secret: None, ..quiet.clone() }.noting(note)));
    if !guard::lets_in(visit, form) {
        return refuse(&guard::note(visit));
    }
    let code = match typed(visit, form).await? {
        Typed::Opens => None,
        Typed::Spends(code) => Some(code),
        Typed::Wrong => return refuse("code-wrong"),
    };
    if !state.store.ballast.lets_begin() {
        return Err(Error::Unavailable("disk-full"));
    }
    if !guard::takes_one(visit, form) {
        return refuse(&guard::note(visit));
    }
    let secret = Secret::new();
    let new = Begin {
        id: secret.id(),
        word: visit.door.word.clone(),
        version: visit.door.version_hash.clone(),
        expires_at: drafts::expiry(visit.door.settings.keep_hours),
        code,
    };
    match drafts::begin(&state.writer, new).await? {
        Started::CodeUnknown => refuse("code-wrong"),
        Started::CodeSpent => refuse("code-spent"),
        Started::Begun => {
            let first = Journey::of(&visit.instrument, &instruments::Answers::new())
                .first()
                .map_or(visit.review(), |section| visit.page_of(section));
            let cookie = thanks::limited(state, Cookie { secret: Some(secret), ..quiet });
            Ok(visit::go(state, &address(first), &cookie))
        }
    }
}

/// What the code is good for that was typed on the first page.
enum Typed {
    /// Whoever is here may begin.
    Opens,
    /// It is of the shape of a single-use code; whether it is one is known when it is spent.
    Spends(Vec<u8>),
    Wrong,
}

async fn typed(visit: &Visit, form: &Form) -> Result<Typed> {
    let state = &visit.state;
    let hash = |kind| {
        let code = codes::read(kind, form.own("_code")?)?;
        Some(codes::hash(&state.installation, kind, &code))
    };
    Ok(match visit.door.mode {
        Mode::Open => Typed::Opens,
        Mode::Code => hash(codes::Kind::SingleUse).map_or(Typed::Wrong, Typed::Spends),
        Mode::Shared => {
            let hash = hash(codes::Kind::Shared).unwrap_or_default();
            let opens = shared::is_of(&state.store, &visit.door.word, &hash).await?;
            if opens { Typed::Opens } else { Typed::Wrong }
        }
    })
}

/// Opens a draft by its resume code, for what comes after only.
async fn resume(visit: &Visit, form: &Form) -> Result<Response> {
    let state = &visit.state;
    let quiet = visit.quiet_cookie();
    let found = match form.own("_resume").and_then(|typed| codes::read(codes::Kind::Resume, typed)) {
        Some(code) => unwrap(state, &code).await?,
        None => None,
    };
    let cookie = Cookie { secret: found, ..quiet };
    let Some(mut draft) = draft::open(state, &cookie).await?.filter(|draft| draft.door.word == visit.door.word) else {
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
    Ok(visit::go(state, &address(current(visit, &draft)), &thanks::limited(state, cookie)))
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
