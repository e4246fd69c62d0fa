//! Figures about a small, known population, such as all providers of a region: what everybody would have said now.
//!
//! The correction takes away sampling error only. It heals no silence, and it has no place in a comparison of waves,
//! which asks about more than the people there are.

use super::describe::{Description, describe};
use super::interval::{NINETY_FIVE, score, t_quantile};
use super::{Figure, Interval, Reason};

/// Below this share of a population the correction is not worth its words.
pub const NEGLIGIBLE: f64 = 0.05;

/// Up to this population the counts of [`Share::counts`] are shown rather than the interval of the share.
pub const SMALL: usize = 500;

/// More people answered than there are said to be: the population is to be put right first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExceedsPopulation {
    /// How many answered.
    pub answers: usize,
    /// How many there are said to be.
    pub population: usize,
}

impl ExceedsPopulation {
    /// The stable word for it.
    pub fn code(self) -> &'static str {
        "n_exceeds_population"
    }
}

/// A mean of people of a known population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean with its corrected t interval; both limits are the mean where everybody answered.
    pub mean: Figure,
    /// Standard deviation (n − 1).
    pub sd: Option<f64>,
    /// Standard error as if the population had no end.
    pub se_uncorrected: Option<f64>,
    /// Standard error × √(1 − n/N) (Cochran 1977, 2.5).
    pub se: Option<f64>,
    /// N.
    pub population: usize,
}

/// A share of people of a known population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share with Wilson's interval for [`Share::effective`] answers; both limits are the share where everybody
    /// answered.
    pub share: Figure,
    /// How many answers of an endless population these are worth, n(N − 1)/(N − n); none where everybody answered.
    pub effective: Option<f64>,
    /// How many of the population there may be, exactly; none without answers.
    pub counts: Option<Counts>,
    /// N.
    pub population: usize,
}

/// Fewest and most of a population that the answers leave possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Fewest.
    pub low: usize,
    /// Most.
    pub high: usize,
}

impl Share {
    /// Everybody answered: this is the share, and no estimate of it.
    pub fn is_everybody(&self) -> bool {
        self.share.base == self.population
    }
}

/// Whether so many answers are enough of a population for the correction to matter.
pub fn matters(answers: usize, population: usize) -> bool {
    answers as f64 >= NEGLIGIBLE * population as f64
}

/// Mean of a column, corrected for a population of `population` people.
///
/// # Errors
/// When more people answered than there are.
pub fn mean(values: impl IntoIterator<Item = f64>, population: usize) -> Result<Mean, ExceedsPopulation> {
    correct(&describe(values), population)
}

/// A described column, corrected for a population of `population` people.
///
/// # Errors
/// When more people answered than there are.
pub fn correct(described: &Description, population: usize) -> Result<Mean, ExceedsPopulation> {
    let n = described.mean.base;
    let left = left_out(n, population)?;
    let se = described.se.map(|se| se * left.sqrt());
    let around = |mean: f64| {
        let half = t_quantile((1.0 + NINETY_FIVE.level) / 2.0, (n - 1) as f64)? * se?;
        Some(Interval { low: mean - half, high: mean + half })
    };
    let interval = described.mean.interval.and(described.mean.estimate).and_then(around);
    let mean = Figure { interval, ..described.mean };
    Ok(Mean { mean, sd: described.sd, se_uncorrected: described.se, se, population })
}

/// Share of `count` among `base` answers, corrected for a population of `population` people. The interval is Wilson's
/// with as many answers as these are worth; the counts are those that neither tail of the hypergeometric distribution
/// refuses at 2.5 %.
///
/// # Errors
/// When more people answered than there are.
pub fn proportion(count: usize, base: usize, population: usize) -> Result<Share, ExceedsPopulation> {
    left_out(base, population)?;
    if base == 0 || count > base {
        let share = Figure::none(base, if base == 0 { Reason::NoAnswers } else { Reason::OutOfRange });
        return Ok(Share { share, effective: None, counts: None, population });
    }
    let share = count as f64 / base as f64;
    let left = population - base;
    let effective = (left > 0).then(|| base as f64 * ((population - 1) as f64 / left as f64));
    let interval = match effective.map(|effective| score(share, effective, NINETY_FIVE)) {
        None => Interval { low: share, high: share },
        Some(Interval { low, high }) => {
            Interval { low: if count == 0 { 0.0 } else { low }, high: if count == base { 1.0 } else { high } }
        }
    };
    let share = Figure { estimate: Some(share), interval: Some(interval), base, reason: None };
    Ok(Share { share, effective, counts: Some(counts(count, base, population)), population })
}

/// 1 − n/N.
fn left_out(answers: usize, population: usize) -> Result<f64, ExceedsPopulation> {
    match answers > population {
        true => Err(ExceedsPopulation { answers, population }),
        false if population == 0 => Ok(1.0),
        false => Ok(1.0 - answers as f64 / population as f64),
    }
}

/// The lowest and the highest number of people in the population that are not refused. Both tails are monotone in it.
fn counts(count: usize, base: usize, population: usize) -> Counts {
    let refused = (1.0 - NINETY_FIVE.level) / 2.0;
    let (fewest, most) = (count, population - (base - count));
    let tails = |marked| Tails::of(count, base, marked, population);
    let low = first(fewest, most, |marked| tails(marked).above > refused);
    let beyond = first(low, most + 1, |marked| tails(marked).below <= refused);
    Counts { low, high: beyond.max(low + 1) - 1 }
}

/// The first number of `low..high` of which `holds` is true, or `high`; it must stay true from there on.
fn first(mut low: usize, mut high: usize, holds: impl Fn(usize) -> bool) -> usize {
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// P(X ≤ x) and P(X ≥ x) of the hypergeometric distribution.
struct Tails {
    below: f64,
    above: f64,
}

impl Tails {
    /// `count` of `drawn` people are marked, from a population with `marked` of them. Terms are taken relative to the
    /// largest one, so that none of those that matter is lost, however large the population.
    fn of(count: usize, drawn: usize, marked: usize, population: usize) -> Self {
        let (first, last) = ((drawn + marked).saturating_sub(population), drawn.min(marked));
        let mode = (drawn + 1) as u128 * (marked + 1) as u128 / (population + 2) as u128;
        let mode = (mode as usize).clamp(first, last);
        let step = |k: usize| {
            ((marked - k) as f64 * (drawn - k) as f64) / ((k + 1) as f64 * (population + k + 1 - marked - drawn) as f64)
        };
        let up = (mode..last).scan(1.0, |term, k| {
            *term *= step(k);
            Some((k + 1, *term))
        });
        let down = (first..mode).rev().scan(1.0, |term, k| {
            *term /= step(k);
            Some((k, *term))
        });
        let tiny = |(_, term): &(usize, f64)| *term > f64::MIN_POSITIVE;
        let (mut below, mut above, mut all) = (0.0, 0.0, 0.0);
        let terms = std::iter::once((mode, 1.0)).chain(up.take_while(tiny)).chain(down.take_while(tiny));
        for (k, term) in terms {
            all += term;
            below += if k <= count { term } else { 0.0 };
            above += if k >= count { term } else { 0.0 };
        }
        Self { below: below / all, above: above / all }
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator asks what all of her providers think when most of them have answered.

    use super::*;

    #[test]
    fn more_answers_than_people_are_refused() {
        assert_eq!(proportion(5, 50, 47), Err(ExceedsPopulation { answers: 50, population: 47 }));
        assert!(mean([1.0; 4], 3).is_err());
    }

    #[test]
    fn when_everybody_answered_nothing_is_left_to_estimate() {
        let share = proportion(25, 47, 47).unwrap();
        assert!(share.is_everybody());
        assert_eq!((share.effective, share.counts), (None, Some(Counts { low: 25, high: 25 })));
        let mean = mean([1.0, 2.0, 6.0], 3).unwrap();
        assert_eq!((mean.se, mean.mean.interval), (Some(0.0), Some(Interval { low: 3.0, high: 3.0 })));
    }

    #[test]
    fn no_answers_and_equal_answers_say_why() {
        assert_eq!(proportion(0, 0, 47).unwrap().share.reason, Some(Reason::NoAnswers));
        assert_eq!(mean([], 0).unwrap().mean.reason, Some(Reason::NoAnswers));
        assert_eq!(mean([3.0; 12], 47).unwrap().mean.reason, Some(Reason::ZeroVariance));
    }

    #[test]
    fn counts_of_a_large_population_are_near_the_interval_of_the_share() {
        let share = proportion(300, 1_000, 2_000_000).unwrap();
        let (counts, interval) = (share.counts.unwrap(), share.share.interval.unwrap());
        assert!((counts.low as f64 / 2e6 - interval.low).abs() < 0.002);
        assert!((counts.high as f64 / 2e6 - interval.high).abs() < 0.002);
    }

    #[test]
    fn counts_are_those_that_listing_all_draws_leaves() {
        // Every number of marked people among eight, by counting the draws of four one by one.
        let chance = |marked: u32, fits: &dyn Fn(u32) -> bool| {
            let draws = (0_u32..256).filter(|draw| draw.count_ones() == 4);
            let hits = draws.filter(|draw| fits((draw & ((1 << marked) - 1)).count_ones()));
            hits.count() as f64 / 70.0
        };
        for count in 0..=4_u32 {
            let possible = (count..=4 + count).filter(|marked| {
                chance(*marked, &|found| found >= count) > 0.025 && chance(*marked, &|found| found <= count) > 0.025
            });
            let possible: Vec<usize> = possible.map(|marked| marked as usize).collect();
            let found = counts(count as usize, 4, 8);
            assert_eq!((Some(&found.low), Some(&found.high)), (possible.first(), possible.last()));
        }
    }
}
