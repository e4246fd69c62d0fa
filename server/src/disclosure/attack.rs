//! The attacker: the least and the most that each hidden count can be, by linear programming.
//!
//! The limits are exact for tables of two ways, whose sums are those of a network. For other figures a reader who also
//! minds that counts are whole may come a little closer, which rounding inwards takes up in part.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::figures::{Figures, Finding};

/// What a hidden count can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Bounds of every hidden count.
    ///
    /// # Errors
    /// When they cannot be worked out.
    pub fn attack(&self) -> Result<Vec<Finding>, Unsolved> {
        self.attack_on(|_| true)?.collect()
    }

    /// Bounds of those hidden counts that are wanted, one after the other.
    pub(super) fn attack_on(
        &self,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<impl Iterator<Item = Result<Finding, Unsolved>>, Unsolved> {
        let hidden: Vec<usize> = self.hidden().collect();
        let equations = self.equations(&hidden)?;
        let finding = move |target: usize| {
            let bounds = bounds(hidden.len(), &equations, target)?;
            Ok(Finding { place: hidden[target], count: self.counts()[hidden[target]], bounds })
        };
        let targets: Vec<usize> =
            self.hidden().enumerate().filter(|(_, place)| wanted(*place)).map(|(target, _)| target).collect();
        Ok(targets.into_iter().map(finding))
    }

    /// What the sums say about hidden counts when all that is shown is put in.
    fn equations(&self, hidden: &[usize]) -> Result<Vec<Equation>, Unsolved> {
        let mut equations = Vec::new();
        for sum in self.sums() {
            let mut equation = Equation { terms: Vec::new(), value: 0.0 };
            let parts = sum.parts.iter().map(|part| (*part, 1.0)).chain([(sum.total, -1.0)]);
            for (place, sign) in parts {
                match hidden.binary_search(&place) {
                    Ok(variable) => equation.terms.push((variable, sign)),
                    Err(_) => equation.value -= sign * self.counts()[place] as f64,
                }
            }
            match equation.terms.is_empty() {
                true if equation.value != 0.0 => return Err(Unsolved),
                true => {}
                false => equations.push(equation),
            }
        }
        Ok(equations)
    }
}

/// Hidden counts with their signs, and what they come to.
struct Equation {
    terms: Vec<(usize, f64)>,
    value: f64,
}

fn bounds(size: usize, equations: &[Equation], target: usize) -> Result<Bounds, Unsolved> {
    let low = extreme(size, equations, target, OptimizationDirection::Minimize)?.ok_or(Unsolved)?;
    let high = extreme(size, equations, target, OptimizationDirection::Maximize)?;
    let low = (low - FUZZ).ceil().max(0.0) as u64;
    let high = high.map(|high| (high + FUZZ).floor().max(0.0) as u64);
    // Limits that cross come of a failure: never of figures, whose true counts lie between them.
    if high.is_some_and(|high| high < low) { Err(Unsolved) } else { Ok(Bounds { low, high }) }
}

/// The least or the most of one hidden count; none where it has no end.
fn extreme(
    size: usize,
    equations: &[Equation],
    target: usize,
    direction: OptimizationDirection,
) -> Result<Option<f64>, Unsolved> {
    let mut problem = Problem::new(direction);
    let weight = |variable| if variable == target { 1.0 } else { 0.0 };
    let variables: Vec<Variable> =
        (0..size).map(|variable| problem.add_var(weight(variable), (0.0, f64::INFINITY))).collect();
    for equation in equations {
        let terms: Vec<_> = equation.terms.iter().map(|(variable, sign)| (variables[*variable], *sign)).collect();
        problem.add_constraint(&terms, ComparisonOp::Eq, equation.value);
    }
    match problem.solve() {
        Ok(outcome) => outcome.into_solution().map(|solution| Some(solution.objective())).map_err(|_| Unsolved),
        Err(Error::Unbounded) => Ok(None),
        Err(_) => Err(Unsolved),
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
