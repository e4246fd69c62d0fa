//! Keys and envelopes: what makes the disk and the backups unreadable without the provider's key.
//!
//! `envelope` seals bytes, `keys` guards a person's key by a passphrase, `passkey` by a device, `payload` is what lies
//! inside a response, `recovery` the printed kit, `sheets` the same in three sheets, `paper` a new one until it is typed
//! back, `codes` what people type. A new envelope version gets the next version byte and a new reader beside the old
//! ones, which stay for ever: locked data cannot be migrated.

pub mod alphabet;
pub mod borrowed;
pub mod chest;
pub mod codes;
pub mod draft;
pub mod envelope;
pub mod keys;
pub mod paper;
pub mod passkey;
pub mod payload;
pub mod recovery;
pub mod shares;
pub mod sheets;

use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

use crate::{Error, Result, chance};

pub use keys::Passphrase;

/// An X25519 public key: anyone may seal to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// An X25519 private key: opens what was sealed to its public half. Wiped when dropped.
#[derive(Clone)]
pub struct PrivateKey(Zeroizing<[u8; 32]>);

/// A symmetric key for re-sealing and for drafts. Wiped when dropped.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl PublicKey {
    /// The 32 bytes that the database keeps.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads what the database keeps.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(Self(exactly(bytes)?))
    }
}

impl PrivateKey {
    /// A new key from the operating system's randomness.
    pub fn new() -> Self {
        Self(Zeroizing::new(chance::bytes()))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(x25519_dalek::PublicKey::from(&self.secret()).to_bytes())
    }

    /// The bytes, only to be sealed at once.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads bytes that came out of an envelope.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(Self(Zeroizing::new(exactly(bytes)?)))
    }

    fn secret(&self) -> StaticSecret {
        StaticSecret::from(*self.0)
    }
}

impl Default for PrivateKey {
    fn default() -> Self {
        Self::new()
    }
}

impl DataKey {
    /// A new key from the operating system's randomness.
    pub fn new() -> Self {
        Self(Zeroizing::new(chance::bytes()))
    }

    /// The bytes, only to be sealed at once.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads bytes that came out of an envelope, or a cookie's secret.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(Self(Zeroizing::new(exactly(bytes)?)))
    }
}

impl Default for DataKey {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PrivateKey(hidden)")
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("DataKey(hidden)")
    }
}

/// What every failed opening says: no more, so that nothing can be learnt from how it failed.
fn broken() -> Error {
    Error::Invalid("seal-broken", String::new())
}

fn exactly(bytes: &[u8]) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| broken())
}

/// 32 bytes for one purpose from some secret (HKDF-SHA256, which is HMAC in both its steps).
fn derive(secret: &[u8], salt: &[u8], purpose: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    hkdf::Hkdf::<sha2::Sha256>::new(Some(salt), secret)
        .expand_multi_info(purpose, key.as_mut())
        .expect("32 bytes are within what HKDF gives");
    key
}
