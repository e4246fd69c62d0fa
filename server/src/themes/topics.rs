//! An order to read passages in: words that go together and the passages that use them most (NMF on TF-IDF).
//!
//! Nothing here is a finding, and its type says so: a [`ReadingOrder`] is found by a machine that knows no meaning, for
//! a number of topics that somebody chose. The same passages give the same order.

use super::corpus::Corpus;
use super::nmf::{Factors, factorise};
use super::vectors::Vectors;

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Number of topics, 20 at most.
    pub topics: usize,
    /// Words for each.
    pub words: usize,
    /// Passages for each.
    pub passages: usize,
    /// Words that fewer people use are left out.
    pub least_people: u32,
}

/// Eight topics with ten words and ten passages; words of at least three people.
impl Default for Rule {
    fn default() -> Self {
        Self { topics: 8, words: 10, passages: 10, least_people: 3 }
    }
}

/// Topics to read by, not to report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingOrder {
    /// Topics, the one that takes most passages first.
    pub topics: Vec<Topic>,
    /// Square root of the squared error: how much of the weights the topics leave out.
    pub error: f64,
    /// Passages that belong to no topic, since no word of theirs counts.
    pub silent: usize,
}

/// Words that go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its words and their weight, heaviest first.
    pub words: Vec<(u32, f64)>,
    /// The passages that it says most about, and how much.
    pub passages: Vec<(u32, f64)>,
    /// How many passages have it as their strongest topic.
    pub size: usize,
}

/// Puts passages in an order for reading.
pub fn reading_order(corpus: &Corpus, rule: Rule) -> ReadingOrder {
    let vectors = Vectors::of(corpus, rule.least_people);
    let factors = factorise(&vectors, rule.topics.min(20));
    let sizes = sizes(&factors, corpus.len());
    let mut topics: Vec<Topic> = (0..sizes.len()).map(|number| topic(&factors, number, sizes[number], rule)).collect();
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.size));
    let silent = (0..corpus.len() as u32).filter(|passage| !vectors.says_something(*passage)).count();
    ReadingOrder { topics, error: factors.error, silent }
}

fn topic(factors: &Factors, number: usize, size: usize, rule: Rule) -> Topic {
    let length = length(factors, number);
    let words = heaviest(factors.words.column(number), rule.words);
    let passages = heaviest(factors.passages.column(number).map(|weight| weight * length), rule.passages);
    Topic { words, passages, size }
}

/// How long a topic is as a list of words: a passage's value times this is what the topic says about it.
fn length(factors: &Factors, number: usize) -> f64 {
    factors.words.column(number).map(|weight| weight * weight).sum::<f64>().sqrt()
}

fn heaviest(values: impl Iterator<Item = f64>, limit: usize) -> Vec<(u32, f64)> {
    let mut values: Vec<(u32, f64)> = (0..).zip(values).filter(|(_, value)| *value > 0.0).collect();
    values.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    values.truncate(limit);
    values
}

fn sizes(factors: &Factors, passages: usize) -> Vec<usize> {
    let lengths: Vec<f64> = (0..factors.words.rank()).map(|topic| length(factors, topic)).collect();
    let mut sizes = vec![0; lengths.len()];
    for passage in 0..passages {
        let shares = factors.passages.row(passage).iter().zip(&lengths).map(|(value, length)| value * length);
        let strongest =
            shares.enumerate().filter(|(_, share)| *share > 0.0).max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((topic, _)) = strongest {
            sizes[topic] += 1;
        }
    }
    sizes
}
