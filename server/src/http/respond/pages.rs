//! The numbered pages: questions, then "look at your answers", then thank you. Which page a person may see is computed
//! from the answers each time.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use instruments::{Journey, PageReading};

use super::cookie::Cookie;
use super::draft::{self, Draft};
use super::form::Form;
use super::view::{Asking, Notice, Questions, Review};
use super::visit::{self, Visit, address};
use super::{send, start, thanks};
use crate::Result;
use crate::http::State;

/// `GET /s/<number>`
pub async fn show(state: Arc<State>, headers: HeaderMap, number: usize) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    let Some(draft) = draft::open(&state, &cookie).await? else { return thanks::show(&state, &headers, cookie).await };
    let visit = Visit::of_draft(&state, &headers, cookie, &draft).await?;
    let journey = Journey::of(&visit.instrument, &draft.content.answers);
    if may_see(&visit, &draft, &journey, number) {
        return if number == visit.review() {
            review(&visit, &draft, journey).await
        } else {
            questions(&visit, &draft, journey, number).await
        };
    }
    Ok(visit::go_on(&address(start::current(&visit, &draft))))
}

/// `POST /s/<number>`
pub async fn take(state: Arc<State>, headers: HeaderMap, number: usize, form: &Form) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    let Some(mut draft) = draft::open(&state, &cookie).await? else {
        let cookie = cookie.speaking(form.own("_language").unwrap_or_default());
        return Ok(visit::go(&state, &address(number), &cookie));
    };
    let visit = Visit::of_draft(&state, &headers, cookie, &draft).await?;
    let journey = Journey::of(&visit.instrument, &draft.content.answers);
    if !may_see(&visit, &draft, &journey, number) {
        return Ok(visit::go_on(&address(start::current(&visit, &draft))));
    }
    let language = form.own("_language").filter(|wanted| visit.languages.iter().any(|tag| tag == wanted));
    if let Some(language) = language {
        language.clone_into(&mut draft.content.language);
    }
    if number == visit.review() {
        return leave_review(&visit, &mut draft, &journey, form, language.is_some()).await;
    }
    let next = take_page(&visit, &mut draft, number, form);
    if form.go() == "resume" && visit.gives_resume_codes() {
        draft.content.resume_code = Some(start::new_resume_code(&state, &draft).await?);
    }
    draft::save(&state, &draft).await?;
    Ok(go_on(&visit, &draft, next))
}

/// Whether the answers so far lead to this page, and a resume code does not hide it.
fn may_see(visit: &Visit, draft: &Draft, journey: &Journey, number: usize) -> bool {
    match number {
        0 => false,
        number if number == visit.review() => journey.first_open().is_none(),
        number if number > visit.review() => false,
        _ if visit.is_one_page() => true,
        number => number > draft.content.from && journey.may_visit(number - 1),
    }
}

/// Takes the fields of a page into the draft; gives back the page to show next.
fn take_page(visit: &Visit, draft: &mut Draft, number: usize, form: &Form) -> usize {
    let (sections, fields) = (visit.sections(number), form.answers());
    let reading = instruments::read_pages(&visit.instrument, &sections, &fields, &draft.content.answers);
    let journey = Journey::of(&visit.instrument, &reading.answers);
    let wrong = !reading.problems.is_empty();
    let open = sections.iter().any(|&section| journey.pages[section].shown && !journey.pages[section].complete);
    let more = fields.iter().any(|(name, value)| name.ends_with(".more") && value == "add");
    let content = &mut draft.content;
    content.answers = reading.answers;
    content.wrong = wrong.then_some((number, fields));
    content.opened = (open && !wrong && !more).then_some(number);
    content.resume_code = None;
    match form.go() {
        "back" => previous(visit, draft, &journey, number).unwrap_or(number),
        _ if wrong || open || more || matches!(form.go(), "resume") || form.own("_language").is_some() => number,
        _ if draft.content.reviewed && journey.first_open().is_none() => visit.review(),
        _ if visit.is_one_page() => visit.review(),
        _ => journey.next_after(number - 1).map_or(visit.review(), |section| visit.page_of(section)),
    }
}

fn previous(visit: &Visit, draft: &Draft, journey: &Journey, number: usize) -> Option<usize> {
    if visit.is_one_page() {
        return (number == visit.review()).then_some(1);
    }
    let before = journey.previous_to(number - 1)?;
    (before >= draft.content.from).then(|| visit.page_of(before))
}

async fn questions(visit: &Visit, draft: &Draft, journey: Journey, number: usize) -> Result<Response> {
    let sections = visit.sections(number);
    let PageReading { typed, problems, .. } = match &draft.content.wrong {
        Some((page, fields)) if *page == number => {
            instruments::read_pages(&visit.instrument, &sections, fields, &draft.content.answers)
        }
        _ => PageReading::default(),
    };
    let shown: Vec<_> = journey.pages.iter().filter(|page| page.shown).map(|page| page.section).collect();
    let place = shown.iter().position(|&section| visit.page_of(section) == number).unwrap_or(0) + 1;
    let view = Questions {
        frame: visit.frame().await?,
        sections: sections.into_iter().filter(|section| shown.contains(section)).collect(),
        action: address(number),
        back: previous(visit, draft, &journey, number).map(address),
        place: if visit.is_one_page() { (1, 1) } else { (place, shown.len()) },
        opened: draft.content.opened == Some(number),
        resume_code: draft.content.resume_code.clone(),
        resume: visit.gives_resume_codes(),
        asking: Asking { typed, problems, ..asking(visit, draft, journey) },
    };
    Ok(visit::page(visit.state.respond_pages.questions(&view)))
}

fn asking(visit: &Visit, draft: &Draft, journey: Journey) -> Asking {
    Asking {
        instrument: Arc::clone(&visit.instrument),
        language: visit.language.clone(),
        answers: draft.content.answers.clone(),
        typed: std::collections::BTreeMap::new(),
        problems: Vec::new(),
        journey,
    }
}

async fn review(visit: &Visit, draft: &Draft, journey: Journey) -> Result<Response> {
    let kiosk = visit.door.settings.kiosk;
    let parts = journey.pages.iter().filter(|page| page.shown && page.section >= draft.content.from);
    let view = Review {
        frame: visit.frame().await?,
        parts: parts.map(|page| (page.section, address(visit.page_of(page.section)))).collect(),
        action: address(visit.review()),
        ask_mode: !kiosk,
        offer_code: !kiosk && !visit.door.rehearsal,
        problem: (!visit.door.takes_answers()).then(|| "send-closed".to_owned()),
        asking: asking(visit, draft, journey),
    };
    Ok(visit::page(visit.state.respond_pages.review(&view)))
}

async fn leave_review(
    visit: &Visit,
    draft: &mut Draft,
    journey: &Journey,
    form: &Form,
    switched: bool,
) -> Result<Response> {
    if !switched && form.go() == "send" {
        return if visit.door.takes_answers() {
            send::send(visit, draft, form).await
        } else {
            Ok(visit::go_on(&address(visit.review())))
        };
    }
    let last = journey.pages.iter().rev().find(|page| page.shown && page.section >= draft.content.from);
    let back = last.filter(|_| !switched).map_or(visit.review(), |page| visit.page_of(page.section));
    draft.content.reviewed = true;
    draft::save(&visit.state, draft).await?;
    Ok(go_on(visit, draft, back))
}

/// To a page of somebody who is answering.
fn go_on(visit: &Visit, draft: &Draft, page: usize) -> Response {
    let cookie = visit.quiet_cookie().speaking(&draft.content.language);
    visit::go(&visit.state, &address(page), &thanks::limited(&visit.state, cookie))
}

/// The page that says that there is no draft (any more), with the way to its link where the cookie notes that. A browser
/// that sent no secret keeps what it holds: somebody else's page may have led here without the cookie.
pub fn gone(state: &State, headers: &HeaderMap, cookie: &Cookie) -> Response {
    let go = visit::noted_word(cookie).map(address);
    let view = Notice { frame: visit::plain_frame(cookie, headers), says: "gone", go };
    let mut response = (StatusCode::GONE, Html(state.respond_pages.notice(&view))).into_response();
    if cookie.secret.is_some() {
        let left = Cookie { secret: None, until: String::new(), ..cookie.clone() };
        response.headers_mut().append(header::SET_COOKIE, left.header(&state.settings));
    }
    response
}
