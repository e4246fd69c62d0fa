//! Public keys as devices give them (COSE), and their signatures. A device writes each kind of key in one way only
//! (CTAP2's canonical form, with no more than is required), so a kind is a fixed layout and no general format is read.
//! The signatures themselves are checked by the library that speaks HTTPS.

use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use super::Fault;

/// The numbers of the kinds of key that are read here, the best first: ES256, EdDSA (Ed25519), RS256.
pub const KINDS: [i64; 3] = [-7, -8, -257];

/// Map of 5: kty EC2, alg ES256, crv P-256, x of 32 bytes …
const P256_X: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
/// … and y of 32 bytes.
const P256_Y: &[u8] = &[0x22, 0x58, 0x20];
/// Map of 4: kty OKP, alg EdDSA, crv Ed25519, x of 32 bytes.
const ED25519: &[u8] = &[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
/// Map of 4: kty RSA, alg RS256, n of so many bytes (u16) …
const RSA_N: &[u8] = &[0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59];
/// … and e of 3 bytes.
const RSA_E: &[u8] = &[0x21, 0x43];
/// Bytes of n: 2048 to 4096 bits.
const RSA: std::ops::RangeInclusive<usize> = 256..=512;

/// A key, taken apart.
enum Key<'a> {
    P256 { x: &'a [u8], y: &'a [u8] },
    Ed25519(&'a [u8]),
    Rsa { n: &'a [u8], e: &'a [u8] },
}

/// Reads the key at the beginning of `bytes`, and gives what follows it.
fn read(bytes: &[u8]) -> Result<(Key<'_>, &[u8]), Fault> {
    if let Some(rest) = bytes.strip_prefix(P256_X) {
        let (x, rest) = rest.split_at_checked(32).ok_or(Fault::Layout)?;
        let rest = rest.strip_prefix(P256_Y).ok_or(Fault::Layout)?;
        let (y, rest) = rest.split_at_checked(32).ok_or(Fault::Layout)?;
        return Ok((Key::P256 { x, y }, rest));
    }
    if let Some(rest) = bytes.strip_prefix(ED25519) {
        let (x, rest) = rest.split_at_checked(32).ok_or(Fault::Layout)?;
        return Ok((Key::Ed25519(x), rest));
    }
    let rest = bytes.strip_prefix(RSA_N).ok_or(Fault::Kind)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Fault::Layout)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if !RSA.contains(&length) {
        return Err(Fault::Kind);
    }
    let (n, rest) = rest.split_at_checked(length).ok_or(Fault::Layout)?;
    let rest = rest.strip_prefix(RSA_E).ok_or(Fault::Layout)?;
    let (e, rest) = rest.split_at_checked(3).ok_or(Fault::Layout)?;
    Ok((Key::Rsa { n, e }, rest))
}

/// The bytes of the key at the beginning of `bytes`, and what follows it.
pub(super) fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), Fault> {
    let (_, rest) = read(bytes)?;
    Ok(bytes.split_at(bytes.len() - rest.len()))
}

/// Refuses what is no key, or more than one.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let (_, rest) = read(bytes)?;
    if rest.is_empty() { Ok(()) } else { Err(Fault::Layout) }
}

/// Whether the key signed what the device and the browser said.
pub(super) fn verify(key: &[u8], data: &[u8], client: &[u8], signed: &[u8]) -> Result<(), Fault> {
    let message = [data, &Sha256::digest(client)].concat();
    let (key, rest) = read(key)?;
    if !rest.is_empty() {
        return Err(Fault::Layout);
    }
    let checked = match key {
        Key::P256 { x, y } => {
            let point = [&[4][..], x, y].concat();
            UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point).verify(&message, signed)
        }
        Key::Ed25519(x) => UnparsedPublicKey::new(&signature::ED25519, x).verify(&message, signed),
        Key::Rsa { n, e } => {
            RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, &message, signed)
        }
    };
    checked.map_err(|_| Fault::Signature)
}
