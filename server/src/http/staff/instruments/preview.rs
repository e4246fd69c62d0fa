//! What respondents will see: the draft on a phone, and on paper. Nothing is stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::instruments::{Answers, Instrument, Journey};
use axum::extract::{self, Path, Query};
use axum::response::{Html, Redirect};

use super::super::{Around, Member};
use crate::access::Action;
use crate::http::{State, respond};
use crate::store::collections::Settings;
use crate::store::help_lines::{self, HelpLine};
use crate::store::{instruments::Instrument as Draft, studies::Study};
use crate::{Error, Result};

/// One page of the draft.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The study.
    pub study: Study,
    /// The draft.
    pub draft: Draft,
    /// The draft, read.
    pub parsed: Instrument,
    /// Language of the page.
    pub language: String,
    /// 0 for the welcome page, then the sections.
    pub page: usize,
    /// Help lines of the study.
    pub help: Vec<HelpLine>,
}

#[derive(serde::Deserialize)]
pub(super) struct Chosen {
    language: Option<String>,
    page: Option<usize>,
}

async fn view(state: &State, member: Member, id: &str, chosen: Chosen) -> Result<Preview> {
    member.may(Action::SeeStudy)?;
    let draft = super::draft(state, &member, id).await?;
    let parsed = super::read(&draft)?;
    let language = chosen.language.or_else(|| parsed.languages.first().cloned()).unwrap_or_default();
    let page = chosen.page.unwrap_or_default();
    if !parsed.languages.contains(&language) || page > parsed.sections.len() {
        return Err(Error::NotFound);
    }
    let help = help_lines::list(&state.store, &member.study.id).await?;
    Ok(Preview { study: member.study, draft, parsed, language, page, help })
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    let view = view(&state, member, &id, chosen).await?;
    Ok(Html(state.staff_pages.preview(&around, &view)))
}

/// The respondent's own page, drawn from the draft.
pub(super) async fn phone(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    member: Member,
) -> Result<Html<String>> {
    let view = view(&state, member, &id, chosen).await?;
    let pages = &state.respond_pages;
    Ok(Html(match view.page {
        0 => pages.welcome(&welcome(&view)),
        _ => pages.questions(&questions(&view)),
    }))
}

/// Whatever was typed, the next page: nothing is kept.
pub(super) async fn turn(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    member: Member,
) -> Result<Redirect> {
    let view = view(&state, member, &id, chosen).await?;
    let next = (view.page + 1) % (view.parsed.sections.len() + 1);
    Ok(Redirect::to(&address(&view, next)))
}

fn address(view: &Preview, page: usize) -> String {
    let (study, id) = (&view.study.id, &view.draft.id);
    format!("/studies/{study}/instruments/{id}/phone?language={}&page={page}", view.language)
}

fn frame(view: &Preview) -> respond::Frame {
    respond::Frame {
        title: view.study.respond_title.clone(),
        language: view.language.clone(),
        rehearsal: true,
        help: view.help.clone(),
        wording: view.parsed.wording.clone(),
        ..respond::Frame::default()
    }
}

fn welcome(view: &Preview) -> respond::Welcome {
    respond::Welcome {
        frame: frame(view),
        instrument: Arc::new(view.parsed.clone()),
        action: address(view, 0),
        code: false,
        begun: respond::Begun::Nothing,
        shown_code: None,
        roster: false,
        resume: false,
        hours: Settings::default().keep_hours,
        promise: None,
        guard: None,
        problem: None,
    }
}

fn questions(view: &Preview) -> respond::Questions {
    let answers = Answers::new();
    respond::Questions {
        frame: frame(view),
        asking: respond::Asking {
            journey: Journey::of(&view.parsed, &answers),
            instrument: Arc::new(view.parsed.clone()),
            language: view.language.clone(),
            answers,
            typed: BTreeMap::new(),
            problems: Vec::new(),
        },
        sections: vec![view.page - 1],
        action: address(view, view.page),
        back: Some(address(view, view.page - 1)),
        place: (view.page, view.parsed.sections.len()),
        opened: false,
        resume_code: None,
        resume: false,
    }
}
