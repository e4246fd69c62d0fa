//! What the pages of themes show.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::coding::PassageId;
use crate::http::staff::Member;
use crate::themes::attribute::Table;
use crate::themes::collocation::Collocation;
use crate::themes::cooccurrence::Matrix;
use crate::themes::hit_rate::HitRate;
use crate::themes::keyness::Keyness;
use crate::themes::network::Network;
use crate::themes::saturation::Step;
use crate::waves::shares::Judged;
use crate::workspace::About;

pub use super::ground::By;

/// What every view says about itself.
#[derive(Clone, Debug)]
pub struct Head {
    /// Who looks.
    pub member: Member,
    /// Passages that are counted.
    pub passages: usize,
    /// People who said them.
    pub people: usize,
    /// The version of the codebook.
    pub version: u32,
    /// The smallest count that is not marked.
    pub smallest: i64,
}

/// A value and how it is read; where the reading is empty, the value has a word of ours.
pub type Choice = (String, String);

/// What sets passages apart.
#[derive(Clone, Debug)]
pub struct Words {
    /// About the view.
    pub head: Head,
    /// What is compared: `code`, or the name of a [`By`].
    pub by: String,
    /// The value that is compared with all others.
    pub value: String,
    /// What may be compared, by `by`.
    pub choices: Vec<(String, Vec<Choice>)>,
    /// The comparison; none where nothing was chosen.
    pub keyness: Option<Keyness>,
    /// Words by their number, of the comparison and of the pairs.
    pub labels: std::collections::BTreeMap<u32, String>,
    /// Words that stand together, in all passages.
    pub pairs: Vec<Collocation>,
}

/// Codes together.
#[derive(Clone, Debug)]
pub struct Codes {
    /// About the view.
    pub head: Head,
    /// Whether spans must overlap; else the same passage is enough.
    pub overlapping: bool,
    /// Id and name of each code.
    pub names: Vec<Choice>,
    /// Colour of each code.
    pub colours: Vec<u8>,
    /// Every pair, each code with what stands under it.
    pub matrix: Matrix,
    /// Pairs of which one stands under the other: they always meet, so they are not counted.
    pub nested: BTreeSet<(u32, u32)>,
    /// How many codes stand together with another.
    pub connected: usize,
    /// Those of them that the drawing and the matrix show, in the order of the tree.
    pub shown: Vec<u32>,
    /// The drawing, where there are links enough.
    pub network: Option<Network>,
}

/// Codes by attribute.
#[derive(Clone, Debug)]
pub struct Attributes {
    /// About the view.
    pub head: Head,
    /// By what.
    pub by: By,
    /// The groups.
    pub groups: Vec<Choice>,
    /// Id and name of each code.
    pub names: Vec<Choice>,
    /// How many codes each stands under.
    pub depths: Vec<usize>,
    /// Whether another code stands under it.
    pub inner: Vec<bool>,
    /// The table, each code with what stands under it; its last column is everybody in a group.
    pub table: Table,
    /// The same, each code by itself.
    pub own: Table,
    /// People who are in no group.
    pub without: usize,
    /// Groups that are two waves, the earlier first: places of the last two, by waves only.
    pub pair: Option<(usize, usize)>,
    /// How each code changed between them, judged like a closed answer.
    pub changes: Vec<Judged>,
    /// The version of the codebook in which a code was split, which its earlier codings may not know of.
    pub splits: Vec<Option<u32>>,
}

/// What each further person or session brings.
#[derive(Clone, Debug)]
pub struct Saturation {
    /// About the view.
    pub head: Head,
    /// Whether transcripts are counted, and not people.
    pub sessions: bool,
    /// The steps: of transcripts as they stand by week, of people the mean over random orders.
    pub curve: Vec<Step>,
    /// After how many few enough new codes came, and how many codes came after the run that showed it.
    pub reached: Option<(usize, f64)>,
    /// From which seed people were put in order, and how often.
    pub orders: (u64, usize),
}

/// A passage in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is called.
    pub passage: PassageId,
    /// What is known about it.
    pub about: Arc<About>,
    /// Its words.
    pub text: String,
}

/// An order for reading.
#[derive(Clone, Debug)]
pub struct Topics {
    /// About the view.
    pub head: Head,
    /// How many were asked for.
    pub count: usize,
    /// Words, how many passages, and the passages that a topic says most about.
    pub topics: Vec<(Vec<String>, usize, Vec<Line>)>,
}

/// Passages like coded ones, and codes that might fit.
#[derive(Clone, Debug)]
pub struct Suggestions {
    /// About the view.
    pub head: Head,
    /// Codes that carry enough passages to learn from: id and name.
    pub codes: Vec<Choice>,
    /// The code that passages are looked for; empty for suggestions of any code.
    pub code: String,
    /// Passages without a code of the person or team, each with its suggestions.
    pub lines: Vec<Suggested>,
    /// How many passages carry no code.
    pub uncoded: usize,
    /// How well suggestions do on passages that were held back.
    pub rate: Option<HitRate>,
}

/// A passage and what is suggested for it.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// The passage.
    pub line: Line,
    /// Codes, best first: id, name, and the words that matched.
    pub codes: Vec<(String, String, Vec<String>)>,
}
