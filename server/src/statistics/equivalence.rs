//! "About the same": two one-sided tests (Schuirmann 1987) against a margin that was set before the answers came.
//!
//! Equivalent at 5 % is the same as the 90 % interval of the change lying inside the margin; shares are judged by that of
//! Newcombe alone, which `two_waves` gives.

use super::describe::{Description, describe};
use super::interval::{NINETY, t_quantile};
use super::two_waves::numeric::welch;
use super::{Interval, Reason, tail};

const LEVEL: f64 = 0.05;

/// A change of means held against a margin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equivalence {
    /// How large a change would still be none, in the units of the answers.
    pub margin: f64,
    /// Later minus earlier.
    pub change: f64,
    /// p-value of "the change is below −margin".
    pub p_lower: f64,
    /// p-value of "the change is above the margin".
    pub p_upper: f64,
    /// Its 90 % interval.
    pub ninety: Interval,
}

impl Equivalence {
    /// The larger of the two p-values, which decides.
    pub fn p(&self) -> f64 {
        self.p_lower.max(self.p_upper)
    }

    /// Whether the change is smaller than the margin, at 5 %.
    pub fn holds(&self) -> bool {
        self.p() < LEVEL
    }
}

/// Means of two independent waves, by Welch's t.
pub fn two_waves(earlier: &Description, later: &Description, margin: f64) -> Result<Equivalence, Reason> {
    let welch = welch(earlier, later)?;
    one_sided(welch.difference, welch.se, welch.freedom, margin)
}

/// Mean change of people who answered both times, by the paired t; the pairs are (earlier, later).
pub fn linked(pairs: impl IntoIterator<Item = (f64, f64)>, margin: f64) -> Result<Equivalence, Reason> {
    let changes = describe(pairs.into_iter().map(|(earlier, later)| later - earlier));
    let n = changes.mean.base;
    match (n, changes.mean.estimate, changes.se) {
        (0, ..) => Err(Reason::NoLinkedAnswers),
        (1, ..) => Err(Reason::TooFewAnswers),
        (_, Some(_), Some(0.0)) => Err(Reason::ZeroVariance),
        (_, Some(change), Some(se)) => one_sided(change, se, (n - 1) as f64, margin),
        _ => Err(Reason::OutOfRange),
    }
}

/// The same where the changes of `base` people are described already, by their mean and their standard deviation.
pub fn of_changes(change: f64, sd: f64, base: usize, margin: f64) -> Result<Equivalence, Reason> {
    match base {
        0 => Err(Reason::NoLinkedAnswers),
        1 => Err(Reason::TooFewAnswers),
        _ if sd == 0.0 => Err(Reason::ZeroVariance),
        _ => one_sided(change, sd / (base as f64).sqrt(), (base - 1) as f64, margin),
    }
}

fn one_sided(change: f64, se: f64, freedom: f64, margin: f64) -> Result<Equivalence, Reason> {
    if !(margin > 0.0 && margin.is_finite()) {
        return Err(Reason::OutOfRange);
    }
    let above = |t: f64| tail::upper_t(t, freedom).ok_or(Reason::OutOfRange);
    let half = t_quantile((1.0 + NINETY.level) / 2.0, freedom).ok_or(Reason::OutOfRange)? * se;
    Ok(Equivalence {
        margin,
        change,
        p_lower: above((change + margin) / se)?,
        p_upper: above((margin - change) / se)?,
        ninety: Interval { low: change - half, high: change + half },
    })
}

#[cfg(test)]
mod tests {
    //! A coordinator asks whether a score stayed the same.

    use super::*;

    #[test]
    fn it_holds_exactly_when_the_interval_lies_inside_the_margin() {
        let pairs = [(3.0, 3.1), (2.0, 2.2), (4.0, 3.9), (3.5, 3.6), (2.5, 2.4)];
        for margin in [0.05, 0.1, 0.15, 0.2, 0.3] {
            let found = linked(pairs, margin).unwrap();
            assert_eq!(found.holds(), found.ninety.low > -margin && found.ninety.high < margin, "{margin}");
        }
    }

    #[test]
    fn what_cannot_be_tested_says_why() {
        assert_eq!(linked([], 0.3), Err(Reason::NoLinkedAnswers));
        assert_eq!(linked([(1.0, 2.0)], 0.3), Err(Reason::TooFewAnswers));
        assert_eq!(linked([(1.0, 2.0), (2.0, 3.0)], 0.3), Err(Reason::ZeroVariance));
        assert_eq!(linked([(1.0, 2.0), (2.0, 2.5)], -1.0), Err(Reason::OutOfRange));
    }
}
