//! The fieldwork of a wave: when it was answered, how, in which languages, by how many of those who were invited, and with
//! which weights. What its rows tell is read from them; the rest is handed over ([`Fieldwork`]).

use std::collections::BTreeSet;

use super::frame::Taken;
use crate::weighting::{Origin, Weights};
use crate::workspace::Row;

/// How people came to the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Through a link that whoever has it may use.
    Link,
    /// With a single-use code.
    Code,
    /// As an organisation that was invited by name.
    Roster,
}

impl Access {
    /// Its word, and the last part of its sentence's key (`analysis-access-link`).
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Code => "code",
            Self::Roster => "roster",
        }
    }
}

/// What the rows of a wave do not tell themselves.
#[derive(Clone, Debug, Default)]
pub struct Fieldwork {
    /// How people came to the pages; nothing for answers that were brought in.
    pub access: BTreeSet<Access>,
    /// How many people, or organisations, were invited, where that is known.
    pub invited: Option<i64>,
    /// Weights of the rows, as pages take them first.
    pub weights: Option<Weights>,
}

impl Fieldwork {
    /// The weight of a row that is raked to known shares, 1 on average.
    pub(super) fn raked(&self, row: usize) -> Option<f64> {
        let raked = self.weights.as_ref().filter(|weights| weights.origin == Origin::Raked)?;
        raked.values.get(row).copied().flatten()
    }
}

impl Taken<'_> {
    /// The first and the last ISO week of the answers; nothing where all were brought in.
    pub(super) fn weeks(&self) -> Option<(&str, &str)> {
        let weeks = self.distinct(|row| &row.week);
        Some((*weeks.first()?, *weeks.last()?))
    }

    /// How they were answered.
    pub(super) fn modes(&self) -> BTreeSet<&str> {
        self.distinct(|row| &row.mode)
    }

    /// Languages of the pages.
    pub(super) fn languages(&self) -> BTreeSet<&str> {
        self.distinct(|row| &row.language)
    }

    /// Responses to invited people; nothing where their number is not known, or cannot be right.
    pub(super) fn rate(&self) -> Option<(usize, i64, f64)> {
        let (responses, invited) = (self.table.rows.len(), self.fieldwork.invited?);
        let possible = invited > 0 && i64::try_from(responses).is_ok_and(|responses| responses <= invited);
        possible.then_some((responses, invited, responses as f64 / invited as f64))
    }

    /// Where its weights come from: `raked`, `brought`, or empty.
    pub(super) fn weights(&self) -> &'static str {
        let brought = self.table.rows.iter().any(|row| row.weight.is_some());
        match &self.fieldwork.weights {
            Some(weights) => weights.origin.name(),
            None if brought => Origin::Brought.name(),
            None => "",
        }
    }

    fn distinct(&self, of: impl Fn(&Row) -> &str) -> BTreeSet<&str> {
        self.table.rows.iter().map(of).filter(|word| !word.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    //! Three people of four answered in two weeks; then more answers came in than anybody was invited to.

    use super::*;
    use crate::seal::payload::Response;
    use crate::workspace::Table;

    fn table(weeks: &[&str]) -> Table {
        let mut table = Table::default();
        for (number, week) in weeks.iter().enumerate() {
            let response = Response { week: (*week).into(), mode: "phone".into(), ..Response::default() };
            table.push(format!("{number:032}"), "north".into(), response, None);
        }
        table
    }

    #[test]
    fn weeks_modes_and_the_rate_are_those_of_the_rows() {
        let table = table(&["2026-W09", "", "2025-W52"]);
        let of = |invited| Taken {
            wave: "First".into(),
            table: &table,
            fieldwork: Fieldwork { invited, ..Fieldwork::default() },
        };
        let taken = of(Some(4));
        assert_eq!(taken.weeks(), Some(("2025-W52", "2026-W09")));
        assert_eq!((taken.modes(), taken.weights()), (BTreeSet::from(["phone"]), ""));
        assert_eq!(taken.rate(), Some((3, 4, 0.75)));
        assert_eq!((of(Some(2)).rate(), of(None).rate()), (None, None), "more than all is no rate");
    }
}
