//! Whether an instrument may be published, and in which languages: words complete, read and signed by a named person,
//! nothing serious found, and for survivors a second key holder (or a recorded refusal). Storing the version is left to
//! [`crate::store::versions`]; sentences about obstacles are left to `app`.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Audience, Instrument, Place, Problem};
use sha2::{Digest, Sha256};

use crate::store::reviews::{self, Review, Subject};
use crate::store::{Store, instruments::Instrument as Draft};
use crate::{Error, Result};

/// Interface words that respondents meet, by language, key and text. English has every key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interface(pub BTreeMap<String, BTreeMap<String, String>>);

/// The language whose interface words are complete by definition.
pub const SOURCE: &str = "en";

impl Interface {
    /// Keys that have no words in `language`.
    pub fn missing(&self, language: &str) -> Vec<&str> {
        let empty = BTreeMap::new();
        let known = self.0.get(language).unwrap_or(&empty);
        let has = |key: &str| known.get(key).is_some_and(|text| !text.trim().is_empty());
        self.keys().filter(|key| !has(key)).collect()
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.get(SOURCE).into_iter().flat_map(BTreeMap::keys).map(String::as_str)
    }

    /// What a reviewer of the interface signs.
    pub fn subject(&self, language: &str) -> Subject {
        let words = self.0.get(language).into_iter().flatten().map(|(key, text)| (key.as_str(), text.as_str()));
        Subject { of: reviews::INTERFACE.into(), language: language.into(), content: content(words) }
    }
}

/// What a reviewer of an instrument signs: its words in one language. A translation is signed beside the words of the
/// first language, and is true to these only.
pub fn subject(id: &str, instrument: &Instrument, language: &str) -> Subject {
    let words = instruments::words(instrument);
    let translated = instrument.languages.first().map(String::as_str).filter(|first| *first != language);
    let read = std::iter::once(language).chain(translated).flat_map(|tag| {
        let there = words.iter().filter(move |word| word.texts.has(tag));
        there.map(move |word| (word.key.as_str(), word.texts.get(tag)))
    });
    Subject { of: id.into(), language: language.into(), content: content(read) }
}

fn content<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hash = Sha256::new();
    for (key, text) in words {
        hash.update(key.len().to_le_bytes());
        hash.update(key);
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keys of an instrument that have words in its first language and none in `language`.
pub fn untranslated(instrument: &Instrument, language: &str) -> Vec<String> {
    let source = instrument.languages.first().map_or(SOURCE, String::as_str);
    let words = instruments::words(instrument).into_iter();
    words.filter(|word| word.texts.has(source) && !word.texts.has(language)).map(|word| word.key).collect()
}

/// How far one language is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Its tag.
    pub language: String,
    /// Words of the instrument that are missing.
    pub words: usize,
    /// Words of the interface that are missing.
    pub interface: usize,
    /// Who signed the words of the instrument.
    pub review: Option<Review>,
    /// Who signed the words of the interface.
    pub interface_review: Option<Review>,
}

impl Readiness {
    /// Whether respondents may be asked in this language.
    pub fn ready(&self) -> bool {
        self.obstacles().is_empty()
    }

    fn obstacles(&self) -> Vec<Problem> {
        let place = || Place { language: Some(self.language.clone()), ..Place::default() };
        let problem =
            |code, count: usize| Problem::error(code, place()).with("language", &self.language).with("count", count);
        let unsigned = self.review.is_none() || self.interface_review.is_none();
        [
            (self.words > 0).then(|| problem("publish-words", self.words)),
            (self.interface > 0).then(|| problem("publish-interface", self.interface)),
            unsigned.then(|| problem("publish-unsigned", 0)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// How far each language of a draft is.
pub async fn readiness(
    store: &Store,
    draft: &Draft,
    parsed: &Instrument,
    interface: &Interface,
) -> Result<Vec<Readiness>> {
    let mut all = Vec::new();
    for language in &parsed.languages {
        all.push(Readiness {
            language: language.clone(),
            words: untranslated(parsed, language).len(),
            interface: interface.missing(language).len(),
            review: reviews::find(store, &subject(&draft.id, parsed, language)).await?,
            interface_review: reviews::find(store, &interface.subject(language)).await?,
        });
    }
    Ok(all)
}

/// Signs the words of a language, instrument and interface; refused while some are missing.
pub async fn sign(
    store: &Store,
    draft: &Draft,
    interface: &Interface,
    language: &str,
    reviewer: &str,
    day: &str,
) -> Result<()> {
    let parsed = instruments::parse(&draft.draft).map_err(Error::Problems)?;
    let (reviewer, known) = (reviewer.trim(), parsed.languages.iter().any(|tag| tag == language));
    if reviewer.is_empty() || !known {
        return Err(Error::Invalid(if known { "reviewer-missing" } else { "language-unknown" }, language.into()));
    }
    if !untranslated(&parsed, language).is_empty() || !interface.missing(language).is_empty() {
        return Err(Error::Invalid("words-missing", language.into()));
    }
    reviews::sign(store, &subject(&draft.id, &parsed, language), reviewer, day).await?;
    reviews::sign(store, &interface.subject(language), reviewer, day).await
}

/// What is owed to the owner of the words, so that not even a rehearsal goes without it: the acknowledgement, and the
/// truth about a paraphrase.
pub fn owed(source: &str) -> Vec<Problem> {
    let owed = ["missing-acknowledgement", "acknowledgement-changed", "paraphrase-called-official"];
    instruments::check(source).into_iter().filter(|problem| owed.contains(&problem.code)).collect()
}

/// Everything that stops publishing `source` in `languages`; empty when it may be done.
pub fn obstacles(source: &str, languages: &[String], readiness: &[Readiness], second_holder: bool) -> Vec<Problem> {
    let chosen: BTreeSet<&str> = languages.iter().map(String::as_str).collect();
    // Who chose none is told what each of them still lacks.
    let meant = |language: &str| chosen.is_empty() || chosen.contains(language);
    let concerns = |problem: &Problem| problem.place.language.as_deref().is_none_or(meant);
    let mut found: Vec<Problem> =
        instruments::check(source).into_iter().filter(|problem| problem.serious && concerns(problem)).collect();
    found.extend(readiness.iter().filter(|one| meant(&one.language)).flat_map(Readiness::obstacles));
    let known = |language: &&str| readiness.iter().any(|one| one.language == *language);
    if chosen.is_empty() || !chosen.iter().all(known) {
        found.push(Problem::error("publish-no-language", Place::default()));
    }
    let survivors = instruments::parse(source).is_ok_and(|parsed| parsed.audience == Audience::Survivors);
    if survivors && !second_holder {
        found.push(Problem::error("publish-second-holder", Place::default()));
    }
    found
}
