//! Tables that are to be published together, planned so that neither they nor all that was released before gives away a
//! small count.
//!
//! What hangs together is hidden together, part by part. A table that no hiding makes safe is withheld. The whole is attacked
//! once more at the end, and its bounds are kept. Then other forms of what is withheld are planned in its place, and the
//! first that goes out is offered.

mod beneath;
mod book;
mod key;
mod ledger;
mod links;
mod offer;
mod people;
mod proposal;
mod rings;
mod settle;
mod sheet;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

pub use beneath::Beneath;
pub use key::Key;
pub use ledger::{Figure, Ledger, Release};
pub use people::People;
pub use proposal::{Form, Proposal};
pub use sheet::{Axis, Sheet};
pub use verdict::{Obstacle, Outcome, Planned, Reason, Verdict};

use self::book::Book;
use self::settle::Ground;
use super::attack::Unsolved;
use super::parts::Part;

/// What of some tables may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The tables in the order in which they were given.
    pub sheets: Vec<Planned>,
    /// Every count of the tables that are not withheld.
    pub verdicts: BTreeMap<Key, Verdict>,
    /// Which of them add up to which.
    pub sums: Vec<(Vec<Key>, Key)>,
    /// Whom the bases of those tables count, as far as that is known.
    pub people: BTreeMap<Key, People>,
    /// Counts that no table shows, and that a reader knows to add up to some of these.
    pub beneath: Vec<(Key, Figure)>,
}

impl Plan {
    /// What became of a count; nothing where no table shows it.
    pub fn verdict(&self, key: &Key) -> Option<&Verdict> {
        self.verdicts.get(key)
    }

    /// Whether every table can be published.
    pub fn is_whole(&self) -> bool {
        self.sheets.iter().all(|sheet| matches!(sheet.outcome, Outcome::Published { .. }))
    }
}

/// Plans tables beside all that was released before; `progress` is told how much is done, and of how much.
///
/// # Errors
/// When it cannot be worked out: then nothing may be published.
pub fn plan(sheets: &[Sheet], ledger: &Ledger, progress: &mut dyn FnMut(usize, usize)) -> Result<Plan, Unsolved> {
    plan_over(sheets, &[], ledger, progress)
}

/// The same for tables beneath which something lies.
///
/// # Errors
/// As [`plan`].
pub fn plan_over(
    sheets: &[Sheet],
    beneath: &[Beneath],
    ledger: &Ledger,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Plan, Unsolved> {
    plan_until(sheets, beneath, ledger, progress, &AtomicBool::new(false))
}

/// The same, unless nobody wants it any more: then `stop` is set, and it ends unsolved.
///
/// # Errors
/// As [`plan`], and when it was stopped.
pub fn plan_until(
    sheets: &[Sheet],
    beneath: &[Beneath],
    ledger: &Ledger,
    progress: &mut dyn FnMut(usize, usize),
    stop: &AtomicBool,
) -> Result<Plan, Unsolved> {
    let ground = Ground::new(sheets, beneath, ledger, stop)?;
    let mut plan = settled(&ground, progress)?;
    ground.offer(&mut plan);
    ground.goes_on().map(|()| plan)
}

/// Plans tables without a word on what could be published instead of those that are withheld.
fn settled(ground: &Ground, progress: &mut dyn FnMut(usize, usize)) -> Result<Plan, Unsolved> {
    let sheets = ground.sheets;
    let mut withheld: BTreeMap<usize, Vec<Obstacle>> = BTreeMap::new();
    let mut hidden: BTreeSet<Key> = BTreeSet::new();
    let all: Vec<usize> = (0..sheets.len()).collect();
    let (mut book, clashes) = ground.book(&all);
    withheld.extend(clashes.into_iter().map(|(sheet, obstacle)| (sheet, vec![obstacle])));
    withheld.extend(ground.nested(&book, &all));
    if !withheld.is_empty() {
        book = ground.book(&left(sheets.len(), &withheld)).0;
    }
    book.show_wide();
    let taken = left(sheets.len(), &withheld);
    // What was released and has nothing to do with these tables has been attacked already.
    let new = |part: &Part| part.places.iter().any(|place| book.thresholds[*place].is_some());
    let parts: Vec<Part> = book.figures.parts().into_iter().filter(new).collect();
    let of = parts.len() + 1;
    for (done, part) in parts.iter().enumerate() {
        ground.goes_on()?;
        progress(done, of);
        let settled = ground.settle_part(&book, part, &taken)?;
        hidden.extend(settled.hidden);
        for (sheet, obstacles) in settled.withheld {
            withheld.entry(sheet).or_insert(obstacles);
        }
    }
    for sheet in ground.empty(&left(sheets.len(), &withheld), &hidden) {
        withheld.insert(sheet, vec![Obstacle::NothingLeft]);
    }
    progress(parts.len(), of);
    let plan = attacked(ground, withheld, &hidden)?;
    progress(of, of);
    Ok(plan)
}

/// Attacks the whole; should anything be found all the same, the tables that hold it are withheld.
fn attacked(
    ground: &Ground,
    mut withheld: BTreeMap<usize, Vec<Obstacle>>,
    hidden: &BTreeSet<Key>,
) -> Result<Plan, Unsolved> {
    loop {
        ground.goes_on()?;
        let staying = left(ground.sheets.len(), &withheld);
        let mut book = ground.book(&staying).0;
        hide(&mut book, hidden);
        let exposed = book.figures.exposed(&book.needs, usize::MAX)?;
        let mut found = ground.holding(&staying, &book, &exposed);
        if exposed.is_empty() {
            let Some((exposed, ring)) = book.exposed_in_ring()? else {
                let findings = book.figures.attack_on(|place| book.is_of_a_table(place))?;
                return Ok(verdict::plan(ground, &book, &findings, withheld));
            };
            // Without one of its tables it is no ring any more: the last one gives way.
            let last = staying.iter().rev().find(|sheet| ground.sheets[**sheet].keys().is_subset(&ring));
            found = last.map(|sheet| (*sheet, exposed)).into_iter().collect();
        }
        if found.is_empty() {
            return Err(Unsolved);
        }
        for (sheet, exposed) in found {
            withheld.insert(sheet, book.obstacles(&exposed));
        }
    }
}

fn left<T>(sheets: usize, withheld: &BTreeMap<usize, T>) -> Vec<usize> {
    (0..sheets).filter(|sheet| !withheld.contains_key(sheet)).collect()
}

fn hide(book: &mut Book, hidden: &BTreeSet<Key>) {
    for place in 0..book.keys.len() {
        if hidden.contains(&book.keys[place]) || book.needs[place].is_some() {
            book.figures.set(place, super::Standing::Hidden);
        }
    }
}

#[cfg(test)]
mod tests {
    //! A draft is thrown away while it is planned.

    use std::sync::atomic::Ordering;

    use super::*;
    use crate::disclosure::Threshold;

    #[test]
    fn a_plan_that_nobody_wants_any_more_ends() {
        let sheet = Sheet {
            name: "calm".into(),
            threshold: Threshold::new(5),
            within: Key::everybody(),
            rows: Axis::waves("wave", ["spring", "autumn"]),
            columns: Axis::answers("calm", ["no", "yes"]),
            counts: vec![vec![30, 40], vec![35, 3]],
            people: Vec::new(),
        };
        let (sheets, stop) = ([sheet], AtomicBool::new(false));
        let planned = || plan_until(&sheets, &[], &Ledger::default(), &mut |_, _| (), &stop);
        assert!(planned().is_ok(), "control");
        stop.store(true, Ordering::Relaxed);
        assert_eq!(planned().err(), Some(Unsolved));
    }
}
