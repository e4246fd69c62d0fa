//! Disclosure control: which counts may leave the house, decided before any statistic is shown. Pure.
//!
//! [`Figures`] are counts and the sums between them. [`Figures::attack`] is what a reader can work out,
//! [`Figures::audit`] whether that is too much, [`suppress()`] hides what it takes, [`merge()`] is for tables that nothing
//! makes safe, and [`difference`] is for groups that lie within each other. [`plan()`] does all of it for the tables of a
//! release together, beside every release before; [`derive`] says which derived figures go with hidden counts,
//! [`dominance`] is for amounts that are not of people, and [`Scope`] is for when there are too few people for tables.

pub mod derive;
pub mod difference;
pub mod dominance;
pub mod plan;

mod attack;
mod figures;
mod merge;
mod parts;
mod protection;
mod scope;
mod suppress;
mod table;
mod threshold;

pub use attack::{Bounds, Unsolved};
pub use figures::{Audit, Figures, Finding, Standing, Sum};
pub use merge::{Merger, Side, merge};
pub use plan::plan;
pub use protection::Protection;
pub use scope::{Content, Scope};
pub use suppress::{NotSafe, Suppressed, protect, suppress};
pub use table::{Malformed, Table};
pub use threshold::Threshold;
