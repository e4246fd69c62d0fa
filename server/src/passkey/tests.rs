//! Olive's device signs; a stranger changes what it said, asks from another page, or sends it twice.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use sha2::{Digest, Sha256};

use super::*;

const CHALLENGE: Challenge = [7; 32];

fn party() -> Party {
    Party::of("https://staff.example.org").unwrap()
}

fn client(purpose: &str, challenge: &Challenge, origin: &str) -> Vec<u8> {
    let challenge = client::text(challenge);
    format!(r#"{{"type":"{purpose}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#).into_bytes()
}

fn data(party: &str, flags: u8, counter: u32, more: &[u8]) -> Vec<u8> {
    [&Sha256::digest(party)[..], &[flags], &counter.to_be_bytes(), more].concat()
}

fn new(key: &[u8]) -> Vec<u8> {
    let more = [&[0; 16][..], &[0, 5], b"olive", key].concat();
    data("staff.example.org", 0b0100_0101, 0, &more)
}

/// A device with a key of the first kind.
struct Device {
    pair: EcdsaKeyPair,
    key: Vec<u8>,
}

impl Device {
    fn new() -> Self {
        let (kind, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let file = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(kind, file.as_ref(), &random).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let head = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        let key = [&head[..], x, &[0x22, 0x58, 0x20], y].concat();
        Self { pair, key }
    }

    fn signed(&self, client: Vec<u8>, data: Vec<u8>) -> Signed {
        let message = [&data[..], &Sha256::digest(&client)].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).unwrap().as_ref().to_vec();
        Signed { client, data, signature }
    }

    fn check(&self, signed: &Signed, counter: u32) -> Result<u32, Fault> {
        check(&party(), &CHALLENGE, Known { public_key: &self.key, counter }, signed, false)
    }

    /// As it signs what it was asked.
    fn right(&self, flags: u8, counter: u32) -> Signed {
        let said = data("staff.example.org", flags, counter, &[]);
        self.signed(client("webauthn.get", &CHALLENGE, "https://staff.example.org"), said)
    }
}

#[test]
fn a_new_passkey_is_read_to_the_last_byte() {
    let device = Device::new();
    let asked = client("webauthn.create", &CHALLENGE, "https://staff.example.org");
    let said = new(&device.key);
    let made = make(&party(), &CHALLENGE, &asked, &said).unwrap();
    assert_eq!((made.credential.as_slice(), &made.public_key, made.counter), (&b"olive"[..], &device.key, 0));
    for end in 0..said.len() {
        assert!(make(&party(), &CHALLENGE, &asked, &said[..end]).is_err(), "cut at {end}");
    }
    let longer = [&said[..], &[0]].concat();
    assert_eq!(make(&party(), &CHALLENGE, &asked, &longer), Err(Fault::Layout));
    let unknown = new(&[0xa5, 0x01, 0x02, 0x03, 0x38, 0x22]);
    assert_eq!(make(&party(), &CHALLENGE, &asked, &unknown), Err(Fault::Kind));
    let signature = client("webauthn.get", &CHALLENGE, "https://staff.example.org");
    assert_eq!(make(&party(), &CHALLENGE, &signature, &said), Err(Fault::Purpose));
    let elsewhere = Party::of("https://example.org").unwrap();
    let from = client("webauthn.create", &CHALLENGE, "https://example.org");
    assert_eq!(make(&elsewhere, &CHALLENGE, &from, &said), Err(Fault::Party));
}

#[test]
fn what_was_signed_is_what_was_asked_here_now() {
    let device = Device::new();
    assert_eq!(device.check(&device.right(0b101, 0), 0), Ok(0), "control");
    let own = "https://staff.example.org";
    let said = || data("staff.example.org", 0b101, 0, &[]);
    let faults = [
        (client("webauthn.create", &CHALLENGE, own), said(), Fault::Purpose),
        (client("webauthn.get", &[8; 32], own), said(), Fault::Challenge),
        (client("webauthn.get", &CHALLENGE, "https://staff.example.org.evil.example"), said(), Fault::Origin),
        (client("webauthn.get", &CHALLENGE, "http://staff.example.org"), said(), Fault::Origin),
        (client("webauthn.get", &CHALLENGE, own), data("example.org", 0b101, 0, &[]), Fault::Party),
        (client("webauthn.get", &CHALLENGE, own), data("staff.example.org", 0b100, 0, &[]), Fault::Absent),
        (client("webauthn.get", &CHALLENGE, own), data("staff.example.org", 0b101, 0, &[1]), Fault::Layout),
        (b"{}".to_vec(), said(), Fault::Layout),
    ];
    for (client, data, fault) in faults {
        assert_eq!(device.check(&device.signed(client, data), 0), Err(fault));
    }
    let framed = String::from_utf8(client("webauthn.get", &CHALLENGE, own)).unwrap();
    let framed = framed.replace("\"crossOrigin\":false", "\"crossOrigin\":true").into_bytes();
    assert_eq!(device.check(&device.signed(framed, said()), 0), Err(Fault::Origin), "in a page of somebody else");
}

#[test]
fn a_changed_byte_or_another_device_is_noticed() {
    let (device, other) = (Device::new(), Device::new());
    let right = device.right(0b101, 0);
    assert_eq!(other.check(&right, 0), Err(Fault::Signature));
    for at in 0..right.signature.len() {
        let mut changed = right.clone();
        changed.signature[at] ^= 1;
        assert_eq!(device.check(&changed, 0), Err(Fault::Signature), "{at}");
    }
    let mut raised = right.clone();
    raised.data[32] |= 0b1000;
    assert_eq!(device.check(&raised, 0), Err(Fault::Signature), "a flag");
}

#[test]
fn a_device_that_counts_never_counts_back() {
    let device = Device::new();
    assert_eq!(device.check(&device.right(0b101, 5), 4), Ok(5));
    assert_eq!(device.check(&device.right(0b101, 5), 5), Err(Fault::Copied));
    assert_eq!(device.check(&device.right(0b101, 0), 5), Err(Fault::Copied));
}

#[test]
fn who_touched_it_is_asked_where_it_must_be() {
    let device = Device::new();
    let known = Known { public_key: &device.key, counter: 0 };
    let touched = device.right(0b001, 0);
    assert_eq!(check(&party(), &CHALLENGE, known, &touched, false), Ok(0));
    assert_eq!(check(&party(), &CHALLENGE, known, &touched, true), Err(Fault::Unverified));
    assert_eq!(check(&party(), &CHALLENGE, known, &device.right(0b101, 0), true), Ok(0));
}

#[test]
fn keys_of_another_kind_sign_too() {
    let file = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(file.as_ref()).unwrap();
    let head = [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
    let key = [&head[..], pair.public_key().as_ref()].concat();
    let (client, data) =
        (client("webauthn.get", &CHALLENGE, "https://staff.example.org"), data("staff.example.org", 0b101, 0, &[]));
    let message = [&data[..], &Sha256::digest(&client)].concat();
    let signed = Signed { signature: pair.sign(&message).as_ref().to_vec(), client, data };
    let known = Known { public_key: &key, counter: 0 };
    assert_eq!(check(&party(), &CHALLENGE, known, &signed, false), Ok(0));
    assert_eq!(make(&party(), &CHALLENGE, b"", &new(&key)), Err(Fault::Layout), "control: nothing was asked");
}

#[test]
fn bytes_are_written_as_browsers_write_them() {
    for (plain, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
        assert_eq!(client::text(plain.as_bytes()), text, "RFC 4648, section 10");
    }
    assert_eq!(client::text(&[0xfb, 0xff]), "-_8");
    assert_eq!((unhex("0aff"), unhex("0af"), unhex("zz"), unhex("éé")), (Some(vec![10, 255]), None, None, None));
    assert_eq!(hex(&[10, 255]), "0aff");
}

#[test]
fn a_number_is_no_house() {
    for origin in ["https://10.0.0.7", "http://127.0.0.1:8011", "https://[::1]:8011", "https://", "staff.example.org"] {
        assert_eq!(Party::of(origin), None, "{origin}");
    }
    assert_eq!(Party::of("http://localhost:8011").unwrap().id, "localhost");
}

/// What Chromium and its device said for each kind of key (`tests/fixtures/passkeys.json`), made by
/// `app/src/script/passkey.js` on a page of its own.
#[test]
fn what_a_real_browser_sent_is_read_and_nothing_that_was_changed() {
    let known: serde_json::Value = serde_json::from_str(include_str!("../../../tests/fixtures/passkeys.json")).unwrap();
    let known = known.as_array().unwrap();
    assert_eq!(known.iter().map(|one| one["kind"].as_i64().unwrap()).collect::<Vec<_>>(), KINDS);
    for one in known {
        let part = |of: &str, name: &str| unhex(one[of][name].as_str().unwrap()).unwrap();
        let challenge = |of: &str| Challenge::try_from(part(of, "challenge")).unwrap();
        let party = Party::of(one["origin"].as_str().unwrap()).unwrap();
        let made = make(&party, &challenge("made"), &part("made", "client"), &part("made", "data")).unwrap();
        assert_eq!(made.credential, part("signed", "credential"));
        let signature = part("signed", "signature");
        let signed = Signed { client: part("signed", "client"), data: part("signed", "data"), signature };
        let own = Known { public_key: &made.public_key, counter: made.counter };
        assert!(check(&party, &challenge("signed"), own, &signed, true).unwrap() > made.counter);
        assert_eq!(check(&party, &challenge("made"), own, &signed, true), Err(Fault::Challenge));
        let mut changed = signed.clone();
        changed.data[36] ^= 1;
        assert_eq!(check(&party, &challenge("signed"), own, &changed, true), Err(Fault::Signature));
    }
}
