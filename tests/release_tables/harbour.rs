//! An office with three instruments: staff whose answers are joined by codes, guests who are asked one of the same
//! questions, and houses that are known by name.

use instruments::{Answer, Answers};
use server::chance;
use server::seal::envelope;
use server::seal::payload::{FORMAT, Response, associated};
use server::store::collections::{self, Collection, Settings, State};
use server::store::links::{self, Mode};
use server::store::{grants, instruments as drafts, responses, roster, sites, versions, waves};

use crate::invented::{CODE, code};
use crate::office::{Office, keys};
use crate::platform::{Answered, Browser};
use crate::shore::{approve, planned, word};

const HEAD: &str = r#"
format = 1
languages = ["en"]
minutes = 5

[consent]
who = { en = "The office." }
why = { en = "To learn." }
seen_by = { en = "The office." }
limits = { en = "None." }
"#;

const CALM: &str = r#"
[[section]]
id = "one"
title = { en = "Here" }

[[section.question]]
id = "calm"
kind = "single"
construct = "calm.here"
text = { en = "How often is it calm?" }
option = [
    { code = "never", score = 1, text = { en = "Never" } },
    { code = "often", score = 2, text = { en = "Often" } },
    { code = "always", score = 3, text = { en = "Always" } },
]
"#;

const STAFF: &str = r#"
[[section.question]]
id = "safe"
kind = "yes_no"
missing = ["dont_know"]
text = { en = "Is it safe here?" }

[[section.question]]
id = "why"
kind = "single"
show_if = "${safe} = 'no'"
text = { en = "What is missing?" }
option = [
    { code = "light", text = { en = "Light" } },
    { code = "locks", text = { en = "Locks" } },
]

[[section.question]]
id = "role"
kind = "single"
text = { en = "What do you work in?" }
option = [
    { code = "beds", text = { en = "Housing" } },
    { code = "health", text = { en = "Health" } },
    { code = "law", text = { en = "Law" } },
]

[[section.question]]
id = "nights"
kind = "number"
text = { en = "How many nights a month do you work?" }
"#;

const HOUSES: &str = r#"
[[section]]
id = "one"
title = { en = "Your house" }

[[section.question]]
id = "beds"
kind = "number"
unit = { en = "beds" }
text = { en = "How many beds do you have?" }
"#;

/// The staff's instrument.
pub const OF_STAFF: usize = 0;
/// The guests' one.
pub const OF_GUESTS: usize = 1;
/// The houses' one.
pub const OF_HOUSES: usize = 2;

/// What somebody says: answers, and what makes them known again.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Keys and codes; numbers as they are written.
    pub answers: Vec<(&'static str, String)>,
    /// The number of a person with a code.
    pub code: Option<usize>,
    /// Id of a house.
    pub house: Option<String>,
}

/// Somebody's answers.
pub fn said(answers: &[(&'static str, &str)]) -> Said {
    Said { answers: answers.iter().map(|(key, code)| (*key, (*code).to_owned())).collect(), ..Said::default() }
}

/// The office.
pub struct Harbour {
    /// Its pages.
    pub office: Office,
    /// Ids of the waves.
    pub waves: [String; 2],
    /// A coordinator, the second person.
    pub cora: Browser,
    instruments: Vec<(String, String, String)>,
    site: String,
}

fn toml(id: &str, audience: &str, title: &str, rest: &str) -> String {
    let own = format!("id = \"{id}\"\naudience = \"{audience}\"\ntitle = {{ en = \"{title}\" }}\n");
    HEAD.replace("format = 1\n", &format!("format = 1\n{own}")) + rest
}

impl Harbour {
    /// Begun, with two waves and no answers.
    pub async fn open() -> Self {
        let office = Office::open().await;
        let (_, cora) = office.colleague("Cora Coordinator", server::access::Role::Coordinator, &keys()).await;
        let (store, study) = (&office.state.store, &office.study);
        let all = [
            toml("harbour-staff", "professionals", "Harbour staff", &format!("{CALM}{STAFF}{CODE}")),
            toml("harbour-guests", "survivors", "Harbour guests", CALM),
            toml("harbour-houses", "professionals", "Harbour houses", HOUSES),
        ];
        let mut instruments = Vec::new();
        for toml in all {
            let parsed = instruments::parse(&toml).unwrap_or_else(|problems| panic!("{problems:#?}"));
            let id = drafts::add(store, study, &parsed.id, &toml).await.unwrap();
            let mut to = store.write().await.unwrap();
            let version = versions::publish(&mut to, &id, &toml, &["en".to_owned()], "2026-01-01").await.unwrap();
            to.commit().await.unwrap();
            instruments.push((id, version, toml));
        }
        let site = sites::add(store, study, "Quay").await.unwrap();
        let mut made = Vec::new();
        for (name, day) in [("Spring", "2025-04-01"), ("Autumn", "2025-10-01")] {
            made.push(waves::add(store, study, name, day).await.unwrap());
        }
        let waves = made.try_into().unwrap();
        Self { waves, cora, instruments, site, office }
    }

    /// Id of an instrument.
    pub fn instrument(&self, number: usize) -> &str {
        &self.instruments[number].0
    }

    /// A new version of an instrument in other words; later collections ask it.
    pub async fn reword(&mut self, instrument: usize, from: &str, to: &str) {
        let (id, version, toml) = &mut self.instruments[instrument];
        let reworded = toml.replace(from, to);
        assert_ne!(*toml, reworded);
        let mut write = self.office.state.store.write().await.unwrap();
        *version = versions::publish(&mut write, &*id, &reworded, &["en".to_owned()], "2026-02-01").await.unwrap();
        write.commit().await.unwrap();
        *toml = reworded;
    }

    /// A collection of a wave.
    pub async fn collection(&self, instrument: usize, wave: usize) -> Collection {
        let (id, version, _) = &self.instruments[instrument];
        let mut collection = Collection {
            id: String::new(),
            study_id: self.office.study.clone(),
            wave_id: self.waves[wave].clone(),
            instrument_id: id.clone(),
            version_hash: version.clone(),
            rehearsal: false,
            state: State::Open,
            closes_on: None,
            settings: Settings { roster: instrument == OF_HOUSES, ..Settings::default() },
        };
        collection.id = collections::add(&self.office.state.store, &collection).await.unwrap();
        collection
    }

    /// Houses by name on the roster of a collection: their ids in the same order.
    pub async fn invite(&self, collection: &Collection, names: &[&str]) -> Vec<String> {
        let (store, at) = (&self.office.state.store, &self.office.state.installation);
        let link = links::add(store, &collection.id, &self.site, None, Mode::Code).await.unwrap();
        for name in names {
            roster::invite(store, at, collection, &link, name).await.unwrap();
        }
        let all = roster::organisations(store, &self.office.study).await.unwrap();
        let id = |name: &&str| all.iter().find(|house| house.name == *name).unwrap().id.clone();
        names.iter().map(id).collect()
    }

    /// Answers of a wave.
    pub async fn answer(&self, instrument: usize, wave: usize, people: &[Said]) {
        let collection = self.collection(instrument, wave).await;
        self.answer_in(instrument, &collection, people).await;
    }

    /// Answers in a collection.
    pub async fn answer_in(&self, instrument: usize, collection: &Collection, people: &[Said]) {
        let (store, study) = (&self.office.state.store, &self.office.study);
        let (_, version, toml) = &self.instruments[instrument];
        let parsed = instruments::parse(toml).unwrap();
        let (generation, key) = grants::sealing_key(store, study).await.unwrap();
        let mut to = store.write().await.unwrap();
        for said in people {
            let answer = |(key, text): &(&str, String)| {
                let number = text.parse().map(Answer::Number);
                ((*key).to_owned(), number.unwrap_or_else(|_| Answer::One(text.clone())))
            };
            let answers: Answers = said.answers.iter().map(answer).collect();
            let response = Response {
                format: FORMAT,
                version_hash: version.clone(),
                language: "en".into(),
                answers: instruments::complete(&parsed, &answers),
                link: said.code.map(code),
                organisation: said.house.clone(),
                ..Response::default()
            };
            let id = chance::id();
            let place = associated(study, &collection.id, &id);
            let sealed = envelope::seal(&key, generation, &place, &response.to_padded_bytes());
            let stored =
                responses::Stored { id, collection_id: collection.id.clone(), site_id: self.site.clone(), sealed };
            responses::put(&mut to, &stored, &chance::bytes::<16>()).await.unwrap();
        }
        to.commit().await.unwrap();
    }

    /// Prepares a release of instruments with some items in both waves, and more; the page once it is planned.
    pub async fn prepare(&mut self, chosen: &[(usize, &[&str])], more: &[(&str, &str)]) -> Answered {
        let mut form = vec![("title".to_owned(), "Harbour".to_owned()), ("language".to_owned(), "en".to_owned())];
        for (number, items) in chosen {
            let id = self.instrument(*number);
            form.extend(self.waves.iter().map(|wave| (format!("wave.{id}"), wave.clone())));
            form.extend(items.iter().map(|item| (format!("item.{id}"), (*item).to_owned())));
        }
        form.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let address = self.office.page("releases/new");
        self.office.owner.page = Some(address.clone());
        let answered = self.office.owner.post(&address, &form).await;
        planned(&mut self.office.owner, answered).await
    }

    /// Hands a release on and lets it out; its public word.
    pub async fn publish(&mut self, page: &Answered) -> String {
        self.office.owner.page = Some(page.address.clone());
        let proposed = self.office.owner.post(&format!("{}/propose", page.address), &[("looked", "yes")]).await;
        assert!(proposed.says("Waits for a second person"), "{}", proposed.body);
        word(&approve(&mut self.cora, &page.address).await)
    }
}
