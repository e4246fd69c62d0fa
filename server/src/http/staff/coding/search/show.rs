//! Answers a search.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Query as Address;
use axum::response::Html;
use instruments::Text;

use super::super::{Bench, Shared};
use super::view::{Choice, Hit, Kept, Noted, Part, View};
use super::{found, query, wanted};
use crate::access::Action;
use crate::coding::event::On;
use crate::coding::text::length;
use crate::coding::{PassageId, Span};
use crate::http::staff::{Around, Fields, Member};
use crate::index::find::marks;
use crate::index::query::Query;
use crate::index::{Facet, Found, Wanted};
use crate::workspace::Desk;
use crate::{Error, Result};

/// Passages on one page.
const ON_A_PAGE: usize = 50;
/// Code points on each side of a word in a line, and around words in a snippet.
const AROUND: u32 = 60;
/// Code points of a snippet at most.
const SNIPPET: u32 = 400;
/// Lines of one passage at most.
const LINES: usize = 20;
/// Memos at most.
const MEMOS: usize = 20;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let fields = Fields(address);
    let asked = wanted(&fields);
    let (view, around) = match view(&bench, &asked, &fields) {
        Err(Error::Invalid(code, value)) => (nothing(&bench, &asked), refused(around, code, value)),
        view => (view?, around),
    };
    if !(view.hits.is_empty() && view.memos.is_empty()) {
        bench.reading(&state, "search").await?;
    }
    Ok(Html(state.staff_pages.search(&around, &view)))
}

fn refused(mut around: Around, code: &str, value: String) -> Around {
    around.again.code = code.to_owned();
    around.again.value = value;
    around
}

fn nothing(bench: &Bench, asked: &Wanted) -> View {
    let desk = bench.workspace.read();
    View {
        member: bench.member.clone(),
        wanted: asked.clone(),
        query: query(asked),
        in_lines: false,
        total: 0,
        coded: 0,
        page: 1,
        pages: 1,
        hits: Vec::new(),
        facets: Vec::new(),
        memos: Vec::new(),
        called: Vec::new(),
        kept: kept(&desk, &bench.member.person.id),
    }
}

fn view(bench: &Bench, asked: &Wanted, fields: &Fields) -> Result<View> {
    let page: usize = fields.get("page").parse().unwrap_or(1).max(1);
    let person = &bench.member.person.id;
    let skip = (page - 1).saturating_mul(ON_A_PAGE);
    found(bench, asked, skip, ON_A_PAGE, |desk, found, passages| View {
        in_lines: fields.get("as") == "lines",
        total: found.documents.count(),
        coded: found.coded,
        page,
        pages: found.documents.count().div_ceil(ON_A_PAGE).max(1),
        hits: passages.iter().filter_map(|passage| hit(desk, person, found.query.as_ref(), passage)).collect(),
        facets: facets(desk, asked, found),
        memos: memos(desk, person, found.query.as_ref()),
        called: called(desk, found.query.as_ref()),
        ..nothing(bench, asked)
    })
}

/// A passage as a result.
pub(super) fn hit(desk: &Desk, person: &str, query: Option<&Query>, id: &PassageId) -> Option<Hit> {
    let passage = desk.passages.get(id)?;
    let spans = query.map(|query| marks(query, &passage.text, &passage.about.language)).unwrap_or_default();
    let mut codes: Vec<(String, u8)> = Vec::new();
    for coded in desk.seen_by(person).of_passage(id) {
        let code = desk.coding.code_of(coded);
        let colour = desk.coding.codebook.code(code).map_or(0, |code| code.colour);
        let named = (desk.code_name(code).to_owned(), colour);
        if !codes.contains(&named) {
            codes.push(named);
        }
    }
    Some(Hit {
        passage: id.clone(),
        about: Arc::clone(&passage.about),
        snippet: snippet(&passage.text, &spans),
        lines: spans.iter().take(LINES).map(|span| line(&passage.text, *span)).collect(),
        codes,
    })
}

/// The words around what was found, as much as a snippet holds.
fn snippet(text: &str, spans: &[Span]) -> Vec<Part> {
    let from = spans.first().map_or(0, |first| first.start.saturating_sub(AROUND));
    let to = length(text).min(from + SNIPPET);
    let part = |marked: bool, start: u32, end: u32| {
        let text = Span::new(start, end)?.of(text)?.to_owned();
        Some(Part { marked, text })
    };
    let mut parts = Vec::new();
    parts.extend((from > 0).then(|| Part { marked: false, text: "… ".to_owned() }));
    let mut at = from;
    for span in spans.iter().filter(|span| span.end <= to) {
        parts.extend(part(false, at, span.start));
        parts.extend(part(true, span.start.max(at), span.end));
        at = at.max(span.end);
    }
    parts.extend(part(false, at, to));
    parts.extend((to < length(text)).then(|| Part { marked: false, text: " …".to_owned() }));
    parts
}

fn line(text: &str, span: Span) -> (String, String, String) {
    let piece = |start: u32, end: u32| {
        let words = Span::new(start, end).and_then(|span| span.of(text)).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let end = length(text).min(span.end + AROUND);
    (piece(span.start.saturating_sub(AROUND), span.start), piece(span.start, span.end), piece(span.end, end))
}

fn facets(desk: &Desk, asked: &Wanted, found: &Found) -> Vec<(Facet, Vec<Choice>)> {
    let labels = labels(desk);
    let mut facets = Vec::new();
    for facet in Facet::ALL {
        let mut counts: BTreeMap<String, usize> = found.facets.get(facet).cloned().unwrap_or_default();
        let chosen = asked.facets.get(facet).cloned().unwrap_or_default();
        for value in &chosen {
            counts.entry(value.clone()).or_default();
        }
        let label = |value: &str| match facet {
            Facet::Code => desk.code_path(value).join(" › "),
            Facet::Coder => crate::exchange::project::coder(desk, value),
            _ => labels.get(&(*facet, value.to_owned())).cloned().unwrap_or_else(|| value.to_owned()),
        };
        let choice = |(value, count): (String, usize)| Choice {
            label: label(&value),
            count,
            chosen: chosen.contains(&value),
            value,
        };
        let mut choices: Vec<Choice> = counts.into_iter().map(choice).collect();
        choices.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.label.cmp(&other.label)));
        if choices.len() > 1 || choices.iter().any(|choice| choice.chosen) {
            facets.push((*facet, choices));
        }
    }
    facets
}

/// How the values of facets are read, as the passages say it.
fn labels(desk: &Desk) -> BTreeMap<(Facet, String), String> {
    let mut labels = BTreeMap::new();
    let mut known = std::collections::HashSet::new();
    for passage in desk.passages.iter() {
        let about = &passage.about;
        if !known.insert(Arc::as_ptr(about)) {
            continue;
        }
        let read = |text: &Text| text.get("en").to_owned();
        let title = [read(&about.title), about.wave_name.clone()];
        let title = title.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let said = [
            (Facet::Wave, about.wave.clone().unwrap_or_default(), about.wave_name.clone()),
            (Facet::Site, about.site.clone().unwrap_or_default(), about.site_name.clone()),
            (Facet::Question, about.key.clone(), read(&about.question)),
            (Facet::From, about.from.clone(), title),
        ];
        labels.extend(
            said.into_iter()
                .filter(|(_, value, label)| !value.is_empty() && !label.is_empty())
                .map(|(facet, value, label)| ((facet, value), label)),
        );
    }
    labels
}

fn memos(desk: &Desk, person: &str, query: Option<&Query>) -> Vec<Noted> {
    let Some(query) = query.filter(|query| !query.wanted().is_empty()) else { return Vec::new() };
    let seen = desk.seen_by(person);
    let said = desk.coding.memos.values().filter(|memo| seen.sees_memo(memo));
    let fitting = said.filter(|memo| {
        let words = desk.say(&memo.text);
        ["en", "es"].iter().any(|language| !marks(query, words, language).is_empty())
    });
    let noted = fitting.take(MEMOS).map(|memo| {
        let (mut passage, mut code) = (None, None);
        match &memo.on {
            On::Passage(id) => passage = Some(id.clone()),
            On::Coding(coding) => passage = desk.coding.codings.get(coding).map(|coded| coded.passage.clone()),
            On::Code(id) => code = Some((id.clone(), desk.code_name(id).to_owned())),
            On::Study | On::Source(_) => {}
        }
        Noted { words: desk.say(&memo.text).to_owned(), by: desk.person(&memo.by).to_owned(), passage, code }
    });
    noted.collect()
}

/// Codes whose name says one of the words.
fn called(desk: &Desk, query: Option<&Query>) -> Vec<(String, String)> {
    let Some(query) = query.filter(|query| !query.wanted().is_empty()) else { return Vec::new() };
    let tree = desk.coding.codebook.tree();
    let named = tree.into_iter().map(|(_, code)| (code.id.clone(), desk.code_name(&code.id).to_owned()));
    named.filter(|(_, name)| !marks(query, name, "en").is_empty()).collect()
}

fn kept(desk: &Desk, person: &str) -> Vec<Kept> {
    let read = |(id, (text, by)): (&String, &(String, String))| {
        let query = desk.say(text).to_owned();
        let fields = Fields::read(query.as_bytes());
        let asked = wanted(&fields);
        Kept { id: id.clone(), words: asked.words, facets: asked.facets.len(), query, own: by == person }
    };
    let mut kept: Vec<Kept> = desk.coding.searches.iter().map(read).collect();
    kept.sort_by(|one, other| one.words.cmp(&other.words).then_with(|| one.query.cmp(&other.query)));
    kept
}
