//! One item over all waves: each wording with its waves and its trend, and the last wave by site.

use std::fmt::Write as _;

use super::expression::{Source, asked, codes, headline};
use super::text::{list, quoted, words};
use super::waves::drawn;
use super::{Data, whole};
use crate::waves::{Course, Item, Measure, Point, Rules, Segment, Series, SiteSeen, Trend};

/// The figures of each wave and the trend, wording by wording, the newest first; then of each site.
pub fn course(
    series: &Series,
    data: &Data,
    key: &str,
    course: &Course,
    sites: &[SiteSeen],
    rules: Rules,
) -> Option<String> {
    let mut code = String::new();
    for (number, segment) in course.segments.iter().enumerate() {
        let own: Vec<&Point> = course.points.iter().filter(|point| point.segment == Some(number)).collect();
        code += &wording(&series.as_of(&segment.version), data, segment, &own, rules).unwrap_or_default();
    }
    code += &by_site(series, data, key, course, sites).unwrap_or_default();
    (!code.is_empty()).then(|| whole(&data.source("all waves"), &code))
}

/// An item as one version asks it: all its values, and what is shown of them.
fn values(series: &Series, data: &Data, item: &Item) -> Option<String> {
    let values = Source { series, data }.values(item)?;
    Some(format!("{}x <- {values}\nshown <- {}\n", asked(item), headline(&item.measure)))
}

/// The waves of a wording and its trend; nothing where the page shows neither.
fn wording(series: &Series, data: &Data, segment: &Segment, points: &[&Point], rules: Rules) -> Option<String> {
    let item = &segment.item;
    let shown: Vec<&str> =
        points.iter().filter(|point| point.figure.is_some()).map(|point| point.name.as_str()).collect();
    if shown.is_empty() && segment.trend.is_none() {
        return None;
    }
    let mut code = values(series, data, item)?;
    if !shown.is_empty() {
        let figure = figure(item, "of_wave(shown, wave)");
        writeln!(code, "# What is shown of each wave.\nt(sapply({}, function(wave) {figure}))", words(shown)).ok()?;
    }
    if let Some(trend) = &segment.trend {
        let counted: Vec<&Point> = points.iter().copied().filter(|point| point.is_counted(rules)).collect();
        code += &self::trend(series, segment, trend, &counted)?;
    }
    Some(code)
}

/// The last wave that asked the item, by site.
fn by_site(series: &Series, data: &Data, key: &str, course: &Course, sites: &[SiteSeen]) -> Option<String> {
    let last = course.points.iter().rfind(|point| point.segment.is_some())?;
    let series = series.as_asked(last.place);
    let sites: Vec<&str> =
        sites.iter().filter(|site| site.figure.is_some()).filter_map(|site| data.site(&site.id)).collect();
    if sites.is_empty() {
        return None;
    }
    let item = series.item(key)?;
    let figure = figure(item, "shown[which(last & answers$tm_site == site)]");
    let (values, sites) = (values(&series, data, item)?, words(sites));
    let last = quoted(&last.name);
    Some(format!(
        "# The last wave by site.\n{values}last <- answers$tm_wave == {last}\nt(sapply({sites}, function(site) {figure}))\n"
    ))
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

fn trend(series: &Series, segment: &Segment, trend: &Trend, counted: &[&Point]) -> Option<String> {
    let first = series.moments.get(counted.first()?.place)?.day();
    let days = counted.iter().map(|point| (series.moments[point.place].day() - first).to_string());
    let names = words(counted.iter().map(|point| point.name.as_str()));
    let mut code = String::from("# The trend over the years since the first of these waves.\n");
    writeln!(code, "when <- {}[match(answers$tm_wave, {names})] / 365.25", list(days)).ok()?;
    writeln!(code, "counted <- !is.na(x) & !is.na(when)\nx <- x[counted]; when <- when[counted]").ok()?;
    match trend {
        Trend::Share(_) => code += "trend_of_shares(x, when)\n",
        Trend::Order(_) => code += "c(kendall(table(x, when)), any_order(x, when))\n",
        Trend::Mean(_) if segment.wave_in_years().is_some() => {
            let steps = counted.len().saturating_sub(1);
            code +=
                "# These waves span less than a year: the line's change is from one wave to the next, on average.\n";
            writeln!(code, "c(slope(x, when * {steps} / max(when)), any_mean(x, when))").ok()?;
        }
        Trend::Mean(_) => code += "c(slope(x, when), any_mean(x, when))\n",
        Trend::Mix(mix) => {
            writeln!(code, "association(table(x, when){})", drawn(mix.overall.as_ref().ok())).ok()?;
            writeln!(code, "trend_of_each(x, when, {})", codes(&segment.item.measure)).ok()?;
        }
    }
    Some(code)
}
