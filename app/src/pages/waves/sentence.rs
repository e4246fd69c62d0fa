//! The sentence of a verdict: plain words first, figures after, details left to the fold. Percents are whole, with the
//! counts beside them while fewer than a hundred answered; scores have one decimal.

use server::statistics::two_waves::nominal::{Category, Nominal};
use server::statistics::{Figure, Interval, Reason};
use server::waves::{Comparison, Effect, Item, Line, MARGIN_OF_SHARES, Measure, Series, Size, Verdict, Way};

use crate::components::table::percent;
use crate::language::Language;
use crate::pages::results::{label, text};

/// What may be said about a line.
pub(in crate::pages) struct Sentence {
    /// The finding, in few words.
    pub finding: String,
    /// The figures that go with it.
    pub figures: String,
}

/// Puts a line into words.
pub(in crate::pages) fn sentence(
    words: &Language,
    series: &Series,
    comparison: &Comparison,
    line: &Line,
    smallest: u64,
) -> Sentence {
    Speaking { words, series, comparison, line, smallest }.sentence()
}

/// The figures with what an ordered answer is judged by, where a change may be told: how often the later of two answers is
/// higher. For the house alone: a release says no more than its tables.
pub(super) fn with_order(words: &Language, line: &Line, figures: String) -> String {
    let Effect::Order { order, .. } = &line.change.effect else { return figures };
    if !matches!(line.verdict, Verdict::Clear { .. } | Verdict::Borderline { .. }) {
        return figures;
    }
    let hundred = |share: f64| format!("{:.0}", share * 100.0);
    let pairs = [("higher", hundred(order.pairs.higher)), ("lower", hundred(order.pairs.lower))];
    let said = words.with("order-pairs", &pairs);
    let range = order.delta().interval.map(|interval| words.with("order-pairs-range", &limits(interval, true)));
    join([figures, said, range.unwrap_or_default()])
}

struct Speaking<'a> {
    words: &'a Language,
    series: &'a Series,
    comparison: &'a Comparison,
    line: &'a Line,
    smallest: u64,
}

impl Speaking<'_> {
    fn sentence(&self) -> Sentence {
        let key = format!("verdict-{}", self.line.verdict.name());
        let (finding, figures) = match &self.line.verdict {
            Verdict::Hidden => (self.say(&key, &[("smallest", self.smallest.to_string())]), String::new()),
            Verdict::CountsOnly => (self.say(&key, &[]), self.counts()),
            Verdict::Apart(class) => (self.say(&format!("{key}-{}", class.name()), &self.waves()), String::new()),
            Verdict::Clear { way, size } => {
                let small = if *size == Size::Hardly { self.words.say("verdict-small") } else { String::new() };
                // The order changed, the share of its upper levels may not have: its range would seem to deny it.
                let whole = matches!(self.line.change.effect, Effect::Order { .. }) && !self.upper_agrees(*way);
                let change = if whole { self.words.say("verdict-by-order") } else { self.change() };
                (self.finding(*way), join([self.values(), change, small]))
            }
            Verdict::Actual(way) => (self.finding(*way), join([self.values(), self.say(&key, &[]), self.moved()])),
            Verdict::Borderline { way, among_many } => {
                let (items, scales) = self.comparison.tests(self.series);
                let tests = if self.series.items[self.line.item].is_scale() { scales } else { items };
                let why = match (*among_many, &self.line.change.effect) {
                    (true, _) => "verdict-among-many",
                    (false, Effect::Order { .. }) => "verdict-order-edge",
                    (false, _) => "verdict-at-the-edge",
                };
                let why = self.say(why, &[("count", tests.to_string())]);
                // The test is of the order, the range beside it of the share of the upper levels: it may seem to deny it.
                let by = if self.range_denies(*way) { self.words.say("verdict-by-order") } else { String::new() };
                (self.say(&key, &[]), join([self.values(), self.change(), why, by]))
            }
            Verdict::AboutTheSame(margin) => {
                let values = [("before", self.wave(true)), ("margin", self.margin(*margin))];
                (self.say(&key, &values), self.values())
            }
            Verdict::NotEnough(visible) => {
                let seen = visible.map(|visible| {
                    let [earlier, later] = self.bases();
                    let values = [("earlier", earlier), ("later", later), ("change", self.amount(visible))];
                    self.say("verdict-visible", &values)
                });
                (self.say(&key, &[]), join([self.values(), self.could_be(), seen.unwrap_or_default()]))
            }
            Verdict::Untested(reason) => {
                let why = match reason {
                    Reason::AllAnswersEqual | Reason::ZeroVariance | Reason::FewerThanTwoCategories => "equal",
                    Reason::EmptyWave | Reason::NoAnswers => "empty",
                    _ => "other",
                };
                (self.say(&format!("{key}-{why}"), &self.waves()), self.values())
            }
        };
        Sentence { finding, figures }
    }

    fn say(&self, key: &str, values: &[(&'static str, String)]) -> String {
        self.words.with(key, values)
    }

    fn wave(&self, earlier: bool) -> String {
        let place = if earlier { self.comparison.earlier } else { self.comparison.later };
        self.series.moments[place].name.clone()
    }

    fn waves(&self) -> [(&'static str, String); 2] {
        [("before", self.wave(true)), ("after", self.wave(false))]
    }

    fn bases(&self) -> [String; 2] {
        [self.line.change.earlier.base().to_string(), self.line.change.later.base().to_string()]
    }

    /// What happened, in few words.
    fn finding(&self, way: Way) -> String {
        let item = &self.series.items[self.line.item];
        let which = match way {
            Way::Up => "up",
            Way::Down => "down",
            Way::Other => return self.words.say("finding-mix"),
            Way::Level => return self.say("finding-level", &self.waves()),
        };
        match &item.measure {
            Measure::Ordinal(_) if !self.upper_agrees(way) => self.words.say(&format!("finding-order-{which}")),
            Measure::YesNo | Measure::Ticked(_) | Measure::Ordinal(_) => of_share(self.words, item, which),
            _ => self.say(&format!("finding-mean-{which}"), &self.waves()),
        }
    }

    /// Whether the share of the upper levels goes the way that the whole order goes, or is all that is compared.
    fn upper_agrees(&self, way: Way) -> bool {
        let Effect::Order { upper, .. } = &self.line.change.effect else {
            return matches!(self.line.change.effect, Effect::Share(_));
        };
        upper.change.interval.is_some_and(|interval| match way {
            Way::Up => interval.low > 0.0,
            Way::Down => interval.high < 0.0,
            Way::Other | Way::Level => false,
        })
    }

    /// Whether an ordered answer's range of the upper levels' share does not go the way that its whole order goes.
    fn range_denies(&self, way: Way) -> bool {
        let has_range = match &self.line.change.effect {
            Effect::Order { upper, .. } => upper.change.interval.is_some(),
            _ => false,
        };
        has_range && !self.upper_agrees(way)
    }

    /// The answer without an order whose share changed most.
    fn foremost(&self, mix: &Nominal) -> String {
        let size = |category: &&Category| category.share.change.estimate.unwrap_or(0.0).abs();
        let levels = self.series.items[self.line.item].measure.levels().iter().zip(&mix.categories);
        let most = levels.max_by(|(_, one), (_, other)| size(one).total_cmp(&size(other)));
        let Some((level, Category { share, .. })) = most else { return String::new() };
        let side = |figure: &Figure| {
            let count = figure.estimate.map_or(0.0, |share| share * figure.base as f64).round() as usize;
            percent(self.words, count, figure)
        };
        let [before, after] = self.waves();
        let name = ("level", label(self.words, &level.text, &level.code));
        let values = [before, after, ("earlier", side(&share.earlier)), ("later", side(&share.later)), name];
        self.say("verdict-foremost", &values)
    }

    /// Both values, the later first.
    fn values(&self) -> String {
        if let Effect::Mix(mix) = &self.line.change.effect {
            return self.foremost(mix);
        }
        let item = &self.series.items[self.line.item];
        let (before, after) = (&self.line.change.earlier, &self.line.change.later);
        let [earlier, later] = [before, after].map(|seen| match (seen.headline(&item.measure), &item.measure) {
            (Some((count, base)), _) => {
                let figure = server::statistics::interval::proportion(count as usize, base as usize);
                percent(self.words, count as usize, &figure)
            }
            _ => seen.mean(&item.measure).map_or_else(String::new, |described| mean(self.words, &described.mean)),
        });
        if earlier.is_empty() || later.is_empty() {
            return String::new();
        }
        let [before, after] = self.waves();
        self.say("verdict-values", &[before, after, ("earlier", earlier), ("later", later)])
    }

    /// Counts of both waves, where there are no other figures.
    fn counts(&self) -> String {
        let [before, after] = self.waves();
        let [earlier, later] = self.bases();
        self.say("verdict-counts", &[before, after, ("earlier", earlier), ("later", later)])
    }

    /// The change and where it probably lies, in the units of the headline.
    fn change(&self) -> String {
        let Some((interval, points)) = self.interval() else { return self.moved() };
        let values = limits(interval, points);
        join([self.moved(), self.say(if points { "change-range-points" } else { "change-range" }, &values)])
    }

    fn could_be(&self) -> String {
        let Some((interval, points)) = self.interval() else { return String::new() };
        let values = limits(interval, points);
        self.say(if points { "change-could-points" } else { "change-could" }, &values)
    }

    /// "Up 23 points."
    fn moved(&self) -> String {
        let Some(change) = self.line.change.estimate() else { return String::new() };
        let points = self.is_share();
        let size = if points { format!("{:.0}", (change * 100.0).abs()) } else { format!("{:.1}", change.abs()) };
        let none = size.chars().all(|letter| matches!(letter, '0' | '.'));
        let which = if none {
            "same"
        } else if change > 0.0 {
            "up"
        } else {
            "down"
        };
        let unit = if points { "points" } else { "score" };
        self.say(&format!("moved-{which}-{unit}"), &[("change", size)])
    }

    fn interval(&self) -> Option<(Interval, bool)> {
        match &self.line.change.effect {
            Effect::Share(share) => share.change.interval.map(|interval| (interval, true)),
            Effect::Order { upper, .. } => upper.change.interval.map(|interval| (interval, true)),
            Effect::Mean(mean) => mean.change.interval.map(|interval| (interval, false)),
            Effect::Mix(_) | Effect::None(_) => None,
        }
    }

    fn is_share(&self) -> bool {
        matches!(self.line.change.effect, Effect::Share(_) | Effect::Order { .. })
    }

    /// A visible change with its unit: points for shares and ordered answers' upper levels.
    fn amount(&self, amount: f64) -> String {
        if matches!(self.line.change.effect, Effect::Mean(_)) {
            self.say("amount-score", &[("amount", format!("{amount:.2}"))])
        } else {
            in_points(self.words, amount)
        }
    }

    /// The margin of "about the same" with its unit; ordered answers keep within both, of the share and of the mean.
    fn margin(&self, margin: f64) -> String {
        let item = &self.series.items[self.line.item];
        match &self.line.change.effect {
            Effect::Mean(_) => of_mean(self.words, item, margin),
            Effect::Order { .. } => {
                let points = in_points(self.words, MARGIN_OF_SHARES * 100.0);
                self.say("margin-both", &[("points", points), ("mean", of_mean(self.words, item, margin))])
            }
            _ => in_points(self.words, margin),
        }
    }
}

/// That a share of people is higher or lower, in few words; `which` is up or down.
pub(in crate::pages) fn of_share(words: &Language, item: &Item, which: &str) -> String {
    match &item.measure {
        Measure::YesNo => words.say(&format!("finding-yes-{which}")),
        Measure::Ordinal(levels) => {
            let upper = levels.iter().enumerate().filter(|(place, _)| item.measure.is_upper(*place));
            let names: Vec<String> =
                upper.map(|(_, level)| words.with("quoted", &[("words", text(words, &level.text))])).collect();
            words.with(&format!("finding-upper-{which}"), &[("levels", names.join(&words.say("or-between")))])
        }
        _ => words.say(&format!("finding-ticked-{which}")),
    }
}

/// An amount of a share in points.
pub(in crate::pages) fn in_points(words: &Language, amount: f64) -> String {
    words.with("amount-points", &[("amount", format!("{amount:.0}"))])
}

/// An amount of a mean, with the scale that it belongs to.
pub(super) fn of_mean(words: &Language, item: &Item, amount: f64) -> String {
    let (low, high) = item.measure.ends().unwrap_or_default();
    let values = [("amount", format!("{amount:.2}")), ("low", low.to_string()), ("high", high.to_string())];
    words.with("amount-mean", &values)
}

/// A mean with one decimal and its base.
pub(in crate::pages) fn mean(words: &Language, figure: &Figure) -> String {
    let Some(mean) = figure.estimate else { return words.say("figure-none") };
    words.with("figure-mean-of", &[("mean", format!("{mean:.1}")), ("base", figure.base.to_string())])
}

/// Both ends of a range: whole points, or one decimal. Where rounding would let an end look like no change, and it is
/// not, both have one decimal more.
fn limits(interval: Interval, points: bool) -> [(&'static str, String); 2] {
    let scale = if points { 100.0 } else { 1.0 };
    let (low, high) = (interval.low * scale, interval.high * scale);
    let whole = usize::from(!points);
    let vanishes = |end: f64| end != 0.0 && signed(end, whole).trim_matches(['0', '.']).is_empty();
    let decimals = if low * high > 0.0 && (vanishes(low) || vanishes(high)) { whole + 1 } else { whole };
    [("low", signed(low, decimals)), ("high", signed(high, decimals))]
}

/// A change with its sign; none for zero.
fn signed(change: f64, decimals: usize) -> String {
    let written = format!("{change:+.decimals$}");
    let is_zero = written.chars().all(|letter| matches!(letter, '0' | '.' | '+' | '-'));
    if is_zero { written.trim_start_matches(['+', '-']).to_owned() } else { written.replace('-', "−") }
}

fn join<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
