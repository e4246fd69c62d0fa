//! Cronbach's alpha with Feldt's interval, and what each item does to it.

use super::super::describe::describe;
use super::super::obstacle::{Obstacle, finite};
use super::super::tails::f_quantile;
use super::super::{Figure, Interval, Reason};
use super::{complete, correlations, covariances};

/// Alpha of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Alpha {
    /// People, complete or not.
    pub people: usize,
    /// People who answered every item.
    pub base: usize,
    /// Items.
    pub items: usize,
    /// Mean over people of their mean over items.
    pub mean: Option<f64>,
    /// Standard deviation of people's means (n − 1).
    pub sd: Option<f64>,
    /// The coefficient with what belongs to it.
    pub coefficient: Result<Coefficient, Obstacle>,
}

/// Alpha and its company.
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    /// Raw alpha, from covariances (Cronbach 1951), with the interval of Feldt 1965. Negative values stand as they are.
    pub alpha: Figure,
    /// Alpha of standardised items, which for two items is Spearman-Brown; none where an item has no spread.
    pub standardised: Option<f64>,
    /// Correlations between items, line by line; none where an item has no spread.
    pub correlations: Option<Vec<Vec<f64>>>,
    /// Mean correlation between items.
    pub mean_correlation: Option<f64>,
    /// Alpha without each item; none where that leaves one item or nothing that varies.
    pub if_deleted: Vec<Option<f64>>,
    /// Correlation of each item with the sum of the others.
    pub item_rest: Vec<Option<f64>>,
}

/// What to read beside alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Items run against each other: probably one was not turned round.
    NegativeCheckReversedItems,
    /// Two items are too few to judge; read the standardised alpha (Eisinga et al. 2013).
    TwoItems,
}

impl Warning {
    /// The stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NegativeCheckReversedItems => "negative_check_reversed_items",
            Self::TwoItems => "two_items",
        }
    }
}

/// From here on a correlation is negative in two decimals.
const OPPOSED: f64 = -0.005;

impl Coefficient {
    /// Pairs of items that run against each other, by their places from nought, with their correlations.
    pub fn opposed(&self) -> Vec<(usize, usize, f64)> {
        let lines = self.correlations.iter().flatten().enumerate();
        let pairs = lines.flat_map(|(one, line)| {
            line.iter().enumerate().skip(one + 1).map(move |(other, correlation)| (one, other, *correlation))
        });
        pairs.filter(|(.., correlation)| *correlation <= OPPOSED).collect()
    }
}

impl Alpha {
    /// What to say beside the coefficient.
    pub fn warning(&self) -> Option<Warning> {
        let alpha = self.coefficient.as_ref().ok()?.alpha.estimate?;
        if alpha < 0.0 {
            Some(Warning::NegativeCheckReversedItems)
        } else {
            (self.items == 2).then_some(Warning::TwoItems)
        }
    }
}

/// Alpha of items, each a column in the order of people; reversed items already turned round.
pub fn cronbach_alpha(items: &[&[Option<f64>]]) -> Alpha {
    let rows = complete(items);
    let mean = |row: &Vec<f64>| row.iter().sum::<f64>() / row.len() as f64;
    let means = describe(rows.iter().filter(|row| !row.is_empty()).map(mean));
    Alpha {
        people: items.iter().map(|item| item.len()).max().unwrap_or(0),
        base: rows.len(),
        items: items.len(),
        mean: means.mean.estimate,
        sd: means.sd,
        coefficient: coefficient(&rows, items.len()),
    }
}

fn coefficient(rows: &[Vec<f64>], items: usize) -> Result<Coefficient, Obstacle> {
    match (items, rows.len()) {
        (0 | 1, _) => return Err(Obstacle::FewerThanTwoItems),
        (_, 0) => return Err(Obstacle::NoAnswers),
        (_, 1) => return Err(Obstacle::TooFewAnswers),
        _ => {}
    }
    let table = covariances(rows, |_| 1.0);
    table.iter().flatten().try_for_each(|value| finite(*value).map(|_| ()))?;
    let all: Vec<usize> = (0..items).collect();
    let alpha = of_items(&table, &all).ok_or(Obstacle::ZeroVariance)?;
    let interval = feldt(alpha, rows.len(), items);
    let reason = interval.is_none().then_some(Reason::OutOfRange);
    let others = |place: usize| all.iter().copied().filter(|other| *other != place).collect::<Vec<_>>();
    let correlations = correlations(&table);
    let mean_correlation = correlations.as_deref().map(mean_of_pairs);
    let k = items as f64;
    Ok(Coefficient {
        alpha: Figure { estimate: Some(alpha), interval, base: rows.len(), reason },
        standardised: mean_correlation.map(|r| k * r / (1.0 + (k - 1.0) * r)).filter(|alpha| alpha.is_finite()),
        correlations,
        mean_correlation,
        if_deleted: all.iter().map(|place| of_items(&table, &others(*place))).collect(),
        item_rest: all.iter().map(|place| item_rest(&table, *place, &others(*place))).collect(),
    })
}

/// Alpha of some of the items; none for one item, or where their sum does not vary beyond rounding.
fn of_items(table: &[Vec<f64>], items: &[usize]) -> Option<f64> {
    let k = items.len() as f64;
    let single: f64 = items.iter().map(|item| table[*item][*item]).sum();
    let total = total(table, items);
    let varies = items.len() > 1 && total > 1e-12 * single;
    Some(k / (k - 1.0) * (1.0 - single / total)).filter(|alpha| varies && alpha.is_finite())
}

/// Variance of the sum of some items.
fn total(table: &[Vec<f64>], items: &[usize]) -> f64 {
    items.iter().flat_map(|one| items.iter().map(|other| table[*one][*other])).sum()
}

/// Feldt 1965 (Psychometrika 30:357).
fn feldt(alpha: f64, people: usize, items: usize) -> Option<Interval> {
    let above = people as f64 - 1.0;
    let below = above * (items as f64 - 1.0);
    let limit = |probability| Some(1.0 - (1.0 - alpha) * f_quantile(probability, above, below)?);
    Some(Interval { low: limit(0.975)?, high: limit(0.025)? })
}

fn mean_of_pairs(found: &[Vec<f64>]) -> f64 {
    let k = found.len() as f64;
    let pairs = (0..found.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    pairs.map(|(one, other)| found[one][other]).sum::<f64>() / (k * (k - 1.0) / 2.0)
}

fn item_rest(table: &[Vec<f64>], item: usize, others: &[usize]) -> Option<f64> {
    let together: f64 = others.iter().map(|other| table[item][*other]).sum();
    let (own, rest) = (table[item][item], total(table, others));
    let scale: f64 = others.iter().map(|other| table[*other][*other]).sum();
    let varies = own > 0.0 && rest > 1e-12 * scale;
    Some(together / (own.sqrt() * rest.sqrt())).filter(|r| varies && r.is_finite()).map(|r| r.clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    //! A researcher asks whether a factor's items belong together.

    use super::*;

    fn alpha(columns: &[&[f64]]) -> Alpha {
        let items: Vec<Vec<Option<f64>>> =
            columns.iter().map(|item| item.iter().copied().map(Some).collect()).collect();
        cronbach_alpha(&items.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    #[test]
    fn two_items_come_with_a_warning_and_with_spearman_and_brown() {
        let found = alpha(&[&[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0]]);
        assert_eq!(found.warning(), Some(Warning::TwoItems));
        let of = found.coefficient.unwrap();
        let r = of.mean_correlation.unwrap();
        assert!((of.standardised.unwrap() - 2.0 * r / (1.0 + r)).abs() < 1e-12);
        assert_eq!(of.if_deleted, [None, None]);
    }

    #[test]
    fn each_item_stands_beside_the_others_and_those_that_run_against_each_other_are_named() {
        let items: [&[f64]; 3] = [&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 4.0, 3.0, 5.0], &[3.0, 5.0, 2.0, 4.0, 1.0]];
        let of = alpha(&items).coefficient.unwrap();
        // R 4.2.2: cor(x), cor of each column with the sum of the others, alpha of the others from cov(x).
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        let rest: Vec<f64> = of.item_rest.iter().flatten().copied().collect();
        let without: Vec<f64> = of.if_deleted.iter().flatten().copied().collect();
        assert_eq!((rest.len(), without.len()), (3, 3));
        rest.iter().zip([0.670_820_393_25, -0.1, -0.737_864_787_373]).for_each(|(r, expected)| near(*r, expected));
        without.iter().zip([-18.0, -2.0, 8.0 / 9.0]).for_each(|(alpha, expected)| near(*alpha, expected));
        let opposed = of.opposed();
        assert_eq!(opposed.iter().map(|(one, other, _)| (*one, *other)).collect::<Vec<_>>(), [(0, 2), (1, 2)]);
        opposed.iter().zip([-0.5, -0.9]).for_each(|((.., r), expected)| near(*r, expected));
    }

    #[test]
    fn an_item_that_never_varies_leaves_no_correlations() {
        let of = alpha(&[&[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0], &[3.0; 4]]).coefficient.unwrap();
        assert_eq!((of.standardised, of.item_rest[2]), (None, None));
        assert!(of.alpha.interval.is_some());
    }

    #[test]
    fn too_little_to_work_with_says_why() {
        assert_eq!(alpha(&[]).coefficient, Err(Obstacle::FewerThanTwoItems));
        assert_eq!(alpha(&[&[], &[]]).coefficient, Err(Obstacle::NoAnswers));
        assert_eq!(alpha(&[&[1.0], &[2.0]]).coefficient, Err(Obstacle::TooFewAnswers));
        assert_eq!(alpha(&[&[0.1, 0.2, 0.3], &[0.9, 0.8, 0.7]]).coefficient, Err(Obstacle::ZeroVariance));
        assert_eq!(alpha(&[&[f64::MAX, -f64::MAX], &[1.0, 2.0]]).coefficient, Err(Obstacle::OutOfRange));
    }
}
