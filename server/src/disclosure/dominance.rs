//! Amounts that are not of people: beds or units of organisations that agreed to be listed.
//!
//! No amount is too small to be shown, and nought is shown. But where one organisation makes up most of an amount, or the
//! second largest could work out the largest, to publish it is to publish that organisation's own (Hundepool et al. 2012,
//! section 4.2: (n, k) rule and p % rule). What must be hidden is then protected by other cells as counts of people are.

use super::figures::{Figures, Standing};
use super::protection::Protection;
use super::suppress::{NotSafe, protect};
use super::table::{Malformed, Table};

/// When an amount gives away who is behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// So many of the largest contributors must not …
    pub largest: usize,
    /// … make up more than this share of an amount.
    pub share: f64,
    /// What all but the two largest contribute must be at least this share of the largest: so near could the second one
    /// come to it.
    pub nearness: f64,
}

impl Default for Rule {
    /// The largest contributor makes up at most 80 %; the others cover 10 % of it.
    fn default() -> Self {
        Self { largest: 1, share: 0.8, nearness: 0.1 }
    }
}

impl Rule {
    /// Whether an amount made of these contributions must be hidden. One of nothing need not.
    pub fn hides(&self, contributions: &[u64]) -> bool {
        self.lacks(contributions) > 0.0
    }

    /// What a hidden amount needs: to be that much larger, over twice the range, for all that a reader knows.
    pub fn need(&self, contributions: &[u64]) -> Option<Protection> {
        let lacks = self.lacks(contributions);
        let (amount, lacks) = (contributions.iter().sum::<u64>(), lacks.ceil() as u64);
        (lacks > 0).then_some(Protection { high: amount.saturating_add(lacks), width: lacks.saturating_mul(2) })
    }

    /// By how much an amount would have to be larger to be shown.
    fn lacks(&self, contributions: &[u64]) -> f64 {
        let mut sorted = contributions.to_vec();
        sorted.sort_unstable_by(|one, other| other.cmp(one));
        let sum = |part: &[u64]| part.iter().map(|one| *one as f64).sum::<f64>();
        let amount = sum(&sorted);
        let dominated = sum(&sorted[..sorted.len().min(self.largest)]) / self.share - amount;
        let near = self.nearness * sum(&sorted[..sorted.len().min(1)]) - sum(&sorted[sorted.len().min(2)..]);
        dominated.max(near).max(0.0)
    }
}

/// A table of amounts, with what is hidden of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// The table of sums, totals last; what is hidden is so among its figures.
    pub table: Table,
    /// Cells that are hidden because of who is behind them.
    pub dominated: Vec<usize>,
    /// Cells that are hidden so that those cannot be worked out.
    pub others: Vec<usize>,
}

/// What stands in the way of a table of amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no table.
    Malformed,
    /// No hiding makes it safe.
    NotSafe(NotSafe),
}

impl From<Malformed> for Refusal {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// Hides what it takes in a table of amounts. Each cell holds what each organisation contributes, the same one at the
/// same place in all cells, so that totals are judged by what each contributes on the whole.
///
/// # Errors
/// When it is no table, or nothing makes it safe.
pub fn hide(cells: &[Vec<Vec<u64>>], rule: Rule) -> Result<Amounts, Refusal> {
    let sums: Option<Vec<Vec<u64>>> = cells.iter().map(|row| row.iter().map(|cell| added(cell)).collect()).collect();
    let mut table = Table::new(&sums.ok_or(Refusal::Malformed)?)?;
    let needs: Vec<_> =
        (0..table.figures.counts().len()).map(|place| rule.need(&contributions(cells, table.cell(place)))).collect();
    let safe = protect(&table.figures, &needs).map_err(Refusal::NotSafe)?;
    let hidden = |figures: &Figures, place: usize| figures.standing(place) == Standing::Hidden;
    let (dominated, others) =
        (0..needs.len()).filter(|place| hidden(&safe.figures, *place)).partition(|place| needs[*place].is_some());
    table.figures = safe.figures;
    Ok(Amounts { table, dominated, others })
}

fn added(contributions: &[u64]) -> Option<u64> {
    contributions.iter().try_fold(0_u64, |sum, one| sum.checked_add(*one))
}

/// What each organisation contributes to a cell; beyond the last row or column, to a total.
fn contributions(cells: &[Vec<Vec<u64>>], (row, column): (usize, usize)) -> Vec<u64> {
    let rows = cells.get(row).map_or(cells, std::slice::from_ref);
    let mut sums = Vec::new();
    for row in rows {
        for cell in row.get(column).map_or(row.as_slice(), std::slice::from_ref) {
            sums.resize(sums.len().max(cell.len()), 0_u64);
            sums.iter_mut().zip(cell).for_each(|(sum, one)| *sum = sum.saturating_add(*one));
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    //! A coordinator publishes beds by parish and kind of house; some organisations have most of them.

    use super::*;

    #[test]
    fn a_large_contributor_and_a_near_one_are_found() {
        let rule = Rule::default();
        assert!(rule.hides(&[81, 10, 9]), "more than 80 %");
        assert!(!rule.hides(&[80, 10, 10]));
        assert!(rule.hides(&[50, 40, 4]), "the second one knows the first to 4 in 50");
        assert!(!rule.hides(&[50, 40, 5]));
        assert!(rule.hides(&[7]) && !rule.hides(&[]) && !rule.hides(&[0, 0]));
        assert_eq!(rule.need(&[50, 40, 4]), Some(Protection { high: 95, width: 2 }));
    }

    #[test]
    fn noughts_and_small_amounts_are_shown_where_nobody_dominates() {
        let cells = [vec![vec![1, 1, 1], vec![0, 0, 0]], vec![vec![2, 1, 1], vec![3, 2, 2]]];
        let hidden = hide(&cells, Rule::default()).unwrap();
        assert!(hidden.dominated.is_empty() && hidden.others.is_empty());
    }

    #[test]
    fn a_dominated_amount_takes_others_with_it() {
        let even = || vec![0, 20, 20, 20];
        let cells =
            [vec![vec![90, 2, 1, 0], even(), even()], vec![even(), even(), even()], vec![even(), even(), even()]];
        let hidden = hide(&cells, Rule::default()).unwrap();
        assert_eq!(hidden.dominated, [hidden.table.place(0, 0)]);
        assert!(hidden.others.len() >= 3);
        let bounds = hidden.table.figures.attack().unwrap()[0].bounds;
        assert!(Rule::default().need(&cells[0][0]).unwrap().is_met(bounds), "{bounds:?}");
    }

    #[test]
    fn a_single_organisation_cannot_hide() {
        assert!(
            matches!(hide(&[vec![vec![9, 0], vec![0, 0]]], Rule::default()), Ok(found) if found.dominated.len() >= 2)
        );
        assert_eq!(hide(&[vec![vec![u64::MAX, 1]]], Rule::default()), Err(Refusal::Malformed));
    }
}
