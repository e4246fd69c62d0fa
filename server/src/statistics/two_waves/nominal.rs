//! Unordered answers in two waves: did the mix change, and which answers?

use super::super::crosstab::{Crosstab, crosstab};
use super::super::{Reason, multiplicity};
use super::binary::{Binary, binary};

/// Unordered answers in two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Nominal {
    /// Wave against answer: χ², V. Answers that nobody gave are left out of it. When only one answer was given there is
    /// none.
    pub overall: Result<Crosstab, Reason>,
    /// Each answer as a share of its wave, in the order of the counts.
    pub categories: Vec<Category>,
}

/// One answer in two waves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Category {
    /// Its share in both waves and the change. As in the overall test, the family uses the pooled z-test.
    pub share: Binary,
    /// Holm-adjusted p-value over the answers.
    pub adjusted: Option<f64>,
}

/// Compares counts of the same answers in two waves; `seed` is where draws begin, should the overall test need them.
pub fn nominal(earlier: &[u64], later: &[u64], seed: u64) -> Result<Nominal, Reason> {
    let (before, after) = (earlier.iter().sum::<u64>(), later.iter().sum::<u64>());
    let length = earlier.len().max(later.len());
    let count = |wave: &[u64], place: usize| wave.get(place).copied().unwrap_or(0);
    let share = |place: usize| binary((count(earlier, place), before), (count(later, place), after));
    let shares: Vec<Binary> = (0..length).map(share).collect::<Result<_, _>>()?;
    if shares.is_empty() {
        return Err(Reason::NoAnswers);
    }
    let p_values: Vec<Option<f64>> = shares.iter().map(|share| share.test.ok().map(|test| test.p)).collect();
    let adjusted = multiplicity::holm(&p_values);
    let categories = shares.into_iter().zip(adjusted).map(|(share, adjusted)| Category { share, adjusted }).collect();
    Ok(Nominal { overall: crosstab(&[earlier.to_vec(), later.to_vec()], seed), categories })
}

#[cfg(test)]
mod tests {
    //! A coordinator compares the mix of answers in two years.

    use super::*;

    #[test]
    fn an_answer_that_nobody_gave_is_not_counted_in_the_family() {
        let with = nominal(&[10, 20, 0], &[20, 12, 0], 1).unwrap();
        let without = nominal(&[10, 20], &[20, 12], 1).unwrap();
        assert_eq!(with.categories[0].adjusted, without.categories[0].adjusted);
        assert_eq!(with.categories[2].adjusted, None);
    }

    #[test]
    fn an_empty_wave_and_one_answer_are_said_so() {
        assert_eq!(nominal(&[0, 0], &[1, 2], 1), Err(Reason::EmptyWave));
        assert_eq!(nominal(&[], &[], 1), Err(Reason::NoAnswers));
        assert_eq!(nominal(&[4, 0], &[5, 0], 1).unwrap().overall, Err(Reason::FewerThanTwoCategories));
    }
}
