//! The standardised change of linked people: its small-sample correction and its interval from the noncentral t.

use statrs::function::gamma::ln_gamma;

use super::super::Interval;
use super::super::interval::{NINETY_FIVE, bisect};
use super::super::tails::normal_cdf;

/// Hedges' exact correction J(ν) (Hedges 1981): what a standardised difference with ν degrees of freedom is multiplied by.
pub(super) fn correction(freedom: f64) -> Option<f64> {
    let j = (ln_gamma(freedom / 2.0) - 0.5 * (freedom / 2.0).ln() - ln_gamma((freedom - 1.0) / 2.0)).exp();
    Some(j).filter(|_| freedom > 1.0).filter(|j| j.is_finite())
}

/// The noncentralities for which `t` lies at the upper and at the lower end of 95 % (Cumming & Finch 2001).
pub(super) fn noncentralities(t: f64, freedom: f64) -> Option<Interval> {
    if !(t.is_finite() && freedom >= 1.0) {
        return None;
    }
    let tail = (1.0 - NINETY_FIVE.level) / 2.0;
    let waves = Weights::of(t, freedom);
    // The probability falls as the noncentrality grows.
    let limit = |probability: f64| {
        let reach = 10.0 + t.abs();
        let above = |x: f64| waves.below(t, x) > probability;
        let far = (0..40).map(|power| reach * f64::from(power).exp2());
        let low = far.clone().map(|far| t - far).find(|x| above(*x))?;
        let high = far.map(|far| t + far).find(|x| !above(*x))?;
        Some(bisect(low, high, above))
    };
    Some(Interval { low: limit(1.0 - tail)?, high: limit(tail)? })
}

/// The distribution of ln(s / σ) at equal steps: noncentral t below `t` is the mean of Φ(t · s/σ − δ) over it. The sum
/// over equal steps nears the integral faster than any power of the step, since everything dies away at both ends.
struct Weights(Vec<(f64, f64)>);

impl Weights {
    fn of(t: f64, freedom: f64) -> Self {
        let width = 1.0 / (2.0 * freedom).sqrt();
        let step = (width / 4.0).min(0.25 / t.abs().max(1.0)).min(0.1);
        let density = |x: f64| (freedom * (x + 0.5 - (2.0 * x).exp() / 2.0)).exp();
        let side = |sign: f64| {
            let points = (0..).map(move |place| sign * step * f64::from(place));
            points.map(|x| (x.exp(), density(x))).take_while(|(_, weight)| *weight > 1e-20)
        };
        Self(side(1.0).chain(side(-1.0).skip(1)).collect())
    }

    fn below(&self, t: f64, noncentrality: f64) -> f64 {
        let total: f64 = self.0.iter().map(|(_, weight)| weight).sum();
        let hit: f64 = self.0.iter().map(|(spread, weight)| weight * normal_cdf(t * spread - noncentrality)).sum();
        hit / total
    }
}

#[cfg(test)]
mod tests {
    //! A researcher looks up the noncentral t where it is known.

    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::*;

    #[test]
    fn without_noncentrality_it_is_students_t() {
        for (t, freedom) in [(-2.0, 1.0), (0.7, 3.0), (2.5, 68.0), (30.0, 5.0), (1.0, 100_000.0)] {
            let known = StudentsT::new(0.0, 1.0, freedom).unwrap().cdf(t);
            let found = Weights::of(t, freedom).below(t, 0.0);
            assert!((found - known).abs() < 1e-9, "{t} {freedom}: {found} {known}");
        }
    }

    #[test]
    fn with_one_degree_zero_is_reached_by_the_normal_alone() {
        let found = Weights::of(0.0, 7.0).below(0.0, 1.3);
        assert!((found - normal_cdf(-1.3)).abs() < 1e-14);
    }

    #[test]
    fn limits_enclose_t_and_turn_with_it() {
        for (t, freedom) in [(0.0, 1.0), (2.9, 68.0), (45.0, 30.0), (3.0, 100_000.0)] {
            let (one, other) = (noncentralities(t, freedom).unwrap(), noncentralities(-t, freedom).unwrap());
            assert!(one.low < t && t < one.high, "{one:?}");
            assert!((one.low + other.high).abs() < 1e-9 * (1.0 + t), "{one:?} {other:?}");
        }
        assert_eq!(noncentralities(f64::NAN, 3.0), None);
    }

    #[test]
    fn the_correction_nears_one() {
        assert!((correction(2.0).unwrap() - 0.5642).abs() < 1e-4);
        assert!((correction(100_000.0).unwrap() - 1.0).abs() < 1e-5);
        assert_eq!(correction(1.0), None);
    }
}
