//! A study with two waves, stored and sealed as responses arrive.

use std::path::Path;
use std::time::Duration;

use instruments::Instrument;
use server::chance::Seeded;
use server::seal::payload::Response;
use server::seal::{Passphrase, PrivateKey, keys};
use server::store::grants::StudyKeys;
use server::store::{Store, accounts, studies};

use super::asked::{self, Waves};
use super::survey;

const SEED: u64 = 7;

/// Between two times that the log is written back, as the program does while it runs, only more often.
const PAUSE: Duration = Duration::from_secs(5);

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
        tokio::spawn(write_back(store.clone()));
        let person = keys::make_person(&Passphrase::new("seven quiet herons by the river"));
        let mut change = store.write().await.expect("a transaction");
        let owner = accounts::make(&mut change, "Olive Owner", &person, true).await.expect("an owner");
        let kit = PrivateKey::new().public();
        let (study, keys) = studies::make(&mut change, "Shore", "UTC", &owner, &kit).await.expect("a study");
        change.commit().await.expect("kept");
        let toml = survey::toml();
        let instrument = instruments::parse(&toml).expect("a sound instrument");
        let asked = Waves::begin(&store, &study.id, &toml, &["North"]).await;
        let version = asked.publish(&toml, "2026-11-22").await;
        let mut collections: [String; 2] = Default::default();
        for (later, name) in [(false, "First"), (true, "Second")] {
            let person = |person: u64| {
                let mut random = Seeded::at(SEED + u64::from(later), person << 10);
                let answers = survey::answers(&mut random, later);
                (0, Response { week: "2026-W47".into(), ..asked::response(answers) })
            };
            let people = (0..size as u64).map(person);
            collections[usize::from(later)] = asked.wave((name, "2026-11-01", &version), people).await.id;
        }
        Self { store, id: study.id, keys, instrument, collections }
    }
}

async fn write_back(store: Store) {
    loop {
        tokio::time::sleep(PAUSE).await;
        store.write_back().await.expect("written back");
    }
}
