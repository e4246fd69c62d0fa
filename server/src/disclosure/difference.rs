//! Groups that lie within each other: what one base less another gives away.

use std::collections::BTreeSet;

use super::threshold::Threshold;

/// The people behind a published base, of one release or another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How the ledger calls it.
    pub name: String,
    /// Who they are; any numbers, as long as they are the same in every group.
    pub people: BTreeSet<u64>,
}

/// Two groups whose difference is too few people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The group within the other.
    pub inner: String,
    /// The group around it.
    pub outer: String,
    /// How many people lie between them.
    pub difference: u64,
}

/// Whether a base and one within it may both be shown: they differ by nobody or by enough people.
pub fn publishable(outer: u64, inner: u64, threshold: Threshold) -> bool {
    !threshold.hides(outer.abs_diff(inner))
}

/// Every pair of a new group and an earlier or another new one of which one lies within the other by too few.
pub fn conflicts(new: &[Group], earlier: &[Group], threshold: Threshold) -> Vec<Conflict> {
    let pairs = new.iter().enumerate().flat_map(|(place, group)| {
        let others = new[place + 1..].iter().chain(earlier);
        others.map(move |other| if group.people.len() < other.people.len() { (group, other) } else { (other, group) })
    });
    let difference = |inner: &Group, outer: &Group| (outer.people.len() - inner.people.len()) as u64;
    pairs
        .filter(|(inner, outer)| threshold.hides(difference(inner, outer)) && inner.people.is_subset(&outer.people))
        .map(|(inner, outer)| Conflict {
            inner: inner.name.clone(),
            outer: outer.name.clone(),
            difference: difference(inner, outer),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator releases a group, and later the same group without a few.

    use super::*;

    fn group(name: &str, people: std::ops::Range<u64>) -> Group {
        Group { name: name.into(), people: people.collect() }
    }

    #[test]
    fn a_group_less_a_few_is_not_released_beside_it() {
        let threshold = Threshold::new(5);
        let earlier = [group("all", 0..40), group("far", 100..140)];
        let found = conflicts(&[group("most", 0..37), group("half", 0..20)], &earlier, threshold);
        assert_eq!(found, [Conflict { inner: "most".into(), outer: "all".into(), difference: 3 }]);
        assert!(conflicts(&[group("same", 0..40)], &earlier, threshold).is_empty());
        assert!(conflicts(&[group("other", 5..42)], &earlier, threshold).is_empty());
    }
}
