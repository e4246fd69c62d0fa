//! What a typed element counts as: case, accents, digraphs, leading zeros, spaces and marks do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What people write where they do not know, folded.
const UNKNOWN: &[&str] =
    &["dk", "idk", "na", "dontknow", "idontknow", "notsure", "unknown", "nose", "nolose", "nosabe", "norecuerdo", "ns"];

/// Letters that Spanish once counted as one: somebody's "first letter" may be any of them.
const DIGRAPHS: &[&str] = &["ch", "ll", "rr"];

/// The element as it is compared; `None` where nothing is known, which is never an agreement.
pub fn normalise(typed: &str) -> Option<String> {
    let folded = fold(typed);
    if folded.is_empty() || UNKNOWN.contains(&folded.as_str()) {
        return None;
    }
    if DIGRAPHS.contains(&folded.as_str()) {
        return folded.get(..1).map(str::to_owned);
    }
    if folded.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = folded.trim_start_matches('0');
        return Some(if number.is_empty() { "0" } else { number }.to_owned());
    }
    Some(folded)
}

/// Small letters and digits without accents, spaces and marks; ligatures are written out.
pub(super) fn fold(typed: &str) -> String {
    let plain = typed.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase);
    let written_out = plain.flat_map(|sign| match sign {
        'œ' => ['o', 'e'].into_iter().take(2),
        'æ' => ['a', 'e'].into_iter().take(2),
        'ß' => ['s', 's'].into_iter().take(2),
        'ø' => ['o', 'o'].into_iter().take(1),
        'ł' => ['l', 'l'].into_iter().take(1),
        sign => [sign, sign].into_iter().take(1),
    });
    written_out.filter(|sign| sign.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    //! A respondent answers the same small questions on another keyboard, two years later.

    use super::*;

    #[test]
    fn the_same_answer_typed_otherwise_is_the_same_element() {
        for (one, other) in [
            ("R", " r."),
            ("É", "e"),
            ("ñ", "N"),
            ("ch", "C"),
            ("Ll", "l"),
            ("œ", "OE"),
            ("07", "7"),
            ("00", "0"),
            ("２", "2"),
            ("New York", "new-york"),
            ("Straße", "STRASSE"),
        ] {
            assert!(normalise(one).is_some(), "control: {one} is an answer");
            assert_eq!(normalise(one), normalise(other), "{one} and {other}");
        }
    }

    #[test]
    fn different_answers_stay_different() {
        for (one, other) in [("r", "t"), ("7", "70"), ("0", "1"), ("blue", "blues"), ("c", "k")] {
            assert_ne!(normalise(one), normalise(other), "{one} and {other}");
        }
    }

    #[test]
    fn who_does_not_know_says_nothing() {
        for typed in ["", "  ", "?", "-", "Don’t know", "no sé", "DK", "n/a"] {
            assert_eq!(normalise(typed), None, "{typed}");
        }
    }
}
