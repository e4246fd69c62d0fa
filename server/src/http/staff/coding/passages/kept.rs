//! What somebody was writing when the study locked: kept sealed, shown again after unlocking, done or thrown away.

use axum::response::{IntoResponse, Redirect, Response};

use super::filter::Filter;
use super::order::{Order, passage_of, shortened};
use super::view::Kept;
use super::{Shared, act, body};
use crate::access::Action;
use crate::coding::PassageId;
use crate::http::State;
use crate::http::staff::coding::Bench;
use crate::http::staff::{Fields, Member};
use crate::workspace::unsaved::{self, Sent};
use crate::{Error, Result};

/// Bytes that are kept of one form at most.
const MOST: usize = 100_000;

/// Keeps what a member sent while the study is locked. What is done with one press again is not kept.
pub(super) async fn keep(state: &State, member: &Member, list: &Filter, fields: &Fields) -> Result<()> {
    let about = passage_of(fields).filter(|_| matches!(fields.get("do"), "code" | "new" | "in-vivo" | "memo"));
    let about = about.ok_or(Error::Locked)?;
    if fields.0.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MOST {
        return Err(Error::Invalid("memo-long", MOST.to_string()));
    }
    let sent = Sent { fields: fields.0.clone(), list: list.to_query() };
    unsaved::keep(&state.store, &member.study.id, &member.person.id, &about, &sent).await
}

/// Where the unlock page leads on to: what is kept.
pub(super) fn unlock(member: &Member) -> String {
    let study = &member.study.id;
    format!("/studies/{study}/unlock?next=/studies/{study}/coding/passages/kept")
}

/// What is kept for a member, to be shown.
pub(super) async fn all(state: &State, bench: &Bench) -> Result<Vec<Kept>> {
    let sent = read(state, bench).await?;
    let desk = bench.workspace.read();
    let shown = |(id, sent): (String, Sent)| {
        let passage: PassageId = sent.get("passage").parse().ok()?;
        let text = desk.text(&passage)?;
        let fields = Fields(sent.fields.clone());
        let words = match sent.get("do") {
            "memo" => sent.get("note").to_owned(),
            "in-vivo" => desk
                .passages
                .get(&passage)
                .and_then(|passage| super::order::place(passage, &fields).ok().flatten())
                .and_then(|span| span.of(text))
                .map_or_else(|| sent.get("words").to_owned(), shortened),
            _ => match desk.code_name(sent.get("code")) {
                "" => sent.get("code").to_owned(),
                name => name.to_owned(),
            },
        };
        Some(Kept { id, act: sent.get("do").to_owned(), words, passage })
    };
    Ok(sent.into_iter().filter_map(shown).collect())
}

async fn read(state: &State, bench: &Bench) -> Result<Vec<(String, Sent)>> {
    let member = &bench.member;
    unsaved::all(&state.store, &member.study.id, &member.person.id, member.unlocked()?).await
}

/// After unlocking: the passage that something was about, in the list that it was sent from.
pub(super) async fn show(state: Shared, member: Member) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let first = read(&state, &bench).await?.into_iter().next();
    let there = first.and_then(|(_, sent)| Some((sent.get("passage").parse().ok()?, sent.list.clone())));
    Ok(Redirect::to(&match there {
        Some((passage, list)) => back(&bench, &list, &passage),
        None => bench.page("passages"),
    })
    .into_response())
}

fn back(bench: &Bench, list: &str, passage: &PassageId) -> String {
    let more = if list.is_empty() { String::new() } else { format!("{list}&") };
    bench.page(&format!("passages?{more}at={passage}#{}", body::anchor(passage, 0)))
}

/// Does what was kept, or throws it away.
pub(super) async fn finish(state: Shared, member: Member, fields: Fields) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let kept = read(&state, &bench).await?.into_iter().find(|(id, _)| id == fields.get("kept"));
    let (id, sent) = kept.ok_or(Error::NotFound)?;
    let list = Filter::read(&Fields::read(sent.list.as_bytes()));
    if fields.get("do") == "finish" {
        let order = {
            let desk = bench.workspace.read();
            Order::read(&desk, &bench.member, &list, &Fields(sent.fields.clone()))?
        };
        bench.act(&state, order.draft).await?;
    }
    unsaved::drop_one(&state.store, &bench.member.study.id, &bench.member.person.id, &id).await?;
    let done = if fields.get("do") == "finish" { "kept-done" } else { "kept-dropped" };
    let passage = sent.get("passage").parse().map_err(|()| Error::NotFound)?;
    Ok(Redirect::to(&act::back(&bench, &list, 1, done, &passage, 0)).into_response())
}
