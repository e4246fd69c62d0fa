//! One question by another, or by site, with weights: weighted counts and the test of Rao and Scott.

use super::Weights;
use crate::statistics::rao_scott;
use crate::statistics::weights::{Design, kish};
use crate::waves::{Crosstab, Item, Series, crossed_places};

/// Counts a table of a wave anew with weights, one set for each of its collections, and says how many people of the same
/// weight its people are worth. What the table hides stays out; nothing where that leaves nobody.
pub fn crossed(
    series: &Series,
    moment: usize,
    (item, by): (&Item, Option<&Item>),
    plain: &Crosstab,
    weights: &[Option<Weights>],
) -> Option<(rao_scott::Crosstab, f64)> {
    let (mut rows, mut columns, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for cell in crossed_places(series, moment, item, by, &plain.columns) {
        let own = weights.get(cell.collection).and_then(Option::as_ref)?;
        let seen =
            |hidden: &[bool], place: Option<usize>| place.filter(|place| !hidden.get(*place).copied().unwrap_or(true));
        rows.push(seen(&plain.hidden_rows, cell.place.0));
        columns.push(seen(&plain.hidden, cell.place.1));
        weight.push(own.values.get(cell.row).copied().flatten());
    }
    let there = rows.iter().zip(&columns).zip(&weight);
    let used: Vec<Option<f64>> = there.map(|((row, column), weight)| row.and(*column).and(*weight)).collect();
    let effective = kish(&used)?.effective;
    Some((rao_scott::crosstab(&rows, &columns, Design { weights: &weight, ..Design::default() }), effective))
}
