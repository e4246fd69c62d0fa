//! Deciding about a quote that somebody else proposed, and taking one back.

use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::checks;
use super::list::line;
use super::view::Decision;
use crate::access::{Action, allows};
use crate::coding::quote::Step;
use crate::coding::{Act, Draft};
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{Work, Write};
use crate::{Error, Result};

type Address = Path<(String, String)>;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, quote)): Address,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let (line, text) = {
        let desk = bench.workspace.read();
        let quote = desk.coding.quotes.get(&quote).ok_or(Error::NotFound)?;
        let text = desk.text(&quote.passage).ok_or(Error::NotFound)?.to_owned();
        (line(&desk, &bench.member.person.id, quote).ok_or(Error::NotFound)?, text)
    };
    let checks = checks::of(&state, &bench, &line.quote.passage, &line.words).await?;
    bench.reading(&state, "quotes").await?;
    let may_decide = allows(bench.member.role, Action::ApproveQuotes) && !line.own;
    let view = Decision { member: bench.member.clone(), line, text, checks, may_decide };
    Ok(Html(state.staff_pages.quote(&around, &view)))
}

pub(super) async fn decide(
    state: Shared,
    member: Member,
    Path((_, quote)): Address,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::ApproveQuotes).await?;
    let (passage, words, attribution) = {
        let desk = bench.workspace.read();
        let found = desk.coding.quotes.get(&quote).ok_or(Error::NotFound)?;
        (found.passage.clone(), desk.say(&found.text).to_owned(), found.attribution)
    };
    let mut draft = Draft::default();
    let approved = fields.get("decision") == "approve";
    if approved {
        let checks = checks::of(&state, &bench, &passage, &words).await?;
        checks.pass(attribution, fields.get("looked") == "yes", fields.get("told") == "yes")?;
        draft.acts.push(Act::Quote(Step::Approve { quote: quote.clone() }));
    } else {
        let reason = draft.repeat(fields.required("reason", "quote-reason")?, Some(passage.of.clone()));
        draft.acts.push(Act::Quote(Step::Refuse { quote: quote.clone(), reason }));
    }
    let verb = if approved { "approve-quote" } else { "refuse-quote" };
    bench.act(&state, Work { audit: Some((verb, quote)), ..draft.into() }).await?;
    Ok(Redirect::to(&bench.page("quotes?done=quote-decided")))
}

pub(super) async fn take_back(state: Shared, member: Member, Path((_, quote)): Address) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let own = {
        let desk = bench.workspace.read();
        let found = desk.coding.quotes.get(&quote).ok_or(Error::NotFound)?;
        found.proposed_by == bench.member.person.id
    };
    if !own {
        bench.member.may(Action::ApproveQuotes)?;
    }
    let act = Act::Quote(Step::TakeBack { quote: quote.clone() });
    // A release that would repeat the words goes back to its beginning.
    let writes = vec![Write::ReopenReleases(Some(quote.clone()))];
    bench.act(&state, Work { audit: Some(("take-quote-back", quote)), writes, ..act.into() }).await?;
    Ok(Redirect::to(&bench.page("quotes?done=quote-taken-back")))
}
