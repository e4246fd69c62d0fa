//! The record of a session: what it was, when, where, with which guide, how far its words may go. For a file that rests
//! it is the last page before storing; for a transcript that is there it may be changed at any time.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};

use super::arrange::{self, Decisions};
use super::resting;
use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::Act;
use crate::coding::source::{Consent, FORMAT, Source, Turn};
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::name::{self, Fault};
use crate::store::{instruments, sites, waves};
use crate::workspace::{Work, Write};
use crate::{Error, Result, chance};

/// What a session may have been.
pub const KINDS: &[&str] = &["group", "interview", "excerpts"];

/// Longest label of a speaker, in characters.
const LONGEST_LABEL: usize = 60;
/// Longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The transcript that is there; none for one that comes in.
    pub source: Option<String>,
    /// The file that rests; none for a transcript that is there.
    pub file: Option<String>,
    /// What stands in the form.
    pub record: Source,
    /// What may be chosen.
    pub choices: Choices,
}

/// What a record may name.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Waves: id and name.
    pub waves: Vec<(String, String)>,
    /// Sites: id and name.
    pub sites: Vec<(String, String)>,
    /// Instruments that may have been the guide: id and name.
    pub guides: Vec<(String, String)>,
}

impl Choices {
    /// What the study has.
    pub(super) async fn of(state: &State, study: &str) -> Result<Self> {
        let store = &state.store;
        Ok(Self {
            waves: waves::all(store, study).await?.into_iter().map(|wave| (wave.id, wave.name)).collect(),
            sites: sites::all(store, study).await?.into_iter().map(|site| (site.id, site.name)).collect(),
            guides: instruments::all(store, study).await?.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }
}

pub(super) async fn new(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let file = resting::recall::<Decisions>(&headers, bench.member.unlocked()?, &study, &id)?;
    let record = Source { kind: "group".to_owned(), language: "en".to_owned(), ..Source::default() };
    let choices = Choices::of(&state, &study).await?;
    let view = View { member: bench.member, source: None, file: Some(file.id), record, choices };
    Ok(Html(state.staff_pages.source_record(&around, &view)))
}

/// Stores a transcript: labels for names, sealed, with its record.
pub(super) async fn keep(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let file = resting::recall::<Decisions>(&headers, bench.member.unlocked()?, &study, &id)?;
    let record = read(&fields, &Choices::of(&state, &study).await?, Source::default())?;
    let mut transcript = arrange::read(&file.notes.file, &file.bytes).await?;
    let decisions = file.notes;
    let work = move || {
        decisions.arrange(&mut transcript);
        decisions.turns(transcript)
    };
    let turns = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("labelling", error))?;
    let source = chance::id();
    bench.act(&state, bring(&source, Source { turns, ..record })).await?;
    resting::forget(&id);
    Ok(bench.to_source(&source, "source-brought"))
}

/// The work that stores a new transcript.
pub(super) fn bring(id: &str, source: Source) -> Work {
    Work {
        writes: vec![Write::Source(id.to_owned(), source)],
        audit: Some(("bring-source", id.to_owned())),
        ..Act::Bring { source: id.to_owned() }.into()
    }
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((study, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let record = (*bench.source(&id)?).clone();
    let choices = Choices::of(&state, &study).await?;
    let view = View { member: bench.member, source: Some(id), file: None, record, choices };
    Ok(Html(state.staff_pages.source_record(&around, &view)))
}

pub(super) async fn change(
    state: Shared,
    member: Member,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let seen = bench.workspace.read().coding.head();
    let before = bench.source(&id)?;
    let after = read(&fields, &Choices::of(&state, &study).await?, (*before).clone())?;
    if after == *before {
        return Ok(bench.to_source(&id, "source-same"));
    }
    let work = Work {
        writes: vec![Write::ChangeSource(id.clone(), after)],
        audit: Some(("revise-source", id.clone())),
        ..Act::Revise { source: id.clone() }.into()
    };
    bench.act_on(&state, seen, work).await?;
    Ok(bench.to_source(&id, "source-revised"))
}

/// The title of a source as typed.
pub(super) fn title(fields: &Fields) -> Result<String> {
    name::line(fields.get("title"), LONGEST_TITLE).map_err(|fault| match fault {
        Fault::Long => Error::Invalid("source-title-long", LONGEST_TITLE.to_string()),
        fault => fault.error("source-title-missing", LONGEST_TITLE),
    })
}

/// The record that a form says, over the turns of what it was before.
pub(super) fn read(fields: &Fields, choices: &Choices, before: Source) -> Result<Source> {
    let text = |name: &str| fields.get(name).trim().to_owned();
    let chosen = |name: &str, of: &[(String, String)]| {
        let id = Some(text(name)).filter(|id| !id.is_empty());
        match id {
            Some(id) if of.iter().any(|(known, _)| *known == id) => Ok(Some(id)),
            Some(_) => Err(Error::NotFound),
            None => Ok(None),
        }
    };
    let kind = text("kind");
    Ok(Source {
        format: FORMAT,
        title: title(fields)?,
        kind: KINDS.iter().find(|known| **known == kind).map_or(before.kind.clone(), |known| (*known).to_owned()),
        week: week(&text("week"))?,
        wave: chosen("wave", &choices.waves)?,
        site: chosen("site", &choices.sites)?,
        language: language(&text("language"))?,
        guide: chosen("guide", &choices.guides)?,
        attributes: attributes(fields.get("attributes"))?,
        consent: Consent::named(fields.get("consent")).ok_or(Error::Invalid("consent-missing", String::new()))?,
        turns: relabelled(&before.turns, fields)?,
    })
}

/// The speakers of a transcript, in the order in which they first speak, and whether they lead.
pub fn speakers(turns: &[Turn]) -> Vec<(String, bool)> {
    let mut speakers: Vec<(String, bool)> = Vec::new();
    for turn in turns {
        if !speakers.iter().any(|(label, _)| *label == turn.speaker) {
            speakers.push((turn.speaker.clone(), turn.leads));
        }
    }
    speakers
}

/// Turns with the labels that a form gives their speakers; where it names none, as they were.
fn relabelled(turns: &[Turn], fields: &Fields) -> Result<Vec<Turn>> {
    let mut labels = HashMap::new();
    for (number, (old, _)) in speakers(turns).into_iter().enumerate() {
        let label = fields.get(&format!("speaker-{number}")).trim();
        if label.chars().count() > LONGEST_LABEL {
            return Err(Error::Invalid("label-long", label.chars().take(LONGEST_LABEL).collect()));
        }
        if let Err(fault @ Fault::Unseen) = name::line(label, LONGEST_LABEL) {
            return Err(fault.error("label-name", LONGEST_LABEL));
        }
        if !label.is_empty() {
            labels.insert(old, (label.to_owned(), fields.get(&format!("leads-{number}")) == "on"));
        }
    }
    let mut turns = turns.to_vec();
    for turn in &mut turns {
        if let Some((label, leads)) = labels.get(&turn.speaker) {
            turn.speaker.clone_from(label);
            turn.leads = *leads;
        }
    }
    Ok(turns)
}

/// The ISO week of a date (`2026-11-18`), or a week as it is written (`2026-W47`); the day is not kept.
fn week(typed: &str) -> Result<String> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let wrong = || Error::Invalid("week-unreadable", typed.to_owned());
    if let Some((year, week)) = typed.split_once("-W") {
        let (year, week): (i16, i8) = (year.parse().map_err(|_| wrong())?, week.parse().map_err(|_| wrong())?);
        let monday = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).map_err(|_| wrong())?;
        return Ok(format!("{:04}-W{:02}", monday.year(), monday.week()));
    }
    let date: jiff::civil::Date = typed.parse().map_err(|_| wrong())?;
    let week = date.iso_week_date();
    Ok(format!("{:04}-W{:02}", week.year(), week.week()))
}

/// A language tag as it is kept.
pub(in super::super) fn language(typed: &str) -> Result<String> {
    let tag = typed.trim().to_lowercase();
    let parts: Vec<&str> = tag.split('-').collect();
    let fits = parts[0].len() >= 2
        && parts[0].len() <= 3
        && parts
            .iter()
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if fits { Ok(tag) } else { Err(Error::Invalid("language-unreadable", typed.to_owned())) }
}

/// Facts about a group, one a line: `name: value`.
fn attributes(typed: &str) -> Result<Vec<(String, String)>> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || value.is_empty() || line.chars().count() > 300 {
            return Err(Error::Invalid("attribute-unreadable", line.chars().take(60).collect()));
        }
        Ok((name.to_owned(), value.to_owned()))
    };
    lines.map(read).collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator writes down when and where a group met.

    use super::*;

    #[test]
    fn only_the_week_of_a_date_is_kept() {
        for (typed, kept) in [("2026-11-18", "2026-W47"), ("2027-01-01", "2026-W53"), ("2026-W7", "2026-W07"), ("", "")]
        {
            assert_eq!(week(typed).unwrap(), kept, "{typed}");
        }
        for typed in ["last week", "2026-13-01", "2026-W54", "W4"] {
            assert!(week(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn facts_are_named_and_languages_have_tags() {
        let told = attributes("Setting: library, evening\n\n People : 5 ").unwrap();
        assert_eq!(told, [("Setting".into(), "library, evening".into()), ("People".into(), "5".into())]);
        assert!(attributes("Setting").is_err() && attributes(": 5").is_err());
        assert_eq!((language(" ES-mx").unwrap().as_str(), language("Spanish!").is_err()), ("es-mx", true));
        assert!(language("").is_err() && language("x").is_err());
    }
}
