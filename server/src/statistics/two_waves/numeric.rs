//! Numbers and scale scores in two waves: Welch's test, the change on its own scale, and Hedges's g.

use statrs::function::gamma::ln_gamma;

use super::super::describe::{Description, describe};
use super::super::interval::{Confidence, NINETY_FIVE, t_quantile};
use super::super::noncentral::t_shift;
use super::super::{Figure, Interval, Reason, tail};

/// Numbers in two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeric {
    /// The earlier wave.
    pub earlier: Description,
    /// The later wave.
    pub later: Description,
    /// Later mean minus earlier mean, in the units of the answers, with Welch's 95 % interval.
    pub change: Figure,
    /// Welch's test, or why there is none.
    pub test: Result<Welch, Reason>,
    /// The change in standard deviations, or why it is not known.
    pub effect: Result<Effect, Reason>,
}

/// Welch's t-test (1947).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Welch {
    /// Later minus earlier.
    pub difference: f64,
    /// Standard error of the difference.
    pub se: f64,
    /// t.
    pub t: f64,
    /// Degrees of freedom by Welch and Satterthwaite.
    pub freedom: f64,
    /// Two-sided p-value.
    pub p: f64,
}

impl Welch {
    /// Interval of the difference.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let half = t_quantile((1.0 + confidence.level) / 2.0, self.freedom)? * self.se;
        Some(Interval { low: self.difference - half, high: self.difference + half })
    }
}

/// A standardised difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Standard deviation of both waves together.
    pub pooled_sd: f64,
    /// Cohen's d: difference by pooled standard deviation.
    pub cohen_d: f64,
    /// What takes the bias out of d (Hedges 1981), exact.
    pub correction: f64,
    /// Hedges's g, corrected d.
    pub hedges_g: f64,
    /// Its 95 % interval by inversion of the noncentral t.
    pub interval: Option<Interval>,
}

/// Compares the finite numbers of two waves.
pub fn numeric(earlier: impl IntoIterator<Item = f64>, later: impl IntoIterator<Item = f64>) -> Numeric {
    of_descriptions(describe(earlier), describe(later))
}

/// The same where both waves are described already.
pub fn of_descriptions(earlier: Description, later: Description) -> Numeric {
    let test = welch(&earlier, &later);
    let estimate = earlier.mean.estimate.zip(later.mean.estimate).map(|(earlier, later)| later - earlier);
    let change = Figure {
        estimate: estimate.filter(|change| change.is_finite()),
        interval: test.ok().and_then(|test| test.interval(NINETY_FIVE)),
        base: earlier.mean.base + later.mean.base,
        reason: test.err(),
    };
    Numeric { effect: effect(&earlier, &later), earlier, later, change, test }
}

/// Welch's test of two described waves.
pub fn welch(earlier: &Description, later: &Description) -> Result<Welch, Reason> {
    let (before, after) = (Moments::of(earlier)?, Moments::of(later)?);
    before.enough_beside(&after)?;
    let (one, other) = (before.variance()? / before.n, after.variance()? / after.n);
    let difference = after.mean - before.mean;
    let se = (one + other).sqrt();
    if se == 0.0 {
        return Err(Reason::ZeroVariance);
    }
    let t = difference / se;
    // As shares of the whole, since squares of tiny variances would vanish.
    let (one, other) = (one / (one + other), other / (one + other));
    let freedom = 1.0 / (one * one / (before.n - 1.0) + other * other / (after.n - 1.0));
    let p = tail::two_sided_t(t, freedom).ok_or(Reason::OutOfRange)?;
    Ok(Welch { difference, se, t, freedom, p })
}

/// Hedges's g of two described waves.
fn effect(earlier: &Description, later: &Description) -> Result<Effect, Reason> {
    let (before, after) = (Moments::of(earlier)?, Moments::of(later)?);
    before.enough_beside(&after)?;
    let freedom = before.n + after.n - 2.0;
    let pooled = (before.n - 1.0) * before.variance()? + (after.n - 1.0) * after.variance()?;
    let pooled_sd = (pooled / freedom).sqrt();
    if pooled_sd == 0.0 {
        return Err(Reason::ZeroVariance);
    }
    let cohen_d = (after.mean - before.mean) / pooled_sd;
    let correction = hedges_correction(freedom);
    let unit = (1.0 / before.n + 1.0 / after.n).sqrt();
    let shift = t_shift(cohen_d / unit, freedom, NINETY_FIVE);
    let interval =
        shift.map(|shift| Interval { low: shift.low * unit * correction, high: shift.high * unit * correction });
    let effect = Effect { pooled_sd, cohen_d, correction, hedges_g: cohen_d * correction, interval };
    if effect.hedges_g.is_finite() { Ok(effect) } else { Err(Reason::OutOfRange) }
}

/// J of Hedges (1981) by its gamma functions, for two degrees of freedom or more.
pub fn hedges_correction(freedom: f64) -> f64 {
    (ln_gamma(freedom / 2.0) - (freedom / 2.0).sqrt().ln() - ln_gamma((freedom - 1.0) / 2.0)).exp()
}

/// What tests need of a wave.
struct Moments {
    n: f64,
    mean: f64,
    sd: Option<f64>,
}

impl Moments {
    fn of(wave: &Description) -> Result<Self, Reason> {
        match wave.mean.estimate {
            Some(mean) => Ok(Self { n: wave.mean.base as f64, mean, sd: wave.sd }),
            None if wave.mean.base == 0 => Err(Reason::EmptyWave),
            None => Err(wave.mean.reason.unwrap_or(Reason::OutOfRange)),
        }
    }

    fn enough_beside(&self, other: &Self) -> Result<(), Reason> {
        if self.n.min(other.n) < 2.0 { Err(Reason::TooFewAnswers) } else { Ok(()) }
    }

    fn variance(&self) -> Result<f64, Reason> {
        self.sd.map(|sd| sd * sd).filter(|variance| variance.is_finite()).ok_or(Reason::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator compares a scale score in two years.

    use super::*;

    #[test]
    fn a_constant_added_to_all_leaves_t_and_g() {
        let (before, after) = ([3.2, 3.8, 4.0], [3.9, 4.1, 4.4, 4.6]);
        let one = numeric(before, after);
        let other = numeric(before.map(|x| x + 100.0), after.map(|x| x + 100.0));
        assert!((one.test.unwrap().t - other.test.unwrap().t).abs() < 1e-9);
        assert!((one.effect.unwrap().hedges_g - other.effect.unwrap().hedges_g).abs() < 1e-9);
    }

    #[test]
    fn swapping_the_waves_turns_signs_and_keeps_p() {
        let (before, after) = ([3.2, 3.8, 4.0], [3.9, 4.1, 4.4, 4.6]);
        let (one, other) = (numeric(before, after), numeric(after, before));
        assert_eq!(one.test.unwrap().p, other.test.unwrap().p);
        let (forth, back) = (one.effect.unwrap().interval.unwrap(), other.effect.unwrap().interval.unwrap());
        assert!((forth.low + back.high).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_tested_says_why() {
        assert_eq!(numeric([], [1.0, 2.0]).test, Err(Reason::EmptyWave));
        assert_eq!(numeric([1.0], [1.0, 2.0]).test, Err(Reason::TooFewAnswers));
        let still = numeric([3.0; 8], [4.0; 9]);
        assert_eq!((still.change.estimate, still.test), (Some(1.0), Err(Reason::ZeroVariance)));
        assert_eq!(still.effect, Err(Reason::ZeroVariance));
    }

    #[test]
    fn monstrous_numbers_never_become_nan() {
        let monstrous = numeric([f64::MAX, -f64::MAX, 0.0], [1e300, 2e300, 3e300]);
        assert!(monstrous.test.is_err() && monstrous.effect.is_err());
        assert!(monstrous.change.estimate.is_none_or(f64::is_finite));
    }
}
