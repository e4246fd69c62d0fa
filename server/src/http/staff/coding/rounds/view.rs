//! What the pages of rounds show.

use std::sync::Arc;

use crate::coding::PassageId;
use crate::coding::round::How;
use crate::coding::text::Span;
use crate::http::staff::Member;
use crate::statistics::agreement::{Refusal, Summary, Unitizing};
use crate::workspace::About;

use super::units::Unit;

/// All rounds.
#[derive(Clone, Debug)]
pub struct Rounds {
    /// Who looks.
    pub member: Member,
    /// Whether the person may draw rounds.
    pub may_draw: bool,
    /// The rounds, the newest first.
    pub rounds: Vec<Line>,
}

/// One round in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The day on which it was given out.
    pub day: String,
    /// How its passages were chosen.
    pub how: How,
    /// Different passages in it.
    pub passages: usize,
    /// Passages that every coder codes.
    pub doubled: usize,
    /// Who codes.
    pub coders: Vec<Progress>,
    /// Whether everybody may see what was coded.
    pub revealed: bool,
    /// Who ended it early, and why.
    pub closed: Option<(String, String)>,
    /// Whether the person codes in it.
    pub own: bool,
    /// Whether the person still codes in it.
    pub open: bool,
}

/// How far a coder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Their name.
    pub name: String,
    /// Passages given.
    pub given: usize,
    /// Passages that carry a coding of theirs; none where the person who looks may not know: while the round is blind
    /// that of others, and whoever does not code, at any time.
    pub coded: Option<usize>,
    /// When they submitted.
    pub submitted: Option<String>,
}

/// The form that draws a round.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Who looks.
    pub member: Member,
    /// Who may code: id and name, and whether they are chosen.
    pub coders: Vec<(String, String, bool)>,
    /// From where: name of the field, and its values with how they are read.
    pub choices: Vec<(&'static str, Vec<(String, String)>)>,
    /// What was asked so far, field by field.
    pub asked: Vec<(String, String)>,
    /// The seed.
    pub seed: u64,
    /// How many passages there are to draw from.
    pub from: usize,
    /// What the draw would give: name and number of passages of each coder, and how many everybody codes.
    pub preview: Option<(Vec<(String, usize)>, usize)>,
}

/// One round.
#[derive(Clone, Debug)]
pub struct One {
    /// Who looks.
    pub member: Member,
    /// The round.
    pub line: Line,
    /// Passages given to the person that carry no coding of theirs.
    pub empty: usize,
    /// Whether the person may close it.
    pub may_close: bool,
    /// Whether the person must submit before that: they code in it, and somebody else may end it.
    pub must_submit: bool,
    /// Whether the person may read what was coded, once revealed.
    pub may_read: bool,
}

/// How far coders agree.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Who looks.
    pub member: Member,
    /// The round.
    pub line: Line,
    /// What is compared.
    pub unit: Unit,
    /// Whether codes that exclude one another are taken as ordered.
    pub ordered: bool,
    /// The names of the coders who are compared.
    pub coders: Vec<String>,
    /// How many passages all of them who were given it reached, of how many that two or more were given.
    pub reached: (usize, usize),
    /// Each code with its figures: id, name.
    pub codes: Vec<(String, String, Summary)>,
    /// All codes together.
    pub pooled: Option<Summary>,
    /// Groups of codes that exclude one another, taken as one scale: name and figures.
    pub scales: Vec<(String, Summary)>,
    /// Free spans: the family, or why it cannot be worked out and where.
    pub spans: Option<std::result::Result<Unitizing, (Refusal, String)>>,
    /// Each code's own places: name and figures.
    pub places: Vec<(String, Unitizing)>,
    /// From which seed intervals were drawn, and how often.
    pub draws: (u64, usize),
    /// The version of the codebook now.
    pub version: u32,
}

/// Where coders differ.
#[derive(Clone, Debug)]
pub struct Differences {
    /// Who looks.
    pub member: Member,
    /// The round.
    pub line: Line,
    /// Whether the person may settle.
    pub may_settle: bool,
    /// The code that is asked for; empty for all.
    pub code: String,
    /// Codes on which there are differences: id, name, how many.
    pub codes: Vec<(String, String, usize)>,
    /// The differences that fit.
    pub differences: Vec<Difference>,
    /// How many of all are settled, and how many there are.
    pub settled: (usize, usize),
}

/// What a coder made of a code on a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// They gave it: to these words, or to all of it.
    Given(Vec<Option<Span>>),
    /// They did not give it.
    Not,
    /// The round was ended before they came to the passage.
    Unreached,
}

/// One code on one passage.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The passage.
    pub passage: PassageId,
    /// What is known about it.
    pub about: Arc<About>,
    /// Its words.
    pub text: String,
    /// The code: id and name.
    pub code: (String, String),
    /// Each coder, and what they made of it.
    pub coders: Vec<(String, Made)>,
    /// Whether it was settled: fits, by whom, why.
    pub settled: Option<(bool, String, String)>,
}
