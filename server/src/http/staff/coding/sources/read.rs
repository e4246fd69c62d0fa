//! One transcript: its record, its turns with their translations, and how to take it out.

use axum::extract::{Path, RawQuery};
use axum::response::{Html, Redirect};

use super::{Bench, Shared};
use crate::Result;
use crate::access::Action;
use crate::coding::event::On;
use crate::coding::source::Consent;
use crate::coding::{Act, PassageId};
use crate::http::staff::coding::codebook::tree::{Note, notes};
use crate::http::staff::{Around, Fields, Member};
use crate::store::instruments;
use crate::workspace::{Desk, Place, Visible, Work, Write};

/// Turns on one page.
pub(super) const PAGE: usize = 80;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Its id.
    pub id: String,
    /// What staff call it.
    pub title: String,
    /// What it is.
    pub kind: String,
    /// Its week.
    pub week: String,
    /// Its wave.
    pub wave: String,
    /// Its site.
    pub site: String,
    /// The language of what was said.
    pub language: String,
    /// The guide: its id and name.
    pub guide: Option<(String, String)>,
    /// Facts about the group.
    pub attributes: Vec<(String, String)>,
    /// How far its words may go.
    pub consent: Consent,
    /// The language of the translation, where there is one.
    pub translated: Option<String>,
    /// How many turns there are.
    pub total: usize,
    /// How many codings there are that the person may see.
    pub codings: usize,
    /// The turns of this page.
    pub turns: Vec<Turn>,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// Notes on it.
    pub notes: Vec<Note>,
    /// What the person may take back here.
    pub last: Option<super::Last>,
}

/// One turn.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Its name.
    pub passage: PassageId,
    /// Its number, from 1.
    pub number: u32,
    /// The speaker's label.
    pub speaker: String,
    /// Whether the speaker led.
    pub leads: bool,
    /// Milliseconds from the beginning.
    pub starts: Option<u64>,
    /// The words.
    pub text: String,
    /// Language and words of its translation.
    pub translation: Option<(String, String)>,
    /// Codings that the person may see, on the words or their translation.
    pub codings: usize,
}

/// A transcript that somebody wants to take out.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Who looks.
    pub member: Member,
    /// Its id.
    pub id: String,
    /// What staff call it.
    pub title: String,
    /// How many turns go.
    pub turns: usize,
    /// How many codings that the person may see go along.
    pub codings: usize,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((study, id)): Path<(String, String)>,
    query: RawQuery,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    bench.source(&id)?;
    bench.reading(&state, &format!("source {id}")).await?;
    let query = Fields::read(query.0.unwrap_or_default().as_bytes());
    let guides = instruments::all(&state.store, &study).await?;
    let mut view = view(&bench, &id, query.get("page").parse().unwrap_or(1))?;
    view.guide = view
        .guide
        .and_then(|(id, _)| guides.into_iter().find(|guide| guide.id == id).map(|guide| (guide.id, guide.name)));
    Ok(Html(state.staff_pages.source(&around, &view)))
}

fn view(bench: &Bench, id: &str, page: usize) -> Result<View> {
    let source = bench.source(id)?;
    let desk = bench.workspace.read();
    let passages = desk.passages.from(&Place::Source(id.to_owned()));
    let about = passages.first().map(|passage| &passage.about);
    let pages = source.turns.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let turns = source.turns.iter().enumerate().skip((page - 1) * PAGE).take(PAGE);
    let person = &bench.member.person.id;
    let seen = desk.seen_by(person);
    Ok(View {
        member: bench.member.clone(),
        id: id.to_owned(),
        title: source.title.clone(),
        kind: source.kind.clone(),
        week: source.week.clone(),
        wave: about.map(|about| about.wave_name.clone()).unwrap_or_default(),
        site: about.map(|about| about.site_name.clone()).unwrap_or_default(),
        language: source.language.clone(),
        guide: source.guide.clone().map(|guide| (guide, String::new())),
        attributes: source.attributes.clone(),
        consent: source.consent,
        translated: translated(&desk, id),
        total: source.turns.len(),
        codings: codings(&desk, person, id),
        turns: turns.map(|(number, said)| turn(&desk, &seen, id, number as u32, said)).collect(),
        page,
        pages,
        notes: notes(&desk, person, &[On::Source(id.to_owned())]),
        last: super::last(&desk, person),
    })
}

/// The language of a transcript's translation, where there is one.
pub(super) fn translated(desk: &Desk, id: &str) -> Option<String> {
    let mut all = desk.coding.translations.iter().filter(|(passage, _)| passage.source() == Some(id));
    all.next().map(|(_, (language, _))| language.clone())
}

fn codings(desk: &Desk, person: &str, id: &str) -> usize {
    desk.seen_by(person).codings().filter(|coded| coded.passage.source() == Some(id)).count()
}

fn turn(desk: &Desk, seen: &Visible<'_>, source: &str, number: u32, said: &crate::coding::source::Turn) -> Turn {
    let passage = PassageId::turn(source, number);
    let beside = PassageId { translated: true, ..passage.clone() };
    let language = desk.coding.translations.get(&passage).map(|(language, _)| language.clone());
    Turn {
        number: number + 1,
        speaker: said.speaker.clone(),
        leads: said.leads,
        starts: said.starts,
        text: said.text.clone(),
        translation: language.and_then(|language| Some((language, desk.text(&beside)?.to_owned()))),
        codings: seen.of_passage(&passage).len() + seen.of_passage(&beside).len(),
        passage,
    }
}

pub(super) async fn ask(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let source = bench.source(&id)?;
    let codings = codings(&bench.workspace.read(), &bench.member.person.id, &id);
    let view = Leaving { member: bench.member, title: source.title.clone(), turns: source.turns.len(), codings, id };
    Ok(Html(state.staff_pages.source_remove(&around, &view)))
}

pub(super) async fn remove(state: Shared, member: Member, Path((_, id)): Path<(String, String)>) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.source(&id)?;
    let work = Work {
        writes: vec![Write::RemoveSource(id.clone())],
        audit: Some(("remove-source", id.clone())),
        ..Act::Remove { source: id }.into()
    };
    bench.act(&state, work).await?;
    Ok(Redirect::to(&bench.page("sources?done=source-removed")))
}
