//! What the browser adds by itself, out of reach of a page: what was asked, which page asked.

use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::{Challenge, Fault, Party};

/// More than any browser writes.
const LONGEST: usize = 4096;

#[derive(Deserialize)]
struct Client {
    #[serde(rename = "type")]
    purpose: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    foreign: bool,
    #[serde(rename = "topOrigin")]
    around: Option<String>,
}

/// Refuses what was not asked here, for this purpose, with this challenge, by a page of this house that stands in no
/// page of somebody else.
pub(super) fn check(client: &[u8], purpose: &str, challenge: &Challenge, party: &Party) -> Result<(), Fault> {
    if client.len() > LONGEST {
        return Err(Fault::Layout);
    }
    let said: Client = serde_json::from_slice(client).map_err(|_| Fault::Layout)?;
    if said.purpose != purpose {
        return Err(Fault::Purpose);
    }
    if !bool::from(said.challenge.as_bytes().ct_eq(text(challenge).as_bytes())) {
        return Err(Fault::Challenge);
    }
    if said.origin != party.origin || said.foreign || said.around.is_some() {
        return Err(Fault::Origin);
    }
    Ok(())
}

/// Bytes as browsers write them: base 64 for addresses, without padding (RFC 4648, section 5).
pub(super) fn text(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let letters = |part: &[u8]| {
        let group = part.iter().fold(0_u32, |all, byte| (all << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        (0..=part.len()).map(move |at| char::from(LETTERS[(group >> (18 - 6 * at)) as usize & 63]))
    };
    bytes.chunks(3).flat_map(letters).collect()
}
