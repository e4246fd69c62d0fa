//! Do two people code alike? Coefficients of agreement: pure, exact where counts allow it, and *undefined* is a value.
//!
//! [`summary()`] is what a page shows for one code over units ([`Ratings`]); [`unitizing`] is for free spans of a text.
//! A new coefficient is a file here with its formula's source, a [`Measure`], and cases in `tests/agreement.rs`.
//! Expected disagreement is summed from whole counts, never taken as a difference of large numbers: nought is nought.

mod bootstrap;
mod cohen;
mod continuum;
mod fleiss;
mod gwet;
mod icc;
mod krippendorff;
mod measure;
mod percent;
mod ratings;
mod summary;
mod unitizing;

pub use bootstrap::{Draws, Limits, Method};
pub use cohen::{Cohen, Weights, cohen};
pub use continuum::{Continuum, Passage, Refusal, Span};
pub use fleiss::{Fleiss, fleiss};
pub use gwet::gwet;
pub use icc::{Icc, Share, Squares, icc};
pub use krippendorff::{Level, krippendorff};
pub use measure::{Base, Measure, Undefined, Value};
pub use percent::percent;
pub use ratings::{Malformed, Ratings, Unit};
pub use summary::{Caution, Pair, Standing, Summary, standing, summary};
pub use unitizing::{OfCode, Unitizing, unitizing};

/// One coefficient with all that it is printed with.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Which coefficient; its definition is looked up by [`Measure::code`].
    pub measure: Measure,
    /// The coefficient, or why there is none.
    pub value: Value,
    /// What it rests on: n and prevalence.
    pub base: Base,
    /// Its 95 % interval, or why there is none.
    pub limits: Result<Limits, Undefined>,
}

impl Agreement {
    /// A coefficient without an interval.
    fn bare(measure: Measure, value: Value, base: Base) -> Self {
        let limits = match value {
            Value::Number(_) => Err(Undefined::NotAsked),
            Value::Undefined(reason) => Err(reason),
        };
        Self { measure, value, base, limits }
    }
}
