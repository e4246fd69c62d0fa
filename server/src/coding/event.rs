//! What researchers did, as it is sealed in the log. Words are never inside: an act names a row of `texts`, so that
//! redaction and withdrawal can reach every copy of a person's words.

use super::codebook::{Origin, Part};
use super::passage::{Of, PassageId};
use super::quote;
use super::round;
use super::text::Span;

/// The format that is written now. Readers for every format are kept for ever.
pub const FORMAT: u32 = 1;

/// One or more acts that somebody did together: what is undone together.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    /// The number of this format.
    pub format: u32,
    /// Its place in the log; stands in the row, not inside.
    #[serde(skip)]
    pub position: i64,
    /// Id of the person.
    pub by: String,
    /// The day, where the study is.
    pub day: String,
    /// What was done.
    pub acts: Vec<Act>,
}

/// Ids of codes, codings, memos, rounds and texts.
pub type Id = String;

/// One thing done.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// A new code under another, or at the top.
    MakeCode {
        /// Its id.
        code: Id,
        /// The code above it.
        parent: Option<Id>,
        /// Its name.
        name: Id,
        /// Where it came from.
        origin: Origin,
        /// Which of the twelve colours.
        colour: u8,
    },
    /// Another name, definition or example; none takes it away.
    Word {
        /// The code.
        code: Id,
        /// What of it.
        part: Part,
        /// The words from now on.
        text: Option<Id>,
    },
    /// Another colour.
    Colour {
        /// The code.
        code: Id,
        /// Which of the twelve.
        colour: u8,
    },
    /// Under another code, or to the top.
    Move {
        /// The code.
        code: Id,
        /// The code above it from now on.
        parent: Option<Id>,
    },
    /// All that was coded with one code is coded with the other; the one is gone.
    Merge {
        /// The code that goes.
        code: Id,
        /// The code that stays.
        into: Id,
    },
    /// One code becomes several: each coding goes to one of them.
    Split {
        /// The code that is split.
        code: Id,
        /// The codes it becomes, made before.
        into: Vec<Id>,
        /// Which coding goes where; others stay with the old code.
        codings: Vec<(Id, Id)>,
    },
    /// Not used any more; what was coded stays.
    Retire {
        /// The code.
        code: Id,
    },
    /// Used again.
    Restore {
        /// The code.
        code: Id,
    },
    /// Codes of which at most one fits, or that are read together.
    Group {
        /// Its id.
        group: Id,
        /// Its name; none dissolves it.
        name: Option<Id>,
        /// Its codes.
        codes: Vec<Id>,
        /// Whether at most one of them fits a passage.
        exclusive: bool,
    },
    /// A span of a passage is coded.
    Code {
        /// Id of the coding.
        coding: Id,
        /// Where.
        passage: PassageId,
        /// What part of it; none is the whole.
        span: Option<Span>,
        /// With which code.
        code: Id,
        /// In which round, if in one.
        round: Option<Id>,
        /// Whose coding it is, where another program's file said so; else the person's.
        coder: Option<String>,
    },
    /// A coding is taken away.
    Uncode {
        /// The coding.
        coding: Id,
    },
    /// A note, or other words in it.
    Memo {
        /// Its id.
        memo: Id,
        /// On what.
        on: On,
        /// The words; none takes the note away.
        text: Option<Id>,
    },
    /// A round of coding is given out.
    Draw(round::Drawn),
    /// A coder is done with a round: what they did there stands.
    Submit {
        /// The round.
        round: Id,
    },
    /// A round ends though not everybody submitted.
    Close {
        /// The round.
        round: Id,
        /// Why.
        reason: Id,
    },
    /// After disagreement: whether a code fits a passage.
    Settle {
        /// The round.
        round: Id,
        /// The passage.
        passage: PassageId,
        /// The code.
        code: Id,
        /// Whether it fits.
        fits: bool,
        /// Why.
        note: Option<Id>,
    },
    /// A search that is kept.
    Search {
        /// Its id.
        search: Id,
        /// The query as an address holds it; none forgets it.
        query: Option<Id>,
    },
    /// A suggestion was looked at.
    Judge {
        /// The passage.
        passage: PassageId,
        /// The suggested code.
        code: Id,
        /// Whether it was taken.
        taken: bool,
    },
    /// Words were replaced by labels. Cannot be undone.
    Redact {
        /// The passage.
        passage: PassageId,
        /// What was replaced, and the length of the label that stands there now; in order, not overlapping.
        replaced: Vec<(Span, u32)>,
    },
    /// A transcript came in.
    Bring {
        /// The source.
        source: Id,
    },
    /// A transcript's record was changed: title, week, consent, attributes.
    Revise {
        /// The source.
        source: Id,
    },
    /// A transcript was taken out.
    Remove {
        /// The source.
        source: Id,
    },
    /// Staff's translation beside a passage, or none any more.
    Translate {
        /// The passage as it was said.
        passage: PassageId,
        /// Language tag of the translation.
        language: String,
        /// The words: a text that keeps its reference to the passage.
        text: Option<Id>,
    },
    /// A quote on its way out.
    Quote(quote::Step),
    /// What an earlier event did is taken back; undoing an undoing does it again.
    Undo {
        /// Position of that event.
        event: i64,
    },
}

/// What a memo is on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum On {
    /// The study.
    Study,
    /// A code.
    Code(Id),
    /// A coding: an excerpt with its code.
    Coding(Id),
    /// A passage.
    Passage(PassageId),
    /// A source.
    Source(Id),
}

/// What is about to be done: acts, and the words they point to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The acts.
    pub acts: Vec<Act>,
    /// New rows of `texts`.
    pub texts: Vec<NewText>,
}

/// Words that an act points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// Its id.
    pub id: Id,
    /// The words.
    pub words: String,
    /// Whose words they repeat, if anybody's: they go when those go.
    pub of: Option<Of>,
}

impl Act {
    /// The texts that it points to.
    pub fn texts(&self) -> Vec<&Id> {
        match self {
            Self::MakeCode { name, .. } => vec![name],
            Self::Word { text, .. } | Self::Memo { text, .. } | Self::Translate { text, .. } => text.iter().collect(),
            Self::Group { name, .. } => name.iter().collect(),
            Self::Draw(drawn) => vec![&drawn.name],
            Self::Close { reason, .. } => vec![reason],
            Self::Settle { note, .. } => note.iter().collect(),
            Self::Search { query, .. } => query.iter().collect(),
            Self::Quote(quote::Step::Propose { text, .. }) => vec![text],
            Self::Quote(quote::Step::Refuse { reason, .. }) => vec![reason],
            _ => Vec::new(),
        }
    }
}

impl Act {
    /// Whether it changes the codebook, and so makes a version of it.
    pub fn is_about_codebook(&self) -> bool {
        matches!(
            self,
            Self::MakeCode { .. }
                | Self::Word { .. }
                | Self::Colour { .. }
                | Self::Move { .. }
                | Self::Merge { .. }
                | Self::Split { .. }
                | Self::Retire { .. }
                | Self::Restore { .. }
                | Self::Group { .. }
        )
    }
}

impl Draft {
    /// One act without words.
    pub fn of(act: Act) -> Self {
        Self { acts: vec![act], texts: Vec::new() }
    }

    /// Adds words of staff and gives their id.
    pub fn say(&mut self, words: &str) -> Id {
        self.repeat(words, None)
    }

    /// Adds words that repeat somebody's, and gives their id.
    pub fn repeat(&mut self, words: &str, of: Option<Of>) -> Id {
        let id = crate::chance::id();
        self.texts.push(NewText { id: id.clone(), words: words.to_owned(), of });
        id
    }
}

impl Event {
    /// The bytes to seal, padded to steps of 256, so that lengths tell little.
    pub fn to_padded_bytes(&self) -> Vec<u8> {
        let plain = serde_json::to_vec(self).expect("events are plain data");
        let mut padded = (plain.len() as u32).to_be_bytes().to_vec();
        padded.extend(plain);
        padded.resize(padded.len().next_multiple_of(256), 0);
        padded
    }

    /// Reads every format that was ever written.
    pub fn from_padded_bytes(padded: &[u8], position: i64) -> crate::Result<Self> {
        let plain = crate::seal::payload::unpad(padded)?;
        let event: Self = serde_json::from_slice(plain).map_err(|error| crate::Error::internal("an event", error))?;
        Ok(Self { position, ..event })
    }

    /// Whether it may ever be undone: a redaction, a submitted round or a transcript that came in may not.
    pub fn is_final(&self) -> bool {
        let lasting = |act: &Act| {
            matches!(
                act,
                Act::Redact { .. }
                    | Act::Submit { .. }
                    | Act::Close { .. }
                    | Act::Draw(_)
                    | Act::Bring { .. }
                    | Act::Revise { .. }
                    | Act::Remove { .. }
            ) || matches!(act, Act::Quote(step) if step.is_final())
        };
        self.acts.iter().any(lasting)
    }
}
