//! Codes that a passage might get, from how the team coded similar ones, with the words that matched.
//!
//! Naive Bayes on the complement (Rennie, Shih, Teevan and Karger 2003): a word speaks for a code when it is rare in
//! passages *without* the code, which is fair to rare codes. On the invented housing answers it finds more than the
//! nearest neighbours do (`tests/themes.rs` prints its hit rate). A person accepts or rejects each suggestion.

use super::alike::matched;
use super::vectors::Vectors;

/// What every word is given beforehand, so that none decides alone.
const BEFOREHAND: f64 = 1.0;

/// A code that a passage might get.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The code.
    pub code: u32,
    /// How much more the words speak for this code than for codes on average: good for order, not a probability.
    pub score: f64,
    /// The words that speak for it and stand in passages with the code, strongest first; never empty.
    pub words: Vec<u32>,
}

/// What was learned from coded passages.
#[derive(Clone, Debug)]
pub struct Learned {
    codes: usize,
    /// For each word: its weight in all coded passages.
    all: Vec<f64>,
    /// For each word and code: its weight in passages with the code.
    inside: Vec<f64>,
    /// Weight of all words in coded passages, and in those with each code.
    total: f64,
    totals: Vec<f64>,
}

impl Learned {
    /// Learns from `coded`: the codes (numbered from 0) of each passage. A passage without a code tells nothing: it may
    /// not have been read.
    pub fn from(vectors: &Vectors, coded: &[Vec<u32>]) -> Self {
        let codes = coded.iter().flatten().max().map_or(0, |code| *code as usize + 1);
        let words = vectors.vocabulary();
        let (all, inside, totals) = (vec![0.0; words], vec![0.0; words * codes], vec![0.0; codes]);
        let mut learned = Self { codes, all, inside, total: 0.0, totals };
        for (passage, codes) in (0..vectors.len() as u32).zip(coded).filter(|(_, codes)| !codes.is_empty()) {
            vectors.row(passage).for_each(|(word, weight)| learned.note(word, weight, codes));
        }
        learned
    }

    fn note(&mut self, word: u32, weight: f64, codes: &[u32]) {
        self.all[word as usize] += weight;
        self.total += weight;
        for code in codes {
            self.inside[word as usize * self.codes + *code as usize] += weight;
            self.totals[*code as usize] += weight;
        }
    }

    /// The best `limit` codes for a passage, best first; none where its words are new.
    pub fn suggest(&self, vectors: &Vectors, passage: u32, limit: usize) -> Vec<Suggestion> {
        let row: Vec<(u32, f64)> = vectors.row(passage).collect();
        let scores: Vec<f64> = (0..self.codes).map(|code| self.score(&row, code)).collect();
        let average = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
        let mut order: Vec<usize> = (0..self.codes).collect();
        order.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]));
        let suggestion = |code: usize| {
            let words = self.matched(&row, code);
            (!words.is_empty()).then(|| Suggestion { code: code as u32, score: scores[code] - average, words })
        };
        order.into_iter().filter_map(suggestion).take(limit).collect()
    }

    fn score(&self, row: &[(u32, f64)], code: usize) -> f64 {
        row.iter().map(|(word, weight)| weight * self.weight(*word, code)).sum()
    }

    /// −ln of the word's share in passages without the code.
    pub fn weight(&self, word: u32, code: usize) -> f64 {
        let outside = self.all[word as usize] - self.inside[word as usize * self.codes + code];
        // The gap is a place in the table, not a word.
        let words = (self.all.len() - 1) as f64;
        -((outside + BEFOREHAND) / (self.total - self.totals[code] + BEFOREHAND * words)).ln()
    }

    /// Words that stand in passages with the code and speak for it more than for codes on average.
    fn matched(&self, row: &[(u32, f64)], code: usize) -> Vec<u32> {
        let known = row.iter().filter(|(word, _)| self.inside[*word as usize * self.codes + code] > 0.0);
        matched(known.map(|(word, weight)| {
            let average = (0..self.codes).map(|other| self.weight(*word, other)).sum::<f64>() / self.codes as f64;
            (*word, weight * (self.weight(*word, code) - average))
        }))
    }
}
