//! One question or scale: over all waves, against the wave before and the first one, and by site.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Html;

use super::{Opened, Shared, aside};
use crate::http::staff::{Around, Fields, Member};
use crate::script;
use crate::store::sites::Site;
use crate::waves::linked::{Linked, by_code, of_people};
use crate::waves::{Comparison, Course, Item, Rules, Series, SiteSeen, by_site, compare, course};
use crate::{Error, Result};

/// What the page shows.
#[derive(Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The waves, read as the newest version that has the item.
    pub series: Arc<Series>,
    /// The item.
    pub item: Item,
    /// Over all waves.
    pub course: Course,
    /// The last wave against the one before; each wording's last wave against the one before and against its first.
    pub against: Vec<Against>,
    /// The R code of the waves, the trends and the sites.
    pub course_script: Option<String>,
    /// Whether codes say that somebody answered in two waves, one after the other.
    pub repeated: bool,
    /// The last wave that asked it, by site.
    pub sites: Vec<SiteSeen>,
    /// What figures must be before they are shown.
    pub rules: Rules,
}

/// Two waves.
#[derive(Debug)]
pub struct Against {
    /// The waves as the later one asked.
    pub series: Arc<Series>,
    /// All items of both, so that a p-value is the same here as in the list.
    pub comparison: Comparison,
    /// The same people in both, where codes link some.
    pub linked: Option<Linked>,
    /// Place of the item among them.
    pub place: usize,
    /// The R code, to run on the data for analysis.
    pub script: Option<String>,
}

impl Against {
    fn of(series: &Series, key: &str, (earlier, later): (usize, usize), rules: Rules) -> Option<Self> {
        let series = Arc::new(series.as_asked(later));
        let place = series.items.iter().position(|item| item.key == key)?;
        let comparison = compare(&series, earlier, later, None, rules);
        let linked = of_people(&series, earlier, later, None, rules);
        Some(Self { series, comparison, linked, place, script: None })
    }
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
    // What is not asked any more keeps its page.
    let series = Arc::new(opened.series.asking(query.get("key")).ok_or(Error::NotFound)?);
    let item = series.item(query.get("key")).cloned().ok_or(Error::NotFound)?;
    let (rules, sites) = (opened.rules, opened.sites);
    let (here, asked) = (Arc::clone(&series), item.clone());
    let found = aside(move || {
        let course = course(&here, &asked, None, rules);
        let pairs = pairs(&course).into_iter();
        let against: Vec<Against> = pairs.filter_map(|pair| Against::of(&here, &asked.key, pair, rules)).collect();
        let repeated = here.moments.windows(2).any(|two| !by_code(&two[0], &two[1], None).is_empty());
        (by_sites(&here, &asked, &course, &sites, rules), course, against, repeated)
    });
    let (sites, course, mut against, repeated) = found.await?;
    let data = super::data(&state, &member, &series).await?;
    for one in &mut against {
        one.script = script::item(&one.series, &data, &one.comparison, one.place);
    }
    let course_script = script::course(&series, &data, &item.key, &course, &sites, rules);
    let view = View { member, series, item, course, against, course_script, repeated, sites, rules };
    Ok(Html(state.staff_pages.wave_item(&around, &view)))
}

/// The waves that are held against each other, the earlier first.
fn pairs(course: &Course) -> Vec<(usize, usize)> {
    let asked: Vec<usize> =
        course.points.iter().filter(|point| point.segment.is_some()).map(|point| point.place).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let wordings = course.segments.iter().map(|segment| (&segment.waves, true));
    for (waves, first_too) in std::iter::once((&asked, false)).chain(wordings) {
        let [first, .., last] = waves[..] else { continue };
        let before = (waves[waves.len() - 2], last);
        let first = first_too.then_some((first, last));
        for pair in std::iter::once(before).chain(first) {
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// The last wave that asked an item, by site.
fn by_sites(series: &Series, item: &Item, course: &Course, sites: &[Site], rules: Rules) -> Vec<SiteSeen> {
    let Some(last) = course.points.iter().rfind(|point| point.segment.is_some()) else { return Vec::new() };
    let series = series.as_asked(last.place);
    let own = series.item(&item.key).map(|item| by_site(&series, item, &series.moments[last.place], sites, rules));
    own.unwrap_or_default()
}
