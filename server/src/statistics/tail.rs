//! Tail probabilities of the central distributions, so that every test reads them from one place.
//!
//! The library's own quantiles and its Fisher test are not used: they lose digits, or the answer, on large tables.

use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

/// P(χ² ≥ x) with `freedom` degrees; nothing where either is no proper number.
pub fn chi_squared(x: f64, freedom: f64) -> Option<f64> {
    let distribution = ChiSquared::new(freedom).ok()?;
    (x >= 0.0 && x.is_finite()).then(|| probability(distribution.sf(x))).flatten()
}

/// P(|Z| ≥ |z|) of a standard normal. As χ² with one degree: its tail keeps eleven digits far out.
pub fn two_sided_normal(z: f64) -> Option<f64> {
    chi_squared(z * z, 1.0)
}

/// P(T ≥ t) of Student's t.
pub fn upper_t(t: f64, freedom: f64) -> Option<f64> {
    let distribution = StudentsT::new(0.0, 1.0, freedom).ok()?;
    t.is_finite().then(|| probability(distribution.sf(t))).flatten()
}

/// P(|T| ≥ |t|) of Student's t.
pub fn two_sided_t(t: f64, freedom: f64) -> Option<f64> {
    upper_t(t.abs(), freedom).map(|tail| (2.0 * tail).min(1.0))
}

fn probability(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    //! A researcher reads tails at the ends of what a double can hold.

    use super::*;

    #[test]
    fn no_distance_is_certain_and_a_great_one_impossible() {
        assert_eq!(two_sided_normal(0.0), Some(1.0));
        assert_eq!(two_sided_t(0.0, 5.0), Some(1.0));
        assert_eq!(two_sided_normal(60.0), Some(0.0));
    }

    #[test]
    fn what_is_no_number_has_no_probability() {
        assert_eq!(two_sided_normal(f64::NAN), None);
        assert_eq!(two_sided_t(f64::INFINITY, 5.0), None);
        assert_eq!(upper_t(1.0, 0.0), None);
    }
}
