//! What coded excerpts become: transcripts, and after them their codes and codings.

use std::collections::BTreeSet;

use super::super::record::{Choices, bring};
use super::codes::Codes;
use crate::Result;
use crate::chance;
use crate::coding::source::{Consent, FORMAT, Source, Turn};
use crate::coding::{Act, Draft, PassageId};
use crate::exchange::excerpts::{self, Meaning, Plan};
use crate::exchange::project::from_file;
use crate::workspace::{Desk, Work};

/// Excerpts shown of each file.
const SHOWN: usize = 8;

/// What is said about a file; kept sealed while it rests.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Said {
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
    /// What each column means.
    pub meanings: Vec<Meaning>,
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

/// What would be there afterwards.
pub(super) fn effect(desk: &Desk, choices: &Choices, said: &Said, plan: &Plan) -> Effect {
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
                .filter(|(name, is_missing)| *is_missing && !name.is_empty())
                .map(|(name, _)| name.clone()),
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
pub(super) fn of(desk: &Desk, choices: &Choices, said: &Said, plan: &Plan) -> Result<(Work, Draft)> {
    let (mut work, mut draft, mut codes) = (Work::default(), Draft::default(), Codes::of(desk));
    for group in &plan.groups {
        let id = chance::id();
        let brought = bring(&id, source(choices, said, plan, group));
        work.audit = brought.audit;
        work.writes.extend(brought.writes);
        work.draft.acts.extend(brought.draft.acts);
        for (number, excerpt) in (0..).zip(&group.excerpts) {
            for (path, coder) in &excerpt.codes {
                let (code, passage) = (codes.make(desk, &mut draft, path)?, PassageId::turn(&id, number));
                let coder = (!coder.is_empty()).then(|| from_file(coder));
                draft.acts.push(Act::Code { coding: chance::id(), passage, span: None, code, round: None, coder });
            }
        }
    }
    Ok((work, draft))
}
