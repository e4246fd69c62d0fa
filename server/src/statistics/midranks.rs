//! Ranks in which equal numbers share the mean of the places they take.

/// The midrank of each number, in the order given, and how many share each place.
pub(super) struct Midranks {
    /// Rank of each number, from 1.
    pub ranks: Vec<f64>,
    /// Size of each group of equal numbers, the smallest number first.
    pub ties: Vec<f64>,
}

/// Ranks finite numbers.
pub(super) fn midranks(values: &[f64]) -> Midranks {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut found = Midranks { ranks: vec![0.0; values.len()], ties: Vec::new() };
    let mut before = 0;
    for group in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let rank = before as f64 + (group.len() as f64 + 1.0) / 2.0;
        group.iter().for_each(|place| found.ranks[*place] = rank);
        found.ties.push(group.len() as f64);
        before += group.len();
    }
    found
}

impl Midranks {
    /// Sum of t³ − t over the groups of equal numbers.
    pub fn correction(&self) -> f64 {
        self.ties.iter().map(|t| t * t * t - t).sum()
    }
}

#[cfg(test)]
mod tests {
    //! Five answers, of which two and two are equal; zero and minus zero are one number.

    use super::*;

    #[test]
    fn equal_numbers_share_their_places() {
        let found = midranks(&[3.0, 1.0, 3.0, -0.0, 0.0]);
        assert_eq!(found.ranks, [4.5, 3.0, 4.5, 1.5, 1.5]);
        assert_eq!((found.ties.as_slice(), found.correction()), ([2.0, 1.0, 2.0].as_slice(), 12.0));
    }
}
