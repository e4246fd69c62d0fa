//! Splitting a code, the second step: which of its codings goes where, one by one or question by question. What is not
//! dealt out stays with the old code and can be dealt later; what the person may not see yet stays too.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery};
use axum::response::{Html, Redirect};
use instruments::Text;

use super::{Bench, Named, Shared};
use crate::access::Action;
use crate::coding::event::Id;
use crate::coding::{Act, Coded, Draft, Span};
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{Desk, Passage};
use crate::{Error, Result};

/// Codings on one page.
const PAGE: usize = 100;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The code to be split.
    pub code: Named,
    /// What it becomes.
    pub into: Vec<Named>,
    /// Its codings by question or transcript.
    pub questions: Vec<Question>,
    /// How many codings there are in all.
    pub total: usize,
    /// Which page of them, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
}

/// The codings of one question or transcript.
#[derive(Clone, Debug)]
pub struct Question {
    /// Names it in the form.
    pub place: String,
    /// Title of the instrument or transcript.
    pub title: Text,
    /// What was asked; empty for a transcript.
    pub question: Text,
    /// The wave.
    pub wave: String,
    /// How many codings it has, on all pages.
    pub count: usize,
    /// Those of this page.
    pub codings: Vec<Held>,
}

/// One coding.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its id.
    pub id: Id,
    /// The words before the coded ones, the coded ones, the words after.
    pub words: (String, String, String),
    /// Who coded.
    pub coder: String,
    /// Who spoke, in a transcript.
    pub speaker: String,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, code)): Path<(String, String)>,
    query: RawQuery,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let query = Fields::read(query.0.unwrap_or_default().as_bytes());
    let into = targets(&query);
    let check = Act::Split { code: code.clone(), into: into.clone(), codings: Vec::new() };
    bench.workspace.read().coding.check(&bench.member.person.id, &[check])?;
    bench.reading(&state, &format!("code {code}")).await?;
    let view = view(&bench, &code, &into, query.get("page").parse().unwrap_or(1))?;
    Ok(Html(state.staff_pages.deal(&around, &view)))
}

fn view(bench: &Bench, code: &str, into: &[Id], page: usize) -> Result<View> {
    let (named, into) = (bench.named(code)?, into.iter().map(|id| bench.named(id)).collect::<Result<Vec<_>>>()?);
    let desk = bench.workspace.read();
    let held = held(&desk, &bench.member.person.id, code);
    let pages = held.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let mut questions: BTreeMap<String, Question> = BTreeMap::new();
    for (number, (passage, coded)) in held.iter().enumerate() {
        let question = questions.entry(place_of(passage)).or_insert_with(|| Question::of(passage));
        question.count += 1;
        if number / PAGE + 1 == page {
            question.codings.push(Held {
                id: coded.id.clone(),
                words: around(&passage.text, coded.span),
                coder: desk.person(&coded.coder).to_owned(),
                speaker: passage.about.speaker.clone(),
            });
        }
    }
    let questions = questions.into_values().filter(|question| !question.codings.is_empty()).collect();
    Ok(View { member: bench.member.clone(), code: named, into, questions, total: held.len(), page, pages })
}

impl Question {
    fn of(passage: &Passage) -> Self {
        Self {
            place: place_of(passage),
            title: passage.about.title.clone(),
            question: passage.about.question.clone(),
            wave: passage.about.wave_name.clone(),
            count: 0,
            codings: Vec::new(),
        }
    }
}

/// The codes that the form or the address names.
fn targets(fields: &Fields) -> Vec<Id> {
    let mut into: Vec<Id> = Vec::new();
    for id in fields.get("into").split(',').filter(|id| !id.is_empty()) {
        if !into.iter().any(|known| known == id) {
            into.push(id.to_owned());
        }
    }
    into
}

/// The codings of a code that a person may see, with their passages, in the order of the page.
fn held<'a>(desk: &'a Desk, person: &'a str, code: &str) -> Vec<(&'a Passage, &'a Coded)> {
    let of_code = desk.seen_by(person).codings().filter(|coded| desk.coding.code_of(coded) == code).collect::<Vec<_>>();
    let with_passage = of_code.into_iter().filter_map(|coded| Some((desk.passages.get(&coded.passage)?, coded)));
    let mut held: Vec<_> = with_passage.collect();
    held.sort_by(|(one, a), (other, b)| (place_of(one), &one.id, a.span).cmp(&(place_of(other), &other.id, b.span)));
    held
}

/// The question or transcript that a passage belongs to.
fn place_of(passage: &Passage) -> String {
    format!("{}.{}", passage.about.from, passage.about.key)
}

/// Characters shown before and after coded words.
const BESIDE: u32 = 60;
/// Most coded characters shown.
const SHOWN: usize = 400;

/// Coded words with a little of what stands around them.
fn around(text: &str, span: Option<Span>) -> (String, String, String) {
    let end = crate::coding::text::length(text);
    let span = span.unwrap_or(Span { start: 0, end });
    let cut =
        |start: u32, end: u32| Span::new(start, end).and_then(|span| span.of(text)).unwrap_or_default().to_owned();
    let (before, after) = (span.start.saturating_sub(BESIDE), span.end.saturating_add(BESIDE).min(end));
    let coded = cut(span.start, span.end);
    let shown = if coded.chars().count() > SHOWN {
        coded.chars().take(SHOWN).chain(std::iter::once('…')).collect()
    } else {
        coded
    };
    (cut(before, span.start), shown, cut(span.end, after))
}

/// Splits as the form deals: a coding's own choice before its question's.
pub(super) async fn split(
    state: Shared,
    member: Member,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let into = targets(&fields);
    let (codings, total, known) = {
        let desk = bench.workspace.read();
        let held = held(&desk, &bench.member.person.id, &code);
        let known = desk.coding.codebook.code(&code).map(|code| code.split_into.clone()).unwrap_or_default();
        (dealt(&held, &fields), held.len(), known)
    };
    let retire = fields.get("retire") == "yes";
    if codings.is_empty() && !retire && into.iter().all(|one| known.contains(one)) {
        return Err(Error::Conflict("nothing-to-do"));
    }
    let more = total > PAGE && codings.len() < total && !retire;
    let mut acts = vec![Act::Split { code: code.clone(), into: into.clone(), codings }];
    if retire {
        acts.push(Act::Retire { code: code.clone() });
    }
    bench.act(&state, Draft { acts, texts: Vec::new() }).await?;
    if !more {
        return Ok(bench.to_code(&code, "code-split"));
    }
    let (into, page) = (into.join(","), fields.get("page").parse::<usize>().unwrap_or(1));
    let rest = format!("codebook/code/{code}/deal?into={into}&page={page}&done=code-split");
    Ok(Redirect::to(&bench.page(&rest)))
}

/// Which coding goes where.
fn dealt(held: &[(&Passage, &Coded)], fields: &Fields) -> Vec<(Id, Id)> {
    let choice = |(passage, coded): &(&Passage, &Coded)| {
        let own = fields.get(&format!("coding.{}", coded.id)).to_owned();
        let whole = || fields.get(&format!("question.{}", place_of(passage))).to_owned();
        let to = if own.is_empty() { whole() } else { own };
        (!to.is_empty() && to != "stay").then(|| (coded.id.clone(), to))
    };
    held.iter().filter_map(choice).collect()
}

#[cfg(test)]
mod tests {
    //! A researcher looks at coded words before dealing them out.

    use super::*;

    #[test]
    fn coded_words_stand_between_what_is_around_them() {
        let text = format!("{}A dog 🐕, mine.{}", "x".repeat(70), "y".repeat(70));
        let (before, coded, after) = around(&text, Span::new(72, 77));
        assert_eq!((before.len(), coded.as_str(), after.chars().count()), (60, "dog 🐕", 60));
        let (before, coded, after) = around(&"z".repeat(500), None);
        assert_eq!((before.as_str(), coded.chars().count(), after.as_str()), ("", 401, ""));
        assert_eq!(around("short", Span::new(3, 99)).1, "", "a place that is not there shows nothing");
    }
}
