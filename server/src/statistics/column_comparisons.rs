//! One row of a crosstab: which columns differ from which, shown as letters.

use super::two_waves::binary::pooled_z;
use super::{Reason, multiplicity, tail};

/// A column with fewer people than this is not tested.
pub const SMALLEST_BASE: u64 = 30;
/// Adjusted p-values below these give a letter, and a capital.
const LETTER: f64 = 0.05;
const CAPITAL: f64 = 0.001;

/// Two columns compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Places of the two columns, the left one first.
    pub columns: (usize, usize),
    /// Share in the right column minus share in the left one.
    pub difference: Option<f64>,
    /// p-value of the pooled z-test without correction, or why there is none.
    pub p: Result<f64, Reason>,
    /// The same after Holm's adjustment within the row.
    pub adjusted: Option<f64>,
}

/// All pairs of columns of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparisons {
    /// Share of each column's people who are in this row, 0…1; nothing for an empty column.
    pub shares: Vec<Option<f64>>,
    /// Every pair, by left and then by right column.
    pub pairs: Vec<Pair>,
}

impl Comparisons {
    /// What is written beside a column's share: the letter (`a` for the first) of each column that has a smaller one; a
    /// capital where p < .001.
    pub fn letters(&self, column: usize) -> String {
        let lower = |pair: &Pair| {
            let (left, right) = pair.columns;
            let (p, difference) = (pair.adjusted.filter(|p| *p < LETTER)?, pair.difference?);
            let other = match column {
                _ if column == right && difference > 0.0 => left,
                _ if column == left && difference < 0.0 => right,
                _ => return None,
            };
            let letter = char::from(b'a' + u8::try_from(other).ok().filter(|other| *other < 26)?);
            Some(if p < CAPITAL { letter.to_ascii_uppercase() } else { letter })
        };
        self.pairs.iter().filter_map(lower).collect()
    }
}

/// Compares every two columns of a row: `counts` are the row's, `bases` all people of each column.
pub fn column_comparisons(counts: &[u64], bases: &[u64]) -> Comparisons {
    let columns: Vec<(u64, u64)> = counts.iter().copied().zip(bases.iter().copied()).collect();
    let shares: Vec<Option<f64>> = columns.iter().map(|column| share(*column)).collect();
    let places = 0..columns.len();
    let pairs = places.clone().flat_map(|left| (left + 1..columns.len()).map(move |right| (left, right)));
    let mut pairs: Vec<Pair> = pairs
        .map(|(left, right)| Pair {
            columns: (left, right),
            difference: shares[right].zip(shares[left]).map(|(right, left)| right - left),
            p: compare(columns[left], columns[right]),
            adjusted: None,
        })
        .collect();
    let adjusted = multiplicity::holm(&pairs.iter().map(|pair| pair.p.ok()).collect::<Vec<_>>());
    pairs.iter_mut().zip(adjusted).for_each(|(pair, adjusted)| pair.adjusted = adjusted);
    Comparisons { shares, pairs }
}

fn share((count, base): (u64, u64)) -> Option<f64> {
    (base > 0 && count <= base).then(|| count as f64 / base as f64)
}

fn compare(left: (u64, u64), right: (u64, u64)) -> Result<f64, Reason> {
    if left.1.min(right.1) < SMALLEST_BASE {
        return Err(Reason::TooFewAnswers);
    }
    if left.0 > left.1 || right.0 > right.1 {
        return Err(Reason::OutOfRange);
    }
    let z = pooled_z(left, right).ok_or(Reason::AllAnswersEqual)?;
    tail::two_sided_normal(z).ok_or(Reason::OutOfRange)
}

#[cfg(test)]
mod tests {
    //! A researcher compares three groups on one answer.

    use super::*;

    #[test]
    fn the_larger_share_carries_the_letter_of_the_smaller() {
        let row = column_comparisons(&[97, 112, 949], &[384, 262, 1888]);
        assert_eq!((0..3).map(|column| row.letters(column)).collect::<Vec<_>>(), ["", "A", "Ab"]);
    }

    #[test]
    fn few_people_and_equal_extremes_are_not_tested() {
        let row = column_comparisons(&[0, 0, 5], &[40, 50, 29]);
        assert_eq!(row.pairs[0].p, Err(Reason::AllAnswersEqual));
        assert_eq!(row.pairs[1].p, Err(Reason::TooFewAnswers));
        assert_eq!(row.letters(2), "");
    }
}
