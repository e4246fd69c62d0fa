//! An item over three waves and more: each wave with its figure, a line for each wording, and the trend of each line.

use std::collections::BTreeSet;

use super::change::SEED;
use super::seen::{Seen, What};
use super::wording::{Class, units};
use super::{Item, Measure, Rules, Series, seen};
use crate::statistics::Figure;
use crate::statistics::crosstab::Crosstab;
use crate::statistics::interval::proportion;
use crate::statistics::many_waves::{
    ManyBinary, ManyNominal, ManyNumeric, ManyOrdinal, Yes, many_binary, many_nominal, many_numeric, many_ordinal,
};

/// Fewest answers of a wave that a trend counts.
pub const FEWEST_IN_TREND: u64 = 5;

/// An item over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// One for each moment of the series.
    pub points: Vec<Point>,
    /// Waves that asked the same, that of the last wave first: only these are compared.
    pub segments: Vec<Segment>,
}

/// Waves that asked the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The item as they asked it.
    pub item: Item,
    /// Hash of the version that it is read as.
    pub version: String,
    /// Places of its waves among the moments, the earliest first.
    pub waves: Vec<usize>,
    /// The trend over those with enough answers; nothing below three of them.
    pub trend: Option<Trend>,
    /// Names of waves that the trend counts.
    pub counted: Vec<String>,
    /// Names of waves that the trend leaves out for having too few answers.
    pub left_out: Vec<String>,
    /// Years from the first wave that the trend counts to the last.
    pub years: f64,
    /// The headline of each wave that the trend counts, where all of them have one.
    levels: Option<Vec<f64>>,
}

/// How a trend goes step by step, from one wave that it counts to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// How many steps go the way of the trend.
    pub along: usize,
    /// How many there are.
    pub all: usize,
    /// Where the largest of those that go its way begins, among the waves that count; nothing where none does.
    pub largest: Option<usize>,
}

impl Segment {
    /// How steadily the headline goes the way of the trend; nothing where the trend has no way.
    pub fn steps(&self) -> Option<Steps> {
        let rises = self.trend.as_ref()?.rises()?;
        Some(steps(self.levels.as_ref()?, rises))
    }

    /// By what a change in a year is multiplied to be that from one wave to the next, on average; nothing where the waves
    /// span a year and more.
    pub fn wave_in_years(&self) -> Option<f64> {
        let steps = self.counted.len().checked_sub(1).filter(|steps| *steps > 0)?;
        (self.years > 0.0 && self.years < 1.0).then(|| self.years / steps as f64)
    }
}

fn steps(levels: &[f64], rises: bool) -> Steps {
    let sizes: Vec<f64> = levels.windows(2).map(|two| if rises { two[1] - two[0] } else { two[0] - two[1] }).collect();
    // Shares and means that are the same may differ in their last digits.
    let along = sizes.iter().enumerate().filter(|(_, size)| **size > 1e-9);
    let largest = along.clone().max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(place, _)| place);
    Steps { along: along.count(), all: sizes.len(), largest }
}

/// One wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Place of the wave among the moments.
    pub place: usize,
    /// The wave's name.
    pub name: String,
    /// Its first day.
    pub date: String,
    /// What it said to the wording that it asked last; nothing where it was not asked.
    pub seen: Option<Seen>,
    /// The headline: a share of 1, or a mean. Nothing where too few answered to show it, or where it was measured
    /// otherwise than in the newest wording.
    pub figure: Option<Figure>,
    /// Whether too few answered for anything to be shown.
    pub hidden: bool,
    /// Which of the segments it belongs to; nothing where it was not asked.
    pub segment: Option<usize>,
    /// What changed since the wave before that asked it: here a new line begins. Empty where the line goes on.
    pub changed: BTreeSet<Class>,
}

impl Point {
    /// Whether the trend of its segment counts it: enough people answered.
    pub fn is_counted(&self, rules: Rules) -> bool {
        self.seen.as_ref().map_or(0, Seen::base) >= FEWEST_IN_TREND.max(rules.smallest)
    }
}

/// A trend over waves on a true time axis, in years.
#[derive(Clone, Debug, PartialEq)]
pub enum Trend {
    /// Shares: Cochran and Armitage, χ².
    Share(ManyBinary),
    /// Ordered answers: Kruskal and Wallis, Jonckheere and Terpstra.
    Order(ManyOrdinal),
    /// Numbers and scales: Welch's analysis of variance, slope by year.
    Mean(ManyNumeric),
    /// Answers without an order: χ² of any difference, each answer's own trend.
    Mix(ManyNominal),
}

impl Trend {
    /// The p-value of the trend; of answers without an order, that the mix differs at all.
    pub fn p(&self) -> Option<f64> {
        match self {
            Self::Share(share) => share.trend.as_ref().ok().map(|test| test.p),
            Self::Order(order) => order.trend.as_ref().ok().map(|trend| trend.test.p),
            Self::Mean(mean) => mean.slope.as_ref().ok()?.test.map(|test| test.p),
            Self::Mix(mix) => mix.overall.as_ref().ok().map(Crosstab::p),
        }
    }

    /// Whether answers rise, by the test; nothing where they go neither way, and of answers without an order.
    pub fn rises(&self) -> Option<bool> {
        let way = match self {
            Self::Share(share) => share.trend.as_ref().ok()?.statistic,
            Self::Order(order) => order.trend.as_ref().ok()?.test.statistic,
            Self::Mean(mean) => mean.slope.as_ref().ok()?.per_year.estimate?,
            Self::Mix(_) => return None,
        };
        (way != 0.0).then_some(way > 0.0)
    }
}

/// A wording, read as the last wave that asked it did.
struct Wording {
    series: Series,
    /// Place of the item.
    item: usize,
    /// Places of the waves that asked it, the earliest first.
    waves: Vec<usize>,
}

impl Wording {
    fn item(&self) -> &Item {
        &self.series.items[self.item]
    }

    fn parts(&self) -> BTreeSet<String> {
        units(self.item(), &self.series.instrument)
    }
}

/// The course of an item over all waves, at all sites or at one.
pub fn course(series: &Series, item: &Item, site: Option<&str>, rules: Rules) -> Course {
    let wordings = wordings(series, &item.key);
    let mut points: Vec<Point> =
        (0..series.moments.len()).map(|place| point(&wordings, series, item, place, site, rules)).collect();
    mark(&mut points, series, &wordings);
    let segment = |(number, wording): (usize, &Wording)| {
        let own = points.iter().filter(|point| point.segment == Some(number));
        segment(wording, &own.collect::<Vec<_>>(), site, rules)
    };
    let segments = wordings.iter().enumerate().map(segment).collect();
    Course { points, segments }
}

/// The wordings of an item, the newest wave first.
fn wordings(series: &Series, key: &str) -> Vec<Wording> {
    let mut found: Vec<Wording> = Vec::new();
    for place in (0..series.moments.len()).rev() {
        let own = series.as_asked(place);
        let Some(item) = own.items.iter().position(|item| item.key == key) else { continue };
        let same = |known: &&mut Wording| own.shares(&known.series.version, &own.items[item]);
        match found.iter_mut().find(same) {
            Some(known) => known.waves.insert(0, place),
            None => found.push(Wording { series: own, item, waves: vec![place] }),
        }
    }
    found
}

fn point(
    wordings: &[Wording],
    series: &Series,
    newest: &Item,
    place: usize,
    site: Option<&str>,
    rules: Rules,
) -> Point {
    let moment = &series.moments[place];
    let segment = wordings.iter().position(|wording| wording.waves.contains(&place));
    let said = segment.and_then(|number| {
        let Wording { series, .. } = &wordings[number];
        let item = wordings[number].item();
        let seen = series.seen(item, &series.moments[place], site);
        let asked = seen.tally.answered > 0 || seen.tally.eligible() > 0;
        asked.then_some((item, seen))
    });
    let hidden = said.as_ref().is_some_and(|(_, seen)| seen.base() < rules.smallest);
    let shown = said.as_ref().filter(|(item, _)| !hidden && alike(&item.measure, &newest.measure));
    Point {
        place,
        name: moment.name.clone(),
        date: moment.date.clone(),
        figure: shown.and_then(|(item, seen)| headline(item, seen)),
        segment: segment.filter(|_| said.is_some()),
        seen: said.map(|(_, seen)| seen),
        hidden,
        changed: BTreeSet::new(),
    }
}

/// Whether two measures have one headline and one axis.
fn alike(one: &Measure, other: &Measure) -> bool {
    let ends = |measure: &Measure| match measure {
        Measure::Scale(ends) => *ends,
        _ => None,
    };
    std::mem::discriminant(one) == std::mem::discriminant(other) && ends(one) == ends(other)
}

/// Marks where the wording is another one than in the wave before that asked the item.
fn mark(points: &mut [Point], series: &Series, wordings: &[Wording]) {
    let asked: Vec<(usize, usize)> =
        points.iter().filter_map(|point| point.segment.map(|segment| (point.place, segment))).collect();
    for pair in asked.windows(2) {
        let [(before, one), (after, other)] = pair else { continue };
        if one == other {
            continue;
        }
        let parts: BTreeSet<String> = wordings[*one].parts().union(&wordings[*other].parts()).cloned().collect();
        let versions = [*before, *after].map(|place| series.moments[place].versions.last().map(String::as_str));
        let [Some(before), Some(newer)] = versions else { continue };
        let steps = series.breaks.apart(before, newer, &parts).into_iter();
        points[*after].changed = steps.map(super::wording::Step::class).collect();
    }
}

fn segment(wording: &Wording, points: &[&Point], site: Option<&str>, rules: Rules) -> Segment {
    let names = |points: &[&Point]| points.iter().map(|point| point.name.clone()).collect::<Vec<_>>();
    let (counted, few): (Vec<&Point>, Vec<&Point>) = points.iter().copied().partition(|point| point.is_counted(rules));
    let trend = (counted.len() >= 3).then(|| trend(&wording.series, wording.item(), site, &counted)).flatten();
    let waves = points.iter().map(|point| point.place).collect();
    let version = wording.series.version.clone();
    let day = |point: &Point| wording.series.moments[point.place].day();
    let span = counted.first().zip(counted.last()).map_or(0, |(first, last)| day(last) - day(first));
    let level = |point: &&Point| headline(wording.item(), point.seen.as_ref()?)?.estimate;
    Segment {
        item: wording.item().clone(),
        version,
        waves,
        trend,
        counted: names(&counted),
        left_out: names(&few),
        years: span as f64 / 365.25,
        levels: counted.iter().map(level).collect(),
    }
}

/// The headline as a figure: a share of 1, or a mean.
pub fn headline(item: &Item, seen: &Seen) -> Option<Figure> {
    let few = seen.base() < super::verdict::FEWEST_COMPARED;
    match &item.measure {
        // Groups below ten: counts, and neither a mean nor a range.
        Measure::Number(_) | Measure::Scale(_) if few => None,
        measure if few => seen
            .headline(measure)
            .map(|(count, base)| Figure { interval: None, ..proportion(count as usize, base as usize) }),
        Measure::Number(_) | Measure::Scale(_) => seen.mean(&item.measure).map(|described| described.mean),
        measure => seen.headline(measure).map(|(count, base)| proportion(count as usize, base as usize)),
    }
}

fn trend(series: &Series, item: &Item, site: Option<&str>, points: &[&Point]) -> Option<Trend> {
    // Years since the first counted wave.
    let days: Vec<i64> = points.iter().map(|point| series.moments[point.place].day()).collect();
    let times: Vec<f64> = days.iter().map(|day| (day - days[0]) as f64 / 365.25).collect();
    match &item.measure {
        Measure::YesNo | Measure::Ticked(_) => {
            let wave = |(point, time): (&&Point, &f64)| {
                let (count, base) = point.seen.as_ref()?.headline(&item.measure)?;
                Some(Yes { count: count as usize, base: base as usize, time: *time })
            };
            let waves: Option<Vec<Yes>> = points.iter().zip(&times).map(wave).collect();
            Some(Trend::Share(many_binary(&waves?)))
        }
        Measure::Ordinal(levels) => {
            let (mut answers, mut at) = (Vec::new(), Vec::new());
            for (point, time) in points.iter().zip(&times) {
                let Some(Seen { what: What::Levels(counts), .. }) = &point.seen else { continue };
                for (count, level) in counts.iter().zip(levels) {
                    answers.extend(std::iter::repeat_n(Some(level.score), *count as usize));
                    at.extend(std::iter::repeat_n(Some(*time), *count as usize));
                }
            }
            Some(Trend::Order(many_ordinal(&answers, &at)))
        }
        Measure::Number(_) | Measure::Scale(_) => {
            let (mut answers, mut at) = (Vec::new(), Vec::new());
            for (point, time) in points.iter().zip(&times) {
                let moment = &series.moments[point.place];
                let values = seen::all_values(item, &series.instrument, moment, site);
                at.extend(std::iter::repeat_n(Some(*time), values.len()));
                answers.extend(values);
            }
            Some(Trend::Mean(many_numeric(&answers, &at)))
        }
        Measure::Nominal(_) => {
            let counts = |point: &&Point| match &point.seen {
                Some(Seen { what: What::Levels(counts), .. }) => counts.clone(),
                _ => Vec::new(),
            };
            let waves: Vec<Vec<u64>> = points.iter().map(counts).collect();
            Some(Trend::Mix(many_nominal(&times, &waves, SEED)))
        }
    }
}

#[cfg(test)]
mod tests {
    //! Whether people could pay is asked four times in a year.

    use super::*;

    #[test]
    fn a_trend_says_how_many_steps_go_its_way_and_which_is_the_largest() {
        let pay = steps(&[0.49, 0.59, 0.51, 0.24], false);
        assert_eq!(pay, Steps { along: 2, all: 3, largest: Some(2) }, "up, down, and far down");
        let moved = steps(&[1.0, 0.6, 0.4, 0.4], false);
        assert_eq!(moved, Steps { along: 2, all: 3, largest: Some(0) }, "the last step goes nowhere");
        assert_eq!(steps(&[0.1, 0.2, 0.4], true), Steps { along: 2, all: 2, largest: Some(1) });
        assert_eq!(steps(&[0.1, 0.2, 0.4], false), Steps { along: 0, all: 2, largest: None });
    }
}
