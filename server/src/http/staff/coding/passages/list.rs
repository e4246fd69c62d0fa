//! The list of passages: what fits, a page of it, and what forms need there. Opening it is recorded.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::body::{Drawing, anchor, pick};
use super::filter::{Filter, Mark, Reading};
use super::paging::{self, Leaf, Page, Wanted};
use super::view::{Item, Kept, Pick, Round, Tools, View};
use super::{Shared, choices, deed, kept};
use crate::Result;
use crate::access::{Action, allows};
use crate::coding::portion::portions;
use crate::coding::{PassageId, Span};
use crate::http::staff::coding::Bench;
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{About, Desk, Passage};
use crate::{Error, coding};

/// Excerpts on a page.
const EXCERPTS: usize = 50;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let fields = Fields(query);
    let filter = Filter::read(&fields);
    if let Some(address) = beside(&bench, &filter, &fields) {
        return Ok(Redirect::to(&address).into_response());
    }
    bench.reading(&state, &what(&filter)).await?;
    let kept = kept::all(&state, &bench).await?;
    let view = view(&bench, &filter, &fields, &kept, &around.language)?;
    Ok(Html(state.staff_pages.passages(&around, &view)).into_response())
}

/// What the record says was read: where, never what was looked for.
pub(super) fn what(filter: &Filter) -> String {
    let parts = ["round", "from", "key"].map(|name| filter.get(name));
    let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if told.is_empty() { "all".to_owned() } else { told.join(" ") }
}

/// A passage that is asked for by its name alone is shown among those beside it.
fn beside(bench: &Bench, filter: &Filter, fields: &Fields) -> Option<String> {
    let id: PassageId = fields.get("at").parse().ok().filter(|_| filter.is_empty())?;
    let desk = bench.workspace.read();
    let original = PassageId { translated: false, ..id.clone() };
    let passage = desk.passages.get(&original)?;
    let point = fields.get("point").parse().ok();
    let done = Some(fields.get("done")).filter(|done| !done.is_empty());
    let more = done.map(|done| format!("done={done}&")).unwrap_or_default();
    Some(address(&bench.member.study.id, passage, &id, point, &more))
}

/// The address of a passage among those beside it, at a code point of it if one is given.
pub(super) fn address(study: &str, passage: &Passage, id: &PassageId, point: Option<u32>, more: &str) -> String {
    let filter = Filter::default().with("from", &passage.about.from).with("key", &passage.about.key);
    let all = portions(&passage.text);
    let at = point.and_then(|point| all.iter().find(|portion| portion.span.end > point));
    let (point, number) = at.map_or((String::new(), 0), |at| (format!("&point={}", at.span.start), at.number));
    let query = filter.to_query();
    // A translation stands inside the passage that it translates.
    let place = if id.translated { format!("b-{}", anchor(id, number)) } else { anchor(id, number) };
    format!("/studies/{study}/coding/passages?{query}&{more}at={}{point}#{place}", passage.id)
}

fn view(bench: &Bench, filter: &Filter, fields: &Fields, kept: &[Kept], language: &str) -> Result<View> {
    let desk = bench.workspace.read();
    let person = bench.member.person.id.as_str();
    let round = round(&desk, person, filter)?;
    let reading = Reading::new(&desk, person, filter);
    let drawing = Drawing::new(&reading, kept);
    let (items, total, page) = match filter.excerpts() {
        true => excerpts(&drawing, fields),
        false => items(&drawing, fields),
    };
    let shown: Vec<&str> =
        items.iter().flat_map(|item| &item.bodies).flat_map(|body| &body.kept).map(|kept| kept.id.as_str()).collect();
    let elsewhere = kept.iter().filter(|kept| !shown.contains(&kept.id.as_str())).cloned().collect();
    let next = (page.number < page.of).then(|| next(filter, &page, &items));
    Ok(View {
        member: bench.member.clone(),
        choices: choices::all(&desk, &reading, language),
        total,
        page: page.number,
        pages: page.of,
        next,
        items,
        tools: tools(bench, &desk, filter, page.number, round.as_ref()),
        round,
        filter: filter.clone(),
        kept: elsewhere,
    })
}

/// Where the next page begins. A list that loses what was coded goes on after the last passage, not by its number.
fn next(filter: &Filter, page: &Page, items: &[Item]) -> String {
    let last = items.last().and_then(|item| item.bodies.first());
    match last {
        Some(body) if filter.get("coded") == "no" && body.portion.0 + 1 == body.portion.1 => {
            format!("{}&after={}", filter.to_query(), body.passage)
        }
        _ => with_page(filter, page.number + 1),
    }
}

/// The query of a page.
fn with_page(filter: &Filter, page: usize) -> String {
    let query = filter.to_query();
    if query.is_empty() { format!("page={page}") } else { format!("{query}&page={page}") }
}

fn items(drawing: &Drawing<'_>, fields: &Fields) -> (Vec<Item>, usize, Page) {
    let mark = |name: &str| fields.get(name).parse().ok().map(|id: PassageId| PassageId { translated: false, ..id });
    let mark = match (mark("at"), mark("after")) {
        (Some(id), _) => Some(Mark { id, after: false }),
        (None, Some(id)) => Some(Mark { id, after: true }),
        (None, None) => None,
    };
    let chosen = drawing.reading.choose(mark.as_ref());
    let number = fields.get("page").parse().unwrap_or(1).max(1);
    let from = chosen.mark.filter(|_| mark.as_ref().is_some_and(|mark| mark.after)).unwrap_or(0);
    let wanted = match chosen.mark {
        Some(passage) => Wanted::With(leaf_at(&chosen.passages, passage, fields.get("point"))),
        None => Wanted::Number(number),
    };
    let page = paging::page(&chosen.passages, wanted, from);
    let mut items: Vec<Item> = Vec::with_capacity(page.leaves.len());
    for leaf in &page.leaves {
        if let Some(mut item) = item(drawing, chosen.passages[leaf.passage], *leaf) {
            item.heads = items.last().is_none_or(|before| heads(&before.about, &item.about));
            items.push(item);
        }
    }
    (items, chosen.passages.len(), page)
}

/// The portion that holds a code point.
fn leaf_at(passages: &[&Passage], passage: usize, point: &str) -> Leaf {
    let point: Option<u32> = point.parse().ok();
    let portion = point.map_or(0, |point| {
        let all = portions(&passages[passage].text);
        all.iter().position(|portion| portion.span.end > point).unwrap_or(0)
    });
    Leaf { passage, portion }
}

fn item<'a>(drawing: &Drawing<'a>, passage: &'a Passage, leaf: Leaf) -> Option<Item> {
    let own = drawing.portion(passage, leaf.portion)?;
    let is_last = own.portion.0 + 1 == own.portion.1;
    let mut bodies = vec![own];
    if is_last {
        bodies.extend(drawing.translation(passage));
    }
    let waits_in = waits_in(drawing.reading, &passage.id);
    Some(Item { number: leaf.passage + 1, about: passage.about.clone(), heads: false, bodies, waits_in })
}

/// A round of the person's in which a passage waits to be coded, when another list is read.
fn waits_in(reading: &Reading<'_>, passage: &PassageId) -> Option<(String, String)> {
    if !reading.filter.get("round").is_empty() {
        return None;
    }
    let person = reading.seen.person();
    let mut open = reading.desk.coding.rounds.values().filter(|round| round.is_open_for(person));
    let round = open.find(|round| round.given_to(person).contains(passage))?;
    Some((round.drawn.round.clone(), reading.desk.say(&round.drawn.name).to_owned()))
}

/// Whether something stands under another heading than what is before it.
fn heads(before: &About, here: &About) -> bool {
    (&before.from, &before.key) != (&here.from, &here.key)
}

fn excerpts(drawing: &Drawing<'_>, fields: &Fields) -> (Vec<Item>, usize, Page) {
    let reading = drawing.reading;
    let chosen = reading.choose(None);
    let mut all: Vec<(usize, &Passage, &coding::Coded)> = Vec::new();
    for (number, passage) in chosen.passages.iter().enumerate() {
        let translated = PassageId { translated: true, ..passage.id.clone() };
        for passage in std::iter::once(*passage).chain(reading.desk.passages.get(&translated)) {
            let codings = reading.codings(&passage.id).filter(|coded| reading.is_wanted(coded));
            let begin = all.len();
            all.extend(codings.map(|coded| (number, passage, coded)));
            all[begin..].sort_by_key(|(_, _, coded)| coded.span);
        }
    }
    let of = all.len().div_ceil(EXCERPTS).max(1);
    let number = fields.get("page").parse().unwrap_or(1).clamp(1, of);
    let mut items: Vec<Item> = Vec::new();
    for (place, passage, coded) in all.iter().skip((number - 1) * EXCERPTS).take(EXCERPTS) {
        let bodies = drawing.excerpt(passage, coded).into_iter().collect();
        let heads = items.last().is_none_or(|before| heads(&before.about, &passage.about));
        items.push(Item { number: place + 1, about: passage.about.clone(), heads, bodies, waits_in: None });
    }
    (items, all.len(), Page { number, of, leaves: Vec::new() })
}

/// The round that the list shows; nothing is found where it was not given to the person.
pub(super) fn round(desk: &Desk, person: &str, filter: &Filter) -> Result<Option<Round>> {
    let id = filter.get("round");
    if id.is_empty() {
        return Ok(None);
    }
    let round = desk.coding.rounds.get(id).filter(|round| !round.given_to(person).is_empty()).ok_or(Error::NotFound)?;
    let given = round.given_to(person);
    let mine = |coded: &coding::Coded| coded.coder == person && coded.round.as_deref() == Some(id);
    let coded = |passage: &&PassageId| desk.coding.of_passage(passage).any(mine);
    Ok(Some(Round {
        id: id.to_owned(),
        name: desk.say(&round.drawn.name).to_owned(),
        given: given.len(),
        coded: given.iter().filter(coded).count(),
        open: round.is_open_for(person),
        revealed: round.is_revealed(),
    }))
}

/// What forms and the pad need.
pub(super) fn tools(bench: &Bench, desk: &Desk, filter: &Filter, page: usize, round: Option<&Round>) -> Tools {
    let person = &bench.member.person.id;
    let coding = &desk.coding;
    let fixed = round.is_some_and(|round| is_fixed(desk, &round.id));
    Tools {
        act: bench.page(&format!("passages/act?{}", with_page(filter, page))),
        here: bench.page("passages/here"),
        codes: codes(desk, person),
        may_make: allows(bench.member.role, Action::KeepCodebook) && !fixed,
        fixed,
        open: round.is_none_or(|round| round.open) && !filter.excerpts(),
        undo: coding.undoable(person).map(|event| deed::of(desk, event)),
        redo: coding
            .redoable(person)
            .and_then(|undoing| deed::undone_by(coding, undoing))
            .map(|event| deed::of(desk, event)),
    }
}

/// Whether a round leaves the codebook as it is: as long as somebody else codes it blind.
pub(super) fn is_fixed(desk: &Desk, round: &str) -> bool {
    desk.coding.rounds.get(round).is_some_and(|round| !round.is_revealed() && round.drawn.given.len() > 1)
}

/// Codes in use, in the order of the codebook, with the digits they are on.
fn codes(desk: &Desk, person: &str) -> Vec<Pick> {
    let recent = desk.coding.recent(person);
    let digits: BTreeMap<&str, usize> = recent.iter().zip(1..).map(|(code, digit)| (code.as_str(), digit)).collect();
    let active =
        desk.coding.codebook.tree().into_iter().filter(|(_, code)| desk.coding.codebook.active(&code.id).is_some());
    active.map(|(_, code)| Pick { digit: digits.get(code.id.as_str()).copied(), ..pick(desk, &code.id) }).collect()
}

/// Code points of a span as a filter of the address.
pub(super) fn point(span: Option<Span>) -> Option<u32> {
    span.map(|span| span.start)
}
