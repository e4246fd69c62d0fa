//! How much can be published of so many answers at all.

use super::threshold::Threshold;

/// What a release can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nothing: with fewer answers than the smallest count that may be shown, not even how many there are.
    Nothing,
    /// A small-group release: what people said, without any count but that of all who answered.
    SmallGroup,
    /// Tables, as planned.
    Tables,
}

/// What a release is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Themes in words, without how many named them.
    Themes,
    /// Quotes that were approved, without anything about who said them.
    Quotes,
    /// The sentence that there are too few answers to compare.
    TooFewToCompare,
    /// How many people answered.
    Answers,
    /// Counts and what is derived from them.
    Figures,
}

impl Scope {
    /// By how many people answered. From twice the smallest count on, an answer and its opposite can both be shown.
    pub fn of(answers: u64, threshold: Threshold) -> Self {
        match answers {
            few if few < threshold.smallest() => Self::Nothing,
            few if few < 2 * threshold.smallest() => Self::SmallGroup,
            _ => Self::Tables,
        }
    }

    /// What it holds.
    pub fn holds(self) -> &'static [Content] {
        match self {
            Self::Nothing => &[],
            Self::SmallGroup => &[Content::Answers, Content::Themes, Content::Quotes, Content::TooFewToCompare],
            Self::Tables => &[Content::Answers, Content::Figures, Content::Themes, Content::Quotes],
        }
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator has few answers.

    use super::*;

    #[test]
    fn below_twice_the_smallest_count_a_release_is_of_words() {
        let scope = |answers| Scope::of(answers, Threshold::new(11));
        assert_eq!([10, 11, 21, 22].map(scope), [Scope::Nothing, Scope::SmallGroup, Scope::SmallGroup, Scope::Tables]);
        assert!(!Scope::SmallGroup.holds().contains(&Content::Figures));
        assert!(Scope::Nothing.holds().is_empty());
    }
}
