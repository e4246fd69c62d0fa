//! The letters of everything that people type: digits and capitals without I, L, O, U. Forgiving to type, with a
//! check character that finds every single wrong character and every exchange of two neighbours.

use unicode_normalization::UnicodeNormalization;

use crate::chance;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `count` random letters.
pub fn random(count: usize) -> String {
    (0..count).map(|_| letter(chance::below(32) as u8)).collect()
}

/// What was meant: capitals without spaces, hyphens and accents; O is 0, I and L are 1, U is V.
/// `None` where a character is left that no code has.
pub fn normalise(typed: &str) -> Option<String> {
    typed
        .nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .map(|c| value(c).map(letter))
        .collect()
}

/// The check character of normalised letters; `place` tells blocks of one kit apart.
pub fn check(letters: &str, place: u8) -> char {
    let sum = letters.chars().filter_map(value).fold(place % 32, |sum, next| double(sum) ^ next);
    letter(double(sum))
}

/// Whether the last letter is the check character of the others.
pub fn is_checked(letters: &str, place: u8) -> bool {
    letters.char_indices().next_back().is_some_and(|(at, last)| check(&letters[..at], place) == last)
}

/// Bytes as letters, five bits each, the last filled up with zeros.
pub fn write(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..(bytes.len() * 8).div_ceil(5))
        .map(|at| letter((0..5).fold(0, |five, next| five << 1 | bit(at * 5 + next))))
        .collect()
}

/// The bytes that [`write`] wrote.
pub fn read(letters: &str) -> Option<Vec<u8>> {
    let values: Vec<u8> = letters.chars().map(value).collect::<Option<_>>()?;
    let bit = |at: usize| values[at / 5] >> (4 - at % 5) & 1;
    Some((0..values.len() * 5 / 8).map(|byte| (0..8).fold(0, |sum, next| sum << 1 | bit(byte * 8 + next))).collect())
}

/// Letters in groups for the eye and for the phone: `ABCD-EFGH-J`.
pub fn group(letters: &str, size: usize) -> String {
    letters.as_bytes().chunks(size).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

fn letter(value: u8) -> char {
    char::from(LETTERS[usize::from(value % 32)])
}

fn value(letter: char) -> Option<u8> {
    LETTERS.iter().position(|&known| char::from(known) == letter).map(|at| at as u8)
}

/// Multiplication by x in the field of 32 elements (x⁵ + x² + 1): a weighted sum there misses neither error.
fn double(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    //! A respondent reads a code from a card, over a phone, on a small keyboard.

    use super::*;

    #[test]
    fn what_was_meant_is_understood() {
        assert_eq!(normalise(" ab c-éo iLu "), Some("ABCE011V".into()));
        assert_eq!(normalise("ＡＢ－１２"), Some("AB12".into()), "full-width letters of some keyboards");
        assert_eq!(normalise("AB€12"), Some("AB12".into()));
        assert_eq!(normalise("ABж"), None);
    }

    #[test]
    fn the_check_character_finds_every_wrong_letter_and_every_exchange() {
        let code = "4K7XQ2MN";
        let full = format!("{code}{}", check(code, 0));
        assert!(is_checked(&full, 0), "control: the code itself is right");
        for at in 0..full.len() {
            for &other in LETTERS.iter().filter(|&&other| other != full.as_bytes()[at]) {
                let mut wrong = full.clone().into_bytes();
                wrong[at] = other;
                assert!(!is_checked(std::str::from_utf8(&wrong).unwrap(), 0), "letter {at}");
            }
        }
        for at in 1..full.len() {
            let mut wrong = full.clone().into_bytes();
            wrong.swap(at - 1, at);
            assert_eq!(wrong == full.as_bytes(), is_checked(std::str::from_utf8(&wrong).unwrap(), 0), "exchange {at}");
        }
        assert!(!is_checked("", 0));
    }

    #[test]
    fn bytes_survive_being_written_as_letters() {
        let bytes: Vec<u8> = (0..30).map(|n| n * 7).collect();
        assert_eq!(write(&bytes).len(), 48);
        assert_eq!(read(&write(&bytes)), Some(bytes));
    }
}
