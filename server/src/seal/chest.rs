//! Whole files for the recovery kit, in the `age` format: the kit's key is an `age` key in other letters.

use std::io::{BufRead, Read, Write};

use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use super::{PrivateKey, PublicKey, broken};
use crate::{Error, Result};

/// The kit's public half as `age` writes it: `age1…`.
pub fn recipient(key: &PublicKey) -> Result<String> {
    bech32::encode::<Bech32>(Hrp::parse("age").map_err(|_| broken())?, key.as_bytes()).map_err(|_| broken())
}

/// Begins an encrypted file; call `finish` on the writer, or the file will not open.
pub fn lock<W: Write>(to: &PublicKey, output: W) -> Result<age::stream::StreamWriter<W>> {
    let recipient: age::x25519::Recipient = recipient(to)?.parse().map_err(|_| broken())?;
    age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|error| Error::internal("encrypting", error))?
        .wrap_output(output)
        .map_err(|error| Error::internal("encrypting", error))
}

/// Opens an encrypted file. Another kit's key is `kit-other`; what is no such file is `backup-damaged`.
pub fn unlock<R: BufRead>(key: &PrivateKey, input: R) -> Result<impl Read> {
    let hrp = Hrp::parse("age-secret-key-").map_err(|_| broken())?;
    let letters = bech32::encode_upper::<Bech32>(hrp, key.as_bytes()).map_err(|_| broken())?;
    let identity: age::x25519::Identity = Zeroizing::new(letters).parse().map_err(|_| broken())?;
    let damaged = |_| Error::Invalid("backup-damaged", String::new());
    let locked = age::Decryptor::new_buffered(input).map_err(damaged)?;
    let opened = locked.decrypt(std::iter::once(&identity as &dyn age::Identity));
    opened.map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => Error::Invalid("kit-other", String::new()),
        other => damaged(other),
    })
}

#[cfg(test)]
mod tests {
    //! A coordinator keeps a backup on a stick; the kit is in the safe.

    use super::*;

    fn locked(to: &PublicKey) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = lock(to, &mut file).unwrap();
        writer.write_all(b"everything").unwrap();
        writer.finish().unwrap();
        file
    }

    fn opened(key: &PrivateKey, file: &[u8]) -> Result<Vec<u8>> {
        let mut plain = Vec::new();
        let read = unlock(key, file)?.read_to_end(&mut plain);
        read.map_err(|_| Error::Invalid("backup-damaged", String::new()))?;
        Ok(plain)
    }

    #[test]
    fn the_kit_opens_what_was_locked_for_it_and_no_other_kit_does() {
        let key = PrivateKey::new();
        assert_eq!(opened(&key, &locked(&key.public())).unwrap(), b"everything");
        let other = opened(&PrivateKey::new(), &locked(&key.public()));
        assert!(matches!(other, Err(Error::Invalid("kit-other", _))));
    }

    #[test]
    fn a_file_that_was_cut_or_changed_does_not_open() {
        let key = PrivateKey::new();
        let file = locked(&key.public());
        for length in 0..file.len() {
            assert!(opened(&key, &file[..length]).is_err(), "cut at {length}");
        }
        let mut changed = file.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(opened(&key, &changed).is_err());
    }

    #[test]
    fn the_recipient_is_written_as_age_writes_it() {
        let letters = recipient(&PrivateKey::from_bytes(&[1; 32]).unwrap().public()).unwrap();
        assert!(letters.starts_with("age1") && letters.len() == 62);
        assert!(letters.parse::<age::x25519::Recipient>().is_ok());
    }
}
