//! What the pages of quotes show.

use instruments::{Audience, Text};

use crate::coding::PassageId;
use crate::coding::quote::{Attribution, Quote};
use crate::coding::source::Consent;
use crate::http::staff::Member;

/// All quotes.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Whether the person may decide about others' quotes.
    pub may_decide: bool,
    /// Whether the person may take the approved ones out.
    pub may_export: bool,
    /// The quotes: those to be decided first, then approved, refused, redacted.
    pub quotes: Vec<Line>,
}

/// One quote in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// As it stands.
    pub quote: Quote,
    /// The words as they would be printed.
    pub words: String,
    /// What would be said about the speaker.
    pub said: Said,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who decided, if anybody did.
    pub decided_by: String,
    /// Why it was refused.
    pub reason: String,
    /// Whether the person proposed it.
    pub own: bool,
}

/// What is said about a speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// How much is said.
    pub attribution: Attribution,
    /// The audience; none for a group or interview.
    pub audience: Option<Audience>,
    /// Name of the wave.
    pub wave: String,
    /// Name of the site.
    pub site: String,
}

/// What a quote must pass before it is proposed and before it is approved.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// What the people in a group agreed to; none for an answer.
    pub scope: Option<Consent>,
    /// What people were told before they answered; none for a group.
    pub told: Vec<Text>,
    /// Words that may tell who somebody is: kind and words.
    pub details: Vec<(&'static str, String)>,
    /// The most that may be said about the speaker.
    pub finest: Attribution,
    /// How many people there are at the finest level, at most to be told apart.
    pub smallest: i64,
}

/// The form that proposes a quote.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Who looks.
    pub member: Member,
    /// Where the words stand.
    pub passage: PassageId,
    /// The whole passage.
    pub text: String,
    /// The words that are proposed.
    pub words: String,
    /// What they must pass.
    pub checks: Checks,
    /// What would be said at each level that is allowed, the coarsest first.
    pub levels: Vec<Said>,
}

/// One quote, to be decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Who looks.
    pub member: Member,
    /// The quote.
    pub line: Line,
    /// The whole passage.
    pub text: String,
    /// What it must pass.
    pub checks: Checks,
    /// Whether the person may decide.
    pub may_decide: bool,
}
