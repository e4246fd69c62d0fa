//! How a release rests until it is out: what was chosen, what is hidden and all its figures under the study's data key, the
//! suppressed document under a key of its own, so that somebody can be shown that alone.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::seal::payload::{bind, pad, unpad};
use crate::seal::{DataKey, envelope};
use crate::store::grants::StudyKeys;
use crate::{Error, Result};

/// Where a sealed piece belongs: moved elsewhere, it does not open.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Id of the study.
    pub study: &'a str,
    /// Id of the release.
    pub release: &'a str,
    /// Which piece: `choice`, `outlook`, `figures`, `document`, `reason`, `key`.
    pub piece: &'a str,
}

impl<'a> Place<'a> {
    /// The place of a piece.
    pub fn new(study: &'a str, release: &'a str, piece: &'a str) -> Self {
        Self { study, release, piece }
    }

    fn bytes(self) -> Vec<u8> {
        bind(&["tidemark release", self.study, self.release, self.piece])
    }
}

/// Seals something under the study's newest data key.
///
/// # Errors
/// Locked without a key.
pub fn seal(keys: &StudyKeys, place: Place<'_>, value: &impl Serialize) -> Result<Vec<u8>> {
    let (number, _, data) = keys.newest().ok_or(Error::Locked)?;
    Ok(envelope::seal_with(data, *number, &place.bytes(), &pad(plain(value)?)))
}

/// Opens what [`seal`] made.
///
/// # Errors
/// When no key opens it.
pub fn open<T: DeserializeOwned>(keys: &StudyKeys, place: Place<'_>, sealed: &[u8]) -> Result<T> {
    let number = envelope::generation(sealed).ok_or(Error::NotFound)?;
    let (_, data) = keys.generation(number).ok_or(Error::Locked)?;
    read(&Zeroizing::new(envelope::open_with(data, &place.bytes(), sealed)?))
}

/// Seals something under a key of its own.
///
/// # Errors
/// When it cannot be written down.
pub fn seal_with(key: &DataKey, place: Place<'_>, value: &impl Serialize) -> Result<Vec<u8>> {
    Ok(envelope::seal_with(key, 0, &place.bytes(), &pad(plain(value)?)))
}

/// Opens what [`seal_with`] made.
///
/// # Errors
/// When the key is another.
pub fn open_with<T: DeserializeOwned>(key: &DataKey, place: Place<'_>, sealed: &[u8]) -> Result<T> {
    read(&Zeroizing::new(envelope::open_with(key, &place.bytes(), sealed)?))
}

/// Seals a key under another one.
pub fn wrap(under: &DataKey, place: Place<'_>, key: &DataKey) -> Vec<u8> {
    envelope::seal_with(under, 0, &place.bytes(), key.as_bytes())
}

/// Opens what [`wrap`] made.
///
/// # Errors
/// When the key is another.
pub fn unwrap(under: &DataKey, place: Place<'_>, sealed: &[u8]) -> Result<DataKey> {
    DataKey::from_bytes(&Zeroizing::new(envelope::open_with(under, &place.bytes(), sealed)?))
}

fn plain(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|error| Error::internal("a release", error))
}

fn read<T: DeserializeOwned>(padded: &[u8]) -> Result<T> {
    serde_json::from_slice(unpad(padded)?).map_err(|error| Error::internal("a release", error))
}
