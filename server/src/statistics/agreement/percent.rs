//! Percent agreement: not corrected for chance, so never shown alone.

use super::{Agreement, Measure, Ratings, Undefined, Value};

/// Share of pairs of coders who agree on a unit, the mean over units that two or more coded (Fleiss 1971, P̄; with two
/// coders the plain share of equal codes).
pub fn percent(ratings: &Ratings) -> Agreement {
    Agreement::bare(
        Measure::Percent,
        observed(ratings).map_or(Undefined::NoUnits.into(), Value::finite),
        ratings.base(),
    )
}

/// The share itself, between 0 and 1.
pub(super) fn observed(ratings: &Ratings) -> Option<f64> {
    let (sum, units) = ratings.pairable().fold((0.0, 0_usize), |(sum, units), unit| {
        let counts = ratings.counts(unit);
        let coders: usize = counts.iter().sum();
        let agree: usize = counts.iter().map(|count| count * count.saturating_sub(1)).sum();
        (sum + agree as f64 / (coders * (coders - 1)) as f64, units + 1)
    });
    (units > 0).then(|| sum / units as f64)
}
