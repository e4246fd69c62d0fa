//! A draft with its content open: the answers so far, and what was typed where it could not be taken.

use std::sync::Arc;

use instruments::Answers;

use super::cookie::Cookie;
use super::known::Unsaved;
use crate::http::State;
use crate::seal::draft::Secret;
use crate::store::doors::Door;
use crate::store::drafts;
use crate::{Error, Result};

/// What is sealed in a draft. A field that is not stored has its default, so that fields may be added.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Content {
    /// Language of the pages.
    pub language: String,
    /// Answers so far.
    pub answers: Answers,
    /// The page whose last fields could not all be taken, and those fields: read again to show what is wrong.
    pub wrong: Option<(usize, Vec<(String, String)>)>,
    /// The page on which the last answers opened more questions.
    pub opened: Option<usize>,
    /// Whether the person has been at "look at your answers".
    pub reviewed: bool,
    /// The first section that may be seen: after a resume code, only what comes after.
    pub from: usize,
    /// A resume code that was just made, to be shown once.
    pub resume_code: Option<String>,
}

/// A draft that the cookie opened.
#[derive(Clone, Debug)]
pub struct Draft {
    /// From the cookie.
    pub secret: Secret,
    /// What the link opens that it was begun through, in the version that it is pinned to.
    pub door: Door,
    /// Unix seconds.
    pub expires_at: i64,
    /// Whether a page was sent already.
    pub touched: bool,
    /// The answers so far.
    pub content: Content,
    /// What the database had of it.
    base: Vec<u8>,
}

/// The draft that the cookie opens, if it is still kept.
pub async fn open(state: &State, cookie: &Cookie) -> Result<Option<Draft>> {
    let Some(secret) = cookie.secret.clone() else { return Ok(None) };
    let Some(kept) = drafts::find(&state.store, &secret.id()).await? else { return Ok(None) };
    let (base, unsaved) = (kept.sealed, state.known.unsaved(&secret.id()));
    // Where another process has saved something since, that is newer.
    let newest = unsaved.as_ref().filter(|unsaved| unsaved.base == base).map_or(&base, |unsaved| &unsaved.sealed);
    let touched = !newest.is_empty();
    let content = if touched { read(&secret, newest)? } else { fresh(cookie) };
    Ok(Some(Draft { secret, door: kept.door, expires_at: kept.expires_at, touched, content, base }))
}

fn fresh(cookie: &Cookie) -> Content {
    Content { language: cookie.language.clone(), ..Content::default() }
}

fn read(secret: &Secret, sealed: &[u8]) -> Result<Content> {
    let plain = secret.open(sealed)?;
    serde_json::from_slice(&plain).map_err(|_| Error::Invalid("seal-broken", String::new()))
}

/// Keeps what changed; `false` when the draft is gone. What the disk cannot take just now is kept in memory, sealed, so
/// that the page shows again what was typed and the next try has it.
pub async fn save(state: &State, draft: &Draft) -> Result<bool> {
    let plain = serde_json::to_vec(&draft.content).map_err(|error| Error::internal("a draft", error))?;
    let (id, sealed) = (draft.secret.id(), draft.secret.seal(plain));
    let saved = drafts::save(&state.writer, id.clone(), sealed.clone()).await;
    match saved {
        Err(Error::Unavailable(_)) => state.known.keep_unsaved(id, Unsaved { base: draft.base.clone(), sealed }),
        _ => state.known.drop_unsaved(&id),
    }
    saved
}

/// Throws the draft away that a cookie opens, behind the answer: nobody waits for it, and nothing depends on it.
pub fn throw_away(state: &Arc<State>, cookie: &Cookie) {
    let Some(id) = cookie.secret.as_ref().map(Secret::id) else { return };
    let state = Arc::clone(state);
    tokio::spawn(async move { discard(&state, &id).await });
}

/// Throws a draft away; its single-use code may begin again.
pub async fn discard(state: &State, id: &[u8]) -> Result<()> {
    state.known.drop_unsaved(id);
    drafts::discard(&state.store, id).await
}
