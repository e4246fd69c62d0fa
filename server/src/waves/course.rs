//! An item over three waves and more: each wave with its figure, broken where the wording changed, and the trend.

use super::seen::{Seen, What};
use super::wording::{Step, units};
use super::{Item, Measure, Rules, Series, seen};
use crate::statistics::Figure;
use crate::statistics::interval::proportion;
use crate::statistics::many_waves::{
    ManyBinary, ManyNumeric, ManyOrdinal, Yes, many_binary, many_numeric, many_ordinal,
};

/// Fewest answers of a wave that a trend counts.
pub const FEWEST_IN_TREND: u64 = 5;

/// An item over waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// One for each moment of the series.
    pub points: Vec<Point>,
    /// The trend over the waves that may be compared; nothing below three of them.
    pub trend: Option<Trend>,
    /// Names of waves that the trend leaves out for having too few answers.
    pub left_out: Vec<String>,
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
    /// What it said; nothing where it was not asked.
    pub seen: Option<Seen>,
    /// The headline: a share of 1, or a mean. Nothing where too few answered to show it.
    pub figure: Option<Figure>,
    /// Whether too few answered for anything to be shown.
    pub hidden: bool,
    /// The change of the wording that keeps it apart from the newest wave.
    pub apart: Option<Step>,
}

impl Point {
    /// Whether a trend counts it: it asked the same as the newest wave, of enough people.
    pub fn is_counted(&self, rules: Rules) -> bool {
        self.apart.is_none() && self.seen.is_some() && base(self) >= FEWEST_IN_TREND.max(rules.smallest)
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
}

impl Trend {
    /// The p-value of the trend.
    pub fn p(&self) -> Option<f64> {
        match self {
            Self::Share(share) => share.trend.as_ref().ok().map(|test| test.p),
            Self::Order(order) => order.trend.as_ref().ok().map(|trend| trend.test.p),
            Self::Mean(mean) => mean.slope.as_ref().ok()?.test.map(|test| test.p),
        }
    }
}

/// The course of an item over all waves, at all sites or at one.
pub fn course(series: &Series, item: &Item, site: Option<&str>, rules: Rules) -> Course {
    let points: Vec<Point> = (0..series.moments.len()).map(|place| point(series, item, place, site, rules)).collect();
    let asked = points.iter().filter(|point| point.apart.is_none() && point.seen.is_some());
    let (counted, few): (Vec<&Point>, Vec<&Point>) = asked.partition(|point| point.is_counted(rules));
    let left_out = few.iter().map(|point| point.name.clone()).collect();
    let trend = (counted.len() >= 3).then(|| trend(series, item, site, &counted)).flatten();
    Course { points, trend, left_out }
}

fn base(point: &Point) -> u64 {
    point.seen.as_ref().map_or(0, Seen::base)
}

fn point(series: &Series, item: &Item, place: usize, site: Option<&str>, rules: Rules) -> Point {
    let moment = &series.moments[place];
    let parts = units(item, &series.instrument);
    let rows = || moment.answered.iter().flat_map(|answered| &answered.table.rows);
    let mut seen = seen::seen(item, &series.instrument, moment, site);
    let apart = if seen.base() == 0 { rows().find_map(|row| series.breaks.last(&row.version, &parts)) } else { None };
    if apart.is_some() {
        seen = seen::all(item, &series.instrument, moment, site);
    }
    let hidden = seen.base() < rules.smallest && seen.tally.total > 0;
    let figure = if hidden { None } else { headline(item, &seen) };
    let asked = seen.tally.answered > 0 || seen.tally.eligible() > 0;
    Point {
        place,
        name: moment.name.clone(),
        date: moment.date.clone(),
        seen: asked.then_some(seen),
        figure,
        hidden: hidden && asked,
        apart: apart.cloned(),
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
        Measure::Nominal(_) => None,
    }
}
