//! Two waves of an instrument, question by question.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::Result;
use crate::http::staff::{Around, Fields, Member};
use crate::script;
use crate::store::sites::Site;
use crate::waves::linked::{Linked, of_people};
use crate::waves::{self, Comparison, Rules, Series};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The waves.
    pub series: Arc<Series>,
    /// Id and name of every wave that can be chosen.
    pub waves: Vec<(String, String)>,
    /// Two of them; nothing while there is only one.
    pub comparison: Option<Comparison>,
    /// The same people in both, where codes link some.
    pub linked: Option<Linked>,
    /// The R code of all questions and scales.
    pub script: Option<String>,
    /// Sites with answers.
    pub sites: Vec<Site>,
    /// The site that is looked at alone.
    pub site: Option<Site>,
    /// Changes of wordings that nobody has classed yet.
    pub unclassed: usize,
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
    let waves = opened.series.moments.iter().map(|moment| (moment.wave.clone(), moment.name.clone())).collect();
    let pair = opened.pair(&query);
    let opened = match pair {
        Some((_, later)) => opened.asked_in(later),
        None => opened,
    };
    let site = opened.site(query.get("site")).cloned();
    let found = match pair {
        Some((earlier, later)) => {
            let (series, rules) = (Arc::clone(&opened.series), opened.rules);
            let here = site.as_ref().map(|site| site.id.clone());
            let both = move || {
                let site = here.as_deref();
                let comparison = waves::compare(&series, earlier, later, site, rules);
                (comparison, of_people(&series, earlier, later, site, rules))
            };
            Some(aside(both).await?)
        }
        None => None,
    };
    let (comparison, linked) = found.map_or((None, None), |(comparison, linked)| (Some(comparison), linked));
    let data = super::data(&state, &member, &opened.series).await?;
    let script = comparison.as_ref().and_then(|comparison| script::compared(&opened.series, &data, comparison));
    let view = View {
        member,
        waves,
        comparison,
        linked,
        script,
        sites: opened.sites_with_answers(),
        site,
        unclassed: opened.series.breaks.steps.iter().filter(|step| step.asks()).count(),
        rules: opened.rules,
        series: opened.series,
    };
    Ok(Html(state.staff_pages.comparison(&around, &view)))
}
