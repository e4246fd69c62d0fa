//! Thank you. Every one that is shown belongs to exactly one stored (or since withdrawn) response: a late retry, a
//! refresh and a double tap all come here, because the cookie's secret leads to the same submission.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::cookie::Cookie;
use super::view::Thanks;
use super::visit::{self, Visit, address};
use super::{pages, send, withdraw};
use crate::http::State;
use crate::store::doors;
use crate::{Result, chance};

/// Seconds for which the withdraw code is shown.
const SHOWN: i64 = 30 * 60;

/// Seconds after which a shared tablet goes back to the start.
const KIOSK: u32 = 60;

/// Without the sandbox, which would stop a shared tablet from going back to the start by itself.
const KIOSK_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The cookie for the thank-you page: on a shared tablet it opens nothing, elsewhere the code for a while.
pub fn cookie_after(visit: &Visit) -> Cookie {
    let cookie = visit.new_cookie(&visit.cookie);
    if visit.door.settings.kiosk {
        return Cookie { secret: None, ..cookie }.noting(&format!("done-{}", visit.door.word));
    }
    cookie.noting(&format!("until-{}", chance::now() + SHOWN))
}

/// The thank-you page for a cookie whose answers were sent, or the page that says that nothing is there.
pub async fn show(state: &Arc<State>, headers: &HeaderMap, cookie: Cookie) -> Result<Response> {
    if let Some(word) = cookie.note.strip_prefix("done-") {
        return shared(state, headers, word, &cookie).await;
    }
    if cookie.note == "done" {
        let view = Thanks { frame: visit::plain_frame(&cookie, headers), code: None, next: None };
        return Ok(visit::page(state.respond_pages.thanks(&view)));
    }
    match send::was_sent(state, &cookie).await? {
        Some(door) => own(Visit::new(state, headers, cookie, door, None).await?).await,
        None => Ok(pages::gone(state, headers, &cookie)),
    }
}

async fn own(visit: Visit) -> Result<Response> {
    let until = visit.cookie.note.strip_prefix("until-").and_then(|until| until.parse::<i64>().ok());
    let now = chance::now();
    let over = until.is_some_and(|until| until < now || until > now + SHOWN);
    let code = if over { None } else { withdraw::is_possible(&visit).await? };
    let view = Thanks { frame: visit.frame().await?, code, next: None };
    let mut response = visit::page(visit.state.respond_pages.thanks(&view));
    let cookie = match (over, until) {
        (true, _) => Cookie { secret: None, ..visit.new_cookie(&visit.cookie) }.noting("done"),
        (false, None) => cookie_after(&visit),
        (false, Some(_)) => return Ok(response),
    };
    response.headers_mut().append(header::SET_COOKIE, cookie.header(&visit.state.settings));
    Ok(response)
}

async fn shared(state: &Arc<State>, headers: &HeaderMap, word: &str, cookie: &Cookie) -> Result<Response> {
    let Some(door) = doors::find(&state.store, word).await? else { return Ok(pages::gone(state, headers, cookie)) };
    let visit = Visit::new(state, headers, cookie.clone(), door, None).await?;
    let start = address(&visit.door.word);
    let mut frame = visit.frame().await?;
    frame.refresh = Some((KIOSK, start.clone()));
    let view = Thanks { frame, code: None, next: Some(start) };
    let mut response = visit::page(state.respond_pages.thanks(&view));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(KIOSK_POLICY));
    Ok(response)
}
