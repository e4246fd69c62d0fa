//! Taking answers back: the code deletes, it never reads. Figures that are out already stay.

use std::sync::Arc;

use axum::extract;
use axum::http::HeaderMap;
use axum::response::Response;

use super::cookie::Cookie;
use super::form::Form;
use super::view::Withdraw;
use super::visit::{self, Visit};
use crate::Result;
use crate::http::State;
use crate::seal::codes;
use crate::store::{doors, holds};

const ADDRESS: &str = "/withdraw";

/// `GET /withdraw`
pub async fn show(extract::State(state): extract::State<Arc<State>>, headers: HeaderMap) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    let outcome = Some(cookie.note.clone())
        .filter(|note| matches!(note.as_str(), "withdrawn" | "withdrawn-held" | "withdraw-unknown"));
    let view = Withdraw { frame: visit::plain_frame(&cookie, &headers), outcome };
    Ok(visit::page(state.respond_pages.withdraw(&view)))
}

/// `POST /withdraw`
pub async fn take_back(
    extract::State(state): extract::State<Arc<State>>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response> {
    let cookie = Cookie::read(&headers);
    if let Some(language) = form.own("_language") {
        return Ok(visit::go(&state, ADDRESS, &cookie.speaking(language)));
    }
    if form.go() == "another" {
        return Ok(visit::go(&state, ADDRESS, &cookie.noting("")));
    }
    let typed = form.own("_code").and_then(|typed| codes::read(codes::Kind::Withdraw, typed));
    let outcome = match typed {
        Some(code) => withdraw(&state, &codes::hash(&state.installation, codes::Kind::Withdraw, &code)).await?,
        None => UNKNOWN,
    };
    // The secret of the thank-you page has nothing left to show. Else the limit goes on with it (`Cookie::until`).
    let cookie = if outcome == UNKNOWN { cookie } else { Cookie { secret: None, ..cookie } };
    Ok(visit::go(&state, ADDRESS, &cookie.noting(outcome)))
}

const UNKNOWN: &str = "withdraw-unknown";

/// Takes answers back, also under a legal hold: then backups of before are kept longer, and the page says so.
async fn withdraw(state: &State, hash: &[u8]) -> Result<&'static str> {
    let held = holds::stands_over(&state.store, hash).await?;
    Ok(match doors::withdraw(&state.store, hash).await? {
        false => UNKNOWN,
        true if held => "withdrawn-held",
        true => "withdrawn",
    })
}

/// Whether answers sent with this draft may still be taken back, for the thank-you page.
pub async fn is_possible(visit: &Visit) -> Result<Option<String>> {
    let Some(secret) = &visit.cookie.secret else { return Ok(None) };
    let code = secret.withdraw_code();
    let hash = codes::hash(&visit.state.installation, codes::Kind::Withdraw, &code);
    Ok(doors::may_withdraw(&visit.state.store, &hash).await?.then(|| codes::show(&code)))
}
