//! Sealed bytes that were changed on the disk: none opens, and none makes reading fall over.

use server::seal::{DataKey, PrivateKey, envelope, payload};

use super::trial::Target;

/// The known answers of both versions, as the envelope's own tests have them.
const KNOWN: [&str; 2] = [
    "0100000007ce8d3ad1ccb633ec7b70c17814a5c76ecd029685050d344745ba05870e587d59030303030303030303030303030303030303030303030303ca4716d2a11ec370fb0756b76d70f676e0471f91169836406c7f78a1",
    "020000000703030303030303030303030303030303030303030303030311a7e0dbbeb797e4d8194db2637b4876037a0b5135756936eebd6be5",
];

const INSIDE: &str = r#"{"format":1,"version_hash":"ab12","language":"es","week":"2026-W47","mode":"alone","answers":{"age":{"missing":"prefer_not"},"beds":{"number":4.5},"open":{"text":"hola"},"needs":{"several":["a","b"]}},"link":"a|b","weight":0.5}"#;

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// Bytes as they lie on the disk.
pub fn target() -> Target {
    let (private, data) =
        (PrivateKey::from_bytes(&[1; 32]).expect("a key"), DataKey::from_bytes(&[4; 32]).expect("a key"));
    let known = KNOWN.map(bytes);
    let seeds = known.iter().cloned().chain([payload::pad(INSIDE.as_bytes().to_vec())]).collect();
    Target::new(seeds, move |bytes| {
        let ids = b"study/collection/id";
        let opened = envelope::open(&private, ids, bytes).is_ok() || envelope::open_with(&data, ids, bytes).is_ok();
        assert!(!opened || known.iter().any(|known| known == bytes), "a changed envelope opens");
        envelope::generation(bytes);
        opened || payload::Response::from_padded_bytes(bytes).is_ok()
    })
}
