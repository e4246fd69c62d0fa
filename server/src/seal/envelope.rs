//! Sealed bytes: to a public key (version 1) or under a shared key (version 2).
//!
//! ```text
//! version 1   01 | generation u32 | ephemeral public key 32 | nonce 24 | ciphertext and tag
//! version 2   02 | generation u32 | nonce 24 | ciphertext and tag
//! ```
//! Everything before the nonce is authenticated together with the caller's associated data, which holds immutable
//! ids only. Known-answer vectors below keep every version readable.

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use zeroize::Zeroizing;

use super::{DataKey, PrivateKey, PublicKey, broken, derive};
use crate::{Result, chance};

const TO_PUBLIC_KEY: u8 = 1;
const UNDER_SHARED_KEY: u8 = 2;
const NONCE: usize = 24;

/// Seals `plain` so that only the holder of the private key opens it.
pub fn seal(to: &PublicKey, generation: u32, associated: &[u8], plain: &[u8]) -> Vec<u8> {
    seal_fixed(to, generation, associated, plain, PrivateKey::new(), chance::bytes())
}

/// Opens what [`seal`] made, of any version that was ever written.
pub fn open(key: &PrivateKey, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    match sealed.first() {
        Some(&TO_PUBLIC_KEY) => {
            let (header, rest) = sealed.split_at_checked(37).ok_or_else(broken)?;
            let shared = shared_key(key, &PublicKey::from_bytes(&header[5..])?, &header[5..], &key.public())?;
            decrypt(&shared, header, associated, rest)
        }
        _ => Err(broken()),
    }
}

/// Seals `plain` under a key that both sides hold.
pub fn seal_with(key: &DataKey, generation: u32, associated: &[u8], plain: &[u8]) -> Vec<u8> {
    seal_with_fixed(key, generation, associated, plain, chance::bytes())
}

/// Opens what [`seal_with`] made, of any version that was ever written.
pub fn open_with(key: &DataKey, associated: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    match sealed.first() {
        Some(&UNDER_SHARED_KEY) => {
            let (header, rest) = sealed.split_at_checked(5).ok_or_else(broken)?;
            decrypt(key.as_bytes(), header, associated, rest)
        }
        _ => Err(broken()),
    }
}

/// Which generation of its key something was sealed to.
pub fn generation(sealed: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(sealed.get(1..5)?.try_into().ok()?))
}

/// Whether this lies under the shared key already (and not under the public one, as at receipt).
pub fn is_under_shared_key(sealed: &[u8]) -> bool {
    sealed.first() == Some(&UNDER_SHARED_KEY)
}

fn seal_fixed(
    to: &PublicKey,
    generation: u32,
    associated: &[u8],
    plain: &[u8],
    ephemeral: PrivateKey,
    nonce: [u8; NONCE],
) -> Vec<u8> {
    let public = ephemeral.public();
    let mut header = vec![TO_PUBLIC_KEY];
    header.extend(generation.to_be_bytes());
    header.extend(public.as_bytes());
    // A public key of small order would make the shared secret known to all; such a key is never one of ours.
    let shared = shared_key(&ephemeral, to, public.as_bytes(), to).expect("we only seal to keys we made");
    encrypt(&shared, header, associated, plain, nonce)
}

fn seal_with_fixed(key: &DataKey, generation: u32, associated: &[u8], plain: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
    let mut header = vec![UNDER_SHARED_KEY];
    header.extend(generation.to_be_bytes());
    encrypt(key.as_bytes(), header, associated, plain, nonce)
}

fn shared_key(
    private: &PrivateKey,
    other: &PublicKey,
    ephemeral: &[u8],
    recipient: &PublicKey,
) -> Result<Zeroizing<[u8; 32]>> {
    let shared = private.secret().diffie_hellman(&x25519_dalek::PublicKey::from(*other.as_bytes()));
    if !shared.was_contributory() {
        return Err(broken());
    }
    Ok(derive(shared.as_bytes(), b"", &[b"tidemark envelope 1", ephemeral, recipient.as_bytes()]))
}

fn encrypt(key: &[u8; 32], header: Vec<u8>, associated: &[u8], plain: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
    let aad = [&header, associated].concat();
    let ciphertext = XChaCha20Poly1305::new(&(*key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad })
        .expect("what fits in memory fits in an envelope");
    [header, nonce.to_vec(), ciphertext].concat()
}

fn decrypt(key: &[u8; 32], header: &[u8], associated: &[u8], rest: &[u8]) -> Result<Vec<u8>> {
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or_else(broken)?;
    let aad = [header, associated].concat();
    XChaCha20Poly1305::new(&(*key).into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: &aad })
        .map_err(|_| broken())
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
