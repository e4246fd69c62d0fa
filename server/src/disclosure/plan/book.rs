//! All counts of some tables and of the releases before them, each once.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Figure, Ledger};
use super::{Key, Obstacle, People, Sheet};
use crate::disclosure::{Figures, Protection, Standing, Threshold};

/// Where a count comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From a table to be published.
    New,
    /// From a release, by its place in the ledger.
    Released(usize),
    /// From beneath a table, by its name: no table shows it.
    Beneath(String),
    /// From nowhere: it is what lies between two counts, which a reader finds by subtraction.
    Between { inner: Key, outer: Key },
}

/// Counts by what they say.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    pub figures: Figures,
    pub keys: Vec<Key>,
    pub needs: Vec<Option<Protection>>,
    pub origins: Vec<Origin>,
    /// The strictest threshold of the tables that a count stands in.
    pub thresholds: Vec<Option<Threshold>>,
    /// All values of variables that were added up.
    pub universes: BTreeMap<String, BTreeSet<String>>,
    /// Bases that are wider than those of questions within them.
    pub wide: Vec<usize>,
    /// Whom bases count, as far as that is known.
    people: BTreeMap<Key, People>,
    places: BTreeMap<Key, usize>,
}

impl Book {
    /// Where a count lies.
    pub fn place(&self, key: &Key) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// Whether a release showed a count.
    pub fn was_shown(&self, key: &Key) -> bool {
        let released = |place: usize| matches!(self.origins[place], Origin::Released(_));
        self.place(key).is_some_and(|place| released(place) && self.figures.standing(place) == Standing::Known)
    }

    /// Adds a count that is not there yet.
    pub fn add(&mut self, key: Key, count: u64, standing: Standing, origin: Origin) -> usize {
        let place = self.figures.count(count, standing);
        self.places.insert(key.clone(), place);
        self.keys.push(key);
        self.origins.push(origin);
        self.needs.push(None);
        self.thresholds.push(None);
        place
    }

    /// Enters what was released, of what is `wanted`.
    pub fn enter_released(&mut self, ledger: &Ledger, wanted: impl Fn(&Key) -> bool) {
        for (number, release) in ledger.releases.iter().enumerate() {
            for (key, figure) in release.figures.iter().filter(|(key, _)| key.is_of_people() && wanted(key)) {
                self.enter_figure(key, figure, number);
            }
            self.people.extend(release.people.iter().filter(|(key, _)| wanted(key)).cloned());
            for (parts, total) in release.sums.iter().filter(|(parts, total)| parts.iter().chain([total]).all(&wanted))
            {
                let parts: Option<Vec<usize>> = parts.iter().map(|key| self.place(key)).collect();
                if let (Some(parts), Some(total)) = (parts, self.place(total)) {
                    self.figures.sum(parts, total);
                }
            }
        }
    }

    fn enter_figure(&mut self, key: &Key, figure: &Figure, release: usize) {
        let (standing, need) = match figure {
            Figure::Shown(_) => (Standing::Known, None),
            Figure::Hidden { need, .. } => (Standing::Hidden, *need),
        };
        match self.place(key) {
            Some(place) => {
                self.figures.set(place, standing);
                self.needs[place] = if standing == Standing::Known { None } else { self.needs[place].or(need) };
            }
            None => {
                let place = self.add(key.clone(), figure.count(), standing, Origin::Released(release));
                self.needs[place] = need;
            }
        }
        for (variable, values) in key.facts() {
            if let Some(values) = values {
                self.universes.entry(variable.to_owned()).or_default().extend(values.iter().cloned());
            }
        }
    }

    /// Enters a table.
    ///
    /// # Errors
    /// When it is no table, or says something else than another one or than a release.
    pub fn enter(&mut self, sheet: &Sheet, ledger: &Ledger) -> Result<(), Obstacle> {
        let cells = sheet.cells().map_err(|_| Obstacle::Malformed)?;
        for (key, count) in cells.iter().flatten() {
            if let Some(place) = self.place(key) {
                self.agrees(place, *count, ledger)?;
            }
        }
        let crowds = sheet.crowds();
        if let Some((key, _)) =
            crowds.iter().find(|(key, people)| self.people.get(key).is_some_and(|then| then != people))
        {
            return Err(self.clash(key, ledger));
        }
        self.people.extend(crowds);
        let mut places = Vec::new();
        for row in cells {
            let row: Vec<usize> =
                row.into_iter().map(|(key, count)| self.enter_cell(key, count, sheet.threshold)).collect();
            places.push(row);
        }
        for (parts, (row, column)) in sheet.sums() {
            self.figures.sum(parts.iter().map(|(row, column)| places[*row][*column]).collect(), places[row][column]);
        }
        for axis in [&sheet.rows, &sheet.columns].into_iter().filter(|axis| axis.total.is_some()) {
            self.universes.entry(axis.variable.clone()).or_default().extend(axis.values.iter().flatten().cloned());
        }
        Ok(())
    }

    pub fn agrees(&self, place: usize, now: u64, ledger: &Ledger) -> Result<(), Obstacle> {
        if self.figures.counts()[place] == now { Ok(()) } else { Err(self.differs(place, now, ledger)) }
    }

    fn differs(&self, place: usize, now: u64, ledger: &Ledger) -> Obstacle {
        let (before, key) = (self.figures.counts()[place], self.keys[place].clone());
        match &self.origins[place] {
            Origin::Released(number) => {
                let release = ledger.releases.get(*number).map(|release| release.name.clone()).unwrap_or_default();
                Obstacle::Corrected { release, key, released: before, now }
            }
            _ => Obstacle::Contradiction { key, one: before, other: now },
        }
    }

    /// A base of other people than there were, however many they are.
    fn clash(&self, key: &Key, ledger: &Ledger) -> Obstacle {
        let place = self.place(key);
        place.map_or(Obstacle::Malformed, |place| self.differs(place, self.figures.counts()[place], ledger))
    }

    fn enter_cell(&mut self, key: Key, count: u64, threshold: Threshold) -> usize {
        let place = self.place(&key).unwrap_or_else(|| self.add(key, count, Standing::Open, Origin::New));
        let strictest = self.thresholds[place].map_or(threshold, |other| other.stricter(threshold));
        self.thresholds[place] = Some(strictest);
        if strictest.hides(count) && self.figures.standing(place) != Standing::Known {
            self.require(place, Protection::of_small(strictest));
        }
        place
    }

    /// Asks for a count to be hidden so well, beside what it needs already.
    pub fn require(&mut self, place: usize, need: Protection) {
        self.needs[place] = Some(self.needs[place].map_or(need, |other| other.stricter(need)));
    }

    /// Shows how many people the wider bases have, where they are enough, so that questions do not hang together by them.
    pub fn show_wide(&mut self) {
        for place in std::mem::take(&mut self.wide) {
            if self.needs[place].is_none() && self.figures.standing(place) == Standing::Open {
                self.figures.set(place, Standing::Known);
            }
        }
    }

    /// Takes a count for known: nothing can hide it any more.
    pub fn give_up(&mut self, place: usize) {
        self.figures.set(place, Standing::Known);
        self.needs[place] = None;
    }
}
