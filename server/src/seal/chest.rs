//! Whole files for the recovery kit, in the `age` format: the kit's key is an `age` key in other letters.

use std::collections::HashSet;
use std::io::{BufRead, Read, Write};

use age_core::format::{FileKey, Stanza};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use super::{PrivateKey, PublicKey, broken, derive};
use crate::{Error, Result};

/// The kit's public half as `age` writes it: `age1…`.
pub fn recipient(key: &PublicKey) -> Result<String> {
    bech32::encode::<Bech32>(Hrp::parse("age").map_err(|_| broken())?, key.as_bytes()).map_err(|_| broken())
}

/// How the line of a file's head begins that tells which installation it is of.
const MARK: &str = "tidemark";

/// By what an installation knows files of its own: from the hash of its first act, of which nothing can be learnt here.
pub fn mark_of(first_act: &[u8]) -> String {
    let mark = derive(first_act, b"", &[b"tidemark backup mark 1"]);
    mark[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The mark in the head of a file, in clear; none where it has none.
pub fn mark(start: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(start);
    let mut lines = head.lines().take_while(|line| !line.starts_with("---"));
    lines.find_map(|line| line.strip_prefix("-> ")?.strip_prefix(MARK)?.strip_prefix(' ').map(str::to_owned))
}

/// Whoever may open a file, and a line that other programs pass over.
struct Marked {
    key: age::x25519::Recipient,
    mark: Option<String>,
}

impl age::Recipient for Marked {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> std::result::Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let (mut stanzas, labels) = self.key.wrap_file_key(file_key)?;
        let line = |mark: &String| Stanza { tag: MARK.to_owned(), args: vec![mark.clone()], body: Vec::new() };
        stanzas.extend(self.mark.iter().map(line));
        Ok((stanzas, labels))
    }
}

/// Begins an encrypted file, with the mark of its installation in clear where it has one; call `finish` on the writer, or
/// the file will not open.
pub fn lock<W: Write>(to: &PublicKey, mark: Option<String>, output: W) -> Result<age::stream::StreamWriter<W>> {
    let recipient = Marked { key: recipient(to)?.parse().map_err(|_| broken())?, mark };
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
        let mut writer = lock(to, Some(mark_of(b"first")), &mut file).unwrap();
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
    fn a_file_tells_of_which_installation_it_is_and_no_more() {
        let key = PrivateKey::new();
        let own = mark_of(b"first");
        assert_eq!(mark(&locked(&key.public())), Some(own.clone()));
        assert!(own.len() == 16 && own != mark_of(b"another"));
        let mut plain = Vec::new();
        lock(&key.public(), None, &mut plain).unwrap().finish().unwrap();
        assert_eq!(mark(&plain), None, "control");
        assert_eq!(
            mark(b"age-encryption.org/v1\n--- x\n-> tidemark later\n"),
            None,
            "what follows the head is no head"
        );
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
