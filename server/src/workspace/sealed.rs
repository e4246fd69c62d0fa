//! Sealing what hangs on an unlocked study under its data key: events, texts, sources. Each envelope is bound to its
//! study, its kind and its id, so that moved elsewhere it does not open.

use zeroize::Zeroizing;

use crate::coding::event::NewText;
use crate::coding::source::Source;
use crate::coding::{Event, Of, PassageId};
use crate::seal::envelope;
use crate::seal::payload::{bind, pad, unpad};
use crate::store::grants::StudyKeys;
use crate::store::texts::Stored;
use crate::{Error, Result};

/// Words that an event points to, opened.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Words {
    /// The words.
    pub words: String,
    /// The passage that they repeat words of, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<PassageId>,
}

impl Drop for Words {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.words.zeroize();
    }
}

/// Seals bytes of one kind under the newest data key.
pub fn seal(keys: &StudyKeys, study: &str, kind: &str, id: &str, plain: &[u8]) -> Result<Vec<u8>> {
    let (number, _, data) = keys.newest().ok_or(Error::Locked)?;
    Ok(envelope::seal_with(data, *number, &bind(&[kind, study, id]), plain))
}

/// Opens what [`seal`] made.
pub fn open(keys: &StudyKeys, study: &str, kind: &str, id: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let number = envelope::generation(sealed).ok_or(Error::NotFound)?;
    let (_, data) = keys.generation(number).ok_or(Error::Locked)?;
    Ok(Zeroizing::new(envelope::open_with(data, &bind(&[kind, study, id]), sealed)?))
}

const EVENT: &str = "tidemark event";
const TEXT: &str = "tidemark text";
const SOURCE: &str = "tidemark source";

/// An event at its position.
pub fn event(keys: &StudyKeys, study: &str, event: &Event, position: i64) -> Result<Vec<u8>> {
    seal(keys, study, EVENT, &position.to_string(), &event.to_padded_bytes())
}

/// Opens an event.
pub fn open_event(keys: &StudyKeys, study: &str, position: i64, sealed: &[u8]) -> Result<Event> {
    Event::from_padded_bytes(&open(keys, study, EVENT, &position.to_string(), sealed)?, position)
}

/// Words, as a row to be stored.
pub fn text(keys: &StudyKeys, study: &str, text: &NewText) -> Result<Stored> {
    let of = text.of.clone().map(|of| PassageId { of, translated: false });
    let (response_id, source_id) = match &text.of {
        Some(Of::Answer { response, .. }) => (Some(response.clone()), None),
        Some(Of::Turn { source, .. }) => (None, Some(source.clone())),
        None => (None, None),
    };
    let sealed = words(keys, study, &text.id, &Words { words: text.words.clone(), of })?;
    Ok(Stored { id: text.id.clone(), response_id, source_id, sealed })
}

/// Words in the place of other words.
pub fn words(keys: &StudyKeys, study: &str, id: &str, words: &Words) -> Result<Vec<u8>> {
    let plain = Zeroizing::new(serde_json::to_vec(words).map_err(|error| Error::internal("words", error))?);
    seal(keys, study, TEXT, id, &pad(plain.to_vec()))
}

/// Opens words.
pub fn open_words(keys: &StudyKeys, study: &str, id: &str, sealed: &[u8]) -> Result<Words> {
    let plain = open(keys, study, TEXT, id, sealed)?;
    serde_json::from_slice(unpad(&plain)?).map_err(|error| Error::internal("words", error))
}

/// A transcript.
pub fn source(keys: &StudyKeys, study: &str, id: &str, source: &Source) -> Result<Vec<u8>> {
    let plain = Zeroizing::new(serde_json::to_vec(source).map_err(|error| Error::internal("a transcript", error))?);
    seal(keys, study, SOURCE, id, &pad(plain.to_vec()))
}

/// Opens a transcript.
pub fn open_source(keys: &StudyKeys, study: &str, id: &str, sealed: &[u8]) -> Result<Source> {
    let plain = open(keys, study, SOURCE, id, sealed)?;
    serde_json::from_slice(unpad(&plain)?).map_err(|error| Error::internal("a transcript", error))
}
