//! An office prepares releases whose numbers would give a few people away without any small count standing in a table:
//! by who was asked, by means, by codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
mod reading;
mod study;

use std::sync::LazyLock;

use instruments::{Answer, Answers};
use reading::Reading;
use reading::waves::{self, Waves, complete, one};
use server::coding::{Act, PassageId};
use server::disclosure::plan::{Form, Ledger};
use server::disclosure::{Side, Threshold};
use server::http::staff::releases::Pages;
use server::release::{
    About, Accepted, Choice, Draft, Gathered, Mentions, Part, Said, Told, gather, outlook, withheld,
};
use server::report::{Block, Cell, Table};
use server::waves::Series;
use study::Study;

const QUESTIONS: &str = r#"
[list]
often = [
  { code = "1", score = 1, text = { en = "Never" } },
  { code = "2", score = 2, text = { en = "Sometimes" } },
  { code = "3", score = 3, text = { en = "Always" } },
]
[[section]]
id = "all"
title = { en = "All" }
[[section.question]]
id = "moved"
kind = "yes_no"
text = { en = "Did you move?" }
[[section.question]]
id = "glad"
kind = "yes_no"
text = { en = "Are you glad?" }
[[section.question]]
id = "nights"
kind = "number"
decimals = 12
unit = { en = "nights" }
min = 0
max = 500
text = { en = "How many nights did it take?" }
[[section]]
id = "after"
title = { en = "After the move" }
show_if = "${moved} = 'yes'"
[[section.question]]
id = "helped"
kind = "yes_no"
text = { en = "Did anybody help?" }
[[section.question]]
id = "calm"
kind = "scale"
list = "often"
text = { en = "Is it calm there?" }
[[section.question]]
id = "safe"
kind = "scale"
list = "often"
text = { en = "Is it safe there?" }
[[scale]]
id = "rest"
title = { en = "Rest" }
items = ["calm", "safe"]
"#;

static ASKED: LazyLock<String> = LazyLock::new(|| waves::asking("moves", QUESTIONS));

/// How many answer each wave.
const PEOPLE: usize = 100;

/// What somebody says: so many moved; how many nights it took them.
fn said(person: usize, moved: usize, nights: f64) -> server::seal::payload::Response {
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    let mut answers = Answers::from([one("moved", yes(person < moved)), one("glad", yes(person.is_multiple_of(2)))]);
    answers.insert("nights".into(), Answer::Number(nights));
    if person < moved {
        let level = |add: usize| (1 + (person + add) % 3).to_string();
        answers.extend([one("helped", yes(person < moved / 2)), one("calm", &level(0)), one("safe", &level(1))]);
    }
    complete(&ASKED, answers)
}

/// A wave: its year, how many moved, and the nights of each.
type Year<'a> = (&'a str, usize, fn(usize) -> f64);

/// A study with waves of [`PEOPLE`]: how many of them moved, and the nights of each.
async fn asked(years: &[Year<'_>]) -> (Study, Series) {
    let study = Study::with_instrument(&waves::asking("other", QUESTIONS)).await;
    let waves = Waves::begin(&study.store, &study.study.id, &ASKED, &["Everywhere"]).await;
    let version = waves.publish(&ASKED, "2026-01-01").await;
    for (year, moved, nights) in years {
        let people = (0..PEOPLE).map(|person| (0, said(person, *moved, nights(person))));
        waves.wave((year, &format!("{year}-03-01"), &version), people).await;
    }
    let workspace = study.unlock().await;
    let series = Series::read(&study.store, &workspace, &study.study.id, &waves.instrument).await.unwrap();
    (study, series)
}

/// A draft of everything.
async fn drafted(study: &Study, series: &Series) -> Draft {
    let part = Part {
        instrument: series.id.clone(),
        waves: series.moments.iter().map(|moment| moment.wave.clone()).collect(),
        items: series.items.iter().map(|item| item.key.clone()).collect(),
        ..Part::default()
    };
    let choice = Choice { language: "en".into(), instruments: vec![part], ..Choice::default() };
    let workspace = study.unlock().await;
    let chosen = gather(&study.store, &workspace, &study.study, &choice).await.unwrap();
    of(Gathered { chosen, ..nothing(choice) })
}

fn of(gathered: Gathered) -> Draft {
    gathered.draft(&mut |_, _| ()).unwrap()
}

fn nothing(choice: Choice) -> Gathered {
    Gathered {
        choice,
        made_on: "2026-11-27".into(),
        chosen: Vec::new(),
        mentions: None,
        quotes: Vec::new(),
        ledger: Ledger::default(),
        owed: Default::default(),
    }
}

fn place(draft: &Draft, key: &str) -> Option<usize> {
    draft.place(About::Item(0, item(draft, key)))
}

fn item(draft: &Draft, key: &str) -> usize {
    draft.chosen[0].series.items.iter().position(|item| item.key == key).unwrap()
}

#[tokio::test]
async fn how_many_were_not_asked_is_not_told_where_they_are_few() {
    let (study, series) = asked(&[("2026", PEOPLE - 3, |person| person as f64)]).await;
    let draft = drafted(&study, &series).await;
    for key in ["helped", "calm", "scale:rest"] {
        assert!(place(&draft, key).is_none(), "{key}: three people are all who did not move");
    }
    assert!(place(&draft, "glad").is_some(), "control: everybody was asked");
    let why = outlook(&draft).into_iter().filter(|one| one.stops.iter().any(|stop| stop.code == "few"));
    assert_eq!(why.count(), 4, "helped, calm, safe and the scale of both");
    let left_out = withheld(&outlook(&draft));
    assert!(left_out >= 4 && draft.methods.withheld == left_out, "the public page counts what the house counts");
    let document = app::pages::StaffPages.document(&draft);
    let says = |block: &Block, words: &str| matches!(block, Block::Paragraph(text) if text.contains(words));
    let named = |block: &Block| says(block, "left out: ") && says(block, "(by wave)");
    assert!(document.blocks.iter().any(named), "and says which tables they are: {:?}", document.blocks);
    let cells: Vec<&Cell> = document.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells).collect();
    let tells = |count: u64| {
        let of = |cell: &&&Cell| match cell {
            Cell::Count(told) => *told == count,
            Cell::Share { base, count: told, .. } => *base == count || *told == Some(count),
            _ => false,
        };
        cells.iter().any(|cell| of(&cell))
    };
    assert!(tells(100) && !tells(97) && !tells(3), "{cells:?}");

    let (study, series) = asked(&[("2026", PEOPLE - 30, |person| person as f64)]).await;
    let draft = drafted(&study, &series).await;
    for key in ["helped", "calm", "scale:rest"] {
        assert!(place(&draft, key).is_some(), "control, {key}: thirty people are enough");
    }
}

#[tokio::test]
async fn a_mean_of_values_that_are_all_but_equal_is_not_told() {
    let alike: [fn(usize) -> f64; 3] = [
        |_| 30.0,
        |person| if person < 3 { 200.0 } else { 30.0 },
        // The same number, worked out in two ways.
        |person| if person.is_multiple_of(2) { 0.3 } else { 0.1 + 0.2 },
    ];
    for nights in alike {
        let (study, series) = asked(&[("2026", 50, nights)]).await;
        let draft = drafted(&study, &series).await;
        let told = draft.told(place(&draft, "nights").unwrap(), 0);
        assert_eq!(told, Told::Hidden, "{} and {}", nights(0), nights(PEOPLE - 1));
    }
    let (study, series) = asked(&[("2026", 50, |person| person as f64)]).await;
    let draft = drafted(&study, &series).await;
    let told = draft.told(place(&draft, "nights").unwrap(), 0);
    assert!(matches!(told, Told::Figure(mean, None) if mean.estimate == Some(49.5)), "control: {told:?}");
}

#[tokio::test]
async fn a_change_from_a_mean_that_is_not_told_is_not_told_either() {
    let spread: fn(usize) -> f64 = |person| person as f64;
    let alike: fn(usize) -> f64 = |_| 30.0;
    for (earlier, later) in [(spread, alike), (alike, spread)] {
        let (study, series) = asked(&[("2025", 50, earlier), ("2026", 50, later)]).await;
        let draft = drafted(&study, &series).await;
        assert!(matches!(draft.said(0, item(&draft, "nights")), Said::Kept));
    }
    let (study, series) = asked(&[("2025", 50, spread), ("2026", 50, |person| person as f64 + 9.0)]).await;
    let draft = drafted(&study, &series).await;
    assert!(matches!(draft.said(0, item(&draft, "nights")), Said::Line(_)), "control");
}

/// A code that thirty and then ninety people mention, with yes and no apart or laid together.
fn mentioned(together: bool) -> Draft {
    let mentions = Mentions {
        version: 4,
        threshold: Threshold::new(5).against_insiders(),
        codes: vec![("keys".into(), "Keys".into())],
        waves: ["Spring", "Autumn"].map(|name| (name.to_lowercase(), name.to_owned())).into(),
        bases: vec![160, 170],
        counts: vec![vec![30, 90]],
    };
    let form = Form::Merged(vec![(Side::Columns, (0, 1))]);
    let accepted = Accepted { sheet: "code.keys".into(), form };
    let accepted = if together { vec![accepted] } else { Vec::new() };
    let choice = Choice { language: "en".into(), accepted, ..Choice::default() };
    of(Gathered { mentions: Some(mentions), ..nothing(choice) })
}

fn codes(draft: &Draft) -> Table {
    let blocks = app::pages::StaffPages.document(draft).blocks;
    blocks.into_iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).unwrap()
}

#[test]
fn who_mentions_a_code_is_not_told_once_they_are_laid_together_with_who_does_not() {
    let draft = mentioned(true);
    assert!(draft.judged(0).is_none(), "no change of a share that is not shown");
    let row = codes(&draft).rows.remove(0);
    assert_eq!(row.cells[0], Cell::Count(160), "how many said anything is told");
    let shares = row.cells.iter().filter(|cell| matches!(cell, Cell::Share { .. })).count();
    assert_eq!(shares, 0, "everybody is no share: {:?}", row.cells);
    let draft = mentioned(false);
    assert!(draft.judged(0).is_some(), "control");
    assert_eq!(codes(&draft).rows[0].cells[1], Cell::Share { share: 30.0 / 160.0, count: Some(30), base: 160 });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_in_a_release_without_what_stands_under_it() {
    let answers: Vec<String> = (0..60).map(|number| format!("What person {number} says.")).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let mut reading = Reading::begin().await;
    let (outer, inner) = (reading.code("Doors").await, reading.code("Keys").await);
    let owner = reading.platform.owner.id.clone();
    reading.act(&owner, Act::Move { code: inner.clone(), parent: Some(outer.clone()) }).await.unwrap();
    for (number, answer) in answers.iter().enumerate() {
        let passage: PassageId = reading.answer("help", answer).await;
        // Twenty people mention the outer code alone, seventeen the inner one.
        let code = match number {
            0..20 => &outer,
            20..37 => &inner,
            _ => continue,
        };
        let coding = server::chance::id();
        let act = Act::Code { coding, passage, span: None, code: code.clone(), round: None, coder: None };
        reading.act(&owner, act).await.unwrap();
    }
    let base = format!("/studies/{}/releases/new", reading.platform.study.id);
    reading.owner.page = Some(base.clone());
    let form = [("title", "Words"), ("language", "en"), ("code", outer.as_str()), ("code", inner.as_str())];
    let mut page = reading.owner.post(&base, &form).await;
    for _ in 0..600 {
        if !page.says("Working out what can be shown") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        page = reading.owner.get(page.address.split('?').next().unwrap()).await;
    }
    assert!(page.says("17 of 60"), "control, the inner code: {}", page.body);
    assert!(page.says("20 of 60") && !page.says("37 of 60"), "minus the inner one it would tell of the outer alone");
}
