//! A coordinator rewords a question between two waves.

use instruments::Answer;
use server::chance;
use server::seal::envelope;
use server::seal::payload::{FORMAT, Response, associated};
use server::store::collections::{self, Collection, Settings, State};
use server::store::responses::{self, Stored};
use server::store::{audit, grants, instruments as kept, sites, versions, waves};
use server::waves::wording::{self, Class};
use server::waves::{Series, Verdict, compare, course};

use super::RULES;
use super::study::Study;

const ASKED: &str = r#"
format = 1
id = "visits"
audience = "professionals"
languages = ["en"]
title = { en = "Visits" }
minutes = 1
[consent]
who = { en = "The coalition." }
why = { en = "To plan visits." }
seen_by = { en = "The coordinator." }
limits = { en = "None." }
[[section]]
id = "all"
title = { en = "Visits" }
[[section.question]]
id = "enough"
kind = "yes_no"
text = { en = "Are there enough visits?" }
[[section.question]]
id = "useful"
kind = "yes_no"
text = { en = "Are the visits of use?" }
"#;

/// A wave with so many answers, so many of them yes to each question, to a version.
async fn wave(study: &Study, instrument: &str, version: &str, name: &str, date: &str, yes: usize, all: usize) {
    let store = &study.store;
    let wave = waves::add(store, &study.study.id, name, date).await.unwrap();
    let mut to = store.write().await.unwrap();
    let site = match sites::all(store, &study.study.id).await.unwrap().first() {
        Some(site) => site.id.clone(),
        None => {
            let site = chance::id();
            sites::put(&mut to, &site, &study.study.id, "Everywhere").await.unwrap();
            site
        }
    };
    let collection = chance::id();
    let new = Collection {
        id: collection.clone(),
        study_id: study.study.id.clone(),
        wave_id: wave,
        instrument_id: instrument.to_owned(),
        version_hash: version.to_owned(),
        rehearsal: false,
        state: State::Closed,
        closes_on: None,
        settings: Settings::default(),
    };
    collections::put(&mut to, &new).await.unwrap();
    let (generation, key) = grants::sealing_key(store, &study.study.id).await.unwrap();
    for number in 0..all {
        let said = Answer::One(if number < yes { "yes" } else { "no" }.to_owned());
        let answers = [("enough", said.clone()), ("useful", said)];
        let response = Response {
            format: FORMAT,
            version_hash: version.to_owned(),
            language: "en".into(),
            answers: answers.map(|(key, answer)| (key.to_owned(), answer)).into(),
            ..Response::default()
        };
        let id = chance::id();
        let place = associated(&study.study.id, &collection, &id);
        let sealed = envelope::seal(&key, generation, &place, &response.to_padded_bytes());
        let stored = Stored { id, collection_id: collection.clone(), site_id: site.clone(), sealed };
        responses::put(&mut to, &stored, &chance::bytes::<16>()).await.unwrap();
    }
    to.commit().await.unwrap();
}

#[tokio::test]
async fn a_reworded_question_breaks_the_line_until_it_is_confirmed_to_ask_the_same() {
    let study = Study::with_instrument(ASKED).await;
    let (store, id) = (&study.store, kept::all(&study.store, &study.study.id).await.unwrap()[0].id.clone());
    let first = versions::all(store, &id).await.unwrap().remove(0);
    let reworded = ASKED.replace("Are there enough visits?", "Do enough visits take place?");
    let mut to = store.write().await.unwrap();
    versions::publish(&mut to, &id, &reworded, &["en".into()], "2028-01-01").await.unwrap();
    to.commit().await.unwrap();
    let all = versions::all(store, &id).await.unwrap();
    let second = all.iter().find(|version| version.hash != first.hash).unwrap();
    wave(&study, &id, &first.hash, "2026", "2026-03-01", 12, 40).await;
    wave(&study, &id, &second.hash, "2028", "2028-03-01", 30, 40).await;
    let read = async || {
        let workspace = study.unlock().await;
        Series::read(store, &workspace, &study.study.id, &id).await.unwrap()
    };
    let series = read().await;
    let verdicts = |series: &Series| {
        let lines = compare(series, 0, 1, None, RULES).lines;
        lines.into_iter().map(|line| line.verdict).collect::<Vec<_>>()
    };
    let [enough, useful] = &verdicts(&series)[..] else { panic!("two questions") };
    assert_eq!(*enough, Verdict::Apart(Class::Reworded));
    assert!(matches!(useful, Verdict::Clear { .. }), "{useful:?}");
    let broken = course(&series, &series.items[0], None, RULES);
    assert!(broken.points[0].apart.is_some() && broken.points[1].apart.is_none());
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
