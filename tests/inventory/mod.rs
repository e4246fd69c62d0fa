//! People who answer the collaboration inventory in a test: stored as if they had arrived, at a site.

// Each test file uses its own part of this.
#![allow(dead_code)]

use instruments::{Answer, Answers, parse};
use server::seal::payload::Response;
use server::store::{collections, instruments as drafts, sites, versions, waves};

use crate::platform::{Browser, Open, PASSPHRASE, Platform};

#[path = "../tide/waves.rs"]
mod asked;

/// The shipped third edition.
pub const WILDER: &str = include_str!("../../instruments/library/wilder-cfi.toml");

/// Part of its acknowledgement in every language.
pub const AUTHOR: &str = "Mattessich, P. W.";

/// The owner's browser with the study unlocked.
pub async fn owner(platform: &Platform) -> Browser {
    let mut browser = platform.signed_in().await;
    browser.post(&format!("/studies/{}/unlock", platform.study.id), &[("passphrase", PASSPHRASE)]).await;
    browser
}

/// The id of a site, made if there is none of the name.
pub async fn site(platform: &Platform, name: &str) -> String {
    let (store, study) = (&platform.state.store, &platform.study.id);
    match sites::all(store, study).await.unwrap().into_iter().find(|site| site.name == name) {
        Some(site) => site.id,
        None => sites::add(store, study, name).await.unwrap(),
    }
}

/// People at a site who give the item of a number (from 0) the rating that `say` tells.
pub async fn rate(
    platform: &Platform,
    open: &Open,
    toml: &str,
    at: &str,
    people: usize,
    say: impl Fn(usize, usize) -> usize,
) {
    let instrument = parse(toml).unwrap();
    let keys: Vec<&String> = instrument.scales.iter().flat_map(|scale| &scale.items).collect();
    let site = site(platform, at).await;
    let people = (0..people).map(|person| {
        let one = |(item, key): (usize, &&String)| ((*key).clone(), Answer::One(say(person, item).to_string()));
        let mut answers: Answers = keys.iter().enumerate().map(one).collect();
        answers.insert("more_environment".into(), Answer::Text(format!("Meetings start late, says person {person}.")));
        let said = asked::response(instruments::complete(&instrument, &answers));
        (site.clone(), Response { version_hash: instruments::hash(toml), ..said })
    });
    asked::arrive(&platform.state.store, &platform.study.id, &open.collection.id, people).await;
}

/// Publishes another instrument beside the first and opens a collection of it in the same wave.
pub async fn beside(platform: &Platform, open: &Open, toml: &str) -> Open {
    let (store, study) = (&platform.state.store, &platform.study.id);
    let file = parse(toml).unwrap();
    let instrument = drafts::add(store, study, &file.id, toml).await.unwrap();
    let mut change = store.write().await.unwrap();
    let version = versions::publish(&mut change, &instrument, toml, &file.languages, "2026-11-22").await.unwrap();
    change.commit().await.unwrap();
    let wave = waves::all(store, study).await.unwrap().remove(0).id;
    let collection = collections::Collection {
        wave_id: wave,
        instrument_id: instrument,
        version_hash: version,
        ..open.collection.clone()
    };
    let id = collections::add(store, &collection).await.unwrap();
    Open { collection: collections::Collection { id, ..collection }, word: String::new(), codes: Vec::new() }
}
