//! Sets of documents as bits.

/// A growing set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// An empty set with room for numbers below `length`.
    pub fn empty(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    /// Makes room for numbers below `length`.
    pub fn grow(&mut self, length: usize) {
        let words = length.div_ceil(64).max(self.0.len());
        self.0.resize(words, 0);
    }

    /// Puts a number in.
    pub fn set(&mut self, number: usize) {
        self.grow(number + 1);
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Takes a number out.
    pub fn clear(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    /// Whether a number is in.
    pub fn holds(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many are in both.
    pub fn count_both(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones() as usize).sum()
    }

    /// Keeps what is in both.
    pub fn keep(&mut self, other: &Self) {
        for (place, word) in self.0.iter_mut().enumerate() {
            *word &= other.0.get(place).copied().unwrap_or(0);
        }
    }

    /// Takes out what is in the other.
    pub fn drop(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// Adds what is in the other.
    pub fn add(&mut self, other: &Self) {
        self.grow(other.0.len() * 64);
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// The numbers, the smallest first.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let lowest = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(place * 64 + lowest)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    //! Documents are found by one word and by another.

    use super::*;

    fn set(numbers: &[usize]) -> Bits {
        let mut bits = Bits::default();
        numbers.iter().for_each(|number| bits.set(*number));
        bits
    }

    #[test]
    fn sets_meet_part_and_grow() {
        let (one, other) = (set(&[1, 64, 200]), set(&[64, 300]));
        let mut both = one.clone();
        both.keep(&other);
        assert_eq!(both.iter().collect::<Vec<_>>(), [64]);
        assert_eq!(one.count_both(&other), 1);
        let mut all = one.clone();
        all.add(&other);
        assert_eq!(all.iter().collect::<Vec<_>>(), [1, 64, 200, 300]);
        all.drop(&one);
        assert_eq!(
            (all.iter().collect::<Vec<_>>(), all.count(), all.holds(300), all.holds(1)),
            (vec![300], 1, true, false)
        );
        all.clear(300);
        all.clear(9_999);
        assert_eq!(all.count(), 0);
    }
}
