//! A coordinator rewords a question between two waves.

use std::sync::LazyLock;

use server::store::audit;
use server::waves::wording::{self, Class};
use server::waves::{Series, Trend, Verdict, compare, course};

use super::RULES;
use super::study::Study;
use super::waves::{Waves, complete, one};
use super::{asking, choice, series_of};

static ASKED: LazyLock<String> = LazyLock::new(|| {
    let questions = [("enough", "Are there enough visits?"), ("useful", "Are the visits of use?")];
    let question = |(id, text): (&str, &str)| {
        format!("[[section.question]]\nid = \"{id}\"\nkind = \"yes_no\"\ntext = {{ en = \"{text}\" }}\n")
    };
    asking("visits", &questions.map(question).concat())
});

/// So many people, so many of whom say yes to each question.
fn people(yes: usize, all: usize) -> impl Iterator<Item = (usize, server::seal::payload::Response)> {
    let said = move |number| if number < yes { "yes" } else { "no" };
    (0..all).map(move |number| {
        let answers = ["enough", "useful"].map(|key| one(key, said(number)));
        (0, complete(&ASKED, answers.into()))
    })
}

#[tokio::test]
async fn a_reworded_question_breaks_the_line_until_it_is_confirmed_to_ask_the_same() {
    let study = Study::with_instrument(&asking("other", &choice("other", "single", &["one", "two"]))).await;
    let store = &study.store;
    let waves = Waves::begin(store, &study.study.id, &ASKED, &["Everywhere"]).await;
    let id = waves.instrument.clone();
    let first = waves.publish(&ASKED, "2026-01-01").await;
    let reworded = ASKED.replace("Are there enough visits?", "Do enough visits take place?");
    let second = waves.publish(&reworded, "2028-01-01").await;
    waves.wave(("2026", "2026-03-01", &first), people(12, 40)).await;
    waves.wave(("2028", "2028-03-01", &second), people(30, 40)).await;
    let read = async || series_of(&study, &id).await;
    let series = read().await;
    let verdicts = |series: &Series| {
        let lines = compare(series, 0, 1, None, RULES).lines;
        lines.into_iter().map(|line| line.verdict).collect::<Vec<_>>()
    };
    let [enough, useful] = &verdicts(&series)[..] else { panic!("two questions") };
    assert_eq!(*enough, Verdict::Apart(Class::Reworded));
    assert!(matches!(useful, Verdict::Clear { .. }), "{useful:?}");
    let broken = course(&series, &series.items[0], None, RULES);
    assert!(broken.points[0].changed.is_empty() && broken.points[1].changed.contains(&Class::Reworded));
    assert_eq!(broken.points[0].figure.unwrap().base, 40, "the earlier wave is still shown");

    let [step] = &series.breaks.steps[..] else { panic!("one step: {:?}", series.breaks.steps) };
    assert!(step.asks());
    let mut to = store.write().await.unwrap();
    wording::confirm(&mut to, &id, step, Class::Cosmetic, ("owner", "2028-05-01")).await.unwrap();
    audit::append(&mut to, Some(&study.study.id), "owner", "class-wording", &step.unit).await.unwrap();
    to.commit().await.unwrap();
    let [enough, _] = &verdicts(&read().await)[..] else { panic!("two questions") };
    assert!(matches!(enough, Verdict::Clear { .. }), "{enough:?}");
}

/// Six waves: the first question has three wordings, the second is asked only of some from 2024 on.
async fn six_waves() -> (Study, Series) {
    let study = Study::with_instrument(&asking("other", &choice("other", "single", &["one", "two"]))).await;
    let waves = Waves::begin(&study.store, &study.study.id, &ASKED, &["Everywhere"]).await;
    let second = ASKED
        .replace("Are there enough visits?", "Do enough visits take place?")
        .replace("id = \"useful\"", "id = \"useful\"\nshow_if = \"${enough} = 'yes'\"");
    let third = second.replace("Do enough visits take place?", "Do visits take place often enough?");
    let texts = [&*ASKED, &second, &third];
    let mut versions = Vec::new();
    for (text, day) in texts.iter().zip(["2021-01-01", "2024-01-01", "2026-01-01"]) {
        versions.push(waves.publish(text, day).await);
    }
    for (year, version, yes) in
        [(2021, 0, 10), (2022, 0, 20), (2023, 0, 30), (2024, 1, 12), (2025, 1, 13), (2026, 2, 30)]
    {
        let name = year.to_string();
        let said = move |number| if number < yes { "yes" } else { "no" };
        let people = (0..40).map(|number| {
            let answers = ["enough", "useful"].map(|key| one(key, said(number)));
            let answers = answers.into_iter().filter(|(key, _)| version == 0 || key == "enough" || number < yes);
            (0, complete(texts[version], answers.collect()))
        });
        waves.wave((&name, &format!("{name}-03-01"), &versions[version]), people).await;
    }
    let series = series_of(&study, &waves.instrument).await;
    (study, series)
}

#[tokio::test]
async fn each_break_begins_a_line_of_its_own_and_each_line_has_its_own_trend() {
    let (_study, series) = six_waves().await;
    let enough = course(&series, series.item("enough").unwrap(), None, RULES);
    let marked: Vec<&str> =
        enough.points.iter().filter(|point| !point.changed.is_empty()).map(|point| point.name.as_str()).collect();
    assert_eq!(marked, ["2024", "2026"]);
    assert!(enough.points.iter().all(|point| point.figure.is_some()), "every wave is shown");
    let waves: Vec<&[usize]> = enough.segments.iter().map(|segment| segment.waves.as_slice()).collect();
    assert_eq!(waves, [&[5][..], &[3, 4], &[0, 1, 2]]);
    let trends: Vec<bool> = enough.segments.iter().map(|segment| segment.trend.is_some()).collect();
    assert_eq!(trends, [false, false, true], "three waves make a trend");
    let Some(Trend::Share(share)) = &enough.segments[2].trend else { panic!("a share") };
    assert!(share.trend.as_ref().unwrap().p < 0.001, "a quarter, a half, three quarters");
    assert_eq!(enough.segments[2].counted, ["2021", "2022", "2023"]);
}

#[tokio::test]
async fn waves_are_compared_wherever_they_share_the_wording_whichever_is_the_later_one() {
    let (_study, series) = six_waves().await;
    let verdict = |earlier: usize, later: usize, key: &str| {
        let series = series.as_asked(later);
        let place = series.items.iter().position(|item| item.key == key).unwrap();
        compare(&series, earlier, later, None, RULES).lines.swap_remove(place).verdict
    };
    assert!(matches!(verdict(0, 1, "enough"), Verdict::Borderline { .. } | Verdict::Clear { .. }));
    assert!(matches!(verdict(0, 2, "enough"), Verdict::Clear { .. }));
    assert!(!matches!(verdict(3, 4, "enough"), Verdict::Apart(_)));
    for (earlier, later) in [(2, 3), (0, 4), (4, 5), (0, 5)] {
        assert_eq!(verdict(earlier, later, "enough"), Verdict::Apart(Class::Reworded), "{earlier} and {later}");
    }
}

#[tokio::test]
async fn a_question_that_is_asked_of_other_people_has_another_base_until_it_is_said_to_be_the_same() {
    let (study, series) = six_waves().await;
    let useful = course(&series, series.item("useful").unwrap(), None, RULES);
    let marked: Vec<&str> = useful
        .points
        .iter()
        .filter(|point| point.changed.contains(&Class::Route))
        .map(|point| point.name.as_str())
        .collect();
    assert_eq!(marked, ["2024"]);
    let mut steps = series.breaks.steps.iter().filter(|step| step.unit == "useful");
    let step = steps.next().unwrap();
    assert!(steps.next().is_none() && step.asks(), "one change, and the coordinator says what it is");
    assert_eq!((step.changes[0].before.as_str(), step.changes[0].after.as_str()), ("", "${enough} = 'yes'"));
    let mut to = study.store.write().await.unwrap();
    wording::confirm(&mut to, &series.id, step, Class::Cosmetic, ("owner", "2026-05-01")).await.unwrap();
    to.commit().await.unwrap();
    let series = series_of(&study, &series.id).await;
    let useful = course(&series, series.item("useful").unwrap(), None, RULES);
    let [segment] = &useful.segments[..] else { panic!("one line: {:?}", useful.segments) };
    assert_eq!(segment.waves, [0, 1, 2, 3, 4, 5]);
}
