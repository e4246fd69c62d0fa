//! What a hidden count must still be able to be, for all that a reader knows.

use serde::{Deserialize, Serialize};

use super::attack::Bounds;
use super::figures::{Figures, Standing};
use super::threshold::Threshold;

/// How well a count must be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// It can still be at least so many.
    pub high: u64,
    /// Between the least and the most that it can be lie at least so many.
    pub width: u64,
}

impl Protection {
    /// For a count that is too small to be shown: it can be large enough, over a range as wide as that of all small ones.
    pub fn of_small(threshold: Threshold) -> Self {
        Self { high: threshold.protection(), width: threshold.protection() - 1 }
    }

    /// Whether what a reader works out leaves it hidden.
    pub fn is_met(self, bounds: Bounds) -> bool {
        bounds.high.is_none_or(|high| high >= self.high && high - bounds.low >= self.width)
    }

    /// What both ask for.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        Self { high: self.high.max(other.high), width: self.width.max(other.width) }
    }
}

impl Figures {
    /// What each count needs, by place: small ones that are not known already need to be hidden, others need nothing.
    pub fn needs(&self, threshold: Threshold) -> Vec<Option<Protection>> {
        let need = |place: usize| {
            let small = threshold.hides(self.counts()[place]) && self.standing(place) != Standing::Known;
            small.then(|| Protection::of_small(threshold))
        };
        (0..self.counts().len()).map(need).collect()
    }
}

#[cfg(test)]
mod tests {
    //! A reader narrows a count down.

    use super::*;

    #[test]
    fn a_small_count_must_be_able_to_be_large_and_over_a_wide_range() {
        let need = Protection::of_small(Threshold::new(5));
        let met = |low, high| need.is_met(Bounds { low, high });
        assert_eq!([met(0, Some(4)), met(2, Some(5)), met(1, Some(5)), met(3, None)], [false, false, true, true]);
    }
}
