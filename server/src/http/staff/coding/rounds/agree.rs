//! How far the coders of a revealed round agree.

use axum::extract::{Path, Query as Address};
use axum::response::Html;

use super::super::{Bench, Shared};
use super::list::line;
use super::units::{Laid, Unit};
use super::{revealed, view};
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::statistics::agreement::{Draws, Level, Ratings, Summary, summary, unitizing};

/// How often respondents are drawn anew for an interval.
const DRAWS: usize = 1_000;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, round)): Path<(String, String)>,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let fields = Fields(address);
    let view = tokio::task::block_in_place(|| view(&bench, &round, &fields))?;
    Ok(Html(state.staff_pages.agreement(&around, &view)))
}

/// All figures of a round.
pub(super) fn view(bench: &Bench, id: &str, fields: &Fields) -> Result<view::Agreement> {
    let desk = bench.workspace.read();
    let round = revealed(&desk, id)?;
    let (unit, ordered) = (Unit::named(fields.get("unit")), fields.get("ordered") == "yes");
    let laid = Laid::of(&desk, round);
    let draws = Draws { seed: round.drawn.how.seed, count: DRAWS };
    let tables: Vec<(&String, Ratings)> =
        laid.codes.iter().filter_map(|code| Some((code, laid.ratings(unit, code)?))).collect();
    let pooled = Ratings::pooled(tables.iter().map(|(_, table)| table)).ok().filter(|_| !tables.is_empty());
    let figures = |table: &Ratings| summary(table, Level::Nominal, draws);
    let codes = tables.iter().map(|(code, table)| ((*code).clone(), desk.code_name(code).to_owned(), figures(table)));
    let groups = desk.coding.codebook.groups.values().filter(|group| group.exclusive && ordered);
    let scales: Vec<(String, Summary)> = groups
        .filter_map(|group| {
            let table = laid.scale(unit, &group.codes)?;
            Some((desk.say(&group.name).to_owned(), summary(&table, Level::Ordinal, draws)))
        })
        .collect();
    let spans = (!laid.codes.is_empty()).then(|| match laid.continuum() {
        Ok(continuum) => Ok(unitizing(&continuum, draws)),
        Err((refusal, passage)) => Err((refusal, passage.to_string())),
    });
    let places = laid.codes.iter().filter_map(|code| {
        let continuum = laid.continuum_of(code)?;
        Some((desk.code_name(code).to_owned(), unitizing(&continuum, Draws { count: 0, ..draws })))
    });
    Ok(view::Agreement {
        member: bench.member.clone(),
        line: line(&desk, round, &bench.member),
        reached: (laid.passages.len(), laid.given),
        unit,
        ordered,
        coders: laid.coders.iter().map(|coder| desk.person(coder).to_owned()).collect(),
        codes: codes.collect(),
        pooled: pooled.as_ref().map(figures),
        scales,
        spans,
        places: places.collect(),
        draws: (draws.seed, draws.count),
        version: desk.coding.codebook.version(),
    })
}
