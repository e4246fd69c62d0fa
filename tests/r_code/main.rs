//! A researcher takes the data for analysis, copies the R code of every page, and R gives the figures of the page: also
//! where rows answered an older wording that the page keeps apart.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../platform/mod.rs"]
mod platform;
#[path = "../tide/mod.rs"]
mod tide;

mod changes;
mod figures;
mod groups;
mod houses;
mod r;
mod same;
mod scene;
mod weights;

use server::waves::Rules;

/// What the study asks of figures of professionals.
pub const RULES: Rules = Rules { smallest: 5 };

/// The page at an address below the study's waves.
pub async fn page(shore: &scene::Shore, rest: &str) -> String {
    shore.browser().get(&shore.tide.page(rest)).await.body
}
