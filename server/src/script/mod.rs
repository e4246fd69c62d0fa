//! "Show the R code": what gives the figures of a page when it is run on the data for analysis, in base R alone, so that
//! nothing has to be trusted but R itself. A [`Data`] knows the columns of that file; each kind of page has a module that
//! writes a line for each of its figures; the functions that those lines call are the files in `parts`, put before them.
//! A new function is a file there, named as it is, and its place in [`PARTS`].

mod course;
mod crosstab;
mod data;
mod expression;
mod figures;
mod linked;
mod linked_all;
mod mirror;
mod shares;
mod text;
mod waves;
mod weighting;

pub use course::course;
pub use crosstab::{Weighted, crosstab};
pub use data::Data;
pub use figures::{Figures, figures};
pub use linked::{Followed, linked};
pub use linked_all::linked_all;
pub use mirror::mirrors;
pub use shares::shares;
pub use waves::{compared, item};
pub use weighting::{Weighed, population};

macro_rules! parts {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("parts/", $name, ".R")))),*] };
}

/// Functions of R, each after those that it calls.
const PARTS: &[(&str, &str)] = &parts![
    "read_answers",
    "either",
    "except",
    "of_wave",
    "person_means",
    "wilson",
    "share_of",
    "mean_of",
    "newcombe",
    "p_of_shares",
    "compare_shares",
    "p_of_ranks",
    "compare_order",
    "compare_means",
    "association",
    "compare_mix",
    "compare_each",
    "kendall",
    "any_order",
    "trend_of_shares",
    "trend_of_each",
    "slope",
    "any_mean",
    "p_smaller",
    "columns_that_differ",
    "dz_of",
    "moved",
    "bonett_price",
    "answers_of",
    "clear_of",
    "friedman_of",
    "cochran_of",
    "all_of_share",
    "all_of_shares",
    "all_of_mean",
    "icc_of",
    "turnout_of",
    "amounts_of",
    "linked_shares",
    "linked_order",
    "linked_means",
    "linked_mix",
    "reasons_of",
    "shares_of",
    "ticks_of",
    "places_of",
    "five_of",
    "round_half_up",
    "scale_of",
    "alpha_of",
    "items_of",
    "omega_of",
    "omega_drawn",
    "change_of_shares",
    "kish_of",
    "sums_of",
    "goal_of",
    "rake",
    "beside",
    "fit_of",
    "weighted_of",
    "both_shares",
    "both_means",
    "rao_scott",
    "change_of_gaps"
];

/// What draws.
const DRAWING: [&str; 2] = ["drawn = TRUE", "omega_drawn("];
/// Said, and done, before the lines that draw.
const SEED: &str = "# A p of a table with `drawn = TRUE` and the range of omega are drawn, here and on the page: they move from one\n\
    # seed to another within their standard errors.\nset.seed(1)\n";

/// The lines of a page after the file that they read and the functions that they call.
fn whole(first: &str, lines: &str) -> String {
    let calls = |text: &str, name: &str| text.contains(&format!("{name}("));
    let mut needed: Vec<&str> = Vec::new();
    for (name, text) in PARTS.iter().rev() {
        if calls(lines, name) || needed.iter().any(|other| calls(other, name)) {
            needed.push(text);
        }
    }
    let functions: Vec<&str> = needed.into_iter().rev().collect();
    let seed = if DRAWING.iter().any(|call| lines.contains(call)) { SEED } else { "" };
    format!("{first}\n{}\n{seed}{lines}", functions.join(""))
}

#[cfg(test)]
mod tests {
    //! A researcher copies code from a page.

    use super::*;

    #[test]
    fn only_functions_that_are_called_come_along_each_after_those_that_it_calls() {
        let code = whole("source(\"a-load.R\")", "compare_shares(a, b)\n");
        let place = |name: &str| code.find(&format!("\n{name} <- function"));
        assert!(place("wilson") < place("newcombe") && place("newcombe") < place("compare_shares"), "{code}");
        assert!(place("wilson").is_some() && place("kendall").is_none() && place("share_of").is_none(), "{code}");
    }

    #[test]
    fn every_part_says_what_it_gives_and_makes_what_it_is_called() {
        for (name, text) in PARTS {
            assert!(text.starts_with("# ") && text.contains(&format!("\n{name} <- function")), "{name}: {text}");
        }
    }
}
