//! A study that is read and coded: open answers, transcripts, codes, rounds, and colleagues in any role.

#![allow(dead_code, reason = "each test file uses its part")]

use std::sync::OnceLock;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use instruments::{Answer, Answers};
use server::access::Role;
use server::coding::codebook::Origin;
use server::coding::event::Id;
use server::coding::round::{Drawn, How};
use server::coding::source::{FORMAT as SOURCE, Source, Turn};
use server::coding::{Act, Draft, PassageId};
use server::seal::keys::{Passphrase, PersonKeys, make_person};
use server::seal::payload::Response;
use server::store::accounts::{self, Person};
use server::store::sessions::{self, Unlocked};
use server::store::{grants, members, sites, sql};
use server::workspace::{Desk, Work, Write};
use server::{Result, chance};
use tower::ServiceExt;

use crate::platform::{Browser, Open, PASSPHRASE, Platform, Scene};

#[path = "../tide/waves.rs"]
pub mod waves;

/// Two open questions for people who work there.
pub const WORDS: &str = r#"
format = 1
id = "words"
audience = "professionals"
languages = ["en", "es"]
title = { en = "Words about help", es = "Palabras" }
minutes = 5

[consent]
who = { en = "We ask.", es = "Nosotros." }
why = { en = "To learn.", es = "Para aprender." }
seen_by = { en = "The team.", es = "El equipo." }
limits = { en = "Few people answer.", es = "Pocas personas." }
more = { en = "That is all.", es = "Eso es todo." }

[[section]]
id = "only"
title = { en = "Only", es = "Solo" }

[[section.question]]
id = "help"
kind = "long_text"
text = { en = "What would help?", es = "¿Qué ayudaría?" }
limit = 100000

[[section.question]]
id = "fear"
kind = "long_text"
text = { en = "What worries you?", es = "¿Qué le preocupa?" }
limit = 2000
"#;

/// The study, and its owner's browser, unlocked.
pub struct Reading {
    pub platform: Platform,
    pub open: Open,
    pub owner: Browser,
}

impl Reading {
    /// A study without answers.
    pub async fn begin() -> Self {
        let (platform, open) = Platform::with(Scene { toml: WORDS.to_owned(), ..Scene::default() }).await;
        let owner = signed_in(&platform, &platform.owner, true).await;
        Self { platform, open, owner }
    }

    /// A study with these answers to the first question.
    pub async fn with(answers: &[&str]) -> Self {
        let reading = Self::begin().await;
        for answer in answers {
            reading.answer("help", answer).await;
        }
        reading
    }

    /// One more answer, by somebody who answered nothing else; tells the passage.
    pub async fn answer(&self, key: &str, text: &str) -> PassageId {
        self.answers(key, &[text]).await.remove(0)
    }

    /// Answers of that many people, who come at once; tells the passages.
    pub async fn answers<T: AsRef<str>>(&self, key: &str, texts: &[T]) -> Vec<PassageId> {
        let (store, study) = (&self.platform.state.store, &self.platform.study.id);
        let collection = &self.open.collection;
        let site = sites::all(store, study).await.expect("sites").remove(0).id;
        let said = |text: &T| {
            let answers = Answers::from([(key.to_owned(), Answer::Text(text.as_ref().to_owned()))]);
            let (version_hash, week) = (collection.version_hash.clone(), "2026-W47".into());
            (site.clone(), Response { version_hash, week, ..waves::response(answers) })
        };
        let ids = waves::arrive(store, study, &collection.id, texts.iter().map(said)).await;
        ids.iter().map(|id| PassageId::answer(id, key)).collect()
    }

    /// Takes a response back, as its withdraw code does.
    pub async fn withdraw(&self, passage: &PassageId) {
        let id = passage.response().expect("an answer");
        let done = sql::query("delete from responses where id = $1").bind(id);
        done.execute(&self.platform.state.store.pool).await.expect("gone");
    }

    /// Work of a person, written without a page.
    pub async fn act(&self, person: &str, work: impl Into<Work>) -> Result<i64> {
        let state = &self.platform.state;
        state.workspaces.act(&state.store, &self.platform.study, &self.platform.keys, person, work).await
    }

    /// Looks at the desk.
    pub async fn look<T>(&self, at: impl FnOnce(&Desk) -> T) -> T {
        let (state, study) = (&self.platform.state, &self.platform.study.id);
        let workspace = state.workspaces.open(&state.store, study, &self.platform.keys).await.expect("unlocked");
        let desk = workspace.read();
        at(&desk)
    }

    /// A new code of the owner's; tells its id.
    pub async fn code(&self, name: &str) -> Id {
        let mut draft = Draft::default();
        let (code, name) = (chance::id(), draft.say(name));
        draft.acts.push(Act::MakeCode { code: code.clone(), parent: None, name, origin: Origin::Deductive, colour: 2 });
        self.act(&self.platform.owner.id, draft).await.expect("made");
        code
    }

    /// A transcript; tells its id.
    pub async fn transcript(&self, turns: &[(&str, &str)]) -> Id {
        let id = chance::id();
        let turns = turns.iter().map(|(speaker, text)| Turn {
            speaker: (*speaker).to_owned(),
            leads: *speaker == "Moderator",
            text: (*text).to_owned(),
            ..Turn::default()
        });
        let source = Source {
            format: SOURCE,
            title: "Evening group".into(),
            kind: "group".into(),
            week: "2026-W48".into(),
            language: "en".into(),
            attributes: vec![("setting".into(), "shelter".into())],
            turns: turns.collect(),
            ..Source::default()
        };
        let mut work = Work::from(Act::Bring { source: id.clone() });
        work.writes.push(Write::Source(id.clone(), source));
        self.act(&self.platform.owner.id, work).await.expect("brought");
        id
    }

    /// A round that gives each person these passages; tells its id.
    pub async fn round(&self, given: &[(&str, &[PassageId])]) -> Id {
        let mut draft = Draft::default();
        let (round, name) = (chance::id(), draft.say("Autumn check"));
        let given = given.iter().map(|(person, passages)| ((*person).to_owned(), passages.to_vec())).collect();
        draft.acts.push(Act::Draw(Drawn { round: round.clone(), name, how: How::default(), given }));
        self.act(&self.platform.owner.id, draft).await.expect("drawn");
        round
    }

    /// A colleague, signed in, the study unlocked where their role may have its key.
    pub async fn colleague(&self, name: &str, role: Role) -> (Person, Browser) {
        let (store, study) = (&self.platform.state.store, &self.platform.study.id);
        let mut to = store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, name, keys(), false).await.expect("a person");
        members::put(&mut to, study, &person.id, role).await.expect("a member");
        if role.needs_key() {
            grants::give(&mut to, study, &self.platform.keys, &person.id, &person.public_key).await.expect("given");
        }
        to.commit().await.expect("kept");
        let browser = signed_in(&self.platform, &person, role.needs_key()).await;
        (person, browser)
    }

    /// Somebody signed in who has nothing to do with the study.
    pub async fn stranger(&self) -> Browser {
        let mut to = self.platform.state.store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, "Sam Stranger", keys(), false).await.expect("a person");
        to.commit().await.expect("kept");
        signed_in(&self.platform, &person, false).await
    }

    /// The address of a coding page.
    pub fn page(&self, rest: &str) -> String {
        format!("/studies/{}/coding/{rest}", self.platform.study.id)
    }
}

/// Keys of colleagues, made once: they are slow to make on purpose.
pub fn keys() -> &'static PersonKeys {
    static KEYS: OnceLock<PersonKeys> = OnceLock::new();
    KEYS.get_or_init(|| make_person(&Passphrase::new(PASSPHRASE)))
}

async fn signed_in(platform: &Platform, person: &Person, unlocked: bool) -> Browser {
    let mut keys = Unlocked::new();
    if unlocked {
        keys.insert(platform.study.id.clone(), platform.keys.clone());
    }
    let mut to = platform.state.store.write().await.expect("a transaction");
    let token = sessions::start(&mut to, &person.id, &keys).await.expect("a session");
    to.commit().await.expect("kept");
    let mut browser = platform.colleague();
    browser.cookie = Some(format!("t={}", token.to_text()));
    browser
}

/// Sends a form as the page's script does, and reads what it is told.
pub async fn tell(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> (StatusCode, serde_json::Value) {
    let body = serde_html_form::to_string(fields).expect("fields");
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
        .header("sec-fetch-site", "same-origin")
        .header(header::HOST, "127.0.0.1:42001")
        .header(header::COOKIE, browser.cookie.as_deref().unwrap_or_default())
        .body(Body::from(body));
    let response = browser.plane().oneshot(request.expect("a request")).await.expect("an answer");
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}
