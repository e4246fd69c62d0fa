//! A file between its pages: it rests in memory for the same browser and half an hour, sealed under the study's key, so
//! that nobody finds it once the study is locked, and nothing of it is ever written to disk.

use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use zeroize::Zeroizing;

use crate::http::staff::session;
use crate::store::grants::StudyKeys;
use crate::workspace::sealed;
use crate::{Error, Result, chance};

const SECONDS: i64 = 30 * 60;
/// Files that rest for one browser at a time; its oldest makes room.
const MOST: usize = 4;
/// Bytes of all files that rest. A file for which there is no room is refused: nobody else's makes room for it.
const ROOM: usize = 256 << 20;

struct Resting {
    id: String,
    until: i64,
    cookie: Option<Vec<u8>>,
    study: String,
    file: Vec<u8>,
    notes: Vec<u8>,
}

/// A file that rests, opened.
pub(super) struct File<T> {
    /// Names it.
    pub id: String,
    /// The bytes.
    pub bytes: Zeroizing<Vec<u8>>,
    /// What was decided about it so far.
    pub notes: T,
}

static RESTING: Mutex<Vec<Resting>> = Mutex::new(Vec::new());

const FILE: &str = "tidemark resting file";
const NOTES: &str = "tidemark resting notes";

/// Lets a file rest; gives its id.
pub(super) fn rest(
    headers: &HeaderMap,
    keys: &StudyKeys,
    study: &str,
    bytes: &[u8],
    notes: &impl serde::Serialize,
) -> Result<String> {
    let id = chance::id();
    let resting = Resting {
        until: chance::now() + SECONDS,
        cookie: session::token(headers).map(|token| token.hash()),
        study: study.to_owned(),
        file: sealed::seal(keys, study, FILE, &id, bytes)?,
        notes: sealed::seal(keys, study, NOTES, &id, &write(notes)?)?,
        id: id.clone(),
    };
    let mut all = RESTING.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|kept| kept.until > chance::now());
    let own = |kept: &Resting| kept.cookie == resting.cookie;
    let oldest = all.iter().position(own).filter(|_| all.iter().filter(|kept| own(kept)).count() >= MOST);
    if let Some(oldest) = oldest {
        all.remove(oldest);
    }
    let held: usize = all.iter().map(|kept| kept.file.len()).sum();
    if held + resting.file.len() > ROOM {
        return Err(Error::Invalid("file-crowded", String::new()));
    }
    all.push(resting);
    Ok(id)
}

/// The file of this browser in this study.
pub(super) fn recall<T: serde::de::DeserializeOwned>(
    headers: &HeaderMap,
    keys: &StudyKeys,
    study: &str,
    id: &str,
) -> Result<File<T>> {
    let cookie = session::token(headers).map(|token| token.hash());
    let all = RESTING.lock().unwrap_or_else(PoisonError::into_inner);
    let fits =
        |kept: &&Resting| kept.id == id && kept.study == study && kept.cookie == cookie && kept.until > chance::now();
    let kept = all.iter().find(fits).ok_or(Error::Invalid("file-forgotten", String::new()))?;
    let notes = sealed::open(keys, study, NOTES, id, &kept.notes)?;
    Ok(File {
        id: id.to_owned(),
        bytes: sealed::open(keys, study, FILE, id, &kept.file)?,
        notes: serde_json::from_slice(&notes).map_err(|error| Error::internal("a resting file", error))?,
    })
}

/// Keeps what was decided about a file.
pub(super) fn note(keys: &StudyKeys, study: &str, id: &str, notes: &impl serde::Serialize) -> Result<()> {
    let notes = sealed::seal(keys, study, NOTES, id, &write(notes)?)?;
    let mut all = RESTING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = all.iter_mut().find(|kept| kept.id == id) {
        kept.notes = notes;
    }
    Ok(())
}

/// Lets go of a file.
pub(super) fn forget(id: &str) {
    RESTING.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| kept.id != id);
}

fn write(notes: &impl serde::Serialize) -> Result<Zeroizing<Vec<u8>>> {
    serde_json::to_vec(notes).map(Zeroizing::new).map_err(|error| Error::internal("a resting file", error))
}
