//! Ordered answers of the same people twice: improved, same, declined; the signed-rank test with those who did not
//! change kept in the ranking.
//!
//! "Improved" means a higher code later; where a high code is bad, turn the item round first.

use super::super::Figure;
use super::super::describe::{Convention, quantile};
use super::super::midranks::midranks;
use super::super::obstacle::{Obstacle, finite};
use super::super::tails::Test;
use super::{bonett_price, complete};

/// Up to so many changes the test is exact.
const EXACT: usize = 100;

/// An ordered question of linked people.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedOrdinal {
    /// Linked people.
    pub base: usize,
    /// How many changed, and which way.
    pub change: Change,
    /// Share improved minus share declined, with the interval of Bonett & Price 2012.
    pub net: Figure,
    /// Median of later − earlier.
    pub median: Option<f64>,
    /// The test: Wilcoxon's signed ranks, zeros by Pratt.
    pub test: Result<SignedRank, Obstacle>,
}

/// How many went up, down, or stayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Higher later.
    pub improved: usize,
    /// Lower later.
    pub declined: usize,
    /// The same.
    pub unchanged: usize,
}

/// Pratt 1959 (JASA 54:655): sizes of change are ranked with the zeros, which are then dropped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRank {
    /// Sum of the ranks of those who improved.
    pub plus: f64,
    /// Sum of the ranks of those who declined.
    pub minus: f64,
    /// Normal approximation without continuity correction; none when nobody changed.
    pub asymptotic: Option<Test>,
    /// Exact probability over all signs, up to 100 changes; 1 when nobody changed.
    pub exact: Option<f64>,
    /// (plus − minus) / (plus + minus), from −1 to 1.
    pub rank_biserial: Option<f64>,
    /// The same test with the zeros left out of the ranking, for comparison with other programs.
    pub zeros_dropped: Option<ZerosDropped>,
}

/// Wilcoxon's signed ranks with zeros dropped first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZerosDropped {
    /// Sum of the ranks of those who improved.
    pub plus: f64,
    /// Normal approximation without continuity correction.
    pub test: Test,
}

impl SignedRank {
    /// The probability to show: exact where there is one.
    pub fn p(&self) -> Option<f64> {
        self.exact.or(self.asymptotic.map(|test| test.p))
    }
}

/// Compares two ordered answers (earlier, later) of each person.
pub fn linked_ordinal(pairs: &[(Option<f64>, Option<f64>)]) -> LinkedOrdinal {
    let mut changes: Vec<f64> = complete(pairs).iter().map(|(earlier, later)| later - earlier).collect();
    let base = changes.len();
    let count = |wanted: fn(&f64) -> bool| changes.iter().filter(|change| wanted(change)).count();
    let (improved, declined) = (count(|change| *change > 0.0), count(|change| *change < 0.0));
    let test = if base == 0 { Err(Obstacle::NoLinkedAnswers) } else { signed_rank(&changes) };
    changes.sort_by(f64::total_cmp);
    LinkedOrdinal {
        base,
        change: Change { improved, declined, unchanged: base - improved - declined },
        net: bonett_price(improved, declined, base),
        median: quantile(&changes, 0.5, Convention::Type7),
        test,
    }
}

fn signed_rank(changes: &[f64]) -> Result<SignedRank, Obstacle> {
    changes.iter().try_for_each(|change| finite(*change).map(|_| ()))?;
    let moved: Vec<f64> = changes.iter().copied().filter(|change| *change != 0.0).collect();
    let ranks = midranks(&moved.iter().map(|change| change.abs()).collect::<Vec<_>>()).ranks;
    let zeros = (changes.len() - moved.len()) as f64;
    // Zeros take the lowest places: they only push the others up.
    let (plus, minus, squares) = sums(&moved, &ranks, zeros);
    if moved.is_empty() {
        let none =
            SignedRank { plus, minus, asymptotic: None, exact: Some(1.0), rank_biserial: None, zeros_dropped: None };
        return Ok(none);
    }
    let (alone, against, alone_squares) = sums(&moved, &ranks, 0.0);
    Ok(SignedRank {
        plus,
        minus,
        asymptotic: Some(Test::normal((plus - minus) / squares.sqrt())?),
        exact: (moved.len() <= EXACT).then(|| exact(&ranks, zeros, plus)),
        rank_biserial: Some((plus - minus) / (plus + minus)),
        zeros_dropped: Some(ZerosDropped {
            plus: alone,
            test: Test::normal((alone - against) / alone_squares.sqrt())?,
        }),
    })
}

/// Sums of the ranks of positive changes, of negative ones, and of all squares, every rank pushed up by `zeros`.
fn sums(moved: &[f64], ranks: &[f64], zeros: f64) -> (f64, f64, f64) {
    let mut found = (0.0, 0.0, 0.0);
    for (change, rank) in moved.iter().zip(ranks) {
        let rank = rank + zeros;
        if *change > 0.0 {
            found.0 += rank
        } else {
            found.1 += rank
        }
        found.2 += rank * rank;
    }
    found
}

/// Two-sided probability that the sum of positive ranks lies at least as far from its middle as `plus`, every sign being
/// as likely as the other.
///
/// Counts choices of signs by how many are positive and by their sum of doubled ranks among those who changed; so the
/// work does not grow with the number of zeros.
fn exact(ranks: &[f64], zeros: f64, plus: f64) -> f64 {
    let doubled: Vec<usize> = ranks.iter().map(|rank| (2.0 * rank) as usize).collect();
    let (many, total) = (doubled.len(), doubled.iter().sum::<usize>());
    let width = total + 1;
    let mut ways = vec![0.0_f64; (many + 1) * width];
    ways[0] = 1.0;
    let mut reached = 0;
    for (before, rank) in doubled.iter().enumerate() {
        for positive in (0..=before).rev() {
            let (lower, upper) = ways.split_at_mut((positive + 1) * width);
            let from = &lower[positive * width..positive * width + reached + 1];
            upper[*rank..].iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        reached += rank;
    }
    let whole = total as f64 + 2.0 * zeros * many as f64;
    let distance = |sum: f64| (2.0 * sum - whole).abs();
    let observed = distance(2.0 * plus);
    let extreme = |(place, _): &(usize, &f64)| {
        let (positive, sum) = ((place / width) as f64, (place % width) as f64);
        distance(sum + 2.0 * zeros * positive) >= observed
    };
    let count: f64 = ways.iter().enumerate().filter(extreme).map(|(_, ways)| ways).sum();
    (count / (many as f64).exp2()).min(1.0)
}

#[cfg(test)]
mod tests {
    //! A coordinator asks the same clients twice how calm they are.

    use super::*;

    fn pairs(earlier: &[f64], later: &[f64]) -> Vec<(Option<f64>, Option<f64>)> {
        earlier.iter().zip(later).map(|(earlier, later)| (Some(*earlier), Some(*later))).collect()
    }

    #[test]
    fn three_who_improve_are_one_of_four_chances() {
        let test = linked_ordinal(&pairs(&[1.0, 1.0, 1.0], &[2.0, 3.0, 4.0])).test.unwrap();
        assert_eq!((test.p(), test.rank_biserial), (Some(0.25), Some(1.0)));
    }

    #[test]
    fn exchanging_the_waves_turns_z_and_keeps_p() {
        let (earlier, later) = ([2.0, 3.0, 3.0, 4.0, 2.0, 5.0, 1.0], [3.0, 3.0, 5.0, 4.0, 4.0, 4.0, 5.0]);
        let (one, other) = (linked_ordinal(&pairs(&earlier, &later)), linked_ordinal(&pairs(&later, &earlier)));
        let (one, other) = (one.test.unwrap(), other.test.unwrap());
        assert_eq!(one.exact, other.exact);
        assert_eq!(one.asymptotic.unwrap().statistic, -other.asymptotic.unwrap().statistic);
    }

    #[test]
    fn a_hundred_changes_among_very_many_who_stayed_are_exact_and_quick() {
        let later: Vec<f64> = (0..50_000).map(|n| if n < 100 { f64::from(n) - 30.5 } else { 0.0 }).collect();
        let test = linked_ordinal(&pairs(&vec![0.0; later.len()], &later)).test.unwrap();
        let (exact, normal) = (test.exact.unwrap(), test.asymptotic.unwrap().p);
        assert!(exact > 0.0 && exact < 1e-3 && (exact / normal).ln().abs() < 1.0, "{exact} {normal}");
    }

    #[test]
    fn nobody_linked_says_so() {
        let found = linked_ordinal(&[(Some(1.0), None)]);
        assert_eq!((found.base, found.test), (0, Err(Obstacle::NoLinkedAnswers)));
    }
}
