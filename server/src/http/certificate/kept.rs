//! What is kept of it in the data folder, for this user alone: the account's key, and the certificate with its key, by
//! server and by names, so that a try-out server's certificate is never taken for another's.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};

use super::key::Key;
use crate::{Error, Result, chance};

/// A certificate that was obtained longer ago is obtained anew. Those of Let's Encrypt last 90 days, and 45 from 2028.
const FRESH: Duration = Duration::from_secs(20 * 24 * 3600);

/// The files of one server and some names.
pub struct Kept {
    folder: PathBuf,
    names: String,
}

impl Kept {
    /// Makes the folder where it is not there.
    pub fn of(data: &Path, directory: &str, names: &[String]) -> Result<Self> {
        let server: String = Sha256::digest(directory).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let folder = data.join("acme").join(server);
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(|_| unwritable(&folder))?;
        Ok(Self { folder, names: names.join("+") })
    }

    fn chain(&self) -> PathBuf {
        self.folder.join(format!("{}.pem", self.names))
    }

    fn key(&self) -> PathBuf {
        self.folder.join(format!("{}.key", self.names))
    }

    /// The certificate of these names, if there is one.
    pub fn certificate(&self) -> Result<Option<CertifiedKey>> {
        let (Some(key), true) = (read(&self.key())?, self.chain().exists()) else { return Ok(None) };
        let wrong = || Error::Invalid("certificate-wrong", self.chain().display().to_string());
        let chain = CertificateDer::pem_file_iter(self.chain())
            .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>)
            .map_err(|_| wrong())?;
        let provider = rustls::crypto::ring::default_provider();
        CertifiedKey::from_der(chain, PrivateKeyDer::Pkcs8(key.into()), &provider).map(Some).map_err(|_| wrong())
    }

    /// Whether it was obtained lately.
    pub fn is_fresh(&self) -> bool {
        let written = fs::metadata(self.chain()).and_then(|known| known.modified());
        let written = written.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let now = Duration::from_secs(u64::try_from(chance::now()).unwrap_or(0));
        written.is_some_and(|written| now.saturating_sub(written) < FRESH)
    }

    /// Keeps a certificate with its key.
    pub fn keep(&self, key: &Key, chain: &str) -> Result<()> {
        write(&self.key(), key.as_bytes())?;
        write(&self.chain(), chain.as_bytes())
    }

    /// The key of the account at the server; a new one is kept before it is used.
    pub fn account(&self) -> Result<Key> {
        let file = self.folder.join("account.key");
        if let Some(bytes) = read(&file)? {
            return Key::read(bytes);
        }
        let key = Key::new()?;
        write(&file, key.as_bytes())?;
        Ok(key)
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::internal("a key of certificates", error)),
    }
}

/// The old bytes or the new ones, never half of them.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let new = path.with_extension("new");
    let written = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new);
    let written = written.and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.and_then(|()| fs::rename(&new, path)).map_err(|_| unwritable(path))
}

fn unwritable(path: &Path) -> Error {
    Error::Invalid("folder-unwritable", path.display().to_string())
}

#[cfg(test)]
mod tests {
    //! Keys are kept, and a certificate grows old.

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_kept_is_for_its_names_and_server_alone_and_ages() {
        let data = std::env::temp_dir().join(format!("tidemark-kept-{}", chance::id()));
        let of = |server: &str, name: &str| Kept::of(&data, server, &[name.to_owned()]).unwrap();
        let kept = of("https://one/", "a.example");
        assert!(kept.certificate().unwrap().is_none() && !kept.is_fresh());
        let account = kept.account().unwrap();
        assert_eq!(of("https://one/", "b.example").account().unwrap().as_bytes(), account.as_bytes());
        assert_ne!(of("https://two/", "a.example").account().unwrap().as_bytes(), account.as_bytes(), "another server");
        kept.keep(&Key::new().unwrap(), "no certificate").unwrap();
        assert!(kept.is_fresh() && kept.certificate().is_err(), "half a certificate is none");
        assert!(of("https://one/", "b.example").certificate().unwrap().is_none(), "another name");
        assert_eq!(fs::metadata(kept.key()).unwrap().permissions().mode() & 0o777, 0o600);
        let file = fs::File::options().write(true).open(kept.chain()).unwrap();
        let old = UNIX_EPOCH + Duration::from_secs(chance::now() as u64) - FRESH - Duration::from_secs(60);
        file.set_modified(old).unwrap();
        assert!(!kept.is_fresh());
        fs::remove_dir_all(data).unwrap();
    }
}
