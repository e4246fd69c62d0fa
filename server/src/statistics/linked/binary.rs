//! Yes or no of the same people twice: McNemar's exact test and the difference of the two shares.

use statrs::function::factorial::ln_binomial;

use super::super::interval::{NINETY_FIVE, wilson};
use super::super::obstacle::Obstacle;
use super::super::{Figure, Interval, Reason};

/// What became of each person's yes or no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// Yes both times.
    pub both: usize,
    /// Yes earlier, no later.
    pub lost: usize,
    /// No earlier, yes later.
    pub gained: usize,
    /// No both times.
    pub neither: usize,
}

/// A yes-or-no question of linked people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkedBinary {
    /// What became of each answer.
    pub turnover: Turnover,
    /// Share of yes in the earlier wave.
    pub earlier: Option<f64>,
    /// Share of yes in the later wave.
    pub later: Option<f64>,
    /// Later share minus earlier share, with the interval of Bonett & Price 2012.
    pub change: Figure,
    /// Newcombe 1998b, square-and-add, as a second opinion.
    pub newcombe: Option<Interval>,
    /// The test.
    pub test: Result<McNemar, Obstacle>,
}

/// McNemar 1947, on those who changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct McNemar {
    /// Exact two-sided binomial probability; 1 when nobody changed.
    pub p: f64,
    /// Mid-p (Fagerland et al. 2013), for readers who want it.
    pub mid_p: f64,
    /// Chi-square without continuity correction.
    pub chi_squared: f64,
}

impl Turnover {
    /// Counts pairs; people without one of the two answers are not linked.
    pub fn of(pairs: impl IntoIterator<Item = (Option<bool>, Option<bool>)>) -> Self {
        let mut found = Self::default();
        for (earlier, later) in pairs {
            match (earlier, later) {
                (Some(true), Some(true)) => found.both += 1,
                (Some(true), Some(false)) => found.lost += 1,
                (Some(false), Some(true)) => found.gained += 1,
                (Some(false), Some(false)) => found.neither += 1,
                _ => {}
            }
        }
        found
    }

    /// Linked people.
    pub fn base(&self) -> usize {
        self.both + self.lost + self.gained + self.neither
    }
}

/// Compares the two answers of linked people.
pub fn linked_binary(turnover: Turnover) -> LinkedBinary {
    let n = turnover.base();
    let share = |count: usize| (n > 0).then(|| count as f64 / n as f64);
    LinkedBinary {
        turnover,
        earlier: share(turnover.both + turnover.lost),
        later: share(turnover.both + turnover.gained),
        change: bonett_price(turnover.gained, turnover.lost, n),
        newcombe: newcombe(&turnover),
        test: if n == 0 { Err(Obstacle::NoLinkedAnswers) } else { Ok(mcnemar(turnover.gained, turnover.lost)) },
    }
}

/// Share that went up minus share that went down, among `base` linked people, with the adjusted Wald interval of Bonett &
/// Price 2012 (J. Educ. Behav. Stat. 37:479), cut to ±1.
pub fn bonett_price(up: usize, down: usize, base: usize) -> Figure {
    if base == 0 {
        return Figure::none(0, Reason::NoAnswers);
    }
    let n = base as f64;
    let (rise, fall) = ((up as f64 + 1.0) / (n + 2.0), (down as f64 + 1.0) / (n + 2.0));
    let middle = rise - fall;
    let half = NINETY_FIVE.z * ((rise + fall - middle * middle).max(0.0) / (n + 2.0)).sqrt();
    let interval = Interval { low: middle - half, high: middle + half }.within((-1.0, 1.0));
    let estimate = Some((up as f64 - down as f64) / n);
    Figure { estimate, interval: Some(interval), base, reason: None }
}

/// Newcombe 1998b (Stat. Med. 17:2635), method 10: Wilson limits of both shares, joined by their continuity-corrected
/// correlation.
fn newcombe(turnover: &Turnover) -> Option<Interval> {
    let n = turnover.base();
    let (one, two) = (turnover.both + turnover.lost, turnover.both + turnover.gained);
    let (earlier, later) = (wilson(one, n, NINETY_FIVE)?, wilson(two, n, NINETY_FIVE)?);
    let (p1, p2) = (one as f64 / n as f64, two as f64 / n as f64);
    let phi = phi(turnover);
    let joined = |a: f64, b: f64| (a * a - 2.0 * phi * a * b + b * b).max(0.0).sqrt();
    Some(Interval {
        low: p2 - p1 - joined(p2 - later.low, earlier.high - p1),
        high: p2 - p1 + joined(later.high - p2, p1 - earlier.low),
    })
}

fn phi(turnover: &Turnover) -> f64 {
    let [a, b, c, d] = [turnover.both, turnover.lost, turnover.gained, turnover.neither].map(|count| count as f64);
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    if margins == 0.0 {
        return 0.0;
    }
    let (excess, half) = (a * d - b * c, (a + b + c + d) / 2.0);
    let corrected = if excess > half { excess - half } else { excess.min(0.0) };
    corrected / margins.sqrt()
}

fn mcnemar(gained: usize, lost: usize) -> McNemar {
    let changed = gained + lost;
    if changed == 0 {
        return McNemar { p: 1.0, mid_p: 1.0, chi_squared: 0.0 };
    }
    let fewer = gained.min(lost);
    let observed = (ln_binomial(changed as u64, fewer as u64) - changed as f64 * std::f64::consts::LN_2).exp();
    let p = (2.0 * lower_tail(observed, fewer, changed)).min(1.0);
    let p = if gained == lost { 1.0 } else { p };
    let chi_squared = (gained as f64 - lost as f64).powi(2) / changed as f64;
    McNemar { p, mid_p: (p - observed).clamp(0.0, 1.0), chi_squared }
}

/// Sum of binomial(n, ½) from `count` down to 0, each term from the one before.
fn lower_tail(mut term: f64, count: usize, n: usize) -> f64 {
    let mut sum = term;
    for below in (0..count).rev() {
        term *= (below + 1) as f64 / (n - below) as f64;
        sum += term;
        if term < sum * f64::EPSILON / 8.0 {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    //! A coordinator asks the same clients twice.

    use super::*;

    #[test]
    fn nobody_linked_has_no_figures() {
        let found = linked_binary(Turnover::default());
        assert_eq!((found.test, found.earlier, found.newcombe), (Err(Obstacle::NoLinkedAnswers), None, None));
        assert_eq!((found.change.estimate, found.change.interval), (None, None));
    }

    #[test]
    fn exchanging_the_waves_turns_the_change_and_keeps_p() {
        let one = linked_binary(Turnover { both: 20, lost: 3, gained: 12, neither: 12 });
        let other = linked_binary(Turnover { both: 20, lost: 12, gained: 3, neither: 12 });
        assert_eq!(one.change.estimate.map(|change| -change), other.change.estimate);
        assert_eq!(one.test, other.test);
        assert!((one.newcombe.unwrap().low + other.newcombe.unwrap().high).abs() < 1e-15);
    }

    #[test]
    fn very_many_changes_still_have_a_probability() {
        let test = linked_binary(Turnover { both: 0, lost: 50_500, gained: 50_000, neither: 7 }).test.unwrap();
        let normal = super::super::super::tails::normal_p(499.0 / 100_500.0_f64.sqrt());
        assert!((test.p / normal - 1.0).abs() < 1e-3, "{} {normal}", test.p);
        assert_eq!(mcnemar(500_000, 0).p, 0.0);
    }
}
