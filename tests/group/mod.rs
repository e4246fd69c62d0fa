//! A focus group's words in an office, brought in and coded as the pages do it.

#![allow(dead_code, reason = "each test file uses its own part of the group")]

use std::sync::Arc;

use server::coding::codebook::Origin;
use server::coding::source::{Consent, Source, Turn};
use server::coding::{Act, Draft, PassageId, Span};
use server::store::grants::StudyKeys;
use server::store::studies::{self, Study};
use server::workspace::{Desk, Work, Workspace, Write};

use crate::office::Office;

/// What the group said, in order; every other turn is the moderator's.
pub const SAID: &[&str] = &[
    "What would have helped you most?",
    "A key to my own door. My own key, that is all.",
    "And getting around?",
    "The bus comes late and the houses are far from it.",
    "Who called you back?",
    "Nobody called me back. I waited by the phone 🌊 for weeks.",
];

/// An office with one transcript in its study.
pub struct Group {
    /// The office.
    pub office: Office,
    /// The study.
    pub study: Study,
    /// What opens it.
    pub keys: StudyKeys,
    /// The owner's id.
    pub owner: String,
}

impl Group {
    /// Opens an office and brings the transcript in.
    pub async fn meet() -> Self {
        let office = Office::open().await;
        let store = &office.state.store;
        let mut from = store.pool.acquire().await.expect("a connection");
        let keys = office.keys_by_kit(&mut from).await;
        drop(from);
        let study = studies::find(store, &office.study).await.expect("looked up").expect("there");
        let names = server::store::accounts::names(store).await.expect("names");
        let owner = names.into_iter().find(|(_, name)| name == "Olive Owner").expect("the owner").0;
        let group = Self { office, study, keys, owner };
        group.bring("g", SAID).await;
        group
    }

    /// Brings one more transcript in.
    pub async fn bring(&self, id: &str, said: &[&str]) {
        self.bring_in("en", id, said).await;
    }

    /// Brings one in another language in.
    pub async fn bring_in(&self, language: &str, id: &str, said: &[&str]) {
        let turn = |(number, text): (usize, &&str)| Turn {
            speaker: if number % 2 == 0 { "Moderator".into() } else { format!("Participant {}", 1 + number / 4) },
            leads: number % 2 == 0,
            text: (*text).to_owned(),
            ..Turn::default()
        };
        let source = Source {
            format: 1,
            title: format!("Group {id}"),
            kind: "group".into(),
            language: language.into(),
            consent: Consent::Quoted,
            turns: said.iter().enumerate().map(turn).collect(),
            ..Source::default()
        };
        let work = Work {
            draft: Draft::of(Act::Bring { source: id.into() }),
            writes: vec![Write::Source(id.into(), source)],
            audit: None,
        };
        self.act(&self.owner, work).await;
    }

    /// Writes work of a person.
    pub async fn act(&self, person: &str, work: impl Into<Work>) -> i64 {
        let state = &self.office.state;
        state.workspaces.act(&state.store, &self.study, &self.keys, person, work).await.expect("done")
    }

    /// A new code; tells its id.
    pub async fn code(&self, name: &str) -> String {
        let mut draft = Draft::default();
        let (code, name) = (server::chance::id(), draft.say(name));
        draft.acts.push(Act::MakeCode { code: code.clone(), parent: None, name, origin: Origin::Emerged, colour: 2 });
        self.act(&self.owner, draft).await;
        code
    }

    /// Codes a turn, or some words of it; tells the coding's id.
    pub async fn coding(&self, person: &str, turn: u32, span: Option<(u32, u32)>, code: &str) -> String {
        let coding = server::chance::id();
        let act = Act::Code {
            coding: coding.clone(),
            passage: PassageId::turn("g", turn),
            span: span.and_then(|(start, end)| Span::new(start, end)),
            code: code.to_owned(),
            round: None,
            coder: None,
        };
        self.act(person, act).await;
        coding
    }

    /// The workspace as it is now.
    pub async fn workspace(&self) -> Arc<Workspace> {
        let state = &self.office.state;
        state.workspaces.open(&state.store, &self.study.id, &self.keys).await.expect("unlocked")
    }

    /// Looks at the desk.
    pub async fn look<T>(&self, at: impl FnOnce(&Desk) -> T) -> T {
        let workspace = self.workspace().await;
        let desk = workspace.read();
        at(&desk)
    }

    /// Whether words lie in clear in any file of the data folder.
    pub fn disk_holds(&self, words: &str) -> bool {
        let entries = std::fs::read_dir(&self.office.folder).expect("the data folder").flatten();
        entries.filter(|entry| entry.path().is_file()).any(|entry| {
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    }
}
