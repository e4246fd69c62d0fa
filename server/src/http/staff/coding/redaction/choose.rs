//! One passage: its marks to tick, and other words to name.

use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::view::Passage;
use super::{chosen, scan};
use crate::access::Action;
use crate::coding::text::length;
use crate::coding::{PassageId, Span};
use crate::http::staff::{Around, Fields, Member};
use crate::redaction;
use crate::{Error, Result};

type Address = Path<(String, String)>;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, passage)): Address,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Redact).await?;
    let view = view(&bench, &passage.parse().map_err(|()| Error::NotFound)?)?;
    bench.reading(&state, "redaction").await?;
    Ok(Html(state.staff_pages.redact_passage(&around, &view)))
}

fn view(bench: &Bench, id: &PassageId) -> Result<Passage> {
    let desk = bench.workspace.read();
    let passage = desk.passages.get(id).ok_or(Error::NotFound)?;
    let found = redaction::find(&passage.text);
    let mark = |mark: &redaction::Mark| Some((mark.span, mark.kind, mark.why, mark.span.of(&passage.text)?.to_owned()));
    Ok(Passage {
        member: bench.member.clone(),
        marked: scan::marked(passage, &found),
        marks: found.iter().filter_map(mark).collect(),
        redactions: desk.coding.redactions.get(id).copied().unwrap_or(0),
    })
}

/// Ticked marks, and every place of the other words that were typed, go on to the review.
pub(super) async fn choose(
    state: Shared,
    member: Member,
    Path((_, passage)): Address,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Redact).await?;
    let id: PassageId = passage.parse().map_err(|()| Error::NotFound)?;
    let mut all = chosen::read(&fields)?;
    let other = fields.get("words").trim();
    if !other.is_empty() {
        let kind = scan::kind(fields.get("kind")).ok_or(Error::NotFound)?;
        let desk = bench.workspace.read();
        let places = places(desk.text(&id).ok_or(Error::NotFound)?, other);
        if places.is_empty() {
            return Err(Error::Invalid("redaction-words", other.to_owned()));
        }
        let meets = |span: &Span| all.iter().any(|(chosen, _)| chosen.overlaps(*span));
        let more: Vec<_> = places.into_iter().filter(|span| !meets(span)).map(|span| (span, kind)).collect();
        all.extend(more);
    }
    if all.is_empty() {
        return Err(Error::Invalid("redaction-nothing", String::new()));
    }
    all.sort_by_key(|(span, _)| *span);
    Ok(Redirect::to(&bench.page(&format!("redaction/review/{id}?{}", chosen::query(&all)))))
}

/// Everywhere in a text where words stand exactly so.
fn places(text: &str, words: &str) -> Vec<Span> {
    let found = text.match_indices(words).filter_map(|(byte, _)| {
        let start = length(&text[..byte]);
        Span::new(start, start + length(words))
    });
    found.collect()
}
