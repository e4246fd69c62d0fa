//! A form that arrived when something else had to be asked first: its session had ended, or it changes what asks for all
//! proofs anew. What was typed waits in memory for ten minutes, for the same person in the same browser, and is on its
//! page again afterwards.

use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::again::{self, Again, Sent};
use super::{next, session};
use crate::chance;
use crate::http::Failure;
use crate::store::sessions::Token;

/// Stands in an answer that leads to the sign-in page: whose session had ended, where that is still known.
#[derive(Clone, Debug)]
pub(super) struct Ended(pub Option<String>);

/// Stands in an answer that asks for all proofs anew: the page that follows.
#[derive(Clone, Debug)]
pub(super) struct Anew(pub String);

struct Waiting {
    cookie: Vec<u8>,
    person: String,
    until: i64,
    page: String,
    again: Again,
}

const SECONDS: i64 = 10 * 60;
const MOST: usize = 50;
/// Says that a session had ended before a form arrived.
const KEPT: &str = "kept-while-away";
/// Says that a form waits until somebody has proved who they are.
const PROVED: &str = "proved-anew";

static ALL: Mutex<Vec<Waiting>> = Mutex::new(Vec::new());

/// What has to be asked before a form is looked at.
pub(super) enum First {
    /// All proofs, for the page that follows.
    Proofs(String),
    /// Who it is: a session had ended, of the person where that is still known.
    Person(Option<String>),
}

impl First {
    /// What an answer says has to be asked first.
    pub(super) fn of(response: &Response) -> Option<Self> {
        let extensions = response.extensions();
        if let Some(Anew(page)) = extensions.get::<Anew>() {
            return Some(Self::Proofs(page.clone()));
        }
        if let Some(Ended(person)) = extensions.get::<Ended>() {
            return Some(Self::Person(person.clone()));
        }
        let failure = extensions.get::<Failure>()?;
        (failure.code == "session-ended").then_some(Self::Person(None))
    }

    /// The answer to a form that waits, or of which at least its sender is told. `sent` is none where the form may not be
    /// kept in memory.
    pub(super) async fn ask(self, headers: &HeaderMap, page: Option<&str>, sent: Option<&Sent<'_>>) -> Response {
        match self {
            Self::Proofs(page) => anew(headers, &page, sent).await,
            Self::Person(person) => {
                let kept = keep(headers, person.as_deref(), page, sent).await;
                to_sign_in(page, if kept { "session-ended" } else { "session-over" })
            }
        }
    }
}

/// To the page that asks for all proofs anew, and from there back to the form.
async fn anew(headers: &HeaderMap, page: &str, sent: Option<&Sent<'_>>) -> Response {
    let page = match sent {
        Some(sent) => format!("{page}?again={}", again::keep(headers, false, sent.again(PROVED, page).await)),
        None => page.to_owned(),
    };
    Redirect::to(&confirm(&page)).into_response()
}

/// The address of the page that asks for all proofs anew.
pub(super) fn confirm(page: &str) -> String {
    format!("/account/confirm?{}", serde_html_form::to_string([("next", page)]).unwrap_or_default())
}

fn to_sign_in(page: Option<&str>, told: &str) -> Response {
    let next = next::carried(page.unwrap_or_default());
    Redirect::to(&next::noting(&format!("/sign-in{next}"), told)).into_response()
}

async fn keep(headers: &HeaderMap, person: Option<&str>, page: Option<&str>, sent: Option<&Sent<'_>>) -> bool {
    let (Some(token), Some(person), Some(page), Some(sent)) = (session::token(headers), person, page, sent) else {
        return false;
    };
    let again = sent.again(KEPT, page).await;
    let (now, cookie) = (chance::now(), token.hash());
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    // One form of each browser.
    all.retain(|waiting| waiting.until > now && waiting.cookie != cookie);
    if all.len() >= MOST {
        all.remove(0);
    }
    all.push(Waiting { cookie, person: person.to_owned(), until: now + SECONDS, page: page.to_owned(), again });
    true
}

/// What waits follows its browser to the second step of signing in, where it is the same person who signs in.
pub(super) fn follow(old: &Token, person: &str, new: &Token) {
    if let Some(waiting) = take(old, person) {
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Waiting { cookie: new.hash(), ..waiting });
    }
}

/// The page to which the same person comes back, with what was typed there.
pub(super) fn back(old: &Token, person: &str, new: &Token) -> Option<String> {
    let waiting = take(old, person)?;
    let (id, page) = (again::keep_for_session(new, waiting.again), waiting.page);
    Some(format!("{page}{}again={id}", if page.contains('?') { '&' } else { '?' }))
}

/// What waits in a browser; for another person it is gone.
fn take(old: &Token, person: &str) -> Option<Waiting> {
    let (now, cookie) = (chance::now(), old.hash());
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    let place = all.iter().position(|waiting| waiting.cookie == cookie)?;
    Some(all.remove(place)).filter(|waiting| waiting.person == person && waiting.until > now)
}

#[cfg(test)]
mod tests {
    //! Rosa was at lunch until her session ended, and sends her note; Ravi sits down at the same browser.

    use axum::body::Bytes;
    use axum::http::header;

    use super::*;

    async fn kept(token: &Token) -> bool {
        let cookie = format!("t={}", token.to_text()).parse().unwrap();
        let headers = HeaderMap::from_iter([(header::COOKIE, cookie)]);
        let sent = Sent { form: "/studies/s/memo", typed: Bytes::from_static(b"words=slow&passphrase=secret") };
        keep(&headers, Some("rosa"), Some("/studies/s/coding"), Some(&sent)).await
    }

    #[tokio::test]
    async fn a_form_waits_for_the_person_who_sent_it() {
        let (old, step, new) = (Token::new(), Token::new(), Token::new());
        assert!(kept(&old).await);
        follow(&old, "rosa", &step);
        let page = back(&step, "rosa", &new).unwrap();
        let id = page.strip_prefix("/studies/s/coding?again=").unwrap();
        let cookie = format!("t={}", new.to_text()).parse().unwrap();
        let again = again::recall(&HeaderMap::from_iter([(header::COOKIE, cookie)]), id).unwrap();
        assert_eq!(again.fields.0, [("words".to_owned(), "slow".to_owned())], "without the passphrase");
        assert_eq!((again.code.as_str(), again.form.as_str()), (KEPT, "/studies/s/memo"));
        assert!(back(&step, "rosa", &new).is_none(), "once");
    }

    #[tokio::test]
    async fn nobody_else_sees_it() {
        let (old, new) = (Token::new(), Token::new());
        assert!(kept(&old).await);
        assert!(back(&Token::new(), "rosa", &new).is_none(), "in another browser");
        assert!(back(&old, "ravi", &new).is_none());
        assert!(back(&old, "rosa", &new).is_none(), "and it is gone");
        let headers = HeaderMap::new();
        let sent = Sent { form: "/x", typed: Bytes::new() };
        assert!(!keep(&headers, Some("rosa"), Some("/x"), Some(&sent)).await);
        assert!(!keep(&headers, None, None, None).await);
    }
}
