//! Two waves of an instrument held against each other: every item with its change and its verdict. Items are one family,
//! adjusted after Benjamini and Hochberg; scales another, after Holm.

use super::seen::{Seen, What};
use super::wording::{Class, units};
use super::{Change, Item, Moment, Rules, Series, Verdict, seen};
use crate::parallel;
use crate::statistics::multiplicity::{benjamini_hochberg, holm};

/// Two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Place of the earlier wave among the moments.
    pub earlier: usize,
    /// Place of the later wave.
    pub later: usize,
    /// The site, if only one is looked at.
    pub site: Option<String>,
    /// One for each item, in the order of the series.
    pub lines: Vec<Line>,
}

/// One item in two waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Place of the item in the series.
    pub item: usize,
    /// What changed.
    pub change: Change,
    /// p-value within its family.
    pub adjusted: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

impl Comparison {
    /// How many tests the families of items and of scales count.
    pub fn tests(&self, series: &Series) -> (usize, usize) {
        let tested = |scale: bool| {
            let lines = self.lines.iter().filter(|line| series.items[line.item].is_scale() == scale);
            lines.filter(|line| line.adjusted.is_some()).count()
        };
        (tested(false), tested(true))
    }

    /// Lines whose change is clear, the largest first: what a coordinator should see first.
    pub fn clear(&self) -> Vec<&Line> {
        let mut clear: Vec<(&Line, super::Size)> = self
            .lines
            .iter()
            .filter_map(|line| match line.verdict {
                Verdict::Clear { size, .. } => Some((line, size)),
                _ => None,
            })
            .collect();
        clear.sort_by(|(one, size), (other, than)| than.cmp(size).then_with(|| p(one).total_cmp(&p(other))));
        clear.into_iter().map(|(line, _)| line).collect()
    }
}

fn p(line: &Line) -> f64 {
    line.change.p().unwrap_or(1.0)
}

/// Compares two moments of a series, at all sites or at one; the series is read as the later one asked it
/// ([`Series::as_asked`]).
pub fn compare(series: &Series, earlier: usize, later: usize, site: Option<&str>, rules: Rules) -> Comparison {
    compare_as(series, [earlier, later], site, &[], rules)
}

/// The same at all sites where of some items, by their places, the share that is their headline is compared, and not every
/// answer.
pub fn compare_shares(series: &Series, earlier: usize, later: usize, shares: &[usize], rules: Rules) -> Comparison {
    compare_as(series, [earlier, later], None, shares, rules)
}

fn compare_as(
    series: &Series,
    [earlier, later]: [usize; 2],
    site: Option<&str>,
    shares: &[usize],
    rules: Rules,
) -> Comparison {
    let (before, after) = (&series.moments[earlier], &series.moments[later]);
    let all: Vec<usize> = (0..series.items.len()).collect();
    let changes = parallel::map(&all, |place| {
        let item = &series.items[*place];
        let said = |moment: &Moment| {
            let seen = seen::seen(item, &series.instrument, moment, site);
            if shares.contains(place) { seen.as_share(&item.measure) } else { seen }
        };
        Change::of(item, said(before), said(after))
    });
    let adjusted = adjusted(&series.items, &changes, rules);
    let everybody = site.is_none() && is_everybody(before) && is_everybody(after);
    let lines = changes.into_iter().zip(adjusted).enumerate().map(|(place, (change, adjusted))| {
        let item = &series.items[place];
        // Everybody answered this very question, not only the survey.
        let all = |moment: &Moment, seen: &Seen| moment.population == Some(seen.base());
        let everybody = everybody && all(before, &change.earlier) && all(after, &change.later);
        let verdict = apart(series, item, before, after, &change)
            .map_or_else(|| Verdict::of(item, &change, adjusted, rules, everybody), Verdict::Apart);
        Line { item: place, change, adjusted, verdict }
    });
    Comparison { earlier, later, site: site.map(str::to_owned), lines: lines.collect() }
}

/// Whether all that there are answered.
fn is_everybody(moment: &Moment) -> bool {
    moment.population.is_some_and(|population| population > 0 && population == moment.people() as u64)
}

/// p-values within their families. What is not shown is not tested.
fn adjusted(items: &[Item], changes: &[Change], rules: Rules) -> Vec<Option<f64>> {
    let fewest = rules.smallest.max(super::verdict::FEWEST_COMPARED);
    let family = |scale: bool| -> Vec<Option<f64>> {
        let tested = items.iter().zip(changes).map(|(item, change)| {
            let enough = change.earlier.base().min(change.later.base()) >= fewest;
            (item.is_scale() == scale && enough).then(|| change.p()).flatten()
        });
        tested.collect()
    };
    let (of_items, of_scales) = (benjamini_hochberg(&family(false)), holm(&family(true)));
    of_items.into_iter().zip(of_scales).map(|(item, scale)| item.or(scale)).collect()
}

/// Why an item may not be compared: all answers of one wave are kept apart, or it was not asked there.
fn apart(series: &Series, item: &Item, before: &Moment, after: &Moment, change: &Change) -> Option<Class> {
    let parts = units(item, &series.instrument);
    [(before, &change.earlier), (after, &change.later)].into_iter().find_map(|(moment, seen)| {
        if seen.tally.total > 0 && was_asked(seen) {
            return None;
        }
        let steps = moment.versions.iter().flat_map(|version| series.breaks.apart(version, &series.version, &parts));
        // An option that was not offered yet breaks no line, and yet nobody could choose it.
        let new = seen.tally.total > 0 || seen.left_out > 0;
        steps.map(super::wording::Step::class).max().or_else(|| new.then_some(Class::New))
    })
}

/// Whether anybody saw it.
fn was_asked(seen: &Seen) -> bool {
    let not_asked = seen.tally.missing(instruments::MissingReason::NotAsked);
    seen.tally.total > not_asked || matches!(seen.what, What::Numbers(_)) && seen.tally.answered > 0
}
