//! Codes in two waves. The data for analysis hold no codes, so the counts of the page are typed in.

use std::fmt::Write as _;

use super::text::quoted;
use super::whole;
use crate::waves::shares::Judged;
use crate::waves::{Effect, Measure};

/// Every code that the page shows figures of, by its name.
pub fn shares(names: &[&str], judged: &[Judged]) -> Option<String> {
    let mut code = String::from("# How many people mention each code, of how many: earlier, then later.\n");
    code += "of <- function(count, n) c(count = count, n = n)\ncodes <- list()\n";
    let mut found = 0;
    for (name, judged) in names.iter().zip(judged).filter(|(_, judged)| judged.verdict.shows_figures()) {
        let Effect::Share(_) = judged.change.effect else { continue };
        let earlier = judged.change.earlier.headline(&Measure::YesNo)?;
        let later = judged.change.later.headline(&Measure::YesNo)?;
        found += 1;
        let of = |(count, base): (u64, u64)| format!("of({count}, {base})");
        writeln!(code, "codes[[{}]] <- change_of_shares({}, {})", quoted(name), of(earlier), of(later)).ok()?;
    }
    code += "codes\np.adjust(sapply(codes, function(one) one[[\"p\"]]), \"BH\")\n";
    (found > 0).then(|| whole("", &code))
}
