//! Providers and advocates of the tide, asked three times more, when one question had been put into other words: some
//! answer the older version, most the newer, and the newer asks more.

use std::sync::Arc;

use instruments::{Answer, MissingReason};
use server::chance;
use server::seal::envelope;
use server::seal::payload::{FORMAT, Response, associated};
use server::store::collections::{self, Collection, Settings, State};
use server::store::responses::{self, Stored};
use server::store::{grants, instruments as kept, sites, versions, waves};
use server::waves::Series;
use server::workspace::Workspace;

use crate::platform::Browser;
use crate::tide::{Tide, asked};

/// Questions that only the newer version has.
const MORE: &str = r#"
[[section.question]]
id = "need"
kind = "ranking"
places = 2
text = { en = "What do you need first?" }
option = [
  { code = "beds", text = { en = "Beds" } },
  { code = "staff", text = { en = "Staff" } },
  { code = "money", text = { en = "\"Money\" \\ time" } },
]
[[section.question]]
id = "founded"
kind = "date"
precision = "year"
text = { en = "Since when?" }
[[section.question]]
id = "felt"
kind = "matrix"
list = "agree"
missing = ["dont_know"]
text = { en = "How is it to work together?" }
row = [
  { id = "calm", text = { en = "Calm" } },
  { id = "tense", text = { en = "Tense" } },
  { id = "kind", text = { en = "Kind" } },
]
[[section.question]]
id = "rent"
kind = "band"
text = { en = "What is the rent?" }
option = [
  { code = "low", from = 0, to = 500, text = { en = "Up to 500" } },
  { code = "mid", from = 501, to = 900, text = { en = "Up to 900" } },
  { code = "high", from = 901, text = { en = "More" } },
]
[[section.question]]
id = "card"
"#;

/// Questions of the older version.
const OLD: [&str; 7] = ["full", "trust", "share", "open", "type", "needs", "beds"];

/// The people of one wave who answer the older version; the newer has 65.
const OLDER: usize = 25;
const ALL: usize = 90;

pub struct Shore {
    pub tide: Tide,
    /// The later waves of the providers.
    pub later: Vec<String>,
    /// The instrument of the advocates and its collections.
    pub advocates: (String, Vec<String>),
}

impl Shore {
    pub async fn rise() -> Self {
        let tide = Tide::rise().await;
        let (store, study) = (&tide.platform.state.store, tide.platform.study.id.clone());
        let newer = newer();
        let asked = asked().replace("id = \"tide\"", "id = \"tide-advocates\"");
        let asked = asked.replace("id = \"full\"\n", "id = \"full\"\nconstruct = \"fullness\"\n");
        let other = kept::add(store, &study, "tide-advocates", &asked).await.expect("an instrument");
        let mut to = store.write().await.expect("a transaction");
        let older = first(store, &tide.instrument).await;
        let languages = ["en".to_owned()];
        let newer = versions::publish(&mut to, &tide.instrument, &newer, &languages, "2030-01-01").await.expect("two");
        let theirs = versions::publish(&mut to, &other, &asked, &languages, "2030-01-01").await.expect("one");
        to.commit().await.expect("kept");
        let (mut later, mut advocates) = (Vec::new(), Vec::new());
        for (year, name) in [(1, "2030"), (2, "2032"), (3, "2034 \u{201c}late\u{201d}")] {
            let date = format!("203{}-03-0{year}", 2 * (year - 1));
            let wave = waves::add(store, &study, name, &date).await.expect("a wave");
            let version = |person: usize| if person < OLDER { &older } else { &newer };
            later.push(collection(&tide, &wave, &tide.instrument, &newer, year, ALL, version).await);
            advocates.push(collection(&tide, &wave, &other, &theirs, year + 10, 40, |_| &theirs).await);
        }
        Self { tide, later, advocates: (other, advocates) }
    }

    pub fn browser(&self) -> Browser {
        self.tide.owner.clone()
    }

    pub fn study(&self) -> String {
        self.tide.platform.study.id.clone()
    }

    /// All collections of the providers.
    pub fn all(&self) -> Vec<String> {
        self.tide.collections.iter().chain(&self.later).cloned().collect()
    }

    pub async fn workspace(&self) -> Arc<Workspace> {
        let at = &self.tide.platform;
        at.state.workspaces.open(&at.state.store, &at.study.id, &at.keys).await.expect("unlocked")
    }

    /// The series of an instrument, as a wave asked where one is named.
    pub async fn series(&self, instrument: &str, last: Option<&str>) -> Series {
        let (store, workspace) = (&self.tide.platform.state.store, self.workspace().await);
        let all = Series::read(store, &workspace, &self.study(), instrument).await.expect("answers");
        let Some(last) = last else { return all };
        all.as_asked(all.moments.iter().position(|moment| moment.name == last).expect("the wave"))
    }
}

async fn first(store: &server::store::Store, instrument: &str) -> String {
    versions::all(store, instrument).await.expect("versions")[0].hash.clone()
}

/// One question in other words, one with an option more, one with its construct written down; and more questions.
fn newer() -> String {
    let text = asked()
        .replace("People speak openly.", "People say what they think, even when it hurts.")
        .replace("id = \"full\"\n", "id = \"full\"\nconstruct = \"fullness\"\n")
        .replace(
            "text = { en = \"Staff\" } },\n]",
            "text = { en = \"Staff\" } },\n  { code = \"food\", text = { en = \"Food\" } },\n]",
        );
    let text = text.replacen("\n[[section.question]]\nid = \"card\"\n", MORE, 1);
    let scale = "[[scale]]\nid = \"felt\"\ntitle = { en = \"How it feels\" }\nleast_answered = 0.6\n\
        items = [\"felt.calm\", \"felt.tense\", \"felt.kind\"]\nreversed = [\"felt.tense\"]\n";
    format!("{text}\n{scale}")
}

async fn collection<'v>(
    tide: &Tide,
    wave: &str,
    instrument: &str,
    newest: &str,
    year: usize,
    people: usize,
    version: impl Fn(usize) -> &'v String,
) -> String {
    let (store, study) = (&tide.platform.state.store, tide.platform.study.id.clone());
    let places = sites::all(store, &study).await.expect("sites");
    let new = Collection {
        id: chance::id(),
        study_id: study.clone(),
        wave_id: wave.to_owned(),
        instrument_id: instrument.to_owned(),
        version_hash: newest.to_owned(),
        rehearsal: false,
        state: State::Closed,
        closes_on: None,
        settings: Settings::default(),
    };
    let mut to = store.write().await.expect("a transaction");
    collections::put(&mut to, &new).await.expect("a collection");
    let (generation, key) = grants::sealing_key(store, &study).await.expect("a key");
    for person in 0..people {
        // From wave to wave three leave and three come.
        let who = person + 3 * year;
        let newer = version(person) == newest && instrument == tide.instrument;
        let response = Response {
            format: FORMAT,
            version_hash: version(person).clone(),
            language: "en".into(),
            mode: "alone".into(),
            answers: answers(who, year, newer)
                .into_iter()
                .filter(|(key, _)| newer || OLD.contains(key))
                .map(|(key, answer)| (key.to_owned(), answer))
                .collect(),
            link: (person % 9 > 0).then(|| format!("provider {who}")),
            ..Response::default()
        };
        let id = chance::id();
        let sealed = envelope::seal(&key, generation, &associated(&study, &new.id, &id), &response.to_padded_bytes());
        let site_id = places[usize::from(person % 4 == 0)].id.clone();
        let stored = Stored { id, collection_id: new.id.clone(), site_id, sealed };
        responses::put(&mut to, &stored, &chance::bytes::<16>()).await.expect("stored");
    }
    to.commit().await.expect("kept");
    new.id
}

/// A number below `many` that looks like chance and is the same in every run.
fn draw(who: usize, year: usize, question: usize, many: usize) -> usize {
    let mixed = (who as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (year as u64 * 131 + question as u64 * 7919);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed ^ (mixed >> 32)) % many as u64) as usize
}

/// What one person says. Opinions hang on the person, a little on the year and on chance; the older version keeps what it
/// asks.
fn answers(who: usize, year: usize, newer: bool) -> Vec<(&'static str, Answer)> {
    let one = |code: &str| Answer::One(code.to_owned());
    let level = |question: usize| {
        let own =
            draw(who, 0, 1, 3) + draw(who, year, question, 3) + usize::from(draw(who, year, question + 50, 9) < year);
        one(&(1 + own.min(4)).to_string())
    };
    let unless = |question: usize, answer: Answer| match draw(who, year, question + 100, 12) {
        0 => Answer::Missing(MissingReason::DontKnow),
        1 => Answer::Missing(MissingReason::Skipped),
        _ => answer,
    };
    let turned = |answer: Answer| match answer {
        Answer::One(code) => one(&(6 - code.parse::<usize>().expect("a score")).to_string()),
        other => other,
    };
    let needs = ["beds", "staff", "food"].into_iter().zip(4..).take(if newer { 3 } else { 2 });
    let needs = needs.filter(|(_, place)| draw(who, year, *place, 3) > 0).map(|(need, _)| need.to_owned()).collect();
    let first = draw(who, year, 8, 3);
    let order = ["beds", "staff", "money"];
    vec![
        ("full", unless(1, one(if draw(who, year, 2, 10) < 3 + year { "yes" } else { "no" }))),
        ("trust", unless(2, level(3))),
        ("share", level(4)),
        ("open", unless(3, level(5))),
        ("type", one(["es", "th", "ph"][draw(who, year / 2, 6, 3)])),
        ("needs", unless(4, Answer::Several(needs))),
        (
            "beds",
            unless(5, Answer::Number(10.0 + draw(who, 0, 7, 60) as f64 + (year * draw(who, year, 9, 5)) as f64 / 4.0)),
        ),
        ("need", Answer::Several(vec![order[first].to_owned(), order[(first + 1) % 3].to_owned()])),
        ("founded", Answer::Date((1990 + draw(who, 0, 10, 4)).to_string())),
        ("felt.calm", unless(6, level(11))),
        ("felt.tense", unless(7, turned(level(12)))),
        ("felt.kind", level(13)),
        ("rent", one(["low", "mid", "high"][draw(who, year, 14, 3)])),
    ]
}
