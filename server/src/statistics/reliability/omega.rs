//! McDonald's omega total: how much of a sum score's variance one common factor explains.
//!
//! The factor is fitted by maximum likelihood on correlations, by scoring steps (Jöreskog 1967; information matrix as in
//! Bollen 1989, appendix 4B), which the scale of the items does not touch.

use super::super::Interval;
use super::super::agreement::Draws;
use super::super::describe::{Convention, quantile};
use super::super::linear::solve;
use super::super::obstacle::{Obstacle, finite};
use super::{complete, correlations, covariances};
use crate::chance::Seeded;

/// Draws for an interval that is printed.
pub const DRAWS: Draws = Draws { seed: 1, count: 2_000 };

/// Omega of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Omega {
    /// People who answered every item.
    pub base: usize,
    /// Items.
    pub items: usize,
    /// Omega total of the one-factor model (McDonald 1999): (Σλ)² / ((Σλ)² + Σθ).
    pub estimate: Result<f64, Obstacle>,
    /// Correlation of each item with the factor, turned so that their sum is not negative; empty without an estimate.
    pub loadings: Vec<f64>,
    /// 95 % interval from people drawn again, if asked for and found in at least half of the draws.
    pub interval: Option<Interval>,
    /// How often people were drawn again: never without an estimate, or where no interval was asked for.
    pub drawn: usize,
    /// How many of those draws have an omega; the others are Heywood cases or never come to rest.
    pub fitted: usize,
}

/// Omega of items, each a column in the order of people, reversed items already turned round. With `draws` people are
/// drawn again for a percentile interval; that takes as many fits.
pub fn mcdonald_omega(items: &[&[Option<f64>]], draws: Option<Draws>) -> Omega {
    let rows = complete(items);
    let fitted = possible(items.len(), rows.len()).and_then(|()| fit(&covariances(&rows, |_| 1.0)));
    let draws = draws.filter(|_| fitted.is_ok());
    let drawn = draws.map_or(0, |draws| draws.count);
    let again = draws.map(|draws| again(&rows, draws)).unwrap_or_default();
    let interval = limits(&again, drawn);
    let (estimate, loadings) = match fitted {
        Ok(factor) => (Ok(factor.omega), factor.loadings),
        Err(obstacle) => (Err(obstacle), Vec::new()),
    };
    Omega { base: rows.len(), items: items.len(), estimate, loadings, interval, drawn, fitted: again.len() }
}

fn possible(items: usize, people: usize) -> Result<(), Obstacle> {
    if items < 3 {
        return Err(Obstacle::FewerThanThreeItems);
    }
    if people < (5 * items).max(50) { Err(Obstacle::TooFewAnswers) } else { Ok(()) }
}

/// Omega of people drawn again, in order, wherever it can be fitted.
fn again(rows: &[Vec<f64>], draws: Draws) -> Vec<f64> {
    let mut random = Seeded::new(draws.seed);
    let mut times = vec![0_u32; rows.len()];
    let mut found = Vec::with_capacity(draws.count);
    for _ in 0..draws.count {
        times.fill(0);
        (0..rows.len()).for_each(|_| times[random.below(rows.len() as u64) as usize] += 1);
        found.extend(fit(&covariances(rows, |place| f64::from(times[place]))).map(|factor| factor.omega));
    }
    found.sort_by(f64::total_cmp);
    found
}

fn limits(found: &[f64], drawn: usize) -> Option<Interval> {
    if found.len() < 2 || found.len() * 2 < drawn {
        return None;
    }
    let limit = |share| quantile(found, share, Convention::Type7);
    Some(Interval { low: limit(0.025)?, high: limit(0.975)? })
}

struct Factor {
    omega: f64,
    loadings: Vec<f64>,
}

/// Steps that a fit may take; about ten are usual.
const STEPS: usize = 500;

/// A step below this has come to rest: figures are good to about the same number.
const RESTING: f64 = 1e-9;

/// A share of variance of its own below which an item counts as a Heywood case.
const BOUNDARY: f64 = 1e-5;

/// The model of one factor: loadings and each item's own variance.
#[derive(Clone)]
struct Model {
    loadings: Vec<f64>,
    own: Vec<f64>,
}

fn fit(covariances: &[Vec<f64>]) -> Result<Factor, Obstacle> {
    if covariances.iter().flatten().any(|value| !value.is_finite()) {
        return Err(Obstacle::OutOfRange);
    }
    let observed = correlations(covariances).ok_or(Obstacle::ZeroVariance)?;
    let model = Model::start(&observed).search(&observed)?;
    let turned = if model.loadings.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let variances: Vec<f64> = covariances.iter().enumerate().map(|(place, row)| row[place]).collect();
    let common: f64 = model.loadings.iter().zip(&variances).map(|(loading, v)| loading * v.sqrt()).sum::<f64>().powi(2);
    let own: f64 = model.own.iter().zip(&variances).map(|(own, v)| own * v).sum();
    let omega = finite(common / (common + own))?;
    Ok(Factor { omega, loadings: model.loadings.iter().map(|loading| turned * loading).collect() })
}

impl Model {
    /// Starts at the first principal component, found by repeated multiplication, with room left for each item's own.
    fn start(observed: &[Vec<f64>]) -> Self {
        let mut direction: Vec<f64> = (0..observed.len()).map(|place| 1.0 + 0.01 * place as f64).collect();
        let mut size = 1.0;
        for _ in 0..30 {
            direction = observed.iter().map(|row| dot(row, &direction)).collect();
            size = dot(&direction, &direction).sqrt().max(f64::MIN_POSITIVE);
            direction.iter_mut().for_each(|value| *value /= size);
        }
        let loadings: Vec<f64> = direction.iter().map(|value| (value * size.sqrt()).clamp(-0.9, 0.9)).collect();
        let own = loadings.iter().map(|loading| 1.0 - loading * loading).collect();
        Self { loadings, own }
    }

    /// Goes down by scoring steps, halved where they would leave what is possible or go up.
    fn search(mut self, observed: &[Vec<f64>]) -> Result<Self, Obstacle> {
        let mut misfit = self.misfit(observed);
        for _ in 0..STEPS {
            let step = self.step(observed).ok_or(Obstacle::NoConvergence)?;
            let largest = step.iter().fold(0.0_f64, |largest, part| largest.max(part.abs()));
            if largest < RESTING {
                return self.checked();
            }
            let rounding = 1e-13 * (1.0 + misfit.abs());
            let tried = (0..40).map(|halved| self.moved(&step, f64::from(-halved).exp2()));
            let mut better = tried.filter(Self::possible).map(|next| (next.misfit(observed), next));
            let Some((lower, next)) = better.find(|(next, _)| *next <= misfit + rounding) else { break };
            (misfit, self) = (lower.min(misfit), next);
        }
        self.checked().and(Err(Obstacle::NoConvergence))
    }

    fn checked(self) -> Result<Self, Obstacle> {
        if self.own.iter().any(|own| *own < BOUNDARY) { Err(Obstacle::Heywood) } else { Ok(self) }
    }

    /// Loadings over own variances.
    fn scaled(&self) -> Vec<f64> {
        self.loadings.iter().zip(&self.own).map(|(loading, own)| loading / own).collect()
    }

    fn possible(&self) -> bool {
        self.own.iter().all(|own| *own > 0.0)
    }

    fn moved(&self, step: &[f64], share: f64) -> Self {
        let (of_loadings, of_own) = step.split_at(self.loadings.len());
        let add = |values: &[f64], step: &[f64]| values.iter().zip(step).map(|(value, s)| value + share * s).collect();
        Self { loadings: add(&self.loadings, of_loadings), own: add(&self.own, of_own) }
    }

    /// ln |Σ| + tr(S Σ⁻¹), by the formulas for a diagonal and one outer product.
    fn misfit(&self, observed: &[Vec<f64>]) -> f64 {
        let scaled = self.scaled();
        let gain = 1.0 + dot(&self.loadings, &scaled);
        let determinant = self.own.iter().map(|own| own.ln()).sum::<f64>() + gain.ln();
        let diagonal: f64 = self.own.iter().enumerate().map(|(place, own)| observed[place][place] / own).sum();
        let common: f64 = observed.iter().zip(&scaled).map(|(row, part)| part * dot(row, &scaled)).sum();
        determinant + diagonal - common / gain
    }

    /// The inverse of the model's covariances.
    fn inverse(&self) -> Vec<Vec<f64>> {
        let scaled = self.scaled();
        let gain = 1.0 + dot(&self.loadings, &scaled);
        let mut found: Vec<Vec<f64>> =
            scaled.iter().map(|one| scaled.iter().map(|other| -one * other / gain).collect()).collect();
        found.iter_mut().enumerate().for_each(|(place, row)| row[place] += 1.0 / self.own[place]);
        found
    }

    /// The scoring step: expected curvature against slope.
    fn step(&self, observed: &[Vec<f64>]) -> Option<Vec<f64>> {
        let k = self.loadings.len();
        let inverse = self.inverse();
        let toward: Vec<f64> = inverse.iter().map(|row| dot(row, &self.loadings)).collect();
        let strength = dot(&self.loadings, &toward);
        let slope = self.slope(observed, &inverse);
        let curvature = |one: usize, other: usize| {
            let (a, b) = (one % k, other % k);
            match (one < k, other < k) {
                (true, true) => 2.0 * (inverse[a][b] * strength + toward[a] * toward[b]),
                (false, false) => inverse[a][b] * inverse[a][b],
                (true, false) => 2.0 * inverse[a][b] * toward[b],
                (false, true) => 2.0 * inverse[a][b] * toward[a],
            }
        };
        let matrix = (0..2 * k).map(|one| (0..2 * k).map(|other| curvature(one, other)).collect()).collect();
        solve(matrix, slope.iter().map(|slope| -slope).collect())
    }

    /// Slopes of the misfit along loadings, then along items' own variances.
    fn slope(&self, observed: &[Vec<f64>], inverse: &[Vec<f64>]) -> Vec<f64> {
        let k = self.loadings.len();
        let half: Vec<Vec<f64>> =
            inverse.iter().map(|row| (0..k).map(|column| dot(row, &observed[column])).collect()).collect();
        let off = |a: usize, b: usize| inverse[a][b] - dot(&half[a], &inverse[b]);
        let along = |a: usize| 2.0 * (0..k).map(|b| off(a, b) * self.loadings[b]).sum::<f64>();
        (0..k).map(along).chain((0..k).map(|a| off(a, a))).collect()
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    //! A researcher fits one factor to made-up people.

    use super::*;

    /// People whose items share a factor with these loadings.
    fn people(loadings: &[f64], count: usize, seed: u64) -> Vec<Vec<Option<f64>>> {
        let mut random = Seeded::new(seed);
        let mut normal = || (0..12).map(|_| random.fraction()).sum::<f64>() - 6.0;
        let mut items = vec![Vec::new(); loadings.len()];
        for _ in 0..count {
            let factor = normal();
            for (item, loading) in items.iter_mut().zip(loadings) {
                item.push(Some(loading * factor + (1.0_f64 - loading * loading).sqrt() * normal()));
            }
        }
        items
    }

    fn omega(items: &[Vec<Option<f64>>], draws: Option<Draws>) -> Omega {
        mcdonald_omega(&items.iter().map(Vec::as_slice).collect::<Vec<_>>(), draws)
    }

    #[test]
    fn omega_finds_the_factor_that_was_put_in() {
        let loadings = [0.8, 0.7, 0.6, 0.5];
        let found = omega(&people(&loadings, 3_000, 5), Some(Draws { seed: 3, count: 200 }));
        let common = 2.6_f64 * 2.6;
        let expected = common / (common + loadings.iter().map(|loading| 1.0 - loading * loading).sum::<f64>());
        let (estimate, interval) = (found.estimate.unwrap(), found.interval.unwrap());
        assert!((estimate - expected).abs() < 0.02, "{estimate} {expected}");
        assert!(interval.low < estimate && estimate < interval.high && interval.high - interval.low < 0.05);
        assert_eq!((found.drawn, found.fitted), (200, 200));
    }

    #[test]
    fn an_interval_needs_half_of_the_draws() {
        let found: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!((limits(&found, 200).is_some(), limits(&found, 201)), (true, None));
        let without = omega(&people(&[0.8, 0.7, 0.6], 60, 1), None);
        assert_eq!((without.interval, without.drawn, without.fitted), (None, 0, 0));
    }

    #[test]
    fn three_items_are_fitted_exactly() {
        let items = people(&[0.7, 0.7, 0.6], 400, 2);
        let rows = complete(&items.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let r = correlations(&covariances(&rows, |_| 1.0)).unwrap();
        let found = omega(&items, None);
        assert!((found.loadings[0] - (r[0][1] * r[0][2] / r[1][2]).sqrt()).abs() < 1e-8);
    }

    #[test]
    fn what_cannot_be_fitted_says_why() {
        assert_eq!(omega(&people(&[0.8, 0.7], 100, 1), None).estimate, Err(Obstacle::FewerThanThreeItems));
        assert_eq!(omega(&people(&[0.8, 0.7, 0.6], 49, 1), None).estimate, Err(Obstacle::TooFewAnswers));
        let mut items = people(&[0.8, 0.7, 0.6], 60, 1);
        items[1] = vec![Some(3.0); 60];
        assert_eq!(omega(&items, None).estimate, Err(Obstacle::ZeroVariance));
    }

    #[test]
    fn an_item_that_is_the_factor_itself_is_a_heywood_case() {
        let mut items = people(&[0.9, 0.5, 0.5], 200, 4);
        // The second and third hang on the first alone, more than their own connection allows.
        let first = items[0].clone();
        let mix = |item: &[Option<f64>], sign: f64| -> Vec<Option<f64>> {
            item.iter().zip(&first).map(|(one, of)| Some(of.unwrap_or(0.0) + sign * one.unwrap_or(0.0))).collect()
        };
        let noise = people(&[0.0, 0.0, 0.0], 200, 9)[0].clone();
        (items[1], items[2]) = (mix(&noise, 1.0), mix(&noise, -1.0));
        assert_eq!(omega(&items, None).estimate, Err(Obstacle::Heywood));
    }
}
