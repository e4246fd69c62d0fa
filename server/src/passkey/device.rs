//! What a device says (`authenticatorData`): for which house, who touched it, how often it has signed, and where it has
//! just made a passkey, which. A fixed layout of bytes:
//!
//! ```text
//! SHA-256 of the party's id 32 | flags 1 | counter u32 | (make of the device 16 | length u16 | credential | key) | more
//! ```

use sha2::{Digest, Sha256};

use super::{Fault, Party, key};

const TOUCHED: u8 = 0b0000_0001;
const VERIFIED: u8 = 0b0000_0100;
const MADE: u8 = 0b0100_0000;
const MORE: u8 = 0b1000_0000;

/// The longest name of a passkey that a device may give (WebAuthn level 3, section 7.1).
const LONGEST: usize = 1023;

/// What a device said of itself.
pub(super) struct Said<'a> {
    /// Whether it made sure who touched it.
    pub verified: bool,
    /// Signatures so far.
    pub counter: u32,
    /// A new passkey: what it is called, and its public key.
    pub made: Option<(&'a [u8], &'a [u8])>,
}

/// Reads it to the last byte.
pub(super) fn read<'a>(data: &'a [u8], party: &Party) -> Result<Said<'a>, Fault> {
    let (house, rest) = data.split_at_checked(32).ok_or(Fault::Layout)?;
    let (flags, rest) = rest.split_first().ok_or(Fault::Layout)?;
    let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Fault::Layout)?;
    if *house != *Sha256::digest(party.id.as_bytes()) {
        return Err(Fault::Party);
    }
    if flags & TOUCHED == 0 {
        return Err(Fault::Absent);
    }
    let (made, rest) = if flags & MADE == 0 { (None, rest) } else { made(rest)? };
    // What a device adds about itself is not read; where it says that it adds nothing, nothing follows.
    if rest.is_empty() == (flags & MORE != 0) {
        return Err(Fault::Layout);
    }
    Ok(Said { verified: flags & VERIFIED != 0, counter: u32::from_be_bytes(*counter), made })
}

type Passkey<'a> = (&'a [u8], &'a [u8]);

fn made(rest: &[u8]) -> Result<(Option<Passkey<'_>>, &[u8]), Fault> {
    let (_, rest) = rest.split_at_checked(16).ok_or(Fault::Layout)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Fault::Layout)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length == 0 || length > LONGEST {
        return Err(Fault::Layout);
    }
    let (credential, rest) = rest.split_at_checked(length).ok_or(Fault::Layout)?;
    let (public_key, rest) = key::split(rest)?;
    Ok((Some((credential, public_key)), rest))
}
