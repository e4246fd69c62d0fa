//! A key of the curve P-256 and what is signed with it: the wish for a certificate (PKCS #10), the proof of a name
//! (RFC 8737), letters to a server (ES256). The two structures are written out in DER, since they never change.

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair,
};
use zeroize::Zeroizing;

use crate::{Error, Result};

const BOOLEAN: u8 = 0x01;
const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const NAME: u8 = 0x06;
const TEXT: u8 = 0x0c;
const SHORT_TIME: u8 = 0x17;
const LONG_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const DNS_NAME: u8 = 0x82;
const CONTEXT: u8 = 0xa0;

/// Names of things (object identifiers), as DER has them.
const EC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const P_256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const ECDSA_SHA_256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const OTHER_NAMES: &[u8] = &[0x55, 0x1d, 0x11];
const EXTENSIONS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x0e];
const ACME: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x1f];

/// A private key.
pub struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// A new key. Its randomness is the library's own, which takes no other.
    pub fn new() -> Result<Self> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
        let made = made.map_err(|error| Error::internal("a key", error))?;
        Ok(Self(Zeroizing::new(made.as_ref().to_vec())))
    }

    /// Reads what [`Key::as_bytes`] gave.
    pub fn read(bytes: Vec<u8>) -> Result<Self> {
        let key = Self(Zeroizing::new(bytes));
        key.pair(&ECDSA_P256_SHA256_ASN1_SIGNING).map(|_| key)
    }

    /// PKCS #8, DER.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The public half, uncompressed: 4, then x and y of 32 bytes each.
    pub fn point(&self) -> Result<Vec<u8>> {
        Ok(self.pair(&ECDSA_P256_SHA256_ASN1_SIGNING)?.public_key().as_ref().to_vec())
    }

    /// Signs as ES256 does: r and s of 32 bytes each.
    pub fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.sign_as(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes)
    }

    /// The wish for a certificate of these names.
    pub fn request(&self, names: &[String]) -> Result<Vec<u8>> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let wanted = der(SEQUENCE, &[&other_names(&names)]);
        let attribute = der(SEQUENCE, &[&der(NAME, &[EXTENSIONS]), &der(SET, &[&wanted])]);
        let (version, nobody) = (der(INTEGER, &[&[0]]), der(SEQUENCE, &[]));
        let body = der(SEQUENCE, &[&version, &nobody, &self.public()?, &der(CONTEXT, &[&attribute])]);
        self.signed(&body)
    }

    /// The certificate that proves a name to whoever asks for it with this digest: nobody else could make one.
    pub fn proof(&self, name: &str, digest: &[u8]) -> Result<Vec<u8>> {
        let who = der(SEQUENCE, &[&der(NAME, &[COMMON_NAME]), &der(TEXT, &[b"proof"])]);
        let who = der(SEQUENCE, &[&der(SET, &[&who])]);
        let always = der(SEQUENCE, &[&der(SHORT_TIME, &[b"200101000000Z"]), &der(LONG_TIME, &[b"99991231235959Z"])]);
        let answer = der(OCTETS, &[&der(OCTETS, &[digest])]);
        let answer = der(SEQUENCE, &[&der(NAME, &[ACME]), &der(BOOLEAN, &[&[0xff]]), &answer]);
        let extensions = der(SEQUENCE, &[&other_names(&[name]), &answer]);
        let (version, number) = (der(CONTEXT, &[&der(INTEGER, &[&[2]])]), der(INTEGER, &[&[1]]));
        let body = [&version, &number, &signature(), &who, &always, &who, &self.public()?];
        let mut parts: Vec<&[u8]> = body.iter().map(|part| part.as_slice()).collect();
        let extensions = der(CONTEXT | 3, &[&extensions]);
        parts.push(&extensions);
        self.signed(&der(SEQUENCE, &parts))
    }

    fn public(&self) -> Result<Vec<u8>> {
        let kind = der(SEQUENCE, &[&der(NAME, &[EC_KEY]), &der(NAME, &[P_256])]);
        Ok(der(SEQUENCE, &[&kind, &der(BITS, &[&[0], &self.point()?])]))
    }

    fn signed(&self, body: &[u8]) -> Result<Vec<u8>> {
        let made = self.sign_as(&ECDSA_P256_SHA256_ASN1_SIGNING, body)?;
        Ok(der(SEQUENCE, &[body, &signature(), &der(BITS, &[&[0], &made])]))
    }

    fn sign_as(&self, way: &'static EcdsaSigningAlgorithm, bytes: &[u8]) -> Result<Vec<u8>> {
        let signed = self.pair(way)?.sign(&SystemRandom::new(), bytes);
        signed.map(|made| made.as_ref().to_vec()).map_err(|error| Error::internal("a signature", error))
    }

    fn pair(&self, way: &'static EcdsaSigningAlgorithm) -> Result<EcdsaKeyPair> {
        EcdsaKeyPair::from_pkcs8(way, &self.0, &SystemRandom::new()).map_err(|error| Error::internal("a key", error))
    }
}

fn signature() -> Vec<u8> {
    der(SEQUENCE, &[&der(NAME, &[ECDSA_SHA_256])])
}

fn other_names(names: &[&str]) -> Vec<u8> {
    let names: Vec<Vec<u8>> = names.iter().map(|name| der(DNS_NAME, &[name.as_bytes()])).collect();
    let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    der(SEQUENCE, &[&der(NAME, &[OTHER_NAMES]), &der(OCTETS, &[&der(SEQUENCE, &names)])])
}

/// A tag, a length, and what belongs to it.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = vec![tag];
    match u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes() {
        [0, short @ 0..=0x7f] => bytes.push(short),
        [0, short] => bytes.extend([0x81, short]),
        [high, low] => bytes.extend([0x82, high, low]),
    }
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes
}

#[cfg(test)]
mod tests {
    //! A name needs a certificate.

    use super::*;

    #[test]
    fn lengths_are_written_short_and_long() {
        assert_eq!(der(OCTETS, &[&[7; 3]]), [4, 3, 7, 7, 7]);
        assert_eq!(der(OCTETS, &[&[7; 200]])[..3], [4, 0x81, 200]);
        assert_eq!(der(OCTETS, &[&[7; 100], &[7; 200]])[..4], [4, 0x82, 1, 44]);
    }

    #[test]
    fn a_key_can_be_kept_and_what_is_none_is_refused() {
        let key = Key::new().unwrap();
        let again = Key::read(key.as_bytes().to_vec()).unwrap();
        assert_eq!(again.point().unwrap(), key.point().unwrap());
        assert_eq!((key.point().unwrap().len(), key.sign(b"words").unwrap().len()), (65, 64));
        assert!(Key::read(b"no key".to_vec()).is_err());
    }

    #[test]
    fn a_request_and_a_proof_tell_the_names() {
        let key = Key::new().unwrap();
        let request = key.request(&["a.example".to_owned(), "b.example".to_owned()]).unwrap();
        let proof = key.proof("a.example", &[7; 32]).unwrap();
        let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(holds(&request, b"a.example") && holds(&request, b"b.example") && holds(&proof, b"a.example"));
        assert!(holds(&proof, &[7; 32]) && holds(&proof, ACME) && holds(&proof, &key.point().unwrap()));
    }
}
