//! Waves: what people said each time and whether it changed. A [`Series`] is one instrument over the waves of a study,
//! an [`Item`] one thing that was asked, [`seen`] what one wave said to it; a [`Comparison`] holds two waves against each
//! other and gives each item its [`Verdict`]; a [`Course`] looks at three waves and more. [`Breaks`] says which versions
//! of an instrument asked the same: nothing else is compared.
//!
//! Reads tables, uses `statistics`; knows nothing of pages and of files. A new kind of item gets a [`Measure`] and its
//! arms in [`seen`] and [`change`].

mod asked;
mod breaks;
pub mod change;
mod comparison;
mod course;
mod crosstab;
mod item;
pub mod linked;
mod linked_all;
pub mod mirror;
pub mod organisations;
pub mod seen;
mod series;
pub mod shares;
mod sites;
mod verdict;
pub mod wording;

pub use breaks::{Breaks, Confirmed};
pub use change::{Change, Effect};
pub use comparison::{Comparison, Line, compare, compare_shares};
pub use course::{Course, Point, Segment, Steps, Trend, course, headline};
pub use crosstab::{Cell, Crosstab, Named, crosstab, each_cell, named};
pub use item::{Item, Level, Measure, items};
pub use linked_all::{AllEffect, AllLine, LinkedAll, NoTest, linked_all};
pub use seen::{Seen, What};
pub use series::{Answered, Moment, Series};
pub use sites::{SiteSeen, by_site};
pub use verdict::{FEWEST_COMPARED, MARGIN_OF_SHARES, Rules, Size, Verdict, Way, equivalent};
