//! The smallest count that may be shown.

/// Counts of people from 1 to below it are hidden, totals among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    smallest: u64,
    insiders: bool,
}

impl Threshold {
    /// No study may show smaller counts than this.
    pub const FLOOR: u64 = 5;

    /// The smallest count shown, never below [`Self::FLOOR`].
    pub fn new(smallest: u64) -> Self {
        Self { smallest: smallest.max(Self::FLOOR), insiders: false }
    }

    /// Respondents may read it too: each of them knows of one in the cell, so that cells need one more to hide among.
    #[must_use]
    pub fn against_insiders(self) -> Self {
        Self { insiders: true, ..self }
    }

    /// The stricter of two: for a table that mixes audiences.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        Self { smallest: self.smallest.max(other.smallest), insiders: self.insiders || other.insiders }
    }

    /// The smallest count shown.
    pub fn smallest(self) -> u64 {
        self.smallest
    }

    /// Whether a count is too small to be shown. Nobody is not too few.
    pub fn hides(self, count: u64) -> bool {
        (1..self.smallest).contains(&count)
    }

    /// What a hidden count must still be able to be: at least so many, over a range of at least one less.
    pub(super) fn protection(self) -> u64 {
        self.smallest + u64::from(self.insiders)
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator chooses the smallest count for a table of two audiences.

    use super::*;

    #[test]
    fn no_threshold_is_below_five_and_the_stricter_one_holds() {
        assert_eq!(Threshold::new(2).smallest(), 5);
        let mixed = Threshold::new(5).against_insiders().stricter(Threshold::new(11));
        assert_eq!((mixed.smallest(), mixed.protection()), (11, 12));
        assert_eq!([0, 1, 10, 11].map(|count| mixed.hides(count)), [false, true, true, false]);
    }
}
