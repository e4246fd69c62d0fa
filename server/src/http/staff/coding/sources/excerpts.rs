//! Excerpts that were coded earlier in a spreadsheet: choose a file, say what its columns mean, see what it would bring,
//! then bring it: transcripts first, then their codes and codings as one event that can be undone.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};
use instruments::Problem;

use super::record::{Choices, bring, language};
use super::resting;
use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::codebook::Origin;
use crate::coding::event::Id;
use crate::coding::source::{Consent, FORMAT, Source, Turn};
use crate::coding::{Act, Draft, PassageId};
use crate::exchange::excerpts::{self, Meaning, Plan, Table};
use crate::http::staff::upload::Upload;
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{Desk, Work};
use crate::{Error, Result, chance};

/// Excerpts shown of each file.
const SHOWN: usize = 8;

/// The page that takes a file.
#[derive(Clone, Debug)]
pub struct Form {
    /// Who looks.
    pub member: Member,
}

/// What is said about a file; kept sealed while it rests.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
struct Said {
    file: String,
    title: String,
    language: String,
    parted: String,
    consent: Consent,
    meanings: Vec<Meaning>,
}

/// What a file would bring.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Names the file that rests.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// What staff would call it.
    pub title: String,
    /// The language of the words.
    pub language: String,
    /// What parts several codes in one cell.
    pub parted: String,
    /// How far the words may go.
    pub consent: Consent,
    /// Columns: heading, first filled cell, what it means.
    pub columns: Vec<(String, String, Meaning)>,
    /// What it brings, if the columns fit.
    pub effect: Option<Effect>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// What would be there afterwards.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    /// Excerpts.
    pub excerpts: usize,
    /// Transcripts that hold them: title and how many each.
    pub sources: Vec<(String, usize)>,
    /// Codings.
    pub codings: usize,
    /// Codes that are there already.
    pub known: Vec<String>,
    /// Codes that would be made.
    pub new: Vec<String>,
    /// Waves and sites that the study does not have: they stay as facts.
    pub unknown: Vec<String>,
    /// Rows without words.
    pub empty: usize,
    /// The first excerpts with their codes.
    pub shown: Vec<(String, Vec<String>)>,
}

pub(super) async fn form(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    Ok(Html(state.staff_pages.excerpts(&around, &Form { member: bench.member })))
}

pub(super) async fn take(state: Shared, member: Member, headers: HeaderMap, upload: Upload) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    if upload.bytes.is_empty() {
        return Err(Error::Invalid("file-missing", String::new()));
    }
    let table = read(&upload.name, &upload.bytes).await?;
    let title = upload.name.rsplit_once('.').map_or(upload.name.as_str(), |(stem, _)| stem).to_owned();
    let said = Said {
        meanings: table.guess(),
        file: upload.name,
        title,
        language: "en".to_owned(),
        parted: ";".to_owned(),
        consent: Consent::default(),
    };
    let (study, keys) = (&bench.member.study.id, bench.member.unlocked()?);
    let id = resting::rest(&headers, keys, study, &upload.bytes, &said)?;
    Ok(Redirect::to(&bench.page(&format!("sources/excerpts/{id}"))))
}

async fn read(name: &str, bytes: &[u8]) -> Result<Table> {
    let (name, bytes) = (name.to_owned(), zeroize::Zeroizing::new(bytes.to_vec()));
    let work = move || excerpts::read(&name, &bytes).map_err(Error::Problems);
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("reading excerpts", error))?
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    let file = resting::recall::<Said>(&headers, bench.member.unlocked()?, &study, &id)?;
    let table = read(&file.notes.file, &file.bytes).await?;
    let choices = Choices::of(&state, &study).await?;
    let plan = plan(&table, &file.notes);
    let said = file.notes;
    let first = |column: usize| table.values(column).into_iter().next().unwrap_or_default().chars().take(80).collect();
    let column = |(column, heading): (usize, &String)| (heading.clone(), first(column), said.meanings[column]);
    let (effect, problems) = match &plan {
        Ok(plan) => (Some(effect(&bench.workspace.read(), &choices, &said, plan)), Vec::new()),
        Err(problems) => (None, problems.clone()),
    };
    let view = View {
        id: file.id,
        columns: table.headings.iter().enumerate().map(column).collect(),
        file: said.file,
        title: said.title,
        language: said.language,
        parted: said.parted,
        consent: said.consent,
        effect,
        problems,
        member: bench.member,
    };
    Ok(Html(state.staff_pages.excerpts_preview(&around, &view)))
}

fn plan(table: &Table, said: &Said) -> std::result::Result<Plan, Vec<Problem>> {
    table.plan(&said.file, &said.meanings, said.parted.chars().next().unwrap_or(';'))
}

pub(super) async fn decide(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    if fields.get("do") == "drop" {
        resting::forget(&id);
        return Ok(Redirect::to(&bench.page("sources?done=file-dropped")));
    }
    let keys = bench.member.unlocked()?;
    let mut file = resting::recall::<Said>(&headers, keys, &study, &id)?;
    let said = &mut file.notes;
    said.title = fields.required("title", "source-title-missing")?.chars().take(200).collect();
    said.language = language(fields.get("language"))?;
    said.parted = fields.get("parted").chars().take(1).collect();
    said.consent = Consent::named(fields.get("consent")).ok_or(Error::Invalid("consent-missing", String::new()))?;
    for (column, meaning) in said.meanings.iter_mut().enumerate() {
        *meaning = Meaning::named(fields.get(&format!("column.{column}"))).unwrap_or(*meaning);
    }
    resting::note(keys, &study, &id, said)?;
    if fields.get("do") != "bring" {
        return Ok(Redirect::to(&bench.page(&format!("sources/excerpts/{id}"))));
    }
    let plan = plan(&read(&said.file, &file.bytes).await?, said).map_err(Error::Problems)?;
    let (work, draft) = {
        let choices = Choices::of(&state, &study).await?;
        let desk = bench.workspace.read();
        work(&desk, &choices, said, &plan)
    };
    // Both or neither: what the codebook would refuse is refused before the words are stored.
    if !draft.acts.is_empty() {
        bench.workspace.read().coding.check(&bench.member.person.id, &draft.acts)?;
    }
    bench.act(&state, work).await?;
    resting::forget(&id);
    if !draft.acts.is_empty() {
        bench.act(&state, draft).await?;
    }
    Ok(Redirect::to(&bench.page("sources?done=excerpts-brought")))
}

/// What would be there afterwards.
fn effect(desk: &Desk, choices: &Choices, said: &Said, plan: &Plan) -> Effect {
    let codes = Codes::of(desk);
    let mut effect = Effect { empty: plan.empty, ..Effect::default() };
    let (mut unknown, mut known, mut new) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for group in &plan.groups {
        let source = source(choices, said, plan, group);
        effect.sources.push((source.title.clone(), group.excerpts.len()));
        effect.excerpts += group.excerpts.len();
        unknown.extend(
            [(&group.wave, source.wave.is_none()), (&group.site, source.site.is_none())]
                .into_iter()
                .filter_map(|(name, is_missing)| (is_missing && !name.is_empty()).then(|| name.clone())),
        );
        for excerpt in &group.excerpts {
            effect.codings += excerpt.codes.len();
            let names: Vec<String> = excerpt.codes.iter().map(|(path, _)| path.join(" › ")).collect();
            for (path, _) in &excerpt.codes {
                match codes.known(path) {
                    Some(_) => known.insert(path.join(" › ")),
                    None => new.insert(path.join(" › ")),
                };
            }
            if effect.shown.len() < SHOWN {
                effect.shown.push((excerpt.text.chars().take(300).collect(), names));
            }
        }
    }
    effect.unknown = unknown.into_iter().collect();
    effect.known = known.into_iter().collect();
    effect.new = new.into_iter().collect();
    effect
}

/// The transcript that excerpts become; a wave or site that the study does not have stays as a fact.
fn source(choices: &Choices, said: &Said, plan: &Plan, group: &excerpts::Group) -> Source {
    let find = |of: &[(String, String)], name: &str| {
        of.iter().find(|(_, known)| known.to_lowercase() == name.to_lowercase()).map(|(id, _)| id.clone())
    };
    let (wave, site) = (find(&choices.waves, &group.wave), find(&choices.sites, &group.site));
    let mut attributes = group.facts.clone();
    for (name, value, is_known) in [("Wave", &group.wave, wave.is_some()), ("Site", &group.site, site.is_some())] {
        if !is_known && !value.is_empty() {
            attributes.push((name.to_owned(), value.clone()));
        }
    }
    let facts = group.facts.iter().map(|(_, value)| value.as_str());
    let parts = [group.wave.as_str(), group.site.as_str()].into_iter().chain(facts).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let title = match (plan.groups.len(), parts.is_empty()) {
        (1, _) | (_, true) => said.title.clone(),
        _ => format!("{}: {}", said.title, parts.join(", ")),
    };
    let turn = |excerpt: &excerpts::Excerpt| Turn {
        speaker: excerpt.person.map(|number| format!("Participant {number}")).unwrap_or_default(),
        text: excerpt.text.clone(),
        ..Turn::default()
    };
    Source {
        format: FORMAT,
        title,
        kind: "excerpts".to_owned(),
        wave,
        site,
        language: said.language.clone(),
        attributes,
        consent: said.consent,
        turns: group.excerpts.iter().map(turn).collect(),
        ..Source::default()
    }
}

/// The transcripts as one event, and their codes and codings as another.
fn work(desk: &Desk, choices: &Choices, said: &Said, plan: &Plan) -> (Work, Draft) {
    let (mut work, mut draft, mut codes) = (Work::default(), Draft::default(), Codes::of(desk));
    for group in &plan.groups {
        let id = chance::id();
        let brought = bring(&id, source(choices, said, plan, group));
        work.audit = brought.audit;
        work.writes.extend(brought.writes);
        work.draft.acts.extend(brought.draft.acts);
        for (number, excerpt) in (0..).zip(&group.excerpts) {
            for (path, coder) in &excerpt.codes {
                let (code, passage) = (codes.make(&mut draft, path), PassageId::turn(&id, number));
                let coder = Some(coder.clone()).filter(|coder| !coder.is_empty());
                draft.acts.push(Act::Code { coding: chance::id(), passage, span: None, code, round: None, coder });
            }
        }
    }
    (work, draft)
}

/// Codes by where they stand and what they are called, those that are being made among them.
struct Codes {
    by_name: BTreeMap<(Option<Id>, String), Id>,
    made: u8,
}

impl Codes {
    fn of(desk: &Desk) -> Self {
        let codebook = &desk.coding.codebook;
        let active = codebook.codes.keys().filter_map(|id| codebook.active(id));
        let place = |code: &crate::coding::Code| {
            let parent = code.parent.as_deref().map(|parent| codebook.now(parent).to_owned());
            ((parent, desk.code_name(&code.id).to_lowercase()), code.id.clone())
        };
        Self { by_name: active.map(place).collect(), made: 0 }
    }

    /// The code that a path names: from the top, or, of one name alone, wherever a single code is called so.
    fn known(&self, path: &[String]) -> Option<Id> {
        if let [name] = path {
            let name = name.to_lowercase();
            let mut called = self.by_name.iter().filter(|((_, known), _)| *known == name);
            if let (Some((_, id)), None) = (called.next(), called.next()) {
                return Some(id.clone());
            }
        }
        let mut at = None;
        for name in path {
            at = Some(self.by_name.get(&(at.clone(), name.to_lowercase()))?.clone());
        }
        at
    }

    /// The code that a path names, made where there is none.
    fn make(&mut self, draft: &mut Draft, path: &[String]) -> Id {
        if let Some(known) = self.known(path) {
            return known;
        }
        let mut at: Option<Id> = None;
        for name in path {
            let key = (at.clone(), name.to_lowercase());
            let id = self.by_name.get(&key).cloned().unwrap_or_else(|| {
                let (code, text) = (chance::id(), draft.say(name));
                self.made = self.made.wrapping_add(1);
                let colour = self.made % 12;
                let parent = at.clone();
                draft.acts.push(Act::MakeCode {
                    code: code.clone(),
                    parent,
                    name: text,
                    origin: Origin::Emerged,
                    colour,
                });
                code
            });
            self.by_name.insert(key, id.clone());
            at = Some(id);
        }
        at.unwrap_or_default()
    }
}
