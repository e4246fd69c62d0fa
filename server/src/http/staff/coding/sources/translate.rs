//! A staff translation beside one passage, an answer or a turn. It is a passage of its own: searched and coded like the
//! words as they were said, and gone when those go.

use axum::extract::Path;
use axum::response::{Html, Redirect};
use instruments::Text;

use super::record::language;
use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::{Act, Draft, Of, PassageId};
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result};

/// Longest translation, in characters.
pub(super) const LONGEST: usize = 400_000;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The passage as it was said.
    pub passage: PassageId,
    /// Title of the instrument or transcript.
    pub title: Text,
    /// What was asked; empty for a turn.
    pub question: Text,
    /// The speaker's label; empty for an answer.
    pub speaker: String,
    /// The language it was said in.
    pub language: String,
    /// The words.
    pub text: String,
    /// Language and words of the translation; empty where there is none.
    pub translation: (String, String),
    /// Whether there is one.
    pub is_translated: bool,
    /// Codings on the translation that the person may see: they lie on its words.
    pub codings: usize,
}

/// The passage that an address names, as it was said.
fn named(passage: &str) -> Result<PassageId> {
    let passage: PassageId = passage.parse().map_err(|()| Error::NotFound)?;
    Ok(PassageId { translated: false, ..passage })
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, passage)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let view = view(&bench, named(&passage)?)?;
    bench.reading(&state, "translations").await?;
    Ok(Html(state.staff_pages.translate(&around, &view)))
}

fn view(bench: &Bench, id: PassageId) -> Result<View> {
    let desk = bench.workspace.read();
    let passage = desk.passages.get(&id).ok_or(Error::NotFound)?;
    let beside = PassageId { translated: true, ..id.clone() };
    let known = desk.coding.translations.get(&id);
    let suggested = if passage.about.language == "en" { "es" } else { "en" };
    let tag = known.map_or_else(|| suggested.to_owned(), |(language, _)| language.clone());
    Ok(View {
        member: bench.member.clone(),
        title: passage.about.title.clone(),
        question: passage.about.question.clone(),
        speaker: passage.about.speaker.clone(),
        language: passage.about.language.clone(),
        text: passage.text.clone(),
        translation: (tag, desk.text(&beside).unwrap_or_default().to_owned()),
        is_translated: known.is_some(),
        codings: desk.seen_by(&bench.member.person.id).of_passage(&beside).len(),
        passage: id,
    })
}

pub(super) async fn keep(
    state: Shared,
    member: Member,
    Path((_, passage)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let passage = named(&passage)?;
    let words = fields.get("words").replace("\r\n", "\n").trim().to_owned();
    let remove = fields.get("do") == "remove";
    if words.is_empty() && !remove {
        return Err(Error::Invalid("translation-missing", String::new()));
    }
    if words.chars().count() > LONGEST {
        return Err(Error::Invalid("translation-long", LONGEST.to_string()));
    }
    let language = if remove { String::new() } else { language(fields.get("language"))? };
    {
        let desk = bench.workspace.read();
        let beside = PassageId { translated: true, ..passage.clone() };
        desk.passages.get(&passage).ok_or(Error::NotFound)?;
        // Codings lie on the words of the translation; other words would move from under them.
        if desk.coding.of_passage(&beside).next().is_some() && desk.text(&beside) != Some(words.as_str()) {
            return Err(Error::Conflict("translation-coded"));
        }
    }
    let mut draft = Draft::default();
    put(&mut draft, &passage, &language, (!remove).then_some(words.as_str()));
    bench.act(&state, draft).await?;
    Ok(Redirect::to(&back(&bench, &passage, if remove { "translation-gone" } else { "translation-kept" })))
}

/// Adds the translation of a passage; none takes it away.
pub(super) fn put(draft: &mut Draft, passage: &PassageId, language: &str, words: Option<&str>) {
    let text = words.map(|words| draft.repeat(words, Some(passage.of.clone())));
    draft.acts.push(Act::Translate { passage: passage.clone(), language: language.to_owned(), text });
}

/// To where the passage is read.
fn back(bench: &Bench, passage: &PassageId, done: &str) -> String {
    match &passage.of {
        Of::Turn { source, turn } => {
            let page = *turn as usize / super::read::PAGE + 1;
            bench.page(&format!("sources/source/{source}?page={page}&done={done}#{passage}"))
        }
        Of::Answer { .. } => bench.page(&format!("sources/answers?done={done}#{passage}")),
    }
}
