//! Organisations of a roster in two waves: who answered both times, who is new, lost or closed, and what became of
//! amounts such as beds. Organisations are no people: amounts are added up, not averaged.

use std::collections::{BTreeMap, BTreeSet};

use super::linked::by_organisation;
use super::{Item, Measure, Moment, Series, seen};
use crate::Result;
use crate::store::Store;
use crate::store::roster::{self, State};

/// Who answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Pairs of rows of the same organisation, in the order of the moments' tables.
    pub pairs: Vec<(usize, usize)>,
    /// Names of organisations that answered only the later wave.
    pub new: Vec<String>,
    /// Names of organisations that answered only the earlier wave and are not closed.
    pub lost: Vec<String>,
    /// Names of organisations that answered the earlier wave and have closed since.
    pub closed: Vec<String>,
}

/// What became of one amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Place of the item in the series.
    pub item: usize,
    /// Sum of the earlier wave by who they are: both times, lost or closed.
    pub earlier: [f64; 2],
    /// Sum of the later wave by who they are: both times, new.
    pub later: [f64; 2],
}

impl Amount {
    /// Later less earlier, of all who answered.
    pub fn net(&self) -> f64 {
        self.later[0] + self.later[1] - self.earlier[0] - self.earlier[1]
    }

    /// Later less earlier, of those who answered both times.
    pub fn net_of_both(&self) -> f64 {
        self.later[0] - self.earlier[0]
    }
}

/// Who answered which wave.
pub async fn turnout(store: &Store, before: &Moment, after: &Moment) -> Result<Turnout> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut shut: BTreeSet<String> = BTreeSet::new();
    for (moment, later) in [(before, false), (after, true)] {
        for answered in &moment.answered {
            for entry in roster::all(store, &answered.collection).await? {
                if later && entry.state == State::Closed {
                    shut.insert(entry.organisation_id.clone());
                }
                names.insert(entry.organisation_id, entry.name);
            }
        }
    }
    let (earlier, later) = (organisations(before), organisations(after));
    let named = |ids: Vec<&String>| {
        let mut found: Vec<String> = ids.into_iter().filter_map(|id| names.get(id).cloned()).collect();
        found.sort();
        found
    };
    Ok(Turnout {
        pairs: by_organisation(before, after),
        new: named(later.difference(&earlier).collect()),
        lost: named(earlier.difference(&later).filter(|id| !shut.contains(*id)).collect()),
        closed: named(earlier.difference(&later).filter(|id| shut.contains(*id)).collect()),
    })
}

fn organisations(moment: &Moment) -> BTreeSet<String> {
    let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
    rows.filter_map(|row| row.organisation.as_ref().map(|organisation| organisation.to_string())).collect()
}

/// Sums of every number of beds.
pub fn amounts(series: &Series, before: &Moment, after: &Moment, pairs: &[(usize, usize)]) -> Vec<Amount> {
    // Beds add up; nights and days of an average stay do not.
    let counted = |item: &&Item| matches!(&item.measure, Measure::Number(Some(unit)) if unit.get("en").to_lowercase().contains("bed"));
    let with_unit = series.items.iter().enumerate().filter(|(_, item)| counted(item));
    with_unit
        .map(|(place, item)| {
            let sums = |moment: &Moment, linked: BTreeSet<usize>| {
                let values = seen::values_of_all(item, &series.instrument, moment);
                let mut sums = [0.0, 0.0];
                for (row, value) in values.iter().enumerate() {
                    sums[usize::from(!linked.contains(&row))] += value.unwrap_or(0.0);
                }
                sums
            };
            let (ones, others): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
            Amount { item: place, earlier: sums(before, ones), later: sums(after, others) }
        })
        .collect()
}
