//! A quote on its way out of the house: proposed by one person, approved by a second, taken back by anybody.

use super::event::Id;
use super::passage::PassageId;
use super::text::Span;

/// What happens to a quote.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// Somebody would like to quote these words.
    Propose {
        /// Its id.
        quote: Id,
        /// Where the words stand.
        passage: PassageId,
        /// Which of them.
        span: Span,
        /// The words as they would be printed: a text that keeps its reference to the passage.
        text: Id,
        /// What would be said about the speaker.
        attribution: Attribution,
    },
    /// A second person read it and agrees.
    Approve {
        /// The quote.
        quote: Id,
    },
    /// A second person does not agree.
    Refuse {
        /// The quote.
        quote: Id,
        /// Why.
        reason: Id,
    },
    /// It is not to be quoted any more.
    TakeBack {
        /// The quote.
        quote: Id,
    },
}

impl Step {
    /// The quote that it is about.
    pub fn quote(&self) -> &Id {
        match self {
            Self::Propose { quote, .. }
            | Self::Approve { quote }
            | Self::Refuse { quote, .. }
            | Self::TakeBack { quote } => quote,
        }
    }

    /// Whether it may not be undone. An approval is taken back by its own step, so that the record says so.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Propose { .. })
    }
}

/// What is said about the speaker of a quote, the coarsest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// Nothing.
    #[default]
    Nobody,
    /// The audience: a provider, a person who answered.
    Audience,
    /// The audience and the wave.
    Wave,
    /// The audience, the wave and the site.
    Site,
}

impl Attribution {
    /// All, the coarsest first.
    pub const ALL: &[Self] = &[Self::Nobody, Self::Audience, Self::Wave, Self::Site];

    /// The name in forms and in the keys of words (`attribution-wave`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Audience => "audience",
            Self::Wave => "wave",
            Self::Site => "site",
        }
    }

    /// Reads what [`Attribution::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// Where a quote is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for a second person.
    Proposed,
    /// May leave.
    Approved {
        /// Who agreed.
        by: String,
        /// When.
        day: String,
    },
    /// May not.
    Refused {
        /// Who.
        by: String,
        /// Why: id of a text.
        reason: Id,
    },
    /// Its words were redacted since: to be proposed again.
    Redacted,
}

/// A quote as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its id.
    pub id: Id,
    /// Where the words stand.
    pub passage: PassageId,
    /// Which of them.
    pub span: Span,
    /// The words as they would be printed: id of a text.
    pub text: Id,
    /// What would be said about the speaker.
    pub attribution: Attribution,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_on: String,
    /// Where it is on its way.
    pub state: State,
}

impl Quote {
    /// Whether it may leave the house.
    pub fn is_approved(&self) -> bool {
        matches!(self.state, State::Approved { .. })
    }
}
