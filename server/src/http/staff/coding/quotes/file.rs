//! The file of approved quotes: each with how far it may go, so that words for the house and words for everybody never
//! look alike. Those that may be public can be taken alone; then nothing says more about a speaker than was approved.

use std::collections::BTreeSet;

use axum::extract::Query as Address;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};

use super::super::{Bench, Shared};
use super::checks::said;
use super::view::Said;
use crate::Result;
use crate::access::Action;
use crate::coding::Span;
use crate::coding::quote::{Attribution, Quote};
use crate::coding::source::Consent;
use crate::exchange::csv;
use crate::http::staff::{Around, Fields, Member, taking};
use crate::owed;
use crate::workspace::{About, Desk};

/// The columns.
const COLUMNS: [&str; 8] = ["quote", "attribution", "may_go_to", "source", "question", "wave", "language", "code"];
/// The column that a study has which asks somebody else's words.
const OWED: &str = "acknowledgement";

/// An approved quote with what its passage tells.
struct Leaving {
    words: String,
    said: Said,
    scope: Option<Consent>,
    places: [String; 3],
    language: String,
    codes: String,
    instrument: Option<String>,
}

/// Approved quotes; `?only=public` leaves those out that stay inside the house.
pub(super) async fn file(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    uri: Uri,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Export).await?;
    if let Some(form) = taking::asks(&state.store, &bench.member, &headers, &uri).await? {
        return Ok(form);
    }
    let public = Fields(address).get("only") == "public";
    let quotes = leaving(&bench, public);
    let owed = owed::of_study(&state.store, &bench.member.study.id).await?;
    let owing = |quote: &Leaving| {
        let line = quote.instrument.as_ref().map(|instrument| owed.line_of(instrument, &around.language));
        (!owed.is_empty()).then(|| line.unwrap_or_default())
    };
    let header = COLUMNS.into_iter().chain((!owed.is_empty()).then_some(OWED)).map(str::to_owned).collect();
    let rows = quotes.into_iter().map(|one| {
        let line = owing(&one);
        let attribution = match one.said.attribution {
            Attribution::Nobody => String::new(),
            _ => state.staff_pages.attribution(&around.language, &one.said),
        };
        let reach = state.staff_pages.reach(&around.language, one.scope);
        let [source, question, wave] = one.places;
        let cells = [one.words, attribution, reach, source, question, wave, one.language, one.codes];
        cells.into_iter().chain(line).collect::<Vec<_>>()
    });
    let bytes = csv::write(std::iter::once(header).chain(rows))?;
    let name = if public { "public-quotes" } else { "quotes" };
    bench.record(&state, "export", name).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn leaving(bench: &Bench, public: bool) -> Vec<Leaving> {
    let desk = bench.workspace.read();
    let approved = desk.coding.quotes.values().filter(|quote| quote.is_approved());
    let all = approved.filter_map(|quote| one(&desk, &bench.member.person.id, quote, public));
    all.filter(|one| !public || one.scope.is_none_or(|scope| scope == Consent::Quoted)).collect()
}

fn one(desk: &Desk, person: &str, quote: &Quote, public: bool) -> Option<Leaving> {
    let about = &desk.passages.get(&quote.passage)?.about;
    Some(Leaving {
        words: desk.say(&quote.text).to_owned(),
        said: said(about, quote.attribution),
        scope: about.is_turn.then(|| desk.sources.get(&about.from).map_or(Consent::Counted, |source| source.consent)),
        places: places(about, quote.attribution, public),
        language: about.language.clone(),
        codes: codes(desk, person, quote),
        instrument: about.instrument.clone(),
    })
}

/// Source, question and wave. In the file for everybody a group is not named, and a wave only where it was approved.
fn places(about: &About, attribution: Attribution, public: bool) -> [String; 3] {
    let source = if public && about.is_turn { "" } else { about.title.get("en") };
    let wave = if public && attribution < Attribution::Wave { "" } else { about.wave_name.as_str() };
    [source, about.question.get("en"), wave].map(str::to_owned)
}

/// Codes on the quoted words that the person may see.
fn codes(desk: &Desk, person: &str, quote: &Quote) -> String {
    let on_words = |span: Option<Span>| span.is_none_or(|span| span.overlaps(quote.span));
    let seen = desk.seen_by(person).of_passage(&quote.passage);
    let seen = seen.into_iter().filter(|coded| on_words(coded.span));
    let paths: BTreeSet<String> = seen.map(|coded| desk.code_path(desk.coding.code_of(coded)).join(" › ")).collect();
    paths.into_iter().collect::<Vec<_>>().join("; ")
}
