//! One item by another in the last wave: fixed groups only, those of closed questions with one answer. Its margins hang
//! together with the tables of both items, so that all are planned as one.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::tables::{self, About, Chosen, Laid};
use super::told::Line;
use crate::disclosure::derive::{Derived, derive};
use crate::disclosure::plan::{Axis, Sheet, Verdict};
use crate::waves::{Crosstab, Item, Measure, Moment, Rules, crosstab};

/// Whether an item has fixed groups: one answer of several. Options that may be ticked beside others are no groups, and
/// numbers have none.
pub fn has_groups(item: &Item) -> bool {
    matches!(item.measure, Measure::YesNo | Measure::Nominal(_) | Measure::Ordinal(_))
}

impl Chosen {
    /// The table of an item by another; nothing where it leaves few.
    pub(super) fn crossed_sheet(&self, part: usize, number: usize) -> Option<Laid> {
        let (place, Some(by)) = *self.crossed.get(number)? else { return None };
        let found = self.crosstab(place, by)?;
        if self.crossing_leaves_few(place, by) {
            return None;
        }
        let (last, axis) = (self.last()?, |place: usize| {
            let item = &self.series.items[place];
            let codes = tables::columns(item)?;
            Some(Axis::answers(&item.key, codes.iter().map(String::as_str)))
        });
        let groups = (0..found.columns.len()).map(|group| found.counts.iter().map(|row| row[group]).collect());
        let sheet = Sheet {
            name: format!("{}.by.{}", self.name(place), self.series.items[by].key),
            threshold: self.threshold,
            within: self.everybody().with("wave", &last.wave),
            rows: axis(by)?,
            columns: axis(place)?,
            counts: groups.collect(),
            // Everything that is told of it is made of its counts.
            people: Vec::new(),
        };
        (!sheet.counts.is_empty()).then(|| Laid::new(About::Crossed(part, number), sheet))
    }

    fn last(&self) -> Option<&Moment> {
        self.waves.last().map(|wave| &self.series.moments[*wave])
    }

    fn crosstab(&self, place: usize, by: usize) -> Option<Crosstab> {
        let (item, by) = (&self.series.items[place], &self.series.items[by]);
        if !has_groups(item) || !has_groups(by) || item.key == by.key {
            return None;
        }
        let rules = Rules { smallest: self.threshold.smallest() };
        crosstab(&self.series, *self.waves.last()?, item, Some(by), &[], rules)
    }

    /// Whether one of two items was asked on a condition, and those of some answer to whom only the other was asked are few:
    /// they would be found by subtraction.
    pub fn crossing_leaves_few(&self, place: usize, by: usize) -> bool {
        if self.leaves_few(place) || self.leaves_few(by) {
            return true;
        }
        let items = [&self.series.items[place], &self.series.items[by]];
        if !items.iter().any(|item| self.is_conditional(item)) {
            return false;
        }
        let (Some(found), Some(last)) = (self.crosstab(place, by), self.last()) else { return false };
        let alone = items.map(|item| {
            let seen = self.series.seen(item, last, None);
            tables::counts(&seen.what, seen.base())
        });
        let rows = found.counts.iter().map(|row| row.iter().sum::<u64>());
        let few = |(all, both): (&u64, u64)| self.threshold.hides(all.saturating_sub(both));
        alone[0].iter().zip(rows).any(few) || alone[1].iter().zip(found.bases.iter().copied()).any(few)
    }
}

impl Draft {
    /// The last row of a table, that of all its groups; nothing where they are not added up.
    pub fn all_groups(&self, place: usize) -> Option<Line> {
        let sheet = &self.laid[place].sheet;
        sheet.rows.total.as_ref()?;
        let cells = self.cells(place)?.get(sheet.rows.values.len())?;
        let shown: Vec<Option<u64>> = cells.iter().map(Verdict::shown).collect();
        let base = shown.last().copied().flatten();
        let counts = shown.into_iter().take(sheet.columns.values.len()).collect();
        Some(Line { values: BTreeSet::new(), base, counts })
    }

    /// What is known of how two items hang together; nothing where that would tell of what is hidden, or some groups or
    /// answers were laid together.
    pub fn related(&self, part: usize, number: usize) -> Option<Crosstab> {
        let (place, chosen) = (self.place(About::Crossed(part, number))?, &self.chosen[part]);
        let sheet = &self.laid[place].sheet;
        let whole = |axis: &Axis| axis.total.is_some() && axis.values.iter().all(|values| values.len() == 1);
        if !whole(&sheet.rows) || !whole(&sheet.columns) {
            return None;
        }
        let row = |row: usize| {
            let cells = (0..sheet.columns.values.len()).map(|column| tables::cell(sheet, row, column)).collect();
            Derived::Measure { base: tables::base(sheet, row), answers: cells }
        };
        let there = |row: &usize| sheet.counts[*row].iter().sum::<u64>() > 0;
        let rows = (0..sheet.counts.len()).filter(there);
        if !rows.map(row).all(|figure| derive(&self.plan, &figure, sheet.threshold).is_ok()) {
            return None;
        }
        let (item, by) = *chosen.crossed.get(number)?;
        chosen.crosstab(item, by?)
    }
}
