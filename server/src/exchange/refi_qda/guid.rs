//! Ids of the exchange format: with or without braces, in either case; and what to do with those that are none.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An id as tools write it. What is no id (some write `c001`) gets one made from its letters, always the same.
pub fn parse(text: &str) -> (Uuid, bool) {
    let text = text.trim();
    let bare = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    match Uuid::try_parse(bare) {
        Ok(guid) => (guid, true),
        Err(_) => (derived("guid", text), false),
    }
}

/// An id made from words: the same words, the same id.
pub fn derived(kind: &str, words: &str) -> Uuid {
    let digest = Sha256::new().chain_update(kind).chain_update([0]).chain_update(words).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
