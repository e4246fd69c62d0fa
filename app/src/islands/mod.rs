//! The few parts of staff pages that run in the browser, each with a plain form to fall back on.

mod wording;

pub use wording::Wording;
