//! What lies inside a sealed response. JSON with a format number, padded to size steps, so that the length of the
//! ciphertext does not tell how much somebody wrote. Readers for every format are kept for ever.

use instruments::Answers;

use super::broken;
use crate::Result;

/// The format that is written now.
pub const FORMAT: u32 = 1;

/// Everything about one response that only an unlocked study may know.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Response {
    /// The number of this format; [`FORMAT`] when written now.
    pub format: u32,
    /// The instrument version it was answered in (hex).
    pub version_hash: String,
    /// The language of the pages.
    pub language: String,
    /// ISO week, `2026-W47`: the finest time there is.
    pub week: String,
    /// How it was answered: alone, with help, by phone, paper, kiosk, or imported.
    pub mode: String,
    /// Complete answers ([`instruments::complete`]).
    pub answers: Answers,
    /// The link code that joins waves, as the person built it: elements with `|` between them, or the words of a card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The organisation of the roster that answered (professional instruments only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The weight that an imported file gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

impl Response {
    /// The bytes to seal: length (u32), JSON, zeros up to the next size step.
    pub fn to_padded_bytes(&self) -> Vec<u8> {
        pad(serde_json::to_vec(self).expect("answers are plain data"))
    }

    /// Reads every format that was ever written.
    pub fn from_padded_bytes(padded: &[u8]) -> Result<Self> {
        serde_json::from_slice(unpad(padded)?).map_err(|_| broken())
    }
}

/// Ties an envelope to where it belongs, by ids that never change: moved elsewhere, it does not open.
pub fn associated(study: &str, collection: &str, response_id: &str) -> Vec<u8> {
    bind(&["tidemark response", study, collection, response_id])
}

/// Texts as bytes that no other list of texts has.
pub fn bind(texts: &[&str]) -> Vec<u8> {
    texts.iter().flat_map(|text| (text.len() as u32).to_be_bytes().into_iter().chain(text.bytes())).collect()
}

/// Puts the length before and zeros after, up to 1, 2, 4, 8 … KiB.
pub fn pad(plain: Vec<u8>) -> Vec<u8> {
    let mut padded = (plain.len() as u32).to_be_bytes().to_vec();
    padded.extend(plain);
    let step = padded.len().next_power_of_two().max(1024);
    padded.resize(step, 0);
    padded
}

/// What [`pad`] was given.
pub fn unpad(padded: &[u8]) -> Result<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<4>().ok_or_else(broken)?;
    rest.get(..u32::from_be_bytes(*length) as usize).ok_or_else(broken)
}

#[cfg(test)]
mod tests {
    //! Respondents write little or much; a stranger sees only lengths.

    use instruments::{Answer, MissingReason};

    use super::*;

    fn response(words: &str) -> Response {
        Response {
            format: FORMAT,
            version_hash: "ab12".into(),
            language: "es".into(),
            week: "2026-W47".into(),
            mode: "alone".into(),
            answers: Answers::from([
                ("open".into(), Answer::Text(words.into())),
                ("beds".into(), Answer::Number(4.5)),
                ("age".into(), Answer::Missing(MissingReason::PreferNot)),
            ]),
            ..Response::default()
        }
    }

    #[test]
    fn what_went_in_comes_out() {
        for words in ["", "sí", "🌊".repeat(5000).as_str()] {
            assert_eq!(Response::from_padded_bytes(&response(words).to_padded_bytes()).unwrap(), response(words));
        }
    }

    #[test]
    fn lengths_come_in_steps() {
        let length = |count: usize| response(&"x".repeat(count)).to_padded_bytes().len();
        assert_eq!([length(0), length(700), length(1000), length(3000)], [1024, 1024, 2048, 4096]);
    }

    #[test]
    fn format_1_is_readable_for_ever() {
        let stored = br#"{"format":1,"version_hash":"ab12","language":"es","week":"2026-W47","mode":"alone","answers":{"age":{"missing":"prefer_not"},"beds":{"number":4.5},"open":{"text":"hola"}}}"#;
        assert_eq!(Response::from_padded_bytes(&pad(stored.to_vec())).unwrap(), response("hola"));
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [&b""[..], &[255; 8], &[0, 0, 0, 1, b'{']] {
            assert!(Response::from_padded_bytes(bytes).is_err());
        }
    }

    #[test]
    fn no_two_places_are_bound_alike() {
        assert_ne!(associated("ab", "c", "d"), associated("a", "bc", "d"));
    }
}
