//! Waves for tests: versions of an instrument are published, and people answer them as the platform keeps it. Nothing goes
//! through pages here; each page has its own test.

#![allow(dead_code, reason = "each test uses its own part")]

use instruments::{Answer, Answers};
use server::seal::envelope;
use server::seal::payload::{FORMAT, Response, associated};
use server::store::collections::{self, Collection, Settings, State};
use server::store::responses::{self, Stored};
use server::store::{Store, grants, instruments as files, sites, versions, waves};
use server::{chance, parallel};

/// Responses in one transaction.
const BATCH: usize = 5_000;

/// An instrument of a study that is asked wave after wave.
pub struct Waves {
    store: Store,
    study: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Ids of the sites, in the order of their names here.
    pub sites: Vec<String>,
}

impl Waves {
    /// A new instrument and new sites; nothing is published yet.
    pub async fn begin(store: &Store, study: &str, toml: &str, names: &[&str]) -> Self {
        let file = instruments::parse(toml).expect("a sound instrument");
        let instrument = files::add(store, study, &file.id, toml).await.expect("an instrument");
        let mut sites = Vec::new();
        for name in names {
            sites.push(sites::add(store, study, name).await.expect("a site"));
        }
        Self { store: store.clone(), study: study.to_owned(), instrument, sites }
    }

    /// One more version; its hash.
    pub async fn publish(&self, toml: &str, day: &str) -> String {
        let file = instruments::parse(toml).expect("a sound instrument");
        let mut to = self.store.write().await.expect("a transaction");
        let version = versions::publish(&mut to, &self.instrument, toml, &file.languages, day).await;
        to.commit().await.expect("kept");
        version.expect("published")
    }

    /// One more wave with a collection of a version.
    pub async fn open(&self, name: &str, date: &str, version: &str) -> Collection {
        self.open_with((name, date, version), Settings::default()).await
    }

    /// The same where respondents meet something else than by default.
    pub async fn open_with(&self, (name, date, version): (&str, &str, &str), settings: Settings) -> Collection {
        let wave = waves::add(&self.store, &self.study, name, date).await.expect("a wave");
        let new = Collection {
            id: String::new(),
            study_id: self.study.clone(),
            wave_id: wave,
            instrument_id: self.instrument.clone(),
            version_hash: version.to_owned(),
            rehearsal: false,
            state: State::Open,
            closes_on: None,
            settings,
        };
        let id = collections::add(&self.store, &new).await.expect("a collection");
        Collection { id, ..new }
    }

    /// One more wave that people answered, each at the site of a place.
    pub async fn wave(
        &self,
        (name, date, version): (&str, &str, &str),
        people: impl IntoIterator<Item = (usize, Response)>,
    ) -> Collection {
        let collection = self.open(name, date, version).await;
        self.answer(&collection, people).await;
        collection
    }

    /// More people answer a collection.
    pub async fn answer(&self, collection: &Collection, people: impl IntoIterator<Item = (usize, Response)>) {
        let people = people.into_iter().map(|(site, response)| {
            let version_hash = match response.version_hash.as_str() {
                "" => collection.version_hash.clone(),
                own => own.to_owned(),
            };
            (self.sites[site].clone(), Response { version_hash, ..response })
        });
        arrive(&self.store, &self.study, &collection.id, people).await;
    }
}

/// An instrument file for people who work there: lists, sections and scales as they are given, the rest invented.
pub fn asking(id: &str, rest: &str) -> String {
    let head = r#"
audience = "professionals"
languages = ["en"]
minutes = 1
[consent]
who = { en = "The coalition." }
why = { en = "To learn what changes." }
seen_by = { en = "The coordinator." }
limits = { en = "None." }
"#;
    format!("format = 1\nid = \"{id}\"\ntitle = {{ en = \"Invented questions: {id}\" }}{head}{rest}")
}

/// A section with questions.
pub fn section(id: &str, questions: &str) -> String {
    format!("[[section]]\nid = \"{id}\"\ntitle = {{ en = \"Part {id}\" }}\n{questions}\n")
}

/// What somebody said, in English; the version is that of the collection.
pub fn response(answers: Answers) -> Response {
    Response { format: FORMAT, language: "en".into(), mode: "alone".into(), answers, ..Response::default() }
}

/// The same to an instrument file, with reasons for all that is not answered.
pub fn complete(toml: &str, answers: Answers) -> Response {
    let file = instruments::parse(toml).expect("a sound instrument");
    response(instruments::complete(&file, &answers))
}

/// One option.
pub fn one(key: &str, code: &str) -> (String, Answer) {
    (key.to_owned(), Answer::One(code.to_owned()))
}

/// Seals and keeps responses as they are kept when they arrive, each at the site of an id; their own ids.
pub async fn arrive(
    store: &Store,
    study: &str,
    collection: &str,
    people: impl IntoIterator<Item = (String, Response)>,
) -> Vec<String> {
    let (generation, key) = grants::sealing_key(store, study).await.expect("a key");
    let seal = |(site, response): &(String, Response)| {
        let id = chance::id();
        let place = associated(study, collection, &id);
        let sealed = envelope::seal(&key, generation, &place, &response.to_padded_bytes());
        Stored { id, collection_id: collection.to_owned(), site_id: site.clone(), sealed }
    };
    let (mut people, mut ids) = (people.into_iter(), Vec::new());
    loop {
        let batch: Vec<(String, Response)> = people.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return ids;
        }
        let mut to = store.write().await.expect("a transaction");
        for stored in parallel::map(&batch, seal) {
            responses::put(&mut to, &stored, &chance::bytes::<16>()).await.expect("stored");
            ids.push(stored.id);
        }
        to.commit().await.expect("kept");
    }
}
