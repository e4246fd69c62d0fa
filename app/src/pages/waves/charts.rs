//! Series and comparisons as charts.

use server::statistics::Figure;
use server::waves::{Comparison, Course, Effect, Item, Line, Measure, Seen, Series, SiteSeen, Verdict, What};

use super::name;
use super::sentence::sentence;
use crate::components::chart::{
    Body, Change, Changes, Chart, Course as Lines, Distribution, Estimate, Estimates, Form, Line as Drawn, Named, Pair,
    Point, Portion, Shown, Spread, Unit,
};
use crate::language::Language;
use crate::pages::results::{label, text};

/// Both waves of all items of a unit: shares, or scores with the same ends.
pub(in crate::pages) fn changes(
    words: &Language,
    series: &Series,
    comparison: &Comparison,
    smallest: u64,
) -> Vec<Chart> {
    let mut charts = Vec::new();
    for scale in [false, true] {
        let lines: Vec<&Line> =
            comparison.lines.iter().filter(|line| series.items[line.item].is_scale() == scale).collect();
        let mut units: Vec<Unit> = Vec::new();
        for unit in lines.iter().filter_map(|line| unit(&series.items[line.item])) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        for unit in units {
            let own = lines.iter().copied().filter(|line| self::unit(&series.items[line.item]) == Some(unit));
            charts.extend(changes_of(words, series, comparison, own.collect(), unit, smallest));
        }
    }
    charts
}

fn changes_of(
    words: &Language,
    series: &Series,
    comparison: &Comparison,
    lines: Vec<&Line>,
    unit: Unit,
    smallest: u64,
) -> Option<Chart> {
    let lines: Vec<&Line> = lines.into_iter().filter(|line| !matches!(line.verdict, Verdict::Apart(_))).collect();
    let clear = lines.iter().filter(|line| matches!(line.verdict, Verdict::Clear { .. })).count();
    let pairs: Vec<Pair> = lines.iter().map(|line| pair(words, series, line, smallest)).collect();
    if pairs.is_empty() {
        return None;
    }
    let wave = |place: usize| series.moments[place].name.clone();
    let (before, after) = (wave(comparison.earlier), wave(comparison.later));
    let values = [
        ("count", pairs.len().to_string()),
        ("clear", clear.to_string()),
        ("before", before.clone()),
        ("after", after.clone()),
    ];
    Some(Chart {
        finding: words.with("chart-changes-finding", &values),
        title: text(words, &series.instrument.title),
        each: words.say("chart-each-question"),
        notes: vec![words.say("chart-changes-note")],
        body: Body::Changes(Changes { unit, before, after, pairs }),
    })
}

fn pair(words: &Language, series: &Series, line: &Line, smallest: u64) -> Pair {
    let item = &series.items[line.item];
    let change = match &line.change.effect {
        _ if matches!(line.verdict, Verdict::Hidden) => Shown::Hidden,
        _ if !line.verdict.shows_figures() => Shown::Nothing,
        Effect::Share(share) => of_change(&share.change, line),
        Effect::Order { upper, .. } => of_change(&upper.change, line),
        Effect::Mean(mean) => of_change(&mean.change, line),
        Effect::Mix(_) | Effect::None(_) => Shown::Nothing,
    };
    Pair {
        label: name(words, item),
        before: shown(item, &line.change.earlier, smallest),
        after: shown(item, &line.change.later, smallest),
        change,
    }
}

fn of_change(figure: &Figure, line: &Line) -> Shown<Change> {
    let clear = matches!(line.verdict, Verdict::Clear { .. } | Verdict::Actual(_));
    figure.estimate.map(|by| Change { by, interval: figure.interval, clear: Some(clear) }).into()
}

/// The unit of an item's headline; nothing for answers without an order, and for numbers without ends.
pub(in crate::pages) fn unit(item: &Item) -> Option<Unit> {
    match &item.measure {
        Measure::YesNo | Measure::Ticked(_) | Measure::Ordinal(_) => Some(Unit::Share),
        Measure::Scale(Some((low, high))) => Some(Unit::Score { low: *low, high: *high }),
        _ => None,
    }
}

/// The headline of one wave, hidden where too few answered.
fn shown(item: &Item, seen: &Seen, smallest: u64) -> Shown<Estimate> {
    if seen.base() == 0 {
        return Shown::Nothing;
    }
    if seen.base() < smallest {
        return Shown::Hidden;
    }
    let figure = server::waves::headline(item, seen);
    figure.and_then(|figure| estimate(&figure, seen.headline(&item.measure).map(|(count, _)| count as usize))).into()
}

fn estimate(figure: &Figure, count: Option<usize>) -> Option<Estimate> {
    Some(Estimate { value: figure.estimate?, interval: figure.interval, count, base: figure.base })
}

/// An item over all waves.
pub(in crate::pages) fn course(
    words: &Language,
    series: &Series,
    item: &Item,
    course: &Course,
    finding: String,
) -> Option<Chart> {
    let unit = unit(item)?;
    let point = |(point, moment): (&server::waves::Point, &server::waves::Moment)| {
        let value = match (&point.figure, &point.seen) {
            _ if point.hidden => Shown::Hidden,
            (Some(figure), Some(seen)) => {
                estimate(figure, seen.headline(&item.measure).map(|(count, _)| count as usize)).into()
            }
            _ => Shown::Nothing,
        };
        Point { day: moment.day(), date: point.name.clone(), value, reworded: since(words, point) }
    };
    let points: Vec<Point> = course.points.iter().zip(&series.moments).map(point).collect();
    let body = Body::Course(Lines { unit, lines: vec![Drawn { label: name(words, item), points }] });
    let (title, each) = (headline_name(words, item), words.say("chart-each-question"));
    Some(Chart { finding, title, each, notes: Vec::new(), body })
}

/// What begins with a wave: other words, other answers, other people.
fn since(words: &Language, point: &server::waves::Point) -> Option<String> {
    let what: Vec<String> =
        point.changed.iter().map(|class| words.say(&format!("wording-apart-{}", class.name()))).collect();
    let values = [("wave", point.name.clone()), ("what", what.join(&words.say("and-between")))];
    (!what.is_empty()).then(|| words.with("wording-since", &values))
}

/// What the headline counts.
pub(in crate::pages) fn headline_name(words: &Language, item: &Item) -> String {
    match &item.measure {
        Measure::YesNo => words.say("headline-yes"),
        Measure::Ticked(_) => words.say("headline-ticked"),
        Measure::Ordinal(levels) => {
            let upper = levels.iter().enumerate().filter(|(place, _)| item.measure.is_upper(*place));
            let names: Vec<String> =
                upper.map(|(_, level)| words.with("quoted", &[("words", text(words, &level.text))])).collect();
            words.with("headline-upper", &[("levels", names.join(&words.say("or-between")))])
        }
        Measure::Scale(_) => words.say("headline-scale"),
        _ => words.say("headline-mean"),
    }
}

/// The levels of an item in the last two waves that asked the same, side by side.
pub(in crate::pages) fn distribution(words: &Language, item: &Item, course: &Course, finding: String) -> Option<Chart> {
    let levels = item.measure.levels();
    let newest = course.points.iter().rev().find_map(|point| point.segment);
    let same = |point: &&server::waves::Point| point.segment.is_some() && point.segment == newest;
    let last: Vec<&server::waves::Point> = course.points.iter().rev().filter(same).take(2).collect();
    let spread = |point: &&server::waves::Point| {
        let seen = point.seen.as_ref()?;
        let What::Levels(counts) = &seen.what else { return None };
        let base = seen.base();
        let part = |count: &u64| match () {
            () if point.hidden => Shown::Hidden,
            () if base == 0 => Shown::Nothing,
            () => Shown::As(Portion { share: *count as f64 / base as f64, count: Some(*count as usize) }),
        };
        let mean = match seen.mean(&item.measure) {
            _ if point.hidden => Shown::Hidden,
            Some(described) => estimate(&described.mean, None).into(),
            None => Shown::Nothing,
        };
        let base = if point.hidden { Shown::Hidden } else { Shown::As(base as usize) };
        Some(Spread { label: point.name.clone(), parts: counts.iter().map(part).collect(), mean, base })
    };
    let waves: Vec<Spread> = last.iter().rev().filter_map(spread).collect();
    if levels.is_empty() || waves.is_empty() {
        return None;
    }
    let unit = match item.measure.ends() {
        Some((low, high)) if matches!(item.measure, Measure::Ordinal(_)) => Some(Unit::Score { low, high }),
        _ => None,
    };
    let levels = levels.iter().map(|level| label(words, &level.text, &level.code)).collect();
    let (title, each) = (name(words, item), words.say("chart-each-answer"));
    Some(Chart {
        finding,
        title,
        each,
        notes: Vec::new(),
        body: Body::Distribution(Distribution { levels, unit, waves }),
    })
}

/// Sites side by side, in the order of their names.
pub(in crate::pages) fn sites(words: &Language, item: &Item, sites: &[SiteSeen], finding: String) -> Option<Chart> {
    let unit = unit(item)?;
    let value = |site: &SiteSeen| match &site.figure {
        _ if site.hidden => Shown::Hidden,
        Some(figure) => estimate(figure, site.seen.headline(&item.measure).map(|(count, _)| count as usize)).into(),
        None => Shown::Nothing,
    };
    let hidden = sites.iter().any(|site| site.hidden).then(|| words.say("chart-sites-hidden"));
    let values: Vec<Named> = sites.iter().map(|site| Named { label: site.name.clone(), value: value(site) }).collect();
    if values.len() < 2 {
        return None;
    }
    Some(Chart {
        finding,
        title: headline_name(words, item),
        each: words.say("chart-each-site"),
        notes: hidden.into_iter().chain([words.say("chart-sites-note")]).collect(),
        body: Body::Estimates(Estimates { form: Form::Dots, unit, values, reference: None }),
    })
}

/// The finding of a line, for a chart's first sentence.
pub(in crate::pages) fn finding(
    words: &Language,
    series: &Series,
    comparison: &Comparison,
    line: &Line,
    smallest: u64,
) -> String {
    sentence(words, series, comparison, line, smallest).finding
}
