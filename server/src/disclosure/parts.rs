//! Figures fall apart into parts that have nothing to do with each other: each is hidden and attacked alone.

use std::collections::BTreeMap;

use super::figures::{Figures, Standing};

/// Counts that hang together by sums, known counts apart: those are numbers like any other.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The counts and the known ones in their sums.
    pub figures: Figures,
    /// Where each of them lies in the whole.
    pub places: Vec<usize>,
}

impl Figures {
    /// The parts of the figures, in the order of their first count.
    pub(super) fn parts(&self) -> Vec<Part> {
        let loose = |place: usize| self.standing(place) != Standing::Known;
        let mut parts: Vec<Part> = Vec::new();
        let groups = self.groups(loose);
        let mut sums: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, sum) in self.sums().iter().enumerate() {
            let member = sum.parts.iter().copied().chain([sum.total]).find(|place| loose(*place));
            sums.entry(member.map_or(usize::MAX, |place| groups[place])).or_default().push(number);
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        (0..groups.len()).filter(|place| loose(*place)).for_each(|place| {
            members.entry(groups[place]).or_default().push(place);
        });
        for (group, places) in members {
            parts.push(self.part(places, sums.get(&group).map_or(&[], Vec::as_slice)));
        }
        parts
    }

    fn part(&self, mut places: Vec<usize>, sums: &[usize]) -> Part {
        let known = sums.iter().flat_map(|number| {
            let sum = &self.sums()[*number];
            sum.parts.iter().copied().chain([sum.total]).filter(|place| self.standing(*place) == Standing::Known)
        });
        let known: Vec<usize> = known.collect();
        places.extend(known);
        places.sort_unstable();
        places.dedup();
        let mut figures = Figures::default();
        for place in &places {
            figures.count(self.counts()[*place], self.standing(*place));
        }
        let local = |place: &usize| places.binary_search(place).unwrap_or_default();
        for number in sums {
            let sum = &self.sums()[*number];
            figures.sum(sum.parts.iter().map(local).collect(), local(&sum.total));
        }
        Part { figures, places }
    }

    /// For each count the first of those it hangs together with, by sums between counts that are `bound`.
    pub(super) fn groups(&self, bound: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut parents: Vec<usize> = (0..self.counts().len()).collect();
        for sum in self.sums() {
            let mut members = sum.parts.iter().copied().chain([sum.total]).filter(|place| bound(*place));
            let Some(first) = members.next() else { continue };
            for other in members {
                let (one, two) = (root(&mut parents, first), root(&mut parents, other));
                parents[one.max(two)] = one.min(two);
            }
        }
        (0..parents.len()).map(|place| root(&mut parents, place)).collect()
    }
}

fn root(parents: &mut [usize], mut place: usize) -> usize {
    while parents[place] != place {
        parents[place] = parents[parents[place]];
        place = parents[place];
    }
    place
}

#[cfg(test)]
mod tests {
    //! Two tables share a total that has been released.

    use super::*;

    #[test]
    fn tables_that_share_only_what_is_known_are_parts_of_their_own() {
        let mut figures = Figures::default();
        let total = figures.count(20, Standing::Known);
        for halves in [[12, 8], [15, 5]] {
            let parts = halves.map(|half| figures.count(half, Standing::Open));
            figures.sum(parts.to_vec(), total);
        }
        let parts = figures.parts();
        assert_eq!(parts.iter().map(|part| part.places.clone()).collect::<Vec<_>>(), [vec![0, 1, 2], vec![0, 3, 4]]);
        assert!(parts.iter().all(|part| part.figures.sums().len() == 1));
    }
}
