//! A sample beside known shares: does it look as if drawn from them? Pearson's goodness of fit, exact where few are
//! expected.

use statrs::function::gamma::ln_gamma;

use super::Reason;
use super::tail::chi_squared;

/// Fewest that every category must be expected to have for the approximation.
const EXPECTED: f64 = 5.0;
/// So many outcomes are listed one by one.
const LISTED: f64 = 1e6;
/// Outcomes as likely as the one that was found but for rounding count as likely, as R does.
const TOLERANCE: f64 = 1e-7;

/// How far a sample is from known shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Answers that are compared: those of categories that the population has.
    pub base: u64,
    /// Σ(observed − expected)² ÷ expected (Pearson 1900).
    pub chi_squared: f64,
    /// Categories less one.
    pub freedom: usize,
    /// The smallest expected count.
    pub least_expected: f64,
    /// Chance of such a sample, or one further off, if it were drawn from the shares.
    pub p: f64,
    /// Whether `p` lists all outcomes (multinomial test); otherwise it is that of the chi-square distribution.
    pub exact: bool,
    /// Cohen's w, √(X² ÷ n).
    pub w: f64,
    /// (observed − expected) ÷ √(expected (1 − share)), for each category; none where the population has nobody.
    pub residuals: Vec<Option<f64>>,
}

/// Holds counts against shares, which are made to add up to 1.
pub fn fit(counts: &[u64], shares: &[f64]) -> Result<Fit, Reason> {
    let there = |share: &f64| share.is_finite() && *share > 0.0;
    let total: f64 = shares.iter().filter(|share| there(share)).sum();
    let known: Vec<(u64, f64)> = counts
        .iter()
        .zip(shares)
        .filter(|(_, share)| there(share))
        .map(|(count, share)| (*count, share / total))
        .collect();
    let base: u64 = known.iter().map(|(count, _)| count).sum();
    if base == 0 {
        return Err(Reason::NoAnswers);
    }
    if known.len() < 2 {
        return Err(Reason::FewerThanTwoCategories);
    }
    let n = base as f64;
    let statistic: f64 = known.iter().map(|(count, share)| (*count as f64 - n * share).powi(2) / (n * share)).sum();
    let least_expected = known.iter().map(|(_, share)| n * share).fold(f64::INFINITY, f64::min);
    let exact = (least_expected < EXPECTED).then(|| listed(&known, base)).flatten();
    let p = exact.or_else(|| chi_squared(statistic, (known.len() - 1) as f64)).ok_or(Reason::OutOfRange)?;
    let residual = |(count, share): (&u64, &f64)| {
        let part = share / total;
        there(share).then(|| (*count as f64 - n * part) / (n * part * (1.0 - part)).sqrt())
    };
    Ok(Fit {
        base,
        chi_squared: statistic,
        freedom: known.len() - 1,
        least_expected,
        p,
        exact: exact.is_some(),
        w: (statistic / n).sqrt(),
        residuals: counts.iter().zip(shares).map(residual).collect(),
    })
}

/// The multinomial test: the sum of all outcomes that are no more likely than the one found; nothing where they are too
/// many to list.
fn listed(known: &[(u64, f64)], base: u64) -> Option<f64> {
    let outcomes: f64 = (1..known.len() as u64).map(|k| ((base + k) as f64 / k as f64).ln()).sum();
    if outcomes.exp() > LISTED {
        return None;
    }
    let shares: Vec<f64> = known.iter().map(|(_, share)| share.ln()).collect();
    let factorial = |count: u64| ln_gamma(count as f64 + 1.0);
    let found: f64 = factorial(base)
        + known.iter().zip(&shares).map(|((count, _), ln)| *count as f64 * ln - factorial(*count)).sum::<f64>();
    let factorials: Vec<f64> = (0..=base).map(factorial).collect();
    let listing = Listing { shares: &shares, factorials: &factorials, limit: found + TOLERANCE };
    Some(listing.sum(0, base, factorial(base)).min(1.0))
}

struct Listing<'a> {
    shares: &'a [f64],
    factorials: &'a [f64],
    limit: f64,
}

impl Listing<'_> {
    /// The chance of all outcomes that are unlikely enough, with `left` people still to be dealt from `category` on.
    fn sum(&self, category: usize, left: u64, so_far: f64) -> f64 {
        let chance = |count: u64| so_far + count as f64 * self.shares[category] - self.factorials[count as usize];
        if category + 1 == self.shares.len() {
            let ln = chance(left);
            return if ln <= self.limit { ln.exp() } else { 0.0 };
        }
        (0..=left).map(|count| self.sum(category + 1, left - count, chance(count))).sum()
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator knows the share of each region and sees who answered.

    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1e-3), "{found}, R says {wanted}");
    }

    #[test]
    fn many_answers_give_the_figures_of_r() {
        // R 4.2.2: chisq.test(c(89, 37, 30, 28, 2), p = c(40, 20, 20, 15, 5), rescale.p = TRUE)
        let found = fit(&[89, 37, 30, 28, 2], &[40.0, 20.0, 20.0, 15.0, 5.0]).unwrap();
        near(found.chi_squared, 9.990_143_369_175_627);
        near(found.p, 0.040_594_043_344_781_22);
        assert_eq!((found.freedom, found.exact, found.base), (4, false, 186));
        near(found.residuals[0].unwrap(), (89.0 - 74.4) / (74.4_f64 * 0.6).sqrt());
    }

    #[test]
    fn few_answers_are_tested_exactly() {
        // R: all outcomes by expand.grid, dmultinom of each, sum of those not above dmultinom(c(1, 2, 9), prob = p).
        let found = fit(&[1, 2, 9], &[0.25, 0.35, 0.4]).unwrap();
        assert!(found.exact);
        near(found.p, EXACT);
        // Two categories: binom.test(7, 9, .5)
        near(fit(&[7, 2], &[0.5, 0.5]).unwrap().p, 0.1796875);
    }

    const EXACT: f64 = 0.071_318_804_497_843_64;

    #[test]
    fn what_the_population_does_not_have_is_left_out() {
        let (with, without) = (fit(&[10, 20, 3], &[0.5, 0.5, 0.0]).unwrap(), fit(&[10, 20], &[50.0, 50.0]).unwrap());
        assert_eq!((with.p, with.base, with.residuals[2]), (without.p, 30, None));
        assert_eq!(fit(&[4, 0], &[1.0, 0.0]), Err(Reason::FewerThanTwoCategories));
        assert_eq!(fit(&[0, 0], &[0.5, 0.5]), Err(Reason::NoAnswers));
        assert_eq!(fit(&[], &[]), Err(Reason::NoAnswers));
    }

    #[test]
    fn a_sample_like_its_population_is_no_wonder() {
        near(fit(&[40, 60], &[0.4, 0.6]).unwrap().p, 1.0);
        near(fit(&[2, 3], &[0.4, 0.6]).unwrap().p, 1.0);
    }
}
