//! A study with one of everything that an address can name: instrument, wave, site, collection, link, organisation,
//! person, approval, passkey, code, passage, round, transcript, release.

use server::access::Role;
use server::coding::round::Drawn;
use server::coding::{Act, Draft, PassageId};
use server::library;
use server::passkey::Made;
use server::store::collections::{self, Collection, Settings};
use server::store::releases::{self, Release};
use server::store::{instruments, links, passkeys, roster, sites, versions, waves};

use crate::group::Group;
use crate::office::keys;

/// What stands before a placeholder whose thing lives for minutes in one browser, or comes with answers: nothing here
/// has such an id, and what is asked of whoever comes is asked before it is looked for.
const FLEETING: &[&str] =
    &["analysis", "danger", "bring", "excerpts", "in", "preview", "undo", "quote", "words", "mark", "{response}"];

/// The study and its ids.
pub struct Scene {
    /// The study, its owner signed in and the study unlocked.
    pub group: Group,
    /// What each placeholder stands for, by what stands before it in the address.
    ids: Vec<(&'static str, String)>,
}

impl Scene {
    /// Made as the pages and commands make it.
    pub async fn open() -> Self {
        let group = Group::meet().await;
        let (ravi, _) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
        let mut scene = Self { group, ids: Vec::new() };
        for before in ["people", "installation"] {
            scene.knows(before, &ravi.id);
        }
        for (before, value) in [("paper", "en"), ("packet", "en"), ("sheet", "es"), ("out", "codebook.qdc")] {
            scene.knows(before, value);
        }
        let approval = scene.group.office.approve(&ravi.id, &scene.group.owner).await;
        scene.knows("approvals", &approval);
        scene.has_passkey(&ravi.id).await;
        scene.ask().await;
        scene.code(&ravi.id).await;
        scene.release().await;
        scene
    }

    fn knows(&mut self, before: &'static str, value: &str) {
        self.ids.push((before, value.to_owned()));
    }

    /// A passkey of somebody else's than whoever tries.
    async fn has_passkey(&mut self, person: &str) {
        let store = &self.group.office.state.store;
        let made = Made { credential: b"a device".to_vec(), public_key: Vec::new(), counter: 0 };
        let mut change = store.write().await.expect("a transaction");
        let id = passkeys::add(&mut change, person, "localhost", &made, "blue key").await.expect("added");
        change.commit().await.expect("kept");
        self.knows("passkeys", &id);
    }

    /// An instrument for organisations, open in one wave, with a link and somebody on the roster.
    async fn ask(&mut self) {
        let state = self.group.office.state.clone();
        let (store, study) = (&state.store, self.group.study.id.clone());
        let source = library::find("housing-provider").expect("shipped").source;
        let languages = ::instruments::parse(source).expect("a sound file").languages;
        let instrument = instruments::add(store, &study, "housing-provider", source).await.expect("an instrument");
        let mut change = store.write().await.expect("a transaction");
        let version = versions::publish(&mut change, &instrument, source, &languages, "2026-11-22").await;
        change.commit().await.expect("kept");
        let wave = waves::add(store, &study, "First", "2026-11-01").await.expect("a wave");
        let site = sites::add(store, &study, "North").await.expect("a site");
        let mut collection = Collection {
            id: String::new(),
            study_id: study,
            wave_id: wave.clone(),
            instrument_id: instrument.clone(),
            version_hash: version.expect("published"),
            rehearsal: false,
            state: collections::State::Open,
            closes_on: None,
            settings: Settings { roster: true, ..Settings::default() },
        };
        collection.id = collections::add(store, &collection).await.expect("a collection");
        let link = links::add(store, &collection.id, &site, None, links::Mode::Code).await.expect("a link");
        roster::invite(store, &state.installation, &collection, &link, "Harbour House").await.expect("invited");
        let organisations = roster::organisations(store, &collection.study_id).await.expect("organisations");
        for before in ["collections", "results"] {
            self.knows(before, &collection.id);
        }
        for before in ["instruments", "of"] {
            self.knows(before, &instrument);
        }
        for (before, value) in [("waves", &wave), ("sites", &site), ("links", &link.word)] {
            self.knows(before, value);
        }
        self.knows("roster", &organisations[0].id);
    }

    /// A code, and a round that two people code in.
    async fn code(&mut self, other: &str) {
        let code = self.group.code("Hope").await;
        let (passage, owner) = (PassageId::turn("g", 1), self.group.owner.clone());
        self.group.coding(&owner, 1, None, &code).await;
        let mut draft = Draft::default();
        let name = draft.say("First");
        let given = [owner.as_str(), other].map(|coder| (coder.to_owned(), vec![passage.clone()])).into();
        draft.acts.push(Act::Draw(Drawn { round: "one".into(), name, how: Default::default(), given }));
        self.group.act(&owner, draft).await;
        for before in ["passage", "review", "redact"] {
            self.knows(before, &passage.to_string());
        }
        for (before, value) in [("code", code.as_str()), ("round", "one"), ("source", "g")] {
            self.knows(before, value);
        }
    }

    /// A release that somebody prepares; what was chosen in it does not matter here.
    async fn release(&mut self) {
        let release = Release {
            id: server::chance::id(),
            study_id: self.group.study.id.clone(),
            state: releases::State::Draft,
            made_by: self.group.owner.clone(),
            made_on: "2026-11-22".into(),
            beside: 0,
            corrects: None,
            decided_by: None,
            decided_on: None,
            invited_by: None,
            word: None,
            position: None,
        };
        let mut change = self.group.office.state.store.write().await.expect("a transaction");
        releases::add(&mut change, &release, b"sealed").await.expect("a release");
        change.commit().await.expect("kept");
        self.knows("releases", &release.id);
    }

    /// The address of a route with real ids, in the study with this id.
    pub fn address(&self, path: &str, study: &str) -> String {
        let mut before = "";
        let mut filled = Vec::new();
        for part in path.split('/') {
            filled.push(match (part.starts_with('{'), part) {
                (true, "{study}") => study.to_owned(),
                (true, _) => self.id(before, path),
                (false, _) => part.to_owned(),
            });
            before = part;
        }
        filled.join("/")
    }

    fn id(&self, before: &str, path: &str) -> String {
        let known = self.ids.iter().find(|(found, _)| *found == before).map(|(_, id)| id.clone());
        known.unwrap_or_else(|| {
            assert!(FLEETING.contains(&before), "{path}: give the scene what stands after “{before}”");
            "nothing".to_owned()
        })
    }
}
