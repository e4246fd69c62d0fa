//! Unordered answers of the same people twice: did the mix change, and which category grew?

use super::super::linear::solve;
use super::super::obstacle::Obstacle;
use super::super::tails::Test;
use super::{LinkedBinary, Turnover, linked_binary};

/// An unordered question of linked people.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedNominal {
    /// Linked people.
    pub base: usize,
    /// Categories that anybody gave, by their place in the table.
    pub categories: Vec<usize>,
    /// Stuart 1955 and Maxwell 1970: is the mix the same both times? The test to show.
    pub mix: Result<Test, Obstacle>,
    /// Bowker 1948: does every change happen as often as its reverse? Degrees of freedom are the pairs of categories
    /// between which anybody changed.
    pub symmetry: Result<Test, Obstacle>,
    /// Each category as yes or no, in the order of `categories`.
    pub changes: Vec<LinkedBinary>,
}

impl LinkedNominal {
    /// Degrees of freedom that count all pairs of categories, as R does for the symmetry.
    pub fn all_pairs(&self) -> usize {
        self.categories.len() * self.categories.len().saturating_sub(1) / 2
    }
}

/// Compares a square table of people: `table[earlier][later]`. What is missing of a row counts as nobody.
pub fn linked_nominal(table: &[Vec<usize>]) -> LinkedNominal {
    let cell = |row: usize, column: usize| table.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
    let size = table.iter().map(Vec::len).max().unwrap_or(0).max(table.len());
    let given = |place: &usize| (0..size).any(|other| cell(*place, other) + cell(other, *place) > 0);
    let categories: Vec<usize> = (0..size).filter(given).collect();
    let counts: Vec<Vec<f64>> =
        categories.iter().map(|row| categories.iter().map(|column| cell(*row, *column) as f64).collect()).collect();
    let turnovers = turnovers(&counts);
    let base = turnovers.first().map_or(0, Turnover::base);
    let possible = match categories.len() {
        0 => Err(Obstacle::NoLinkedAnswers),
        1 => Err(Obstacle::FewerThanTwoCategories),
        _ => Ok(()),
    };
    LinkedNominal {
        base,
        categories,
        mix: possible.and_then(|()| stuart_maxwell(&counts)),
        symmetry: possible.and_then(|()| bowker(&counts)),
        changes: turnovers.into_iter().map(linked_binary).collect(),
    }
}

fn turnovers(counts: &[Vec<f64>]) -> Vec<Turnover> {
    let all: f64 = counts.iter().flatten().sum();
    let of = |place: usize| {
        let (row, column, both) = (row(counts, place), column(counts, place), counts[place][place]);
        let (lost, gained) = (row - both, column - both);
        let neither = all - both - lost - gained;
        Turnover { both: both as usize, lost: lost as usize, gained: gained as usize, neither: neither as usize }
    };
    (0..counts.len()).map(of).collect()
}

fn row(counts: &[Vec<f64>], place: usize) -> f64 {
    counts[place].iter().sum()
}

fn column(counts: &[Vec<f64>], place: usize) -> f64 {
    counts.iter().map(|row| row[place]).sum()
}

/// The last category follows from the others, so it is left out of the equations.
fn stuart_maxwell(counts: &[Vec<f64>]) -> Result<Test, Obstacle> {
    let free = counts.len() - 1;
    let gone: Vec<f64> = (0..free).map(|place| row(counts, place) - column(counts, place)).collect();
    let covariance = |one: usize, other: usize| {
        if one == other {
            row(counts, one) + column(counts, one) - 2.0 * counts[one][one]
        } else {
            -(counts[one][other] + counts[other][one])
        }
    };
    let matrix = (0..free).map(|one| (0..free).map(|other| covariance(one, other)).collect()).collect();
    let solved = solve(matrix, gone.clone()).ok_or(Obstacle::SingularChanges)?;
    Test::chi_squared(gone.iter().zip(solved).map(|(gone, solved)| gone * solved).sum(), free as f64)
}

fn bowker(counts: &[Vec<f64>]) -> Result<Test, Obstacle> {
    let pairs = (0..counts.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let changed = pairs.map(|(one, other)| (counts[one][other], counts[other][one])).filter(|(a, b)| a + b > 0.0);
    let terms: Vec<f64> = changed.map(|(a, b)| (a - b) * (a - b) / (a + b)).collect();
    if terms.is_empty() {
        return Err(Obstacle::SingularChanges);
    }
    Test::chi_squared(terms.iter().sum(), terms.len() as f64)
}

#[cfg(test)]
mod tests {
    //! A coordinator asks the same clients twice where they sleep.

    use super::*;

    #[test]
    fn two_categories_are_mcnemars_test() {
        let found = linked_nominal(&[vec![20, 3], vec![12, 12]]);
        let chi = found.changes[0].test.unwrap().chi_squared;
        assert!(
            (found.mix.unwrap().statistic - chi).abs() < 1e-12
                && (found.symmetry.unwrap().statistic - chi).abs() < 1e-12
        );
    }

    #[test]
    fn the_order_of_categories_does_not_matter_and_empty_ones_are_dropped() {
        let one = linked_nominal(&[vec![4, 5, 7, 0], vec![4, 21, 28, 0], vec![1, 20, 54, 0], vec![0; 4]]);
        let other = linked_nominal(&[vec![54, 20, 1], vec![28, 21, 4], vec![7, 5, 4]]);
        assert_eq!((one.categories.as_slice(), one.base), ([0, 1, 2].as_slice(), other.base));
        assert!((one.mix.unwrap().statistic - other.mix.unwrap().statistic).abs() < 1e-9);
    }

    #[test]
    fn tables_without_change_or_people_say_why() {
        assert_eq!(linked_nominal(&[vec![3, 0], vec![0, 4]]).mix, Err(Obstacle::SingularChanges));
        assert_eq!(linked_nominal(&[vec![3]]).mix, Err(Obstacle::FewerThanTwoCategories));
        assert_eq!(linked_nominal(&[]).mix, Err(Obstacle::NoLinkedAnswers));
    }
}
