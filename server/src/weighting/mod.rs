//! The sample beside its population: shares that are known from elsewhere ([`Margin`]), weights that were brought along or
//! are raked to them ([`Weights`]), and figures without and with weights ([`sections`], [`crossed`]). Weighted figures stand
//! beside the others, never in their place; bases are always people.
//!
//! Reads tables and what the store keeps, uses `statistics`; knows nothing of pages.

mod crossed;
mod figures;
mod margin;
mod weights;

pub use crossed::crossed;
pub use figures::{Both, Section, sections};
pub use margin::{Asked, Beside, Margin, SITES, asked, beside, margins, read, sites_of};
pub use weights::{Origin, Weights, origins, weights};

/// Below so many answers nothing is tested or weighted.
pub const FEWEST: usize = 10;
