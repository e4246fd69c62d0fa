//! One item over all waves, its trend, and its last wave by site.

use std::fmt::Write as _;

use super::expression::{Source, asked, headline};
use super::text::{list, quoted, words};
use super::{Data, whole};
use crate::waves::{Course, Item, Measure, Rules, Series, SiteSeen, Trend};

/// The figures of each wave and the trend; then of each site.
pub fn course(
    series: &Series,
    data: &Data,
    item: &Item,
    course: &Course,
    sites: &[SiteSeen],
    rules: Rules,
) -> Option<String> {
    let source = Source { series, data };
    let mut code = asked(item);
    writeln!(code, "x <- {}", source.values(item)?).ok()?;
    let points: Vec<&str> = points(series, course);
    let last = series.moments.last()?;
    let sites: Vec<&str> =
        sites.iter().filter(|site| site.figure.is_some()).filter_map(|site| data.site(&site.id)).collect();
    if !points.is_empty() || !sites.is_empty() {
        writeln!(code, "shown <- {}", headline(&item.measure)).ok()?;
    }
    if !points.is_empty() {
        let figure = figure(item, "of_wave(shown, wave)");
        writeln!(code, "# What is shown of each wave.\nt(sapply({}, function(wave) {figure}))", words(points)).ok()?;
    }
    if let Some(trend) = &course.trend {
        code += &self::trend(series, course, trend, rules)?;
    }
    if !sites.is_empty() {
        let figure = figure(item, "shown[which(last & answers$tm_site == site)]");
        writeln!(code, "# The last wave by site.\nlast <- answers$tm_wave == {}", quoted(&last.name)).ok()?;
        writeln!(code, "t(sapply({}, function(site) {figure}))", words(sites)).ok()?;
    }
    Some(whole(&data.source("all waves"), &code))
}

/// Waves that are shown and may be compared.
fn points<'a>(series: &'a Series, course: &Course) -> Vec<&'a str> {
    let shown = course.points.iter().filter(|point| point.figure.is_some() && point.apart.is_none());
    shown.map(|point| series.moments[point.place].name.as_str()).collect()
}

/// The headline of some answers.
fn figure(item: &Item, answers: &str) -> String {
    match (&item.measure, item.measure.ends()) {
        (Measure::Number(_), _) => format!("mean_of({answers})"),
        (Measure::Scale(_), Some((low, high))) => format!("mean_of({answers}, ends = c({low}, {high}))"),
        (Measure::Scale(_), None) => format!("mean_of({answers})"),
        _ => format!("share_of({answers})"),
    }
}

fn trend(series: &Series, course: &Course, trend: &Trend, rules: Rules) -> Option<String> {
    let counted: Vec<usize> =
        course.points.iter().filter(|point| point.is_counted(rules)).map(|point| point.place).collect();
    let first = series.moments.get(*counted.first()?)?.day();
    let days = counted.iter().map(|place| (series.moments[*place].day() - first).to_string());
    let names = words(counted.iter().map(|place| series.moments[*place].name.as_str()));
    let call = match trend {
        Trend::Share(_) => "trend_of_shares(x[counted], when[counted])",
        Trend::Order(_) => "kendall(table(x[counted], when[counted]))",
        Trend::Mean(_) => "slope(x[counted], when[counted])",
    };
    let mut code = String::from("# The trend over the years since the first of these waves.\n");
    writeln!(code, "when <- {}[match(answers$tm_wave, {names})] / 365.25", list(days)).ok()?;
    writeln!(code, "counted <- !is.na(x) & !is.na(when)\n{call}").ok()?;
    Some(code)
}
