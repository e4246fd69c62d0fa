//! Everything that has been released, so that a new release gives away nothing of what an earlier one hid.
//!
//! The ledger holds hidden counts too. It is for the house, and rests inside its seal.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Key, People, Plan, Verdict};
use crate::disclosure::{Bounds, Protection};

/// A count of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// It was shown.
    Shown(u64),
    /// It was hidden.
    Hidden {
        /// What it was.
        count: u64,
        /// What readers could work out then.
        bounds: Bounds,
        /// What it needs, where it was hidden for its own sake.
        need: Option<Protection>,
    },
}

impl Figure {
    /// What was counted.
    pub fn count(&self) -> u64 {
        match self {
            Self::Shown(count) | Self::Hidden { count, .. } => *count,
        }
    }
}

/// What a release said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// How it is called.
    pub name: String,
    /// Its counts, bases among them.
    pub figures: Vec<(Key, Figure)>,
    /// Which of them add up to which: parts, and their total.
    pub sums: Vec<(Vec<Key>, Key)>,
    /// Whom its bases count.
    #[serde(default)]
    pub people: Vec<(Key, People)>,
}

/// All releases, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The releases.
    pub releases: Vec<Release>,
}

impl Ledger {
    /// Writes down what a plan lets out; tables that it withholds are not released.
    pub fn record(&mut self, name: &str, plan: &Plan) {
        let figures = plan.verdicts.iter().map(|(key, verdict)| (key.clone(), figure(verdict)));
        let figures = figures.chain(plan.beneath.iter().cloned());
        let people = plan.people.iter().map(|(key, people)| (key.clone(), *people)).collect();
        self.releases.push(Release { name: name.into(), figures: figures.collect(), sums: plan.sums.clone(), people });
    }

    /// What was released of some counts.
    pub(super) fn about(&self, wanted: &BTreeSet<Key>) -> Self {
        let of = |release: &Release| Release {
            name: release.name.clone(),
            figures: release.figures.iter().filter(|(key, _)| wanted.contains(key)).cloned().collect(),
            sums: release.sums.iter().filter(|(parts, total)| all_of(parts, total, wanted)).cloned().collect(),
            people: release.people.iter().filter(|(key, _)| wanted.contains(key)).cloned().collect(),
        };
        Self { releases: self.releases.iter().map(of).collect() }
    }
}

fn all_of(parts: &[Key], total: &Key, wanted: &BTreeSet<Key>) -> bool {
    parts.iter().chain([total]).all(|key| wanted.contains(key))
}

fn figure(verdict: &Verdict) -> Figure {
    match verdict.bounds {
        None => Figure::Shown(verdict.count),
        Some(bounds) => Figure::Hidden { count: verdict.count, bounds, need: verdict.need },
    }
}
