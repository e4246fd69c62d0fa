//! Rewording and translating by plain forms: one part of the instrument on a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::instruments::{Instrument, Word};
use axum::extract::{self, Path, Query};
use axum::response::{Html, Redirect};

use super::super::{Around, Fields, Member};
use super::address;
use crate::access::Action;
use crate::http::State;
use crate::store::{instruments, instruments::Instrument as Draft};
use crate::{Error, Result};

/// The part that holds title, consent and acknowledgement.
const FRONT: &str = "front";
/// The part that holds shared answer lists and scales.
const SHARED: &str = "shared";
/// Longest text of one word.
const LONGEST: usize = 8_000;

/// The words of one part in one language.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The draft.
    pub draft: Draft,
    /// The draft, read.
    pub parsed: Instrument,
    /// The language that is written.
    pub language: String,
    /// All parts.
    pub parts: Vec<Part>,
    /// The part shown.
    pub part: String,
    /// Its words.
    pub lines: Vec<WordingLine>,
}

/// A part of an instrument, for navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id, in the address.
    pub id: String,
    /// Its heading; empty for those that have none in the file.
    pub title: String,
    /// How many words are missing in the language.
    pub missing: usize,
}

/// One text.
#[derive(Clone, Debug, PartialEq)]
pub struct WordingLine {
    /// Its key.
    pub key: String,
    /// The text in the instrument's first language.
    pub source: String,
    /// The text in the language that is written.
    pub target: String,
    /// Whether there is no such text yet, in any language.
    pub new: bool,
}

#[derive(serde::Deserialize)]
pub(super) struct Chosen {
    language: Option<String>,
    part: Option<String>,
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let parsed = super::read(&draft)?;
    let first = parsed.languages.first().cloned().unwrap_or_default();
    let language = chosen.language.unwrap_or(first);
    if !parsed.languages.contains(&language) {
        return Err(Error::NotFound);
    }
    let view = view(draft, parsed, language, chosen.part.unwrap_or_else(|| FRONT.into()));
    Ok(Html(state.staff_pages.wording(&around, &view)))
}

fn view(draft: Draft, parsed: Instrument, language: String, part: String) -> Wording {
    let words = ::instruments::words(&parsed);
    let source = parsed.languages.first().cloned().unwrap_or_default();
    let belongs = belonging(&parsed);
    let line = |word: &Word| WordingLine {
        key: word.key.clone(),
        source: own(word, &source),
        target: own(word, &language),
        new: false,
    };
    let open = if language == source { ::instruments::open_keys(&parsed) } else { Vec::new() };
    let shown = words.iter().filter(|word| belongs(&word.key) == part);
    let lines = shown.flat_map(|word| std::iter::once(line(word)).chain(after(&open, &word.key))).collect();
    let lacks = |word: &&Word| word.texts.has(&source) && !word.texts.has(&language);
    let count = |id: &str| words.iter().filter(|word| belongs(&word.key) == id).filter(lacks).count();
    let sections = parsed.sections.iter().map(|section| (section.id.clone(), section.title.get(&source).to_owned()));
    let ends = |id: &str| (id.to_owned(), String::new());
    let all = std::iter::once(ends(FRONT)).chain(sections).chain(std::iter::once(ends(SHARED)));
    let parts = all.map(|(id, title)| Part { missing: count(&id), id, title }).collect();
    Wording { draft, language, parts, part, lines, parsed }
}

/// Texts that may be added behind a heading, a question, or the last words of consent.
fn after(open: &[String], key: &str) -> Vec<WordingLine> {
    let (owner, last) = key.rsplit_once('.').unwrap_or_default();
    let names: &[&str] = match (owner.split('.').next(), last) {
        (Some("section"), "title") => &["text", "content_note"],
        (Some("question"), "text") => &["hint"],
        (Some("consent"), "limits") => &["more"],
        _ => &[],
    };
    let keys = names.iter().map(|name| format!("{owner}.{name}")).filter(|key| open.contains(key));
    keys.map(|key| WordingLine { key, source: String::new(), target: String::new(), new: true }).collect()
}

fn own(word: &Word, language: &str) -> String {
    word.texts.0.get(language).cloned().unwrap_or_default()
}

/// Says to which part a word's key belongs.
fn belonging(parsed: &Instrument) -> impl Fn(&str) -> String + use<> {
    let mut places: Vec<(String, String)> = Vec::new();
    for section in &parsed.sections {
        places.push((format!("section.{}", section.id), section.id.clone()));
        for question in section.questions.iter().flat_map(|one| std::iter::once(one).chain(&one.questions)) {
            places.push((format!("question.{}", question.id), section.id.clone()));
        }
    }
    move |key| {
        let mut parts = key.splitn(3, '.');
        let head = format!("{}.{}", parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match places.iter().find(|(place, _)| *place == head) {
            Some((_, section)) => section.clone(),
            None if key.starts_with("list.") || key.starts_with("scale.") => SHARED.into(),
            None => FRONT.into(),
        }
    }
}

pub(super) async fn save(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let parsed = super::read(&draft)?;
    let language = fields.get("language").to_owned();
    let changed = changed(&parsed, &language, &fields)?;
    if !changed.is_empty() {
        let source = ::instruments::put_words(&draft.draft, &changed).map_err(Error::Problems)?;
        instruments::save(&state.store, &draft, &source).await?;
    }
    // A part that is opened next saves this one first.
    let wanted = if fields.get("go").is_empty() { fields.get("part") } else { fields.get("go") };
    let part = part_of(&parsed, wanted);
    Ok(Redirect::to(&format!("{}/words?language={language}&part={part}&done=words-saved", address(&member, &id))))
}

/// Only a part that is there goes into an address.
fn part_of(parsed: &Instrument, wanted: &str) -> String {
    let known = wanted == SHARED || parsed.sections.iter().any(|section| section.id == wanted);
    if known { wanted.to_owned() } else { FRONT.to_owned() }
}

/// The words of a form that differ from what stands in the draft.
fn changed(parsed: &Instrument, language: &str, fields: &Fields) -> Result<Vec<(String, String, String)>> {
    if !parsed.languages.iter().any(|tag| tag == language) {
        return Err(Error::Invalid("language-unknown", language.to_owned()));
    }
    let words = ::instruments::words(parsed);
    let open = ::instruments::open_keys(parsed);
    let known: BTreeSet<&str> = words.iter().map(|word| &word.key).chain(&open).map(String::as_str).collect();
    let mut changed = Vec::new();
    for (name, typed) in &fields.0 {
        let Some(key) = name.strip_prefix("word.") else { continue };
        if !known.contains(key) {
            return Err(Error::Invalid("word-unknown", key.to_owned()));
        }
        let text = typed.replace("\r\n", "\n").trim().to_owned();
        if text.chars().count() > LONGEST {
            return Err(Error::Invalid("word-too-long", key.to_owned()));
        }
        let before = words.iter().find(|word| word.key == key).map(|word| own(word, language)).unwrap_or_default();
        if before != text {
            changed.push((key.to_owned(), language.to_owned(), text));
        }
    }
    Ok(changed)
}

pub(super) async fn add_language(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let language = fields.get("language").trim().to_owned();
    if !is_tag(&language) {
        return Err(Error::Invalid("language-tag", language));
    }
    let source = ::instruments::add_language(&draft.draft, &language).map_err(Error::Problems)?;
    instruments::save(&state.store, &draft, &source).await?;
    Ok(Redirect::to(&format!("{}/words?language={language}&done=language-added", address(&member, &id))))
}

/// Whether this is a language tag of the simple kind: `es`, `pt-BR`, `zh-Hant`.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
