//! Codes that people type: to begin once, to resume, to withdraw, to join as staff.
//!
//! The database knows a code only by its keyed hash; the key is a file of the installation ([`Installation`]), so a
//! copy of the database alone cannot be searched for codes. To add a kind: a variant and its length.

use std::{io::Write, path::Path};

use zeroize::Zeroizing;

use super::{DataKey, alphabet, derive, exactly};
use crate::{Error, Result, chance};

/// The name of the secret in the data folder.
pub const FILE: &str = "installation.secret";

/// What a code is for. The same letters for two purposes have two hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Begins one answer: 8 letters and a check, short enough for a phone call.
    SingleUse,
    /// The same for all who begin through one link: as long, since it is said aloud, too.
    Shared,
    /// Opens what comes after in a draft: 14 letters (70 bits) and a check.
    Resume,
    /// Takes a response back: 14 letters and a check.
    Withdraw,
    /// Lets a colleague in: 14 letters and a check.
    Invitation,
    /// Shows one draft of a release to somebody outside: 14 letters and a check.
    Review,
    /// Stands for the second proof, once, where the device is not at hand: 8 letters and a check.
    Spare,
}

impl Kind {
    pub(super) fn letters(self) -> usize {
        match self {
            Self::SingleUse | Self::Shared | Self::Spare => 8,
            Self::Resume | Self::Withdraw | Self::Invitation | Self::Review => 14,
        }
    }

    fn name(self) -> &'static [u8] {
        match self {
            Self::SingleUse => b"single-use",
            Self::Shared => b"shared",
            Self::Resume => b"resume",
            Self::Withdraw => b"withdraw",
            Self::Invitation => b"invitation",
            Self::Review => b"review",
            Self::Spare => b"spare",
        }
    }
}

/// A new code, normalised. Show it through [`show`].
pub fn new_code(kind: Kind) -> String {
    let letters = alphabet::random(kind.letters());
    let check = alphabet::check(&letters, 0);
    format!("{letters}{check}")
}

/// The code as it is printed, said and shown: groups of three letters, five for the long ones.
pub fn show(code: &str) -> String {
    alphabet::group(code, if code.len().is_multiple_of(5) { 5 } else { 3 })
}

/// The normalised code that somebody meant, or `None` when it cannot be one (then nothing is looked up).
pub fn read(kind: Kind, typed: &str) -> Option<String> {
    alphabet::normalise(typed).filter(|code| code.len() == kind.letters() + 1 && alphabet::is_checked(code, 0))
}

/// What the database keeps instead of a normalised code.
pub fn hash(installation: &Installation, kind: Kind, code: &str) -> Vec<u8> {
    derive(code.as_bytes(), &*installation.0, &[b"tidemark code hash ", kind.name()]).to_vec()
}

/// A key that only the holder of a normalised code has (and this installation): wraps a draft's secret.
pub fn key(installation: &Installation, kind: Kind, code: &str) -> DataKey {
    DataKey(derive(code.as_bytes(), &*installation.0, &[b"tidemark code key ", kind.name()]))
}

/// What a browser holds in which a person has signed in, as hexadecimal digits. It opens nothing: by it such a browser is
/// told from those of strangers who try the person's name.
pub fn device(installation: &Installation, person: &str) -> String {
    let known = derive(person.as_bytes(), &*installation.0, &[b"tidemark device ", b""]);
    known.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The secret of the installation: a file in the data folder, beside the database and in every backup.
#[derive(Clone)]
pub struct Installation(Zeroizing<[u8; 32]>);

impl Installation {
    /// Reads the secret of a data folder; `None` where there is no such file, `secret-other` where it is something else.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let other = |_| Error::Invalid("secret-other", folder.display().to_string());
        match std::fs::read(folder.join(FILE)) {
            Ok(bytes) => Ok(Some(Self(Zeroizing::new(exactly(&bytes).map_err(other)?)))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                Err(crate::rights::unreadable(&folder.join(FILE)))
            }
            Err(error) => Err(Error::internal("the installation's secret", error)),
        }
    }

    /// A new secret that is no file yet.
    pub fn fresh() -> Self {
        Self(Zeroizing::new(chance::bytes()))
    }

    /// Makes the secret of a data folder that has none. Whether that is right is known where the database is
    /// (`store::installation`): with a new secret every code that was given out is dead.
    pub fn make(folder: &Path) -> Result<Self> {
        let secret = Self::fresh();
        secret.keep(&folder.join(FILE))?;
        Ok(secret)
    }

    /// Puts a secret back into an empty data folder.
    pub fn restore(folder: &Path, bytes: &[u8]) -> Result<Self> {
        let secret = Self(Zeroizing::new(exactly(bytes)?));
        secret.keep(&folder.join(FILE))?;
        Ok(secret)
    }

    /// The bytes, only for an encrypted backup.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// By this the database knows its secret again; nothing can be learnt from it.
    pub fn mark(&self) -> Vec<u8> {
        derive(&*self.0, b"", &[b"tidemark installation mark"]).to_vec()
    }

    /// The key under which secrets of one purpose rest: a copy of the database alone does not open them.
    pub fn key_for(&self, purpose: &str) -> DataKey {
        DataKey(derive(&*self.0, b"", &[b"tidemark rest ", purpose.as_bytes()]))
    }

    /// A moment that only this installation can recognise again, different for every `key`: 32 hexadecimal digits.
    pub fn moment(&self, key: &[u8], moment: i64) -> String {
        let hashed = derive(key, &*self.0, &[b"tidemark moment ", &moment.to_le_bytes()]);
        hashed.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    fn keep(&self, path: &Path) -> Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let doing = "the installation's secret";
        let mut file = options.open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => crate::rights::unwritable(path),
            _ => Error::internal(doing, error),
        })?;
        if let Some(folder) = path.parent() {
            crate::rights::give_to_owner(folder, path);
        }
        file.write_all(&*self.0).and_then(|()| file.sync_all()).map_err(|error| Error::internal(doing, error))
    }
}

impl std::fmt::Debug for Installation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Installation(hidden)")
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator prints codes; respondents type them as people do; a stranger has the database.

    use super::*;

    fn installation(byte: u8) -> Installation {
        Installation(Zeroizing::new([byte; 32]))
    }

    #[test]
    fn a_code_is_read_as_it_is_said() {
        let long = [Kind::Resume, Kind::Withdraw, Kind::Invitation, Kind::Review];
        for kind in [Kind::SingleUse, Kind::Shared, Kind::Spare].into_iter().chain(long) {
            let code = new_code(kind);
            let said = show(&code).to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            assert_eq!(read(kind, &said), Some(code));
        }
        assert_eq!(read(Kind::SingleUse, "hello"), None);
    }

    #[test]
    fn the_printed_form_is_in_groups() {
        assert_eq!(show("4K7XQ2MN8"), "4K7-XQ2-MN8");
        assert_eq!(show("4K7XQ2MN84K7XQ2"), "4K7XQ-2MN84-K7XQ2");
    }

    #[test]
    fn hashes_differ_by_purpose_and_by_installation() {
        let here = hash(&installation(1), Kind::Resume, "4K7");
        assert_eq!(here, hash(&installation(1), Kind::Resume, "4K7"));
        assert_ne!(here, hash(&installation(1), Kind::Withdraw, "4K7"));
        assert_ne!(here, hash(&installation(2), Kind::Resume, "4K7"));
        assert_ne!(here, key(&installation(1), Kind::Resume, "4K7").as_bytes());
    }

    #[test]
    fn a_moment_is_known_again_here_and_tells_nobody_else_anything() {
        let here = installation(1).moment(b"key", 7);
        assert_eq!(here, installation(1).moment(b"key", 7));
        assert!(here.len() == 32 && here.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{here}");
        for other in
            [installation(1).moment(b"key", 8), installation(1).moment(b"yek", 7), installation(2).moment(b"key", 7)]
        {
            assert_ne!(here, other);
        }
    }

    #[test]
    fn the_secret_is_made_once_and_kept() {
        let folder = std::env::temp_dir().join(format!("tidemark-secret-{}", chance::id()));
        std::fs::create_dir(&folder).unwrap();
        assert!(Installation::read(&folder).unwrap().is_none());
        let made = Installation::make(&folder).unwrap();
        assert_eq!(Installation::read(&folder).unwrap().unwrap().as_bytes(), made.as_bytes());
        assert!(Installation::make(&folder).is_err(), "an existing secret is never overwritten");
        assert!(Installation::restore(&folder, &[1; 32]).is_err(), "an existing secret is never overwritten");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
