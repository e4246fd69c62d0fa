//! A site asks the collaboration inventory: first in paraphrases, then in the official wording that it obtained.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
#[path = "tide/waves.rs"]
mod waves;

use axum::http::StatusCode;
use instruments::{Answer, Answers, Instrument, overlay, parse};
use platform::{Browser, Open, PASSPHRASE, Platform, Scene};
use server::exchange::csv;
use server::seal::payload::Response;
use server::store::{collections, instruments as drafts, sites, versions};

const WILDER: &str = include_str!("../instruments/library/wilder-cfi.toml");
const OVERLAY: &str = include_str!("../instruments/library/wilder-cfi.overlay.example.toml");
const MARK: &str = "our own paraphrase, not the official wording";
const AUTHOR: &str = "Mattessich, P. W.";

fn scene(toml: &str) -> Scene {
    Scene { toml: toml.to_owned(), ..Scene::default() }
}

/// The inventory with 44 invented sentences in the place of the owner's.
fn official() -> String {
    let mut number = 0;
    let filled = OVERLAY.split_inclusive("en = \"\"").map(|part| {
        number += 1;
        part.replace("en = \"\"", &format!("en = \"Owner's sentence {number}.\""))
    });
    overlay(WILDER, &filled.collect::<String>()).unwrap()
}

async fn owner(platform: &Platform) -> Browser {
    let mut browser = platform.signed_in().await;
    browser.post(&format!("/studies/{}/unlock", platform.study.id), &[("passphrase", PASSPHRASE)]).await;
    browser
}

/// Everybody rates every item with the same score.
async fn rate(platform: &Platform, open: &Open, toml: &str, score: f64, people: usize) {
    let instrument: Instrument = parse(toml).unwrap();
    let code = |key: &str| {
        let id = key.split('.').next().unwrap();
        let question = instrument.questions().find(|question| question.id == id).unwrap();
        instrument.options(question).iter().find(|option| option.score == Some(score)).unwrap().code.clone()
    };
    let keys = instrument.scales.iter().flat_map(|scale| &scale.items);
    let answers: Answers = keys.map(|key| (key.clone(), Answer::One(code(key)))).collect();
    let site = sites::all(&platform.state.store, &platform.study.id).await.unwrap().remove(0).id;
    let said = Response { version_hash: instruments::hash(toml), ..waves::complete(toml, answers) };
    let people = std::iter::repeat_n((site, said), people);
    waves::arrive(&platform.state.store, &platform.study.id, &open.collection.id, people).await;
}

#[tokio::test]
async fn every_page_a_respondent_sees_says_whose_words_these_are_and_that_they_are_a_paraphrase() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    let mut browser = platform.respondent();
    let mut page = browser.get(&format!("/s/{}", open.word)).await;
    let mut pages = 0;
    page = loop {
        assert!(page.says(MARK) && page.says(AUTHOR), "{}: {}", page.address, page.body);
        pages += 1;
        if page.says("value=\"send\"") {
            break page;
        }
        let go = if page.says("value=\"begin\"") { "begin" } else { "on" };
        page = browser.post(&page.address.clone(), &[("_go", go)]).await;
    };
    let thanks = browser.post(&page.address, &[("_go", "send")]).await;
    assert!(thanks.says(MARK) && thanks.says(AUTHOR), "{}", thanks.body);
    assert!(pages > 8, "{pages} pages were looked at");
    let mut spanish = platform.respondent();
    spanish.language = "es";
    assert!(spanish.get(&format!("/s/{}", open.word)).await.says("paráfrasis nuestra"));
    let (other, open) = Platform::with(Scene::default()).await;
    assert!(!other.respondent().get(&format!("/s/{}", open.word)).await.says("paraphrase"), "control");
}

#[tokio::test]
async fn the_preview_the_paper_and_the_figures_say_it_too() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    let mut owner = owner(&platform).await;
    let base = format!("/studies/{}", platform.study.id);
    let instrument = format!("{base}/instruments/{}", open.collection.instrument_id);
    for page in [
        format!("{instrument}/phone?language=en&page=0"),
        format!("{instrument}/phone?language=en&page=3"),
        format!("{instrument}/paper/en"),
        format!("{base}/collections/{}/paper/en", open.collection.id),
    ] {
        let shown = owner.get(&page).await;
        assert!(shown.says(MARK) && shown.says(AUTHOR), "{page}: {}", shown.body);
    }
    assert!(owner.get(&instrument).await.says("Our own paraphrase"));
    let figures = owner.get(&format!("{base}/results/{}", open.collection.id)).await;
    assert!(figures.says("not in the official wording") && figures.says(AUTHOR), "{}", figures.body);
}

#[tokio::test]
async fn every_file_of_answers_carries_the_mark_and_the_acknowledgement() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    rate(&platform, &open, WILDER, 4.0, 3).await;
    let mut owner = owner(&platform).await;
    let base = format!("/studies/{}/results/{}", platform.study.id, open.collection.id);
    let data = csv::read(owner.take(&format!("{base}/data.csv")).await.body.as_bytes()).unwrap();
    let column = |name: &str| data.rows[0].iter().position(|head| head == name).expect("the column");
    let (wording, acknowledgement) = (column("_wording"), column("_acknowledgement"));
    assert_eq!(data.rows.len(), 4);
    for row in &data.rows[1..] {
        assert!(row[wording] == "paraphrase" && row[acknowledgement].contains(AUTHOR), "{row:?}");
        assert_eq!(row[column("_version")], "1");
    }
    let dictionary = owner.get(&format!("{base}/dictionary.csv")).await;
    assert!(
        dictionary.says("_wording,,\"paraphrase: Our own paraphrase, not the official wording.")
            && dictionary.says(AUTHOR),
        "{}",
        dictionary.body
    );
}

#[tokio::test]
async fn official_wording_changes_the_mark_and_is_never_counted_with_the_paraphrase() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    rate(&platform, &open, WILDER, 2.0, 6).await;
    let store = &platform.state.store;
    let text = official();
    let draft = drafts::find(store, &platform.study.id, &open.collection.instrument_id).await.unwrap().unwrap();
    drafts::save(store, &draft, &text).await.unwrap();
    let mut to = store.write().await.unwrap();
    let hash =
        versions::publish(&mut to, &open.collection.instrument_id, &text, &["en".into()], "2026-11-22").await.unwrap();
    to.commit().await.unwrap();
    collections::save(store, &collections::Collection { version_hash: hash, ..open.collection.clone() }).await.unwrap();
    rate(&platform, &open, &text, 5.0, 7).await;

    let welcome = platform.respondent().get(&format!("/s/{}", open.word)).await;
    assert!(!welcome.says("paraphrase") && welcome.says(AUTHOR), "{}", welcome.body);
    let mut owner = owner(&platform).await;
    let base = format!("/studies/{}/results/{}", platform.study.id, open.collection.id);
    let figures = owner.get(&base).await;
    assert!(figures.says("asked in the official wording"), "{}", figures.body);
    assert_eq!(figures.body.matches("\"Mean\">5.0</td>").count(), 22, "only those who read the official words");
    assert!(figures.says("6 responses are not counted here"), "{}", figures.body);
    let before = owner.get(&format!("{base}?version={}", instruments::hash(WILDER))).await;
    assert_eq!(before.status, StatusCode::OK);
    assert_eq!(before.body.matches("\"Mean\">2.0</td>").count(), 22, "{}", before.body);
    assert!(before.says("not in the official wording") && before.says("7 responses are not counted here"));
    assert!(figures.says("6 responses answered our own words instead: they are left out here and shown apart."));
    assert!(figures.says(&format!("href=\"{base}?version={}\"", instruments::hash(WILDER))), "a way to them");
    assert!(before.says("7 responses answered the official wording instead"), "{}", before.body);
    let dictionary = owner.get(&format!("{base}/dictionary.csv")).await;
    assert!(dictionary.says("\"paraphrase: ") && dictionary.says("official: "), "{}", dictionary.body);
    let data = owner.take(&format!("{base}/data.csv")).await;
    assert_eq!((data.body.matches(",paraphrase,").count(), data.body.matches(",official,").count()), (6, 7));
}

#[tokio::test]
async fn a_draft_without_its_acknowledgement_is_neither_published_nor_rehearsed() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    let store = &platform.state.store;
    let draft = drafts::find(store, &platform.study.id, &open.collection.instrument_id).await.unwrap().unwrap();
    let (before, rest) = WILDER.split_once("[wording]").unwrap();
    let bare = format!("{before}{}", &rest[rest.find("[list]").unwrap()..]);
    drafts::save(store, &draft, &bare).await.unwrap();
    let mut owner = owner(&platform).await;
    let own = format!("/studies/{}/instruments/{}", platform.study.id, draft.id);
    owner.page = Some(own.clone());
    owner.post(&format!("{own}/sign"), &[("language", "en"), ("reviewer", "Rosa"), ("read", "on")]).await;
    let hash = instruments::hash(&bare);
    let refused = owner.post(&format!("{own}/publish"), &[("hash", &hash), ("language", "en")]).await;
    assert!(refused.says("role=\"alert\"") && refused.says("the acknowledgement is empty"), "{}", refused.body);
    assert_eq!(versions::all(store, &draft.id).await.unwrap().len(), 1);
    let board = format!("/studies/{}/collections", platform.study.id);
    owner.page = Some(board.clone());
    let wave = open.collection.wave_id.as_str();
    let rehearsed = [("instrument", draft.id.as_str()), ("wave", wave), ("purpose", "rehearsal")];
    let refused = owner.post(&board, &rehearsed).await;
    assert!(refused.says("role=\"alert\"") && refused.says("the acknowledgement is empty"), "{}", refused.body);
}

#[tokio::test]
async fn an_interval_ends_where_the_scale_ends() {
    let (platform, open) = Platform::with(scene(WILDER)).await;
    rate(&platform, &open, WILDER, 5.0, 2).await;
    rate(&platform, &open, WILDER, 4.0, 1).await;
    let mut owner = owner(&platform).await;
    let figures = owner.get(&format!("/studies/{}/results/{}", platform.study.id, open.collection.id)).await;
    // Mean 4.67, standard error 0.33: the t interval alone would reach from 3.2 to 6.1.
    assert!(figures.says(">3.2 to 5.0<") && !figures.says("to 6.1"), "{}", figures.body);
    assert!(figures.says("they end where the scale ends"));
}
