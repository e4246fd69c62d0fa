//! Ordered answers in two waves: Mann and Whitney's test, and the share of pairs in which the later answer is higher.

use super::super::interval::{NINETY_FIVE, t_quantile};
use super::super::{Figure, Interval, Reason, permutation, tail};

/// Up to so many answers in both waves together the test is exact.
pub const EXACT_UP_TO: u64 = 100;

/// Ordered answers in two waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ordinal {
    /// Answers of the earlier wave.
    pub earlier: u64,
    /// Answers of the later wave.
    pub later: u64,
    /// P(later > earlier) + ½ P(equal), 0…1, with Brunner and Munzel's 95 % interval on the logit scale; the base is all
    /// answers. Cliff's δ is twice this less one: see [`Ordinal::delta`].
    pub superiority: Figure,
    /// How often the later answer of a pair (one from each wave) is higher, and how often lower; the rest are equal.
    pub pairs: Pairs,
    /// Brunner and Munzel's figures, or why there are none.
    pub placement: Result<Placement, Reason>,
    /// Mann and Whitney's test, or why there is none.
    pub test: Result<MannWhitney, Reason>,
}

/// Shares of all pairs of one answer from each wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairs {
    /// The later answer is higher.
    pub higher: f64,
    /// The later answer is lower.
    pub lower: f64,
}

/// Mann and Whitney's test with midranks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// U of the later wave.
    pub u: f64,
    /// z with ties in its variance, without continuity correction.
    pub z: f64,
    /// p-value of that.
    pub asymptotic: f64,
    /// p-value with continuity correction, which R prints by default: to compare, not to show.
    pub corrected: f64,
    /// p-value over all ways to deal these answers, up to 100 of them.
    pub exact: Option<f64>,
}

impl MannWhitney {
    /// The p-value to show.
    pub fn shown(&self) -> f64 {
        self.exact.unwrap_or(self.asymptotic)
    }
}

/// Brunner and Munzel's variance of the superiority (2000).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Standard error of the superiority.
    pub se: f64,
    /// The rest; nothing where all later answers are higher, or all lower.
    pub test: Option<BrunnerMunzel>,
}

/// Brunner and Munzel's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrunnerMunzel {
    /// Degrees of freedom by Satterthwaite.
    pub freedom: f64,
    /// t.
    pub t: f64,
    /// Two-sided p-value; at the edge it may differ from Mann and Whitney's.
    pub p: f64,
}

impl Ordinal {
    /// Cliff's δ (1993), −1…1: share of pairs in which the later answer is higher, less that in which it is lower.
    pub fn delta(&self) -> Figure {
        let twice = |share: f64| 2.0 * share - 1.0;
        let interval = self.superiority.interval;
        Figure {
            estimate: self.superiority.estimate.map(twice),
            interval: interval.map(|limits| Interval { low: twice(limits.low), high: twice(limits.high) }),
            ..self.superiority
        }
    }
}

/// Compares the finite numbers of two waves by their order.
pub fn ordinal(earlier: &[f64], later: &[f64]) -> Result<Ordinal, Reason> {
    let tagged = |wave, tag: u64| <[f64]>::iter(wave).filter(|x| x.is_finite()).map(move |x| (*x, tag));
    let mut all: Vec<(f64, u64)> = tagged(earlier, 0).chain(tagged(later, 1)).collect();
    all.sort_unstable_by(|(left, _), (right, _)| left.total_cmp(right));
    let levels = all.chunk_by(|(left, _), (right, _)| left == right).map(|level| {
        let later = level.iter().map(|(_, tag)| tag).sum::<u64>();
        [level.len() as u64 - later, later]
    });
    of_counts(&levels.collect::<Vec<_>>())
}

/// The same from counts: for each level, the lowest first, how many answers the earlier and the later wave have.
pub fn of_counts(levels: &[[u64; 2]]) -> Result<Ordinal, Reason> {
    let sum = |wave: usize| levels.iter().map(|level| level[wave]).sum::<u64>();
    let (earlier, later) = (sum(0), sum(1));
    if earlier == 0 || later == 0 {
        return Err(if earlier == later { Reason::NoAnswers } else { Reason::EmptyWave });
    }
    let levels = Levels { counts: levels, earlier: earlier as f64, later: later as f64 };
    let (higher, lower) = levels.higher_and_lower();
    let all_pairs = levels.earlier * levels.later;
    let u = higher + (all_pairs - higher - lower) / 2.0;
    let placement = levels.placement(u / all_pairs);
    let superiority = Figure {
        estimate: Some(u / all_pairs),
        interval: placement.ok().and_then(|placement| interval(u / all_pairs, placement)),
        base: (earlier + later) as usize,
        reason: placement.err(),
    };
    let pairs = Pairs { higher: higher / all_pairs, lower: lower / all_pairs };
    Ok(Ordinal { earlier, later, superiority, pairs, placement, test: levels.mann_whitney(u) })
}

/// Counts by level, and their sums.
struct Levels<'a> {
    counts: &'a [[u64; 2]],
    earlier: f64,
    later: f64,
}

impl Levels<'_> {
    /// Each level with how many earlier and later answers lie below it.
    fn with_below(&self) -> impl Iterator<Item = (f64, f64, f64, f64)> {
        let mut below = (0.0, 0.0);
        self.counts.iter().map(move |[earlier, later]| {
            let (earlier, later) = (*earlier as f64, *later as f64);
            let level = (earlier, later, below.0, below.1);
            below = (below.0 + earlier, below.1 + later);
            level
        })
    }

    /// Pairs in which the later answer is higher, and in which it is lower.
    fn higher_and_lower(&self) -> (f64, f64) {
        self.with_below().fold((0.0, 0.0), |(higher, lower), (earlier, later, earlier_below, later_below)| {
            (higher + later * earlier_below, lower + earlier * later_below)
        })
    }

    fn mann_whitney(&self, u: f64) -> Result<MannWhitney, Reason> {
        let (n, product) = (self.earlier + self.later, self.earlier * self.later);
        let ties: f64 = self.with_below().map(|(earlier, later, ..)| (earlier + later).powi(3) - earlier - later).sum();
        let spread = (product / 12.0 * ((n + 1.0) - ties / (n * (n - 1.0)))).sqrt();
        if self.all_equal() {
            return Err(Reason::AllAnswersEqual);
        }
        let away = u - product / 2.0;
        let corrected = if away == 0.0 { 0.0 } else { (away.abs() - 0.5) / spread };
        let p = |z: f64| tail::two_sided_normal(z).ok_or(Reason::OutOfRange);
        let (asymptotic, corrected) = (p(away / spread)?, p(corrected)?);
        Ok(MannWhitney { u, z: away / spread, asymptotic, corrected, exact: self.exact(u) })
    }

    fn all_equal(&self) -> bool {
        self.counts.iter().filter(|[earlier, later]| earlier + later > 0).count() < 2
    }

    fn exact(&self, u: f64) -> Option<f64> {
        if self.earlier + self.later > EXACT_UP_TO as f64 {
            return None;
        }
        let ranks = self.with_below().flat_map(|(earlier, later, earlier_below, later_below)| {
            let doubled = 2.0 * (earlier_below + later_below) + earlier + later + 1.0;
            std::iter::repeat_n(doubled as u32, (earlier + later) as usize)
        });
        let doubled_sum = 2.0 * u + self.later * (self.later + 1.0);
        permutation::rank_sum(&ranks.collect::<Vec<_>>(), self.later as usize, doubled_sum as u64)
    }

    /// Variance of the placements of each wave among the other.
    fn placement(&self, superiority: f64) -> Result<Placement, Reason> {
        if self.all_equal() {
            return Err(Reason::AllAnswersEqual);
        }
        if self.earlier.min(self.later) < 2.0 {
            return Err(Reason::TooFewAnswers);
        }
        let earlier = self.with_below().map(|(earlier, later, _, below)| (earlier, (below + later / 2.0) / self.later));
        let later = self.with_below().map(|(earlier, later, below, _)| (later, (below + earlier / 2.0) / self.earlier));
        let (one, other) = (spread(earlier, self.earlier, 1.0 - superiority), spread(later, self.later, superiority));
        let se = (one + other).sqrt();
        let test = (se > 0.0 && superiority > 0.0 && superiority < 1.0).then(|| {
            let freedom =
                (one + other).powi(2) / (one * one / (self.earlier - 1.0) + other * other / (self.later - 1.0));
            let t = (superiority - 0.5) / se;
            tail::two_sided_t(t, freedom).map(|p| BrunnerMunzel { freedom, t, p })
        });
        Ok(Placement { se, test: test.flatten() })
    }
}

/// Variance of a mean of placements, given how many answers have which.
fn spread(placements: impl Iterator<Item = (f64, f64)>, n: f64, mean: f64) -> f64 {
    placements.map(|(count, placement)| count * (placement - mean).powi(2)).sum::<f64>() / (n - 1.0) / n
}

/// Interval of a superiority on the logit scale.
fn interval(superiority: f64, placement: Placement) -> Option<Interval> {
    let logit = (superiority / (1.0 - superiority)).ln();
    let t = t_quantile((1.0 + NINETY_FIVE.level) / 2.0, placement.test?.freedom)?;
    let half = t * placement.se / (superiority * (1.0 - superiority));
    let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    Some(Interval { low: back(logit - half), high: back(logit + half) })
}

#[cfg(test)]
mod tests {
    //! A coordinator compares answers from "never" to "always" in two years.

    use super::*;

    #[test]
    fn swapping_the_waves_turns_signs_and_keeps_p() {
        let (before, after) = ([1.0, 2.0, 2.0, 3.0], [2.0, 3.0, 4.0, 4.0, 5.0]);
        let (one, other) = (ordinal(&before, &after).unwrap(), ordinal(&after, &before).unwrap());
        assert_eq!(one.delta().estimate, other.delta().estimate.map(|delta| -delta));
        assert_eq!(one.test.unwrap().exact, other.test.unwrap().exact);
        assert_eq!((one.pairs.higher, one.pairs.lower), (other.pairs.lower, other.pairs.higher));
    }

    #[test]
    fn when_all_later_answers_are_higher_there_is_a_test_and_no_interval() {
        let apart = ordinal(&[1.0, 1.0, 2.0], &[3.0, 4.0, 4.0]).unwrap();
        assert_eq!((apart.superiority.estimate, apart.superiority.interval), (Some(1.0), None));
        assert_eq!(apart.test.unwrap().exact, Some(0.1));
    }

    #[test]
    fn what_cannot_be_tested_says_why() {
        assert_eq!(ordinal(&[], &[1.0]), Err(Reason::EmptyWave));
        assert_eq!(ordinal(&[f64::NAN], &[]), Err(Reason::NoAnswers));
        let equal = ordinal(&[3.0; 8], &[3.0; 9]).unwrap();
        assert_eq!((equal.delta().estimate, equal.test), (Some(0.0), Err(Reason::AllAnswersEqual)));
        let one = ordinal(&[3.0], &[2.0, 4.0]).unwrap();
        assert_eq!(one.placement, Err(Reason::TooFewAnswers));
        assert!(one.test.is_ok());
    }
}
