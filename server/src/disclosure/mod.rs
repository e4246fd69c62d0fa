//! Disclosure control: which counts may leave the house, decided before any statistic is shown. Pure.
//!
//! [`Figures`] are counts and the sums between them: a table, linked tables with shared margins, or tables together with
//! all that was released before. [`Figures::attack`] is what a reader can work out, [`Figures::audit`] whether that is
//! too much, [`suppress()`] hides what it takes, [`merge()`] is for tables that nothing makes safe, and [`difference`]
//! is for groups that lie within each other.

pub mod difference;

mod attack;
mod figures;
mod merge;
mod suppress;
mod table;
mod threshold;

pub use attack::{Bounds, Unsolved};
pub use figures::{Audit, Figures, Finding, Standing, Sum};
pub use merge::{Merger, Side, merge};
pub use suppress::{NotSafe, Suppressed, suppress};
pub use table::{Malformed, Table};
pub use threshold::Threshold;
