//! Noncentral t and χ², by which effect sizes get their intervals and a planned survey its smallest detectable change.
//!
//! Both are mixtures of central distributions and are summed as such, from the middle outwards.

use statrs::function::erf::erfc;
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

use super::Interval;
use super::interval::{Confidence, bisect};

/// Terms below this share of the largest are left out.
const NEGLIGIBLE: f64 = 1e-18;

/// P(T ≤ t) of the noncentral t: the normal distribution function of `t·s − shift`, averaged over s = √(χ²/ν). The
/// average is a trapezoid sum over ln s, where the integrand is smooth and dies out on both sides, so that the sum is as
/// exact as a double (Trefethen & Weideman 2014); no shift is too large for it, unlike Lenth's series (1989).
pub fn t_below(t: f64, freedom: f64, shift: f64) -> f64 {
    let wide = 40.0 + 4.0 * (2.0 * freedom).sqrt();
    if t.abs() > wide {
        return if t > 0.0 { over_normal(t, freedom, shift) } else { 1.0 - over_normal(-t, freedom, -shift) };
    }
    let step = (0.65 / (t * t + 2.0 * freedom).sqrt()).min(0.12);
    average(step, |u| (freedom * (u + 0.5 - (2.0 * u).exp() / 2.0)).exp(), |u| normal_below(t * u.exp() - shift))
}

/// The same for a large t, where that integrand is a steep step: here the normal is what is averaged over.
fn over_normal(t: f64, freedom: f64, shift: f64) -> f64 {
    let spread_above = |s: f64| if s > 0.0 { gamma_ur(freedom / 2.0, freedom * s * s / 2.0) } else { 1.0 };
    average(0.25, |z| (-z * z / 2.0).exp(), |z| spread_above((z + shift) / t))
}

/// Trapezoid sum from 0 outwards, until weights are negligible.
fn average(step: f64, weight: impl Fn(f64) -> f64, value: impl Fn(f64) -> f64) -> f64 {
    let (mut weights, mut sum) = (0.0, 0.0);
    // The middle is taken once.
    for (direction, first) in [(-1.0, 0_u32), (1.0, 1)] {
        let points = (first..).map(|place| direction * f64::from(place) * step).map(|at| (at, weight(at)));
        for (at, weight) in points.take_while(|(_, weight)| *weight > NEGLIGIBLE) {
            weights += weight;
            sum += weight * value(at);
        }
    }
    sum / weights
}

fn normal_below(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Both limits of the shift that an observed `t` speaks for: P(T ≤ t) is ½ + level/2 at the lower, ½ − level/2 at the
/// upper one (Steiger & Fouladi 1997).
pub fn t_shift(t: f64, freedom: f64, confidence: Confidence) -> Option<Interval> {
    if !(t.is_finite() && freedom.is_finite() && freedom >= 1.0) {
        return None;
    }
    let limit = |probability: f64| {
        let away = |side: f64| (0..64).map(move |power| t + side * (5.0 + 0.6 * t.abs()) * f64::from(power).exp2());
        let low = away(-1.0).find(|shift| t_below(t, freedom, *shift) > probability)?;
        let high = away(1.0).find(|shift| t_below(t, freedom, *shift) < probability)?;
        Some(bisect(low, high, |shift| t_below(t, freedom, shift) > probability))
    };
    let tail = (1.0 - confidence.level) / 2.0;
    Some(Interval { low: limit(1.0 - tail)?, high: limit(tail)? })
}

/// P(χ² ≤ x) of the noncentral χ²: central ones with `freedom + 2j` degrees, weighted by a Poisson in j (Ding 1992). From
/// the largest j that matters downwards, where the next central one is this one and something positive: no digit is lost.
pub fn chi_squared_below(x: f64, freedom: f64, shift: f64) -> f64 {
    let mean = shift / 2.0;
    let mode = mean.floor();
    // Poisson weights by the ratios of neighbours, that of the mode being 1.
    let upwards = std::iter::successors(Some((mode, 1.0)), |(j, weight)| Some((j + 1.0, weight * mean / (j + 1.0))));
    let downwards =
        std::iter::successors(Some((mode, 1.0)), |(j, weight)| (*j > 0.0).then(|| (j - 1.0, weight * j / mean)));
    let matters = |(_, weight): &(f64, f64)| *weight > NEGLIGIBLE;
    let mut terms: Vec<(f64, f64)> = upwards.take_while(matters).collect();
    terms.reverse();
    terms.extend(downwards.skip(1).take_while(matters));
    let top = terms.first().map_or(0.0, |(j, _)| *j);
    let mut below = if x > 0.0 { gamma_lr(freedom / 2.0 + top, x / 2.0) } else { 0.0 };
    let (mut weights, mut sum) = (0.0, 0.0);
    for (j, weight) in terms {
        if j < top {
            below += central_step(x / 2.0, freedom / 2.0 + j);
        }
        weights += weight;
        sum += weight * below;
    }
    sum / weights
}

/// P(a, x) − P(a + 1, x) of the incomplete gamma function.
fn central_step(x: f64, a: f64) -> f64 {
    if x > 0.0 { (a * x.ln() - x - ln_gamma(a + 1.0)).exp() } else { 0.0 }
}

/// Both limits of the shift that an observed χ² speaks for; 0 where even no shift makes it likely enough (Smithson 2003).
pub fn chi_squared_shift(x: f64, freedom: f64, confidence: Confidence) -> Option<Interval> {
    if !(x.is_finite() && x >= 0.0 && freedom.is_finite() && freedom >= 1.0) {
        return None;
    }
    let limit = |probability: f64| {
        if chi_squared_below(x, freedom, 0.0) < probability {
            return Some(0.0);
        }
        let far = (0..64).map(|power| (x + 10.0) * f64::from(power).exp2());
        let high = far.into_iter().find(|shift| chi_squared_below(x, freedom, *shift) < probability)?;
        Some(bisect(0.0, high, |shift| chi_squared_below(x, freedom, shift) > probability))
    };
    let tail = (1.0 - confidence.level) / 2.0;
    Some(Interval { low: limit(1.0 - tail)?, high: limit(tail)? })
}

#[cfg(test)]
mod tests {
    //! A researcher compares with R's `pt` and `pchisq`, and with what must hold without any shift.

    use super::super::tail::{chi_squared, upper_t};
    use super::*;

    #[test]
    fn without_a_shift_both_are_the_central_ones() {
        for (x, freedom) in [(0.3, 2.0), (2.5, 7.0), (40.0, 30.0), (1.2, 5000.0)] {
            assert!((t_below(x, freedom, 0.0) - 1.0 + upper_t(x, freedom).unwrap()).abs() < 1e-10);
            assert!((chi_squared_below(x, freedom, 0.0) - 1.0 + chi_squared(x, freedom).unwrap()).abs() < 1e-12);
        }
    }

    #[test]
    fn a_shift_too_large_for_the_usual_series_is_none_here() {
        // Where freedom is great, the noncentral t is the normal around its shift.
        assert!((t_below(44.0, 1e9, 44.0) - 0.5).abs() < 1e-6);
        assert!(t_below(44.0, 40.0, 44.0).is_finite());
    }

    #[test]
    fn both_ways_to_average_agree_where_they_meet() {
        for (t, freedom, shift) in [(48.5, 2.0, 40.0), (70.0, 20.0, 60.0), (70.0, 20.0, 75.0)] {
            let step = 0.65 / f64::hypot(t, 7.0);
            let by_spread = average(
                step,
                |u| (freedom * (u + 0.5 - (2.0 * u).exp() / 2.0)).exp(),
                |u| normal_below(t * u.exp() - shift),
            );
            assert!((by_spread - over_normal(t, freedom, shift)).abs() < 1e-9, "{t} {freedom} {shift}");
        }
    }

    #[test]
    fn a_monstrous_t_has_limits_at_once() {
        let shift = t_shift(1e9, 30.0, super::super::interval::NINETY_FIVE).unwrap();
        assert!(shift.low < 1e9 && 1e9 < shift.high);
    }

    #[test]
    fn limits_of_the_shift_lie_on_both_sides() {
        let shift = t_shift(2.0, 20.0, super::super::interval::NINETY_FIVE).unwrap();
        assert!(shift.low < 2.0 && 2.0 < shift.high);
        assert_eq!(chi_squared_shift(0.1, 6.0, super::super::interval::NINETY_FIVE).unwrap().high, 0.0);
    }
}
