//! The weights of a table's rows: those that came with the answers, or those that bring the sample to known shares.

use super::{FEWEST, Margin};
use crate::statistics::raking::{self, Raked, rake};
use crate::statistics::weights::{Design, Kish, kish};
use crate::workspace::Table;

/// Where weights come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Raked to known shares; from the weights that came with the answers, where there are some.
    Raked,
    /// They came with the answers.
    Brought,
}

impl Origin {
    /// The name in addresses and in the keys of words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raked => "raked",
            Self::Brought => "brought",
        }
    }
}

/// Weights of all rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Where they come from.
    pub origin: Origin,
    /// One for each row, 1 on average; none where a row has none, or nought.
    pub values: Vec<Option<f64>>,
    /// Rows without a weight.
    pub excluded: usize,
    /// What they cost.
    pub kish: Kish,
    /// How raking went.
    pub raked: Option<Raked>,
    /// The smallest and the largest.
    pub ends: (f64, f64),
}

/// The origins that a table has weights from, the one that is taken unless another is asked for first.
pub fn origins(table: &Table, margins: &[Margin]) -> Vec<Origin> {
    let raked = margins.iter().any(|margin| margin.shares.is_some()).then_some(Origin::Raked);
    let brought = table.rows.iter().any(|row| row.weight.is_some()).then_some(Origin::Brought);
    raked.into_iter().chain(brought).collect()
}

/// The weights of a table; nothing where it has none, or too few people.
pub fn weights(table: &Table, margins: &[Margin], origin: &str) -> Option<Weights> {
    let origins = origins(table, margins);
    let origin = origins.iter().find(|known| known.name() == origin).or(origins.first()).copied()?;
    if table.rows.len() < FEWEST {
        return None;
    }
    let brought: Vec<Option<f64>> = table.rows.iter().map(|row| row.weight).collect();
    let given = brought.iter().any(Option::is_some);
    let start = if given { brought } else { vec![Some(1.0); table.rows.len()] };
    match origin {
        Origin::Brought => Weights::of(origin, rake(&start, &[]).weights, None),
        Origin::Raked => {
            let known = margins.iter().filter_map(|margin| {
                let shares = margin.shares.clone()?;
                Some(raking::Margin { places: margin.asked.places(table), shares })
            });
            let raked = rake(&start, &known.collect::<Vec<_>>());
            Weights::of(origin, raked.weights.clone(), Some(raked))
        }
    }
}

impl Weights {
    fn of(origin: Origin, values: Vec<Option<f64>>, raked: Option<Raked>) -> Option<Self> {
        let kish = kish(&values)?;
        let used = || values.iter().flatten().copied();
        let ends = (used().fold(f64::INFINITY, f64::min), used().fold(0.0, f64::max));
        let excluded = values.len() - used().count();
        Some(Self { origin, excluded, kish, raked, ends, values })
    }

    /// As the design of an estimate: people drawn from one stratum, of very many.
    pub fn design(&self) -> Design<'_> {
        Design { weights: &self.values, ..Design::default() }
    }

    /// Weighted share of each of so many levels among those who have one.
    pub fn shares(&self, places: &[Option<usize>], levels: usize) -> Vec<f64> {
        let mut sums = vec![0.0; levels];
        for (place, weight) in places.iter().zip(&self.values) {
            if let Some((sum, weight)) = place.and_then(|place| sums.get_mut(place)).zip(*weight) {
                *sum += weight;
            }
        }
        let all: f64 = sums.iter().sum();
        sums.into_iter().map(|sum| if all > 0.0 { sum / all } else { 0.0 }).collect()
    }
}
