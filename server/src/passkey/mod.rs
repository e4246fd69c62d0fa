//! Passkeys: what a browser says that a device signed is checked here (WebAuthn level 3, sections 7.1 and 7.2, without
//! attestation: which make a device is of is nobody's business). Pure: who is asked what, and what is kept, is left to
//! `store` and `http`. To take another kind of key: a layout in `key.rs` and its number in [`KINDS`].

mod client;
mod device;
mod key;

pub use key::KINDS;

/// Bytes that a device is asked to sign, new for every question.
pub type Challenge = [u8; 32];

/// The house as browsers know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The name of the host; a passkey works there and nowhere else.
    pub id: String,
    /// The whole origin.
    pub origin: String,
}

impl Party {
    /// The party of an origin; none where its host is no name, which browsers refuse.
    pub fn of(origin: &str) -> Option<Self> {
        let (_, rest) = origin.split_once("://")?;
        let host = rest.split(':').next().unwrap_or_default();
        let is_name = !host.is_empty() && !host.starts_with('[') && host.parse::<std::net::Ipv4Addr>().is_err();
        is_name.then(|| Self { id: host.to_owned(), origin: origin.to_owned() })
    }
}

/// A passkey that a device has just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What the device calls it.
    pub credential: Vec<u8>,
    /// Its public key, as the device gave it (COSE).
    pub public_key: Vec<u8>,
    /// Signatures so far; 0 where the device does not count.
    pub counter: u32,
}

/// What is known of a passkey that signs.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its public key.
    pub public_key: &'a [u8],
    /// Signatures before this one.
    pub counter: u32,
}

/// What a browser sends of a signature.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// What the browser says was asked, by whom (`clientDataJSON`).
    pub client: Vec<u8>,
    /// What the device says (`authenticatorData`).
    pub data: Vec<u8>,
    /// Its signature over both.
    pub signature: Vec<u8>,
}

/// Why something is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not laid out as it must be.
    Layout,
    /// Signed for something else than was asked.
    Purpose,
    /// Another question's answer, or the same once more.
    Challenge,
    /// Asked by a page of somebody else.
    Origin,
    /// For another house.
    Party,
    /// Nobody touched the device.
    Absent,
    /// The device did not make sure who touched it.
    Unverified,
    /// A kind of key that is not read here.
    Kind,
    /// Not signed by this passkey.
    Signature,
    /// The device counts, and has counted less than before: there are two of it.
    Copied,
}

/// Reads a passkey that a device has just made. There is no signature to check: nothing is believed of the device.
pub fn make(party: &Party, challenge: &Challenge, client: &[u8], data: &[u8]) -> Result<Made, Fault> {
    client::check(client, "webauthn.create", challenge, party)?;
    let said = device::read(data, party)?;
    let (credential, public_key) = said.made.ok_or(Fault::Layout)?;
    key::check(public_key)?;
    Ok(Made { credential: credential.to_vec(), public_key: public_key.to_vec(), counter: said.counter })
}

/// Whether a passkey signed this question; gives how often it has signed now. With `verified` the device must have made
/// sure who touched it, by a finger, a face or a number.
pub fn check(
    party: &Party,
    challenge: &Challenge,
    known: Known<'_>,
    signed: &Signed,
    verified: bool,
) -> Result<u32, Fault> {
    client::check(&signed.client, "webauthn.get", challenge, party)?;
    let said = device::read(&signed.data, party)?;
    if verified && !said.verified {
        return Err(Fault::Unverified);
    }
    key::verify(known.public_key, &signed.data, &signed.client, &signed.signature)?;
    let counts = said.counter > 0 || known.counter > 0;
    if counts && said.counter <= known.counter { Err(Fault::Copied) } else { Ok(said.counter) }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads what [`hex`] wrote; none where it is something else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests;
