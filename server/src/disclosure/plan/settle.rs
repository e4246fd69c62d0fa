//! Settles what hangs together: hides what it takes, or withholds the tables that nothing makes safe.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use super::book::{Book, Origin};
use super::{Beneath, Key, Ledger, Obstacle, Sheet};
use crate::disclosure::attack::Unsolved;
use crate::disclosure::parts::Part;
use crate::disclosure::suppress::{NotSafe, protect, protect_part};

/// What is planned on: the tables, what was released, and what of that cannot be kept from readers any more.
pub(super) struct Ground<'a> {
    pub sheets: &'a [Sheet],
    pub beneath: &'a [Beneath],
    pub ledger: &'a Ledger,
    stop: &'a AtomicBool,
    given_up: BTreeSet<Key>,
}

/// What became of a part.
#[derive(Default)]
pub(super) struct Settled {
    /// What is hidden of it.
    pub hidden: BTreeSet<Key>,
    /// Tables that are withheld, with why.
    pub withheld: Vec<(usize, Vec<Obstacle>)>,
}

impl<'a> Ground<'a> {
    /// Attacks what was released, all on its own; `stop` tells whether nobody wants the plan any more.
    pub fn new(
        sheets: &'a [Sheet],
        beneath: &'a [Beneath],
        ledger: &'a Ledger,
        stop: &'a AtomicBool,
    ) -> Result<Self, Unsolved> {
        let mut book = Book::default();
        book.enter_released(ledger, |_| true);
        book.link();
        let exposed = book.figures.exposed(&book.needs, usize::MAX)?;
        let given_up = exposed.into_iter().map(|place| book.keys[place].clone()).collect();
        Ok(Self { sheets, beneath, ledger, stop, given_up })
    }

    /// The same for other tables, or tables in other forms, beside what hangs together with them of what was released.
    pub fn with<'b>(&'b self, sheets: &'b [Sheet], ledger: &'b Ledger) -> Ground<'b> {
        Ground { sheets, beneath: self.beneath, ledger, stop: self.stop, given_up: self.given_up.clone() }
    }

    /// Holds while somebody wants the plan.
    pub fn goes_on(&self) -> Result<(), Unsolved> {
        if self.stop.load(Ordering::Relaxed) { Err(Unsolved) } else { Ok(()) }
    }

    /// All counts of some tables and of the releases, and which of the tables clash with what is there already.
    pub fn book(&self, sheets: &[usize]) -> (Book, Vec<(usize, Obstacle)>) {
        let mut book = Book::default();
        book.enter_released(self.ledger, |_| true);
        let entered = |sheet: &usize| book.enter(&self.sheets[*sheet], self.ledger).err().map(|clash| (*sheet, clash));
        let mut clashes: Vec<(usize, Obstacle)> = sheets.iter().filter_map(entered).collect();
        for sheet in sheets.iter().filter(|sheet| clashes.iter().all(|(clash, _)| clash != *sheet)).collect::<Vec<_>>()
        {
            if let Err(clash) = self.lay_beneath(&mut book, &self.sheets[*sheet]) {
                clashes.push((*sheet, clash));
            }
        }
        self.finish(&mut book);
        (book, clashes)
    }

    fn lay_beneath(&self, book: &mut Book, sheet: &Sheet) -> Result<(), Obstacle> {
        let mut own = self.beneath.iter().filter(|beneath| beneath.sheet == sheet.name);
        own.try_for_each(|beneath| book.enter_beneath(beneath, self.ledger))
    }

    /// Tables whose base is all but a few of another base, of a release or of a table before.
    pub fn nested(&self, book: &Book, sheets: &[usize]) -> Vec<(usize, Vec<Obstacle>)> {
        let small = (0..book.keys.len()).filter(|place| book.needs[*place].is_some());
        let between: Vec<_> = small
            .filter_map(|place| match &book.origins[place] {
                Origin::Between { inner, outer } => Some((place, inner, outer)),
                _ => None,
            })
            .collect();
        let mut bases: BTreeSet<Key> = BTreeSet::new();
        let mut found = Vec::new();
        for sheet in sheets {
            let own = self.sheets[*sheet].bases();
            let earlier = |key: &Key| bases.contains(key) || book.was_shown(key);
            let meets = |(_, inner, outer): &&(usize, &Key, &Key)| {
                own.contains(inner) && earlier(outer) || own.contains(outer) && earlier(inner)
            };
            let places: Vec<usize> = between.iter().filter(meets).map(|(place, ..)| *place).collect();
            match places.is_empty() {
                true => bases.extend(own),
                false => found.push((*sheet, book.obstacles(&places))),
            }
        }
        found
    }

    /// The same of tables at hand, and of what was released of the `wanted` counts.
    pub fn book_of(&self, sheets: &[&Sheet], wanted: &BTreeSet<Key>) -> Result<Book, Obstacle> {
        let mut book = Book::default();
        book.enter_released(self.ledger, |key| wanted.contains(key));
        sheets.iter().try_for_each(|sheet| book.enter(sheet, self.ledger))?;
        sheets.iter().try_for_each(|sheet| self.lay_beneath(&mut book, sheet))?;
        self.finish(&mut book);
        Ok(book)
    }

    fn finish(&self, book: &mut Book) {
        book.link();
        for key in &self.given_up {
            if let Some(place) = book.place(key) {
                book.give_up(place);
            }
        }
    }

    /// Tables of which nothing is left when some counts are hidden.
    pub fn empty(&self, sheets: &[usize], hidden: &BTreeSet<Key>) -> Vec<usize> {
        let tells = |sheet: &&usize| self.sheets[**sheet].tells(|key| !hidden.contains(key));
        sheets.iter().filter(|sheet| !tells(sheet)).copied().collect()
    }

    /// Settles one part of the book of some tables.
    pub fn settle_part(&self, book: &Book, part: &Part, sheets: &[usize]) -> Result<Settled, Unsolved> {
        let needs: Vec<_> = part.places.iter().map(|place| book.needs[*place]).collect();
        match protect_part(&part.figures, &needs) {
            Ok(safe) => {
                let hidden = safe.hidden().map(|place| book.keys[part.places[place]].clone()).collect();
                Ok(Settled { hidden, withheld: Vec::new() })
            }
            Err(NotSafe::Unsolved) => Err(Unsolved),
            Err(NotSafe::Exposed(_)) => self.withhold(book, part, sheets),
        }
    }

    /// Lets totals be hidden that were to be shown, and should that not do withholds table after table, the one with most
    /// to hide first, until the rest is safe.
    fn withhold(&self, book: &Book, part: &Part, sheets: &[usize]) -> Result<Settled, Unsolved> {
        let wanted: BTreeSet<Key> = part.places.iter().map(|place| book.keys[*place].clone()).collect();
        let loose = |sheet: &usize| !self.sheets[*sheet].keys().is_disjoint(&wanted);
        let mut staying: Vec<usize> = sheets.iter().copied().filter(loose).collect();
        let mut withheld = Vec::new();
        let safe = loop {
            let sheets: Vec<&Sheet> = staying.iter().map(|sheet| &self.sheets[*sheet]).collect();
            let local = self.book_of(&sheets, &wanted).map_err(|_| Unsolved)?;
            let exposed = match protect(&local.figures, &local.needs) {
                Ok(safe) => break safe.figures.hidden().map(|place| local.keys[place].clone()).collect(),
                Err(NotSafe::Unsolved) => return Err(Unsolved),
                Err(NotSafe::Exposed(exposed)) => exposed,
            };
            let found = self.holding(&staying, &local, &exposed);
            let Some((worst, _)) = found.iter().max_by_key(|(_, exposed)| exposed.len()) else { return Err(Unsolved) };
            withheld.push((*worst, local.obstacles(&exposed)));
            staying.retain(|sheet| sheet != worst);
        };
        Ok(Settled { hidden: safe, withheld })
    }

    /// Which tables hold exposed counts, or one of the two that such a count lies between.
    pub fn holding(&self, sheets: &[usize], book: &Book, exposed: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let held = |sheet: &usize| {
            let cells = self.sheets[*sheet].keys();
            let holds = |place: &usize| match &book.origins[*place] {
                Origin::Between { inner, outer } => cells.contains(inner) || cells.contains(outer),
                Origin::Beneath(name) => *name == self.sheets[*sheet].name,
                _ => cells.contains(&book.keys[*place]),
            };
            let exposed: Vec<usize> = exposed.iter().copied().filter(holds).collect();
            (!exposed.is_empty()).then_some((*sheet, exposed))
        };
        sheets.iter().filter_map(held).collect()
    }
}

impl Book {
    /// Whether some table at hand shows a count.
    pub fn is_of_a_table(&self, place: usize) -> bool {
        self.thresholds[place].is_some() && !matches!(self.origins[place], Origin::Beneath(_))
    }

    /// Why exposed counts stand in the way.
    pub fn obstacles(&self, exposed: &[usize]) -> Vec<Obstacle> {
        let obstacle = |place: &usize| match &self.origins[*place] {
            Origin::Between { inner, outer } => Obstacle::Nested {
                inner: inner.clone(),
                outer: outer.clone(),
                difference: self.figures.counts()[*place],
            },
            _ => Obstacle::Exposed(self.keys[*place].clone()),
        };
        exposed.iter().map(obstacle).collect()
    }
}
