//! The tree of codes, as it is now and how it became so.

use std::collections::BTreeMap;

use super::event::{Act, Id};

/// Most levels of the tree: deeper ones are nobody's thought, and readers of files give up on them.
pub const DEEPEST: usize = 24;

/// What of a code is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// What it is called.
    Name,
    /// What it means.
    Definition,
    /// When it fits.
    Include,
    /// When it does not, though it seems to.
    Exclude,
    /// Words that it fits.
    Example,
}

impl Part {
    /// All, in the order of the page.
    pub const ALL: &[Self] = &[Self::Name, Self::Definition, Self::Include, Self::Exclude, Self::Example];

    /// The name in forms and in the keys of words (`code-part-include`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Definition => "definition",
            Self::Include => "include",
            Self::Exclude => "exclude",
            Self::Example => "example",
        }
    }
}

/// Where a code came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// From the question, before reading.
    #[default]
    Deductive,
    /// From reading.
    Emerged,
}

impl Origin {
    /// The name in forms and in the keys of words (`code-origin-emerged`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Deductive => "deductive",
            Self::Emerged => "emerged",
        }
    }
}

/// What became of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// In use.
    #[default]
    Active,
    /// Not used any more; what was coded stays.
    Retired,
    /// Merged into another.
    Merged(Id),
}

/// One code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Its id, for ever.
    pub id: Id,
    /// The code above it.
    pub parent: Option<Id>,
    /// Its words, by part: ids of texts.
    pub words: BTreeMap<Part, Id>,
    /// Where it came from.
    pub origin: Origin,
    /// Which of the twelve colours; never the only sign.
    pub colour: u8,
    /// What became of it.
    pub state: State,
    /// The codes it was split into.
    pub split_into: Vec<Id>,
    /// The code it was split from.
    pub split_from: Option<Id>,
}

/// Codes that are read together, or of which at most one fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name: id of a text.
    pub name: Id,
    /// Its codes.
    pub codes: Vec<Id>,
    /// Whether at most one of them fits a passage.
    pub exclusive: bool,
}

/// One change, for the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The version that it made, from 1.
    pub version: u32,
    /// Position of its event.
    pub event: i64,
    /// Who.
    pub by: String,
    /// When.
    pub day: String,
    /// To which code or group.
    pub code: Id,
    /// What.
    pub what: What,
}

/// What changed, with before and after.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It was made.
    Made,
    /// Other words: ids of texts.
    Worded(Part, Option<Id>, Option<Id>),
    /// Another colour.
    Coloured(u8, u8),
    /// Under another code.
    Moved(Option<Id>, Option<Id>),
    /// Into another code.
    Merged(Id),
    /// Into several.
    Split(Vec<Id>),
    /// Not used any more.
    Retired,
    /// Used again.
    Restored,
    /// A group of codes was made, changed or dissolved.
    Grouped,
    /// An earlier event was undone, or done again: the first and last version that it had made.
    TakenBack(u32, u32),
}

/// All codes, and how they came to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Every code that was ever made, by id.
    pub codes: BTreeMap<Id, Code>,
    /// Ids in the order in which they were made.
    pub order: Vec<Id>,
    /// Groups of codes, by id.
    pub groups: BTreeMap<Id, Group>,
    /// Every change that stands, the oldest first.
    pub history: Vec<Change>,
    /// The first and last version that each event made. Those of undone events stay counted: an analysis may have named
    /// one, so it is never used for anything else.
    pub(super) versions: BTreeMap<i64, (u32, u32)>,
}

impl Codebook {
    /// The version now: how many changes there were, those that were undone among them.
    pub fn version(&self) -> u32 {
        self.versions.values().next_back().map_or(0, |(_, last)| *last)
    }

    /// Counts the changes of the newest event.
    pub(super) fn count(&mut self, event: i64, changes: u32) {
        if changes > 0 {
            let before = self.version();
            self.versions.insert(event, (before + 1, before + changes));
        }
    }

    /// Writes down a change of the newest event.
    pub(super) fn record(&mut self, event: &super::Event, code: Id, what: What) {
        let earlier = self.history.iter().rev().take_while(|change| change.event == event.position).count() as u32;
        let first = self.versions.get(&event.position).map_or_else(|| self.version(), |(first, _)| *first);
        let (by, day) = (event.by.clone(), event.day.clone());
        self.history.push(Change { version: first + earlier, event: event.position, by, day, code, what });
    }

    /// A code, whatever became of it.
    pub fn code(&self, id: &str) -> Option<&Code> {
        self.codes.get(id)
    }

    /// A code that may be given now.
    pub fn active(&self, id: &str) -> Option<&Code> {
        self.code(id).filter(|code| code.state == State::Active)
    }

    /// The code that a merged one became, or the code itself.
    pub fn now<'a>(&'a self, id: &'a str) -> &'a str {
        let mut at = id;
        // A merge always points to a code that was active then, so the chain ends; the count guards a damaged log.
        for _ in 0..=self.codes.len() {
            match self.codes.get(at).map(|code| &code.state) {
                Some(State::Merged(into)) => at = into,
                _ => return at,
            }
        }
        at
    }

    /// Codes directly under another (or at the top), in the order in which they were made; merged ones are gone.
    pub fn under<'a>(&'a self, parent: Option<&'a str>) -> impl Iterator<Item = &'a Code> {
        self.order
            .iter()
            .filter_map(|id| self.codes.get(id))
            .filter(move |code| !matches!(code.state, State::Merged(_)) && self.shown_parent(code) == parent)
    }

    /// The tree as lines: depth and code, parents before children.
    pub fn tree(&self) -> Vec<(usize, &Code)> {
        let mut under: BTreeMap<Option<&str>, Vec<&Code>> = BTreeMap::new();
        for code in self.order.iter().filter_map(|id| self.codes.get(id)) {
            if !matches!(code.state, State::Merged(_)) {
                under.entry(self.shown_parent(code)).or_default().push(code);
            }
        }
        let mut lines = Vec::new();
        walk(&under, None, 0, &mut lines);
        lines
    }

    /// Where a code stands: under what its parent became.
    fn shown_parent<'a>(&'a self, code: &'a Code) -> Option<&'a str> {
        code.parent.as_deref().map(|parent| self.now(parent)).filter(|parent| self.codes.contains_key(*parent))
    }

    /// Whether `code` is `above` or stands somewhere under it.
    pub fn is_within(&self, code: &str, above: &str) -> bool {
        let mut at = Some(code);
        for _ in 0..=self.codes.len() {
            match at {
                Some(id) if id == above => return true,
                Some(id) => at = self.codes.get(id).and_then(|code| self.shown_parent(code)),
                None => return false,
            }
        }
        false
    }

    /// How many codes stand above one.
    pub fn depth(&self, id: &str) -> usize {
        let above = |id: &str| self.codes.get(id).and_then(|code| self.shown_parent(code));
        std::iter::successors(above(id), |id| above(id)).take(self.codes.len()).count()
    }

    /// How many levels stand under a code.
    pub fn height(&self, id: &str) -> usize {
        let tree = self.tree();
        let Some(place) = tree.iter().position(|(_, code)| code.id == id) else { return 0 };
        let own = tree[place].0;
        let inner = tree[place + 1..].iter().take_while(|(depth, _)| *depth > own);
        inner.map(|(depth, _)| depth - own).max().unwrap_or(0)
    }

    /// Whether a change of the tree would put a code under itself. A log that was written before that was refused may
    /// hold such a change; it changes nothing.
    pub(super) fn would_circle(&self, act: &Act) -> bool {
        match act {
            Act::Move { code, parent: Some(above) } | Act::Merge { code, into: above } => {
                self.is_within(self.now(above), code)
            }
            _ => false,
        }
    }

    /// A code and all under it.
    pub fn with_inner(&self, id: &str) -> Vec<Id> {
        self.order.iter().filter(|code| self.is_within(code, id)).cloned().collect()
    }

    /// Since which version a code means something else than before: it was split, merged into, moved or redefined.
    /// None when it always meant what it means now.
    pub fn changed_meaning(&self, id: &str) -> Option<&Change> {
        let touches = |change: &&Change| match &change.what {
            What::Split(into) => change.code == id || into.iter().any(|made| made == id),
            What::Merged(into) => into == id,
            What::Worded(part, before, _) => change.code == id && before.is_some() && *part != Part::Example,
            _ => false,
        };
        self.history.iter().rev().find(touches)
    }

    /// The last version in which a code was split, or came out of a split.
    pub fn split_in(&self, id: &str) -> Option<u32> {
        let split = |change: &&Change| matches!(&change.what, What::Split(into) if change.code == id || into.iter().any(|made| made == id));
        self.history.iter().rev().find(split).map(|change| change.version)
    }

    /// At which code two versions can be compared, for a code of now: itself where nothing but names and places changed
    /// since then; the code it was split from or its parent after a split; none where it did not exist.
    pub fn comparable(&self, id: &str, since: u32) -> Option<Id> {
        let split = |change: &&Change| {
            change.version > since
                && matches!(&change.what, What::Split(into) if change.code == id || into.iter().any(|made| made == id))
        };
        if let Some(change) = self.history.iter().find(split) {
            let parent = self.codes.get(&change.code).and_then(|code| code.parent.clone());
            return parent.or_else(|| Some(change.code.clone())).filter(|at| at != id || change.code == *at);
        }
        let made = |change: &Change| change.version > since && change.code == id && change.what == What::Made;
        if self.history.iter().any(made) { None } else { Some(id.to_owned()) }
    }
}

/// The codes under one, each followed by those under it.
fn walk<'a>(
    under: &BTreeMap<Option<&str>, Vec<&'a Code>>,
    parent: Option<&str>,
    depth: usize,
    lines: &mut Vec<(usize, &'a Code)>,
) {
    for code in under.get(&parent).into_iter().flatten() {
        lines.push((depth, code));
        walk(under, Some(&code.id), depth + 1, lines);
    }
}
