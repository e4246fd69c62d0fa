//! The same people, or the same organisations, in two waves.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::Result;
use crate::http::staff::{Around, Fields, Member};
use crate::linking::{self, Pairing, Report};
use crate::script;
use crate::waves::linked::{Linked, against_the_rest, linked};
use crate::waves::organisations::{Amount, Turnout, amounts, turnout};
use crate::waves::{Line, LinkedAll, Rules, Series, linked_all};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The waves.
    pub series: Arc<Series>,
    /// Two of them with who is linked; nothing while there is only one.
    pub linked: Option<Linked>,
    /// Organisations, where a roster names them.
    pub turnout: Option<Turnout>,
    /// What became of their amounts.
    pub amounts: Vec<Amount>,
    /// How codes were matched, where people are linked by codes.
    pub report: Option<Report>,
    /// What those who are linked said in the earlier wave, against those who are not: the linked are the later.
    pub rest: Vec<Line>,
    /// Everybody who was there in every wave, where there are three and more.
    pub all: Option<LinkedAll>,
    /// The R code of every question and scale in the two waves.
    pub script: Option<String>,
    /// That of everybody who was there in every wave.
    pub all_script: Option<String>,
    /// What figures must be before they are shown.
    pub rules: Rules,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, instrument)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, &instrument).await?;
    let pair = opened.pair(&Fields(query));
    let opened = match pair {
        Some((_, later)) => opened.asked_in(later),
        None => opened,
    };
    let mut view = View {
        member,
        linked: None,
        turnout: None,
        amounts: Vec::new(),
        report: None,
        rest: Vec::new(),
        all: None,
        script: None,
        all_script: None,
        rules: opened.rules,
        series: Arc::clone(&opened.series),
    };
    if let Some((earlier, later)) = pair {
        let (before, after) = (&opened.series.moments[earlier], &opened.series.moments[later]);
        let turnout = turnout(&state.store, before, after).await?;
        let (series, rules) = (Arc::clone(&opened.series), opened.rules);
        let organisations = turnout.pairs.clone();
        let found = aside(move || {
            let (before, after) = (&series.moments[earlier], &series.moments[later]);
            // Organisations are known by name; only people are matched by their codes.
            let pairing = organisations.is_empty().then(|| linking::pair(&before.codes(), &after.codes()));
            let of_people = |pairing: &Pairing| pairing.links.iter().map(|link| (link.earlier, link.later)).collect();
            let pairs: Vec<(usize, usize)> = pairing.as_ref().map_or(organisations, of_people);
            let rest = against_the_rest(&series, earlier, &pairs, rules);
            let amounts = amounts(&series, before, after, &pairs);
            (
                linked(&series, earlier, later, &pairs, rules),
                amounts,
                pairing.map(|pairing| pairing.report),
                rest,
                linked_all(&series, rules),
            )
        });
        let (linked, amounts, report, rest, all) = found.await?;
        view.report = report.filter(|report| report.earlier + report.later > report.without_code.iter().sum());
        let data = super::data(&state, &view.member, &opened.series).await?;
        let followed = script::Followed { linked: &linked, rest: &rest, turnout: &turnout, amounts: &amounts };
        view.script = script::linked(&opened.series, &data, followed);
        view.all_script = all.as_ref().and_then(|all| script::linked_all(&opened.series, &data, all));
        view.all = all;
        view.rest = rest;
        (view.linked, view.amounts, view.turnout) = (Some(linked), amounts, Some(turnout));
    }
    Ok(Html(state.staff_pages.linked(&around, &view)))
}
