//! How often, and by how many people, each word is used on two sides: the counts behind keyness.

use std::ops::Range;

use super::corpus::Corpus;
use super::members::Members;
use super::words::GAP;
use crate::parallel;

/// Parts that the counting is divided into; more than processors bring nothing.
const PARTS: usize = 8;

/// How much one side says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Passages.
    pub passages: usize,
    /// Counted words.
    pub words: usize,
    /// People who said something, even if no word of it counts.
    pub people: usize,
}

/// How one side uses one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// How many times.
    pub times: u32,
    /// By how many people.
    pub people: u32,
}

/// The use of one word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Use {
    /// In the target and in the reference.
    pub sides: [Uses; 2],
    /// By how many people in all; somebody may be on both sides.
    pub people: u32,
    last: u32,
    seen: [bool; 2],
}

/// The use of all words, by number.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// The target and the reference.
    pub sizes: [Size; 2],
    /// Each word.
    pub words: Vec<Use>,
}

/// Counts words and people in `target` and `reference`; a passage that is in both belongs to the target.
pub fn count(corpus: &Corpus, target: &Members, reference: &Members) -> Usage {
    let side = |passage| match () {
        () if target.contains(passage) => Some(0),
        () if reference.contains(passage) => Some(1),
        () => None,
    };
    let parts = parallel::map(&corpus.shares(PARTS), |share| count_share(corpus, share.clone(), &side));
    parts.into_iter().reduce(add).unwrap_or_else(|| Usage { words: vec![Use::default()], ..Usage::default() })
}

fn count_share(corpus: &Corpus, share: Range<usize>, side: &impl Fn(u32) -> Option<usize>) -> Usage {
    let mut usage = Usage { words: vec![Use::default(); corpus.vocabulary().len()], ..Usage::default() };
    // The last person's mark on each side, one higher than their number: nobody is 0.
    let mut last = [0; 2];
    for rank in share {
        let passage = corpus.order()[rank];
        let Some(side) = side(passage) else { continue };
        let person = corpus.people()[passage as usize].wrapping_add(1);
        let size = &mut usage.sizes[side];
        size.passages += 1;
        size.people += usize::from(std::mem::replace(&mut last[side], person) != person);
        for word in &corpus.tokens()[corpus.places()[rank].clone()] {
            usage.words[*word as usize].note(side, person);
        }
    }
    for (side, size) in usage.sizes.iter_mut().enumerate() {
        size.words = usage.words[GAP as usize + 1..].iter().map(|word| word.sides[side].times as usize).sum();
    }
    usage
}

impl Use {
    /// Notes one use. Passages come by person, so a mark of the last person is enough to count people.
    fn note(&mut self, side: usize, person: u32) {
        if self.last != person {
            (self.last, self.seen) = (person, [false; 2]);
            self.people += 1;
        }
        self.sides[side].times += 1;
        self.sides[side].people += u32::from(!std::mem::replace(&mut self.seen[side], true));
    }
}

/// Adds what was counted for other people.
fn add(mut all: Usage, part: Usage) -> Usage {
    for (size, more) in all.sizes.iter_mut().zip(part.sizes) {
        size.passages += more.passages;
        size.words += more.words;
        size.people += more.people;
    }
    for (word, more) in all.words.iter_mut().zip(part.words) {
        word.people += more.people;
        for (side, more) in word.sides.iter_mut().zip(more.sides) {
            side.times += more.times;
            side.people += more.people;
        }
    }
    all
}
