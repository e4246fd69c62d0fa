//! Organisations of a roster in two waves: who answered both times, who is new, lost or closed, and what became of
//! amounts such as beds. Organisations are no people: amounts are added up, not averaged.

use std::collections::{BTreeMap, BTreeSet};

use super::linked::by_organisation;
use super::{Item, Measure, Moment, Series, seen};
use crate::Result;
use crate::disclosure::dominance::Rule;
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
    /// Which sums one organisation dominates, so that they would be its own: of those who answered both times, earlier and
    /// later, of those who were there only earlier, of those only later.
    pub dominated: [bool; 4],
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
    let shut = closed(store, after).await?;
    for moment in [before, after] {
        for answered in &moment.answered {
            for entry in roster::all(store, &answered.collection).await? {
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

/// Organisations that had closed by a wave.
pub async fn closed(store: &Store, moment: &Moment) -> Result<BTreeSet<String>> {
    let mut shut = BTreeSet::new();
    for answered in &moment.answered {
        let entries = roster::all(store, &answered.collection).await?;
        shut.extend(
            entries.into_iter().filter(|entry| entry.state == State::Closed).map(|entry| entry.organisation_id),
        );
    }
    Ok(shut)
}

/// Organisations that answered a wave.
pub fn organisations(moment: &Moment) -> BTreeSet<String> {
    let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
    rows.filter_map(|row| row.organisation.as_ref().map(|organisation| organisation.to_string())).collect()
}

/// Whether an item counts beds, which add up; nights and days of an average stay do not.
pub fn counted(item: &Item) -> bool {
    matches!(&item.measure, Measure::Number(Some(unit)) if unit.get("en").to_lowercase().contains("bed"))
}

/// What each organisation said in a wave; one that answered twice counts with its first answer.
pub fn contributions(series: &Series, item: &Item, moment: &Moment) -> BTreeMap<String, u64> {
    let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
    let mut found = BTreeMap::new();
    for (row, value) in rows.zip(seen::values_of_all(item, &series.instrument, moment)) {
        if let (Some(organisation), Some(value)) = (&row.organisation, value) {
            found.entry(organisation.to_string()).or_insert(value.max(0.0).round() as u64);
        }
    }
    found
}

/// Sums of every number of beds.
pub fn amounts(series: &Series, before: &Moment, after: &Moment, pairs: &[(usize, usize)]) -> Vec<Amount> {
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
            let of_few = |moment: &Moment, wanted: &BTreeSet<usize>, inside: bool| {
                let values = seen::values_of_all(item, &series.instrument, moment).into_iter().enumerate();
                let own = values.filter(|(row, _)| wanted.contains(row) == inside).filter_map(|(_, value)| value);
                Rule::default().hides(&own.map(|value| value.max(0.0).round() as u64).collect::<Vec<_>>())
            };
            let dominated =
                [(before, &ones, true), (after, &others, true), (before, &ones, false), (after, &others, false)]
                    .map(|(moment, wanted, inside)| of_few(moment, wanted, inside));
            Amount { dominated, item: place, earlier: sums(before, ones), later: sums(after, others) }
        })
        .collect()
}
