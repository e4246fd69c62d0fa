//! All instruments of a study with their waves, how many answered, and what changed most since the wave before.

use std::sync::Arc;

use axum::response::Html;

use super::{Shared, aside, rules};
use crate::Result;
use crate::access::Action;
use crate::http::State;
use crate::http::staff::{Around, Member};
use crate::store::collections;
use crate::waves::linked::{Linked, of_people};
use crate::waves::mirror::mirrors;
use crate::waves::{Comparison, Rules, Series, compare};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Instruments with answers.
    pub instruments: Vec<Overview>,
    /// Whether two of them or more ask the same construct.
    pub mirrored: bool,
}

/// One instrument.
#[derive(Debug)]
pub struct Overview {
    /// Its waves.
    pub series: Arc<Series>,
    /// The last wave against the one before, where there are two.
    pub last: Option<Comparison>,
    /// The same people in these two, where codes link some.
    pub linked: Option<Linked>,
    /// Changes of wordings that nobody has classed yet.
    pub unclassed: usize,
    /// The smallest number of people that may be shown.
    pub smallest: u64,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let mut instruments = Vec::new();
    let all = every(&state, &member).await?;
    let mirrored = mirrored(all.clone()).await?;
    for (series, rules) in all {
        let series = match series.moments.len().checked_sub(1) {
            Some(last) => Arc::new(series.as_asked(last)),
            None => series,
        };
        let (last, linked) = last(&series, rules).await?;
        let unclassed = series.breaks.steps.iter().filter(|step| step.asks()).count();
        instruments.push(Overview { series, last, linked, unclassed, smallest: rules.smallest });
    }
    instruments.sort_by(|one, other| {
        one.series.instrument.title.get(&around.language).cmp(other.series.instrument.title.get(&around.language))
    });
    let view = View { member, instruments, mirrored };
    Ok(Html(state.staff_pages.waves(&around, &view)))
}

async fn mirrored(all: Vec<(Arc<Series>, Rules)>) -> Result<bool> {
    let look = move || {
        let sides: Vec<_> = all.iter().map(|(series, rules)| (series.as_ref(), *rules)).collect();
        !mirrors(&sides).is_empty()
    };
    aside(look).await
}

/// Every instrument of the study that has answers.
pub(super) async fn every(state: &State, member: &Member) -> Result<Vec<(Arc<Series>, Rules)>> {
    member.may(Action::SeeResults)?;
    let keys = member.unlocked()?;
    let (store, study) = (&state.store, &member.study.id);
    let workspace = state.workspaces.open(store, study, keys).await?;
    let mut ids: Vec<String> = Vec::new();
    for collection in collections::all(store, study).await? {
        let counts = !collection.rehearsal && !workspace.table(&collection.id).rows.is_empty();
        if counts && !ids.contains(&collection.instrument_id) {
            ids.push(collection.instrument_id);
        }
    }
    let mut found = Vec::new();
    for id in ids {
        let series = Series::read(store, &workspace, study, &id).await?;
        let rules = rules(member, series.audience());
        found.push((Arc::new(series), rules));
    }
    Ok(found)
}

async fn last(series: &Arc<Series>, rules: Rules) -> Result<(Option<Comparison>, Option<Linked>)> {
    let Some(later) = series.moments.len().checked_sub(1).filter(|later| *later > 0) else { return Ok((None, None)) };
    let series = Arc::clone(series);
    let both = move || {
        let comparison = compare(&series, later - 1, later, None, rules);
        (Some(comparison), of_people(&series, later - 1, later, None, rules))
    };
    aside(both).await
}
