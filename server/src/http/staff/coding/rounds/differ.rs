//! Where coders differ, code by code and passage by passage, and settling it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query as Address};
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::list::line;
use super::revealed;
use super::units::reached;
use super::view::{Difference, Differences, Made};
use crate::access::{Action, allows};
use crate::coding::round::Round;
use crate::coding::{Act, Draft, PassageId};
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{Desk, Passage};
use crate::{Error, Result};

type At = Path<(String, String)>;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, round)): At,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let code = Fields(address).get("code").to_owned();
    let view = view(&bench, &round, code)?;
    bench.reading(&state, &format!("differences {round}")).await?;
    Ok(Html(state.staff_pages.disagreements(&around, &view)))
}

fn view(bench: &Bench, id: &str, code: String) -> Result<Differences> {
    let desk = bench.workspace.read();
    let round = revealed(&desk, id)?;
    let all = differences(&desk, round);
    let mut codes: BTreeMap<(String, String), usize> = BTreeMap::new();
    for difference in &all {
        *codes.entry((difference.code.1.clone(), difference.code.0.clone())).or_default() += 1;
    }
    let settled = (all.iter().filter(|one| one.settled.is_some()).count(), all.len());
    Ok(Differences {
        member: bench.member.clone(),
        line: line(&desk, round, &bench.member),
        may_settle: allows(bench.member.role, Action::RunRounds),
        codes: codes.into_iter().map(|((name, id), count)| (id, name, count)).collect(),
        differences: all.into_iter().filter(|one| code.is_empty() || one.code.0 == code).collect(),
        code,
        settled,
    })
}

fn differences(desk: &Desk, round: &Round) -> Vec<Difference> {
    let mut all = Vec::new();
    for passage in round.doubled().into_iter().filter_map(|id| desk.passages.get(id)) {
        for code in desk.coding.codes_in(&round.drawn.round, &passage.id) {
            all.extend(difference(desk, round, passage, &code));
        }
    }
    all
}

/// A code on a passage, if not all who were given the passage gave it.
fn difference(desk: &Desk, round: &Round, passage: &Passage, code: &str) -> Option<Difference> {
    let id = &round.drawn.round;
    let given = round.drawn.given.iter().filter(|(_, given)| given.contains(&passage.id));
    let coders: Vec<(String, Made)> = given
        .map(|(coder, _)| {
            let own = desk.coding.of_passage(&passage.id).filter(|coded| {
                coded.round.as_ref() == Some(id) && coded.coder == *coder && desk.coding.code_of(coded) == code
            });
            let spans: Vec<_> = own.map(|coded| coded.span).collect();
            let made = match spans.is_empty() {
                false => Made::Given(spans),
                true if reached(desk, round, coder, &passage.id) => Made::Not,
                true => Made::Unreached,
            };
            (desk.person(coder).to_owned(), made)
        })
        .collect();
    if coders.iter().all(|(_, made)| matches!(made, Made::Given(_))) {
        return None;
    }
    let key = (id.clone(), passage.id.clone(), code.to_owned());
    let settled = desk.coding.settled.get(&key).map(|settled| {
        let note = settled.note.as_ref().map_or("", |note| desk.say(note));
        (settled.fits, desk.person(&settled.by).to_owned(), note.to_owned())
    });
    Some(Difference {
        passage: passage.id.clone(),
        about: Arc::clone(&passage.about),
        text: passage.text.clone(),
        code: (code.to_owned(), desk.code_name(code).to_owned()),
        coders,
        settled,
    })
}

pub(super) async fn settle(state: Shared, member: Member, Path((_, round)): At, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::RunRounds).await?;
    let passage: PassageId = fields.get("passage").parse().map_err(|()| Error::NotFound)?;
    let code = fields.required("code", "code-missing")?.to_owned();
    let holds = {
        let desk = bench.workspace.read();
        revealed(&desk, &round)?.holds(&passage) && desk.passages.holds(&passage)
    };
    if !holds {
        return Err(Error::NotFound);
    }
    let mut draft = Draft::default();
    // It may repeat what the person said, and goes when that goes.
    let note = Some(fields.get("note").trim())
        .filter(|note| !note.is_empty())
        .map(|note| draft.repeat(note, Some(passage.of.clone())));
    let fits = fields.get("fits") == "yes";
    draft.acts.push(Act::Settle { round: round.clone(), passage: passage.clone(), code, fits, note });
    bench.act(&state, draft).await?;
    let only = Some(fields.get("only")).filter(|only| !only.is_empty());
    let only = only.map(|only| format!("code={only}&")).unwrap_or_default();
    Ok(Redirect::to(&bench.page(&format!("rounds/round/{round}/differences?{only}done=round-settled"))))
}
