//! The last look before words are replaced, and replacing them.

use axum::extract::{Path, Query as Address};
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::chosen::{self, Chosen};
use super::elsewhere;
use super::view::Review;
use crate::access::Action;
use crate::coding::PassageId;
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::redaction::Kind;
use crate::workspace::redact::{Redaction, replaced};
use crate::workspace::{Desk, flags};
use crate::{Error, Result};

type At = Path<(String, String)>;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, passage)): At,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Redact).await?;
    let passage: PassageId = passage.parse().map_err(|()| Error::NotFound)?;
    let chosen = chosen::read(&Fields(address))?;
    let flags = flags::all(&state.store, &bench.member.study.id, bench.member.unlocked()?).await?;
    let view = tokio::task::block_in_place(|| {
        let desk = bench.workspace.read();
        view(&state, &around, &bench, &desk, &flags, &passage, &chosen)
    })?;
    bench.reading(&state, "redaction").await?;
    Ok(Html(state.staff_pages.redact_review(&around, &view)))
}

fn view(
    state: &State,
    around: &Around,
    bench: &Bench,
    desk: &Desk,
    flags: &[flags::Flag],
    passage: &PassageId,
    chosen: &[Chosen],
) -> Result<Review> {
    let text = desk.text(passage).ok_or(Error::NotFound)?;
    let language = spoken(desk, passage, around);
    let labels = chosen.iter().map(|(span, kind)| (*span, state.staff_pages.label(&language, *kind)));
    let (after, _) = replaced(text, &labels.collect::<Vec<_>>())?;
    let meets = |coded: &&crate::coding::Coded| {
        coded.span.is_none_or(|span| chosen.iter().any(|(chosen, _)| chosen.overlaps(span)))
    };
    Ok(Review {
        member: bench.member.clone(),
        passage: passage.clone(),
        query: chosen::query(chosen),
        chosen: chosen.iter().filter_map(|(span, kind)| Some((*kind, span.of(text)?.to_owned()))).collect(),
        after,
        elsewhere: elsewhere::places(desk, &bench.member.person.id, flags, passage, chosen),
        codings: desk.seen_by(&bench.member.person.id).of_passage(passage).iter().filter(|coded| meets(coded)).count(),
    })
}

/// The language of a passage, which labels in it are in.
fn spoken(desk: &Desk, passage: &PassageId, around: &Around) -> String {
    let tag = desk.passages.get(passage).map_or(around.language.as_str(), |passage| passage.about.language.as_str());
    tag.split('-').next().unwrap_or(tag).to_owned()
}

pub(super) async fn redact(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, passage)): At,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Redact).await?;
    let id: PassageId = passage.parse().map_err(|()| Error::NotFound)?;
    let chosen = chosen::read(&fields)?;
    let first = chosen.first().ok_or(Error::Invalid("redaction-nothing", String::new()))?.1;
    let language = spoken(&bench.workspace.read(), &id, &around);
    let label = |kind: Kind| state.staff_pages.label(&language, kind);
    let mut redaction = Redaction::default();
    for (span, kind) in &chosen {
        redaction.passages.entry(id.clone()).or_default().push((*span, label(*kind)));
    }
    for place in fields.all("also") {
        elsewhere::add(&mut redaction, place, &label(first))?;
    }
    elsewhere::hide(&bench.workspace.read(), &bench.member.person.id, &id, &chosen, &label(first), &mut redaction);
    let (study, keys) = (&bench.member.study, bench.member.unlocked()?);
    state.workspaces.redact(&state.store, study, keys, &bench.member.person.id, &redaction).await?;
    Ok(Redirect::to(&bench.page("redaction?done=redacted")))
}
