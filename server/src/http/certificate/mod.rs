//! The certificate that listeners present where it comes by ACME (RFC 8555): obtained at the start, kept in the data
//! folder, obtained anew in time, without a new start. That a name is ours is proved on the same listeners, inside TLS
//! (tls-alpn-01, RFC 8737), so that no other port and no proxy is needed. Nothing else in the program asks anybody
//! outside anything; what is told is the names alone.

mod account;
mod acme;
mod ask;
mod kept;
mod key;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::{Error, Result};
use key::Key;

pub use acme::keep;

/// What somebody who wants a proof speaks instead of HTTP.
pub const PROOF: &[u8] = b"acme-tls/1";

/// The certificate of the listeners, none before the first has come; and the proofs that names are ours, for as long as
/// they are asked for.
#[derive(Debug, Default)]
pub struct Presented {
    current: RwLock<Option<Arc<CertifiedKey>>>,
    proofs: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl Presented {
    fn show(&self, certificate: CertifiedKey) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(certificate));
    }

    fn is_empty(&self) -> bool {
        self.current.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Shows whoever asks for it that a name is ours.
    fn prove(&self, name: &str, digest: &[u8]) -> Result<()> {
        let key = Key::new()?;
        let certificate = CertificateDer::from(key.proof(name, digest)?);
        let private = PrivateKeyDer::Pkcs8(key.as_bytes().to_vec().into());
        let private = rustls::crypto::ring::default_provider().key_provider.load_private_key(private);
        let private = private.map_err(|error| Error::internal("a proof of a name", error))?;
        // Not looked at any further: its extension is one that an ordinary certificate must not have.
        let proof = CertifiedKey::new(vec![certificate], private);
        let mut proofs = self.proofs.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.insert(name.to_ascii_lowercase(), Arc::new(proof));
        Ok(())
    }

    fn forget_proofs(&self) {
        self.proofs.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl ResolvesServerCert for Presented {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        if hello.alpn().is_some_and(|mut spoken| spoken.any(|protocol| protocol == PROOF)) {
            let name = hello.server_name()?.to_ascii_lowercase();
            return self.proofs.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        }
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The names of origins that a certificate is wanted for. An address in numbers has no name: `acme-name`.
pub fn names<'a>(origins: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for origin in origins {
        let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
        let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
        let is_number = name.starts_with('[') || name.parse::<std::net::Ipv4Addr>().is_ok();
        if is_number || name.is_empty() {
            return Err(Error::Invalid("acme-name", origin.to_owned()));
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() { Err(Error::Invalid("acme-name", "–".to_owned())) } else { Ok(names) }
}

#[cfg(test)]
mod tests {
    //! Two planes have a name or two, and one is to be proved.

    use super::*;

    #[test]
    fn a_certificate_is_for_the_names_of_the_origins_each_once() {
        let told = |origins: &[&'static str]| names(origins.iter().copied()).map_err(|error| error.to_string());
        assert_eq!(told(&["https://a.example"]).unwrap(), ["a.example"]);
        assert_eq!(told(&["https://a.example", "https://a.example:8443"]).unwrap(), ["a.example"]);
        assert_eq!(told(&["https://a.example", "https://b.example:8443"]).unwrap(), ["a.example", "b.example"]);
        for wrong in ["https://192.0.2.7", "https://[2001:db8::1]", "https://[2001:db8::1]:8443"] {
            assert!(told(&[wrong]).is_err_and(|error| error.contains("acme-name")), "{wrong}");
        }
        assert!(told(&[]).is_err());
    }

    #[test]
    fn a_proof_is_shown_until_it_is_forgotten() {
        let presented = Presented::default();
        let shown = || presented.proofs.lock().unwrap().contains_key("a.example");
        assert!(presented.is_empty() && !shown());
        presented.prove("A.example", &[7; 32]).unwrap();
        assert!(shown() && presented.is_empty(), "a proof is no certificate");
        presented.forget_proofs();
        assert!(!shown());
    }
}
