//! What lies beneath a table: counts that no table shows, and that a reader knows to add up to some that are shown, as all
//! who went from one answer to another add up to how many moved. They take part in every attack, and stay small ones that
//! nobody may work out.

use super::book::{Book, Origin};
use super::ledger::{Figure, Ledger};
use super::{Key, Obstacle};
use crate::disclosure::{Bounds, Protection, Standing, Threshold};

/// Counts beneath one table; a reader knows of them only where it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beneath {
    /// The table's name.
    pub sheet: String,
    /// The smallest count that its audience may see.
    pub threshold: Threshold,
    /// The counts, those of its sums that other tables show among them, each with what it needs to stay hidden.
    pub counts: Vec<(Key, u64, Option<Protection>)>,
    /// Which of them add up to which: parts, and their total. A total with one part is the same people told twice.
    pub sums: Vec<(Vec<Key>, Key)>,
    /// Bases of all questions: where they are shown they are taken for known, so that questions do not hang together.
    pub wide: Vec<Key>,
}

impl Book {
    /// Enters what lies beneath a table, after all tables.
    ///
    /// # Errors
    /// When it says something else than a table or a release.
    pub fn enter_beneath(&mut self, beneath: &Beneath, ledger: &Ledger) -> Result<(), Obstacle> {
        for (key, count, _) in &beneath.counts {
            if let Some(place) = self.place(key) {
                self.agrees(place, *count, ledger)?;
            }
        }
        for (key, count, need) in &beneath.counts {
            let place = self.place(key).unwrap_or_else(|| {
                let place = self.add(key.clone(), *count, Standing::Hidden, Origin::Beneath(beneath.sheet.clone()));
                self.thresholds[place] = Some(beneath.threshold);
                place
            });
            // What is shown somewhere is judged there.
            if let (Some(need), true) = (need, self.figures.is_hidden(place)) {
                self.require(place, *need);
            }
        }
        for (parts, total) in &beneath.sums {
            let parts: Option<Vec<usize>> = parts.iter().map(|key| self.place(key)).collect();
            if let (Some(parts), Some(total)) = (parts, self.place(total)) {
                self.figures.sum(parts, total);
            }
        }
        let wide: Vec<usize> = beneath.wide.iter().filter_map(|key| self.place(key)).collect();
        self.wide.extend(wide);
        Ok(())
    }

    /// Counts that no table shows, for the ledger: a later release must not give them away either.
    pub fn unseen(&self) -> Vec<(Key, Figure)> {
        let hidden = |place: usize| Figure::Hidden {
            count: self.figures.counts()[place],
            bounds: Bounds { low: 0, high: None },
            need: self.needs[place],
        };
        let beneath = |place: &usize| matches!(self.origins[*place], Origin::Beneath(_));
        (0..self.keys.len()).filter(beneath).map(|place| (self.keys[place].clone(), hidden(place))).collect()
    }
}
