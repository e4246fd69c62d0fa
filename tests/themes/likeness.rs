//! What is like what: weights, topics, suggestions and passages like these.

use std::collections::HashSet;

use serde_json::{Value, json};
use server::themes::alike::alike;
use server::themes::hit_rate::{HitRate, Rule, hit_rate};
use server::themes::members::Members;
use server::themes::suggest::Learned;
use server::themes::topics::{self, reading_order};
use server::themes::vectors::Vectors;
use server::themes::words::Reading;

use crate::housing::Housing;
use crate::reference::{Reference, near, small};

#[test]
fn weights_of_words_equal_those_of_others() {
    let (reference, corpus) = (Reference::read(), Reference::read().corpus());
    let vectors = Vectors::of(&corpus, 1);
    for (passage, expected) in reference.0["vectors"].as_object().expect("passages") {
        let row: Vec<_> = vectors.row(passage.parse().expect("a number")).collect();
        assert_eq!(row.len(), expected.as_object().expect("words").len());
        for (word, weight) in row {
            assert!(near(weight, expected[corpus.label(word)].as_f64().expect("a number"), 1e-6));
        }
    }
}

#[test]
fn topics_equal_those_of_others_and_come_the_same_twice() {
    let (reference, corpus) = (Reference::read(), Reference::read().corpus());
    let rule = topics::Rule { topics: 4, words: 6, passages: 100, least_people: 1 };
    let order = reading_order(&corpus, rule);
    let expected = &reference.0["nmf"];
    assert!(near(order.error, expected["error"].as_f64().expect("a number"), 1e-3), "{}", order.error);
    let words = |topic: &topics::Topic| topic.words.iter().map(|(word, _)| corpus.label(*word)).collect::<HashSet<_>>();
    for theirs in expected["words"].as_array().expect("topics") {
        let theirs: HashSet<&str> = theirs.as_array().expect("words").iter().filter_map(Value::as_str).collect();
        let shared = order.topics.iter().map(|topic| words(topic).intersection(&theirs).count()).max();
        assert!(shared >= Some(5), "{theirs:?}");
    }
    let mut sizes = [0; 4];
    reference.0["nmf"]["main"]
        .as_array()
        .expect("topics")
        .iter()
        .for_each(|topic| sizes[topic.as_u64().expect("a number") as usize] += 1);
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(order.topics.iter().map(|topic| topic.size).collect::<Vec<_>>(), sizes);
    assert_eq!(order, reading_order(&Reference::read().corpus(), rule), "the same words give the same order");
}

#[test]
fn topics_of_little_or_nothing_are_few_or_none() {
    let rule = topics::Rule { least_people: 1, ..topics::Rule::default() };
    assert!(reading_order(&small(&[]), rule).topics.is_empty());
    let silent = reading_order(&small(&[(0, ""), (1, "😀 12")]), rule);
    assert_eq!((silent.topics.len(), silent.silent), (0, 2));
    let two = reading_order(&small(&[(0, "rent"), (1, "rent"), (2, "bus"), (3, "")]), rule);
    assert_eq!((two.topics.len(), two.topics[0].size, two.silent), (2, 2, 1));
}

#[test]
fn suggestions_weigh_words_as_others_do() {
    let (reference, corpus) = (Reference::read(), Reference::read().corpus());
    let vectors = Vectors::of(&corpus, 1);
    let coded: Vec<Vec<u32>> = reference.numbers("label").into_iter().map(|label| vec![label]).collect();
    let learned = Learned::from(&vectors, &coded);
    for (word, expected) in reference.0["bayes"].as_object().expect("words") {
        let number = corpus.vocabulary().find(word).expect("it was used");
        for (code, expected) in expected.as_array().expect("codes").iter().enumerate() {
            assert!(near(learned.weight(number, code), expected.as_f64().expect("a number"), 1e-6));
        }
    }
    for (passage, expected) in reference.0["bayes order"].as_object().expect("passages") {
        let found = learned.suggest(&vectors, passage.parse().expect("a number"), 1);
        assert_eq!(json!(found[0].code), expected[0], "passage {passage}");
    }
}

#[test]
fn suggestions_on_held_back_codings_beat_the_most_frequent_codes() {
    let housing = Housing::read();
    let corpus = housing.corpus(Reading { stems: true, ..Reading::default() });
    let vectors = Vectors::of(&corpus, 1);
    let rate = |seed| hit_rate(&vectors, &housing.codes, &housing.people, Rule { seed, ..Default::default() });
    let found = rate(1);
    let show = |hits| format!("{hits} of {} ({:.0} %)", found.passages, 100.0 * found.share(hits).unwrap_or(0.0));
    println!(
        "hit rate, one suggestion: {}; most frequent code: {}",
        show(found.first.suggested),
        show(found.first.baseline)
    );
    println!("hit rate, three: {}; most frequent codes: {}", show(found.three.suggested), show(found.three.baseline));
    assert_eq!(found.passages, housing.codes.iter().filter(|codes| !codes.is_empty()).count());
    assert_eq!(found, rate(1), "the seed fixes who is held back");
    assert!((1..=5).map(rate).all(|rate: HitRate| rate.beats_baseline()));
}

#[test]
fn words_dealt_out_by_chance_do_not_beat_the_baseline_by_much() {
    // The control: the same codes on other people's words. What is learned then must be worth little.
    let housing = Housing::read();
    let vectors = Vectors::of(&housing.corpus(Reading { stems: true, ..Reading::default() }), 1);
    let mut turned = housing.codes.clone();
    turned.rotate_right(57);
    let rate = hit_rate(&vectors, &turned, &housing.people, Rule::default());
    let share = |hits| rate.share(hits).expect("there are passages");
    println!("hit rate of codes on the wrong passages, one suggestion: {:.0} %", 100.0 * share(rate.first.suggested));
    assert!(share(rate.first.suggested) < share(rate.first.baseline) + 0.08);
    assert!(!hit_rate(&vectors, &vec![vec![]; vectors.len()], &housing.people, Rule::default()).beats_baseline());
}

#[test]
fn a_suggestion_names_the_words_that_matched() {
    let housing = Housing::read();
    let corpus = housing.corpus(Reading { stems: true, ..Reading::default() });
    let vectors = Vectors::of(&corpus, 1);
    let learned = Learned::from(&vectors, &housing.codes);
    let passage = housing.passage("My deposit never came back from the old landlord.");
    let best = &learned.suggest(&vectors, passage, 3)[0];
    assert_eq!(housing.names[best.code as usize], "money");
    let words: Vec<&str> = best.words.iter().map(|word| corpus.label(*word)).collect();
    assert!(words.contains(&"deposit") && words.contains(&"landlord"), "{words:?}");
    let all = (0..vectors.len() as u32).flat_map(|passage| learned.suggest(&vectors, passage, 99));
    assert!(all.into_iter().all(|found| !found.words.is_empty() && found.score.is_finite()));
}

#[test]
fn words_that_nobody_coded_suggest_nothing() {
    let vectors = Vectors::of(&small(&[(0, "rent"), (1, "bus"), (2, "moon"), (3, "")]), 1);
    let learned = Learned::from(&vectors, &[vec![0], vec![1], vec![], vec![]]);
    assert_eq!(learned.suggest(&vectors, 0, 3).iter().map(|found| found.code).collect::<Vec<_>>(), [0]);
    assert!(learned.suggest(&vectors, 2, 3).is_empty() && learned.suggest(&vectors, 3, 3).is_empty());
    assert!(Learned::from(&vectors, &[]).suggest(&vectors, 0, 3).is_empty());
}

#[test]
fn passages_like_the_coded_ones_come_first_and_say_why() {
    let housing = Housing::read();
    let corpus = housing.corpus(Reading { stems: true, ..Reading::default() });
    let vectors = Vectors::of(&corpus, 1);
    let has = |name: &str, passage: u32| housing.has(name, passage);
    // Half of the people's codings are known; the other half are looked for.
    let known = |passage: u32| housing.people[passage as usize].is_multiple_of(2);
    let (mut hits, mut wanted, mut chance) = (0, 0, 0.0);
    for name in &housing.names {
        let coded = Members::those(corpus.len(), |passage| known(passage) && has(name, passage));
        let among = Members::those(corpus.len(), |passage| !known(passage));
        let right = among.iter().filter(|passage| has(name, *passage)).count();
        let found = alike(&vectors, &coded, &among, right);
        hits += found.iter().filter(|like| has(name, like.passage)).count();
        wanted += right;
        chance += (right * right) as f64 / among.count() as f64;
        assert!(found.is_sorted_by(|one, other| one.score >= other.score));
        assert!(found.iter().all(|like| !like.words.is_empty() && !coded.contains(like.passage)));
    }
    println!("passages like these: {hits} of {wanted} found among as many shown; by chance {chance:.0}");
    assert!(hits as f64 > 2.5 * chance);
}

#[test]
fn nothing_is_like_nothing() {
    let corpus = small(&[(0, "rent"), (1, "bus"), (2, "rent")]);
    let vectors = Vectors::of(&corpus, 1);
    let all = Members::those(3, |_| true);
    assert!(alike(&vectors, &Members::none(3), &all, 9).is_empty());
    assert!(alike(&vectors, &all, &all, 9).is_empty());
    let found = alike(&vectors, &Members::listed(3, [0]), &all, 9);
    assert_eq!(found.iter().map(|like| (like.passage, corpus.label(like.words[0]))).collect::<Vec<_>>(), [(2, "rent")]);
}
