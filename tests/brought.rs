//! A coordinator brings two files of earlier answers in through the app, tells them apart, and takes one out again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;

use platform::{Answered, Browser, PASSPHRASE, Platform, Scene};
use server::store::{collections, instruments, links, responses, sites, waves};

const TEA: &str = include_str!("fixtures/import/tea.toml");

async fn scene() -> (Platform, platform::Open, Browser) {
    let (platform, open) = Platform::with(Scene { toml: TEA.to_owned(), ..Scene::default() }).await;
    let mut owner = platform.signed_in().await;
    owner.post(&format!("/studies/{}/unlock", platform.study.id), &[("passphrase", PASSPHRASE)]).await;
    (platform, open, owner)
}

/// Chooses a file and confirms what it would bring.
async fn bring(
    platform: &Platform,
    browser: &mut Browser,
    name: &str,
    (wave, site): (&str, &str),
    rows: &str,
) -> Answered {
    let address = format!("/studies/{}/import", platform.study.id);
    let instrument = instruments::all(&platform.state.store, &platform.study.id).await.unwrap().remove(0).id;
    let field =
        |name: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let fields =
        [field("instrument", &instrument), field("wave", wave), field("site", site), field("map", "")].concat();
    let file = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{rows}\r\n--b--\r\n"
    );
    let taken = browser.post_raw(&address, "multipart/form-data; boundary=b", (fields + &file).into_bytes()).await;
    let preview = taken.location().expect("a preview");
    let shown = browser.get(&preview).await;
    if !shown.says("value=\"import\"") {
        return shown;
    }
    browser.post(&preview, &[("do", "import"), ("map", "")]).await
}

async fn names(platform: &Platform) -> (Vec<String>, Vec<String>, usize) {
    let (store, study) = (&platform.state.store, &platform.study.id);
    let waves = waves::all(store, study).await.unwrap().into_iter().map(|wave| wave.name).collect();
    let sites = sites::all(store, study).await.unwrap().into_iter().map(|site| site.name).collect();
    (waves, sites, collections::all(store, study).await.unwrap().len())
}

async fn undo(platform: &Platform, browser: &mut Browser, file: &str) -> Answered {
    let page = browser.get(&format!("/studies/{}/import", platform.study.id)).await;
    let row = page
        .body
        .split("<tr>")
        .find(|row| row.contains(file) && row.contains("/import/undo/"))
        .expect("the file is named");
    let rest = row.split("/import/undo/").nth(1).unwrap_or_else(|| panic!("a way back: {row}"));
    let id = rest.split('"').next().unwrap();
    browser.post(&format!("/studies/{}/import/undo/{id}", platform.study.id), &[]).await
}

#[tokio::test]
async fn files_are_told_apart_by_name_and_day_wherever_their_answers_are_shown() {
    let (platform, _, mut owner) = scene().await;
    let today = platform.study.today().to_string();
    bring(&platform, &mut owner, "C:\\desk\\north_2019.csv", ("2019", "Delta"), "tea\nblack\ngreen\n").await;
    bring(&platform, &mut owner, "south.csv", ("2019", "Delta"), "tea\nblack\n").await;
    let list = owner.get(&format!("/studies/{}/import", platform.study.id)).await;
    assert!(list.says("north_2019.csv") && list.says("south.csv") && list.says(&today), "{}", list.body);
    assert!(!list.says("desk"), "no path of somebody's computer");
    let results = owner.get(&format!("/studies/{}/results", platform.study.id)).await;
    let said = format!("2 responses came from north_2019.csv, brought in on {today}");
    assert!(results.says(&said) && results.says("1 response came from south.csv"), "{}", results.body);
    let waves = waves::all(&platform.state.store, &platform.study.id).await.unwrap();
    assert_eq!(waves[0].name, "2019", "earlier answers stand before later waves");
    let wave = waves[0].id.clone();
    let all = collections::all(&platform.state.store, &platform.study.id).await.unwrap();
    let collection = all.into_iter().find(|one| one.wave_id == wave).unwrap().id;
    assert!(owner.get(&format!("/studies/{}/results/{collection}", platform.study.id)).await.says(&said));
    assert!(owner.get(&format!("/studies/{}/audit", platform.study.id)).await.says("north_2019.csv (2 rows)"));
}

#[tokio::test]
async fn what_an_import_made_goes_with_it_and_what_is_used_otherwise_stays() {
    let (platform, open, mut owner) = scene().await;
    let before = names(&platform).await;
    bring(&platform, &mut owner, "one.csv", ("2019", "Delta"), "tea\nblack\n").await;
    assert_eq!(names(&platform).await.2, before.2 + 1, "control: a collection was made");
    assert!(undo(&platform, &mut owner, "one.csv").await.says("out again"));
    assert_eq!(names(&platform).await, before, "wave, site and collection are gone");

    bring(&platform, &mut owner, "one.csv", ("2019", "Delta"), "tea\nblack\n").await;
    bring(&platform, &mut owner, "two.csv", ("2019", "Delta"), "tea\ngreen\n").await;
    undo(&platform, &mut owner, "one.csv").await;
    let (waves, sites, _) = names(&platform).await;
    assert!(waves.contains(&"2019".into()) && sites.contains(&"Delta".into()), "the second file needs them");
    let site = platform_site(&platform, "Delta").await;
    links::add(&platform.state.store, &open.collection.id, &site, None, links::Mode::Open).await.unwrap();
    undo(&platform, &mut owner, "two.csv").await;
    let (waves, sites, count) = names(&platform).await;
    assert_eq!((waves, count), (before.0, before.2), "the last file takes along what the first had made");
    assert!(sites.contains(&"Delta".into()), "a site that has a link stays");
    assert!(responses::ids(&platform.state.store, &platform.study.id).await.unwrap().is_empty());
}

async fn platform_site(platform: &Platform, name: &str) -> String {
    let all = sites::all(&platform.state.store, &platform.study.id).await.unwrap();
    all.into_iter().find(|site| site.name == name).unwrap().id
}

#[tokio::test]
async fn the_same_file_under_another_name_is_noticed_before_anything_is_done() {
    let (platform, _, mut owner) = scene().await;
    bring(&platform, &mut owner, "one.csv", ("2019", "Delta"), "tea\nblack\n").await;
    let again = bring(&platform, &mut owner, "copy.csv", ("2020", "Delta"), "tea\nblack\n").await;
    assert!(again.says("This file is in the study already"), "{}", again.body);
    assert_eq!(responses::ids(&platform.state.store, &platform.study.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn weights_are_said_not_to_be_used() {
    let (platform, _, mut owner) = scene().await;
    bring(&platform, &mut owner, "weighted.csv", ("2019", "Delta"), "tea,_weight\nblack,2.5\ngreen,1\nblack,\n").await;
    let all = collections::all(&platform.state.store, &platform.study.id).await.unwrap();
    let mut said = 0;
    for collection in all {
        let page = owner.get(&format!("/studies/{}/results/{}", platform.study.id, collection.id)).await;
        if page.says("2 rows have a weight.") {
            assert!(page.says("The figures on this page do not use them"), "{}", page.body);
            assert!(page.says("67 % (2 of 3)"), "unweighted: {}", page.body);
            said += 1;
        } else {
            assert!(!page.says("weight."), "control: nothing is said where no row has one");
        }
    }
    assert_eq!(said, 1);
}

#[tokio::test]
async fn more_answers_than_people_invited_ask_to_check_the_number() {
    let (platform, open, mut owner) = scene().await;
    let results = format!("/studies/{}/results", platform.study.id);
    bring(&platform, &mut owner, "all.csv", ("First", "North"), &format!("tea\n{}", "black\n".repeat(20))).await;
    let page = owner.get(&results).await;
    assert!(page.says("100 %") && !page.says("check the number invited"), "{}", page.body);
    links::invite(&platform.state.store, &open.collection.id, &open.word, Some(8)).await.unwrap();
    let page = owner.get(&results).await;
    assert!(page.says("250 %") && page.says("check the number invited"), "{}", page.body);
}
