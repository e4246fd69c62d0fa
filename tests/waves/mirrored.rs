//! Providers and advocates are asked one construct, once with the same answers to choose from and once with others.

use server::waves::mirror::mirrors;

use super::study::Study;
use super::waves::{Waves, complete, one};
use super::{RULES, asking, series_of};

/// A question of the construct with so many answers, and the same words for the first ones.
fn rating(levels: usize, word: &str) -> String {
    let option = |level| format!("{{ code = \"{level}\", score = {level}, text = {{ en = \"{word} {level}\" }} }}");
    let options: Vec<String> = (1..=levels).map(option).collect();
    format!(
        "[[section.question]]\nid = \"calm\"\nkind = \"scale\"\nconstruct = \"calm\"\ntext = {{ en = \"How calm?\" }}\n\
         option = [{}]\n",
        options.join(", ")
    )
}

/// The gap between providers, who have four answers, and advocates, whose answers begin with a word.
async fn gaps(levels: usize, word: &str) -> Vec<f64> {
    let (providers, advocates) = (asking("providers", &rating(4, "Level")), asking("advocates", &rating(levels, word)));
    let study = Study::with_instrument(&asking("other", &rating(2, "Level"))).await;
    let mut all = Vec::new();
    for (toml, calm, site) in [(&providers, 10, "North"), (&advocates, 30, "South")] {
        let waves = Waves::begin(&study.store, &study.study.id, toml, &[site]).await;
        let version = waves.publish(toml, "2026-01-01").await;
        let people = (0..40).map(|number| {
            let level = if number < calm { "4" } else { "1" };
            (0, complete(toml, [one("calm", level)].into()))
        });
        waves.wave(("2026", "2026-03-01", &version), people).await;
        all.push(waves.instrument);
    }
    let series = [series_of(&study, &all[0]).await, series_of(&study, &all[1]).await];
    let sides: Vec<_> = series.iter().map(|series| (series, RULES)).collect();
    let found = mirrors(&sides);
    let [mirror] = &found[..] else { panic!("one construct: {}", found.len()) };
    let waves = mirror.waves.iter().flat_map(|wave| &wave.gaps);
    waves.filter_map(|(_, _, gap)| gap.change.estimate).collect()
}

#[tokio::test]
async fn a_gap_is_one_of_people_and_never_one_of_other_answers_to_choose_from() {
    let alike = gaps(4, "level").await;
    assert!(matches!(alike[..], [gap] if (gap - 0.5).abs() < 1e-9), "{alike:?}");
    assert_eq!(gaps(5, "Level").await, Vec::<f64>::new(), "four answers and five: the shares are of two questions");
    assert_eq!(gaps(4, "Step").await, Vec::<f64>::new(), "the same codes and scores, in other words");
}
