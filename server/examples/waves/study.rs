//! A study with two waves, stored and sealed as responses arrive.

use std::path::Path;

use instruments::Instrument;
use server::chance::{self, Seeded};
use server::parallel;
use server::seal::payload::{FORMAT, Response, associated};
use server::seal::{Passphrase, PrivateKey, PublicKey, envelope, keys};
use server::store::collections::{self, Collection, Settings, State};
use server::store::grants::{self, StudyKeys};
use server::store::responses::{self, Stored};
use server::store::{Store, accounts, instruments as files, sites, studies, versions, waves};

use super::survey;

/// Responses in one transaction.
const BATCH: usize = 5_000;
const SEED: u64 = 7;

/// What is measured.
pub struct Study {
    pub store: Store,
    pub id: String,
    pub keys: StudyKeys,
    pub instrument: Instrument,
    /// The earlier wave's and the later one's.
    pub collections: [String; 2],
}

impl Study {
    pub async fn make(folder: &Path, size: usize) -> Self {
        let store = Store::open(folder).await.expect("a database");
        let person = keys::make_person(&Passphrase::new("seven quiet herons by the river"));
        let mut change = store.write().await.expect("a transaction");
        let owner = accounts::make(&mut change, "Olive Owner", &person, true).await.expect("an owner");
        let kit = PrivateKey::new().public();
        let (study, keys) = studies::make(&mut change, "Shore", "UTC", &owner, &kit).await.expect("a study");
        change.commit().await.expect("kept");
        let toml = survey::toml();
        let instrument = instruments::parse(&toml).expect("a sound instrument");
        let file = files::add(&store, &study.id, &instrument.id, &toml).await.expect("an instrument");
        let mut change = store.write().await.expect("a transaction");
        let version = versions::publish(&mut change, &file, &toml, &instrument.languages, "2026-11-22").await;
        change.commit().await.expect("kept");
        let mut study = Self { store, id: study.id, keys, instrument, collections: Default::default() };
        let site = sites::add(&study.store, &study.id, "North").await.expect("a site");
        let version = version.expect("published");
        for (later, name) in [(false, "First"), (true, "Second")] {
            let collection = study.collection(name, &file, &version).await;
            study.fill(&collection, &site, &version, later, size).await;
            study.collections[usize::from(later)] = collection;
        }
        study
    }

    async fn collection(&self, wave: &str, instrument: &str, version: &str) -> String {
        let wave = waves::add(&self.store, &self.id, wave, "2026-11-01").await.expect("a wave");
        let collection = Collection {
            id: String::new(),
            study_id: self.id.clone(),
            wave_id: wave,
            instrument_id: instrument.to_owned(),
            version_hash: version.to_owned(),
            rehearsal: false,
            state: State::Open,
            closes_on: None,
            settings: Settings::default(),
        };
        collections::add(&self.store, &collection).await.expect("a collection")
    }

    async fn fill(&self, collection: &str, site: &str, version: &str, later: bool, size: usize) {
        let sealing = grants::sealing_key(&self.store, &self.id).await.expect("a key");
        let people: Vec<u64> = (0..size as u64).collect();
        for batch in people.chunks(BATCH) {
            let seal = |person: &u64| {
                let mut random = Seeded::at(SEED + u64::from(later), person << 10);
                let response = Response {
                    format: FORMAT,
                    version_hash: version.to_owned(),
                    language: "en".into(),
                    week: "2026-W47".into(),
                    mode: "alone".into(),
                    answers: survey::answers(&mut random, later),
                    ..Response::default()
                };
                self.seal(&sealing, collection, site, &response)
            };
            let sealed = parallel::map(batch, seal);
            let mut change = self.store.write().await.expect("a transaction");
            for stored in &sealed {
                responses::put(&mut change, stored, stored.id.as_bytes()).await.expect("stored");
            }
            change.commit().await.expect("kept");
        }
    }

    fn seal(&self, sealing: &(u32, PublicKey), collection: &str, site: &str, response: &Response) -> Stored {
        let (id, (generation, key)) = (chance::id(), sealing);
        let place = associated(&self.id, collection, &id);
        let sealed = envelope::seal(key, *generation, &place, &response.to_padded_bytes());
        Stored { id, collection_id: collection.to_owned(), site_id: site.to_owned(), sealed }
    }
}
