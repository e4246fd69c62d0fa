//! One question by another, or by site, in one wave: fixed groups only, since groups that anybody may cut out find
//! people.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::http::staff::{Around, Fields, Member};
use crate::script;
use crate::statistics::rao_scott;
use crate::store::{Store, population};
use crate::waves::{Crosstab, Item, Rules, Series, crosstab};
use crate::weighting::{Margin, Origin, Weights, asked, crossed, margins, sites_of, weights};
use crate::{Error, Result};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The waves.
    pub series: Arc<Series>,
    /// Place of the wave that is looked at.
    pub moment: usize,
    /// Key of the question in the rows; empty where none is chosen yet.
    pub rows: String,
    /// Key of the question in the columns; empty for sites.
    pub columns: String,
    /// The table, once a question is chosen.
    pub table: Option<Crosstab>,
    /// The same with weights, where the wave has some.
    pub weighted: Option<Weighted>,
    /// The R code of the table without and with weights.
    pub script: Option<String>,
    /// What figures must be before they are shown.
    pub rules: Rules,
}

/// The table with weights.
#[derive(Clone, Debug)]
pub struct Weighted {
    /// Weighted counts and their test.
    pub table: rao_scott::Crosstab,
    /// Where weights come from.
    pub origin: Origin,
    /// How many people of the same weight those in the table are worth.
    pub effective: f64,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, instrument)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, &instrument).await?;
    let query = Fields(query);
    let last = opened.series.moments.len().checked_sub(1).ok_or(Error::NotFound)?;
    let moment = opened.series.place(query.get("wave")).unwrap_or(last);
    let opened = opened.asked_in(moment);
    let (rows, columns) = (query.get("rows").to_owned(), query.get("columns").to_owned());
    let (margins, weights) = weights_of(&state.store, &opened, moment).await?;
    let weights = Arc::new(weights);
    let (table, weighted) = match opened.series.item(&rows).cloned() {
        Some(item) => {
            let (series, sites, rules) = (Arc::clone(&opened.series), opened.sites.clone(), opened.rules);
            let (by, weights) = (series.item(&columns).cloned(), Arc::clone(&weights));
            aside(move || {
                let table = crosstab(&series, moment, &item, by.as_ref(), &sites, rules);
                let weigh = |table| weighted(&series, moment, (&item, by.as_ref()), table, &weights);
                let weighted = table.as_ref().and_then(weigh);
                (table, weighted)
            })
            .await?
        }
        None => (None, None),
    };
    let script = match (&table, opened.series.item(&rows)) {
        (Some(table), Some(item)) => {
            let by = opened.series.item(&columns);
            let data = super::data(&state, &member, &opened.series).await?;
            let (margins, weights) = (&margins, &weights);
            let with = weighted.as_ref().map(|with| script::Weighted { margins, weights, table: &with.table });
            let table = (table, with);
            script::crosstab(&opened.series, &data, moment, (item, by), table, opened.rules)
        }
        _ => None,
    };
    let (series, rules) = (opened.series, opened.rules);
    let view = View { member, series, moment, rows, columns, table, weighted, script, rules };
    Ok(Html(state.staff_pages.crosstab(&around, &view)))
}

/// What is known of each collection of a wave, and its weights.
async fn weights_of(store: &Store, opened: &Opened, moment: usize) -> Result<(Vec<Vec<Margin>>, Vec<Option<Weights>>)> {
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for answered in &opened.series.moments[moment].answered {
        let known = population::all(store, &answered.collection).await?;
        let sites = sites_of(&opened.sites, &known, &answered.table);
        let margins = margins(&asked(&opened.series.instrument, &sites), &known);
        found.push(weights(&answered.table, &margins, ""));
        all.push(margins);
    }
    Ok((all, found))
}

fn weighted(
    series: &Series,
    moment: usize,
    items: (&Item, Option<&Item>),
    plain: &Crosstab,
    weights: &[Option<Weights>],
) -> Option<Weighted> {
    let (table, effective) = crossed(series, moment, items, plain, weights)?;
    Some(Weighted { table, origin: weights.iter().flatten().next()?.origin, effective })
}
