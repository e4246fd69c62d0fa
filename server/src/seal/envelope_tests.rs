//! A respondent's answer is sealed to a study; a stranger has the bytes, a researcher has the key.

use super::*;

fn key(byte: u8) -> PrivateKey {
    PrivateKey::from_bytes(&[byte; 32]).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn what_is_sealed_to_a_key_opens_with_it_and_with_no_other() {
    let sealed = seal(&key(1).public(), 3, b"ids", b"words");
    assert_eq!(open(&key(1), b"ids", &sealed).unwrap(), b"words");
    assert_eq!(generation(&sealed), Some(3));
    assert!(open(&key(2), b"ids", &sealed).is_err());
    assert!(open(&key(1), b"other ids", &sealed).is_err());
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let data = DataKey::from_bytes(&[5; 32]).unwrap();
    for sealed in [seal(&key(1).public(), 1, b"", b"words"), seal_with(&data, 1, b"", b"words")] {
        let opens = |bytes: &[u8]| open(&key(1), b"", bytes).is_ok() || open_with(&data, b"", bytes).is_ok();
        assert!(opens(&sealed), "control: untouched bytes open");
        for bit in 0..sealed.len() * 8 {
            let mut wrong = sealed.clone();
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(!opens(&wrong), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert!(!opens(&sealed[..length]), "cut at {length}");
        }
    }
}

#[test]
fn an_ephemeral_key_of_small_order_is_refused() {
    let mut sealed = seal(&key(1).public(), 1, b"", b"words");
    sealed[5..37].fill(0);
    assert!(open(&key(1), b"", &sealed).is_err());
}

#[test]
fn the_same_words_never_look_the_same_twice() {
    assert_ne!(seal(&key(1).public(), 1, b"", b"words"), seal(&key(1).public(), 1, b"", b"words"));
}

#[test]
fn version_1_is_readable_for_ever() {
    let sealed = seal_fixed(&key(1).public(), 7, b"study/collection/id", b"known answer", key(2), [3; 24]);
    assert_eq!(hex(&sealed), VERSION_1);
    assert_eq!(open(&key(1), b"study/collection/id", &sealed).unwrap(), b"known answer");
}

#[test]
fn version_2_is_readable_for_ever() {
    let data = DataKey::from_bytes(&[4; 32]).unwrap();
    let sealed = seal_with_fixed(&data, 7, b"study/collection/id", b"known answer", [3; 24]);
    assert_eq!(hex(&sealed), VERSION_2);
    assert_eq!(open_with(&data, b"study/collection/id", &sealed).unwrap(), b"known answer");
}

const VERSION_1: &str = "0100000007ce8d3ad1ccb633ec7b70c17814a5c76ecd029685050d344745ba05870e587d59030303030303030303030303030303030303030303030303ca4716d2a11ec370fb0756b76d70f676e0471f91169836406c7f78a1";
const VERSION_2: &str = "020000000703030303030303030303030303030303030303030303030311a7e0dbbeb797e4d8194db2637b4876037a0b5135756936eebd6be5";
