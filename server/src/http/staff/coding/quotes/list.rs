//! All quotes.

use axum::response::Html;

use super::super::{Bench, Shared};
use super::checks::said;
use super::view::{Line, View};
use crate::Result;
use crate::access::{Action, allows};
use crate::coding::quote::{Quote, State};
use crate::http::staff::{Around, Member};
use crate::workspace::Desk;

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let mut quotes = lines(&bench);
    quotes.sort_by_key(|line| match line.quote.state {
        State::Proposed => 0,
        State::Approved { .. } => 1,
        State::Redacted => 2,
        State::Refused { .. } => 3,
    });
    if !quotes.is_empty() {
        bench.reading(&state, "quotes").await?;
    }
    let role = bench.member.role;
    let view = View {
        member: bench.member.clone(),
        may_decide: allows(role, Action::ApproveQuotes),
        may_export: allows(role, Action::Export) && quotes.iter().any(|line| line.quote.is_approved()),
        quotes,
    };
    Ok(Html(state.staff_pages.quotes(&around, &view)))
}

fn lines(bench: &Bench) -> Vec<Line> {
    let desk = bench.workspace.read();
    let person = &bench.member.person.id;
    desk.coding.quotes.values().filter_map(|quote| line(&desk, person, quote)).collect()
}

/// A quote as it is shown; none where its passage is gone.
pub(super) fn line(desk: &Desk, person: &str, quote: &Quote) -> Option<Line> {
    let about = &desk.passages.get(&quote.passage)?.about;
    let (decided_by, reason) = match &quote.state {
        State::Approved { by, .. } => (desk.person(by), ""),
        State::Refused { by, reason } => (desk.person(by), desk.say(reason)),
        State::Proposed | State::Redacted => ("", ""),
    };
    Some(Line {
        words: desk.say(&quote.text).to_owned(),
        said: said(about, quote.attribution),
        proposed_by: desk.person(&quote.proposed_by).to_owned(),
        decided_by: decided_by.to_owned(),
        reason: reason.to_owned(),
        own: quote.proposed_by == person,
        quote: quote.clone(),
    })
}
