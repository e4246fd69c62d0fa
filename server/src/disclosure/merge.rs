//! For tables that no hiding makes safe: which two categories to lay together.

use serde::{Deserialize, Serialize};

use super::suppress::suppress;
use super::table::Table;
use super::threshold::Threshold;

/// Rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Rows.
    Rows,
    /// Columns.
    Columns,
}

/// Two categories that are proposed to become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merger {
    /// Of rows or of columns.
    pub side: Side,
    /// The two categories, the first before the second.
    pub pair: (usize, usize),
    /// The counts then.
    pub counts: Vec<Vec<u64>>,
    /// How many counts are still to be hidden then.
    pub hidden: usize,
}

/// Proposes the merger after which the fewest counts are hidden, among those that can be made safe; the smaller group on
/// a tie. `ordered` says whether rows, and whether columns, have an order: then only neighbours are merged.
pub fn merge(counts: &[Vec<u64>], ordered: (bool, bool), threshold: Threshold) -> Option<Merger> {
    let rows = pairs(counts.len(), ordered.0).map(|pair| (Side::Rows, pair));
    let columns = pairs(counts.first().map_or(0, Vec::len), ordered.1).map(|pair| (Side::Columns, pair));
    let tried = rows.chain(columns).filter_map(|(side, pair)| {
        let counts = merged(counts, side, pair);
        let found = suppress(&Table::new(&counts).ok()?.figures, threshold).ok()?;
        let people: u64 = match side {
            Side::Rows => counts[pair.0].iter().sum(),
            Side::Columns => counts.iter().map(|row| row[pair.0]).sum(),
        };
        let hidden = found.small.len() + found.others.len();
        Some((people, Merger { side, pair, counts, hidden }))
    });
    tried.min_by_key(|(people, merger)| (merger.hidden, *people)).map(|(_, merger)| merger)
}

/// Pairs of categories of which at least one other is left beside the merged one.
pub(super) fn pairs(count: usize, ordered: bool) -> impl Iterator<Item = (usize, usize)> {
    let last = move |first: usize| if ordered { count.min(first + 2) } else { count };
    let count = if count > 2 { count } else { 0 };
    (0..count).flat_map(move |first| (first + 1..last(first)).map(move |second| (first, second)))
}

pub(super) fn merged(counts: &[Vec<u64>], side: Side, (first, second): (usize, usize)) -> Vec<Vec<u64>> {
    let mut counts = counts.to_vec();
    match side {
        Side::Rows => {
            let gone = counts.remove(second);
            counts[first].iter_mut().zip(gone).for_each(|(count, more)| *count += more);
        }
        Side::Columns => {
            for row in &mut counts {
                let gone = row.remove(second);
                row[first] += gone;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    //! A coordinator asks what to do with a table that cannot be shown.

    use super::*;

    #[test]
    fn neighbours_are_merged_where_categories_have_an_order() {
        let counts = [vec![20, 2, 2, 30], vec![25, 3, 4, 22]];
        let found = merge(&counts, (false, true), Threshold::new(5)).unwrap();
        assert_eq!((found.side, found.pair.1 - found.pair.0), (Side::Columns, 1));
        assert!(found.hidden <= 4);
    }

    #[test]
    fn two_categories_are_not_merged_into_none() {
        assert_eq!(merge(&[vec![2, 9], vec![9, 9]], (false, false), Threshold::new(5)), None);
    }
}
