//! Gwet's AC1: an answer to κ's paradox, where a code is so rare or so common that chance seems to explain everything.

use super::percent::observed;
use super::{Agreement, Measure, Ratings, Undefined, Value};

/// AC1 = (P_a − P_e) ÷ (1 − P_e), P_e = Σ π(1 − π) ÷ (K − 1) over all K categories offered, π the mean share of a
/// category over units (Gwet 2008, Br. J. Math. Stat. Psychol. 61:29–48; with gaps Gwet 2014, ch. 2 and 5). Where all
/// coders used one category throughout, P_e is 0 and AC1 is 1 by definition: read it beside the prevalence.
pub fn gwet(ratings: &Ratings) -> Agreement {
    let value = match observed(ratings) {
        None => Undefined::NoUnits.into(),
        Some(_) if ratings.categories() < 2 => Undefined::NoVariation.into(),
        Some(observed) => Value::corrected(1.0 - observed, 1.0 - by_chance(ratings)),
    };
    Agreement::bare(Measure::Gwet, value, ratings.base())
}

/// P_e; at most 1/K, so 1 − P_e is never near nought.
fn by_chance(ratings: &Ratings) -> f64 {
    let mut shares = vec![0.0; ratings.categories()];
    let mut units = 0_usize;
    for unit in ratings.units() {
        let counts = ratings.counts(unit);
        let coders: usize = counts.iter().sum();
        if coders > 0 {
            units += 1;
            shares.iter_mut().zip(counts).for_each(|(share, count)| *share += count as f64 / coders as f64);
        }
    }
    let spread: f64 = shares.iter().map(|sum| sum / units as f64).map(|share| share * (1.0 - share)).sum();
    spread / (shares.len() - 1) as f64
}
