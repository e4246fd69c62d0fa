//! One question by another, or by site, in one wave: fixed groups only, since groups that anybody may cut out find
//! people.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::http::staff::{Around, Fields, Member};
use crate::script;
use crate::waves::{Crosstab, Rules, Series, crosstab};
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
    /// Its R code.
    pub script: Option<String>,
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
    let query = Fields(query);
    let last = opened.series.moments.len().checked_sub(1).ok_or(Error::NotFound)?;
    let moment = opened.series.place(query.get("wave")).unwrap_or(last);
    let (rows, columns) = (query.get("rows").to_owned(), query.get("columns").to_owned());
    let table = match opened.series.item(&rows).cloned() {
        Some(item) => {
            let (series, sites, rules) = (Arc::clone(&opened.series), opened.sites.clone(), opened.rules);
            let by = series.item(&columns).cloned();
            aside(move || crosstab(&series, moment, &item, by.as_ref(), &sites, rules)).await?
        }
        None => None,
    };
    let script = match (&table, opened.series.item(&rows)) {
        (Some(table), Some(item)) => {
            let by = opened.series.item(&columns);
            let data = super::data(&state, &member, &opened.series).await?;
            script::crosstab(&opened.series, &data, moment, (item, by), table, opened.rules)
        }
        _ => None,
    };
    let view = View { member, series: opened.series, moment, rows, columns, table, script, rules: opened.rules };
    Ok(Html(state.staff_pages.crosstab(&around, &view)))
}
