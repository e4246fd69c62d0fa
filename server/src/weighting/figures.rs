//! Every closed question, number and scale without and with weights, side by side.

use instruments::Instrument;

use super::Weights;
use crate::statistics::describe::describe;
use crate::statistics::interval::proportion;
use crate::statistics::weights::{Weighted, mean, proportion as weighted_share};
use crate::statistics::{Figure, Interval};
use crate::waves::{Item, Measure, Named, items, named, seen};
use crate::workspace::Table;

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What was asked.
    pub item: Item,
    /// One for each answer; for a number or a scale one, its mean.
    pub lines: Vec<Both>,
}

/// One share or mean, twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Both {
    /// The answer; nothing for a mean.
    pub answer: Option<Named>,
    /// Without weights.
    pub plain: Figure,
    /// With weights; its base is people.
    pub weighted: Weighted,
}

/// All items of an instrument over the rows of a table; `keep` says which rows may be counted for a question.
pub fn sections(
    instrument: &Instrument,
    table: &Table,
    weights: &Weights,
    keep: impl Fn(&str) -> Vec<usize>,
) -> Vec<Section> {
    let section = |item: Item| {
        let keep = keep(item.answer_key().split('.').next().unwrap_or_default());
        let lines = match named(&item) {
            Some(levels) => shares(&item, &levels, table, weights, &keep),
            None => vec![of_mean(&item, instrument, table, weights, &keep)],
        };
        Section { item, lines }
    };
    items(instrument)
        .into_iter()
        .map(section)
        .filter(|section| section.lines.iter().any(|line| line.plain.base > 0))
        .collect()
}

/// A column as long as the table, so that it runs in step with the weights.
fn whole<T: Clone>(length: usize, keep: &[usize], values: Vec<Option<T>>) -> Vec<Option<T>> {
    let mut column = vec![None; length];
    keep.iter().zip(values).for_each(|(row, value)| column[*row] = value);
    column
}

/// Of yes and no, and of what was ticked or not, the first says it all.
fn shares(item: &Item, levels: &[Named], table: &Table, weights: &Weights, keep: &[usize]) -> Vec<Both> {
    let places = whole(table.rows.len(), keep, seen::places_of(item, table, keep));
    let base = places.iter().flatten().count();
    let shown = if matches!(item.measure, Measure::YesNo | Measure::Ticked(_)) { 1 } else { levels.len() };
    let line = |(place, level): (usize, &Named)| {
        let chosen: Vec<Option<bool>> = places.iter().map(|own| own.map(|own| own == place)).collect();
        let count = chosen.iter().flatten().filter(|chosen| **chosen).count();
        let weighted = weighted_share(&chosen, weights.design());
        Both { answer: Some(level.clone()), plain: proportion(count, base), weighted }
    };
    levels.iter().enumerate().take(shown).map(line).collect()
}

fn of_mean(item: &Item, instrument: &Instrument, table: &Table, weights: &Weights, keep: &[usize]) -> Both {
    let values = whole(table.rows.len(), keep, seen::values(item, instrument, table, keep));
    let plain = describe(values.iter().flatten().copied()).mean;
    let mut weighted = mean(&values, weights.design());
    let within = |interval: Interval| item.measure.ends().map_or(interval, |ends| interval.within(ends));
    weighted.figure.interval = weighted.figure.interval.map(within);
    Both { answer: None, plain: Figure { interval: plain.interval.map(within), ..plain }, weighted }
}
