//! Three or more independent waves: did answers differ at all, and did they move one way over time?
//!
//! Waves stand at their real times (years). A wave with fewer than [`LEAST`] answers is left out and named; a trend needs
//! three waves that are left. Two waves are compared elsewhere; linked ones in `linked` and `linked_many`.

mod binary;
mod nominal;
mod numeric;
mod ordinal;

pub use binary::{ManyBinary, Yes, many_binary};
pub use nominal::{ManyNominal, OneAnswer, many_nominal};
pub use numeric::{ManyNumeric, Slope, Variances, many_numeric};
pub use ordinal::{Kruskal, ManyOrdinal, Trend, many_ordinal};

use super::obstacle::Obstacle;

/// The fewest answers with which a wave is compared.
pub const LEAST: usize = 5;

/// The answers of one wave.
#[derive(Clone, Debug, PartialEq)]
struct Wave {
    time: f64,
    values: Vec<f64>,
}

/// Answers sorted into waves, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
struct Waves {
    kept: Vec<Wave>,
    left_out: Vec<f64>,
}

impl Waves {
    /// Sorts a column of answers by a column of times; people without one of them are in no wave.
    fn of(answers: &[Option<f64>], times: &[Option<f64>]) -> Self {
        let mut people: Vec<(f64, f64)> = answers.iter().zip(times).filter_map(|(a, t)| (*t).zip(*a)).collect();
        people.retain(|(time, value)| time.is_finite() && value.is_finite());
        people.sort_by(|one, other| one.0.total_cmp(&other.0));
        let same = |one: &(f64, f64), other: &(f64, f64)| one.0 == other.0;
        let wave = |group: &[(f64, f64)]| Wave { time: group[0].0, values: group.iter().map(|pair| pair.1).collect() };
        Self { kept: people.chunk_by(same).map(wave).collect(), left_out: Vec::new() }
    }

    /// What no leaving out can mend: no answers, one wave, or one answer that everybody gave.
    fn obstacle(&self) -> Option<Obstacle> {
        let mut values = self.kept.iter().flat_map(|wave| &wave.values);
        let Some(first) = values.next() else { return Some(Obstacle::NoAnswers) };
        if self.kept.len() < 2 {
            return Some(Obstacle::FewerThanTwoWaves);
        }
        values.all(|value| value == first).then_some(Obstacle::AllAnswersEqual)
    }

    /// Leaves out the waves that are too small.
    fn without_small(self) -> Self {
        let (kept, small): (Vec<Wave>, Vec<Wave>) = self.kept.into_iter().partition(|wave| wave.values.len() >= LEAST);
        Self { kept, left_out: small.into_iter().map(|wave| wave.time).collect() }
    }

    fn base(&self) -> usize {
        self.kept.iter().map(|wave| wave.values.len()).sum()
    }
}
