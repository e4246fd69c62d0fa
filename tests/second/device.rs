//! A device made of software: it says and signs what a key says that somebody touches, and what a forger would. Written
//! from the specification, with nothing of ours.

use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::Value;

/// What a form sends, by field.
pub type Sent = Vec<(&'static str, String)>;

/// A key that one touches.
pub struct Device {
    pair: EcdsaKeyPair,
    credential: Vec<u8>,
    secret: [u8; 32],
    /// Signatures so far; `None` where it does not count.
    pub counter: Option<u32>,
}

/// In what an answer differs from an honest one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slip {
    /// The page that asked is this one.
    pub origin: Option<&'static str>,
    /// It is for this house.
    pub party: Option<&'static str>,
    /// The device did not make sure who touched it.
    pub unverified: bool,
    /// Something else was asked.
    pub challenge: bool,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal")).collect()
}

/// Base 64 for addresses, bit by bit.
fn text(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| (byte >> at) & 1)).collect();
    let number = |six: &[u8]| (0..6).fold(0, |all, at| (all << 1) | usize::from(six.get(at).copied().unwrap_or(0)));
    bits.chunks(6).map(|six| char::from(LETTERS[number(six)])).collect()
}

/// What the script of a page is told to ask.
pub fn asked(page: &str) -> Value {
    let ask = page.split("data-ask=\"").nth(1).expect("the page asks a device").split('"').next().expect("its end");
    serde_json::from_str(&ask.replace("&quot;", "\"").replace("&amp;", "&")).expect("a question")
}

impl Device {
    pub fn new() -> Self {
        let (kind, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let file = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(kind, file.as_ref(), &random).expect("a key");
        let (mut credential, mut secret) = (vec![0; 24], [0; 32]);
        random.fill(&mut credential).expect("randomness");
        random.fill(&mut secret).expect("randomness");
        Self { pair, credential, secret, counter: None }
    }

    fn client(ask: &Value, purpose: &str, slip: Slip) -> String {
        let mut challenge = unhex(ask["challenge"].as_str().expect("a challenge"));
        challenge[0] ^= u8::from(slip.challenge);
        let origin = slip.origin.unwrap_or("http://localhost:42001");
        let challenge = text(&challenge);
        format!(r#"{{"type":"{purpose}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#)
    }

    fn data(&mut self, ask: &Value, made: &[u8], slip: Slip) -> Vec<u8> {
        let party = slip.party.unwrap_or_else(|| ask["party"].as_str().expect("a party"));
        let flags = 1 | if slip.unverified { 0 } else { 4 } | if made.is_empty() { 0 } else { 0x40 };
        self.counter = self.counter.map(|counter| counter + 1);
        let counter = self.counter.unwrap_or(0).to_be_bytes();
        [digest(&SHA256, party.as_bytes()).as_ref(), &[flags], &counter, made].concat()
    }

    /// Makes a passkey.
    pub fn make(&mut self, ask: &Value, slip: Slip) -> Sent {
        assert_eq!(ask["make"], true);
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        let key = [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], x, &b"\x22\x58\x20"[..], y].concat();
        let made = [&[0; 16][..], &[0, 24], &self.credential, &key].concat();
        let (client, data) = (Self::client(ask, "webauthn.create", slip), self.data(ask, &made, slip));
        vec![
            ("challenge", ask["challenge"].as_str().expect("a challenge").to_owned()),
            ("client", hex(client.as_bytes())),
            ("data", hex(&data)),
        ]
    }

    /// Signs, and gives its secret where that is asked for.
    pub fn sign(&mut self, ask: &Value, slip: Slip) -> Sent {
        assert_eq!(ask["make"], false);
        let (client, data) = (Self::client(ask, "webauthn.get", slip), self.data(ask, &[], slip));
        let message = [&data[..], digest(&SHA256, client.as_bytes()).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).expect("signed");
        let mut sent = vec![
            ("challenge", ask["challenge"].as_str().expect("a challenge").to_owned()),
            ("credential", hex(&self.credential)),
            ("client", hex(client.as_bytes())),
            ("data", hex(&data)),
            ("signature", hex(signature.as_ref())),
        ];
        if ask["secret"] != "" {
            sent.push(("prf", hex(&self.secret)));
        }
        sent
    }
}
