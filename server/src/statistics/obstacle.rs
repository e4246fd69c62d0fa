//! What stands in the way of a comparison of waves or of a reliability; each has a stable word and no prose.

use super::Status;

/// Why a test, an effect or a coefficient is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody answered.
    NoAnswers,
    /// Nobody answered in every wave that is compared.
    NoLinkedAnswers,
    /// Everybody gave the same answer.
    AllAnswersEqual,
    /// What the figure is divided by has no spread.
    ZeroVariance,
    /// There is nothing to compare with.
    FewerThanTwoWaves,
    /// Two points make no trend.
    FewerThanThreeWaves,
    /// One category cannot change into another.
    FewerThanTwoCategories,
    /// The changes do not tell all categories apart, so their equations have no single solution.
    SingularChanges,
    /// One item has nothing to agree with.
    FewerThanTwoItems,
    /// Two items do not determine a factor.
    FewerThanThreeItems,
    /// Too few complete answers for what was asked.
    TooFewAnswers,
    /// The factor would explain more of an item than there is (Heywood case).
    Heywood,
    /// The search for the best fit did not come to rest.
    NoConvergence,
    /// The numbers are too large to calculate with.
    OutOfRange,
}

impl Obstacle {
    /// The stable word for it: part of a sentence's key on the page, and what reference files say.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoAnswers => "no_answers",
            Self::NoLinkedAnswers => "no_linked_answers",
            Self::AllAnswersEqual => "all_answers_equal",
            Self::ZeroVariance => "zero_variance",
            Self::FewerThanTwoWaves => "fewer_than_two_waves",
            Self::FewerThanThreeWaves => "fewer_than_three_waves",
            Self::FewerThanTwoCategories => "fewer_than_two_categories",
            Self::SingularChanges => "singular_changes",
            Self::FewerThanTwoItems => "fewer_than_two_items",
            Self::FewerThanThreeItems => "fewer_than_three_items",
            Self::TooFewAnswers => "too_few_answers",
            Self::Heywood => "heywood_case",
            Self::NoConvergence => "no_convergence",
            Self::OutOfRange => "out_of_range",
        }
    }
}

/// The status of a part that is there or has an obstacle.
pub fn status<T>(part: &Result<T, Obstacle>) -> Status {
    if part.is_ok() { Status::Computed } else { Status::NotComputed }
}

/// The number, unless it is none.
pub(super) fn finite(value: f64) -> Result<f64, Obstacle> {
    if value.is_finite() { Ok(value) } else { Err(Obstacle::OutOfRange) }
}
