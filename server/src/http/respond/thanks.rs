//! Thank you. Every one that is shown belongs to exactly one stored (or since withdrawn) response: a late retry, a
//! refresh and a double tap all come here, because the cookie's secret leads to the same submission.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use instruments::Audience;

use super::cookie::Cookie;
use super::view::Thanks;
use super::visit::{self, Visit, address};
use super::{pages, send, withdraw};
use crate::http::State;
use crate::seal::draft::Secret;
use crate::store::doors;
use crate::{Result, chance};

/// Begins the note of a shared tablet that has just thanked somebody; the link's word follows.
const DONE: &str = "done-";

/// The note of a device that shows the withdraw code no more.
const OVER: &str = "done";

/// Minutes for which the withdraw code is shown.
const SHOWN: i64 = 30;

/// Seconds after which a shared tablet goes back to the start.
const KIOSK: u32 = 60;

/// Without the sandbox, which would stop a shared tablet from going back to the start by itself.
const KIOSK_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The cookie for the thank-you page: on a shared tablet it opens nothing, elsewhere the code for a while.
pub fn cookie_after(visit: &Visit) -> Cookie {
    let cookie = visit.quiet_cookie();
    if visit.door.settings.kiosk {
        return done(cookie, &visit.door.word);
    }
    limited(&visit.state, cookie)
}

/// A cookie of somebody who is answering, and may send now: until when the code would be shown. Every form on the way
/// says so anew, so that whoever sends and hears nothing, and sends again a little later, still sees the code; and whoever
/// comes hours later does not. No page does once the answers are sent.
pub fn limited(state: &State, cookie: Cookie) -> Cookie {
    let until = sealed(state, &cookie, last_minute());
    Cookie { until, ..cookie }
}

fn done(cookie: Cookie, word: &str) -> Cookie {
    over(cookie).noting(&format!("{DONE}{word}"))
}

/// The same without what opens the code.
fn over(cookie: Cookie) -> Cookie {
    Cookie { secret: None, until: String::new(), ..cookie }
}

/// Whether the last thing that this device did was to thank somebody, on a shared tablet.
pub fn is_over(cookie: &Cookie) -> bool {
    cookie.note.starts_with(DONE)
}

/// The thank-you page for a cookie whose answers were sent, or the page that says that nothing is there.
pub async fn show(state: &Arc<State>, headers: &HeaderMap, cookie: Cookie) -> Result<Response> {
    if let Some(word) = cookie.note.strip_prefix(DONE) {
        return shared(state, headers, word, &cookie).await;
    }
    if cookie.note == OVER {
        let view = Thanks { frame: visit::plain_frame(&cookie, headers), code: None, hard: false };
        return Ok(visit::page(state.respond_pages.thanks(&view)));
    }
    match send::was_sent(state, &cookie).await? {
        Some(door) if door.settings.kiosk => {
            let word = visit::noted_word(&cookie).unwrap_or(&door.word).to_owned();
            shared(state, headers, &word, &cookie).await
        }
        Some(door) => own(Visit::new(state, headers, cookie, door).await?).await,
        None => Ok(pages::gone(state, headers, &cookie)),
    }
}

async fn own(visit: Visit) -> Result<Response> {
    let view = Thanks { frame: visit.frame().await?, code: code(&visit).await?, hard: is_hard(&visit) };
    let mut response = visit::page(visit.state.respond_pages.thanks(&view));
    if !is_near(&visit) {
        let cookie = over(visit.quiet_cookie()).noting(OVER);
        response.headers_mut().append(header::SET_COOKIE, cookie.header(&visit.state.settings));
    }
    Ok(response)
}

fn is_hard(visit: &Visit) -> bool {
    visit.instrument.audience == Audience::Survivors
}

/// The withdraw code of answers that this device sent, while it is shown: as long as the cookie says, and where it says
/// nothing, not at all.
pub async fn code(visit: &Visit) -> Result<Option<String>> {
    if is_near(visit) { withdraw::is_possible(visit).await } else { Ok(None) }
}

fn minute() -> i64 {
    chance::now() / 60
}

fn last_minute() -> i64 {
    minute() + SHOWN
}

/// A minute as the cookie carries it: only who has the installation's secret can tell which it is. A clear one would tell
/// when the answers were sent.
fn sealed(state: &State, cookie: &Cookie, minute: i64) -> String {
    let key = cookie.secret.as_ref().map(Secret::submission_key).unwrap_or_default();
    state.installation.moment(&key, minute)
}

/// Whether the cookie's minute is still to come, and no later than it can be.
fn is_near(visit: &Visit) -> bool {
    let until = &visit.cookie.until;
    let is = |minute| sealed(&visit.state, &visit.cookie, minute) == *until;
    !until.is_empty() && (minute()..=last_minute()).any(is)
}

/// Thanks on a shared tablet: nothing of the person who sent, and the way on for the next.
async fn shared(state: &Arc<State>, headers: &HeaderMap, word: &str, cookie: &Cookie) -> Result<Response> {
    let Some(door) = doors::find(&state.store, word).await? else { return Ok(pages::gone(state, headers, cookie)) };
    let visit = Visit::new(state, headers, cookie.clone(), door).await?;
    let view = Thanks { frame: visit.frame().await?, code: None, hard: is_hard(&visit) };
    let mut response = visit::page(state.respond_pages.thanks(&view));
    let back = HeaderValue::from_str(&format!("{KIOSK}; url={}", address(&visit.door.word)));
    response.headers_mut().extend(back.ok().map(|back| (header::REFRESH, back)));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(KIOSK_POLICY));
    if cookie.secret.is_some() {
        let cookie = done(visit.quiet_cookie(), word);
        response.headers_mut().append(header::SET_COOKIE, cookie.header(&state.settings));
    }
    Ok(response)
}
