//! Passages as weighted words (TF-IDF): what is frequent here and rare elsewhere weighs most.
//!
//! Weight = (1 + ln times) · (1 + ln((1+n)/(1+n_w))), each passage then of length 1.

use super::corpus::Corpus;
use super::words::GAP;

/// The weights of all passages, one list after another.
#[derive(Clone, Debug)]
pub struct Vectors {
    starts: Vec<usize>,
    words: Vec<u32>,
    weights: Vec<f32>,
    vocabulary: usize,
}

impl Vectors {
    /// Weighs the words that at least so many people use; the others stand for one person and are left out.
    pub fn of(corpus: &Corpus, least_people: u32) -> Self {
        let spread = Spread::of(corpus);
        let rarity: Vec<f64> = (0..spread.passages.len()).map(|word| spread.rarity(word, corpus.len())).collect();
        let mut vectors = Self { starts: vec![0], words: vec![], weights: vec![], vocabulary: rarity.len() };
        let mut row: Vec<u32> = Vec::new();
        for passage in 0..corpus.len() as u32 {
            row.clear();
            row.extend(corpus.words(passage));
            row.retain(|word| *word != GAP && spread.people[*word as usize] >= least_people);
            row.sort_unstable();
            vectors.push(&row, &rarity);
        }
        vectors
    }

    fn push(&mut self, sorted: &[u32], rarity: &[f64]) {
        let weight = |same: &[u32]| (1.0 + (same.len() as f64).ln()) * rarity[same[0] as usize];
        let row: Vec<(u32, f64)> = sorted.chunk_by(|one, other| one == other).map(|s| (s[0], weight(s))).collect();
        let length = row.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        for (word, weight) in row {
            self.words.push(word);
            self.weights.push((weight / length) as f32);
        }
        self.starts.push(self.words.len());
    }

    /// How many passages there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How long a table of words must be.
    pub fn vocabulary(&self) -> usize {
        self.vocabulary
    }

    /// The words of a passage, by number, and their weights. Empty where no word counts.
    pub fn row(&self, passage: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.starts[passage as usize]..self.starts[passage as usize + 1];
        self.words[range.clone()].iter().copied().zip(self.weights[range].iter().map(|weight| f64::from(*weight)))
    }

    /// Whether a passage has a word that counts.
    pub fn says_something(&self, passage: u32) -> bool {
        self.starts[passage as usize] < self.starts[passage as usize + 1]
    }
}

/// In how many passages, and of how many people, a word is.
struct Spread {
    passages: Vec<u32>,
    people: Vec<u32>,
}

impl Spread {
    fn of(corpus: &Corpus) -> Self {
        let words = corpus.vocabulary().len();
        let mut spread = Self { passages: vec![0; words], people: vec![0; words] };
        let mut last = vec![(u32::MAX, u32::MAX); words];
        for passage in corpus.order() {
            let person = corpus.people()[*passage as usize];
            for word in corpus.words(*passage) {
                let word = *word as usize;
                let before = std::mem::replace(&mut last[word], (*passage, person));
                spread.passages[word] += u32::from(before.0 != *passage);
                spread.people[word] += u32::from(before.0 == u32::MAX || before.1 != person);
            }
        }
        spread
    }

    fn rarity(&self, word: usize, passages: usize) -> f64 {
        ((1.0 + passages as f64) / (1.0 + f64::from(self.passages[word]))).ln() + 1.0
    }
}
