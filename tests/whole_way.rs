//! Open tables go the whole way: through the import into waves, through the plan of what may be shown, into the files of a
//! release. The tables stay in the folder of data; what is told of them here are numbers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod oracle;
mod study;

use std::path::Path;

use server::disclosure::plan::{Ledger, Outcome};
use server::http::staff::releases::Pages;
use server::release::{Choice, Draft, Gathered, Part, gather};
use server::report::{Cell, Document, files};
use server::waves::{Measure, Rules, Series, Verdict, compare, linked::linked};
use study::Study;

const RULES: Rules = Rules { smallest: 5 };

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/import").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A study into which a file of the data folder came.
async fn imported(name: &str, file: &str) -> Option<(Study, Series)> {
    let bytes = std::fs::read(oracle::data()?.join("open").join(file)).expect("the data file is there");
    let study = Study::with_instrument(&fixture(&format!("{name}.toml"))).await;
    study.import(&bytes, &fixture(&format!("{name}.map.toml"))).await.expect("every row is good");
    let workspace = study.unlock().await;
    let instruments = server::store::instruments::all(&study.store, &study.study.id).await.unwrap();
    let series = Series::read(&study.store, &workspace, &study.study.id, &instruments[0].id).await.unwrap();
    Some((study, series))
}

/// A release of everything that can be compared.
async fn released(study: &Study, series: &Series, title: &str) -> (Draft, Document) {
    let choice = Choice {
        title: title.to_owned(),
        language: "en".into(),
        instruments: vec![Part {
            instrument: series.id.clone(),
            waves: series.moments.iter().map(|moment| moment.wave.clone()).collect(),
            items: series.items.iter().map(|item| item.key.clone()).collect(),
            by_site: false,
            ..Part::default()
        }],
        ..Choice::default()
    };
    let workspace = study.unlock().await;
    let chosen = gather(&study.store, &workspace, &study.study, &choice).await.unwrap();
    let gathered = Gathered {
        choice,
        made_on: "2026-11-27".into(),
        chosen,
        mentions: None,
        quotes: Vec::new(),
        ledger: Ledger::default(),
        owed: Default::default(),
    };
    let draft = gathered.draft(&mut |_, _| ()).unwrap();
    let document = app::pages::StaffPages.document(&draft);
    (draft, document)
}

/// Every file can be made, and no cell that is told is a count of people too small to be.
fn written(document: &Document, smallest: u64) {
    let made = files(document, &app::pages::StaffPages.report_words("en")).unwrap();
    for kind in ["docx", "pdf", "xlsx", "csv", "json"] {
        assert!(made.iter().any(|(name, bytes)| name.ends_with(kind) && bytes.len() > 500), "{kind} is there");
    }
    let mut told = 0;
    for cell in document.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
        let count = match cell {
            Cell::Count(count) | Cell::Share { count: Some(count), .. } => *count,
            _ => continue,
        };
        told += 1;
        assert!(count == 0 || count >= smallest, "{count} people are told of");
    }
    assert!(told > 0, "something is told");
}

#[tokio::test]
async fn a_tea_survey_becomes_a_report() {
    let Some((study, series)) = imported("tea", "tea.csv").await else { return };
    let (draft, document) = released(&study, &series, "Tea").await;
    written(&document, 5);
    assert!(draft.plan.sheets.iter().any(|sheet| matches!(sheet.outcome, Outcome::Published { .. })));
}

#[tokio::test]
async fn twenty_five_ratings_of_2800_people_become_a_report() {
    let Some((study, series)) = imported("bfi", "bfi.csv").await else { return };
    let (_, document) = released(&study, &series, "Ratings").await;
    written(&document, 5);
}

#[tokio::test]
async fn a_whole_small_population_becomes_a_report_with_its_small_cells_hidden() {
    let Some((study, series)) = imported("butte", "small_population_butte48.csv").await else { return };
    let (_, document) = released(&study, &series, "Schools").await;
    written(&document, 5);
}

#[tokio::test]
async fn eight_waves_of_a_public_survey_become_a_report() {
    let Some((study, series)) = imported("gss", "gss_cat.csv").await else { return };
    assert_eq!(series.moments.len(), 8);
    let (_, document) = released(&study, &series, "A society over fourteen years").await;
    written(&document, 5);
}

#[tokio::test]
async fn people_who_answered_several_times_are_followed_and_become_a_report() {
    for (file, people, both) in [("sai_vale.csv", 77, 77), ("sai_film.csv", 95, 95)] {
        let Some((study, series)) = imported("sai", file).await else { return };
        let codes = [0, 1].map(|wave| series.moments[wave].codes());
        let pairs: Vec<(usize, usize)> =
            server::linking::pair(&codes[0], &codes[1]).links.iter().map(|link| (link.earlier, link.later)).collect();
        assert_eq!((series.moments[0].people(), pairs.len()), (people, both), "{file}");
        let linked = linked(&series, 0, 1, &pairs, RULES);
        let calm = series.items.iter().position(|item| item.key == "feel.calm").unwrap();
        assert!(linked.lines[calm].p().is_some(), "{file}");
        let anxiety = series.items.iter().position(|item| matches!(item.measure, Measure::Scale(_))).unwrap();
        assert!(!matches!(linked.lines[anxiety].verdict, Verdict::Hidden), "{file}");
        let independent = compare(&series, 0, 1, None, RULES);
        assert!(independent.lines.iter().any(|line| line.adjusted.is_some()));
        let (_, document) = released(&study, &series, "How people feel").await;
        written(&document, 5);
    }
}
