//! Intervals by drawing respondents again, with a stated seed: the same figures on every machine.
//!
//! Units of one respondent hang together, so respondents are drawn, never single units.

use super::super::Interval;
use super::super::describe::{Convention, quantile};
use super::{Undefined, Value};
use crate::chance::Seeded;

/// How often to draw, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Start of the stream of numbers; shown beside the interval.
    pub seed: u64,
    /// Number of draws; at least 1,000 for an interval that is printed.
    pub count: usize,
}

impl Default for Draws {
    fn default() -> Self {
        Self { seed: 1, count: 2_000 }
    }
}

/// A 95 % interval and how it came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The two limits.
    pub interval: Interval,
    /// Standard error.
    pub se: f64,
    /// Where they come from.
    pub method: Method,
}

/// Where an interval comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A formula for many units, each taken as independent.
    LargeSample,
    /// Respondents drawn with replacement; the limits are the 2.5 and 97.5 percentiles.
    Respondents {
        /// What was asked for.
        draws: Draws,
        /// Draws in which the coefficient was defined.
        used: usize,
    },
}

/// Draws as many respondents as there are, with replacement, and works out `statistic` for each draw.
///
/// `kinds` says of each respondent which kind of words and codings theirs are; those of one kind are alike to the
/// coefficient, which is told how often each kind was drawn.
pub(super) fn by_respondent(
    kinds: &[usize],
    draws: Draws,
    mut statistic: impl FnMut(&[usize]) -> Value,
) -> Result<Limits, Undefined> {
    if draws.count == 0 {
        return Err(Undefined::NotAsked);
    }
    if kinds.len() < 2 {
        return Err(Undefined::OneRespondent);
    }
    let mut random = Seeded::new(draws.seed);
    let mut times = vec![0; kinds.iter().max().map_or(0, |last| last + 1)];
    let mut found = Vec::with_capacity(draws.count);
    for _ in 0..draws.count {
        times.fill(0);
        kinds.iter().for_each(|_| times[kinds[random.below(kinds.len() as u64) as usize]] += 1);
        found.extend(statistic(&times).number());
    }
    limits(found, draws)
}

fn limits(mut found: Vec<f64>, draws: Draws) -> Result<Limits, Undefined> {
    let used = found.len();
    if used < 2 || used * 2 < draws.count {
        return Err(Undefined::MostlyUndefined);
    }
    found.sort_by(f64::total_cmp);
    let limit = |share| quantile(&found, share, Convention::Type7).ok_or(Undefined::OutOfRange);
    let interval = Interval { low: limit(0.025)?, high: limit(0.975)? };
    let se = deviation(&found);
    if found.first() == found.last() { Err(Undefined::NoSpread) } else { Ok(()) }?;
    Ok(Limits { interval, se, method: Method::Respondents { draws, used } })
}

fn deviation(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    //! A researcher asks for intervals twice, and where there is nothing to draw from.

    use super::*;

    const MEANS: [f64; 6] = [0.1, 0.4, 0.4, 0.7, 0.8, 0.9];

    /// Two respondents of one kind, and four of their own.
    const KINDS: [usize; 6] = [0, 1, 1, 2, 3, 4];

    fn mean(times: &[usize]) -> Value {
        let sum: f64 = [0.1, 0.4, 0.7, 0.8, 0.9].iter().zip(times).map(|(mean, times)| mean * *times as f64).sum();
        Value::finite(sum / times.iter().sum::<usize>() as f64)
    }

    #[test]
    fn the_same_seed_gives_the_same_interval_and_another_seed_a_near_one() {
        let limits = |seed| by_respondent(&KINDS, Draws { seed, count: 4_000 }, mean).unwrap();
        assert_eq!(limits(7), limits(7));
        assert_ne!(limits(7).interval, limits(8).interval);
        assert!((limits(7).se - limits(8).se).abs() < 0.01);
        // Standard error of a mean that is drawn again: root of the mean square deviation over n.
        let spread = MEANS.map(|value| (value - 0.55_f64).powi(2)).iter().sum::<f64>();
        assert!((limits(7).se - (spread / 36.0).sqrt()).abs() < 0.005);
    }

    #[test]
    fn an_interval_that_cannot_be_had_says_why() {
        let asked = Draws::default();
        assert_eq!(by_respondent(&KINDS, Draws { count: 0, ..asked }, mean), Err(Undefined::NotAsked));
        assert_eq!(by_respondent(&[0], asked, mean), Err(Undefined::OneRespondent));
        assert_eq!(by_respondent(&[0, 1, 2], asked, |_| Value::Number(1.0)), Err(Undefined::NoSpread));
        let rarely = |times: &[usize]| {
            if times[0] > 1 { Value::Number(1.0) } else { Undefined::NoVariation.into() }
        };
        assert_eq!(by_respondent(&KINDS, asked, rarely), Err(Undefined::MostlyUndefined));
    }
}
