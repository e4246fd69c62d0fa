//! Passages like the coded ones that are not coded yet: relevance feedback (Rocchio 1971), with the words that matched.

use super::members::Members;
use super::vectors::Vectors;

/// How much the passages that are not coded push away, by how much the coded ones draw.
const AWAY: f64 = 0.2;
/// How many matching words are told.
const TOLD: usize = 8;

/// A passage that is like the coded ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// Its number.
    pub passage: u32,
    /// Cosine with what the coded ones have in common, above 0.
    pub score: f64,
    /// The words that made it so, strongest first.
    pub words: Vec<u32>,
}

/// The best `limit` of the passages in `among` that are not coded, best first.
pub fn alike(vectors: &Vectors, coded: &Members, among: &Members, limit: usize) -> Vec<Like> {
    let wanted = wanted(vectors, coded);
    let rest = (0..vectors.len() as u32).filter(|passage| among.contains(*passage) && !coded.contains(*passage));
    let mut found: Vec<Like> = rest.filter_map(|passage| score(vectors, passage, &wanted)).collect();
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.passage.cmp(&other.passage)));
    found.truncate(limit);
    for like in &mut found {
        like.words = matched(vectors.row(like.passage).map(|(word, weight)| (word, weight * wanted[word as usize])));
    }
    found
}

/// What coded passages have more than others, of length 1. A word that others have more counts nothing.
fn wanted(vectors: &Vectors, coded: &Members) -> Vec<f64> {
    let mut wanted = vec![0.0; vectors.vocabulary()];
    let inside = (0..vectors.len() as u32).filter(|passage| coded.contains(*passage)).count();
    let outside = vectors.len() - inside;
    for passage in 0..vectors.len() as u32 {
        let pull = if coded.contains(passage) { 1.0 / inside as f64 } else { -AWAY / outside as f64 };
        vectors.row(passage).for_each(|(word, weight)| wanted[word as usize] += pull * weight);
    }
    wanted.iter_mut().for_each(|weight| *weight = weight.max(0.0));
    let length = wanted.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
    wanted.iter_mut().filter(|_| length > 0.0).for_each(|weight| *weight /= length);
    wanted
}

fn score(vectors: &Vectors, passage: u32, wanted: &[f64]) -> Option<Like> {
    let score: f64 = vectors.row(passage).map(|(word, weight)| weight * wanted[word as usize]).sum();
    (score > 0.0).then(|| Like { passage, score, words: Vec::new() })
}

/// Of words and what each adds, those that add something, strongest first.
pub(super) fn matched(shares: impl Iterator<Item = (u32, f64)>) -> Vec<u32> {
    let mut shares: Vec<(u32, f64)> = shares.filter(|(_, share)| *share > 0.0).collect();
    shares.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    shares.into_iter().take(TOLD).map(|(word, _)| word).collect()
}
