//! One question by another, or by site, with weights: weighted counts and the test of Rao and Scott.

use super::Weights;
use crate::statistics::rao_scott;
use crate::statistics::weights::{Design, kish};
use crate::waves::{Crosstab, Item, Series, each_cell};

/// Counts a table of a wave anew with weights, one set for each of its collections, and says how many people of the same
/// weight its people are worth. Nothing where nobody has a weight.
pub fn crossed(
    series: &Series,
    moment: usize,
    (item, by): (&Item, Option<&Item>),
    plain: &Crosstab,
    weights: &[Option<Weights>],
) -> Option<(rao_scott::Crosstab, f64)> {
    let (mut rows, mut columns, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    let mut all = true;
    each_cell(series, moment, (item, by), &plain.columns, |cell| {
        let own = weights.get(cell.collection).and_then(Option::as_ref);
        all &= own.is_some();
        rows.push(cell.place.0);
        columns.push(cell.place.1);
        weight.push(own.and_then(|own| own.values.get(cell.row).copied().flatten()));
    });
    if !all {
        return None;
    }
    let there = rows.iter().zip(&columns).zip(&weight);
    let used: Vec<Option<f64>> = there.map(|((row, column), weight)| row.and(*column).and(*weight)).collect();
    let effective = kish(&used)?.effective;
    Some((rao_scott::crosstab(&rows, &columns, Design { weights: &weight, ..Design::default() }), effective))
}
