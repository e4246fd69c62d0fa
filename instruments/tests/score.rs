//! A researcher scores a small scale with a reversed item, gaps and the bands of a published inventory.

use instruments::{Answer, Answers, Headline, Instrument, MissingReason, Tally, parse, score, score_group};

fn instrument(headline: Headline) -> Instrument {
    let source = r#"
format = 1
id = "small"
audience = "professionals"
languages = ["en"]
title = { en = "Small" }
minutes = 2
consent = { who = { en = "a" }, why = { en = "a" }, seen_by = { en = "a" }, limits = { en = "a" } }
[[list.agree]]
code = "never"
score = 1
text = { en = "1" }
[[list.agree]]
code = "some"
score = 3
text = { en = "3" }
[[list.agree]]
code = "often"
score = 4
text = { en = "4" }
[[list.agree]]
code = "always"
score = 5
text = { en = "5" }
[[list.agree]]
code = "unsure"
text = { en = "?" }
[[section]]
id = "one"
title = { en = "One" }
[[section.question]]
id = "m"
kind = "matrix"
list = "agree"
text = { en = "How often?" }
row = [{ id = "a", text = { en = "A" } }, { id = "b", text = { en = "B" } }, { id = "c", text = { en = "C" } }]
[[scale]]
id = "all"
title = { en = "All" }
items = ["m.a", "m.b", "m.c"]
reversed = ["m.c"]
least_answered = 0.5
band = [
  { from = 1, to = 2.9, id = "concern", text = { en = "Concern" } },
  { from = 3, to = 3.9, id = "borderline", text = { en = "Borderline" } },
  { from = 4, to = 5, id = "strength", text = { en = "Strength" } },
]
"#;
    let mut instrument = parse(source).expect("reads");
    instrument.scales[0].headline = headline;
    instrument
}

fn person(codes: [&str; 3]) -> Answers {
    let answer = |code: &str| match code {
        "" => Answer::Missing(MissingReason::Skipped),
        code => Answer::One(code.to_owned()),
    };
    ["m.a", "m.b", "m.c"].into_iter().map(str::to_owned).zip(codes.map(answer)).collect()
}

fn group(headline: Headline, people: &[[&str; 3]]) -> (u32, Option<f64>, Option<String>) {
    let instrument = instrument(headline);
    let people: Vec<_> = people.iter().map(|codes| person(*codes)).collect();
    let result = score_group(&instrument, &instrument.scales[0], &people);
    (result.persons, result.rounded, result.band.map(|band| band.id))
}

#[test]
fn a_reversed_item_is_turned_round() {
    let instrument = instrument(Headline::Persons);
    let mean = |codes| score(&instrument, &instrument.scales[0], &person(codes)).mean();
    assert_eq!(mean(["always", "always", "never"]), Some(5.0));
    assert_eq!(mean(["always", "always", "always"]), Some(11.0 / 3.0));
}

#[test]
fn a_person_with_too_many_gaps_is_not_scored_but_their_ratings_count_in_the_pool() {
    let instrument = instrument(Headline::Persons);
    let one = score(&instrument, &instrument.scales[0], &person(["always", "", ""]));
    assert_eq!((one.mean(), one.ratings.count, one.enough), (None, 1, false));
    assert_eq!(group(Headline::Persons, &[["always", "", ""]]), (0, None, None));
    assert_eq!(group(Headline::Ratings, &[["always", "", ""]]), (0, Some(5.0), Some("strength".to_owned())));
}

#[test]
fn an_option_without_a_score_is_a_gap() {
    let instrument = instrument(Headline::Persons);
    assert_eq!(score(&instrument, &instrument.scales[0], &person(["unsure", "unsure", "often"])).ratings.count, 1);
}

#[test]
fn persons_and_ratings_give_different_headlines() {
    let people = [["always", "always", "never"], ["never", "never", ""]];
    assert_eq!(group(Headline::Persons, &people).1, Some(3.0));
    assert_eq!(group(Headline::Ratings, &people).1, Some(3.4));
}

#[test]
fn half_goes_up_before_the_band_is_read() {
    let rounded = |fours: usize, threes: usize| {
        let mut tally = Tally::default();
        (0..fours).for_each(|_| tally.add(4.0));
        (0..threes).for_each(|_| tally.add(3.0));
        tally.rounded()
    };
    assert_eq!(rounded(19, 1), Some(4.0), "3.95");
    assert_eq!(rounded(94, 6), Some(3.9), "3.94");
    assert_eq!(rounded(1, 19), Some(3.1), "3.05, which a double puts below the half");
    assert_eq!(Tally::default().rounded(), None);
}

#[test]
fn nobody_has_no_score() {
    assert_eq!(group(Headline::Persons, &[]), (0, None, None));
    assert_eq!(group(Headline::Ratings, &[["", "", ""]]), (0, None, None));
}
