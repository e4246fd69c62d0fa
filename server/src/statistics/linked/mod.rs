//! The same people in two waves: who is in both, and how their answers changed (always later minus earlier).
//!
//! Tests rest on people who answered both times; those lost are counted, never taken as zeros. Three waves and more are
//! in `linked_many`.

mod binary;
mod nominal;
mod numeric;
mod ordinal;
mod standardised;

use std::collections::BTreeMap;

pub use binary::{LinkedBinary, McNemar, Turnover, bonett_price, linked_binary};
pub use nominal::{LinkedNominal, linked_nominal};
pub use numeric::{LinkedNumeric, PairedTest, linked_numeric};
pub use ordinal::{Change, LinkedOrdinal, SignedRank, ZerosDropped, linked_ordinal};

/// Who was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linkage {
    /// People in the earlier wave.
    pub earlier: usize,
    /// People in the later wave.
    pub later: usize,
    /// People in both.
    pub linked: usize,
    /// People in the earlier wave only: lost.
    pub only_earlier: usize,
    /// People in the later wave only: new.
    pub only_later: usize,
}

/// Two answers of each linked person, the earlier first, in the order of their link.
pub type Pairs<V> = Vec<(V, V)>;

/// Links people by `link` and counts them. A link that stands twice in a wave is one person, with their first answer.
pub fn link<L: Ord, V: Copy>(earlier: &[(L, V)], later: &[(L, V)]) -> (Linkage, Pairs<V>) {
    let (before, after) = (by_link(earlier), by_link(later));
    let pairs: Pairs<V> = before.iter().filter_map(|(link, one)| Some((*one, *after.get(link)?))).collect();
    let linkage = Linkage {
        earlier: before.len(),
        later: after.len(),
        linked: pairs.len(),
        only_earlier: before.len() - pairs.len(),
        only_later: after.len() - pairs.len(),
    };
    (linkage, pairs)
}

fn by_link<L: Ord, V: Copy>(people: &[(L, V)]) -> BTreeMap<&L, V> {
    let mut found = BTreeMap::new();
    for (link, value) in people {
        found.entry(link).or_insert(*value);
    }
    found
}

/// Pairs in which both are finite numbers.
fn complete(pairs: &[(Option<f64>, Option<f64>)]) -> Pairs<f64> {
    let both = pairs.iter().filter_map(|(earlier, later)| (*earlier).zip(*later));
    both.filter(|(earlier, later)| earlier.is_finite() && later.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator links two quarters.

    use super::*;

    #[test]
    fn the_lost_and_the_new_are_counted_apart() {
        let (linkage, pairs) = link(&[("a", 1), ("b", 2), ("b", 9)], &[("b", 3), ("c", 4), ("d", 5)]);
        assert_eq!(linkage, Linkage { earlier: 2, later: 3, linked: 1, only_earlier: 1, only_later: 2 });
        assert_eq!(pairs, [(2, 3)]);
    }
}
