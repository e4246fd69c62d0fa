//! Who comes to the staff plane, before anything of a form is read: somebody whose session is found, or a stranger. It
//! decides how much of a body is taken, for how long it may come, and who waits when many come at once. In memory only.
//!
//! A stranger's form goes to the few pages that ask for no session, and has little room; sent elsewhere, its body is read
//! past, for whoever is led to sign in. Only somebody signed in may send a file, and a few at a time.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use tokio::time::sleep;

use super::routes::Asks;
use super::session;
use crate::http::admission::{Admission, Wants};
use crate::http::{Failure, State};
use crate::store::sessions::{self, Session};

/// The largest form of a page that asks for no session.
const SMALL: usize = 64 << 10;
/// The largest file.
const LARGEST: usize = 20 << 20;
/// How long a small body may take to arrive, and a file over a slow line.
const SOON: Duration = Duration::from_secs(30);
const LATE: Duration = Duration::from_secs(180);
/// Most requests in hand at once, and how many of these are kept for those who are signed in.
const IN_HAND: usize = 128;
const RESERVE: usize = 64;
/// Most files that are on their way or being read at once, of all and of one person.
const FILES: usize = 12;
const FILES_EACH: usize = 4;
/// How often a file that waits for a place looks for one, and how many times.
const LOOK: Duration = Duration::from_millis(250);
const LOOKS: usize = 240;

/// Says, on a request, that its session was found at the entrance.
#[derive(Clone, Copy, Debug)]
pub struct Seated;

/// Who is in hand on the plane.
pub struct Entrance {
    /// Lets requests in.
    pub admission: Admission,
    files: Files,
}

impl Default for Entrance {
    fn default() -> Self {
        Self { admission: Admission::sized(IN_HAND, RESERVE), files: Files::default() }
    }
}

/// What is taken of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How many bytes; none of what a stranger sends to a page that asks for a session.
    pub most: usize,
    /// How long it may take to arrive.
    pub deadline: Duration,
    /// Who waits for a turn, and how; a file of the program needs none.
    pub wants: Option<Wants>,
}

/// Looks who comes; a place for the file that they bring goes with it and is to be held until they are answered.
///
/// # Errors
/// `busy` where others bring so many files that there was no place for a minute.
pub async fn look(state: &Arc<State>, request: Request) -> Result<(Request, Terms, Option<Place<'_>>), Failure> {
    let (mut parts, body) = request.into_parts();
    let small = |wants| Terms { most: SMALL, deadline: SOON, wants };
    if parts.uri.path().starts_with("/a/") {
        return Ok((Request::from_parts(parts, body), small(None), None));
    }
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        let wants = if session::token(&parts.headers).is_some() { Wants::On } else { Wants::New };
        return Ok((Request::from_parts(parts, body), small(Some(wants)), None));
    }
    let open = is_open(parts.uri.path());
    let (terms, place) = match session::current(&mut parts, state).await? {
        None if open || has_ended(state, &parts).await? => (small(Some(Wants::New)), None),
        None => (Terms { most: 0, deadline: LATE, wants: Some(Wants::New) }, None),
        Some(session) => {
            parts.extensions.insert(Seated);
            if open || is_small(&body) {
                (small(Some(Wants::On)), None)
            } else {
                // A file may take minutes: who sent it is looked up anew when it is there.
                parts.extensions.remove::<Option<Arc<Session>>>();
                let place = state.entrance.files.wait(&session.person.id).await;
                let place = place.ok_or_else(|| Failure::new(StatusCode::SERVICE_UNAVAILABLE, "busy"))?;
                (Terms { most: LARGEST, deadline: LATE, wants: Some(Wants::On) }, Some(place))
            }
        }
    };
    Ok((Request::from_parts(parts, body), terms, place))
}

/// Whether it is a browser whose session ran out a while ago: what was typed there can wait for the same person.
async fn has_ended(state: &State, parts: &Parts) -> crate::Result<bool> {
    match session::token(&parts.headers) {
        Some(token) => Ok(sessions::ended(&state.store, &token).await?.is_some()),
        None => Ok(false),
    }
}

/// Whether the page asks for no session.
fn is_open(path: &str) -> bool {
    static OPEN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let all = super::routes();
        let open = all.list().iter().filter(|route| matches!(route.asks, Asks::Nothing | Asks::Reviewer));
        open.map(|route| route.path.clone()).collect()
    });
    OPEN.contains(path)
}

/// Whether a body says of itself that it is small.
fn is_small(body: &Body) -> bool {
    body.size_hint().upper().is_some_and(|most| most <= SMALL as u64)
}

/// Whose files are on their way or being read, once for each.
#[derive(Default)]
struct Files(Mutex<Vec<String>>);

/// A place for a file; it is free again when this is dropped.
pub struct Place<'a> {
    files: &'a Files,
    person: String,
}

impl Files {
    async fn wait(&self, person: &str) -> Option<Place<'_>> {
        for _ in 0..LOOKS {
            if let Some(place) = self.place(person) {
                return Some(place);
            }
            sleep(LOOK).await;
        }
        None
    }

    fn place(&self, person: &str) -> Option<Place<'_>> {
        let mut all = self.all();
        let own = all.iter().filter(|one| *one == person).count();
        if all.len() >= FILES || own >= FILES_EACH {
            return None;
        }
        all.push(person.to_owned());
        Some(Place { files: self, person: person.to_owned() })
    }

    fn all(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut all = self.files.all();
        if let Some(own) = all.iter().position(|one| *one == self.person) {
            all.swap_remove(own);
        }
    }
}

#[cfg(test)]
mod tests {
    //! Colleagues bring files, one of them very many.

    use super::*;

    #[test]
    fn one_person_leaves_places_for_the_files_of_others() {
        let files = Files::default();
        let mut own: Vec<_> = std::iter::from_fn(|| files.place("one")).collect();
        assert_eq!(own.len(), FILES_EACH);
        let all = &files;
        let others = ["two", "three", "four"].into_iter().flat_map(|who| std::iter::from_fn(move || all.place(who)));
        let others: Vec<_> = others.collect();
        assert_eq!(others.len(), FILES - FILES_EACH);
        drop(own.pop());
        assert!(files.place("four").is_some(), "control: a place that was left is free");
    }

    #[test]
    fn pages_for_strangers_are_those_that_ask_for_no_session() {
        assert!(["/sign-in", "/join", "/recover", "/review", "/first-start/kit"].into_iter().all(is_open));
        assert!(!["/studies", "/account", "/studies/s/import", "/nothing"].into_iter().any(is_open), "control");
    }

    #[test]
    fn a_form_is_small_and_a_file_is_not() {
        assert!(is_small(&Body::from(vec![b'a'; SMALL])) && is_small(&Body::empty()));
        assert!(!is_small(&Body::from(vec![b'a'; SMALL + 1])), "control");
    }
}
