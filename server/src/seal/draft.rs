//! The keys of one draft, all made from the secret that only the respondent's cookie holds. What the database keeps of
//! a draft (its id) leads back to none of them; once the cookie is gone, nobody can open the draft.

use zeroize::Zeroizing;

use super::{DataKey, alphabet, broken, codes, derive, envelope, exactly, payload};
use crate::{Result, chance};

const SALT: &[u8] = b"tidemark draft";

/// The secret in the cookie: 256 bits.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// A new secret.
    pub fn new() -> Self {
        Self(Zeroizing::new(chance::bytes()))
    }

    /// Reads what [`Secret::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(alphabet::read(text).filter(|_| text.len() == 52)?);
        exactly(&bytes).ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// As it stands in the cookie.
    pub fn write(&self) -> String {
        alphabet::write(&*self.0)
    }

    /// The bytes, only to be wrapped under a resume code.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads bytes that were wrapped under a resume code.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(Self(Zeroizing::new(exactly(bytes)?)))
    }

    /// The id under which the database keeps the draft.
    pub fn id(&self) -> Vec<u8> {
        self.part(b"id").to_vec()
    }

    /// The same for every try to send this draft, even after it is gone.
    pub fn submission_key(&self) -> Vec<u8> {
        self.part(b"submission").to_vec()
    }

    /// The code that takes the response back, normalised: 14 letters and their check.
    pub fn withdraw_code(&self) -> String {
        let letters: String =
            alphabet::write(&self.part(b"withdraw")[..9]).chars().take(codes::Kind::Withdraw.letters()).collect();
        let check = alphabet::check(&letters, 0);
        format!("{letters}{check}")
    }

    /// Seals the draft's content, tied to its id and padded.
    pub fn seal(&self, plain: Vec<u8>) -> Vec<u8> {
        envelope::seal_with(&self.key(), 0, &self.id(), &Zeroizing::new(payload::pad(plain)))
    }

    /// Opens what [`Secret::seal`] sealed.
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let padded = Zeroizing::new(envelope::open_with(&self.key(), &self.id(), sealed)?);
        payload::unpad(&padded).map(|plain| Zeroizing::new(plain.to_vec())).map_err(|_| broken())
    }

    fn key(&self) -> DataKey {
        DataKey(self.part(b"key"))
    }

    fn part(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        derive(&*self.0, SALT, &[purpose])
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    //! A respondent holds a cookie; a stranger holds the database.

    use super::*;

    #[test]
    fn a_draft_opens_with_its_own_secret_only() {
        let (own, other) = (Secret::new(), Secret::new());
        let sealed = own.seal(b"words".to_vec());
        assert_eq!(own.open(&sealed).unwrap().as_slice(), b"words");
        assert!(other.open(&sealed).is_err());
    }

    #[test]
    fn the_secret_survives_the_cookie_and_nothing_else_is_taken() {
        let secret = Secret::new();
        assert_eq!(Secret::read(&secret.write()).unwrap().id(), secret.id());
        for wrong in ["", "0", "%%%", &"Z".repeat(51), &"I".repeat(52)] {
            assert!(Secret::read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_withdraw_code_can_be_typed() {
        let code = Secret::new().withdraw_code();
        assert_eq!(codes::read(codes::Kind::Withdraw, &codes::show(&code).to_lowercase()), Some(code));
    }
}
