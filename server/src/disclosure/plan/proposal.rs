//! What could be published of a table that no hiding makes safe: fewer categories, or its totals alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::People;
use super::sheet::{Axis, Sheet};
use crate::disclosure::merge::{Side, pairs};

/// What is changed of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Categories are laid together, one pair after the other; places are those after the pairs before.
    Merged(Vec<(Side, (usize, usize))>),
    /// Only the totals along one side are left.
    Totals(Side),
    /// Only these rows are left: of the others an earlier release counts other people.
    Rows(BTreeSet<usize>),
}

/// What could be published instead of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is changed.
    pub form: Form,
    /// The table then.
    pub sheet: Sheet,
    /// How many counts are hidden then, of all that it hangs together with.
    pub hidden: usize,
    /// Whether it may be taken together with what is offered instead of all other tables.
    pub together: bool,
}

/// So many pairs are tried at each step, those that make the smallest categories.
const TRIED: usize = 6;

/// So many tables of laid-together categories are planned at most: each costs as much as the plan of everything.
const PLANNED: usize = 4;

/// Looks for the fewest pairs to lay together, then for totals alone; `hides` says how many counts a table hides, or that
/// it is not safe, `goes` whether it goes out when everything is planned with it.
pub(super) fn propose(
    sheet: &Sheet,
    hides: impl Fn(&Sheet) -> Option<usize>,
    goes: impl Fn(&Proposal) -> bool,
) -> Option<Proposal> {
    merge(sheet, &hides, &goes).or_else(|| {
        let totals = [Side::Rows, Side::Columns].into_iter().filter_map(|side| Some((side, sheet.totals(side)?)));
        let safe = totals.filter_map(|(side, sheet)| {
            let hidden = hides(&sheet)?;
            Some(Proposal { form: Form::Totals(side), sheet, hidden, together: false })
        });
        best(safe.collect()).find(goes)
    })
}

fn merge(sheet: &Sheet, hides: impl Fn(&Sheet) -> Option<usize>, goes: impl Fn(&Proposal) -> bool) -> Option<Proposal> {
    let (mut sheet, mut steps, mut left) = (sheet.clone(), Vec::new(), PLANNED);
    loop {
        let tried = candidates(&sheet);
        let safe = tried.iter().filter_map(|(step, merged)| {
            let (hidden, form) = (hides(merged)?, Form::Merged(steps.iter().chain([step]).copied().collect()));
            Some(Proposal { form, sheet: merged.clone(), hidden, together: false })
        });
        let safe: Vec<Proposal> = best(safe.collect()).take(left).collect();
        left -= safe.len();
        if let Some(found) = safe.into_iter().find(&goes) {
            return Some(found);
        }
        let (step, merged) = tried.into_iter().next().filter(|_| left > 0)?;
        steps.push(step);
        sheet = merged;
    }
}

/// Those that hide least first.
fn best(mut proposals: Vec<Proposal>) -> impl Iterator<Item = Proposal> {
    proposals.sort_by_key(|proposal| proposal.hidden);
    proposals.into_iter()
}

/// A table with one pair laid together: which side, which two, and the table.
type Candidate = ((Side, (usize, usize)), Sheet);

/// Tables with one pair laid together, the smallest category first.
fn candidates(sheet: &Sheet) -> Vec<Candidate> {
    let rows = pairs(sheet.rows.values.len(), sheet.rows.ordered).map(|pair| (Side::Rows, pair));
    let columns = pairs(sheet.columns.values.len(), sheet.columns.ordered).map(|pair| (Side::Columns, pair));
    let people = |(side, (first, second)): &(Side, (usize, usize))| -> u64 {
        match side {
            Side::Rows => sheet.counts[*first].iter().chain(&sheet.counts[*second]).sum(),
            Side::Columns => sheet.counts.iter().map(|row| row[*first] + row[*second]).sum(),
        }
    };
    // Waves are not people of one group: they are never laid together.
    let merges = |(side, _): &(Side, (usize, usize))| match side {
        Side::Rows => sheet.rows.total.is_some(),
        Side::Columns => sheet.columns.total.is_some(),
    };
    let mut steps: Vec<_> = rows.chain(columns).filter(merges).collect();
    steps.sort_by_key(people);
    steps.into_iter().take(TRIED).map(|(side, pair)| ((side, pair), sheet.merged(side, pair))).collect()
}

impl Sheet {
    /// The table in a form that was proposed; nothing where it does not fit.
    pub fn formed(&self, form: &Form) -> Option<Self> {
        match form {
            Form::Totals(side) => self.totals(*side),
            Form::Rows(rows) => self.with_rows(rows),
            Form::Merged(steps) => steps.iter().try_fold(self.clone(), |sheet, (side, pair)| {
                let places = match side {
                    Side::Rows => sheet.rows.values.len(),
                    Side::Columns => sheet.columns.values.len(),
                };
                (pair.0 < pair.1 && pair.1 < places).then(|| sheet.merged(*side, *pair))
            }),
        }
    }

    /// The table with some of its rows; nothing where rows are added up, or none is left.
    fn with_rows(&self, rows: &BTreeSet<usize>) -> Option<Self> {
        let mut sheet = self.clone();
        sheet.counts = pick(&self.counts, rows);
        sheet.people = pick(&self.people, rows);
        sheet.rows.values = pick(&self.rows.values, rows);
        (self.rows.total.is_none() && !sheet.counts.is_empty()).then_some(sheet)
    }

    /// The totals along one side, each of a row or of a column; nothing where they are not added up.
    fn totals(&self, side: Side) -> Option<Self> {
        let mut sheet = self.clone();
        match side {
            Side::Rows => {
                sheet.within = self.within.clone().and(self.columns.total.as_ref()?);
                sheet.columns = Axis::none();
                sheet.counts = self.counts.iter().map(|row| vec![row.iter().sum()]).collect();
            }
            Side::Columns => {
                sheet.within = self.within.clone().and(self.rows.total.as_ref()?);
                sheet.rows = Axis::none();
                let column = |place: usize| self.counts.iter().map(|row| row[place]).sum();
                sheet.counts = vec![(0..self.columns.values.len()).map(column).collect()];
                sheet.people = self.people.iter().copied().reduce(People::and).into_iter().collect();
            }
        }
        Some(sheet)
    }
}

fn pick<T: Clone>(all: &[T], places: &BTreeSet<usize>) -> Vec<T> {
    places.iter().filter_map(|place| all.get(*place).cloned()).collect()
}

impl Axis {
    /// A single category that says nothing: for a table of one way.
    pub fn none() -> Self {
        Self { variable: String::new(), values: vec![BTreeSet::new()], total: None, ordered: false }
    }
}
