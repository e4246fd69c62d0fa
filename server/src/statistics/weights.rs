//! Weighted means and shares: each answer stands for as many people as its weight says.
//!
//! Variances are linearised (Taylor series; Särndal, Swensson & Wretman 1992, 5.5), with strata and finite populations
//! where the design has them. Ranks have no weighted test here. Crosstabs are left to [`super::rao_scott`].

use super::interval::{NINETY_FIVE, t_quantile};
use super::{Figure, Interval, Reason};

/// How people were drawn, and for how many each stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Design<'a> {
    /// Each person's weight; a person without one, or with nought, is left out and counted.
    pub weights: &'a [Option<f64>],
    /// Each person's stratum; empty where all were drawn from one.
    pub strata: &'a [usize],
    /// How many people each stratum has; empty where that is not known or very many.
    pub populations: &'a [f64],
}

/// A weighted estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// The estimate with its 95 % interval; its base is the unweighted number of answers.
    pub figure: Figure,
    /// Linearised standard error.
    pub se: Option<f64>,
    /// Degrees of freedom: answers less strata.
    pub freedom: usize,
    /// Sum of weights.
    pub weighted_base: f64,
    /// Answers that were left out for want of a weight.
    pub excluded: usize,
}

/// What weighting costs (Kish 1965, 11.7).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kish {
    /// Sum of weights.
    pub sum: f64,
    /// How many weights there are.
    pub base: usize,
    /// n Σw² ÷ (Σw)²: by how much the variance of a mean grows.
    pub effect: f64,
    /// (Σw)² ÷ Σw²: as many equal weights would be as good.
    pub effective: f64,
}

/// Someone who counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// Place in the columns.
    pub(super) place: usize,
    /// A finite weight above nought.
    pub(super) weight: f64,
    stratum: usize,
}

/// A square matrix by rows.
pub(super) type Matrix = Vec<Vec<f64>>;

impl Design<'_> {
    /// Those who have a weight, of those who have an answer, and how many have none.
    pub(super) fn people(&self, answered: impl Iterator<Item = usize>) -> (Vec<Person>, usize) {
        let (mut people, mut excluded) = (Vec::new(), 0);
        for place in answered {
            match self.weights.get(place).copied().flatten().filter(|weight| usable(*weight)) {
                Some(weight) => {
                    people.push(Person { place, weight, stratum: self.strata.get(place).copied().unwrap_or(0) });
                }
                None => excluded += 1,
            }
        }
        (people, excluded)
    }

    /// Answers less strata.
    pub(super) fn freedom(&self, people: &[Person]) -> usize {
        let mut strata: Vec<usize> = people.iter().map(|person| person.stratum).collect();
        strata.sort_unstable();
        strata.dedup();
        people.len() - strata.len()
    }

    /// Covariance of sums whose parts are people's `influence`, which writes one number for each of `size` sums:
    /// Σ over strata of (1 − n/N) n/(n − 1) Σ(z − z̄)(z − z̄)ᵀ. Someone alone in a stratum is taken around nought, the
    /// mean of all.
    pub(super) fn covariance(&self, people: &[Person], size: usize, influence: impl Fn(&Person, &mut [f64])) -> Matrix {
        let last = people.iter().map(|person| person.stratum).max().unwrap_or(0);
        let mut strata = vec![Moments::new(size); last + 1];
        let mut parts = vec![0.0; size];
        for person in people {
            influence(person, &mut parts);
            strata[person.stratum].add(&parts);
        }
        let mut whole = vec![vec![0.0; size]; size];
        for (stratum, moments) in strata.iter().enumerate().filter(|(_, moments)| moments.count > 0.0) {
            let population = self.populations.get(stratum).copied().unwrap_or(f64::INFINITY);
            moments.add_to(&mut whole, (1.0 - moments.count / population).max(0.0));
        }
        whole
    }
}

/// Sums of one stratum.
#[derive(Clone)]
struct Moments {
    count: f64,
    sums: Vec<f64>,
    products: Matrix,
}

impl Moments {
    fn new(size: usize) -> Self {
        Self { count: 0.0, sums: vec![0.0; size], products: vec![vec![0.0; size]; size] }
    }

    fn add(&mut self, parts: &[f64]) {
        self.count += 1.0;
        for (row, part) in parts.iter().enumerate() {
            self.sums[row] += part;
            self.products[row].iter_mut().zip(parts).for_each(|(product, other)| *product += part * other);
        }
    }

    fn add_to(&self, whole: &mut Matrix, left_out: f64) {
        let alone = self.count < 2.0;
        let factor = if alone { left_out } else { left_out * self.count / (self.count - 1.0) };
        for (row, products) in self.products.iter().enumerate() {
            for (column, product) in products.iter().enumerate() {
                let centre = if alone { 0.0 } else { self.sums[row] * self.sums[column] / self.count };
                whole[row][column] += factor * (product - centre);
            }
        }
    }
}

/// Weighted mean (Hájek 1971) with a t interval.
pub fn mean(values: &[Option<f64>], design: Design) -> Weighted {
    let estimate = estimate(values, design);
    let around = |mean: f64, half: f64| Some(Interval { low: mean - half, high: mean + half });
    with_interval(estimate, around)
}

/// Weighted share of the `true` with an interval that is symmetric on the scale of log odds, so that it stays within 0
/// and 1 (Korn & Graubard 1999, 2.5).
pub fn proportion(values: &[Option<bool>], design: Design) -> Weighted {
    let numbers: Vec<Option<f64>> = values.iter().map(|value| value.map(|there| f64::from(u8::from(there)))).collect();
    let mut estimate = estimate(&numbers, design);
    // Weights that add up to all but the last digit must not make more than everybody.
    estimate.figure.estimate = estimate.figure.estimate.map(|share| share.clamp(0.0, 1.0));
    let around = |share: f64, half: f64| {
        let (odds, half) = ((share / (1.0 - share)).ln(), half / (share * (1.0 - share)));
        let limit = |odds: f64| 1.0 / (1.0 + (-odds).exp());
        half.is_finite().then(|| Interval { low: limit(odds - half), high: limit(odds + half) })
    };
    with_interval(estimate, around)
}

/// The estimate and its standard error, without an interval.
fn estimate(values: &[Option<f64>], design: Design) -> Weighted {
    let value = |place: usize| values[place].filter(|value| value.is_finite());
    let answered = (0..values.len()).filter(|place| value(*place).is_some());
    let (people, excluded) = design.people(answered);
    let weighted_base: f64 = people.iter().map(|person| person.weight).sum();
    let freedom = design.freedom(&people);
    let nothing = |reason| Weighted {
        figure: Figure::none(people.len(), reason),
        se: None,
        freedom,
        weighted_base: if weighted_base.is_finite() { weighted_base } else { 0.0 },
        excluded,
    };
    if people.is_empty() {
        return nothing(Reason::NoAnswers);
    }
    let given = |person: &Person| value(person.place).unwrap_or_default();
    let shift =
        |from: f64| people.iter().map(|person| person.weight / weighted_base * (given(person) - from)).sum::<f64>();
    // A second pass takes away what rounding left in the first.
    let first = shift(0.0);
    let mean = if same(people.iter().map(given)) { given(&people[0]) } else { first + shift(first) };
    let influence =
        |person: &Person, part: &mut [f64]| part[0] = person.weight / weighted_base * (given(person) - mean);
    let se = design.covariance(&people, 1, influence)[0][0].max(0.0).sqrt();
    if !(mean.is_finite() && se.is_finite() && weighted_base.is_finite()) {
        return nothing(Reason::OutOfRange);
    }
    let figure = Figure { estimate: Some(mean), interval: None, base: people.len(), reason: None };
    Weighted { figure, se: (people.len() > 1).then_some(se), freedom, weighted_base, excluded }
}

/// Lays an interval around an estimate, `half` of it being t × standard error.
fn with_interval(found: Weighted, around: impl Fn(f64, f64) -> Option<Interval>) -> Weighted {
    let (Some(estimate), None) = (found.figure.estimate, found.figure.reason) else { return found };
    let reason = match found.se {
        Some(se) if se > 0.0 && found.freedom > 0 => {
            let half = t_quantile((1.0 + NINETY_FIVE.level) / 2.0, found.freedom as f64).map(|t| t * se);
            let interval = half.and_then(|half| around(estimate, half));
            let reason = interval.is_none().then_some(Reason::OutOfRange);
            return Weighted { figure: Figure { interval, reason, ..found.figure }, ..found };
        }
        Some(_) if found.freedom > 0 => Reason::ZeroVariance,
        _ => Reason::OneAnswer,
    };
    Weighted { figure: Figure { reason: Some(reason), ..found.figure }, ..found }
}

/// What the weights cost, of those that count; nothing without any.
pub fn kish(weights: &[Option<f64>]) -> Option<Kish> {
    let used = || weights.iter().copied().flatten().filter(|weight| usable(*weight));
    let base = used().count();
    let (sum, squares): (f64, f64) = (used().sum(), used().map(|weight| weight * weight).sum());
    let effective = sum / squares * sum;
    let effect = base as f64 / effective;
    (base > 0 && effective.is_finite() && effect.is_finite()).then_some(Kish { sum, base, effect, effective })
}

fn usable(weight: f64) -> bool {
    weight.is_finite() && weight > 0.0
}

fn same(mut values: impl Iterator<Item = f64>) -> bool {
    values.next().is_none_or(|first| values.all(|value| value == first))
}

#[cfg(test)]
mod tests {
    //! A researcher weighs answers, some of which have no weight.

    use super::*;

    fn design(weights: &[Option<f64>]) -> Design<'_> {
        Design { weights, ..Design::default() }
    }

    #[test]
    fn answers_without_a_weight_are_left_out_and_counted() {
        let weights = [Some(1.0), Some(0.0), None, Some(3.0), Some(f64::NAN), Some(2.0)];
        let found = mean(&[Some(2.0), Some(9.0), Some(9.0), Some(4.0), Some(9.0), None], design(&weights));
        assert_eq!((found.figure.estimate, found.figure.base, found.excluded), (Some(3.5), 2, 3));
        assert_eq!(found.weighted_base, 4.0);
    }

    #[test]
    fn equal_weights_give_what_no_weights_give() {
        let values = [1.0, 2.0, 4.0, 4.0, 5.0];
        let plain = super::super::describe::describe(values);
        let found = mean(&values.map(Some), design(&[Some(2.5); 5]));
        assert!((found.figure.estimate.unwrap() - plain.mean.estimate.unwrap()).abs() < 1e-12);
        assert!((found.se.unwrap() - plain.se.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_estimated_says_why() {
        let reason = |values: &[Option<f64>]| mean(values, design(&[Some(0.1); 7])).figure.reason;
        assert_eq!(reason(&[]), Some(Reason::NoAnswers));
        assert_eq!(reason(&[Some(3.0)]), Some(Reason::OneAnswer));
        assert_eq!(reason(&[Some(0.1); 7]), Some(Reason::ZeroVariance));
        assert_eq!(reason(&[Some(f64::MAX), Some(-f64::MAX)]), Some(Reason::OutOfRange));
        let everybody = proportion(&[Some(true); 7], design(&[Some(0.1); 7])).figure;
        assert_eq!((everybody.estimate, everybody.reason), (Some(1.0), Some(Reason::ZeroVariance)));
    }

    #[test]
    fn a_stratum_that_was_asked_whole_adds_no_variance() {
        let values = [Some(1.0), Some(5.0), Some(2.0), Some(2.0)];
        let whole = Design { weights: &[Some(1.0); 4], strata: &[0, 0, 1, 1], populations: &[2.0, 9.0] };
        assert_eq!(mean(&values, whole).figure.reason, Some(Reason::ZeroVariance));
    }

    #[test]
    fn weights_that_are_all_nought_have_no_design_effect() {
        assert_eq!(kish(&[Some(0.0), None]), None);
        assert_eq!(kish(&[Some(4.0); 3]).unwrap().effective, 3.0);
    }
}
