//! One item by another, or by site, in one wave.

use std::fmt::Write as _;

use super::expression::{Source, asked, codes};
use super::text::{quoted, words};
use super::waves::drawn;
use super::{Data, whole};
use crate::waves::{Crosstab, Item, Rules, Series};

/// Counts, shares by column, the test with its cells, the columns that differ, the order.
pub fn crosstab(
    series: &Series,
    data: &Data,
    moment: usize,
    (item, by): (&Item, Option<&Item>),
    table: &Crosstab,
    rules: Rules,
) -> Option<String> {
    let source = Source { series, data };
    let mut code =
        format!("answers <- answers[which(answers$tm_wave == {}), ]\n", quoted(&series.moments[moment].name));
    writeln!(code, "{}rows <- factor({}, {})", asked(item), source.codes(item)?, codes(&item.measure)).ok()?;
    match by {
        Some(by) => {
            writeln!(code, "{}columns <- factor({}, {})", asked(by), source.codes(by)?, codes(&by.measure)).ok()?;
        }
        None => {
            let sites: Option<Vec<&str>> = table.columns.iter().map(|site| data.site(&site.code)).collect();
            writeln!(code, "columns <- factor(answers$tm_site, {})", words(sites?)).ok()?;
        }
    }
    let smallest = rules.smallest;
    code += "counts <- unclass(table(rows, columns)); bases <- colSums(counts)\ncounts\nbases\n";
    writeln!(code, "# Groups of fewer than {smallest} people are hidden and not tested.").ok()?;
    writeln!(code, "counts[rowSums(counts) < {smallest}, ] <- 0; counts[, bases < {smallest}] <- 0").ok()?;
    code += "# Shares by column.\nt(t(counts) / bases)\n";
    writeln!(code, "association(counts{})", drawn(table.tested.as_ref().ok())).ok()?;
    if table.tested.is_ok() {
        code += "# How far each cell is from what is expected: marked beyond 2.\nfull <- counts[rowSums(counts) > 0, colSums(counts) > 0]\n";
        code += "suppressWarnings(chisq.test(full, correct = FALSE))$stdres\n";
        code += "columns_that_differ(counts, bases)\n";
    }
    if table.order.is_some() {
        code += "kendall(counts)\n";
    }
    Some(whole(&data.source("all waves"), &code))
}
