//! What a stranger sends as the word of a device: what the browser says of it, the device's bytes, a signature.

use server::passkey::{Challenge, Known, Party, Signed, check, make, unhex};

use super::trial::Target;

/// Of each passkey that Chromium made: its challenge, and all parts one after another.
fn seeds() -> (Vec<Challenge>, Vec<Vec<u8>>) {
    let known: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/passkeys.json")).expect("a sound file");
    let hex = |one: &serde_json::Value, name: &str| unhex(one[name].as_str().unwrap_or_default()).expect("hexadecimal");
    let all = known.as_array().expect("a list");
    let challenges = all.iter().map(|one| hex(&one["made"], "challenge").try_into().expect("32 bytes")).collect();
    // The length of what the browser says stands first, so that a change moves the border too.
    let seed = |part: &serde_json::Value| {
        let client = hex(part, "client");
        [&[u8::try_from(client.len()).expect("short")][..], &client, &hex(part, "data")].concat()
    };
    (challenges, all.iter().flat_map(|one| [seed(&one["made"]), seed(&one["signed"])]).collect())
}

/// The word of a device.
pub fn target() -> Target {
    let (challenges, seeds) = seeds();
    let party = Party { id: "localhost".into(), origin: "http://localhost:40741".into() };
    Target::new(seeds, move |bytes| {
        let (length, rest) = bytes.split_first().map_or((0, bytes), |(length, rest)| (usize::from(*length), rest));
        let (client, data) = rest.split_at(length.min(rest.len()));
        let signed = Signed { client: client.to_vec(), data: data.to_vec(), signature: client.to_vec() };
        let own = Known { public_key: data, counter: 0 };
        let mut made = false;
        for challenge in &challenges {
            assert!(check(&party, challenge, own, &signed, false).is_err(), "nothing of it was signed");
            made |= make(&party, challenge, client, data).is_ok();
        }
        made
    })
}
