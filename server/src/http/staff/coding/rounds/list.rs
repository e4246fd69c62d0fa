//! All rounds, and how far everybody is.

use axum::response::Html;

use super::super::{Bench, Shared};
use super::view::{Line, Progress, Rounds};
use crate::Result;
use crate::access::{Action, allows};
use crate::coding::round::Round;
use crate::http::State;
use crate::http::staff::{Around, Member};
use crate::workspace::Desk;

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = open(&state, member).await?;
    let rounds = {
        let desk = bench.workspace.read();
        let mut rounds: Vec<&Round> = desk.coding.rounds.values().collect();
        rounds.sort_by(|one, other| (&other.day, &other.drawn.round).cmp(&(&one.day, &one.drawn.round)));
        rounds.into_iter().map(|round| line(&desk, round, &bench.member)).collect()
    };
    let may_draw = allows(bench.member.role, Action::RunRounds);
    let view = Rounds { member: bench.member.clone(), may_draw, rounds };
    Ok(Html(state.staff_pages.rounds(&around, &view)))
}

/// Whoever codes, and whoever may close rounds.
pub(super) async fn open(state: &State, member: Member) -> Result<Bench> {
    let action = if allows(member.role, Action::Code) { Action::Code } else { Action::CloseRounds };
    Bench::open(state, member, action).await
}

/// A round as a member may see it. How much others coded tells of codes: it waits until the round is revealed.
pub(super) fn line(desk: &Desk, round: &Round, member: &Member) -> Line {
    let (id, person) = (&round.drawn.round, member.person.id.as_str());
    let reads = allows(member.role, Action::Code);
    let coded = |coder: &String, given: &[crate::coding::PassageId]| {
        given.iter().filter(|passage| !desk.coding.codes_by(id, passage, coder).is_empty()).count()
    };
    let progress = |(coder, given): (&String, &Vec<crate::coding::PassageId>)| {
        let there: Vec<_> = given.iter().filter(|passage| desk.passages.holds(passage)).cloned().collect();
        Progress {
            name: desk.person(coder).to_owned(),
            given: there.len(),
            coded: (reads && (round.is_revealed() || coder == person)).then(|| coded(coder, &there)),
            submitted: round.submitted.get(coder).cloned(),
        }
    };
    Line {
        id: id.clone(),
        name: desk.say(&round.drawn.name).to_owned(),
        day: round.day.clone(),
        how: round.drawn.how.clone(),
        passages: round.passages().into_iter().filter(|passage| desk.passages.holds(passage)).count(),
        doubled: round.doubled().into_iter().filter(|passage| desk.passages.holds(passage)).count(),
        coders: round.drawn.given.iter().map(progress).collect(),
        revealed: round.is_revealed(),
        closed: round.closed.as_ref().map(|(by, _, reason)| (desk.person(by).to_owned(), desk.say(reason).to_owned())),
        own: round.drawn.given.contains_key(person),
        open: round.is_open_for(person),
    }
}
