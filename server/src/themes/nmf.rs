//! Non-negative matrix factorisation: passages × words ≈ (passages × topics)·(topics × words), by coordinate descent
//! (HALS: Cichocki and Phan 2009) on the squared error.

use super::start::start;
use super::vectors::Vectors;

/// Most rounds.
const ROUNDS: usize = 200;
/// It has settled when what still pulls is this small a share of what pulled at first.
const SETTLED: f64 = 1e-4;

/// Values for each row (a passage or a word) and topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    rank: usize,
    values: Vec<f64>,
}

impl Factor {
    /// Zeros.
    pub fn zero(rows: usize, rank: usize) -> Self {
        Self { rank, values: vec![0.0; rows * rank] }
    }

    /// How many topics there are.
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// The values of a row, one for each topic.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.rank..(row + 1) * self.rank]
    }

    /// Sets a topic's values; where there is none, `instead`.
    pub fn set_column(&mut self, topic: usize, values: impl Iterator<Item = f64>, instead: f64) {
        for (row, value) in values.enumerate() {
            self.values[row * self.rank + topic] = if value > 1e-6 { value } else { instead };
        }
    }

    /// A topic's values by row.
    pub fn column(&self, topic: usize) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().skip(topic).step_by(self.rank.max(1)).copied()
    }

    /// Topics × topics: the sums of products over all rows.
    fn gram(&self) -> Vec<f64> {
        let mut gram = vec![0.0; self.rank * self.rank];
        for row in self.values.chunks_exact(self.rank.max(1)) {
            for (one, other) in (0..self.rank).flat_map(|one| (0..self.rank).map(move |other| (one, other))) {
                gram[one * self.rank + other] += row[one] * row[other];
            }
        }
        gram
    }

    /// Moves every value to where the error is smallest while the others stand; says how much pulled.
    fn descend(&mut self, gram: &[f64], target: &Factor) -> f64 {
        let (rank, mut pull) = (self.rank, 0.0);
        for (row, target) in self.values.chunks_exact_mut(rank.max(1)).zip(target.values.chunks_exact(rank.max(1))) {
            for topic in 0..rank {
                let gram = &gram[topic * rank..(topic + 1) * rank];
                let slope = gram.iter().zip(row.iter()).map(|(gram, value)| gram * value).sum::<f64>() - target[topic];
                pull += if row[topic] == 0.0 { slope.min(0.0).abs() } else { slope.abs() };
                if gram[topic] > 0.0 {
                    row[topic] = (row[topic] - slope / gram[topic]).max(0.0);
                }
            }
        }
        pull
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    /// Passages × topics.
    pub passages: Factor,
    /// Words × topics.
    pub words: Factor,
    /// Square root of the squared error that is left.
    pub error: f64,
    /// Rounds it took.
    pub rounds: usize,
}

/// Factorises into `rank` topics, or as many as the passages bear.
pub fn factorise(vectors: &Vectors, rank: usize) -> Factors {
    let (mut passages, mut words) = start(vectors, rank);
    let (mut first, mut rounds) = (None, 0);
    while rounds < ROUNDS {
        rounds += 1;
        let mut pull = passages.descend(&words.gram(), &by_passage(vectors, &words));
        pull += words.descend(&passages.gram(), &by_word(vectors, &passages));
        if pull <= SETTLED * *first.get_or_insert(pull) {
            break;
        }
    }
    let error = error(vectors, &passages, &words);
    Factors { passages, words, error, rounds }
}

fn by_passage(vectors: &Vectors, words: &Factor) -> Factor {
    let mut sums = Factor::zero(vectors.len(), words.rank);
    for (passage, sum) in sums.values.chunks_exact_mut(words.rank.max(1)).enumerate() {
        for (word, weight) in vectors.row(passage as u32) {
            sum.iter_mut().zip(words.row(word as usize)).for_each(|(sum, value)| *sum += weight * value);
        }
    }
    sums
}

fn by_word(vectors: &Vectors, passages: &Factor) -> Factor {
    let rank = passages.rank;
    let mut sums = Factor::zero(vectors.vocabulary(), rank);
    for passage in 0..vectors.len() {
        for (word, weight) in vectors.row(passage as u32) {
            let sum = &mut sums.values[word as usize * rank..(word as usize + 1) * rank];
            sum.iter_mut().zip(passages.row(passage)).for_each(|(sum, value)| *sum += weight * value);
        }
    }
    sums
}

/// ‖X − WH‖ from ‖X‖² − 2·Σ X∘WH + ‖WH‖², without ever writing WH down.
fn error(vectors: &Vectors, passages: &Factor, words: &Factor) -> f64 {
    let cells: Vec<_> =
        (0..vectors.len()).flat_map(|passage| vectors.row(passage as u32).map(move |cell| (passage, cell))).collect();
    let own: f64 = cells.iter().map(|(_, (_, weight))| weight * weight).sum();
    let product = |passage: usize, word: u32| {
        passages.row(passage).iter().zip(words.row(word as usize)).map(|(one, other)| one * other).sum::<f64>()
    };
    let crossed: f64 = cells.iter().map(|(passage, (word, weight))| weight * product(*passage, *word)).sum();
    let modelled: f64 = passages.gram().iter().zip(words.gram()).map(|(one, other)| one * other).sum();
    (own - 2.0 * crossed + modelled).max(0.0).sqrt()
}
