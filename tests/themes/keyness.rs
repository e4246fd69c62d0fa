//! What sets apart: compared with others' figures, by hand, and turned round.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use server::themes::collocation::{npmi, pmi};
use server::themes::discovery::benjamini_hochberg;
use server::themes::keyness::{Counts, Difference, Keyness, Rule, keyness};
use server::themes::members::Members;
use server::themes::words::Reading;

use crate::housing::Housing;
use crate::oracle;
use crate::reference::{Reference, near, small};

#[test]
fn keyness_equals_what_others_find_in_the_same_words() {
    let (reference, corpus) = (Reference::read(), Reference::read().corpus());
    let target = Members::those(corpus.len(), |passage| reference.numbers("label")[passage as usize] == 0);
    let found = keyness(&corpus, &target, &target.others(), Rule::default());
    let expected = reference.0["keyness"].as_object().expect("words");
    assert_eq!(found.words.len(), expected.len());
    for word in &found.words {
        let expected = &expected[corpus.label(word.word)];
        let uses = [word.target.times, word.reference.times, word.target.people, word.reference.people];
        assert_eq!((json!(uses), json!(word.people)), (expected["uses"].clone(), expected["people"].clone()));
        let figures = [
            ("z", word.by_words.z, 1e-5), // found there in single precision
            ("z people", word.by_people.z, 1e-9),
            ("g2", word.by_words.g2, 1e-9),
            ("adjusted", word.by_words.adjusted, 1e-9),
            ("g2 people", word.by_people.g2, 1e-9),
            ("adjusted people", word.by_people.adjusted, 1e-9),
        ];
        assert!((word.by_words.p / expected["p"].as_f64().expect("a number") - 1.0).abs() < 1e-8);
        for (name, found, tolerance) in figures {
            let expected = expected[name].as_f64().expect("a number");
            assert!(
                near(found, expected, tolerance),
                "{} {name}: {found}, expected {expected}",
                corpus.label(word.word)
            );
        }
    }
}

#[test]
fn published_figures_for_new_companies_are_found_again() {
    let (both, first, second, all) = (8.0, 15_828.0, 4_675.0, 14_307_668.0);
    let counts = Counts { uses: [both, second - both], totals: [first, all - first] };
    assert!((counts.g2() - 1.325_389_396_3).abs() < 1e-9);
    assert!((pmi(both, first, second, all) - 0.629_343).abs() < 1e-6);
    assert!((npmi(both, first, second, all) - 0.629_343 / (all / both).log2()).abs() < 1e-7);
}

#[test]
fn log_odds_by_hand() {
    // 8 of 20 words here, 2 of 30 there; prior of 10 words, so 2 of them are this word.
    let counts = Counts { uses: [8.0, 2.0], totals: [20.0, 30.0] };
    let odds = counts.log_odds(10.0);
    let by_hand = (10.0_f64 / 20.0).ln() - (4.0_f64 / 36.0).ln();
    assert!(
        (odds.delta - by_hand).abs() < 1e-12 && (odds.z_if_rare() - by_hand / (0.1_f64 + 0.25).sqrt()).abs() < 1e-12
    );
    assert!((odds.z_if_common() - by_hand / (0.1 + 0.25 + 1.0 / 20.0 + 1.0 / 36.0_f64).sqrt()).abs() < 1e-12);
    assert!((counts.log_ratio() - 6.0_f64.log2()).abs() < 1e-12);
}

#[test]
fn swapping_the_sides_turns_the_sign_and_keeps_the_rest() {
    let housing = Housing::read();
    let corpus = housing.corpus(Reading::default());
    let later = Members::those(corpus.len(), |passage| housing.waves[passage as usize] == "2028");
    let (one, other) = (
        keyness(&corpus, &later, &later.others(), Rule::default()),
        keyness(&corpus, &later.others(), &later, Rule::default()),
    );
    assert_eq!((one.target, one.reference), (other.reference, other.target));
    let other: BTreeMap<u32, _> = other.words.iter().map(|word| (word.word, word)).collect();
    for word in &one.words {
        let mirrored = other[&word.word];
        for (here, there) in [(word.by_words, mirrored.by_words), (word.by_people, mirrored.by_people)] {
            assert!(near(here.z, -there.z, 1e-9) && near(here.log_ratio, -there.log_ratio, 1e-9));
            assert!(near(here.g2, there.g2, 1e-9) && near(here.adjusted, there.adjusted, 1e-9));
            assert!(here.p >= 0.0 && here.p <= here.adjusted && here.adjusted <= 1.0);
        }
    }
}

#[test]
fn a_word_that_one_person_repeats_is_not_the_word_of_a_group() {
    // Person 0 says "moon" twelve times; everybody else on that side says "rent" once.
    let mut texts = vec![(0, "moon moon moon moon moon moon moon moon moon moon moon moon")];
    texts.extend((1..8).map(|person| (person, "rent bus")));
    texts.extend((8..20).map(|person| (person, "door bus moon")));
    let corpus = small(&texts);
    let target = Members::those(corpus.len(), |passage| passage < 8);
    let found = keyness(&corpus, &target, &target.others(), Rule::default());
    let of = |word: &str| *found.words.iter().find(|found| corpus.label(found.word) == word).expect("it is tested");
    assert!(of("moon").by_words.z > 0.0 && of("moon").by_people.z < 0.0, "the people's figure tells");
    assert_eq!((of("moon").target.times, of("moon").target.people), (12, 1));
    assert!(of("rent").by_words.z > 0.0 && of("rent").by_people.z > 0.0);
    assert!(found.words.iter().all(|word| word.people >= 3), "words of one or two people are not shown");
}

#[test]
fn nothing_is_compared_with_nothing_and_no_figure_is_not_a_number() {
    let corpus = small(&[(0, "rent"), (1, "rent"), (2, "rent"), (3, ""), (4, "rent")]);
    let whole = Members::those(corpus.len(), |_| true);
    assert!(keyness(&corpus, &whole, &whole.others(), Rule::default()).words.is_empty());
    let target = Members::listed(corpus.len(), [0, 1]);
    let Keyness { words, reference, .. } = keyness(&corpus, &target, &target.others(), Rule::default());
    assert_eq!((reference.passages, reference.words, reference.people), (3, 2, 3));
    let figures = |difference: Difference| {
        [difference.log_odds, difference.z, difference.log_ratio, difference.g2, difference.p, difference.adjusted]
    };
    assert!(words.iter().flat_map(|word| [word.by_words, word.by_people]).flat_map(figures).all(f64::is_finite));
    assert!(keyness(&small(&[]), &Members::none(0), &Members::none(0), Rule::default()).words.is_empty());
}

#[test]
fn false_discoveries_are_held_down_as_r_does() {
    let Some(folder) = oracle::data() else { return };
    let cases = oracle::cases(&folder.join("oracle/open_08_multiplicity_equivalence_power.json"), &folder);
    let cases = cases.iter().filter(|case| case.statistic() == "p_adjust");
    let mut compared = 0;
    for case in cases {
        let raw = case.at("/inputs/p").or(case.at("/expected/p_raw")).and_then(Value::as_array).expect("p-values");
        let run: Vec<f64> = raw.iter().filter_map(Value::as_f64).collect();
        let expected: Vec<f64> = case
            .at("/expected/bh")
            .and_then(Value::as_array)
            .expect("adjusted")
            .iter()
            .filter_map(Value::as_f64)
            .collect();
        for (found, expected) in benjamini_hochberg(&run).into_iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-9, "{found}, expected {expected}");
            compared += 1;
        }
    }
    assert_eq!(compared, 25 + 6);
}

#[test]
fn the_order_of_passages_changes_nothing() {
    let words = ["rent bus", "bus door", "rent rent", "door", "rent", "bus bus door"];
    let texts: Vec<(u32, &str)> = (0..60).map(|at| (at * 7 % 13, words[at as usize * 5 % 6])).collect();
    let figures = |texts: &[(u32, &str)]| {
        let corpus = small(texts);
        let target = Members::those(corpus.len(), |passage| texts[passage as usize].1.contains("door"));
        let found = keyness(&corpus, &target, &target.others(), Rule::default());
        let words = found.words.iter().map(|word| (corpus.label(word.word).to_owned(), word.target, word.by_people));
        (found.target, found.reference, words.map(|found| format!("{found:?}")).collect::<Vec<_>>())
    };
    let turned: Vec<(u32, &str)> = texts.iter().rev().copied().collect();
    assert_eq!(figures(&texts), figures(&turned));
    assert_eq!(figures(&texts).2.len(), 3);
}
