//! Eight waves of a public survey come in through the import; a coordinator compares two of them, and all of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../oracle/mod.rs"]
mod oracle;
#[path = "../study/mod.rs"]
mod study;
#[path = "../tide/waves.rs"]
mod waves;

mod mirrored;
mod offered;
mod rewording;
mod turned;

use std::path::Path;

use server::waves::{Effect, Rules, Series, Trend, Verdict, compare, course};
use study::Study;

const RULES: Rules = Rules { smallest: 5 };

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/import").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

async fn series(study: &Study) -> Series {
    let instruments = server::store::instruments::all(&study.store, &study.study.id).await.unwrap();
    series_of(study, &instruments[0].id).await
}

async fn series_of(study: &Study, instrument: &str) -> Series {
    let workspace = study.unlock().await;
    Series::read(&study.store, &workspace, &study.study.id, instrument).await.unwrap()
}

/// An instrument of one section.
fn asking(id: &str, questions: &str) -> String {
    waves::asking(id, &waves::section("all", questions))
}

/// A question with options without an order.
fn choice(id: &str, kind: &str, options: &[&str]) -> String {
    let options = options.iter().map(|code| format!("{{ code = \"{code}\", text = {{ en = \"{code}\" }} }}, "));
    let options: String = options.collect();
    format!(
        "[[section.question]]\nid = \"{id}\"\nkind = \"{kind}\"\ntext = {{ en = \"{id}?\" }}\noption = [{options}]\n"
    )
}

fn near(found: Option<f64>, expected: Option<f64>, what: &str) {
    let (found, expected) = (found.unwrap_or_else(|| panic!("{what} is not there")), expected.unwrap());
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= 1e-9 * scale, "{what}: {found}, R says {expected}");
}

#[tokio::test]
async fn two_waves_of_a_real_survey_give_the_figures_of_r_through_the_whole_house() {
    let Some(folder) = oracle::data() else { return };
    let study = Study::with_instrument(&fixture("gss.toml")).await;
    let bytes = std::fs::read(folder.join("open/gss_cat.csv")).unwrap();
    study.import(&bytes, &fixture("gss.map.toml")).await.expect("every row is good");
    let series = series(&study).await;
    assert_eq!(series.moments.len(), 8);
    let place = |name: &str| series.moments.iter().position(|moment| moment.name == name).unwrap();
    let comparison = compare(&series, place("2000"), place("2014"), None, RULES);
    let line = |key: &str| {
        let item = series.items.iter().position(|item| item.key == key).unwrap();
        &comparison.lines[item]
    };
    let cases = oracle::cases(&folder.join("oracle/open_03_two_waves.json"), &folder);
    let case =
        |id: &str| cases.iter().find(|case| case.at("/id").and_then(|value| value.as_str()) == Some(id)).unwrap();

    let television = case("open.two.numeric.gss_tvhours.2000_2014");
    let Effect::Mean(mean) = &line("television").change.effect else { panic!("a number") };
    near(mean.change.estimate, television.number("/expected/diff"), "the difference of means");
    near(mean.test.as_ref().ok().map(|test| test.p), television.number("/expected/p_value"), "Welch's p");

    let marital = case("open.two.nominal.gss_marital.2000_2014");
    let Effect::Mix(mix) = &line("marital").change.effect else { panic!("answers without an order") };
    let table = mix.overall.as_ref().unwrap();
    near(Some(table.chi_squared.statistic), marital.number("/expected/chi2"), "chi-square");
    near(Some(table.p()), marital.number("/expected/p_value"), "its p");
    // R says p = 0.16 and five intervals within a few points: with thousands of answers that is the same mix.
    assert_eq!(line("marital").verdict, Verdict::AboutTheSame(10.0));

    let item = series.item("television").unwrap();
    let course = course(&series, item, None, RULES);
    assert_eq!(course.points.len(), 8);
    let [segment] = &course.segments[..] else { panic!("one wording") };
    assert!(matches!(segment.trend, Some(Trend::Mean(_))));
    // Every p-value within its family is at least its own, and nothing that is hidden was tested.
    for line in &comparison.lines {
        if let (Some(p), Some(adjusted)) = (line.change.p(), line.adjusted) {
            assert!(adjusted >= p && adjusted <= 1.0);
        }
    }
}
