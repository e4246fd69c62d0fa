//! Numbers of the same people twice: mean change with the paired t test, and its size in standard deviations of change.

use super::super::describe::describe;
use super::super::obstacle::Obstacle;
use super::super::tails::Test;
use super::super::{Figure, Interval, Reason};
use super::complete;
use super::standardised::{correction, noncentralities};

/// A number of linked people.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedNumeric {
    /// Linked people.
    pub base: usize,
    /// Mean in the earlier wave.
    pub earlier: Option<f64>,
    /// Mean in the later wave.
    pub later: Option<f64>,
    /// Mean of later − earlier with its t interval.
    pub change: Figure,
    /// Standard deviation of the changes (n − 1).
    pub sd: Option<f64>,
    /// Pearson's correlation of earlier with later.
    pub correlation: Option<f64>,
    /// The test and the standardised change.
    pub test: Result<PairedTest, Obstacle>,
}

/// The paired t test, and the change in standard deviations of change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedTest {
    /// t with n − 1 degrees of freedom.
    pub t: Test,
    /// dz = mean change / standard deviation of change (Cohen 1988), with the noncentral-t interval.
    pub dz: Figure,
    /// gz = dz · J(n − 1), Hedges' correction for small samples.
    pub gz: Option<f64>,
}

/// Compares two numbers (earlier, later) of each person.
pub fn linked_numeric(pairs: &[(Option<f64>, Option<f64>)]) -> LinkedNumeric {
    let pairs = complete(pairs);
    let changes = Changes::of(pairs.iter().map(|(earlier, later)| later - earlier).collect());
    let mean = |pick: fn(&(f64, f64)) -> f64| describe(pairs.iter().map(pick)).mean.estimate;
    LinkedNumeric {
        base: pairs.len(),
        earlier: mean(|pair| pair.0),
        later: mean(|pair| pair.1),
        correlation: correlation(&pairs),
        test: changes.test(),
        sd: changes.sd,
        change: changes.mean,
    }
}

struct Changes {
    mean: Figure,
    sd: Option<f64>,
    reason: Option<Obstacle>,
}

/// A spread below this share of the changes themselves is rounding: 0.3 − 0.2 and 0.2 − 0.1 are one change.
const ROUNDING: f64 = 1e-14;

impl Changes {
    fn of(changes: Vec<f64>) -> Self {
        let base = changes.len();
        let whole = changes.iter().all(|change| change.is_finite());
        let described = describe(changes.iter().copied());
        let largest = changes.iter().fold(0.0_f64, |largest, change| largest.max(change.abs()));
        let reason = match (base, described.sd) {
            (0, _) => Some(Obstacle::NoLinkedAnswers),
            (1, _) => Some(Obstacle::TooFewAnswers),
            (_, None) => Some(Obstacle::OutOfRange),
            _ if !whole => Some(Obstacle::OutOfRange),
            (_, Some(sd)) => (sd <= ROUNDING * largest).then_some(Obstacle::ZeroVariance),
        };
        let mean = match reason {
            Some(Obstacle::ZeroVariance) => {
                Figure { interval: None, reason: Some(Reason::ZeroVariance), ..described.mean }
            }
            Some(Obstacle::OutOfRange) => Figure::none(base, Reason::OutOfRange),
            _ => described.mean,
        };
        Self { mean, sd: described.sd, reason }
    }

    fn test(&self) -> Result<PairedTest, Obstacle> {
        if let Some(reason) = self.reason {
            return Err(reason);
        }
        let (mean, sd) = self.mean.estimate.zip(self.sd).ok_or(Obstacle::OutOfRange)?;
        let (n, dz) = (self.mean.base as f64, mean / sd);
        let t = Test::student(dz * n.sqrt(), n - 1.0)?;
        let limits = noncentralities(t.statistic, n - 1.0);
        let interval = limits.map(|found| Interval { low: found.low / n.sqrt(), high: found.high / n.sqrt() });
        let reason = interval.is_none().then_some(Reason::OutOfRange);
        let gz = correction(n - 1.0).map(|j| j * dz);
        Ok(PairedTest { t, dz: Figure { estimate: Some(dz), interval, base: self.mean.base, reason }, gz })
    }
}

/// Pearson's correlation; none where one side has no spread.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / n, sum.1 + pair.1 / n));
    let sum = |term: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|pair| term(pair.0 - x, pair.1 - y)).sum::<f64>();
    let (together, one, other) = (sum(&|a, b| a * b), sum(&|a, _| a * a), sum(&|_, b| b * b));
    let spread = |pick: fn(&(f64, f64)) -> f64| pairs.iter().any(|pair| pick(pair) != pick(&pairs[0]));
    let real = spread(|pair| pair.0) && spread(|pair| pair.1);
    Some(together / (one.sqrt() * other.sqrt())).filter(|r| real && r.is_finite()).map(|r| r.clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    //! A coordinator asks the same clients twice for a number.

    use super::*;

    fn pairs(earlier: &[f64], later: &[f64]) -> Vec<(Option<f64>, Option<f64>)> {
        earlier.iter().zip(later).map(|(earlier, later)| (Some(*earlier), Some(*later))).collect()
    }

    #[test]
    fn one_change_that_rounding_splits_is_still_one_change() {
        let found = linked_numeric(&pairs(&[0.1, 0.2, 0.3, 0.7], &[0.2, 0.3, 0.4, 0.8]));
        assert_eq!(found.test, Err(Obstacle::ZeroVariance));
        assert!((found.change.estimate.unwrap() - 0.1).abs() < 1e-15 && found.change.interval.is_none());
    }

    #[test]
    fn adding_a_constant_to_a_wave_moves_the_change_alone() {
        let (earlier, later) = ([1.0, 2.0, 4.0, 3.0], [2.0, 2.5, 5.0, 2.0]);
        let (one, other) = (
            linked_numeric(&pairs(&earlier, &later)),
            linked_numeric(&pairs(&earlier, &later.map(|value| value + 8.0))),
        );
        assert!((other.change.estimate.unwrap() - one.change.estimate.unwrap() - 8.0).abs() < 1e-12);
        assert!((other.sd.unwrap() - one.sd.unwrap()).abs() < 1e-12);
        assert_eq!(one.correlation.map(|r| (r * 1e9).round()), other.correlation.map(|r| (r * 1e9).round()));
    }

    #[test]
    fn nobody_one_and_monstrous_numbers_say_why() {
        assert_eq!(linked_numeric(&[]).test, Err(Obstacle::NoLinkedAnswers));
        assert_eq!(linked_numeric(&pairs(&[1.0], &[2.0])).test, Err(Obstacle::TooFewAnswers));
        let found = linked_numeric(&pairs(&[-f64::MAX, 1.0], &[f64::MAX, 2.0]));
        assert_eq!((found.test, found.change.estimate), (Err(Obstacle::OutOfRange), None));
    }
}
