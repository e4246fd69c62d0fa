//! The same people, or the same organisations, in two waves: who was there both times, and how each item changed for
//! them. Who is who is found elsewhere ([`crate::linking`], or by organisation); people who are lost are counted and never
//! taken for zeros.

use std::collections::BTreeMap;

use super::verdict::{FEWEST_COMPARED, Size, Verdict, Way};
use super::{Item, Line, Measure, Moment, Rules, Series, seen};
use crate::linking::pair;
use crate::statistics::agreement::{Icc, Ratings, icc};
use crate::statistics::equivalence::Equivalence;
use crate::statistics::linked::{
    Change as Moves, Linkage, LinkedBinary, LinkedNominal, LinkedNumeric, LinkedOrdinal, Turnover, linked_binary,
    linked_nominal, linked_numeric, linked_ordinal,
};
use crate::statistics::multiplicity::{benjamini_hochberg, holm};
use crate::statistics::{Figure, Reason, detectable, equivalence};

/// Two waves of linked people.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// Place of the earlier wave among the moments.
    pub earlier: usize,
    /// Place of the later wave.
    pub later: usize,
    /// Who was there.
    pub linkage: Linkage,
    /// One for each item, in the order of the series.
    pub lines: Vec<LinkedLine>,
}

/// One item for linked people.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedLine {
    /// Place of the item in the series.
    pub item: usize,
    /// What changed.
    pub effect: LinkedEffect,
    /// How many improved, declined, stayed: higher, lower, the same.
    pub moves: Moves,
    /// People by their level earlier (row) and later (column), where the item has levels.
    pub transitions: Vec<Vec<usize>>,
    /// How alike each person's two answers are, where answers have an order (absolute agreement of the two times).
    pub steady: Option<Icc>,
    /// p-value within its family.
    pub adjusted: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

/// A change by the kind of answers.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "one for each item, and items are few")]
pub enum LinkedEffect {
    /// Yes or no: McNemar.
    Share(LinkedBinary),
    /// Answers without an order: Stuart and Maxwell.
    Mix(LinkedNominal),
    /// Ordered answers: signed ranks after Pratt, with the mean of scores beside.
    Order(LinkedOrdinal, LinkedNumeric),
    /// Numbers and scales: the paired t-test.
    Mean(LinkedNumeric),
}

impl LinkedLine {
    /// How many answered both times.
    pub fn base(&self) -> usize {
        self.moves.improved + self.moves.declined + self.moves.unchanged
    }

    /// Share improved less share declined, or lost and gained; nothing for a mix.
    pub fn net(&self) -> Option<Figure> {
        match &self.effect {
            LinkedEffect::Share(share) => Some(share.change),
            LinkedEffect::Order(order, _) => Some(order.net),
            LinkedEffect::Mean(mean) => Some(mean.change),
            LinkedEffect::Mix(_) => None,
        }
    }

    /// The p-value of the item's one test.
    pub fn p(&self) -> Option<f64> {
        p(&self.effect)
    }
}

fn p(effect: &LinkedEffect) -> Option<f64> {
    match effect {
        LinkedEffect::Share(share) => share.test.as_ref().ok().map(|test| test.p),
        LinkedEffect::Mix(mix) => mix.mix.as_ref().ok().map(|test| test.p),
        LinkedEffect::Order(order, _) => order.test.as_ref().ok().and_then(|test| test.p()),
        LinkedEffect::Mean(mean) => mean.test.as_ref().ok().map(|test| test.t.p),
    }
}

/// Follows linked people; `pairs` are places of rows in the order of the moments' tables, the earlier first.
pub fn linked(series: &Series, earlier: usize, later: usize, pairs: &[(usize, usize)], rules: Rules) -> Linked {
    let (before, after) = (&series.moments[earlier], &series.moments[later]);
    let linkage = Linkage {
        earlier: before.people(),
        later: after.people(),
        linked: pairs.len(),
        only_earlier: before.people().saturating_sub(pairs.len()),
        only_later: after.people().saturating_sub(pairs.len()),
    };
    let of_item = |item: &Item| {
        let values = both(series, item, (before, after), pairs, seen::values_of_all);
        let places = both(series, item, (before, after), pairs, seen::places_of_all);
        let transitions = transitions(item, &places);
        let effect = effect(item, &values, &transitions);
        let steady = steady(item, &values);
        (effect, moves(&values), transitions, steady)
    };
    let found: Vec<_> = series.items.iter().map(of_item).collect();
    let family = |scale: bool| -> Vec<Option<f64>> {
        let own = series.items.iter().zip(&found);
        own.map(|(item, (effect, moves, ..))| {
            let base = (moves.improved + moves.declined + moves.unchanged) as u64;
            let tested = item.is_scale() == scale && base >= rules.smallest.max(FEWEST_COMPARED);
            tested.then(|| p(effect)).flatten()
        })
        .collect()
    };
    let adjusted = benjamini_hochberg(&family(false)).into_iter().zip(holm(&family(true)));
    let lines = found.into_iter().zip(adjusted).enumerate().map(
        |(item, ((effect, moves, transitions, steady), (one, other)))| {
            let adjusted = one.or(other);
            let verdict = verdict(&series.items[item], &effect, moves, adjusted, rules);
            LinkedLine { item, effect, moves, transitions, steady, adjusted, verdict }
        },
    );
    Linked { earlier, later, linkage, lines: lines.collect() }
}

/// Pairs of rows of the same organisation, in the order of the moments' tables. An organisation that answered twice in a
/// wave counts once, with its first answer.
pub fn by_organisation(before: &Moment, after: &Moment) -> Vec<(usize, usize)> {
    let places = |moment: &Moment| {
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
        for (place, row) in rows.enumerate() {
            if let Some(organisation) = &row.organisation {
                found.entry(organisation.to_string()).or_insert(place);
            }
        }
        found
    };
    let (before, after) = (places(before), places(after));
    before.iter().filter_map(|(organisation, place)| Some((*place, *after.get(organisation)?))).collect()
}

/// Pairs of rows of the same person by their codes, in the order of the moments' tables; at one site, of those who
/// answered there both times.
pub fn by_code(before: &Moment, after: &Moment, site: Option<&str>) -> Vec<(usize, usize)> {
    let (earlier, later) = (before.codes(), after.codes());
    if earlier.iter().all(Option::is_none) || later.iter().all(Option::is_none) {
        return Vec::new();
    }
    let at_site = |moment: &Moment| -> Vec<bool> {
        let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
        rows.map(|row| site.is_none_or(|site| *row.site == *site)).collect()
    };
    let (here, there) = (at_site(before), at_site(after));
    let links = pair(&earlier, &later).links.into_iter().map(|link| (link.earlier, link.later));
    links.filter(|(one, other)| here[*one] && there[*other]).collect()
}

/// The same people in two waves, where codes link some; nothing where nobody is linked, or organisations are followed.
pub fn of_people(series: &Series, earlier: usize, later: usize, site: Option<&str>, rules: Rules) -> Option<Linked> {
    let (before, after) = (&series.moments[earlier], &series.moments[later]);
    if !by_organisation(before, after).is_empty() {
        return None;
    }
    let pairs = by_code(before, after, site);
    (!pairs.is_empty()).then(|| linked(series, earlier, later, &pairs, rules))
}

type Read<T> = fn(&Item, &instruments::Instrument, &Moment) -> Vec<Option<T>>;

fn both<T: Copy>(
    series: &Series,
    item: &Item,
    (before, after): (&Moment, &Moment),
    pairs: &[(usize, usize)],
    read: Read<T>,
) -> Vec<(Option<T>, Option<T>)> {
    let (before, after) = (read(item, &series.instrument, before), read(item, &series.instrument, after));
    let at = |values: &[Option<T>], place: usize| values.get(place).copied().flatten();
    pairs.iter().map(|(earlier, later)| (at(&before, *earlier), at(&after, *later))).collect()
}

fn moves(values: &[(Option<f64>, Option<f64>)]) -> Moves {
    let mut moves = Moves::default();
    for (earlier, later) in values.iter().filter_map(|(earlier, later)| earlier.zip(*later)) {
        match later.total_cmp(&earlier) {
            std::cmp::Ordering::Greater => moves.improved += 1,
            std::cmp::Ordering::Less => moves.declined += 1,
            std::cmp::Ordering::Equal => moves.unchanged += 1,
        }
    }
    moves
}

/// Both times as two ratings of the same person.
fn steady(item: &Item, values: &[(Option<f64>, Option<f64>)]) -> Option<Icc> {
    if matches!(item.measure, Measure::YesNo | Measure::Ticked(_) | Measure::Nominal(_)) {
        return None;
    }
    let person = |(place, (earlier, later)): (usize, &(Option<f64>, Option<f64>))| (place, vec![*earlier, *later]);
    let rows: Vec<(usize, Vec<Option<f64>>)> = values.iter().enumerate().map(person).collect();
    Ratings::of_numbers(2, &rows).ok().map(|ratings| icc(&ratings))
}

/// People by place earlier and later; two places for yes and ticked.
fn transitions(item: &Item, places: &[(Option<usize>, Option<usize>)]) -> Vec<Vec<usize>> {
    let size = match &item.measure {
        Measure::YesNo | Measure::Ticked(_) => 2,
        Measure::Nominal(levels) | Measure::Ordinal(levels) => levels.len(),
        Measure::Number(_) | Measure::Scale(_) => 0,
    };
    let mut table = vec![vec![0; size]; size];
    for (earlier, later) in places.iter().filter_map(|(earlier, later)| earlier.zip(*later)) {
        table[earlier][later] += 1;
    }
    table
}

fn effect(item: &Item, values: &[(Option<f64>, Option<f64>)], transitions: &[Vec<usize>]) -> LinkedEffect {
    match &item.measure {
        Measure::YesNo | Measure::Ticked(_) => LinkedEffect::Share(linked_binary(Turnover {
            both: transitions[0][0],
            lost: transitions[0][1],
            gained: transitions[1][0],
            neither: transitions[1][1],
        })),
        Measure::Nominal(_) => LinkedEffect::Mix(linked_nominal(transitions)),
        Measure::Ordinal(_) => LinkedEffect::Order(linked_ordinal(values), linked_numeric(values)),
        Measure::Number(_) | Measure::Scale(_) => LinkedEffect::Mean(linked_numeric(values)),
    }
}

fn verdict(item: &Item, effect: &LinkedEffect, moves: Moves, adjusted: Option<f64>, rules: Rules) -> Verdict {
    let base = (moves.improved + moves.declined + moves.unchanged) as u64;
    if base < rules.smallest {
        return Verdict::Hidden;
    }
    if base < FEWEST_COMPARED {
        return Verdict::CountsOnly;
    }
    let (Some(p), Some(adjusted)) = (p(effect), adjusted) else { return Verdict::Untested(Reason::AllAnswersEqual) };
    let net = net(effect);
    let clear = net.and_then(|net| net.interval).map(|interval| interval.low > 0.0 || interval.high < 0.0);
    let way = match net.and_then(|net| net.estimate) {
        None => Way::Other,
        Some(0.0) => Way::Level,
        Some(change) if change > 0.0 => Way::Up,
        Some(_) => Way::Down,
    };
    match (p < 0.05, adjusted < 0.05, clear) {
        (_, true, Some(true) | None) => Verdict::Clear { way, size: size(effect) },
        (true, false, Some(true) | None) => Verdict::Borderline { way, among_many: true },
        (true, _, Some(false)) | (false, _, Some(true)) => Verdict::Borderline { way, among_many: false },
        _ => same(item, effect).map_or_else(|| Verdict::NotEnough(visible(effect)), Verdict::AboutTheSame),
    }
}

fn net(effect: &LinkedEffect) -> Option<Figure> {
    match effect {
        LinkedEffect::Share(share) => Some(share.change),
        LinkedEffect::Order(order, _) => Some(order.net),
        LinkedEffect::Mean(mean) => Some(mean.change),
        LinkedEffect::Mix(_) => None,
    }
}

/// Words for the size: dz of numbers like g; the net share like δ.
fn size(effect: &LinkedEffect) -> Size {
    match effect {
        LinkedEffect::Mean(mean) => {
            let dz = mean.test.as_ref().ok().and_then(|test| test.dz.estimate);
            Size::by(dz.unwrap_or(0.0), [0.2, 0.5, 0.8])
        }
        LinkedEffect::Mix(_) => Size::Medium,
        _ => Size::by(net(effect).and_then(|net| net.estimate).unwrap_or(0.0), [0.147, 0.33, 0.474]),
    }
}

/// The margin that any change is smaller than, if that can be said: ten points, or 0.3 on a scale from 1 to 5.
fn same(item: &Item, effect: &LinkedEffect) -> Option<f64> {
    match effect {
        LinkedEffect::Share(share) => {
            let interval = share.change.interval?;
            (interval.low > -0.1 && interval.high < 0.1).then_some(10.0)
        }
        LinkedEffect::Order(..) | LinkedEffect::Mean(_) => {
            equivalent(item, effect).filter(Equivalence::holds).map(|test| test.margin)
        }
        LinkedEffect::Mix(_) => None,
    }
}

/// The test of "any change is smaller than the margin" of a mean; nothing for shares.
pub fn equivalent(item: &Item, effect: &LinkedEffect) -> Option<Equivalence> {
    let (LinkedEffect::Order(_, mean) | LinkedEffect::Mean(mean)) = effect else { return None };
    let margin = super::verdict::margin_of_means(&item.measure)?;
    equivalence::of_changes(mean.change.estimate?, mean.sd?, mean.base, margin).ok()
}

/// From which mean change on so many linked people would show it, by the spread of their changes.
fn visible(effect: &LinkedEffect) -> Option<f64> {
    match effect {
        LinkedEffect::Mean(mean) => detectable::linked_mean(mean.base as u64, mean.sd?).ok().map(|found| found.raw),
        _ => None,
    }
}

/// The earlier wave's answers of people who are linked, against those of the rest: who was lost may be others than who
/// stayed. In each change, `later` are the linked; all questions and scales are one family (Benjamini and Hochberg).
pub fn against_the_rest(series: &Series, moment: usize, pairs: &[(usize, usize)], rules: Rules) -> Vec<Line> {
    let moment = &series.moments[moment];
    let linked: std::collections::BTreeSet<usize> = pairs.iter().map(|(earlier, _)| *earlier).collect();
    let compared = |item: &Item| {
        let side =
            |wanted: bool| seen::of_some(item, &series.instrument, moment, |row| linked.contains(&row) == wanted);
        super::Change::of(item, side(false), side(true))
    };
    let changes: Vec<super::Change> = series.items.iter().map(compared).collect();
    let fewest = rules.smallest.max(FEWEST_COMPARED);
    let tested = |change: &super::Change| {
        let enough = change.earlier.base().min(change.later.base()) >= fewest;
        enough.then(|| change.p()).flatten()
    };
    let adjusted = benjamini_hochberg(&changes.iter().map(tested).collect::<Vec<_>>());
    let verdict = |(item, (change, adjusted)): (usize, (super::Change, Option<f64>))| {
        let verdict = Verdict::of(&series.items[item], &change, adjusted, rules, false);
        Line { item, change, adjusted, verdict }
    };
    changes.into_iter().zip(adjusted).enumerate().map(verdict).collect()
}
