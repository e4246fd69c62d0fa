//! Eight waves of a public survey come in through the import; a coordinator compares two of them, and all of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../oracle/mod.rs"]
mod oracle;
#[path = "../study/mod.rs"]
mod study;

mod rewording;

use std::path::Path;

use server::waves::{Effect, Rules, Series, Trend, Verdict, compare, course};
use study::Study;

const RULES: Rules = Rules { smallest: 5 };

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/import").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

async fn series(study: &Study) -> Series {
    let workspace = study.unlock().await;
    let instruments = server::store::instruments::all(&study.store, &study.study.id).await.unwrap();
    Series::read(&study.store, &workspace, &study.study.id, &instruments[0].id).await.unwrap()
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
    assert!(matches!(course.trend, Some(Trend::Mean(_))));
    // Every p-value within its family is at least its own, and nothing that is hidden was tested.
    for line in &comparison.lines {
        if let (Some(p), Some(adjusted)) = (line.change.p(), line.adjusted) {
            assert!(adjusted >= p && adjusted <= 1.0);
        }
    }
}
