//! Marks on answers that tell of danger: who marked, why, what was done. Sealed under the study's data key.

use crate::seal::envelope;
use crate::seal::payload::{bind, pad, unpad};
use crate::store::Store;
use crate::store::flags::{self, Stored};
use crate::store::grants::StudyKeys;
use crate::{Error, Result, chance};

/// What a mark says.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Words {
    /// Key of the answer.
    pub key: String,
    /// Why it was marked.
    pub note: String,
    /// Who marked it.
    pub marked_by: String,
    /// On which day.
    pub marked_on: String,
    /// What was done; empty while nothing was.
    pub action: String,
    /// Who wrote down what was done.
    pub acted_by: String,
    /// On which day.
    pub acted_on: String,
}

/// An opened mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its id.
    pub id: String,
    /// The response it hangs on.
    pub response: String,
    /// What it says.
    pub words: Words,
}

/// All marks of a study that the keys open, those without an action first.
pub async fn all(store: &Store, study: &str, keys: &StudyKeys) -> Result<Vec<Flag>> {
    let stored = flags::all(store, study).await?;
    let mut all: Vec<Flag> = stored.into_iter().filter_map(|stored| open(study, stored, keys).ok()).collect();
    all.sort_by(|one, other| {
        (!one.words.action.is_empty(), &one.words.marked_on)
            .cmp(&(!other.words.action.is_empty(), &other.words.marked_on))
    });
    Ok(all)
}

/// One mark.
pub async fn find(store: &Store, study: &str, id: &str, keys: &StudyKeys) -> Result<Flag> {
    let stored = flags::find(store, study, id).await?.ok_or(Error::NotFound)?;
    open(study, stored, keys)
}

/// A new mark on a response, to be stored.
pub fn new(study: &str, response: &str, words: &Words, keys: &StudyKeys) -> Result<Stored> {
    let id = chance::id();
    let sealed = seal(study, &id, words, keys)?;
    Ok(Stored { id, response_id: response.to_owned(), sealed })
}

/// What a mark says, sealed.
pub fn seal(study: &str, id: &str, words: &Words, keys: &StudyKeys) -> Result<Vec<u8>> {
    let (number, _, data) = keys.newest().ok_or(Error::Locked)?;
    let plain = serde_json::to_vec(words).map_err(|error| Error::internal("a mark", error))?;
    Ok(envelope::seal_with(data, *number, &place(study, id), &pad(plain)))
}

fn open(study: &str, stored: Stored, keys: &StudyKeys) -> Result<Flag> {
    let number = envelope::generation(&stored.sealed).ok_or(Error::NotFound)?;
    let (_, data) = keys.generation(number).ok_or(Error::NotFound)?;
    let plain = envelope::open_with(data, &place(study, &stored.id), &stored.sealed)?;
    let words = serde_json::from_slice(unpad(&plain)?).map_err(|error| Error::internal("a mark", error))?;
    Ok(Flag { id: stored.id, response: stored.response_id, words })
}

fn place(study: &str, id: &str) -> Vec<u8> {
    bind(&["tidemark flag", study, id])
}
