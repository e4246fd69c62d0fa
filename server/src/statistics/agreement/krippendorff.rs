//! Krippendorff's α: any number of coders, gaps allowed, categories with or without order.

use std::collections::BTreeMap;

use super::bootstrap::by_respondent;
use super::{Agreement, Draws, Measure, Ratings, Undefined, Unit, Value};

/// What the categories are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Names only.
    Nominal,
    /// An order.
    Ordinal,
    /// Numbers with equal steps.
    Interval,
    /// Numbers with a true nought, none negative.
    Ratio,
}

/// α = 1 − D_o ÷ D_e from the coincidences of pairable values (Krippendorff 2011, *Computing Krippendorff's
/// Alpha-Reliability*; 2019, ch. 12.3): each unit that m ≥ 2 coders coded gives its ordered pairs with weight 1/(m − 1).
/// Its interval draws respondents.
pub fn krippendorff(ratings: &Ratings, level: Level, draws: Draws) -> Agreement {
    let (kinds, respondents) = by_kind(ratings);
    let alpha = |times: &[usize]| alpha(&kinds, times, level, ratings.values());
    let mut each = vec![0; kinds.len()];
    respondents.iter().for_each(|kind| each[*kind] += 1);
    let value = alpha(&each);
    let limits = match value {
        Value::Undefined(reason) => Err(reason),
        Value::Number(_) => by_respondent(&respondents, draws, alpha),
    };
    Agreement { measure: Measure::Krippendorff(level), value, base: ratings.base(), limits }
}

/// Pairable values of one respondent's units.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Coincidences {
    /// How often each category was given.
    counts: BTreeMap<usize, usize>,
    /// How many pairs of different categories, the lower first, by the number of coders of their units.
    pairs: BTreeMap<(usize, usize, usize), usize>,
}

/// What respondents' units can be, and which of those each respondent's are.
fn by_kind(ratings: &Ratings) -> (Vec<Coincidences>, Vec<usize>) {
    let mut people: BTreeMap<usize, Coincidences> = BTreeMap::new();
    for unit in ratings.pairable() {
        people.entry(unit.respondent).or_default().add(unit);
    }
    let mut known: BTreeMap<Coincidences, usize> = BTreeMap::new();
    let mut kind = |person: Coincidences| {
        let next = known.len();
        *known.entry(person).or_insert(next)
    };
    let respondents = people.into_values().map(&mut kind).collect();
    let mut kinds: Vec<_> = known.into_iter().collect();
    kinds.sort_by_key(|(_, kind)| *kind);
    (kinds.into_iter().map(|(kind, _)| kind).collect(), respondents)
}

impl Coincidences {
    fn add(&mut self, unit: &Unit) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        unit.ratings.iter().flatten().for_each(|category| *counts.entry(*category).or_default() += 1);
        let coders: usize = counts.values().sum();
        for (low, count) in &counts {
            *self.counts.entry(*low).or_default() += count;
            for (high, others) in counts.range(low + 1..) {
                *self.pairs.entry((*low, *high, coders)).or_default() += count * others;
            }
        }
    }
}

fn alpha(kinds: &[Coincidences], times: &[usize], level: Level, values: &[f64]) -> Value {
    let drawn = || kinds.iter().zip(times.iter().copied()).filter(|(_, times)| *times > 0);
    let mut counts = vec![0_usize; values.len()];
    for (kind, times) in drawn() {
        kind.counts.iter().for_each(|(category, count)| counts[*category] += count * times);
    }
    let all: usize = counts.iter().sum();
    if all == 0 {
        return Undefined::NoUnits.into();
    }
    let distance = match Distance::of(level, &counts, values) {
        Ok(distance) => distance,
        Err(reason) => return reason.into(),
    };
    let pair = |((low, high, coders), count): (&(usize, usize, usize), &usize)| {
        (2 * count) as f64 / (coders - 1) as f64 * distance.between(*low, *high)
    };
    let observed: f64 = drawn().map(|(kind, times)| times as f64 * kind.pairs.iter().map(pair).sum::<f64>()).sum();
    Value::corrected(observed * (all - 1) as f64, expected(&counts, &distance))
}

/// Σ n_c n_k δ²; nought only where one category was given.
fn expected(counts: &[usize], distance: &Distance) -> f64 {
    let used: Vec<usize> = (0..counts.len()).filter(|category| counts[*category] > 0).collect();
    let row = |place: usize| -> f64 {
        let low = used[place];
        used[place + 1..].iter().map(|high| (counts[low] * counts[*high]) as f64 * distance.between(low, *high)).sum()
    };
    2.0 * (0..used.len()).map(row).sum::<f64>()
}

/// δ² between two categories.
enum Distance {
    /// All differences are alike.
    Unequal,
    /// Square of the way between two places.
    Squared(Vec<f64>),
    /// Square of the difference over the sum.
    Relative(Vec<f64>),
}

impl Distance {
    fn of(level: Level, counts: &[usize], values: &[f64]) -> Result<Self, Undefined> {
        let used = || values.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(value, _)| *value);
        match level {
            Level::Nominal => Ok(Self::Unequal),
            Level::Ordinal => Ok(Self::Squared(middles(counts))),
            Level::Interval => scaled(values, used()).map(Self::Squared),
            Level::Ratio if used().any(|value| value < 0.0) => Err(Undefined::OutOfRange),
            Level::Ratio => Ok(Self::Relative(values.to_vec())),
        }
    }

    fn between(&self, low: usize, high: usize) -> f64 {
        match self {
            Self::Unequal => 1.0,
            Self::Squared(places) => (places[high] - places[low]).powi(2),
            // Halved first, so that no sum of two large numbers overflows.
            Self::Relative(values) => {
                let (low, high) = (values[low] / 2.0, values[high] / 2.0);
                ((high - low) / (high + low)).powi(2)
            }
        }
    }
}

/// Place of each category in the row of all values: half of its own after all of those below it. The way between two of
/// them is Σ n_g from one to the other less half of both ends.
fn middles(counts: &[usize]) -> Vec<f64> {
    let place = |below: &mut usize, count: &usize| {
        let middle = *below as f64 + *count as f64 / 2.0;
        *below += count;
        Some(middle)
    };
    counts.iter().scan(0, place).collect()
}

/// Values on a scale on which those that were used span one, so that no square is lost or overflows.
fn scaled(values: &[f64], used: impl Iterator<Item = f64>) -> Result<Vec<f64>, Undefined> {
    let (low, high) =
        used.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let span = if high > low { high - low } else { 1.0 };
    if span.is_finite() {
        Ok(values.iter().map(|value| (value - low) / span).collect())
    } else {
        Err(Undefined::OutOfRange)
    }
}
