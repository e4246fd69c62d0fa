//! Providers and advocates are asked one construct, once with the same answers to choose from and once with others, and
//! once in other words than the year before.

use server::script::{self, Data};
use server::waves::Series;
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

/// Waves that ask a version of an instrument, each with so many calm people of forty.
async fn ask(waves: &Waves, toml: &str, years: &[(&str, usize)]) {
    let version = waves.publish(toml, "2024-01-01").await;
    for (year, calm) in years {
        let people = (0..40).map(|number| {
            let level = if number < *calm { "4" } else { "1" };
            (0, complete(toml, [one("calm", level)].into()))
        });
        waves.wave((year, &format!("{year}-03-01"), &version), people).await;
    }
}

#[tokio::test]
async fn each_wave_of_a_side_is_read_in_its_own_wording_and_a_gap_is_followed_only_within_one() {
    let (providers, advocates) = (asking("providers", &rating(4, "Level")), asking("advocates", &rating(4, "Level")));
    let reworded = providers.replace("How calm?", "How calm are the nights?");
    let study = Study::with_instrument(&asking("other", &rating(2, "Level"))).await;
    let (store, id) = (&study.store, study.study.id.as_str());
    let by_providers = Waves::begin(store, id, &providers, &["North"]).await;
    ask(&by_providers, &providers, &[("2024", 10), ("2025", 20)]).await;
    ask(&by_providers, &reworded, &[("2026", 30)]).await;
    let by_advocates = Waves::begin(store, id, &advocates, &["South"]).await;
    ask(&by_advocates, &advocates, &[("2024", 30), ("2025", 30), ("2026", 30)]).await;
    let series = [series_of(&study, &by_providers.instrument).await, series_of(&study, &by_advocates.instrument).await];
    let sides: Vec<_> = series.iter().map(|series| (series, RULES)).collect();
    let found = mirrors(&sides);
    let [mirror] = &found[..] else { panic!("one construct: {}", found.len()) };
    let [first, second, third] = &mirror.waves[..] else { panic!("three waves: {:?}", mirror.waves) };
    for (wave, asked, gap) in
        [(first, "How calm?", 0.5), (second, "How calm?", 0.25), (third, "How calm are the nights?", 0.0)]
    {
        assert_eq!(wave.asked[0].as_ref().unwrap().item.text.get("en"), asked, "{}", wave.name);
        let found: Vec<f64> = wave.gaps.iter().filter_map(|(.., gap)| gap.change.estimate).collect();
        assert!(matches!(found[..], [found] if (found - gap).abs() < 1e-9), "{}: {found:?}", wave.name);
    }
    assert_eq!(mirror.sides[0].item.text.get("en"), "How calm are the nights?");
    assert!(third.asks_otherwise(0, second) && !second.asks_otherwise(0, first), "the providers' question changed");
    assert!(!third.asks_otherwise(1, second), "that of the advocates did not");

    let data = async |series: &Series| {
        Data::read(store, id, &series.id, series.answered_versions()).await.expect("versions that can be read")
    };
    let data = [data(&series[0]).await, data(&series[1]).await];
    let files: Vec<_> = series.iter().zip(&data).collect();
    let code = script::mirrors(&files, &found).expect("code for R");
    for part in [
        "shares[[1]] <- sapply(c(\"2024\", \"2025\"),",
        "shares[[1]] <- cbind(shares[[1]], sapply(c(\"2026\"),",
        "shares[[2]] <- sapply(c(\"2024\", \"2025\", \"2026\"),",
    ] {
        assert!(code.contains(part), "{part}: {code}");
    }
    assert_eq!(code.matches("x <- except(").count(), 2, "each wording without the other's rows: {code}");
}

#[tokio::test]
async fn a_gap_names_whom_it_leaves_out_and_its_change_has_a_range() {
    let sides = [("providers", 4, [10, 20]), ("advocates", 4, [30, 30]), ("survivors", 5, [0, 0])];
    let study = Study::with_instrument(&asking("other", &rating(2, "Level"))).await;
    let mut all = Vec::new();
    for (id, levels, [earlier, later]) in sides {
        let toml = asking(id, &rating(levels, "Level"));
        let waves = Waves::begin(&study.store, &study.study.id, &toml, &[id]).await;
        ask(&waves, &toml, &[("2024", earlier), ("2026", later)]).await;
        all.push(series_of(&study, &waves.instrument).await);
    }
    let sides: Vec<_> = all.iter().map(|series| (series, RULES)).collect();
    let found = mirrors(&sides);
    let [mirror] = &found[..] else { panic!("one construct: {}", found.len()) };
    let [_, last] = &mirror.waves[..] else { panic!("two waves: {:?}", mirror.waves) };
    assert_eq!(last.widest().map(|(one, other, _)| (one, other)), Some((0, 1)), "not that of five answers");
    assert_eq!(last.compared(), [0, 1]);
    assert_eq!(last.left_out(), [(2, false)], "survivors had other answers to choose from");
    let followed = mirror.followed().expect("both asked alike in both waves");
    let range = followed.change.interval.unwrap();
    // From 50 points to 25; R gives the limits from Wilson's of 10, 30, 20 and 30 of 40.
    for (found, expected) in
        [(followed.change.estimate.unwrap(), -0.25), (range.low, -0.5114856159139467), (range.high, 0.0324332370012017)]
    {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }
}
