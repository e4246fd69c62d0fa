//! Fleiss' κ: any number of coders, the same number for each unit.

use statrs::function::erf::erfc;

use super::{Agreement, Measure, Ratings, Undefined, Value};

/// κ with the parts it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Fleiss {
    /// κ and its base.
    pub agreement: Agreement,
    /// P̄, the share of agreeing pairs.
    pub observed: Option<f64>,
    /// P_e, the share that chance would give.
    pub expected: Option<f64>,
    /// Standard error where there is no agreement beyond chance.
    pub se_null: Option<f64>,
    /// κ ÷ its standard error, and the two-sided p-value.
    pub test: Option<(f64, f64)>,
}

/// κ = (P̄ − P_e) ÷ (1 − P_e), P_e = Σ p̄² (Fleiss 1971, Psychol. Bull. 76:378–382); standard error under no agreement
/// of Fleiss, Nee & Landis 1979 (Psychol. Bull. 86:974–977). Undefined where units have different numbers of coders.
pub fn fleiss(ratings: &Ratings) -> Fleiss {
    let base = ratings.base();
    let of = |value: Value| Agreement::bare(Measure::Fleiss, value, base.clone());
    match tally(ratings) {
        Err(reason) => {
            Fleiss { agreement: of(reason.into()), observed: None, expected: None, se_null: None, test: None }
        }
        Ok(tally) => {
            let value = tally.kappa();
            let se_null = value.number().map(|_| tally.se_null());
            let z = value.number().zip(se_null).map(|(kappa, se)| kappa / se).filter(|z| z.is_finite());
            Fleiss {
                agreement: of(value),
                observed: Some(1.0 - tally.observed_disagreement()),
                expected: Some(1.0 - tally.expected_disagreement()),
                se_null,
                test: z.map(|z| (z, erfc(z.abs() / std::f64::consts::SQRT_2))),
            }
        }
    }
}

struct Tally {
    units: usize,
    coders: usize,
    /// Ratings of each category.
    totals: Vec<usize>,
    /// Ordered pairs of coders who differ, over all units.
    differ: usize,
}

fn tally(ratings: &Ratings) -> Result<Tally, Undefined> {
    let mut tally = Tally { units: 0, coders: 0, totals: vec![0; ratings.categories()], differ: 0 };
    for counts in ratings.units().iter().map(|unit| ratings.counts(unit)) {
        let coders: usize = counts.iter().sum();
        if coders == 0 {
            continue;
        }
        if tally.units > 0 && coders != tally.coders {
            return Err(Undefined::UnequalCoders);
        }
        tally.units += 1;
        tally.coders = coders;
        tally.differ += coders * coders - counts.iter().map(|count| count * count).sum::<usize>();
        tally.totals.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
    }
    if tally.coders < 2 { Err(Undefined::NoUnits) } else { Ok(tally) }
}

impl Tally {
    fn kappa(&self) -> Value {
        Value::corrected(self.observed_disagreement(), self.expected_disagreement())
    }

    fn observed_disagreement(&self) -> f64 {
        self.differ as f64 / (self.units * self.coders * (self.coders - 1)) as f64
    }

    /// 1 − P_e; exactly nought where one category was used.
    fn expected_disagreement(&self) -> f64 {
        let all = (self.units * self.coders) as u128;
        let same: u128 = self.totals.iter().map(|total| (*total as u128).pow(2)).sum();
        (all * all - same) as f64 / (all * all) as f64
    }

    fn se_null(&self) -> f64 {
        let all = (self.units * self.coders) as f64;
        let parts = self.totals.iter().map(|total| *total as f64 / all).map(|p| (p * (1.0 - p), 1.0 - 2.0 * p));
        let (spread, skew) = parts.fold((0.0, 0.0), |(spread, skew), (pq, lean)| (spread + pq, skew + pq * lean));
        let pairs = (self.units * self.coders * (self.coders - 1)) as f64;
        (2.0 / pairs * (spread * spread - skew)).max(0.0).sqrt() / spread
    }
}
