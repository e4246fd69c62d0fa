//! The same people, or organisations, in three waves and more: those who were there every time, and whether their answers
//! differ between waves. How far each came from one wave to another is in [`super::linked`].

use std::collections::HashMap;

use super::linked::by_organisation;
use super::verdict::FEWEST_COMPARED;
use super::{Item, Measure, Moment, Rules, Series, seen};
use crate::linking::pair;
use crate::statistics::linked_many::{LinkedManyBinary, LinkedManyOrdinal, linked_many_binary, linked_many_ordinal};
use crate::statistics::multiplicity::{benjamini_hochberg, holm};

/// Everybody who was there in every wave.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedAll {
    /// How many they are.
    pub people: usize,
    /// One for each item, in the order of the series.
    pub lines: Vec<AllLine>,
}

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub struct AllLine {
    /// Place of the item in the series.
    pub item: usize,
    /// What was found; nothing of answers without an order.
    pub effect: Option<AllEffect>,
    /// p-value within its family.
    pub adjusted: Option<f64>,
}

/// Why an item has no test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTest {
    /// Its answers have no order.
    Unordered,
    /// Nobody answered it every time: it was not asked every time, or otherwise.
    Nobody,
    /// Too few answered it every time.
    Few,
    /// Nobody's answers differ.
    Alike,
}

impl NoTest {
    /// The last part of its sentence's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unordered => "unordered",
            Self::Nobody => "nobody",
            Self::Few => "few",
            Self::Alike => "alike",
        }
    }
}

impl AllLine {
    /// Why it has no test; nothing where it has one.
    pub fn untested(&self, rules: Rules) -> Option<NoTest> {
        let Some(effect) = &self.effect else { return Some(NoTest::Unordered) };
        match effect.base() as u64 {
            0 => Some(NoTest::Nobody),
            base if base < fewest(rules) => Some(NoTest::Few),
            _ => effect.p().is_none().then_some(NoTest::Alike),
        }
    }
}

/// With fewer people an item is not tested.
fn fewest(rules: Rules) -> u64 {
    rules.smallest.max(FEWEST_COMPARED)
}

/// Differences between waves by the kind of answers.
#[derive(Clone, Debug, PartialEq)]
pub enum AllEffect {
    /// Yes or no: Cochran's Q.
    Share(LinkedManyBinary),
    /// Ordered answers, numbers and scales: Friedman.
    Rank(LinkedManyOrdinal),
}

impl AllEffect {
    /// How many answered every time.
    pub fn base(&self) -> usize {
        match self {
            Self::Share(share) => share.base,
            Self::Rank(rank) => rank.base,
        }
    }

    /// The p-value of its test.
    pub fn p(&self) -> Option<f64> {
        match self {
            Self::Share(share) => share.difference.as_ref().ok().map(|test| test.p),
            Self::Rank(rank) => rank.difference.as_ref().ok().map(|friedman| friedman.test.p),
        }
    }
}

/// Follows everybody through all moments; nothing where there are fewer than three.
pub fn linked_all(series: &Series, rules: Rules) -> Option<LinkedAll> {
    let rows = every_time(&series.moments)?;
    let effects: Vec<Option<AllEffect>> = series.items.iter().map(|item| effect(series, item, &rows)).collect();
    let family = |scale: bool| -> Vec<Option<f64>> {
        let tested = |(item, effect): (&Item, &Option<AllEffect>)| {
            let enough = |effect: &&AllEffect| effect.base() as u64 >= fewest(rules);
            effect.as_ref().filter(|_| item.is_scale() == scale).filter(enough)?.p()
        };
        series.items.iter().zip(&effects).map(tested).collect()
    };
    let adjusted = benjamini_hochberg(&family(false)).into_iter().zip(holm(&family(true)));
    let adjusted: Vec<Option<f64>> = adjusted.map(|(one, other)| one.or(other)).collect();
    let line = |(item, (effect, adjusted))| AllLine { item, effect, adjusted };
    let lines = effects.into_iter().zip(adjusted).enumerate().map(line).collect();
    Some(LinkedAll { people: rows.len(), lines })
}

/// For each person, their row in every wave: each wave matched with the next.
fn every_time(moments: &[Moment]) -> Option<Vec<Vec<usize>>> {
    if moments.len() < 3 {
        return None;
    }
    let mut people: Vec<Vec<usize>> = (0..moments[0].people()).map(|row| vec![row]).collect();
    for two in moments.windows(2) {
        let next: HashMap<usize, usize> = pairs(&two[0], &two[1]).into_iter().collect();
        people = people
            .into_iter()
            .filter_map(|mut rows| {
                rows.push(*next.get(rows.last()?)?);
                Some(rows)
            })
            .collect();
    }
    Some(people)
}

/// Organisations are known by name; only people are matched by their codes.
fn pairs(before: &Moment, after: &Moment) -> Vec<(usize, usize)> {
    let organisations = by_organisation(before, after);
    if organisations.is_empty() {
        return pair(&before.codes(), &after.codes()).links.iter().map(|link| (link.earlier, link.later)).collect();
    }
    organisations
}

fn effect(series: &Series, item: &Item, rows: &[Vec<usize>]) -> Option<AllEffect> {
    if matches!(item.measure, Measure::Nominal(_)) {
        return None;
    }
    let waves: Vec<Vec<Option<f64>>> =
        series.moments.iter().map(|moment| seen::values_of_all(item, &series.instrument, moment)).collect();
    let value = |(wave, row): (&Vec<Option<f64>>, &usize)| wave.get(*row).copied().flatten();
    let answers: Vec<Vec<Option<f64>>> = rows.iter().map(|rows| waves.iter().zip(rows).map(value).collect()).collect();
    Some(match item.measure {
        Measure::YesNo | Measure::Ticked(_) => {
            let yes: Vec<Vec<Option<bool>>> =
                answers.iter().map(|row| row.iter().map(|value| value.map(|value| value > 0.5)).collect()).collect();
            AllEffect::Share(linked_many_binary(&yes))
        }
        _ => AllEffect::Rank(linked_many_ordinal(&answers)),
    })
}
