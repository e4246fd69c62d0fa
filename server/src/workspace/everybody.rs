//! What all of a known number of people would say now: figures of those who answered, corrected for how few are left.
//! For one wave only, and no cure for silence; the pages say so.

use crate::statistics::Interval;
use crate::statistics::describe::Description;
use crate::statistics::population::{self, Counts, SMALL};

/// The people that a collection was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Everybody {
    /// Nobody knows how many there are: open links.
    NotKnown,
    /// More people answered than there are said to be: nothing is corrected.
    Exceeded {
        /// How many answered.
        answers: usize,
        /// How many there are said to be.
        population: usize,
    },
    /// So few of them answered that the correction is not worth its words.
    Negligible(usize),
    /// So many are there, and enough of them answered.
    Known(usize),
}

/// What is said of all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Now {
    /// Everybody answered: this is the figure, and no estimate of it.
    Answered,
    /// Between so many of them.
    Counts(Counts),
    /// Between these shares, or means.
    Between(Interval),
}

impl Everybody {
    /// From the responses and the number invited.
    pub fn of(responses: usize, invited: Option<i64>) -> Self {
        match invited.and_then(|invited| usize::try_from(invited).ok()).filter(|invited| *invited > 0) {
            None => Self::NotKnown,
            Some(population) if responses > population => Self::Exceeded { answers: responses, population },
            Some(population) if !population::matters(responses, population) => Self::Negligible(population),
            Some(population) => Self::Known(population),
        }
    }

    /// How many there are, where figures are corrected.
    pub fn number(self) -> Option<usize> {
        if let Self::Known(population) = self { Some(population) } else { None }
    }

    /// A share of them: between so many of a small number of people, between shares of a larger one.
    pub fn share(self, count: usize, base: usize) -> Option<Now> {
        let population = self.number().filter(|population| base > 0 && population::matters(base, *population))?;
        let found = population::proportion(count, base, population).ok()?;
        if found.is_everybody() {
            return Some(Now::Answered);
        }
        if population <= SMALL { found.counts.map(Now::Counts) } else { found.share.interval.map(Now::Between) }
    }

    /// A mean of them. Corrected limits lie inside the uncorrected ones, which end where the scale ends: so do they.
    pub fn mean(self, described: &Description) -> Option<Now> {
        let base = described.mean.base;
        let population = self.number().filter(|population| base > 0 && population::matters(base, *population))?;
        if base == population {
            return Some(Now::Answered);
        }
        let alone = described.mean.interval?;
        let interval = population::correct(described, population).ok()?.mean.interval?;
        Some(Now::Between(interval.within((alone.low, alone.high))))
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator knows her 47 providers.

    use super::*;
    use crate::statistics::describe::describe;

    #[test]
    fn how_many_there_are_decides_what_is_said() {
        assert_eq!(Everybody::of(31, Some(47)), Everybody::Known(47));
        assert_eq!(Everybody::of(47, Some(47)), Everybody::Known(47));
        assert_eq!(Everybody::of(48, Some(47)), Everybody::Exceeded { answers: 48, population: 47 });
        assert_eq!(Everybody::of(49, Some(1_000)), Everybody::Negligible(1_000));
        assert_eq!(Everybody::of(50, Some(1_000)), Everybody::Known(1_000));
        assert_eq!((Everybody::of(3, None), Everybody::of(0, Some(0))), (Everybody::NotKnown, Everybody::NotKnown));
    }

    #[test]
    fn shares_of_few_people_are_counts_and_of_many_an_interval() {
        // 15 of 31 of 47: hypergeometric tails at 2.5 %, the set that listing all M from 15 to 31 leaves.
        let Some(Now::Counts(counts)) = Everybody::Known(47).share(15, 31) else { panic!("counts") };
        assert!(counts.low >= 15 && counts.high <= 31 && counts.low < counts.high);
        assert!(matches!(Everybody::Known(900).share(15, 60), Some(Now::Between(_))));
        assert_eq!(Everybody::Known(47).share(12, 47), Some(Now::Answered));
        assert_eq!(Everybody::Known(47).share(0, 0), None);
        assert_eq!(Everybody::Known(900).share(1, 20), None, "so few answered this question");
        assert_eq!(Everybody::NotKnown.share(12, 40), None);
    }

    #[test]
    fn a_mean_of_most_of_them_is_surer_than_one_of_an_endless_crowd() {
        let described = describe([2.0, 3.0, 3.0, 4.0, 4.0, 4.0, 5.0, 5.0]);
        let Some(Now::Between(now)) = Everybody::Known(10).mean(&described) else { panic!("an interval") };
        let alone = described.mean.interval.unwrap();
        let narrower = (now.high - now.low) / (alone.high - alone.low);
        assert!((narrower - 0.2_f64.sqrt()).abs() < 1e-9, "√(1 − 8/10): {narrower}");
        assert_eq!(Everybody::Known(8).mean(&described), Some(Now::Answered));
        let mut cut = describe([5.0; 60].into_iter().chain([1.0]));
        cut.mean.interval = cut.mean.interval.map(|interval| interval.within((1.0, 5.0)));
        let Some(Now::Between(now)) = Everybody::Known(1_000).mean(&cut) else { panic!("an interval") };
        assert!(now.high <= 5.0);
    }
}
