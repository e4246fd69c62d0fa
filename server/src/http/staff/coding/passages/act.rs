//! Coding, taking off, noting, undoing: one address for plain forms, answered by a way back to the passage, and for the
//! page's script, answered by what changed.

use axum::Json;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::body::Drawing;
use super::filter::{Filter, Reading};
use super::order::{Order, passage_of};
use super::view::{Changed, Said};
use super::{Shared, body, kept, list};
use crate::access::Action;
use crate::coding::{PassageId, Span, portion};
use crate::http::State;
use crate::http::staff::coding::Bench;
use crate::http::staff::{Fields, Member};
use crate::{Error, Result};

/// More passages than this are not drawn one by one: the page is loaded anew.
const MOST: usize = 60;

/// What the page's script is told.
#[derive(Debug, Default, serde::Serialize)]
struct Told {
    /// A sentence to be said.
    announce: String,
    /// Elements to be put in the place of those with the same id.
    pieces: Vec<Piece>,
    /// Whether so much changed that the page must be loaded anew.
    reload: bool,
    /// Whether it was refused.
    refused: bool,
    /// Where to unlock, if the study is locked.
    locked: Option<String>,
}

#[derive(Debug, serde::Serialize)]
struct Piece {
    id: String,
    html: String,
}

/// Where a form stood.
struct Stood {
    filter: Filter,
    page: usize,
    language: String,
    is_script: bool,
}

impl Stood {
    fn read(query: Vec<(String, String)>, headers: &HeaderMap) -> Self {
        let fields = Fields(query);
        let accepted = headers.get(header::ACCEPT).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        Self {
            filter: Filter::read(&fields),
            page: fields.get("page").parse().unwrap_or(1),
            language: "en".to_owned(),
            is_script: accepted.starts_with("application/json"),
        }
    }
}

pub(super) async fn act(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Query(query): Query<Vec<(String, String)>>,
    fields: Fields,
) -> Result<Response> {
    member.may(Action::Code)?;
    let stood = Stood::read(query, &headers);
    let done = match member.keys.is_some() {
        true => perform(&state, member, &stood, &fields).await,
        false => lock(&state, &member, &stood, &fields).await,
    };
    match done {
        Err(error) if stood.is_script => refused(&state, &stood, error),
        done => done,
    }
}

async fn perform(state: &State, member: Member, stood: &Stood, fields: &Fields) -> Result<Response> {
    let bench = Bench::open(state, member, Action::Code).await?;
    let order = {
        let desk = bench.workspace.read();
        list::round(&desk, &bench.member.person.id, &stood.filter)?;
        Order::read(&desk, &bench.member, &stood.filter, fields)?
    };
    let Order { draft, said, touched, codes } = order;
    bench.act(state, draft).await?;
    if stood.is_script {
        bench.reading(state, &list::what(&stood.filter)).await?;
        return Ok(Json(told(state, &bench, stood, &said, &touched, codes)?).into_response());
    }
    let (passage, span) = match touched.into_iter().next() {
        Some((passage, span)) => (Some(passage), span),
        None => (passage_of(fields), None),
    };
    let address = match passage {
        Some(passage) => {
            let portion = portion_at(&bench, &passage, span);
            back(&bench, &stood.filter, stood.page, done(&said), &passage, portion)
        }
        None => bench.page(&format!("passages?{}&page={}&done={}", stood.filter.to_query(), stood.page, done(&said))),
    };
    Ok(Redirect::to(&address).into_response())
}

/// The portion of a passage in which a span begins.
fn portion_at(bench: &Bench, passage: &PassageId, span: Option<Span>) -> usize {
    let (Some(point), desk) = (list::point(span), bench.workspace.read()) else { return 0 };
    let all = desk.text(passage).map(portion::portions).unwrap_or_default();
    all.iter().position(|portion| portion.span.end > point).unwrap_or(0)
}

/// The address of a passage in the list that a form stood in.
pub(super) fn back(
    bench: &Bench,
    filter: &Filter,
    page: usize,
    done: &str,
    passage: &PassageId,
    portion: usize,
) -> String {
    let query = filter.to_query();
    let query = if query.is_empty() { query } else { format!("{query}&") };
    bench.page(&format!("passages?{query}page={page}&done={done}#{}", body::anchor(passage, portion)))
}

/// The key of the notice: `done-coded`.
fn done(said: &Said) -> &'static str {
    match said {
        Said::Coded(..) => "coded",
        Said::Uncoded(_) => "uncoded",
        Said::Noted => "noted",
        Said::NoteGone => "note-gone",
        Said::Undone(_) => "undone",
        Said::Redone(_) => "redone",
        Said::Kept => "kept",
        Said::Locked | Said::Refused(..) => "locked",
    }
}

fn told(
    state: &State,
    bench: &Bench,
    stood: &Stood,
    said: &Said,
    touched: &[(PassageId, Option<Span>)],
    codes: bool,
) -> Result<Told> {
    let desk = bench.workspace.read();
    let person = bench.member.person.id.as_str();
    let reading = Reading::new(&desk, person, &stood.filter);
    let drawing = Drawing::new(&reading, &[]);
    let passages = touched.iter().filter_map(|(passage, span)| Some((desk.passages.get(passage)?, *span)));
    let bodies: Vec<_> = passages.flat_map(|(passage, span)| drawing.portions_at(passage, span)).collect();
    let round = list::round(&desk, person, &stood.filter)?;
    let tools = list::tools(bench, &desk, &stood.filter, stood.page, round.as_ref());
    // A code that was undone may stand anywhere on the page; one that was made stands nowhere else yet.
    let reload = bodies.len() > MOST || codes && matches!(said, Said::Undone(_) | Said::Redone(_));
    let changed = Changed { bodies, tools, round, codes };
    let pages = &state.staff_pages;
    let pieces = if reload { Vec::new() } else { pages.pieces(&stood.language, &changed) };
    let pieces = pieces.into_iter().map(|(id, html)| Piece { id, html }).collect();
    Ok(Told { announce: pages.said(&stood.language, said), pieces, reload, ..Told::default() })
}

/// Keeps what was sent, and leads to the unlock page.
async fn lock(state: &State, member: &Member, stood: &Stood, fields: &Fields) -> Result<Response> {
    let kept = match kept::keep(state, member, &stood.filter, fields).await {
        Ok(()) => true,
        Err(Error::Locked) => false,
        Err(error) => return Err(error),
    };
    let unlock = kept::unlock(member);
    if !stood.is_script {
        return Ok(Redirect::to(&unlock).into_response());
    }
    let said = if kept { Said::Kept } else { Said::Locked };
    let announce = state.staff_pages.said(&stood.language, &said);
    Ok(Json(Told { announce, refused: !kept, locked: Some(unlock), ..Told::default() }).into_response())
}

/// A refusal in words, for the page's script.
fn refused(state: &State, stood: &Stood, error: Error) -> Result<Response> {
    let (status, code, value) = match error {
        Error::Conflict(code) => (StatusCode::CONFLICT, code, String::new()),
        Error::Invalid(code, value) => (StatusCode::UNPROCESSABLE_ENTITY, code, value),
        Error::NotFound => (StatusCode::NOT_FOUND, "passage-gone", String::new()),
        Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden", String::new()),
        other => return Err(other),
    };
    let announce = state.staff_pages.said(&stood.language, &Said::Refused(code, value));
    Ok((status, Json(Told { announce, refused: true, ..Told::default() })).into_response())
}

/// Somebody is still reading or writing: their study stays unlocked.
pub(super) async fn here(state: Shared, member: Member) -> Result<Response> {
    member.may(Action::Code)?;
    if member.keys.is_none() {
        let announce = state.staff_pages.said("en", &Said::Locked);
        return Ok(Json(Told { announce, locked: Some(kept::unlock(&member)), ..Told::default() }).into_response());
    }
    Bench::open(&state, member, Action::Code).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
