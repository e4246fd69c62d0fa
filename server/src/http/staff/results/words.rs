//! Open answers as a list, in random order. Opening it is recorded. Where an answer was given is said only where enough
//! people answered there.

use std::collections::HashMap;

use ::instruments::{Answer, Instrument, Kind, Text};
use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, reading};
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{Table, flags};
use crate::{Error, Result};

/// Answers on one page.
const ON_A_PAGE: usize = 50;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The collection.
    pub collection: String,
    /// Title of its instrument.
    pub title: Text,
    /// Name of its wave.
    pub wave: String,
    /// Key of the question.
    pub key: String,
    /// What was asked.
    pub question: Text,
    /// Answers on this page.
    pub answers: Vec<Said>,
    /// How many there are.
    pub total: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
}

/// One open answer.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its response.
    pub response: String,
    /// The key of the answer, with the round inside a repeat group.
    pub key: String,
    /// The words.
    pub text: String,
    /// The site, where enough people answered.
    pub site: Option<String>,
    /// Whether somebody marked it.
    pub marked: bool,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, collection, key)): Path<(String, String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, Action::ReadAnswers, &collection).await?;
    let question = open_question(&opened.instrument, &key).ok_or(Error::NotFound)?;
    reading(&state, &member, &format!("{collection} {key}")).await?;
    let marked = flags::all(&state.store, &member.study.id, member.unlocked()?).await?;
    let smallest = member.study.smallest_cell_of(opened.instrument.audience);
    let places = places(&opened, smallest);
    let table = opened.workspace.table(&opened.collection.id);
    let mut all = said(&opened.instrument, table, &key);
    let (total, pages) = (all.len(), all.len().div_ceil(ON_A_PAGE).max(1));
    let page = Fields(query).get("page").parse().unwrap_or(1).clamp(1, pages);
    all = all.into_iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE).collect();
    let answers = all.into_iter().map(|(row, key, text)| {
        let row = &table.rows[row];
        let marked = marked.iter().any(|flag| flag.response == row.id && flag.words.key == key);
        Said { response: row.id.clone(), site: places.get(&*row.site).cloned(), key, text, marked }
    });
    let view = View {
        answers: answers.collect(),
        collection,
        title: opened.instrument.title.clone(),
        wave: opened.wave.clone(),
        question,
        key,
        total,
        page,
        pages,
        member,
    };
    Ok(Html(state.staff_pages.words(&around, &view)))
}

/// Names of the sites at which enough people answered this collection.
pub(super) fn places(opened: &Opened, smallest: i64) -> HashMap<String, String> {
    let table = opened.workspace.table(&opened.collection.id);
    let enough = |id: &str| table.rows.iter().filter(|row| *row.site == *id).count() as i64 >= smallest;
    opened.sites.iter().filter(|site| enough(&site.id)).map(|site| (site.id.clone(), site.name.clone())).collect()
}

/// What an open question asks.
pub(super) fn open_question(instrument: &Instrument, key: &str) -> Option<Text> {
    let id = key.rsplit('.').next()?;
    let open = |kind: Kind| matches!(kind, Kind::Text | Kind::LongText);
    instrument
        .questions()
        .find(|question| question.id == id && open(question.kind))
        .map(|question| question.text.clone())
}

/// Answers to a question, those of all rounds of a repeat group among them: row, key, words.
fn said(instrument: &Instrument, table: &Table, id: &str) -> Vec<(usize, String, String)> {
    let groups = instrument.questions().filter(|question| question.questions.iter().any(|inner| inner.id == id));
    let inside =
        groups.flat_map(|group| (1..=group.most_rounds()).map(move |round| format!("{}.{round}.{id}", group.id)));
    let keys = std::iter::once(id.to_owned()).chain(inside);
    let words = keys.flat_map(|key| {
        let column = table.column(&key).iter().enumerate();
        let texts = column.filter_map(|(row, answer)| match answer {
            Answer::Text(text) => Some((row, key.clone(), text.clone())),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    });
    words.collect()
}
