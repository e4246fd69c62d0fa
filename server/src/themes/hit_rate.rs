//! How good suggestions are: codings of some people are held back, suggested from the others', and compared.
//!
//! Beside it stands what anyone could do: always suggest the most frequent codes. Suggestions that do not beat that are
//! worth nothing, and the page says so. Whole people are held back, since one person's passages are alike.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::suggest::Learned;
use super::vectors::Vectors;
use crate::chance::Seeded;

/// Passages with a right code among what was suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// By suggestions from similar passages.
    pub suggested: usize,
    /// By always suggesting the most frequent codes.
    pub baseline: usize,
}

/// What was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HitRate {
    /// Coded passages, each held back once.
    pub passages: usize,
    /// With one suggestion each.
    pub first: Hits,
    /// With three.
    pub three: Hits,
}

impl HitRate {
    /// Whether suggestions beat the most frequent codes, with one and with three.
    pub fn beats_baseline(&self) -> bool {
        [self.first, self.three].iter().all(|hits| hits.suggested > hits.baseline)
    }

    /// A count as a share of the passages; `None` where there are none.
    pub fn share(&self, hits: usize) -> Option<f64> {
        (self.passages > 0).then(|| hits as f64 / self.passages as f64)
    }
}

/// How people are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// In how many parts people are dealt.
    pub folds: usize,
    /// What fixes the dealing.
    pub seed: u64,
}

/// Ten parts, seed 1.
impl Default for Rule {
    fn default() -> Self {
        Self { folds: 10, seed: 1 }
    }
}

/// Measures for passages with their codes (`coded`) and their people.
pub fn hit_rate(vectors: &Vectors, coded: &[Vec<u32>], people: &[u32], rule: Rule) -> HitRate {
    let folds = deal(people, rule);
    let mut rate = HitRate::default();
    for fold in 0..rule.folds {
        let held = |passage: usize| folds[passage] == fold;
        let shown: Vec<Vec<u32>> =
            coded.iter().enumerate().map(|(at, codes)| if held(at) { vec![] } else { codes.clone() }).collect();
        let (learned, frequent) = (Learned::from(vectors, &shown), most_frequent(&shown));
        for (at, codes) in coded.iter().enumerate().filter(|(at, codes)| held(*at) && !codes.is_empty()) {
            let suggested: Vec<u32> = learned.suggest(vectors, at as u32, 3).iter().map(|found| found.code).collect();
            rate.note(codes, &suggested, &frequent);
        }
    }
    rate
}

impl HitRate {
    fn note(&mut self, codes: &[u32], suggested: &[u32], frequent: &[u32]) {
        let hits = |list: &[u32], count: usize| usize::from(list.iter().take(count).any(|code| codes.contains(code)));
        self.passages += 1;
        for (hit, count) in [(&mut self.first, 1), (&mut self.three, 3)] {
            hit.suggested += hits(suggested, count);
            hit.baseline += hits(frequent, count);
        }
    }
}

/// The fold of each passage: people in an order that the seed fixes, dealt one by one.
fn deal(people: &[u32], rule: Rule) -> Vec<usize> {
    let mut order: Vec<u32> = people.to_vec();
    order.sort_unstable();
    order.dedup();
    order.sort_by_key(|person| (Seeded::at(rule.seed, u64::from(*person)).number(), *person));
    let fold: HashMap<u32, usize> = order.into_iter().zip((0..rule.folds.max(1)).cycle()).collect();
    people.iter().map(|person| fold[person]).collect()
}

fn most_frequent(coded: &[Vec<u32>]) -> Vec<u32> {
    let mut counts = BTreeMap::<u32, usize>::new();
    coded.iter().flatten().for_each(|code| *counts.entry(*code).or_default() += 1);
    let mut order: Vec<(u32, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(code, count)| (Reverse(*count), *code));
    order.into_iter().map(|(code, _)| code).collect()
}
