//! Where a factorisation starts: NNDSVDa (Boutsidis and Gallopoulos 2008), from singular vectors, not from lots.

use super::nmf::Factor;
use super::vectors::Vectors;
use crate::chance::Seeded;

/// Most rounds for one pair of singular vectors.
const ROUNDS: usize = 300;
/// A direction that moves less than this has arrived.
const STILL: f64 = 1e-9;

/// A singular value with its vectors.
struct Triplet {
    value: f64,
    passages: Vec<f64>,
    words: Vec<f64>,
}

/// Start values for passages and words; fewer topics than asked for where the passages do not bear more.
pub fn start(vectors: &Vectors, rank: usize) -> (Factor, Factor) {
    let mut triplets: Vec<Triplet> = Vec::new();
    while triplets.len() < rank {
        let Some(next) = triplet(vectors, &triplets) else { break };
        triplets.push(next);
    }
    let mean = mean(vectors);
    let mut factors = (Factor::zero(vectors.len(), triplets.len()), Factor::zero(vectors.vocabulary(), triplets.len()));
    for (topic, triplet) in triplets.iter().enumerate() {
        let (passages, words, scale) = positive_part(triplet);
        factors.0.set_column(topic, passages.iter().map(|value| value * scale), mean);
        factors.1.set_column(topic, words.iter().map(|value| value * scale), mean);
    }
    factors
}

fn mean(vectors: &Vectors) -> f64 {
    let sum: f64 = (0..vectors.len() as u32).flat_map(|passage| vectors.row(passage)).map(|(_, weight)| weight).sum();
    // The gap is a place in the table, not a word.
    sum / (vectors.len().max(1) * (vectors.vocabulary() - 1).max(1)) as f64
}

/// The strongest direction at right angles to those found; `None` where nothing is left.
fn triplet(vectors: &Vectors, found: &[Triplet]) -> Option<Triplet> {
    let mut words: Vec<f64> =
        (0..vectors.vocabulary() as u64).map(|word| 0.5 + Seeded::at(found.len() as u64, word).fraction()).collect();
    let mut triplet = None;
    for _ in 0..ROUNDS {
        for other in found {
            let along = dot(&words, &other.words);
            words.iter_mut().zip(&other.words).for_each(|(value, other)| *value -= along * other);
        }
        normalise(&mut words)?;
        let mut passages = times(vectors, &words);
        let value = normalise(&mut passages)?;
        let mut next = transposed_times(vectors, &passages);
        normalise(&mut next)?;
        let moved = next.iter().zip(&words).map(|(new, old)| (new - old).powi(2)).sum::<f64>().sqrt();
        words = next;
        triplet = Some(Triplet { value, passages, words: words.clone() });
        if moved < STILL {
            break;
        }
    }
    triplet
}

/// Of the positive and the negative halves of a pair of vectors the heavier, and the number that scales it.
fn positive_part(triplet: &Triplet) -> (Vec<f64>, Vec<f64>, f64) {
    let half = |sign: f64| {
        let part = |vector: &[f64]| vector.iter().map(|value| (value * sign).max(0.0)).collect::<Vec<f64>>();
        let (mut passages, mut words) = (part(&triplet.passages), part(&triplet.words));
        let weight = normalise(&mut passages).unwrap_or(0.0) * normalise(&mut words).unwrap_or(0.0);
        (passages, words, (triplet.value * weight).sqrt())
    };
    let (positive, negative) = (half(1.0), half(-1.0));
    if positive.2 >= negative.2 { positive } else { negative }
}

fn times(vectors: &Vectors, words: &[f64]) -> Vec<f64> {
    let row = |passage| vectors.row(passage).map(|(word, weight)| weight * words[word as usize]).sum();
    (0..vectors.len() as u32).map(row).collect()
}

fn transposed_times(vectors: &Vectors, passages: &[f64]) -> Vec<f64> {
    let mut words = vec![0.0; vectors.vocabulary()];
    for (passage, value) in passages.iter().enumerate() {
        vectors.row(passage as u32).for_each(|(word, weight)| words[word as usize] += weight * value);
    }
    words
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// Brings a vector to length 1 and says how long it was; `None` where it has no direction.
fn normalise(vector: &mut [f64]) -> Option<f64> {
    let length = dot(vector, vector).sqrt();
    if length < 1e-9 {
        return None;
    }
    vector.iter_mut().for_each(|value| *value /= length);
    Some(length)
}
