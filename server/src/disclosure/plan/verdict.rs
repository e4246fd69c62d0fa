//! What became of each count and each table, and why.

use std::collections::BTreeMap;

use super::book::{Book, Origin};
use super::settle::Ground;
use super::{Key, Plan, Proposal, Sheet};
use crate::disclosure::merge::Side;
use crate::disclosure::{Bounds, Finding, Protection, Standing};

/// Why a count is shown or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Shown: nothing speaks against it.
    Enough,
    /// Shown: an earlier release showed it.
    Released,
    /// Hidden: it is small.
    Small,
    /// Hidden: with it a small one could be worked out.
    Protecting,
    /// Hidden: an earlier release hid it.
    HiddenBefore,
}

/// What became of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was counted: for the house only where it is hidden.
    pub count: u64,
    /// Why it is shown or hidden.
    pub reason: Reason,
    /// What readers can work out where it is hidden.
    pub bounds: Option<Bounds>,
    /// What it needs, where it is hidden for its own sake.
    pub need: Option<Protection>,
}

impl Verdict {
    /// The count where it is shown.
    pub fn shown(&self) -> Option<u64> {
        self.bounds.is_none().then_some(self.count)
    }
}

/// Why a table is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Its counts do not fit its rows and columns.
    Malformed,
    /// It says something else than another table.
    Contradiction {
        /// Of whom.
        key: Key,
        /// What one says.
        one: u64,
        /// What the other one says.
        other: u64,
    },
    /// It counts other people than an earlier release, be they as many, as when a response was withdrawn since and another
    /// one came, or when a wording was classed anew: the difference would tell.
    Corrected {
        /// The release.
        release: String,
        /// Of whom.
        key: Key,
        /// What was released or hidden then.
        released: u64,
        /// What it is now.
        now: u64,
    },
    /// It counts all but a few of the people of another count: those few could be found by subtraction.
    Nested {
        /// The narrower.
        inner: Key,
        /// The wider.
        outer: Key,
        /// How many lie between.
        difference: u64,
    },
    /// All that it counts would have to be hidden.
    NothingLeft,
    /// This small count can be worked out whatever else is hidden.
    Exposed(Key),
}

/// What became of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "one for each table, and tables are few")]
pub enum Outcome {
    /// It may be published with what is shown.
    Published {
        /// Its cells row by row, totals last.
        cells: Vec<Vec<Verdict>>,
        /// Rows and columns whose people all gave the same answer: to be looked at before such an answer is shown.
        one_sided: Vec<(Side, usize)>,
    },
    /// It may not be published.
    Withheld {
        /// Why.
        obstacles: Vec<Obstacle>,
        /// What could be published instead; nothing where nothing of it can.
        proposal: Option<Proposal>,
    },
}

/// A table and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// How it is called.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// The plan of a book that was found to be safe; nothing is offered yet.
pub(super) fn plan(
    ground: &Ground,
    book: &Book,
    findings: &[Finding],
    mut withheld: BTreeMap<usize, Vec<Obstacle>>,
) -> Plan {
    let (mut verdicts, mut sums, mut sheets, mut people) = (BTreeMap::new(), Vec::new(), Vec::new(), BTreeMap::new());
    for (number, sheet) in ground.sheets.iter().enumerate() {
        let outcome = match withheld.remove(&number) {
            Some(obstacles) => Outcome::Withheld { obstacles, proposal: None },
            None => {
                let cells = judged(sheet, book, findings, &mut verdicts);
                sums.extend(added(sheet));
                people.extend(sheet.crowds());
                Outcome::Published { cells, one_sided: sheet.one_sided() }
            }
        };
        sheets.push(Planned { name: sheet.name.clone(), outcome });
    }
    for beneath in ground.beneath.iter().filter(|beneath| published(&sheets, &beneath.sheet)) {
        sums.extend(beneath.sums.iter().cloned());
    }
    Plan { sheets, verdicts, sums, people, beneath: book.unseen() }
}

fn published(sheets: &[Planned], name: &str) -> bool {
    sheets.iter().any(|sheet| sheet.name == name && matches!(sheet.outcome, Outcome::Published { .. }))
}

fn judged(
    sheet: &Sheet,
    book: &Book,
    findings: &[Finding],
    verdicts: &mut BTreeMap<Key, Verdict>,
) -> Vec<Vec<Verdict>> {
    let mut judge = |(key, count): (Key, u64)| {
        let verdict = book.place(&key).map_or(NOT_THERE, |place| book.verdict(place, count, findings));
        verdicts.insert(key, verdict);
        verdict
    };
    let cells = sheet.cells().unwrap_or_default();
    cells.into_iter().map(|row| row.into_iter().map(&mut judge).collect()).collect()
}

/// Of a count that is in no book: hidden, as nothing is known of it.
const NOT_THERE: Verdict =
    Verdict { count: 0, reason: Reason::Small, bounds: Some(Bounds { low: 0, high: None }), need: None };

fn added(sheet: &Sheet) -> Vec<(Vec<Key>, Key)> {
    let cells = sheet.cells().unwrap_or_default();
    let key = |(row, column): (usize, usize)| cells[row][column].0.clone();
    sheet.sums().into_iter().map(|(parts, total)| (parts.into_iter().map(key).collect(), key(total))).collect()
}

impl Book {
    fn verdict(&self, place: usize, count: u64, findings: &[Finding]) -> Verdict {
        let released = matches!(self.origins[place], Origin::Released(_));
        let found = findings.binary_search_by_key(&place, |finding| finding.place);
        let need = self.needs[place];
        let reason = match self.figures.standing(place) {
            Standing::Hidden if released => Reason::HiddenBefore,
            Standing::Hidden if need.is_some() => Reason::Small,
            Standing::Hidden => Reason::Protecting,
            _ if released => Reason::Released,
            _ => Reason::Enough,
        };
        Verdict { count, reason, bounds: found.ok().map(|found| findings[found].bounds), need }
    }
}
