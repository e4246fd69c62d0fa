//! What a file holds that did not come along, or was mended or guessed: a code, how often, and the first example. The
//! sentences stand with the other words (`loss-…`).

use std::collections::BTreeMap;

use super::offsets::Counting;

/// What was lost, mended or guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    losses: BTreeMap<&'static str, (usize, String)>,
    /// How the other tool counts characters, where the file has selections.
    pub counted: Option<Counted>,
}

/// One kind of loss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Stable code, the key of its sentence.
    pub code: &'static str,
    /// How often.
    pub count: usize,
    /// The first example: a name, an element.
    pub example: String,
}

/// How characters were counted, and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The way of counting that was taken.
    pub counting: Counting,
    /// Whether a person said so.
    pub told: bool,
    /// Selections whose name is their text, counted so.
    pub agree: usize,
    /// The same, counted as the standard says.
    pub agree_plain: usize,
    /// Selections whose name could be their text at all.
    pub named: usize,
    /// Selections whose text is known.
    pub selections: usize,
}

impl Report {
    /// Counts one loss; the first example stays. Callers add what they themselves leave out.
    pub fn add(&mut self, code: &'static str, example: impl AsRef<str>) {
        self.add_many(code, 1, example);
    }

    /// Counts several of one kind.
    pub fn add_many(&mut self, code: &'static str, count: usize, example: impl AsRef<str>) {
        if count > 0 {
            let short = || example.as_ref().chars().filter(|letter| !letter.is_control()).take(80).collect();
            self.losses.entry(code).or_insert_with(|| (0, short())).0 += count;
        }
    }

    /// Every kind of loss.
    pub fn losses(&self) -> impl Iterator<Item = Loss> + '_ {
        self.losses.iter().map(|(code, (count, example))| Loss { code, count: *count, example: example.clone() })
    }

    /// How often one kind was lost.
    pub fn count(&self, code: &str) -> usize {
        self.losses.get(code).map_or(0, |(count, _)| *count)
    }
}
