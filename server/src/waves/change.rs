//! An item in two waves: the effect with its interval and the test that its measure asks for. Which change it is called
//! is decided in `verdict`.

use super::seen::{Seen, What};
use super::{Item, Measure};
use crate::statistics::describe::Description;
use crate::statistics::two_waves::binary::{Binary, binary};
use crate::statistics::two_waves::nominal::{Nominal, nominal};
use crate::statistics::two_waves::numeric::{Numeric, of_descriptions};
use crate::statistics::two_waves::ordinal::{Ordinal, of_counts};
use crate::statistics::{Interval, Reason};

/// Where draws of exact tests begin, so that every run gives the same figures.
pub const SEED: u64 = 20_260_101;

/// An item in two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What the earlier wave said.
    pub earlier: Seen,
    /// What the later wave said.
    pub later: Seen,
    /// What changed.
    pub effect: Effect,
}

/// A change by the kind of answers.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "one for each item, and items are few")]
pub enum Effect {
    /// A share.
    Share(Binary),
    /// Answers without an order: the mix, and each answer's share.
    Mix(Nominal),
    /// Ordered answers: by their order, with the share of the upper levels as headline and the mean of scores beside.
    Order {
        /// Mann and Whitney, Brunner and Munzel.
        order: Ordinal,
        /// The share of the upper levels.
        upper: Binary,
        /// Means of scores.
        mean: Numeric,
    },
    /// Numbers and scales.
    Mean(Numeric),
    /// There is nothing to compare.
    None(Reason),
}

impl Change {
    /// Compares two waves.
    pub fn of(item: &Item, earlier: Seen, later: Seen) -> Self {
        let effect = effect(&item.measure, &earlier, &later).unwrap_or_else(Effect::None);
        Self { earlier, later, effect }
    }

    /// The p-value of the item's one test.
    pub fn p(&self) -> Option<f64> {
        match &self.effect {
            Effect::Share(share) => share.test.ok().map(|test| test.shown()),
            Effect::Mix(mix) => mix.overall.as_ref().ok().map(|table| table.p()),
            Effect::Order { order, .. } => order.test.ok().map(|test| test.shown()),
            Effect::Mean(mean) => mean.test.ok().map(|test| test.p),
            Effect::None(_) => None,
        }
    }

    /// The name of that test, for data files; nothing where there is none.
    pub fn test(&self) -> Option<&'static str> {
        match &self.effect {
            Effect::Share(share) => share.test.ok().map(|test| if test.is_exact() { "fisher" } else { "pooled-z" }),
            Effect::Mix(mix) => mix.overall.as_ref().ok().map(|_| "chi-square"),
            Effect::Order { order, .. } => order.test.ok().map(|_| "mann-whitney"),
            Effect::Mean(mean) => mean.test.ok().map(|_| "welch"),
            Effect::None(_) => None,
        }
    }

    /// Why there is no test.
    pub fn reason(&self) -> Option<Reason> {
        match &self.effect {
            Effect::Share(share) => share.test.err(),
            Effect::Mix(mix) => mix.overall.as_ref().err().copied(),
            Effect::Order { order, .. } => order.test.err(),
            Effect::Mean(mean) => mean.test.err(),
            Effect::None(reason) => Some(*reason),
        }
    }

    /// Whether its interval leaves out "no change"; nothing where there is no interval. That of ordered answers is of
    /// their order.
    pub fn interval_is_clear(&self) -> Option<bool> {
        let clear = |interval: Interval, none: f64| interval.low > none || interval.high < none;
        match &self.effect {
            Effect::Share(share) => Some(clear(share.change.interval?, 0.0)),
            Effect::Order { order, .. } => Some(clear(order.superiority.interval?, 0.5)),
            Effect::Mean(mean) => Some(clear(mean.change.interval?, 0.0)),
            Effect::Mix(_) | Effect::None(_) => None,
        }
    }

    /// The change in the words of the headline: a difference of shares, or of means; nothing for a mix.
    pub fn estimate(&self) -> Option<f64> {
        match &self.effect {
            Effect::Share(share) => share.change.estimate,
            Effect::Order { upper, .. } => upper.change.estimate,
            Effect::Mean(mean) => mean.change.estimate,
            Effect::Mix(_) | Effect::None(_) => None,
        }
    }

    /// Which way it goes: by the order where there is one, so that a sign is never read from a rounded figure.
    pub fn rises(&self) -> Option<bool> {
        match &self.effect {
            Effect::Order { order, .. } => order.superiority.estimate.map(|share| share > 0.5),
            _ => self.estimate().map(|change| change > 0.0),
        }
    }
}

fn effect(measure: &Measure, earlier: &Seen, later: &Seen) -> Result<Effect, Reason> {
    match (&earlier.what, &later.what) {
        (What::Share(before), What::Share(after)) => {
            Ok(Effect::Share(binary((*before, earlier.base()), (*after, later.base()))?))
        }
        (What::Levels(before), What::Levels(after)) => match measure {
            Measure::Ordinal(_) => by_order(measure, earlier, later, before, after),
            _ => Ok(Effect::Mix(nominal(before, after, SEED)?)),
        },
        (What::Numbers(before), What::Numbers(after)) => {
            both_answered(before, after)?;
            Ok(Effect::Mean(of_descriptions(before.clone(), after.clone())))
        }
        _ => Err(Reason::OutOfRange),
    }
}

fn both_answered(before: &Description, after: &Description) -> Result<(), Reason> {
    match (before.mean.base, after.mean.base) {
        (0, 0) => Err(Reason::NoAnswers),
        (0, _) | (_, 0) => Err(Reason::EmptyWave),
        _ => Ok(()),
    }
}

fn by_order(measure: &Measure, earlier: &Seen, later: &Seen, before: &[u64], after: &[u64]) -> Result<Effect, Reason> {
    let levels: Vec<[u64; 2]> = before.iter().zip(after).map(|(before, after)| [*before, *after]).collect();
    let order = of_counts(&levels)?;
    let upper =
        binary(earlier.headline(measure).ok_or(Reason::NoAnswers)?, later.headline(measure).ok_or(Reason::NoAnswers)?)?;
    let means = earlier.mean(measure).zip(later.mean(measure)).ok_or(Reason::NoAnswers)?;
    Ok(Effect::Order { order, upper, mean: of_descriptions(means.0, means.1) })
}
