//! How many links join two different people, from the codes alone.
//!
//! Two strangers agree in an element as often as its answers are common: s is the share of pairs across the waves that
//! agree in it, Σ a(v)·b(v) over its values v of all pairs, those left out that are linked, which are mostly no strangers. With elements that have nothing to do with each other they
//! agree in all with probability Π s, in all but one with Σ (1 − s) Π s of the others. Only who has no true partner can
//! be joined to a stranger: with u people free in one wave and w in the other, F = u·w·p links are false. Some of the
//! linked are such people too, so F is found from F = (u + F)(w + F)·p. Elements that go together (a town and the school
//! in it) make more false links than this says; `tests/linking.rs` holds it against a population whose truth is known.

use std::collections::{BTreeMap, HashMap};

use super::pairing::{Link, Place};
use super::{Code, LEAST_ELEMENTS, Likeness, Mark};

/// How often each answer was given, for codes of each length.
pub(super) struct Frequencies(BTreeMap<usize, Group>);

/// Codes of one length in two waves.
#[derive(Default)]
struct Group {
    /// Rows of the two waves.
    rows: [Vec<usize>; 2],
    /// For each element: how often each mark stands in the two waves.
    marks: Vec<HashMap<Mark, [usize; 2]>>,
    /// How many are linked.
    links: usize,
    /// For each element: how many of the linked agree in it.
    agreeing: Vec<usize>,
}

impl Frequencies {
    pub fn of(earlier: &[Option<&Code>], later: &[Option<&Code>], links: &[Link]) -> Self {
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for (wave, codes) in [earlier, later].into_iter().enumerate() {
            for (row, code) in codes.iter().enumerate() {
                let Some(code) = code else { continue };
                let length = code.marks().len();
                let group = groups.entry(length).or_default();
                group.rows[wave].push(row);
                group.marks.resize_with(length, HashMap::new);
                for (element, mark) in code.marks().iter().enumerate() {
                    mark.iter().for_each(|mark| group.marks[element].entry(*mark).or_default()[wave] += 1);
                }
            }
        }
        for link in links {
            let (Some(one), Some(other)) = (earlier[link.earlier], later[link.later]) else { continue };
            groups.entry(one.marks().len()).or_default().join(one, other);
        }
        Self(groups)
    }

    /// How many exact links, and how many links with one element off, are expected to be false.
    pub fn expect_false(&self, places: &[Vec<Place>; 2]) -> (f64, f64) {
        let groups = self.0.values().map(|group| group.expect_false(places));
        groups.fold((0.0, 0.0), |(exact, one_off), (more, further)| (exact + more, one_off + further))
    }
}

impl Group {
    fn join(&mut self, one: &Code, other: &Code) {
        self.links += 1;
        self.agreeing.resize(one.marks().len(), 0);
        let pairs = one.marks().iter().zip(other.marks());
        for (agreeing, (one, other)) in self.agreeing.iter_mut().zip(pairs) {
            *agreeing += usize::from(one.is_some() && one == other);
        }
    }

    fn expect_false(&self, places: &[Vec<Place>; 2]) -> (f64, f64) {
        let count = |wave: usize, of: &[Place]| {
            self.rows[wave].iter().filter(|row| of.contains(&places[wave][**row])).count() as f64
        };
        let one_off = [Place::Unlinked, Place::Linked(Likeness::OneOff), Place::Ambiguous(Likeness::OneOff)];
        let agreements = self.agreements();
        let exact = expect(
            [count(0, &one_off), count(1, &one_off)],
            agreements.iter().product(),
            count(0, &[Place::Linked(Likeness::Exact)]),
        );
        let one_off = expect(
            [count(0, &[Place::Unlinked]), count(1, &[Place::Unlinked])],
            all_but_one(&agreements),
            count(0, &[Place::Linked(Likeness::OneOff)]),
        );
        (exact, one_off)
    }

    /// For each element, how likely two strangers agree in it.
    fn agreements(&self) -> Vec<f64> {
        let strangers = self.rows[0].len() * self.rows[1].len() - self.links;
        let agreement = |(element, marks): (usize, &HashMap<Mark, [usize; 2]>)| {
            let all: usize = marks.values().map(|[earlier, later]| earlier * later).sum();
            let agreeing = all - self.agreeing.get(element).copied().unwrap_or(0);
            if strangers > 0 { agreeing as f64 / strangers as f64 } else { 0.0 }
        };
        self.marks.iter().enumerate().map(agreement).collect()
    }
}

/// How likely two strangers agree in all elements but one; never, where one element off is not enough to link.
fn all_but_one(agreements: &[f64]) -> f64 {
    if agreements.len() < LEAST_ELEMENTS {
        return 0.0;
    }
    let others = |but: usize| -> f64 {
        agreements.iter().enumerate().filter(|(place, _)| *place != but).map(|(_, agreement)| agreement).product()
    };
    agreements.iter().enumerate().map(|(place, agreement)| (1.0 - agreement) * others(place)).sum()
}

/// Solves F = (u + F)(w + F)·p, never more than were linked.
fn expect(free: [f64; 2], probability: f64, linked: f64) -> f64 {
    let mut found = 0.0_f64;
    for _ in 0..50 {
        found = ((free[0] + found) * (free[1] + found) * probability).min(linked);
    }
    found
}

#[cfg(test)]
mod tests {
    //! A researcher asks how many of the links can be trusted.

    use super::*;

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12
    }

    #[test]
    fn all_but_one_adds_the_ways_in_which_one_may_differ() {
        let halves = [0.5; 6];
        assert!(near(all_but_one(&halves), 6.0 / 64.0));
        assert!(near(all_but_one(&[0.0, 0.5, 0.5, 0.5, 0.5, 0.5]), 1.0 / 32.0));
        assert!(near(all_but_one(&[0.5; 4]), 0.0), "short codes are not linked so");
    }

    #[test]
    fn the_expected_number_is_that_of_the_free_pairs() {
        assert!(near(expect([100.0, 100.0], 0.0, 50.0), 0.0));
        let found = expect([100.0, 100.0], 1e-4, 50.0);
        assert!(near(found, (100.0 + found).powi(2) * 1e-4), "{found}");
        assert!(near(expect([100.0, 100.0], 1.0, 7.0), 7.0), "never more than were linked");
    }

    #[test]
    fn strangers_agree_as_often_as_answers_are_common() {
        let code = |mark: u128| Code::new(vec![Some(mark)]).unwrap();
        let (earlier, later) = ([code(1), code(1), code(2), code(3)], [code(1), code(2)]);
        let refer = |codes: &'static [Code]| codes.iter().map(Some).collect::<Vec<_>>();
        let (earlier, later) = (refer(Box::leak(Box::new(earlier))), refer(Box::leak(Box::new(later))));
        let agreement = |links: &[Link]| Frequencies::of(&earlier, &later, links).0[&1].agreements()[0];
        assert!(near(agreement(&[]), 3.0 / 8.0));
        let link = Link { earlier: 2, later: 1, likeness: Likeness::Exact };
        assert!(near(agreement(&[link]), 2.0 / 7.0), "the linked are no strangers");
    }
}
