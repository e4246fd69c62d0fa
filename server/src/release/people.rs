//! Whom a table counts, response by response, so that a later release knows whether it counts the same people.

use super::tables::Chosen;
use crate::disclosure::plan::People;
use crate::waves::seen::values;
use crate::waves::{Item, Moment, Seen};

/// What a wave, or a site of it, said, and who said it.
pub(super) struct Counted {
    /// What was said.
    pub seen: Seen,
    /// By whom.
    pub people: People,
}

/// Everybody who answered in a wave.
pub(super) fn everybody(moment: &Moment) -> People {
    People::of(moment.answered.iter().flat_map(|answered| &answered.table.rows).map(|row| row.id.as_str()))
}

impl Chosen {
    /// What a wave said to an item, at one site or at all, with whom that counts: those whose answer has a value, and of
    /// whom no other wording is kept apart.
    pub(super) fn counted(&self, item: &Item, moment: &Moment, site: Option<&str>) -> Counted {
        let instrument = &self.series.instrument;
        let mut people = People::default();
        for answered in &moment.answered {
            let here = answered.table.at_site(site);
            let keep = answered.keep(item, &here);
            let said = values(item, instrument, &answered.table, &keep);
            let counts = keep.iter().zip(&said).filter(|(_, value)| value.is_some());
            people = people.and(People::of(counts.map(|(row, _)| answered.table.rows[*row].id.as_str())));
        }
        Counted { seen: self.series.seen(item, moment, site), people }
    }
}
