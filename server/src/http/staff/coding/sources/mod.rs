//! Transcripts: bringing them in, their record, reading them, translations, excerpts that were coded elsewhere. Speakers
//! become labels before anything is stored, and the file itself is never written to disk.

pub mod answers;
mod arrange;
pub mod bring;
pub mod excerpts;
pub mod list;
pub mod read;
pub mod record;
mod resting;
pub mod translate;
pub mod whole;

use std::sync::Arc;

use axum::response::Redirect;

use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::source::Source;
use crate::coding::{Act, PassageId};
use crate::http::staff::routes::Routes;
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::Desk;
use crate::{Error, Result};

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// All transcripts.
    fn sources(&self, around: &Around, view: &list::View) -> String;
    /// The form that takes a file.
    fn bring(&self, around: &Around, view: &bring::Form) -> String;
    /// What was recognised in a file, and who is called what.
    fn bring_preview(&self, around: &Around, view: &bring::View) -> String;
    /// The record of a session.
    fn source_record(&self, around: &Around, view: &record::View) -> String;
    /// One transcript.
    fn source(&self, around: &Around, view: &read::View) -> String;
    /// Whether a transcript is really to go.
    fn source_remove(&self, around: &Around, view: &read::Leaving) -> String;
    /// The translation of one passage.
    fn translate(&self, around: &Around, view: &translate::View) -> String;
    /// The translation of a whole transcript.
    fn translate_whole(&self, around: &Around, view: &whole::View) -> String;
    /// Open answers with their translations.
    fn translate_answers(&self, around: &Around, view: &answers::View) -> String;
    /// The form that takes coded excerpts.
    fn excerpts(&self, around: &Around, view: &excerpts::Form) -> String;
    /// What coded excerpts would bring.
    fn excerpts_preview(&self, around: &Around, view: &excerpts::View) -> String;
}

/// The routes of this part.
pub fn routes() -> Routes {
    const BASE: &str = "/studies/{study}/coding/sources";
    let at = |rest: &str| format!("{BASE}{rest}");
    Routes::new()
        .get(BASE, Action::Code, list::show)
        .get(&at("/bring"), Action::BringSources, bring::form)
        .post(&at("/bring"), Action::BringSources, bring::take)
        .get(&at("/bring/{file}"), Action::BringSources, bring::show)
        .post(&at("/bring/{file}"), Action::BringSources, bring::decide)
        .get(&at("/bring/{file}/record"), Action::BringSources, record::new)
        .post(&at("/bring/{file}/record"), Action::BringSources, record::keep)
        .get(&at("/excerpts"), Action::BringSources, excerpts::form)
        .post(&at("/excerpts"), Action::BringSources, excerpts::take)
        .get(&at("/excerpts/{file}"), Action::BringSources, excerpts::show)
        .post(&at("/excerpts/{file}"), Action::BringSources, excerpts::decide)
        .post(&at("/undo"), Action::BringSources, undo)
        .get(&at("/answers"), Action::Code, answers::show)
        .get(&at("/passage/{passage}"), Action::Code, translate::show)
        .post(&at("/passage/{passage}"), Action::Code, translate::keep)
        .get(&at("/source/{source}"), Action::Code, read::show)
        .get(&at("/source/{source}/record"), Action::BringSources, record::show)
        .post(&at("/source/{source}/record"), Action::BringSources, record::change)
        .get(&at("/source/{source}/remove"), Action::BringSources, read::ask)
        .post(&at("/source/{source}/remove"), Action::BringSources, read::remove)
        .get(&at("/source/{source}/translation"), Action::BringSources, whole::show)
        .post(&at("/source/{source}/translation"), Action::BringSources, whole::take)
        .get(&at("/source/{source}/translation.csv"), Action::Export, whole::sheet)
        .post(&at("/source/{source}/translation/remove"), Action::BringSources, whole::remove)
}

/// What of this part somebody did last and may take back: position, and the key of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// Position of the event.
    pub event: i64,
    /// `translation` or `excerpts`.
    pub what: &'static str,
}

/// What of this part a person did last, if it may be taken back.
fn last(desk: &Desk, person: &str) -> Option<Last> {
    let event = desk.coding.undoable(person)?;
    let excerpts = |passage: &PassageId| {
        passage.source().and_then(|source| desk.sources.get(source)).is_some_and(|source| source.kind == "excerpts")
    };
    let is_translation = event.acts.iter().all(|act| matches!(act, Act::Translate { .. }));
    let is_of_excerpts = event.acts.len() > 1
        && event.acts.iter().all(|act| match act {
            Act::Code { passage, .. } => excerpts(passage),
            other => matches!(other, Act::MakeCode { .. }),
        });
    let what = if is_translation { "translation" } else { "excerpts" };
    (is_translation || is_of_excerpts).then_some(Last { event: event.position, what })
}

/// Takes back what this person did last here.
async fn undo(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let event: i64 = fields.get("event").parse().map_err(|_| Error::NotFound)?;
    bench.act(&state, Act::Undo { event }).await?;
    Ok(Redirect::to(&bench.page("sources?done=taken-out-again")))
}

impl Bench {
    /// A transcript of the study.
    fn source(&self, id: &str) -> Result<Arc<Source>> {
        self.workspace.read().sources.get(id).cloned().ok_or(Error::NotFound)
    }

    /// To a transcript's page, saying what was done.
    fn to_source(&self, id: &str, done: &str) -> Redirect {
        Redirect::to(&self.page(&format!("sources/source/{id}?done={done}")))
    }
}
