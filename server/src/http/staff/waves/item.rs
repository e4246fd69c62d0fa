//! One question or scale: over all waves, against the wave before and the first one, and by site.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::http::staff::{Around, Fields, Member};
use crate::script;
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
    /// The R code of the waves, the trend and the sites.
    pub course_script: Option<String>,
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
    let data = super::data(&state, &member, &opened.series).await?;
    let item = opened.series.items[place].clone();
    let series = opened.series;
    let scripts = comparisons.iter().map(|comparison| script::item(&series, &data, comparison, place)).collect();
    let course_script = script::course(&series, &data, &item, &course, &sites, rules);
    let view = View { member, series, item, place, course, comparisons, scripts, course_script, sites, rules };
    Ok(Html(state.staff_pages.wave_item(&around, &view)))
}
