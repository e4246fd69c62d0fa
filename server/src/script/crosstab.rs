//! One item by another, or by site, in one wave, without and with weights.

use std::fmt::Write as _;

use super::expression::{Source, asked, codes};
use super::text::{quoted, words};
use super::waves::drawn;
use super::weighting::{margins, weights};
use super::{Data, whole};
use crate::statistics::rao_scott;
use crate::waves::{Crosstab, Item, Rules, Series};
use crate::weighting::{Margin, Weights};

/// The table with weights.
#[derive(Clone, Copy, Debug)]
pub struct Weighted<'a> {
    /// What is known of each collection of the wave.
    pub margins: &'a [Vec<Margin>],
    /// The weights of each.
    pub weights: &'a [Option<Weights>],
    /// Weighted counts and their test.
    pub table: &'a rao_scott::Crosstab,
}

/// Counts, shares by column, the test with its cells, the columns that differ, the order; then the same with weights.
pub fn crosstab(
    series: &Series,
    data: &Data,
    moment: usize,
    (item, by): (&Item, Option<&Item>),
    (table, weighted): (&Crosstab, Option<Weighted>),
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
    writeln!(code, "# Counts below {smallest} are marked on the page, and tested with all others.").ok()?;
    code += "# Shares by column.\nt(t(counts) / bases)\n";
    writeln!(code, "association(counts{})", drawn(table.tested.as_ref().ok())).ok()?;
    if table.tested.is_ok() {
        code += "# How far each cell is from what is expected: marked beyond 2, where p of the whole\n# table is below .05 and five people or more are expected.\nfull <- counts[rowSums(counts) > 0, colSums(counts) > 0]\n";
        code += "suppressWarnings(chisq.test(full, correct = FALSE))$stdres\n";
        code += "columns_that_differ(counts, bases)\n";
    }
    if table.order.is_some() {
        code += "kendall(counts)\n";
    }
    code += &weighted.and_then(|weighted| with(data, weighted)).unwrap_or_default();
    Some(whole(&data.source("all waves"), &code))
}

/// Weighted shares by column and their test, of those whom the table without weights counts too.
fn with(data: &Data, weighted: Weighted) -> Option<String> {
    let Weighted { margins: [known], weights: [Some(own)], table } = weighted else {
        return Some(
            "# Several collections have their own weights: the data do not tell which rows are whose.\n".to_owned(),
        );
    };
    let mut code = margins(data, &known.iter().collect::<Vec<_>>())?;
    code += &weights(own);
    code += "# Shares by column with weights.\n";
    code += "rows[!rows %in% rownames(counts)[rowSums(counts) > 0]] <- NA\n";
    code += "columns[!columns %in% colnames(counts)[colSums(counts) > 0]] <- NA\n";
    code += "weighted <- tapply(weights, list(rows, columns), sum, na.rm = TRUE); weighted[is.na(weighted)] <- 0\n";
    code += "t(t(weighted) / colSums(weighted))\nkish_of(weights[!is.na(rows) & !is.na(columns)])\n";
    code += if table.test.is_ok() { "rao_scott(rows, columns, weights)\n" } else { "" };
    Some(code)
}
