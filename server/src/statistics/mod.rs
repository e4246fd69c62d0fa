//! Pure functions on columns: counts, descriptives, intervals, scale scores. No I/O, no prose, never a NaN.
//!
//! Everything returns typed results: what was estimated, its interval, its base, and the reason where something is not
//! there. A new statistic gets a module of its own beside these, a case file's name and a handler in the test of reference
//! figures.

pub mod agreement;
pub mod column_comparisons;
pub mod crosstab;
pub mod describe;
pub mod detectable;
pub mod equivalence;
pub mod exact;
pub mod fit;
pub mod interval;
mod linear;
pub mod linked;
pub mod linked_many;
pub mod many_waves;
mod midranks;
pub mod multiplicity;
pub mod noncentral;
pub mod obstacle;
pub mod ordinal_association;
pub mod permutation;
pub mod population;
pub mod raking;
pub mod rao_scott;
pub mod reliability;
pub mod scale;
pub mod tail;
pub mod tails;
pub mod tally;
pub mod two_waves;
pub mod weights;

/// Two limits of an interval, the lower first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

impl Interval {
    /// The part of it that a scale has: what lies beyond its ends cannot be.
    pub fn within(self, (low, high): (f64, f64)) -> Self {
        Self { low: self.low.max(low).min(high), high: self.high.max(low).min(high) }
    }
}

/// Why a figure, or its interval, is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nobody answered.
    NoAnswers,
    /// One answer has no spread.
    OneAnswer,
    /// Everybody gave the same answer.
    ZeroVariance,
    /// The values are too large to calculate with.
    OutOfRange,
    /// One of the waves has no answers.
    EmptyWave,
    /// Too few answers in one of the groups for a test.
    TooFewAnswers,
    /// Everybody in all groups gave the same answer.
    AllAnswersEqual,
    /// A table with one row or one column has nothing to compare.
    FewerThanTwoCategories,
    /// Nobody answered both times.
    NoLinkedAnswers,
}

impl Reason {
    /// The stable word for it: part of a sentence's key on the page, and what reference files say.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoAnswers => "no_answers",
            Self::OneAnswer => "one_answer",
            Self::ZeroVariance => "zero_variance",
            Self::OutOfRange => "out_of_range",
            Self::EmptyWave => "empty_wave",
            Self::TooFewAnswers => "too_few_answers",
            Self::AllAnswersEqual => "all_answers_equal",
            Self::FewerThanTwoCategories => "fewer_than_two_categories",
            Self::NoLinkedAnswers => "no_linked_answers",
        }
    }
}

/// Whether a figure could be worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Estimate and interval are there.
    Computed,
    /// The estimate is there, its interval is not.
    WithoutInterval,
    /// Nothing but the base is there.
    NotComputed,
}

/// One estimated number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The estimate, finite.
    pub estimate: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// How many answers it rests on.
    pub base: usize,
    /// Why the estimate or the interval is missing.
    pub reason: Option<Reason>,
}

impl Figure {
    /// A figure that cannot be worked out.
    pub fn none(base: usize, reason: Reason) -> Self {
        Self { estimate: None, interval: None, base, reason: Some(reason) }
    }

    /// Whether it could be worked out.
    pub fn status(&self) -> Status {
        match (self.estimate, self.interval) {
            (None, _) => Status::NotComputed,
            (Some(_), None) => Status::WithoutInterval,
            (Some(_), Some(_)) => Status::Computed,
        }
    }
}
