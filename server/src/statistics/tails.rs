//! Tests as they are printed: a statistic, its degrees of freedom, and the share of its distribution beyond it.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, StudentsT};
use statrs::function::erf::erfc;
use statrs::function::gamma::ln_gamma;

use super::interval::bisect;
use super::obstacle::{Obstacle, finite};

/// A test: under "nothing happened" a statistic at least this large turns up with probability `p`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic: z, t, F or chi-square.
    pub statistic: f64,
    /// Degrees of freedom; of the denominator for F; infinite ones (z) are `None`.
    pub freedom: Option<f64>,
    /// Probability, two-sided for z and t.
    pub p: f64,
}

impl Test {
    /// A standard normal statistic, two-sided.
    pub(super) fn normal(z: f64) -> Result<Self, Obstacle> {
        Self::of(z, None, normal_p(z))
    }

    /// A chi-square statistic, upper tail.
    pub(super) fn chi_squared(statistic: f64, freedom: f64) -> Result<Self, Obstacle> {
        let chi = ChiSquared::new(freedom).map_err(|_| Obstacle::OutOfRange)?;
        Self::of(statistic, Some(freedom), chi.sf(finite(statistic)?.max(0.0)))
    }

    /// A statistic of Student's t, two-sided.
    pub(super) fn student(statistic: f64, freedom: f64) -> Result<Self, Obstacle> {
        let t = StudentsT::new(0.0, 1.0, freedom).map_err(|_| Obstacle::OutOfRange)?;
        Self::of(statistic, Some(freedom), 2.0 * t.sf(finite(statistic)?.abs()))
    }

    /// A statistic of F, upper tail.
    pub(super) fn fisher(statistic: f64, above: f64, below: f64) -> Result<Self, Obstacle> {
        let f = FisherSnedecor::new(above, below).map_err(|_| Obstacle::OutOfRange)?;
        Self::of(statistic, Some(below), f.sf(finite(statistic)?.max(0.0)))
    }

    fn of(statistic: f64, freedom: Option<f64>, p: f64) -> Result<Self, Obstacle> {
        Ok(Self { statistic: finite(statistic)?, freedom, p: finite(p)?.clamp(0.0, 1.0) })
    }
}

/// Both tails of the normal distribution beyond ±z.
pub(super) fn normal_p(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The normal distribution up to `z`.
pub(super) fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Quantile of F, found on the distribution itself: the library's own stops short where there are many answers.
pub(super) fn f_quantile(probability: f64, above: f64, below: f64) -> Option<f64> {
    if !(above > 0.0 && below > 0.0 && (0.0..1.0).contains(&probability)) {
        return None;
    }
    // F = (below / above) · x / (1 − x), where x has a beta distribution.
    let x = bisect(0.0, 1.0, |x| beta_share(above / 2.0, below / 2.0, x) < probability);
    Some(below * x / (above * (1.0 - x))).filter(|f| f.is_finite())
}

/// Steps of the continued fraction; it needs about the square root of the larger shape.
const STEPS: u32 = 100_000;

/// Regularised incomplete beta function by Lentz's continued fraction (Didonato & Morris 1992, ACM TOMS 18:360), without
/// the library's limit of 140 steps, which is too few for shapes above some thousands.
fn beta_share(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_share(b, a, 1.0 - x);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    front * fraction(a, b, x)
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let away = |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let (mut c, mut value) = (1.0, d);
    for step in 1..STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut last = 1.0;
        for term in [even, odd] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            last = c * d;
            value *= last;
        }
        if (last - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    //! A researcher looks up tails and quantiles that tables also give.

    use super::*;

    #[test]
    fn quantiles_of_f_hold_for_few_and_very_many_answers() {
        // With 2 and 2 degrees F is p / (1 − p); with many it nears 1 ± 1.96 · sqrt(2/a + 2/b).
        assert!((f_quantile(0.975, 2.0, 2.0).unwrap() - 39.0).abs() < 1e-9);
        let (many, more) = (100_000.0, 1_400_000.0);
        let near = (1.959_964 * (2.0_f64 / many + 2.0 / more).sqrt()).exp();
        assert!((f_quantile(0.975, many, more).unwrap() - near).abs() < 1e-4);
        // One quantile is the other's reciprocal with degrees exchanged.
        let product = f_quantile(0.025, many, more).unwrap() * f_quantile(0.975, more, many).unwrap();
        assert!((product - 1.0).abs() < 1e-9, "{product}");
    }

    #[test]
    fn the_normal_tails_meet_published_values() {
        assert!((normal_p(1.959_963_984_540_054) / 0.05 - 1.0).abs() < 1e-10);
        assert_eq!((normal_p(0.0), normal_cdf(0.0)), (1.0, 0.5));
    }

    #[test]
    fn what_is_no_number_becomes_an_obstacle() {
        assert_eq!(Test::normal(f64::NAN), Err(Obstacle::OutOfRange));
        assert_eq!(Test::chi_squared(f64::INFINITY, 3.0), Err(Obstacle::OutOfRange));
        assert_eq!(Test::student(1.0, 0.0), Err(Obstacle::OutOfRange));
    }
}
