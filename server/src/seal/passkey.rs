//! A person's key under a secret that only one passkey gives (the PRF of WebAuthn level 3, section 10.1.4): 256 bits that
//! the device makes from a key of its own, after it made sure who touched it. Nothing can be guessed, so nothing is
//! stretched. What the passphrase opens stays as it is.

use zeroize::Zeroizing;

use super::{DataKey, PrivateKey, broken, derive, envelope, exactly};
use crate::{Error, Result};

/// What devices are given to make their secret from. Never changes: another one would be another secret.
pub const ASKED: &[u8] = b"tidemark unlock 1";

/// The secret of one passkey. Wiped when dropped.
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// Reads 32 bytes; `passkey-no-secret` where they are others.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes = exactly(bytes).map_err(|_| Error::Invalid("passkey-no-secret", String::new()))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    fn key(&self, credential: &[u8]) -> DataKey {
        DataKey(derive(&*self.0, credential, &[b"tidemark passkey unlock 1"]))
    }
}

/// The person's key, to be opened by the secret of the passkey with this name.
pub fn wrap(secret: &Secret, credential: &[u8], private: &PrivateKey) -> Vec<u8> {
    envelope::seal_with(&secret.key(credential), 0, credential, private.as_bytes())
}

/// Opens what [`wrap`] made; `seal-broken` where the secret is another one.
pub fn unlock(secret: &Secret, credential: &[u8], wrapped: &[u8]) -> Result<PrivateKey> {
    let private = envelope::open_with(&secret.key(credential), credential, wrapped).map_err(|_| broken())?;
    PrivateKey::from_bytes(&Zeroizing::new(private))
}

#[cfg(test)]
mod tests {
    //! Olive's passkey unlocks; Rosa's does not.

    use super::*;

    #[test]
    fn one_passkey_opens_and_no_other() {
        let private = PrivateKey::new();
        let (own, other) = (Secret::from_bytes(&[1; 32]).unwrap(), Secret::from_bytes(&[2; 32]).unwrap());
        let wrapped = wrap(&own, b"olive", &private);
        assert_eq!(unlock(&own, b"olive", &wrapped).unwrap().public(), private.public());
        assert!(unlock(&other, b"olive", &wrapped).is_err());
        assert!(unlock(&own, b"rosa", &wrapped).is_err(), "moved to another passkey");
        assert!(Secret::from_bytes(&[1; 31]).is_err() && Secret::from_bytes(&[]).is_err());
    }
}
