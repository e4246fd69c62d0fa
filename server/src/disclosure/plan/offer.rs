//! What is offered instead of tables that are withheld: forms that were planned in the place of their tables, with all that
//! hangs together with these, so that they go out when somebody takes them, and no other table is lost for it.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::proposal::{Form, Proposal, propose};
use super::settle::Ground;
use super::{Key, Ledger, Obstacle, Outcome, Plan, Planned, Sheet};
use crate::disclosure::Standing;
use crate::disclosure::suppress::protect;
use crate::parallel;

/// So many tables are looked at in all while offers are tried, and so many times each table of a plan: where hundreds hang
/// together, offers would else take many times as long as the plan itself.
const TRIED: [usize; 2] = [2_000, 4];

/// Counts that hang together: those that may be hidden, and with them those that are known.
struct Bound {
    loose: BTreeSet<Key>,
    all: BTreeSet<Key>,
}

/// What hangs together with a table: other tables, itself among them, and what was released.
struct Around {
    sheets: BTreeSet<usize>,
    ledger: Ledger,
}

/// A plan for whose withheld tables something is looked for.
struct Offering<'a> {
    ground: &'a Ground<'a>,
    plan: &'a Plan,
    /// The counts of each table; of those that count other people than a release, of the rows that do not.
    keys: Vec<BTreeSet<Key>>,
    bounds: Vec<Bound>,
    /// How many tables may still be looked at.
    left: AtomicUsize,
}

impl Ground<'_> {
    /// Adds to each table that a plan withholds what could be published instead.
    pub fn offer(&self, plan: &mut Plan) {
        let withheld: Vec<usize> = (0..self.sheets.len()).filter(|sheet| !is_out(&plan.sheets[*sheet])).collect();
        if withheld.is_empty() {
            return;
        }
        let offering = Offering::new(self, plan);
        let found = parallel::map(&withheld, |sheet| offering.instead(*sheet));
        let found: Vec<(usize, Proposal)> =
            withheld.into_iter().zip(found).filter_map(|(sheet, found)| Some((sheet, found?))).collect();
        let together = found.len() < 2 || offering.go_out(&found);
        for (sheet, found) in found {
            if let Outcome::Withheld { proposal, .. } = &mut plan.sheets[sheet].outcome {
                *proposal = Some(Proposal { together, ..found });
            }
        }
    }

    /// The form of a table whose rows count no other people than a release.
    fn agreeing(&self, sheet: &Sheet) -> Form {
        let agrees = |row: &usize| {
            let one = sheet.formed(&Form::Rows(BTreeSet::from([*row])));
            one.is_some_and(|one| self.book_of(&[&one], &one.keys()).is_ok())
        };
        Form::Rows((0..sheet.counts.len()).filter(agrees).collect())
    }

    /// Which counts of some tables hang together.
    fn bounds(&self, sheets: &[Sheet]) -> Vec<Bound> {
        let all: Vec<usize> = (0..sheets.len()).collect();
        let mut book = self.with(sheets, self.ledger).book(&all).0;
        book.show_wide();
        let bound = |places: Vec<usize>| {
            let keys = |wanted: &dyn Fn(&usize) -> bool| {
                places.iter().filter(|place| wanted(place)).map(|place| book.keys[*place].clone()).collect()
            };
            let loose = |place: &usize| book.figures.standing(*place) != Standing::Known;
            Bound { loose: keys(&loose), all: keys(&|_| true) }
        };
        book.figures.parts().into_iter().map(|part| bound(part.places)).collect()
    }
}

impl<'a> Offering<'a> {
    fn new(ground: &'a Ground<'a>, plan: &'a Plan) -> Self {
        let form = |(sheet, planned): (&Sheet, &Planned)| {
            let agreeing = clashes(planned).then(|| sheet.formed(&ground.agreeing(sheet))).flatten();
            agreeing.unwrap_or_else(|| sheet.clone())
        };
        let forms: Vec<Sheet> = ground.sheets.iter().zip(&plan.sheets).map(form).collect();
        let (keys, bounds) = (forms.iter().map(Sheet::keys).collect(), ground.bounds(&forms));
        let left = AtomicUsize::new(TRIED[0] + TRIED[1] * ground.sheets.len());
        Self { ground, plan, keys, bounds, left }
    }

    /// Whether so many tables more may be looked at.
    fn may_try(&self, tables: usize) -> bool {
        let less = |left: usize| left.checked_sub(tables);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    /// What could be published of a table; nothing where no form of it goes out, or shows anything.
    fn instead(&self, number: usize) -> Option<Proposal> {
        self.ground.goes_on().ok()?;
        let (sheet, around) = (&self.ground.sheets[number], self.around(number));
        let goes = |form: &Proposal| self.goes_out(number, &form.sheet, &around);
        if clashes(&self.plan.sheets[number]) {
            let form = self.ground.agreeing(sheet);
            let rows = sheet.formed(&form).map(|sheet| Proposal { form, sheet, hidden: 0, together: false });
            return rows.filter(goes);
        }
        let others = around.sheets.iter().filter(|near| is_out(&self.plan.sheets[**near]));
        let near: Vec<&Sheet> = others.map(|near| &self.ground.sheets[*near]).collect();
        let wanted: BTreeSet<Key> = near.iter().flat_map(|sheet| sheet.keys()).chain(sheet.keys()).collect();
        propose(sheet, |form| self.hides(form, &near, &wanted), goes)
    }

    /// Everything that hangs together with a table, over however many others; tables that say something else than a
    /// release are none of it.
    fn around(&self, number: usize) -> Around {
        let mut sheets = BTreeSet::from([number]);
        loop {
            let meets =
                |bound: &&Bound| sheets.iter().any(|sheet: &usize| !self.keys[*sheet].is_disjoint(&bound.loose));
            let bounds: Vec<&Bound> = self.bounds.iter().filter(meets).collect();
            let hangs = |sheet: &usize| {
                let other = || !clashes(&self.plan.sheets[*sheet]);
                let meets = |bound: &&Bound| !self.keys[*sheet].is_disjoint(&bound.loose);
                sheets.contains(sheet) || other() && bounds.iter().any(meets)
            };
            let more: BTreeSet<usize> = (0..self.keys.len()).filter(hangs).collect();
            if more.len() == sheets.len() {
                let wanted = bounds.iter().flat_map(|bound| bound.all.iter().cloned()).collect();
                return Around { sheets, ledger: self.ground.ledger.about(&wanted) };
            }
            sheets = more;
        }
    }

    /// How many counts are hidden when a table stands beside those that are near it; nothing where that is not safe, or it
    /// shows nothing. Quicker than to plan, and not the last word.
    fn hides(&self, form: &Sheet, near: &[&Sheet], wanted: &BTreeSet<Key>) -> Option<usize> {
        self.ground.goes_on().ok().filter(|()| self.may_try(near.len() + 1))?;
        let sheets: Vec<&Sheet> = near.iter().copied().chain([form]).collect();
        let book = self.ground.book_of(&sheets, wanted).ok()?;
        let safe = protect(&book.figures, &book.needs).ok()?.figures;
        let shows = |key: &Key| book.place(key).is_some_and(|place| !safe.is_hidden(place));
        form.tells(shows).then(|| safe.hidden().count())
    }

    /// Whether a table goes out in another form when all that hangs together with it is planned with that, and whatever of
    /// it went out still does.
    fn goes_out(&self, number: usize, form: &Sheet, around: &Around) -> bool {
        if !self.may_try(around.sheets.len()) {
            return false;
        }
        let of = |sheet: &usize| if *sheet == number { form.clone() } else { self.ground.sheets[*sheet].clone() };
        let sheets: Vec<Sheet> = around.sheets.iter().map(of).collect();
        let planned = super::settled(&self.ground.with(&sheets, &around.ledger), &mut |_, _| ());
        planned.is_ok_and(|planned| {
            let mut pairs = around.sheets.iter().zip(&planned.sheets);
            pairs.all(|(sheet, after)| is_out(after) || *sheet != number && !is_out(&self.plan.sheets[*sheet]))
        })
    }

    /// Whether all tables for which something was found go out in these forms at once, and all others still do.
    fn go_out(&self, found: &[(usize, Proposal)]) -> bool {
        let mut sheets = self.ground.sheets.to_vec();
        found.iter().for_each(|(number, form)| sheets[*number] = form.sheet.clone());
        let planned = super::settled(&self.ground.with(&sheets, self.ground.ledger), &mut |_, _| ());
        let taken = |number: usize| found.iter().any(|(form, _)| *form == number);
        planned.is_ok_and(|planned| {
            let mut pairs = planned.sheets.iter().zip(&self.plan.sheets).enumerate();
            pairs.all(|(number, (after, before))| is_out(after) || !taken(number) && !is_out(before))
        })
    }
}

/// Whether a table is withheld because it says something else than another one, or than a release.
fn clashes(planned: &Planned) -> bool {
    let clash = |obstacle: &Obstacle| {
        !matches!(obstacle, Obstacle::Nested { .. } | Obstacle::NothingLeft | Obstacle::Exposed(_))
    };
    matches!(&planned.outcome, Outcome::Withheld { obstacles, .. } if obstacles.iter().any(clash))
}

fn is_out(planned: &Planned) -> bool {
    matches!(planned.outcome, Outcome::Published { .. })
}

#[cfg(test)]
mod tests {
    //! Where hundreds of tables hang together there is no end of forms to look at.

    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::disclosure::Threshold;
    use crate::disclosure::plan::{Axis, settled};

    #[test]
    fn no_more_forms_are_tried_once_so_many_tables_were_looked_at() {
        let sheet = Sheet {
            name: "calm".into(),
            threshold: Threshold::new(11),
            within: Key::everybody(),
            rows: Axis::groups("site", ["north", "south"]),
            columns: Axis::answers("calm", ["1", "2", "3", "4", "5"]),
            counts: vec![vec![2, 4, 3, 2, 3], vec![3, 1, 2, 4, 1]],
            people: Vec::new(),
        };
        let (sheets, ledger, stop) = ([sheet], Ledger::default(), AtomicBool::new(false));
        let ground = Ground::new(&sheets, &[], &ledger, &stop).unwrap();
        let plan = settled(&ground, &mut |_, _| ()).unwrap();
        let left = |left: usize| Offering { left: AtomicUsize::new(left), ..Offering::new(&ground, &plan) };
        let offer = Offering::new(&ground, &plan).instead(0).expect("control: another form goes out");
        assert!(left(0).instead(0).is_none(), "nothing more is offered");
        let (wanted, around) = (offer.sheet.keys(), left(0).around(0));
        // Each of the two ways to look at a form stops by itself.
        for (tables, may) in [(1, true), (0, false)] {
            assert_eq!(left(tables).hides(&offer.sheet, &[], &wanted).is_some(), may, "{tables} tables more");
            assert_eq!(left(tables).goes_out(0, &offer.sheet, &around), may, "{tables} tables more");
        }
        let few = left(3);
        assert_eq!([few.may_try(2), few.may_try(2), few.may_try(1), few.may_try(1)], [true, false, true, false]);
    }
}
