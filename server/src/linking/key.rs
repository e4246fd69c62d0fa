//! The linking key: 32 random bytes of a study. A code of 13 to 27 bits is soon searched through, so a plain hash would
//! hide nothing; under the key its marks can be compared and not guessed.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{Code, Mark, card, element};
use crate::{Error, Result, chance};

/// What stands between the elements of a code at rest.
const BETWEEN: char = '|';

/// A study's linking key. Wiped when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A new key from the operating system's randomness.
    pub fn new() -> Self {
        Self(Zeroizing::new(chance::bytes()))
    }

    /// The bytes, only to be sealed at once.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads bytes that came out of an envelope.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.try_into().map_err(|_| Error::Invalid("seal-broken", String::new()))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// A code as it rests in a response (`r|2|b`, or the words of a card), under the key. `None` where nothing is known.
    pub fn code(&self, typed: &str) -> Option<Code> {
        let elements: Vec<&str> = typed.split(BETWEEN).collect();
        let plain = |typed: &&str| match elements.len() {
            1 => card::read(typed).or_else(|| element::normalise(typed)),
            _ => element::normalise(typed),
        };
        let marks = elements.iter().enumerate().map(|(place, typed)| {
            let plain = Zeroizing::new(plain(typed)?);
            Some(self.mark(elements.len(), place, &plain))
        });
        Code::new(marks.collect())
    }

    /// One element under the key: HMAC-SHA-256 over the number of elements, its place and its letters, cut to 128 bits.
    pub fn mark(&self, elements: usize, place: usize, plain: &str) -> Mark {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes keys of any length");
        mac.update(&(elements as u64).to_be_bytes());
        mac.update(&(place as u64).to_be_bytes());
        mac.update(plain.as_bytes());
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        let half = whole.first_chunk::<16>().expect("16 of 32 bytes");
        Mark::from_be_bytes(*half)
    }
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(hidden)")
    }
}

#[cfg(test)]
mod tests {
    //! A researcher unlocks a study; a stranger knows how codes are made, and not the key.

    use super::*;
    use crate::linking::Likeness;

    #[test]
    fn the_same_answers_give_the_same_marks_under_the_same_key_only() {
        let (here, there) = (Key::from_bytes(&[1; 32]).unwrap(), Key::from_bytes(&[2; 32]).unwrap());
        assert_eq!(here.code("r|02|É|b|7|x"), here.code("R|2|e| b|07|X."));
        assert_ne!(here.code("r|2|e|b|7|x"), there.code("r|2|e|b|7|x"));
        assert!(Key::from_bytes(&[1; 31]).is_err());
    }

    #[test]
    fn the_same_letter_at_two_places_has_two_marks() {
        let code = Key::new().code("a|a|a|a|a|a").unwrap();
        let marks: std::collections::BTreeSet<_> = code.marks().iter().collect();
        assert_eq!(marks.len(), 6);
    }

    #[test]
    fn an_element_left_empty_is_unknown() {
        let key = Key::new();
        let (whole, gap) = (key.code("r|2|e|b|7|x").unwrap(), key.code("r||e|b|7|x").unwrap());
        assert_eq!(gap.marks()[1], None);
        assert_eq!(whole.likeness(&gap), Some(Likeness::OneOff));
        assert_eq!(key.code("|||||"), None);
    }

    #[test]
    fn marks_made_today_are_known_for_ever() {
        let key = Key::from_bytes(&[9; 32]).unwrap();
        assert_eq!(format!("{:032x}", key.mark(6, 0, "r")), KNOWN);
    }

    const KNOWN: &str = "7447402ac8b84883e368dd19d2748c7d";
}
