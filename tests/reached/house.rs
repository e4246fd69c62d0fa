//! A house into which a table of open data came, by its own import; and the owner's browser in it.

use std::path::Path;

use server::exchange::import::keep::{self, Destination};
use server::exchange::{csv, import};
use server::store::{collections, instruments as kept, links, sites, versions, waves};

use crate::platform::{Browser, PASSPHRASE, Platform};

/// What every instrument here begins with.
const HEAD: &str = r#"
format = 1
id = "open-data"
audience = "professionals"
languages = ["en"]
title = { en = "Open data" }
minutes = 3
[consent]
who = { en = "Whoever published this open data." }
why = { en = "To test." }
seen_by = { en = "Anybody: the data is public." }
limits = { en = "None." }
[[section]]
id = "all"
title = { en = "All" }
"#;

/// An instrument of these questions and scales.
pub fn instrument(questions: &str) -> String {
    format!("{HEAD}{questions}")
}

/// A question: its id, its kind and what else it needs.
pub fn question(id: &str, kind: &str, more: &str) -> String {
    format!("[[section.question]]\nid = \"{id}\"\nkind = \"{kind}\"\ntext = {{ en = \"The question {id}\" }}\n{more}\n")
}

/// Options by their codes, each with a score.
pub fn scored(options: &[(&str, f64)]) -> String {
    let option = |(code, score): &(&str, f64)| {
        format!("{{ code = \"{code}\", score = {score:?}, text = {{ en = \"Answer {code}\" }} }}")
    };
    format!("option = [{}]", options.iter().map(option).collect::<Vec<_>>().join(", "))
}

/// Options by their codes.
pub fn unscored(options: &[&str]) -> String {
    let option = |code: &&str| format!("{{ code = \"{code}\", text = {{ en = \"Answer {code}\" }} }}");
    format!("option = [{}]", options.iter().map(option).collect::<Vec<_>>().join(", "))
}

/// A file of the import's own tests.
pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/import").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A running house with answers in it.
pub struct House {
    pub platform: Platform,
    pub owner: Browser,
    pub instrument: String,
}

impl House {
    /// Publishes an instrument and brings a table in; rows that name no wave are of "Once". Waves that are called by a
    /// year begin in its middle.
    pub async fn with(toml: &str, table: &[u8], map: &str) -> Self {
        let platform = Platform::start().await;
        let (store, study) = (&platform.state.store, platform.study.clone());
        let parsed = instruments::parse(toml).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let instrument = kept::add(store, &study.id, &parsed.id, toml).await.unwrap();
        let mut to = store.write().await.unwrap();
        versions::publish(&mut to, &instrument, toml, &parsed.languages, "2026-01-01").await.unwrap();
        to.commit().await.unwrap();
        let version = versions::all(store, &instrument).await.unwrap().remove(0);
        let sheet = csv::read(table).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let map = import::Map::parse(map).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let plan =
            import::plan(&sheet, &map, &parsed, &version.hash).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let (wave, site) = (Some("Once".into()), Some("Everywhere".into()));
        let person = platform.owner.id.clone();
        let to = Destination { study: study.clone(), version, wave, site, person, file: "open.csv".into() };
        keep::keep(store, &to, plan, table).await.unwrap_or_else(|error| panic!("{error:?}"));
        for wave in waves::all(store, &study.id).await.unwrap() {
            let Ok(number) = wave.name.parse::<u32>() else { continue };
            let year = if number < 1_000 { 2_000 + number } else { number };
            waves::change(store, &study.id, &wave.id, &wave.name, &format!("{year}-07-01")).await.unwrap();
        }
        let mut owner = platform.signed_in().await;
        owner.post(&format!("/studies/{}/unlock", study.id), &[("passphrase", PASSPHRASE)]).await;
        Self { platform, owner, instrument }
    }

    /// The collection of a wave.
    pub async fn collection(&self, wave: &str) -> String {
        let (store, study) = (&self.platform.state.store, &self.platform.study.id);
        let wave = waves::all(store, study).await.unwrap().into_iter().find(|one| one.name == wave).expect("the wave");
        let all = collections::all(store, study).await.unwrap();
        all.into_iter().find(|one| one.wave_id == wave.id).expect("its collection").id
    }

    /// The page of results of a wave, or one below it.
    pub async fn results(&self, wave: &str, rest: &str) -> String {
        format!("/studies/{}/results/{}{rest}", self.platform.study.id, self.collection(wave).await)
    }

    /// A page about waves; waves are named in braces: `?from={2000}`.
    pub async fn waves(&self, rest: &str) -> String {
        let (store, study) = (&self.platform.state.store, &self.platform.study.id);
        let mut address = format!("/studies/{study}/waves/of/{}{rest}", self.instrument);
        for wave in waves::all(store, study).await.unwrap() {
            address = address.replace(&format!("{{{}}}", wave.name), &wave.id);
        }
        address
    }

    /// Writes down how many were invited.
    pub async fn invite(&self, wave: &str, number: i64) {
        let (store, study) = (&self.platform.state.store, &self.platform.study.id);
        let site = sites::all(store, study).await.unwrap().remove(0).id;
        links::add(store, &self.collection(wave).await, &site, Some(number), links::Mode::Open).await.unwrap();
    }

    /// The words of a page, without its tags.
    pub async fn read(&mut self, address: &str) -> String {
        let page = self.owner.get(address).await;
        assert_eq!(page.status, axum::http::StatusCode::OK, "{address}: {}", page.body);
        plain(&page.body)
    }
}

/// Text between tags; white space does not count, and a minus is a hyphen, as in reference figures.
pub fn plain(body: &str) -> String {
    let text = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>();
    squeeze(
        &text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace('−', "-"),
    )
}

/// Without any white space.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}
