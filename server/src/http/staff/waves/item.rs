//! One question or scale: over all waves, against the wave before and the first one, and by site.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::exchange::analysis::{self, Column};
use crate::http::staff::{Around, Fields, Member};
use crate::store::{Store, versions};
use crate::waves::script;
use crate::waves::{Comparison, Course, Item, Rules, Series, SiteSeen, by_site, compare, course};
use crate::{Error, Result};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The waves.
    pub series: Arc<Series>,
    /// The item.
    pub item: Item,
    /// Its place in the series.
    pub place: usize,
    /// Over all waves.
    pub course: Course,
    /// The last wave against the one before, and against the first where that is another.
    pub comparisons: Vec<Comparison>,
    /// The R code of each comparison, to run on the data for analysis.
    pub scripts: Vec<Option<String>>,
    /// The last wave by site.
    pub sites: Vec<SiteSeen>,
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
    let place = opened.series.items.iter().position(|item| item.key == query.get("key")).ok_or(Error::NotFound)?;
    let (series, rules, sites) = (Arc::clone(&opened.series), opened.rules, opened.sites);
    let found = aside(move || {
        let item = &series.items[place];
        let last = series.moments.len() - 1;
        // The whole family is compared, so that a p-value is the same here as in the list.
        let against: Vec<usize> = [last.checked_sub(1), Some(0)].into_iter().flatten().collect();
        let mut comparisons: Vec<Comparison> = Vec::new();
        for earlier in against {
            if earlier < last && comparisons.iter().all(|known| known.earlier != earlier) {
                comparisons.push(compare(&series, earlier, last, None, rules));
            }
        }
        let sites = by_site(&series, item, &series.moments[last], &sites, rules);
        (course(&series, item, None, rules), comparisons, sites)
    });
    let (course, comparisons, sites) = found.await?;
    let columns = columns(&state.store, &instrument).await?;
    let scripts = comparisons.iter().map(|comparison| code(&opened.series, comparison, place, &columns)).collect();
    let item = opened.series.items[place].clone();
    let view = View { member, series: opened.series, item, place, course, comparisons, scripts, sites, rules };
    Ok(Html(state.staff_pages.wave_item(&around, &view)))
}

/// The columns that the data for analysis have.
async fn columns(store: &Store, instrument: &str) -> Result<Vec<Column>> {
    let mut all = versions::all(store, instrument).await?;
    all.reverse();
    let read = |version: versions::Version| {
        let instrument = ::instruments::parse(&version.toml).map_err(Error::Problems)?;
        Ok(analysis::Version { hash: version.hash, number: version.number, instrument })
    };
    let versions: Vec<analysis::Version> = all.into_iter().map(read).collect::<Result<_>>()?;
    Ok(analysis::columns(&versions, &analysis::Places::default(), "en", &|_| String::new()))
}

fn code(series: &Series, comparison: &Comparison, place: usize, columns: &[Column]) -> Option<String> {
    let line = comparison.lines.get(place).filter(|line| line.verdict.shows_figures())?;
    // What was asked last stands in the last of the columns of a key.
    let find = |key: &str, option: Option<&str>| {
        let own = |column: &&Column| column.key == key && column.option.as_deref() == option;
        let codes = |column: &Column| column.values().iter().map(|value| value.code.clone()).collect();
        columns.iter().rfind(own).map(|column| script::Column { name: column.name.clone(), codes: codes(column) })
    };
    let waves = [comparison.earlier, comparison.later].map(|place| series.moments[place].name.as_str());
    script::script(&series.items[place], &line.change, waves, &find)
}
