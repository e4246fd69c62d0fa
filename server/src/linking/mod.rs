//! The same people in several waves, and still nobody known: codes that people make themselves, or keep on a card, are
//! compared under a key of the study. Pure.
//!
//! `element` says what a typed element counts as, `card` makes and reads word codes, `key` turns both into marks that
//! tell nothing without the key, `pairing` matches two waves, `chance` estimates how many links are false, `people`
//! follows everybody through all waves. To add a way of joining: a variant of [`Way`] and its words `way-…`.

pub mod card;
mod chance;
mod code;
mod element;
mod key;
mod pairing;
mod people;

pub use code::{Code, LEAST_ELEMENTS, Likeness, Mark};
pub use element::normalise;
pub use key::Key;
pub use pairing::{Link, Pairing, Report, pair};
pub use people::{Linked, people};

/// How answers of several waves are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Not at all: waves are compared as they are.
    #[default]
    Nothing,
    /// By the words of a printed card, which the person keeps.
    Cards,
    /// By a code that the person makes anew each time from small questions.
    Codes,
}

impl Way {
    /// All ways, the default first.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Cards, Self::Codes];

    /// The name in the database, in forms and in the keys of words (`way-cards`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Cards => "cards",
            Self::Codes => "codes",
        }
    }

    /// Reads what [`Way::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}
