//! Who asks a server for certificates: a key, and letters that are signed with it (RFC 7515, RFC 8555 section 6.2).

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::key::Key;
use crate::Result;

/// An account at a server.
pub struct Account {
    key: Key,
    /// The account's address, once the server has told it.
    pub address: Option<String>,
}

impl Account {
    /// The account of a key, which may be new.
    pub fn of(key: Key) -> Self {
        Self { key, address: None }
    }

    /// A letter to an address of the server; an empty one only asks.
    pub fn letter(&self, to: &str, nonce: &str, words: &str) -> Result<String> {
        let mut head = json!({ "alg": "ES256", "nonce": nonce, "url": to });
        match &self.address {
            Some(address) => head["kid"] = json!(address),
            None => head["jwk"] = self.public()?,
        }
        let (head, words) = (base64(head.to_string().as_bytes()), base64(words.as_bytes()));
        let signature = base64(&self.key.sign(format!("{head}.{words}").as_bytes())?);
        Ok(json!({ "protected": head, "payload": words, "signature": signature }).to_string())
    }

    /// What proves to the server that a name is ours: the digest of its token and our key.
    pub fn answer(&self, token: &str) -> Result<Vec<u8>> {
        // Keys in the order of the alphabet, no spaces: so it is said in RFC 7638, and so values are written.
        let thumb = base64(&Sha256::digest(self.public()?.to_string()));
        Ok(Sha256::digest(format!("{token}.{thumb}")).to_vec())
    }

    fn public(&self) -> Result<Value> {
        let point = self.key.point()?;
        let (x, y) = point[1..].split_at(32);
        Ok(json!({ "crv": "P-256", "kty": "EC", "x": base64(x), "y": base64(y) }))
    }
}

/// Bytes as letters, for addresses, without filling (RFC 4648, section 5).
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let number = part.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        let number = number << (8 * (3 - part.len()));
        for place in 0..=part.len() {
            text.push(char::from(LETTERS[(number >> (18 - 6 * place)) as usize & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    //! A letter is written.

    use super::*;

    #[test]
    fn bytes_become_letters_as_in_the_standard() {
        let pairs = [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy")];
        pairs.iter().for_each(|(bytes, letters)| assert_eq!(base64(bytes.as_bytes()), *letters));
        assert_eq!(base64(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn a_public_key_is_written_in_the_order_that_its_digest_needs() {
        let account = Account::of(Key::new().unwrap());
        let text = account.public().unwrap().to_string();
        assert!(text.starts_with("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"") && !text.contains(' '), "{text}");
        assert!(text.find("\"x\"") < text.find("\"y\""));
        assert_eq!(account.answer("token").unwrap().len(), 32);
    }

    #[test]
    fn a_letter_names_the_key_until_the_account_has_an_address() {
        let mut account = Account::of(Key::new().unwrap());
        let first = account.letter("https://server/new", "nonce", "{}").unwrap();
        account.address = Some("https://server/account/1".into());
        let later = account.letter("https://server/new", "nonce", "").unwrap();
        let length = |letter: &str| {
            let letter: Value = serde_json::from_str(letter).unwrap();
            (letter["protected"].as_str().unwrap().len(), letter["payload"].as_str().unwrap().len())
        };
        assert!(length(&first).0 > length(&later).0 && length(&first).1 == 3 && length(&later).1 == 0);
    }
}
