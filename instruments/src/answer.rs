//! One person's answers. Keys are flat and the same everywhere: form field, sealed payload, column, expression.
//!
//! `question`, `matrix.row` for a row of a matrix, `repeat.2.question` inside the second round of a repeat group.

use std::collections::BTreeMap;

/// Why a value is not there. Kept apart for ever: they mean different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingReason {
    /// Shown, and left empty.
    Skipped,
    /// The person said that it does not apply.
    NotApplicable,
    /// Routing did not show it (or the person skipped the whole part).
    NotAsked,
    /// The person does not know.
    DontKnow,
    /// The person would rather not say.
    PreferNot,
}

/// The value of one key.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// No value, and why.
    Missing(MissingReason),
    /// The code of one option (single, yes_no, scale, band, a matrix row).
    One(String),
    /// The codes of the ticked options; for a ranking, in the person's order.
    Several(Vec<String>),
    /// A number in the question's unit.
    Number(f64),
    /// `YYYY` or `YYYY-MM`.
    Date(String),
    /// Words, or a link code as typed.
    Text(String),
}

/// All answers of one person, by key. A key that is absent has not been reached yet.
pub type Answers = BTreeMap<String, Answer>;

impl MissingReason {
    /// The reasons that a person can choose.
    pub const OFFERED: [Self; 3] = [Self::DontKnow, Self::PreferNot, Self::NotApplicable];

    /// Its word in files and forms: `dont_know`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::NotApplicable => "not_applicable",
            Self::NotAsked => "not_asked",
            Self::DontKnow => "dont_know",
            Self::PreferNot => "prefer_not",
        }
    }

    /// The reason that a person can choose by this word.
    pub fn offered(word: &str) -> Option<Self> {
        Self::OFFERED.into_iter().find(|reason| reason.word() == word)
    }
}
