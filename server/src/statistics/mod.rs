//! Pure functions on columns: counts, descriptives, intervals, scale scores. No I/O, no prose, never a NaN.
//!
//! Everything returns typed results: what was estimated, its interval, its base, and the reason where something is not
//! there. Crosstabs and comparisons of waves come beside these modules; a new statistic gets a case file's name and a
//! handler in `tests/descriptives.rs`.

pub mod agreement;
pub mod describe;
pub mod interval;
pub mod scale;
pub mod tally;

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
}

impl Reason {
    /// The stable word for it: part of a sentence's key on the page, and what reference files say.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoAnswers => "no_answers",
            Self::OneAnswer => "one_answer",
            Self::ZeroVariance => "zero_variance",
            Self::OutOfRange => "out_of_range",
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
