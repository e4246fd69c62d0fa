//! What a draft tells: counts that the plan shows, and figures that go with them. Every number of a release comes through
//! here, and a hidden one does not come out.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::tables::{self, About};
use crate::disclosure::Threshold;
use crate::disclosure::derive::{Derived, FEWEST, derive};
use crate::disclosure::dominance;
use crate::disclosure::plan::Key;
use crate::statistics::describe::Description;
use crate::statistics::interval::proportion;
use crate::statistics::two_waves::binary::binary;
use crate::statistics::{Figure, Interval};
use crate::waves::seen::all_values;
use crate::waves::shares::Judged;
use crate::waves::{self, Measure, Moment, Verdict};

/// A table as it may be published: hidden counts are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The answers of each column: one, or several that were laid together.
    pub columns: Vec<BTreeSet<String>>,
    /// Its rows.
    pub rows: Vec<Line>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Waves or sites: one, or several that were laid together.
    pub values: BTreeSet<String>,
    /// How many answered.
    pub base: Option<u64>,
    /// How many gave each answer.
    pub counts: Vec<Option<u64>>,
}

/// The headline of one wave or site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    /// A share of 1 with its count, or a mean without one.
    Figure(Figure, Option<u64>),
    /// It must not be shown.
    Hidden,
    /// There is none.
    Nothing,
}

/// What may be said about a change.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// Everything that the comparison says.
    Line(&'a waves::Line),
    /// Nothing: with it hidden numbers could be worked out.
    Kept,
    /// There is no comparison.
    Nothing,
}

impl Draft {
    /// A table as it may be published; nothing where it is withheld.
    pub fn answers(&self, place: usize) -> Option<Answers> {
        let (sheet, cells) = (&self.laid[place].sheet, self.cells(place)?);
        let bare = sheet.columns.total.is_none();
        let width = if bare { 0 } else { sheet.columns.values.len() };
        let line = |(values, cells): (&BTreeSet<String>, &Vec<_>)| {
            let shown: Vec<Option<u64>> = cells.iter().map(crate::disclosure::plan::Verdict::shown).collect::<Vec<_>>();
            let base = shown.last().copied().flatten();
            Line { values: values.clone(), base, counts: shown.into_iter().take(width).collect() }
        };
        let columns = if bare { Vec::new() } else { sheet.columns.values.clone() };
        Some(Answers { columns, rows: sheet.rows.values.iter().zip(cells).map(line).collect() })
    }

    /// The base of an item in a wave.
    pub fn people(&self, part: usize, wave: usize) -> Option<u64> {
        let place = self.place(About::People(part))?;
        let row = tables::row_of(&self.laid[place].sheet, &self.chosen[part].series.moments[wave].wave)?;
        self.answers(place)?.rows.get(row)?.base
    }

    /// The headline of a row of an item's table.
    pub fn told(&self, place: usize, row: usize) -> Told {
        let Some((part, item)) = self.item_of(place) else { return Told::Nothing };
        if self.cells(place).is_none() {
            return Told::Hidden;
        }
        match &self.chosen[part].series.items[item].measure {
            Measure::YesNo | Measure::Ticked(_) => self.share(place, row, &|code| code == "yes"),
            measure @ Measure::Ordinal(levels) => {
                let upper = |code: &str| levels.iter().position(|level| level.code == code);
                self.share(place, row, &|code| upper(code).is_some_and(|level| measure.is_upper(level)))
            }
            Measure::Number(_) | Measure::Scale(_) => self.mean(place, row),
            Measure::Nominal(_) => Told::Nothing,
        }
    }

    /// The share of some answers, made of columns that are shown or of what those leave.
    pub fn share(&self, place: usize, row: usize, wanted: &dyn Fn(&str) -> bool) -> Told {
        let Some(answers) = self.answers(place) else { return Told::Hidden };
        let Some(line) = answers.rows.get(row) else { return Told::Nothing };
        let (mut sum, mut others) = (Some(0_u64), Some(0_u64));
        for (values, count) in answers.columns.iter().zip(&line.counts) {
            match values.iter().filter(|code| wanted(code)).count() {
                0 => others = others.zip(*count).map(|(others, count)| others + count),
                // A category that holds other answers too says nothing about these.
                some if some < values.len() => return Told::Nothing,
                _ => sum = sum.zip(*count).map(|(sum, count)| sum + count),
            }
        }
        // What all others leave of the base follows from what is shown.
        let threshold = self.threshold(place);
        let left = line.base.zip(others).and_then(|(base, others)| base.checked_sub(others));
        let left = left.filter(|count| !threshold.hides(*count));
        let Some((count, base)) = sum.or(left).zip(line.base) else { return Told::Hidden };
        if answers.columns.is_empty() || base == 0 {
            return Told::Nothing;
        }
        if threshold.hides(base.saturating_sub(count)) {
            return Told::Hidden;
        }
        let figure = proportion(count as usize, base as usize);
        Told::Figure(Figure { interval: figure.interval.filter(|_| base >= FEWEST), ..figure }, Some(count))
    }

    /// The item that the columns of a table are answers to.
    pub fn item_of(&self, place: usize) -> Option<(usize, usize)> {
        match self.laid[place].about {
            About::Item(part, item) | About::Sites(part, item) | About::Moves(part, item) => Some((part, item)),
            About::Courses(part, item) => Some((part, item)),
            About::Crossed(part, number) => Some((part, self.chosen[part].crossed.get(number)?.0)),
            About::Mirror(mirror, side) => self.mirrors[mirror].sides.get(side).copied(),
            About::People(_) | About::Linked(_) | About::Code(_) => None,
        }
    }

    /// Whether a table of an item tells its mean: of numbers and scales always, of ordered answers where that was chosen and
    /// every answer is told.
    pub fn tells_mean(&self, place: usize) -> bool {
        let (About::Item(part, item) | About::Sites(part, item)) = self.laid[place].about else { return false };
        self.is_mean(part, item) || {
            let chosen = &self.chosen[part];
            let ordered = matches!(chosen.series.items[item].measure, Measure::Ordinal(_));
            chosen.means && ordered && !chosen.tells_headline(item)
        }
    }

    /// The mean of a row of an item's table.
    pub fn mean(&self, place: usize, row: usize) -> Told {
        let (About::Item(part, item) | About::Sites(part, item)) = self.laid[place].about else { return Told::Nothing };
        if self.cells(place).is_none() {
            return Told::Hidden;
        }
        let Some(values) = self.laid[place].sheet.rows.values.get(row) else { return Told::Hidden };
        let told = if self.is_mean(part, item) { self.means.tells(place, row) } else { self.may_tell_mean(place, row) };
        match (self.whose(place, row), told) {
            (None, _) if values.len() > 1 => Told::Nothing,
            (None, _) | (_, false) => Told::Hidden,
            (Some((moment, site)), true) => {
                let (series, item) = (&self.chosen[part].series, &self.chosen[part].series.items[item]);
                let seen = series.seen(item, moment, site);
                let told = |described: Description| {
                    let values = all_values(item, &series.instrument, moment, site);
                    let interval = described.mean.interval.filter(|_| !spread_is_of_one(&item.measure, &values));
                    Told::Figure(Figure { interval, ..described.mean }, None)
                };
                seen.mean(&item.measure).map_or(Told::Nothing, told)
            }
        }
    }

    /// Whether a mean may be told as far as its own row is concerned.
    pub(super) fn may_tell_mean(&self, place: usize, row: usize) -> bool {
        let (About::Item(part, item) | About::Sites(part, item)) = self.laid[place].about else { return false };
        let (sheet, chosen) = (&self.laid[place].sheet, &self.chosen[part]);
        let Some((moment, site)) = self.whose(place, row).filter(|_| self.cells(place).is_some()) else { return false };
        // With its base a mean is one more equation about the answers: where one of them is hidden, or some were laid
        // together, it would tell more than the table.
        let width = if sheet.columns.total.is_none() { 0 } else { sheet.columns.values.len() };
        let answers = (0..width).map(|column| tables::cell(sheet, row, column)).collect();
        let one = Derived::Measure { base: tables::base(sheet, row), answers };
        let merged = width > 0 && sheet.columns.values.iter().any(|values| values.len() > 1);
        let fits = self.is_mean(part, item) == (width == 0);
        if merged || !fits || derive(&self.plan, &one, sheet.threshold).is_err() {
            return false;
        }
        let item = &chosen.series.items[item];
        let values = all_values(item, &chosen.series.instrument, moment, site);
        width > 0 || !(gives_away(&values, sheet.threshold) || is_of_few(&item.measure, &values))
    }

    /// The wave, and the site, whose people a row counts; nothing where several were laid together.
    fn whose(&self, place: usize, row: usize) -> Option<(&Moment, Option<&str>)> {
        let (About::Item(part, _) | About::Sites(part, _)) = self.laid[place].about else { return None };
        let chosen = &self.chosen[part];
        let values: Vec<&String> = self.laid[place].sheet.rows.values.get(row)?.iter().collect();
        let [value] = values[..] else { return None };
        match self.laid[place].about {
            About::Sites(..) => chosen.waves.last().map(|wave| (&chosen.series.moments[*wave], Some(value.as_str()))),
            _ => chosen.series.moments.iter().find(|moment| moment.wave == *value).map(|moment| (moment, None)),
        }
    }

    /// What may be said about how an item changed.
    pub fn said(&self, part: usize, item: usize) -> Said<'_> {
        let Some(comparison) = &self.chosen[part].comparison else { return Said::Nothing };
        let Some(line) = comparison.lines.iter().find(|line| line.item == item) else { return Said::Nothing };
        if matches!(line.verdict, Verdict::Hidden | Verdict::Apart(_)) {
            return Said::Line(line);
        }
        let waves = [comparison.earlier, comparison.later];
        let told = self.place(About::Item(part, item)).is_some_and(|place| self.may_compare(place, part, line, waves));
        if told { Said::Line(line) } else { Said::Kept }
    }

    /// The change of an item's share between two waves that both tell it, with its interval, though the comparison is kept
    /// back: whoever reads both shares can subtract them. A test and a verdict say more than that.
    pub fn subtracted(&self, part: usize, item: usize) -> Option<Figure> {
        let (comparison, place) = (self.chosen[part].comparison.as_ref()?, self.place(About::Item(part, item))?);
        let side = |wave: usize| {
            let row = tables::row_of(&self.laid[place].sheet, &self.chosen[part].series.moments[wave].wave)?;
            match self.told(place, row) {
                Told::Figure(figure, Some(count)) => Some((count, figure.base as u64)),
                _ => None,
            }
        };
        let (earlier, later) = (side(comparison.earlier)?, side(comparison.later)?);
        let enough = earlier.1.min(later.1) >= FEWEST;
        enough.then(|| binary(earlier, later).ok()).flatten().map(|found| found.change)
    }

    fn may_compare(&self, place: usize, part: usize, line: &waves::Line, waves: [usize; 2]) -> bool {
        let (sheet, series) = (&self.laid[place].sheet, &self.chosen[part].series);
        let rows: Vec<usize> =
            waves.iter().filter_map(|wave| tables::row_of(sheet, &series.moments[*wave].wave)).collect();
        let [earlier, later] = rows[..] else { return false };
        let base = |row: usize| tables::base(sheet, row);
        let cells = |row: usize| -> Vec<Key> {
            let bare = sheet.columns.total.is_none();
            let width = if bare { 0 } else { sheet.columns.values.len() };
            (0..width).map(|column| tables::cell(sheet, row, column)).collect()
        };
        let may = |figure: &Derived| derive(&self.plan, figure, sheet.threshold).is_ok();
        if matches!(line.verdict, Verdict::CountsOnly) {
            return [earlier, later].into_iter().all(|row| may(&Derived::Count(base(row))));
        }
        let item = &series.items[line.item];
        let side = |row: usize| (tables::cell(sheet, row, 0), base(row));
        if matches!(item.measure, Measure::YesNo | Measure::Ticked(_)) || self.chosen[part].tells_headline(line.item) {
            // What was tested is the share of the first column, unless that was laid together with the other one.
            let change = Derived::Change { earlier: side(earlier), later: side(later) };
            return sheet.columns.values.len() == 2 && may(&change);
        }
        // Categories that were laid together are not what was tested.
        let whole = sheet.columns.total.is_none() || sheet.columns.values.iter().all(|values| values.len() == 1);
        let bare = matches!(item.measure, Measure::Number(_) | Measure::Scale(_));
        if !whole || bare != sheet.columns.total.is_none() {
            return false;
        }
        let of_one = |wave: &usize| {
            let values = all_values(item, &series.instrument, &series.moments[*wave], None);
            spread_is_of_one(&item.measure, &values)
        };
        let untold = |row: usize| !self.means.tells(place, row);
        if bare && ([earlier, later].into_iter().any(untold) || waves.iter().any(of_one)) {
            return false;
        }
        may(&Derived::Comparison { groups: [earlier, later].map(|row| (base(row), cells(row))).into() })
    }

    /// What may be said about how a code changed; nothing where its numbers are hidden or there is one wave.
    pub fn judged(&self, code: usize) -> Option<&Judged> {
        let (place, mentions) = (self.place(About::Code(code))?, self.mentions.as_ref()?);
        let sheet = &self.laid[place].sheet;
        // Where yes and no were laid together the first column says nothing about who mentioned it.
        if sheet.columns.values.first() != Some(&BTreeSet::from(["yes".to_owned()])) {
            return None;
        }
        let later = mentions.waves.len().checked_sub(1)?;
        let rows = [later.checked_sub(1)?, later].map(|wave| tables::row_of(sheet, &mentions.waves[wave].0));
        let [Some(earlier), Some(later)] = rows else { return None };
        let side = |row: usize| (tables::cell(sheet, row, 0), tables::base(sheet, row));
        let change = Derived::Change { earlier: side(earlier), later: side(later) };
        self.judged.get(code).filter(|_| derive(&self.plan, &change, sheet.threshold).is_ok())
    }
}

/// Whether all people, or all but a few, have one value: a mean would tell what each of them said, or those few.
pub(super) fn gives_away(values: &[Option<f64>], threshold: Threshold) -> bool {
    let mut values: Vec<f64> = values.iter().copied().flatten().collect();
    values.sort_by(f64::total_cmp);
    let alike = values.chunk_by(|one, next| (next - one).abs() < 1e-9).map(<[f64]>::len).max();
    alike.is_some_and(|alike| {
        let others = (values.len() - alike) as u64;
        others == 0 || threshold.hides(others)
    })
}

/// Whether a mean of numbers is mostly that of one person: with the base it would tell that person's number.
pub(super) fn is_of_few(measure: &Measure, values: &[Option<f64>]) -> bool {
    let whole: Vec<u64> = values.iter().flatten().map(|value| (value.abs() * 100.0).round() as u64).collect();
    let rule = dominance::Rule { nearness: 0.0, ..dominance::Rule::default() };
    matches!(measure, Measure::Number(_)) && rule.hides(&whole)
}

/// Whether the spread of numbers is mostly that of one person: an interval tells it, and with it about how far out that
/// person's number lies.
fn spread_is_of_one(measure: &Measure, values: &[Option<f64>]) -> bool {
    let squares = values.iter().flatten().map(|value| value * value);
    let (largest, sum) = squares.fold((0.0_f64, 0.0), |(largest, sum), one| (largest.max(one), sum + one));
    matches!(measure, Measure::Number(_)) && largest > dominance::Rule::default().share * sum
}

impl Told {
    /// The interval, where there is one.
    pub fn interval(&self) -> Option<Interval> {
        match self {
            Self::Figure(figure, _) => figure.interval,
            _ => None,
        }
    }
}
