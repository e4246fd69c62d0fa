//! The attacker: the least and the most that each hidden count can be, by linear programming.
//!
//! The limits are exact for tables of two ways, whose sums are those of a network. For other figures a reader who also
//! minds that counts are whole may come a little closer, which rounding inwards takes up in part.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};
use serde::{Deserialize, Serialize};

use super::figures::{Figures, Finding};
use super::protection::Protection;

/// What a hidden count can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The least.
    pub low: u64,
    /// The most; none where nothing limits it.
    pub high: Option<u64>,
}

impl Bounds {
    /// Whether it can be one number only.
    pub fn is_exact(self) -> bool {
        self.high == Some(self.low)
    }
}

/// The attack could not be worked out: the sums contradict the counts, or the arithmetic failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsolved;

/// How far a computed limit may lie from a whole number.
const FUZZ: f64 = 1e-5;

impl Figures {
    /// Bounds of every hidden count, in the order of their places.
    ///
    /// # Errors
    /// When they cannot be worked out.
    pub fn attack(&self) -> Result<Vec<Finding>, Unsolved> {
        self.attack_on(|_| true)
    }

    /// Bounds of those hidden counts that are wanted.
    pub(super) fn attack_on(&self, wanted: impl Fn(usize) -> bool) -> Result<Vec<Finding>, Unsolved> {
        let mut findings = Vec::new();
        for mut ground in self.grounds()? {
            for target in (0..ground.places.len()).filter(|target| wanted(ground.places[*target])).collect::<Vec<_>>() {
                let (place, bounds) = (ground.places[target], ground.bounds(target)?);
                findings.push(Finding { place, count: self.counts()[place], bounds });
            }
        }
        findings.sort_unstable_by_key(|finding| finding.place);
        Ok(findings)
    }

    /// Hidden counts that hang together, each with what the sums say about them when all that is shown is put in.
    pub(super) fn grounds(&self) -> Result<Vec<Ground>, Unsolved> {
        let groups = self.groups(|place| self.is_hidden(place));
        let mut grounds: BTreeMap<usize, Ground> = BTreeMap::new();
        for place in self.hidden() {
            let count = self.counts()[place] as f64;
            let ground = grounds.entry(groups[place]).or_default();
            ground.places.push(place);
            ground.seen.push((count, count));
        }
        for sum in self.sums() {
            let signed = || sum.parts.iter().map(|part| (*part, 1.0)).chain([(sum.total, -1.0)]);
            let (hidden, shown): (Vec<_>, Vec<_>) = signed().partition(|(place, _)| self.is_hidden(*place));
            let value = -shown.iter().map(|(place, sign)| sign * self.counts()[*place] as f64).sum::<f64>();
            match hidden.first().and_then(|(place, _)| grounds.get_mut(&groups[*place])) {
                Some(ground) => ground.learn(&hidden, value),
                None if value != 0.0 => return Err(Unsolved),
                None => {}
            }
        }
        Ok(grounds.into_values().collect())
    }
}

/// Hidden counts that hang together, and what has been seen of them so far.
#[derive(Default)]
pub(super) struct Ground {
    /// Where they lie among the figures.
    pub places: Vec<usize>,
    equations: Vec<Equation>,
    /// The least and the most that each has been seen to be in any answer so far. The true counts are the first answer,
    /// and an answer sought for one count often serves for the others.
    seen: Vec<(f64, f64)>,
}

/// Hidden counts with their signs, and what they come to.
struct Equation {
    terms: Vec<(usize, f64)>,
    value: f64,
}

impl Ground {
    fn learn(&mut self, hidden: &[(usize, f64)], value: f64) {
        let term = |(place, sign): &(usize, f64)| self.places.binary_search(place).ok().map(|target| (target, *sign));
        self.equations.push(Equation { terms: hidden.iter().filter_map(term).collect(), value });
    }

    /// What a count can be.
    fn bounds(&mut self, target: usize) -> Result<Bounds, Unsolved> {
        if self.seen[target].0 > FUZZ {
            self.push(target, OptimizationDirection::Minimize)?;
        }
        self.push(target, OptimizationDirection::Maximize)?;
        Ok(self.reach(target))
    }

    /// Whether a count is hidden well enough; looks no further than it must.
    pub fn hides(&mut self, target: usize, need: Protection) -> Result<bool, Unsolved> {
        for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
            if need.is_met(self.reach(target)) {
                return Ok(true);
            }
            self.push(target, direction)?;
        }
        Ok(need.is_met(self.reach(target)))
    }

    /// What a count has been seen to be, in whole numbers.
    fn reach(&self, target: usize) -> Bounds {
        let (low, high) = self.seen[target];
        let whole = |high: f64| (high + FUZZ).floor().max(0.0) as u64;
        Bounds { low: (low - FUZZ).ceil().max(0.0) as u64, high: high.is_finite().then(|| whole(high)) }
    }

    /// Drives one count to its end and remembers where all went.
    fn push(&mut self, target: usize, direction: OptimizationDirection) -> Result<(), Unsolved> {
        let (problem, variables) = self.problem(target, direction);
        let solution = match problem.solve() {
            Ok(outcome) => outcome.into_solution().map_err(|_| Unsolved)?,
            Err(Error::Unbounded) if direction == OptimizationDirection::Maximize => {
                self.seen[target].1 = f64::INFINITY;
                return Ok(());
            }
            Err(_) => return Err(Unsolved),
        };
        let (end, (low, high)) = (solution.objective(), self.seen[target]);
        // Ends on the wrong side of what has been seen come of a failure.
        match direction {
            OptimizationDirection::Minimize if end > low + FUZZ => return Err(Unsolved),
            OptimizationDirection::Maximize if end < high - FUZZ => return Err(Unsolved),
            _ => {}
        }
        for (seen, variable) in self.seen.iter_mut().zip(variables) {
            let value = solution.var_value(variable);
            *seen = (seen.0.min(value), seen.1.max(value));
        }
        Ok(())
    }

    fn problem(&self, target: usize, direction: OptimizationDirection) -> (Problem, Vec<Variable>) {
        let mut problem = Problem::new(direction);
        let weight = |variable| if variable == target { 1.0 } else { 0.0 };
        let variables: Vec<Variable> =
            (0..self.places.len()).map(|variable| problem.add_var(weight(variable), (0.0, f64::INFINITY))).collect();
        for equation in &self.equations {
            let terms: Vec<_> = equation.terms.iter().map(|(variable, sign)| (variables[*variable], *sign)).collect();
            problem.add_constraint(&terms, ComparisonOp::Eq, equation.value);
        }
        (problem, variables)
    }
}

#[cfg(test)]
mod tests {
    //! A reader adds and subtracts what a table shows.

    use super::super::{Standing, Threshold};
    use super::*;

    #[test]
    fn a_count_missing_from_a_sum_is_found() {
        let mut figures = Figures::default();
        let parts = vec![figures.count(3, Standing::Hidden), figures.count(9, Standing::Open)];
        let total = figures.count(12, Standing::Open);
        figures.sum(parts, total);
        let audit = figures.audit(Threshold::new(5)).unwrap();
        assert_eq!(audit.findings[0].bounds, Bounds { low: 3, high: Some(3) });
        assert_eq!((audit.exposed.as_slice(), audit.revealed()), ([0].as_slice(), 1));
    }

    #[test]
    fn a_count_in_no_sum_has_no_upper_limit() {
        let mut figures = Figures::default();
        figures.count(3, Standing::Hidden);
        assert_eq!(figures.attack().unwrap()[0].bounds, Bounds { low: 0, high: None });
    }

    #[test]
    fn sums_that_contradict_the_counts_are_never_called_safe() {
        let mut figures = Figures::default();
        let (part, total) = (figures.count(7, Standing::Open), figures.count(6, Standing::Open));
        figures.sum(vec![part], total);
        assert_eq!(figures.audit(Threshold::new(5)), Err(Unsolved));
        figures.set(part, Standing::Hidden);
        let more = figures.count(8, Standing::Open);
        figures.sum(vec![more], part);
        assert_eq!(figures.audit(Threshold::new(5)), Err(Unsolved));
    }
}
