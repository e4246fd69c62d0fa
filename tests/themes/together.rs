//! What stands together: collocations, codes with codes, codes by wave, saturation, the drawing.

use std::collections::{BTreeMap, HashSet};

use server::themes::Coding;
use server::themes::attribute::{self, Shape};
use server::themes::collocation::{self, collocations, log_dice};
use server::themes::cooccurrence::{Bases, Matrix, Meeting, cooccurrence};
use server::themes::network::{Frame, Network, network};
use server::themes::saturation::{Threshold, curve, later, mean_curve, reached};
use server::themes::words::Reading;

use crate::housing::Housing;
use crate::reference::{Reference, small};

#[test]
fn collocations_by_hand() {
    // "waiting list" meets three times in three people's words, "list" twice more beside "long".
    let corpus =
        small(&[(0, "waiting list"), (1, "waiting list long"), (2, "the list waiting"), (3, "long list"), (3, "rent")]);
    let rule = collocation::Rule { window: 1, least_times: 2, least_people: 2 };
    let found = collocations(&corpus, rule);
    let shown = |pair: &collocation::Collocation| {
        (corpus.label(pair.first), corpus.label(pair.second), pair.times, pair.people)
    };
    let first = found.iter().find(|pair| corpus.label(pair.first) == "waiting").expect("the pair is found");
    assert_eq!(shown(first), ("waiting", "list", 3, 3));
    // Meetings: waiting–list 3, list–long 2, the–list 1; 12 ends, of which waiting 3, list 6, long 2.
    assert!((first.log_dice - log_dice(3.0, 3.0, 6.0)).abs() < 1e-12);
    assert!((first.log_dice - (14.0 + (6.0_f64 / 9.0).log2())).abs() < 1e-12);
    assert!((first.npmi - (3.0 * 12.0 / 18.0_f64).log2() / (12.0 / 3.0_f64).log2()).abs() < 1e-12);
    assert_eq!(found.len(), 2);
    assert!(collocations(&corpus, collocation::Rule { least_people: 4, ..rule }).is_empty());
}

#[test]
fn collocations_equal_those_of_a_slow_count_for_every_window() {
    let housing = Housing::read();
    let corpus = housing.corpus(Reading::default());
    for window in [1, 2, 5, 40] {
        let rule = collocation::Rule { window, least_times: 2, least_people: 1 };
        let mut slow: BTreeMap<(u32, u32), (u32, HashSet<u32>)> = BTreeMap::new();
        for passage in 0..corpus.len() as u32 {
            let words = corpus.words(passage);
            for (at, word) in words.iter().enumerate() {
                for other in words.iter().skip(at + 1).take(window) {
                    if *word != 0 && *other != 0 && word != other {
                        let entry = slow.entry((*word.min(other), *word.max(other))).or_default();
                        entry.0 += 1;
                        entry.1.insert(corpus.people()[passage as usize]);
                    }
                }
            }
        }
        slow.retain(|_, (times, _)| *times >= 2);
        let found = collocations(&corpus, rule);
        let key = |pair: &collocation::Collocation| (pair.first.min(pair.second), pair.first.max(pair.second));
        assert_eq!(found.len(), slow.len());
        for pair in found {
            let (times, people) = &slow[&key(&pair)];
            assert_eq!((pair.times, pair.people as usize), (*times, people.len()));
            assert!((-1.0..=1.0 + 1e-12).contains(&pair.npmi) && pair.log_dice <= 14.0);
        }
    }
}

/// Three codes on five passages of three people.
fn codings() -> (Vec<Coding>, Vec<u32>) {
    let coding = |passage, code, start, end| Coding { passage, code, start, end };
    let codings = vec![
        coding(0, 0, 0, 10),
        coding(0, 1, 5, 20),
        coding(1, 0, 0, 10),
        coding(1, 1, 10, 20),
        coding(1, 1, 30, 40),
        coding(2, 0, 0, 4),
        coding(3, 2, 0, 4),
    ];
    (codings, vec![0, 0, 1, 2, 2])
}

#[test]
fn codes_together_are_counted_by_passages_and_people() {
    let (codings, people) = codings();
    let matrix = cooccurrence(&codings, &people, 3, Meeting::Passage);
    let pair = matrix.pair(1, 0).expect("a pair");
    assert_eq!(pair.passages, Bases { first: 3, second: 2, both: 2, all: 5 });
    assert_eq!(pair.people, Bases { first: 2, second: 1, both: 1, all: 3 });
    assert!((pair.passages.jaccard().expect("there are codes") - 2.0 / 3.0).abs() < 1e-12);
    assert!(
        (pair.passages.phi().expect("they vary") - (2.0 * 5.0 - 6.0) / (3.0 * 2.0 * 2.0 * 3.0_f64).sqrt()).abs()
            < 1e-12
    );
    let touching = cooccurrence(&codings, &people, 3, Meeting::Overlap);
    assert_eq!(touching.pair(0, 1).expect("a pair").passages.both, 1, "spans that only touch do not overlap");
    assert_eq!(matrix.pair(0, 2).expect("a pair").passages.both, 0);
    assert_eq!(matrix.pair(1, 1), None);
}

#[test]
fn jaccard_and_phi_equal_those_of_others() {
    let reference = Reference::read();
    let codes: Vec<Vec<u32>> = serde_json::from_value(reference.0["codes"].clone()).expect("codes");
    let codings: Vec<Coding> = (0..)
        .zip(&codes)
        .flat_map(|(passage, codes)| codes.iter().map(move |code| Coding { passage, code: *code, start: 0, end: 9 }))
        .collect();
    let matrix = cooccurrence(&codings, &reference.numbers("people"), 3, Meeting::Passage);
    for expected in reference.list("pairs") {
        let at = |key: &str| expected[key].as_f64().expect("a number");
        let bases = matrix.pair(at("first") as u32, at("second") as u32).expect("a pair").passages;
        assert!((bases.jaccard().expect("codes") - at("jaccard")).abs() < 1e-12);
        assert!((bases.phi().expect("codes") - at("phi")).abs() < 1e-12);
    }
}

#[test]
fn what_is_not_defined_is_not_a_number_but_nothing() {
    let nowhere = Bases { first: 0, second: 0, both: 0, all: 5 };
    let everywhere = Bases { first: 5, second: 2, both: 2, all: 5 };
    assert_eq!((nowhere.jaccard(), nowhere.phi(), everywhere.phi()), (None, None, None));
    assert!(Bases { first: 11, second: 2, both: 1, all: 20 }.is_lopsided());
    let strange = Coding { passage: 99, code: 99, start: 0, end: 1 };
    assert_eq!(cooccurrence(&[strange], &[0], 2, Meeting::Passage).pair(0, 1).expect("a pair").passages.first, 0);
    assert!(cooccurrence(&[], &[], 0, Meeting::Overlap).pairs().is_empty());
}

#[test]
fn codes_by_wave_count_people_once_and_mark_small_cells() {
    // Persons 0 and 1 answer in wave 0, persons 1 and 2 in wave 1; the last passage belongs to no wave.
    let people = [0, 0, 1, 1, 2, 2];
    let groups = [Some(0), Some(0), Some(0), Some(1), Some(1), None];
    let on = |passage, code| Coding { passage, code, start: 0, end: 1 };
    let codings = [on(0, 0), on(1, 0), on(2, 0), on(3, 0), on(5, 0), on(4, 1)];
    let shape = Shape { codes: 2, groups: 2, smallest: 2 };
    let table = attribute::table(&codings, &groups, &people, shape);
    let bases: Vec<_> = table.bases.iter().map(|base| (base.passages, base.people, base.small)).collect();
    assert_eq!(bases, [(3, 2, false), (2, 2, false), (5, 3, false)]);
    let row =
        |code: usize| table.rows[code].iter().map(|cell| (cell.passages, cell.people, cell.small)).collect::<Vec<_>>();
    assert_eq!(row(0), [(3, 2, false), (1, 1, true), (4, 2, false)]);
    assert_eq!(row(1), [(0, 0, false), (1, 1, true), (1, 1, true)]);
    assert_eq!(table.rows[0][0].share.estimate, Some(1.0));
    assert_eq!(table.rows[0][2].share.estimate, Some(2.0 / 3.0));
    let empty = attribute::table(&[], &[None], &[0], shape);
    assert_eq!(empty.rows[1][0].share.estimate, None, "no base, no share");
}

#[test]
fn fewer_and_fewer_new_codes_come() {
    let sessions = [vec![0, 1, 2, 2], vec![1, 3], vec![0], vec![4, 5], vec![5], vec![6, 0], vec![1], vec![2], vec![]];
    let steps = curve(&sessions);
    assert_eq!(steps.iter().map(|step| step.new).collect::<Vec<_>>(), [3.0, 1.0, 0.0, 2.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!((steps[0].codes, steps[8].total), (3.0, 7.0));
    // Of six codes in the base, runs bring 1, 1, 0: only the third is below five per cent.
    assert_eq!(reached(&steps, Threshold::default()), Some(6));
    assert_eq!(reached(&steps, Threshold { share: 0.2, ..Threshold::default() }), Some(4));
    assert_eq!(reached(&steps[..6], Threshold::default()), None);
    assert_eq!(reached(&[], Threshold { base: 0, run: 0, share: 1.0 }), None);
    let early = curve(&[vec![0], vec![0], vec![0], vec![0], vec![0], vec![0], vec![1], vec![2, 3]]);
    let rule = Threshold::default();
    assert_eq!((reached(&early, rule), later(&early, 4, rule)), (Some(4), 3.0), "what came after the run is told");
    assert_eq!(later(&early, 7, rule), 0.0);
}

#[test]
fn no_one_order_of_people_decides_about_saturation() {
    // Six people say the same, two say something new; in the order given those two come last.
    let people: Vec<Vec<u32>> = (0..8).map(|number: u32| if number < 6 { vec![0] } else { vec![0, number] }).collect();
    let mean = mean_curve(std::slice::from_ref(&people), 200, 7);
    assert_eq!(mean, mean_curve(std::slice::from_ref(&people), 200, 7), "the seed decides");
    assert_eq!((curve(&people)[5].total, mean[7].total), (1.0, 3.0));
    // Each of the two stands among the first six in six of eight orders.
    assert!((mean[5].total - 2.5).abs() < 0.2, "{mean:?}");
    let waves = [people[..6].to_vec(), people[6..].to_vec()];
    assert_eq!(mean_curve(&waves, 200, 7)[5].total, 1.0, "waves keep their order");
}

#[test]
fn only_codes_that_meet_others_most_are_drawn() {
    // Code 0 meets code 2 in two people and code 1 in one; code 3 meets code 4 in one; code 5 stands nowhere.
    let on = |passage, code| Coding { passage, code, start: 0, end: 1 };
    let codings = [on(0, 0), on(0, 1), on(0, 2), on(1, 0), on(1, 2), on(2, 3), on(2, 4)];
    let matrix = cooccurrence(&codings, &[0, 1, 2], 6, Meeting::Passage);
    assert_eq!((matrix.connected(), matrix.most_connected(2)), (vec![0, 1, 2, 3, 4], vec![0, 2]));
    let matrix = matrix.without(|one, other| (one, other) == (0, 1));
    assert_eq!(matrix.pair(1, 0).expect("a pair").people.both, 0);
    let some = matrix.of(&[0, 2, 4]);
    assert_eq!((some.codes(), some.pair(0, 1).expect("a pair").people.both), (3, 2));
    assert_eq!(some.pair(1, 2).expect("a pair").people.both, 0);
}

fn housing_matrix(housing: &Housing) -> Matrix {
    cooccurrence(&housing.codings(), &housing.people, housing.names.len(), Meeting::Passage)
}

fn draw(matrix: &Matrix) -> Network {
    network(matrix, Frame { least_people: 1, ..Frame::default() })
}

#[test]
fn a_drawing_keeps_its_frame_and_comes_the_same_twice() {
    let housing = Housing::read();
    let drawn = draw(&housing_matrix(&housing));
    assert_eq!(drawn, draw(&housing_matrix(&housing)));
    assert_eq!(drawn.nodes.len(), housing.names.len());
    for (at, node) in drawn.nodes.iter().enumerate() {
        assert!((48.0..=672.0).contains(&node.x) && (48.0..=432.0).contains(&node.y) && node.radius > 0.0);
        for other in &drawn.nodes[at + 1..] {
            assert!((node.x - other.x).hypot(node.y - other.y) >= node.radius + other.radius, "circles do not touch");
        }
    }
    assert!(drawn.links.iter().all(|link| link.weight > 0.0 && link.weight <= 1.0));
    assert!(network(&housing_matrix(&housing), Frame::default()).links.len() < drawn.links.len());
}

#[test]
fn codes_that_stand_together_are_drawn_together() {
    // Codes 0 to 2 always meet, codes 3 to 5 always meet, code 6 is alone, code 7 nobody has.
    let on = |passage: u32, code| Coding { passage, code, start: 0, end: 1 };
    let mut codings: Vec<Coding> = (0..10).flat_map(|p| (0..3).map(move |c| on(p, c + 3 * (p % 2)))).collect();
    codings.push(on(10, 6));
    let people: Vec<u32> = (0..11).collect();
    let drawn = draw(&cooccurrence(&codings, &people, 8, Meeting::Passage));
    let distance = |one: usize, other: usize| {
        (drawn.nodes[one].x - drawn.nodes[other].x).hypot(drawn.nodes[one].y - drawn.nodes[other].y)
    };
    assert_eq!(drawn.nodes.len(), 7);
    let inside = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)].map(|(a, b)| distance(a, b));
    let between = (0..3).flat_map(|a| (3..6).map(move |b| (a, b))).map(|(a, b)| distance(a, b));
    let widest = inside.into_iter().fold(0.0, f64::max);
    assert!(between.into_iter().all(|apart| apart > widest));
    assert!(draw(&cooccurrence(&[], &[], 0, Meeting::Passage)).nodes.is_empty());
}
