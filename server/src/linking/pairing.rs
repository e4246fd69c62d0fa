//! Two waves matched: a link only where it is unique and each is the other's best. Codes are looked up by what is left
//! when one element is taken out, so that the time grows with the people and not with the pairs.

use std::collections::HashMap;

use super::chance::Frequencies;
use super::{Code, LEAST_ELEMENTS, Likeness, Mark};

/// Somebody who is in both waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The row in the earlier wave.
    pub earlier: usize,
    /// The row in the later wave.
    pub later: usize,
    /// How far the codes agree.
    pub likeness: Likeness,
}

/// Who was joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    /// Links in the order of the earlier wave's rows.
    pub links: Vec<Link>,
    /// Counts for the page.
    pub report: Report,
}

/// Counts of people. In each wave the linked, the ambiguous and the unlinked add up to all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// People in the earlier wave.
    pub earlier: usize,
    /// People in the later wave.
    pub later: usize,
    /// Of these, people without any code: in the earlier and in the later wave. They are among the unlinked.
    pub without_code: [usize; 2],
    /// Linked, every element agreeing.
    pub exact: usize,
    /// Linked, all elements but one agreeing.
    pub one_off: usize,
    /// Not linked, because several fit equally well: in the earlier and in the later wave.
    pub ambiguous: [usize; 2],
    /// Not linked in the earlier wave: gone, or their code is too different now.
    pub unlinked_earlier: usize,
    /// Not linked in the later wave: new, or their code is too different now.
    pub unlinked_later: usize,
    /// How many of the exact links are expected to join two different people.
    pub false_exact: f64,
    /// How many of the others are expected to.
    pub false_one_off: f64,
}

impl Report {
    /// Everybody who was linked.
    pub fn linked(&self) -> usize {
        self.exact + self.one_off
    }

    /// The expected share of links that join two different people; `None` without links.
    pub fn false_share(&self) -> Option<f64> {
        let linked = self.linked();
        (linked > 0).then(|| (self.false_exact + self.false_one_off) / linked as f64)
    }
}

/// Matches an earlier and a later wave; a row without a code is `None`.
pub fn pair(earlier: &[Option<&Code>], later: &[Option<&Code>]) -> Pairing {
    let ways = [standings(earlier, &Shapes::of(later)), standings(later, &Shapes::of(earlier))];
    let links: Vec<Link> = (0..earlier.len()).filter_map(|row| link(row, &ways)).collect();
    let places = [places(&ways[0], &ways[1]), places(&ways[1], &ways[0])];
    let count = |likeness| links.iter().filter(|link| link.likeness == likeness).count();
    let counted = |wave: usize, place: Place| places[wave].iter().filter(|found| **found == place).count();
    let (false_exact, false_one_off) = Frequencies::of(earlier, later, &links).expect_false(&places);
    let report = Report {
        earlier: earlier.len(),
        later: later.len(),
        without_code: [earlier, later].map(|wave| wave.iter().filter(|code| code.is_none()).count()),
        exact: count(Likeness::Exact),
        one_off: count(Likeness::OneOff),
        ambiguous: [0, 1].map(|wave| ALIKE.iter().map(|likeness| counted(wave, Place::Ambiguous(*likeness))).sum()),
        unlinked_earlier: counted(0, Place::Unlinked),
        unlinked_later: counted(1, Place::Unlinked),
        false_exact,
        false_one_off,
    };
    Pairing { links, report }
}

const ALIKE: [Likeness; 2] = [Likeness::Exact, Likeness::OneOff];

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Linked(Likeness),
    Ambiguous(Likeness),
    Unlinked,
}

/// Everybody in the other wave who is as like as anybody is.
#[derive(Clone, Copy, Debug)]
struct Best {
    likeness: Likeness,
    found: Tally,
}

/// How many rows, and the sum of their numbers: the number itself where there is one.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: usize,
    sum: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
    }
}

/// A code, whole or with one element taken out. Marks are keyed for their place, so that their exclusive or stands for
/// all of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    elements: usize,
    hole: Option<usize>,
    marks: Mark,
}

impl Shape {
    /// The whole code, where nothing in it is unknown.
    fn whole(code: &Code) -> Option<Self> {
        let marks: Option<Vec<Mark>> = code.marks().iter().copied().collect();
        let marks = marks?.into_iter().fold(0, |all, mark| all ^ mark);
        Some(Self { elements: code.marks().len(), hole: None, marks })
    }

    /// The code without each of its elements in turn. What is unknown must be the one that is taken out; with two
    /// unknown there is nothing left to compare.
    fn with_holes(code: &Code) -> Vec<Self> {
        let marks = code.marks();
        let unknown: Vec<usize> = (0..marks.len()).filter(|place| marks[*place].is_none()).collect();
        let all = marks.iter().flatten().fold(0, |all, mark| all ^ mark);
        let holes = match unknown[..] {
            _ if marks.len() < LEAST_ELEMENTS => Vec::new(),
            [] => (0..marks.len()).collect(),
            [one] => vec![one],
            _ => Vec::new(),
        };
        let without = |hole: usize| Self {
            elements: marks.len(),
            hole: Some(hole),
            marks: all ^ marks[hole].unwrap_or_default(),
        };
        holes.into_iter().map(without).collect()
    }
}

/// The rows of a wave by the shapes of their codes.
struct Shapes(HashMap<Shape, Tally>);

impl Shapes {
    fn of(wave: &[Option<&Code>]) -> Self {
        let mut shapes: HashMap<Shape, Tally> = HashMap::new();
        for (row, code) in wave.iter().enumerate() {
            let Some(code) = code else { continue };
            for shape in Shape::whole(code).into_iter().chain(Shape::with_holes(code)) {
                *shapes.entry(shape).or_default() += Tally { count: 1, sum: row };
            }
        }
        Self(shapes)
    }

    fn best(&self, code: &Code) -> Option<Best> {
        let find = |shape: Shape| self.0.get(&shape).copied().unwrap_or_default();
        let exact = Shape::whole(code).map(find).unwrap_or_default();
        if exact.count > 0 {
            return Some(Best { likeness: Likeness::Exact, found: exact });
        }
        // Nobody is the same in all elements, so nobody is found by two holes.
        let mut found = Tally::default();
        Shape::with_holes(code).into_iter().for_each(|shape| found += find(shape));
        (found.count > 0).then_some(Best { likeness: Likeness::OneOff, found })
    }
}

fn standings(wave: &[Option<&Code>], other: &Shapes) -> Vec<Option<Best>> {
    wave.iter().map(|code| code.and_then(|code| other.best(code))).collect()
}

/// The one row that fits best, where there is one.
fn only(best: &Option<Best>) -> Option<usize> {
    best.as_ref().filter(|best| best.found.count == 1).map(|best| best.found.sum)
}

fn link(earlier: usize, ways: &[Vec<Option<Best>>; 2]) -> Option<Link> {
    let later = only(&ways[0][earlier])?;
    let likeness = ways[0][earlier].map(|best| best.likeness)?;
    (only(&ways[1][later]) == Some(earlier)).then_some(Link { earlier, later, likeness })
}

fn places(own: &[Option<Best>], other: &[Option<Best>]) -> Vec<Place> {
    own.iter().enumerate().map(|(row, best)| place(row, best.as_ref(), other)).collect()
}

/// Linked; ambiguous where several fit, or the one that fits has several; else unlinked: who fits only somebody that has
/// a better match is somebody else.
fn place(row: usize, best: Option<&Best>, other: &[Option<Best>]) -> Place {
    let Some(best) = best else { return Place::Unlinked };
    if best.found.count > 1 {
        return Place::Ambiguous(best.likeness);
    }
    match &other[best.found.sum] {
        Some(back) if back.found.count == 1 && back.found.sum == row => Place::Linked(best.likeness),
        Some(back) if back.likeness == best.likeness && back.found.count > 1 => Place::Ambiguous(best.likeness),
        _ => Place::Unlinked,
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator repeats a training; a researcher joins the answers before and after.

    use super::*;
    use crate::chance::Seeded;
    use crate::linking::Key;

    fn codes(key: &Key, typed: &[&str]) -> Vec<Option<Code>> {
        typed.iter().map(|typed| key.code(typed)).collect()
    }

    fn paired(earlier: &[&str], later: &[&str]) -> Pairing {
        let key = Key::new();
        let (earlier, later) = (codes(&key, earlier), codes(&key, later));
        pair(&refer(&earlier), &refer(&later))
    }

    fn refer(codes: &[Option<Code>]) -> Vec<Option<&Code>> {
        codes.iter().map(Option::as_ref).collect()
    }

    #[test]
    fn a_link_is_unique_and_mutual_and_everybody_is_counted_once() {
        let earlier = ["a|b|c|d|e|f", "g|h|i|j|k|l", "m|n|o|p|q|r", "m|n|o|p|q|r", "s|t|u|v|w|x", ""];
        let later = ["g|h|i|j|k|z", "m|n|o|p|q|r", "a|b|c|d|e|f", "1|2|3|4|5|6"];
        let Pairing { links, report } = paired(&earlier, &later);
        assert_eq!(
            links,
            [
                Link { earlier: 0, later: 2, likeness: Likeness::Exact },
                Link { earlier: 1, later: 0, likeness: Likeness::OneOff },
            ]
        );
        assert_eq!((report.exact, report.one_off, report.ambiguous), (1, 1, [2, 1]));
        assert_eq!((report.unlinked_earlier, report.unlinked_later, report.without_code), (2, 1, [1, 0]));
        assert_eq!(report.linked() + report.ambiguous[0] + report.unlinked_earlier, report.earlier);
        assert_eq!(report.linked() + report.ambiguous[1] + report.unlinked_later, report.later);
    }

    #[test]
    fn who_fits_only_somebody_with_a_better_match_stays_alone() {
        let Pairing { links, report } = paired(&["a|b|c|d|e|f", "a|b|c|d|e|g"], &["a|b|c|d|e|f"]);
        assert_eq!(links, [Link { earlier: 0, later: 0, likeness: Likeness::Exact }]);
        assert_eq!((report.ambiguous, report.unlinked_earlier), ([0, 0], 1));
    }

    #[test]
    fn two_that_fit_one_equally_well_are_ambiguous() {
        let Pairing { links, report } = paired(&["a|b|c|d|e|f", "a|b|c|d|e|g"], &["a|b|c|d|e|h"]);
        assert!(links.is_empty());
        assert_eq!(report.ambiguous, [2, 1]);
    }

    #[test]
    fn an_unknown_element_is_the_one_that_may_be_off() {
        let Pairing { links, .. } = paired(&["a|b||d|e|f", "||c|d|e|f"], &["a|b|x|d|e|f"]);
        assert_eq!(links, [Link { earlier: 0, later: 0, likeness: Likeness::OneOff }]);
        assert!(paired(&["a|b||d|e|f"], &["a|b|x|d|e|g"]).links.is_empty());
    }

    #[test]
    fn short_codes_are_joined_exactly_or_not_at_all() {
        assert_eq!(paired(&["a|b|c|d"], &["a|b|c|d"]).report.exact, 1);
        assert_eq!(paired(&["a|b|c|d"], &["a|b|c|e"]).report.linked(), 0);
        assert_eq!(paired(&["anchor barley bench"], &["ANCHOR BARLEY BENCH"]).report.exact, 1);
        assert_eq!(paired(&["a|b|c|d"], &["a|b|c|d|e|f"]).report.linked(), 0);
    }

    #[test]
    fn cards_that_nobody_shares_make_no_false_links() {
        let words: Vec<String> = (0..130).map(|number| format!("card {number}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let report = paired(&words[..100], &words[30..]).report;
        assert_eq!((report.exact, report.unlinked_earlier, report.unlinked_later), (70, 30, 30));
        assert!(report.false_exact == 0.0 && report.false_share() == Some(0.0), "{report:?}");
    }

    /// All pairs, one by one, by the definition.
    fn slowly(earlier: &[Option<Code>], later: &[Option<Code>]) -> Vec<Link> {
        let alike = |one: &Option<Code>, other: &Option<Code>| one.as_ref()?.likeness(other.as_ref()?);
        let best = |one: &Option<Code>, others: &[Option<Code>]| {
            let all: Vec<_> =
                others.iter().enumerate().filter_map(|(at, other)| Some((alike(one, other)?, at))).collect();
            let least = all.iter().map(|(likeness, _)| *likeness).min()?;
            let mut best = all.iter().filter(|(likeness, _)| *likeness == least);
            best.next().filter(|_| best.next().is_none()).copied()
        };
        let found = earlier.iter().enumerate().filter_map(|(row, code)| {
            let (likeness, at) = best(code, later)?;
            let (_, back) = best(&later[at], earlier)?;
            (back == row).then_some(Link { earlier: row, later: at, likeness })
        });
        found.collect()
    }

    #[test]
    fn the_index_finds_what_comparing_all_pairs_finds() {
        let (key, mut random, mut linked) = (Key::from_bytes(&[3; 32]).unwrap(), Seeded::new(8), 0);
        for _ in 0..60 {
            let mut wave = || -> Vec<Option<Code>> {
                let element = |number: u64| if number == 0 { String::new() } else { number.to_string() };
                let code = |random: &mut Seeded| (0..6).map(|_| element(random.below(4))).collect::<Vec<_>>().join("|");
                (0..40).map(|_| key.code(&code(&mut random))).collect()
            };
            let (earlier, later) = (wave(), wave());
            let links = pair(&refer(&earlier), &refer(&later)).links;
            assert_eq!(links, slowly(&earlier, &later));
            linked += links.len();
        }
        assert!(linked > 20, "control: there was something to find ({linked})");
    }
}
