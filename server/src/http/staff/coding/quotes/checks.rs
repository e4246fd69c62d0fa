//! What a quote must pass: how far the consent reaches, words that may tell who somebody is, and how much may be said about
//! the speaker so that nobody stands alone.

use std::collections::HashSet;

use instruments::{Audience, Text};

use super::super::Bench;
use super::view::{Checks, Said};
use crate::coding::quote::Attribution;
use crate::coding::source::Consent;
use crate::coding::{PassageId, Span};
use crate::http::State;
use crate::redaction;
use crate::store::{collections, versions};
use crate::workspace::{About, Desk};
use crate::{Error, Result};

/// Kinds of details that never leave, whoever looked at them: they point to a person by themselves.
const NEVER: &[&str] = &["phone", "mail", "address", "plate", "handle"];

/// What the words of a passage must pass.
pub(super) async fn of(state: &State, bench: &Bench, passage: &PassageId, words: &str) -> Result<Checks> {
    let (mut checks, collection) = {
        let desk = bench.workspace.read();
        let about = &desk.passages.get(passage).ok_or(Error::NotFound)?.about;
        let (finest, smallest) = finest(&desk, bench, about);
        let scope =
            about.is_turn.then(|| desk.sources.get(&about.from).map_or(Consent::Counted, |source| source.consent));
        let checks = Checks { scope, told: Vec::new(), details: details(words), finest, smallest };
        (checks, (!about.is_turn).then(|| about.from.clone()))
    };
    if let Some(collection) = collection {
        checks.told = told(state, bench, &collection).await?;
    }
    Ok(checks)
}

/// Words that may tell who somebody is.
fn details(words: &str) -> Vec<(&'static str, String)> {
    let found = redaction::find(words).into_iter();
    found.filter_map(|mark| Some((mark.kind.code(), mark.span.of(words)?.to_owned()))).collect()
}

/// What people read before they answered: who sees it, and what cannot be promised.
async fn told(state: &State, bench: &Bench, collection: &str) -> Result<Vec<Text>> {
    let study = &bench.member.study.id;
    let Some(collection) = collections::find(&state.store, study, collection).await? else { return Ok(Vec::new()) };
    let version = versions::find(&state.store, &collection.instrument_id, &collection.version_hash).await?;
    let instrument = version.and_then(|version| instruments::parse(&version.toml).ok());
    Ok(instrument.map(|instrument| vec![instrument.consent.seen_by, instrument.consent.limits]).unwrap_or_default())
}

/// The most that may be said about a speaker: a level is allowed where at least as many people fit it as the smallest
/// count that is shown. People in groups count as survivors do, whoever they are.
fn finest(desk: &Desk, bench: &Bench, about: &About) -> (Attribution, i64) {
    let smallest = bench.member.study.smallest_cell_of(about.audience.unwrap_or(Audience::Survivors));
    let enough = |fits: &dyn Fn(&About) -> bool| {
        let fitting = desk.passages.iter().filter(|passage| !passage.about.leads && fits(&passage.about));
        fitting.map(|passage| &passage.person).collect::<HashSet<_>>().len() as i64 >= smallest
    };
    let alike = |other: &About| other.audience == about.audience && other.is_turn == about.is_turn;
    let levels: [(Attribution, bool); 3] = [
        (
            Attribution::Site,
            about.site.is_some()
                && enough(&|other| alike(other) && other.wave == about.wave && other.site == about.site),
        ),
        (Attribution::Wave, about.wave.is_some() && enough(&|other| alike(other) && other.wave == about.wave)),
        (Attribution::Audience, enough(&alike)),
    ];
    let finest = levels.into_iter().find(|(_, enough)| *enough).map_or(Attribution::Nobody, |(level, _)| level);
    (finest, smallest)
}

/// What would be said about the speaker of a passage.
pub(super) fn said(about: &About, attribution: Attribution) -> Said {
    Said { attribution, audience: about.audience, wave: about.wave_name.clone(), site: about.site_name.clone() }
}

impl Checks {
    /// Refuses what may not leave: `looked` says that a person looked at the details and they point to nobody.
    pub fn pass(&self, attribution: Attribution, looked: bool, told: bool) -> Result<()> {
        if self.scope == Some(Consent::Counted) {
            return Err(Error::Conflict("quote-consent"));
        }
        if self.scope.is_none() && !told {
            return Err(Error::Invalid("quote-told", String::new()));
        }
        if let Some((_, words)) = self.details.iter().find(|(kind, _)| NEVER.contains(kind)) {
            return Err(Error::Invalid("quote-detail", words.clone()));
        }
        if !self.details.is_empty() && !looked {
            return Err(Error::Invalid("quote-looked", String::new()));
        }
        if attribution > self.finest {
            return Err(Error::Invalid("quote-attribution", self.smallest.to_string()));
        }
        Ok(())
    }
}

/// Where words stand in a passage: at the first place where they do exactly so.
pub(super) fn place(text: &str, words: &str) -> Result<Span> {
    let byte = text.find(words).filter(|_| !words.trim().is_empty());
    let byte = byte.ok_or_else(|| Error::Invalid("quote-words", String::new()))?;
    let start = crate::coding::text::length(&text[..byte]);
    Span::new(start, start + crate::coding::text::length(words))
        .ok_or_else(|| Error::Invalid("quote-words", String::new()))
}
