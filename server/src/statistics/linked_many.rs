//! The same people in three waves and more, on those who answered every time. How far they came from the first wave to
//! the last is in `linked`.

use super::midranks::midranks;
use super::obstacle::{Obstacle, finite};
use super::tails::Test;

/// An ordered question or a number of people linked over all waves.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedManyOrdinal {
    /// People who answered every time.
    pub base: usize,
    /// Waves.
    pub waves: usize,
    /// Mean rank of each wave among a person's own answers, from 1; empty when nobody answered every time.
    pub mean_ranks: Vec<f64>,
    /// The test.
    pub difference: Result<Friedman, Obstacle>,
}

/// Friedman 1937 (JASA 32:675), corrected for ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Friedman {
    /// Chi-square with waves − 1 degrees of freedom.
    pub test: Test,
    /// Kendall's W = chi-square / (n (waves − 1)): 0 when people do not go the same way, 1 when all do.
    pub agreement: f64,
}

/// A yes-or-no question of people linked over all waves.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedManyBinary {
    /// People who answered every time.
    pub base: usize,
    /// How many said yes in each wave.
    pub yes: Vec<usize>,
    /// Cochran's Q 1950 (Biometrika 37:256) with waves − 1 degrees of freedom.
    pub difference: Result<Test, Obstacle>,
}

/// Compares ordered answers or numbers; a row is a person's answers, wave after wave.
pub fn linked_many_ordinal(rows: &[Vec<Option<f64>>]) -> LinkedManyOrdinal {
    let waves = waves(rows);
    let complete = complete(rows, waves, |value| value.is_finite().then_some(value));
    let n = complete.len() as f64;
    let mut sums = vec![0.0; waves];
    let mut ties = 0.0;
    for row in &complete {
        let ranked = midranks(row);
        ties += ranked.correction();
        sums.iter_mut().zip(&ranked.ranks).for_each(|(sum, rank)| *sum += rank);
    }
    let difference = possible(complete.len(), waves).and_then(|()| friedman(&sums, n, ties));
    let mean_ranks = if complete.is_empty() { Vec::new() } else { sums.iter().map(|sum| sum / n).collect() };
    LinkedManyOrdinal { base: complete.len(), waves, mean_ranks, difference }
}

fn friedman(sums: &[f64], n: f64, ties: f64) -> Result<Friedman, Obstacle> {
    let k = sums.len() as f64;
    let middle = n * (k + 1.0) / 2.0;
    let between: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let spread = n * k * (k + 1.0) - ties / (k - 1.0);
    if spread <= 0.0 {
        return Err(Obstacle::AllAnswersEqual);
    }
    let chi = 12.0 * between / spread;
    Ok(Friedman { test: Test::chi_squared(chi, k - 1.0)?, agreement: finite(chi / (n * (k - 1.0)))? })
}

/// Compares yes and no; a row is a person's answers, wave after wave.
pub fn linked_many_binary(rows: &[Vec<Option<bool>>]) -> LinkedManyBinary {
    let waves = waves(rows);
    let complete = complete(rows, waves, Some);
    let count = |wave: usize| complete.iter().filter(|row| row[wave]).count();
    let yes: Vec<usize> = if complete.is_empty() { Vec::new() } else { (0..waves).map(count).collect() };
    let per_person: Vec<f64> = complete.iter().map(|row| row.iter().filter(|yes| **yes).count() as f64).collect();
    let difference = possible(complete.len(), waves).and_then(|()| cochran(&yes, &per_person));
    LinkedManyBinary { base: complete.len(), yes, difference }
}

fn cochran(yes: &[usize], per_person: &[f64]) -> Result<Test, Obstacle> {
    let k = yes.len() as f64;
    let total: f64 = per_person.iter().sum();
    let middle = total / k;
    let between: f64 = yes.iter().map(|count| (*count as f64 - middle).powi(2)).sum();
    let spread: f64 = per_person.iter().map(|count| count * (k - count)).sum();
    if spread == 0.0 {
        return Err(Obstacle::AllAnswersEqual);
    }
    Test::chi_squared(k * (k - 1.0) * between / spread, k - 1.0)
}

fn waves<T>(rows: &[Vec<Option<T>>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// The rows of people who answered every time.
fn complete<T: Copy>(rows: &[Vec<Option<T>>], waves: usize, usable: impl Fn(T) -> Option<T>) -> Vec<Vec<T>> {
    let whole = rows.iter().filter(|row| row.len() == waves);
    whole.filter_map(|row| row.iter().map(|value| value.and_then(&usable)).collect()).collect()
}

fn possible(base: usize, waves: usize) -> Result<(), Obstacle> {
    match (base, waves) {
        (0, _) => Err(Obstacle::NoLinkedAnswers),
        (_, 0 | 1) => Err(Obstacle::FewerThanTwoWaves),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator follows the same clients over quarters.

    use super::*;

    #[test]
    fn people_who_all_go_the_same_way_agree_wholly() {
        let rows = vec![vec![Some(1.0), Some(2.0), Some(3.0)], vec![Some(2.0), Some(4.0), Some(9.0)]];
        let found = linked_many_ordinal(&rows);
        assert!((found.difference.unwrap().agreement - 1.0).abs() < 1e-12);
        assert_eq!(found.mean_ranks, [1.0, 2.0, 3.0]);
    }

    #[test]
    fn gaps_and_short_rows_are_not_complete() {
        let found = linked_many_ordinal(&[vec![Some(1.0), None, Some(2.0)], vec![Some(1.0)]]);
        assert_eq!((found.base, found.difference), (0, Err(Obstacle::NoLinkedAnswers)));
        assert_eq!(linked_many_ordinal(&[vec![Some(1.0)]]).difference, Err(Obstacle::FewerThanTwoWaves));
    }

    #[test]
    fn people_who_never_change_leave_nothing_to_test() {
        let rows = vec![vec![Some(true); 3], vec![Some(false); 3]];
        assert_eq!(linked_many_binary(&rows).difference, Err(Obstacle::AllAnswersEqual));
        assert_eq!(linked_many_binary(&rows).yes, [1, 1, 1]);
    }

    #[test]
    fn two_waves_of_yes_and_no_are_mcnemars_test() {
        let person = |earlier, later| vec![Some(earlier), Some(later)];
        let mut rows = vec![person(true, false); 3];
        rows.extend(vec![person(false, true); 12]);
        rows.extend(vec![person(true, true); 20]);
        let found = linked_many_binary(&rows).difference.unwrap();
        assert!((found.statistic - 81.0 / 15.0).abs() < 1e-12);
    }
}
