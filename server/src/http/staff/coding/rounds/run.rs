//! One round: submitting one's part, and ending a round when somebody left.

use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::list::{line, open};
use super::view::One;
use crate::access::{Action, allows};
use crate::coding::{Act, Draft};
use crate::http::State;
use crate::http::staff::{Around, Fields, Member};
use crate::store::members;
use crate::workspace::Work;
use crate::{Error, Result};

type Address = Path<(String, String)>;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, round)): Address,
) -> Result<Html<String>> {
    let bench = open(&state, member).await?;
    let must_submit = must_submit(&state, &bench, &round).await?;
    let view = {
        let desk = bench.workspace.read();
        let person = &bench.member.person.id;
        let round = desk.coding.rounds.get(&round).ok_or(Error::NotFound)?;
        let id = &round.drawn.round;
        let empty = |passage: &&crate::coding::PassageId| {
            desk.passages.holds(passage) && desk.coding.codes_by(id, passage, person).is_empty()
        };
        One {
            member: bench.member.clone(),
            line: line(&desk, round, &bench.member),
            empty: round.given_to(person).iter().filter(empty).count(),
            may_close: allows(bench.member.role, Action::CloseRounds) && !round.is_revealed(),
            must_submit,
            may_read: allows(bench.member.role, Action::Code),
        }
    };
    Ok(Html(state.staff_pages.round(&around, &view)))
}

/// Whether a member may end a round only after submitting: they still code in it blind, and ending it would show them
/// what the others coded. Where nobody else of the study may end rounds, they may at once.
async fn must_submit(state: &State, bench: &Bench, round: &str) -> Result<bool> {
    let person = &bench.member.person.id;
    if !bench.workspace.read().coding.rounds.get(round).is_some_and(|round| round.is_open_for(person)) {
        return Ok(false);
    }
    let members = members::list(&state.store, &bench.member.study.id).await?;
    Ok(members.iter().any(|other| other.person.id != *person && allows(other.role, Action::CloseRounds)))
}

pub(super) async fn submit(state: Shared, member: Member, Path((_, round)): Address) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    bench.act(&state, Act::Submit { round: round.clone() }).await?;
    Ok(Redirect::to(&bench.page(&format!("rounds/round/{round}?done=round-submitted"))))
}

pub(super) async fn close(
    state: Shared,
    member: Member,
    Path((_, round)): Address,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::CloseRounds).await?;
    if must_submit(&state, &bench, &round).await? {
        return Err(Error::Conflict("round-own-part"));
    }
    let mut draft = Draft::default();
    let reason = fields.required("reason", "round-reason")?;
    let of = bench.workspace.read().whose(reason)?;
    let reason = draft.repeat(reason, of);
    draft.acts.push(Act::Close { round: round.clone(), reason });
    bench.act(&state, Work { audit: Some(("close-round", round.clone())), ..draft.into() }).await?;
    Ok(Redirect::to(&bench.page(&format!("rounds/round/{round}?done=round-closed"))))
}
