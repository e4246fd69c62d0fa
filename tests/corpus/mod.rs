//! A study with open answers that have arrived, unlocked by its owner; colleagues come with any role. What people do is
//! done through pages; what has no page in a test's scene, through the one way in which work is written.

#![allow(dead_code, reason = "each test file uses its own part of the corpus")]

use server::access::Role;
use server::coding::{Act, Draft, PassageId, Span};
use server::seal::envelope;
use server::seal::keys::{Passphrase, PersonKeys, make_person};
use server::seal::payload::{FORMAT, Response, associated};
use server::store::accounts::{self, Person};
use server::store::sessions::{self, Unlocked};
use server::store::submit::Submission;
use server::store::{arrival, doors, grants, members};
use server::workspace::{Work, Workspace};
use server::{Result, chance};

use crate::platform::{Browser, Open, PASSPHRASE, Platform, Scene};

/// The study and its owner's browser.
pub struct Corpus {
    /// The installation.
    pub platform: Platform,
    /// Where the answers came from.
    pub open: Open,
    /// The owner, signed in, the study unlocked.
    pub owner: Browser,
    keys: PersonKeys,
}

impl Corpus {
    /// A study whose survivors' survey got these answers, each from one person: key of the question, words.
    pub async fn of(answers: &[(&str, &str)]) -> Self {
        let (platform, open) = Platform::with(Scene::default()).await;
        for (key, words) in answers {
            answer(&platform, &open, key, words).await;
        }
        arrival::close(&platform.state.store, &open.collection.id).await.expect("they arrive");
        let owner = browse(&platform, &platform.owner.id).await;
        Self { platform, open, owner, keys: make_person(&Passphrase::new(PASSPHRASE)) }
    }

    /// The address of a page of coding.
    pub fn page(&self, rest: &str) -> String {
        format!("/studies/{}/coding/{rest}", self.platform.study.id)
    }

    /// Somebody in the study, signed in, the study unlocked.
    pub async fn colleague(&self, name: &str, role: Role) -> (Person, Browser) {
        let mut to = self.platform.state.store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, name, &self.keys, false).await.expect("a person");
        let (study, keys) = (&self.platform.study.id, &self.platform.keys);
        members::put(&mut to, study, &person.id, role).await.expect("a member");
        grants::give(&mut to, study, keys, &person.id, &person.public_key).await.expect("given");
        to.commit().await.expect("kept");
        let browser = browse(&self.platform, &person.id).await;
        (person, browser)
    }

    /// Somebody who is signed in and has nothing to do with the study.
    pub async fn stranger(&self) -> Browser {
        let mut to = self.platform.state.store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, "Sam Stranger", &self.keys, false).await.expect("a person");
        let token = sessions::start(&mut to, &person.id, &Unlocked::new()).await.expect("a session");
        to.commit().await.expect("kept");
        let mut browser = self.platform.colleague();
        browser.cookie = Some(format!("t={}", token.to_text()));
        browser
    }

    /// The study in memory.
    pub async fn workspace(&self) -> std::sync::Arc<Workspace> {
        let at = &self.platform;
        at.state.workspaces.open(&at.state.store, &at.study.id, &at.keys).await.expect("unlocked")
    }

    /// Work of a person, as pages write it.
    pub async fn act(&self, person: &str, work: impl Into<Work>) -> Result<i64> {
        let at = &self.platform;
        at.state.workspaces.act(&at.state.store, &at.study, &at.keys, person, work).await
    }

    /// The passage that holds these words.
    pub async fn passage(&self, words: &str) -> PassageId {
        let workspace = self.workspace().await;
        let desk = workspace.read();
        let mut passages = desk.passages.iter();
        passages.find(|passage| passage.text.contains(words)).expect("the passage is there").id.clone()
    }

    /// Codes words where they stand; gives the coding's id.
    pub async fn code(&self, person: &str, words: &str, code: &str, round: Option<&str>) -> String {
        let passage = self.passage(words).await;
        let span = {
            let workspace = self.workspace().await;
            let desk = workspace.read();
            let text = desk.text(&passage).expect("its words").to_owned();
            let before = text[..text.find(words).expect("they are there")].chars().count() as u32;
            Span::new(before, before + words.chars().count() as u32)
        };
        let coding = chance::id();
        let (code, round) = (code.to_owned(), round.map(str::to_owned));
        let act = Act::Code { coding: coding.clone(), passage, span, code, round, coder: None };
        self.act(person, Draft::of(act)).await.expect("coded");
        coding
    }

    /// Takes a response back, as the person who gave it does.
    pub async fn withdraw(&self, response: &str) {
        let store = &self.platform.state.store;
        assert!(doors::withdraw(store, response.as_bytes()).await.expect("asked"), "it was there");
    }

    /// One more answer, which arrives at once.
    pub async fn answer(&self, key: &str, words: &str) -> String {
        let id = answer(&self.platform, &self.open, key, words).await;
        let moved = arrival::move_stragglers(&self.platform.state.store, &self.open.collection.id).await;
        moved.expect("it arrives");
        id
    }
}

async fn answer(platform: &Platform, open: &Open, key: &str, words: &str) -> String {
    let (study, collection) = (&platform.study.id, &open.collection);
    let (generation, public) = grants::sealing_key(&platform.state.store, study).await.expect("a key");
    let response_id = chance::id();
    platform.canaries.say(words);
    let answers = [(key.to_owned(), instruments::Answer::Text(words.to_owned()))].into();
    let payload = Response {
        format: FORMAT,
        version_hash: collection.version_hash.clone(),
        language: "en".into(),
        week: "2026-W47".into(),
        mode: "alone".into(),
        answers,
        ..Response::default()
    };
    let bound = associated(study, &collection.id, &response_id);
    let site = server::store::sites::all(&platform.state.store, study).await.expect("sites").remove(0);
    let submission = Submission {
        sealed: envelope::seal(&public, generation, &bound, &payload.to_padded_bytes()),
        response_id: response_id.clone(),
        collection_id: collection.id.clone(),
        site_id: site.id,
        withdraw_hash: Some(response_id.as_bytes().to_vec()),
        submission_key: chance::bytes::<32>().to_vec(),
        draft_id: None,
        organisation: None,
        straight: false,
    };
    platform.state.writer.submit(submission).await.expect("stored");
    response_id
}

async fn browse(platform: &Platform, person: &str) -> Browser {
    let mut to = platform.state.store.write().await.expect("a transaction");
    let unlocked = Unlocked::from([(platform.study.id.clone(), platform.keys.clone())]);
    let token = sessions::start(&mut to, person, &unlocked).await.expect("a session");
    to.commit().await.expect("kept");
    let mut browser = platform.colleague();
    browser.cookie = Some(format!("t={}", token.to_text()));
    browser
}
