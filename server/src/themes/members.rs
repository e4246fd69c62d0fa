//! Which passages belong together: those with a code, of a wave, of a site. One bit for each passage.

/// A set of passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    bits: Vec<u64>,
    passages: usize,
}

impl Members {
    /// None of so many passages.
    pub fn none(passages: usize) -> Self {
        Self { bits: vec![0; passages.div_ceil(64)], passages }
    }

    /// Those of so many passages that `belongs` names.
    pub fn those(passages: usize, belongs: impl Fn(u32) -> bool) -> Self {
        Self::listed(passages, (0..passages as u32).filter(|passage| belongs(*passage)))
    }

    /// The listed ones; numbers beyond the last passage are left out.
    pub fn listed(passages: usize, list: impl IntoIterator<Item = u32>) -> Self {
        let mut members = Self::none(passages);
        list.into_iter().for_each(|passage| members.insert(passage));
        members
    }

    /// Adds a passage.
    pub fn insert(&mut self, passage: u32) {
        if (passage as usize) < self.passages {
            self.bits[passage as usize / 64] |= 1 << (passage % 64);
        }
    }

    /// Whether a passage is one of them.
    pub fn contains(&self, passage: u32) -> bool {
        self.bits.get(passage as usize / 64).is_some_and(|bits| bits >> (passage % 64) & 1 == 1)
    }

    /// All the others.
    pub fn others(&self) -> Self {
        Self::those(self.passages, |passage| !self.contains(passage))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// Their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.passages as u32).filter(|passage| self.contains(*passage))
    }
}

#[cfg(test)]
mod tests {
    //! A code stands on three of seventy passages.

    use super::Members;

    #[test]
    fn members_and_others_make_up_the_whole() {
        let coded = Members::listed(70, [0, 64, 69, 70, 5000]);
        assert_eq!(coded.iter().collect::<Vec<_>>(), [0, 64, 69]);
        assert_eq!((coded.count(), coded.others().count()), (3, 67));
        assert!(coded.contains(64) && !coded.contains(70) && !coded.others().contains(70));
        assert_eq!(coded.others().others(), coded);
    }
}
