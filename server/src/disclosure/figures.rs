//! Counts, which of them are shown, and which add up to which.

use super::attack::{Bounds, Unsolved};
use super::protection::Protection;
use super::threshold::Threshold;

/// What becomes of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is shown unless it must be hidden.
    Open,
    /// It has been released, or everybody knows it: it cannot be hidden any more.
    Known,
    /// It is hidden.
    Hidden,
}

/// Parts that add up to a total. All are places among the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The parts.
    pub parts: Vec<usize>,
    /// The total.
    pub total: usize,
}

/// Counts of people and the sums between them. A margin that two tables share is one count in both of their sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    counts: Vec<u64>,
    standings: Vec<Standing>,
    sums: Vec<Sum>,
}

/// A hidden count and what a reader can work out about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which count.
    pub place: usize,
    /// What it is.
    pub count: u64,
    /// What it can be for all that a reader knows.
    pub bounds: Bounds,
}

/// What an attack on the figures found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Every hidden count.
    pub findings: Vec<Finding>,
    /// Small counts that are shown, or that can be worked out too narrowly. Safe when empty.
    pub exposed: Vec<usize>,
}

impl Audit {
    /// Whether nothing small can be worked out.
    pub fn is_safe(&self) -> bool {
        self.exposed.is_empty()
    }

    /// How many hidden counts a reader can work out exactly.
    pub fn revealed(&self) -> usize {
        self.findings.iter().filter(|finding| finding.bounds.is_exact()).count()
    }
}

impl Figures {
    /// Adds a count and gives its place.
    pub fn count(&mut self, count: u64, standing: Standing) -> usize {
        self.counts.push(count);
        self.standings.push(standing);
        self.counts.len() - 1
    }

    /// Says that some counts add up to another, as every reader knows.
    pub fn sum(&mut self, parts: Vec<usize>, total: usize) {
        self.sums.push(Sum { parts, total });
    }

    /// All counts.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// All sums.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// What became of a count.
    pub fn standing(&self, place: usize) -> Standing {
        self.standings[place]
    }

    /// Changes what becomes of a count that is not known already.
    pub fn set(&mut self, place: usize, standing: Standing) {
        if self.standings[place] != Standing::Known {
            self.standings[place] = standing;
        }
    }

    /// Whether a count is hidden.
    pub fn is_hidden(&self, place: usize) -> bool {
        self.standings[place] == Standing::Hidden
    }

    /// Places of hidden counts.
    pub fn hidden(&self) -> impl Iterator<Item = usize> {
        (0..self.counts.len()).filter(|place| self.is_hidden(*place))
    }

    /// Counts that are too small to be shown and not known already.
    pub fn small(&self, threshold: Threshold) -> impl Iterator<Item = usize> {
        let known = |place: usize| self.standings[place] == Standing::Known;
        (0..self.counts.len()).filter(move |place| threshold.hides(self.counts[*place]) && !known(*place))
    }

    /// Lets a reader attack the figures who knows every count shown, every sum, and that no count is below nought.
    ///
    /// # Errors
    /// When the attack cannot be worked out: then nothing may be said to be safe.
    pub fn audit(&self, threshold: Threshold) -> Result<Audit, Unsolved> {
        self.audit_for(&self.needs(threshold))
    }

    /// The same where each count says what it needs.
    ///
    /// # Errors
    /// As [`Figures::audit`].
    pub fn audit_for(&self, needs: &[Option<Protection>]) -> Result<Audit, Unsolved> {
        let findings = self.attack()?;
        let well = |place: usize, need: Protection| {
            let found = findings.binary_search_by_key(&place, |finding| finding.place);
            found.is_ok_and(|found| need.is_met(findings[found].bounds))
        };
        let needed = needs.iter().enumerate().filter_map(|(place, need)| need.map(|need| (place, need)));
        let exposed = needed.filter(|(place, need)| !well(*place, *need)).map(|(place, _)| place).collect();
        Ok(Audit { findings, exposed })
    }

    /// Counts that need to be hidden and are shown or can be worked out too narrowly, as in [`Figures::audit_for`], at
    /// most `most` of them.
    ///
    /// # Errors
    /// When the attack cannot be worked out.
    pub(super) fn exposed(&self, needs: &[Option<Protection>], most: usize) -> Result<Vec<usize>, Unsolved> {
        let needed = |place: &usize| needs[*place].is_some() && !self.is_hidden(*place);
        let mut exposed: Vec<usize> = (0..needs.len()).filter(needed).collect();
        for mut ground in self.grounds()? {
            for target in 0..ground.places.len() {
                if exposed.len() >= most {
                    return Ok(exposed);
                }
                let place = ground.places[target];
                if let Some(need) = needs[place]
                    && !ground.hides(target, need)?
                {
                    exposed.push(place);
                }
            }
        }
        exposed.sort_unstable();
        Ok(exposed)
    }
}
