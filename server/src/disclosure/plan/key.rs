//! What a count says, so that two tables that say the same thing share one count.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// The people for whom all of some facts hold: `wave` is 2025, `site` is North, `calm` is 4 or 5. A question has one name
/// however its wording is classed: which people are counted for it is told by [`People`](super::People).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(BTreeMap<String, Option<BTreeSet<String>>>);

impl Key {
    /// Everybody.
    pub fn everybody() -> Self {
        Self::default()
    }

    /// Of these the ones of whom a variable has one value.
    #[must_use]
    pub fn with(self, variable: &str, value: &str) -> Self {
        self.among(variable, &BTreeSet::from([value.to_owned()]))
    }

    /// Of these the ones of whom a variable has one of some values.
    #[must_use]
    pub fn among(mut self, variable: &str, values: &BTreeSet<String>) -> Self {
        self.0.insert(variable.to_owned(), Some(values.clone()));
        self
    }

    /// Of these the ones who answered at all: the base of a question.
    #[must_use]
    pub fn answered(mut self, variable: &str) -> Self {
        self.0.insert(variable.to_owned(), None);
        self
    }

    /// Whether it counts people, and not what organisations have.
    pub(super) fn is_of_people(&self) -> bool {
        !self.0.contains_key("amount")
    }

    /// Of these the ones for whom the facts of another key hold too; those of the other stand where both speak of one
    /// variable.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().map(|(variable, values)| (variable.clone(), values.clone())));
        self
    }

    /// Without any fact about a variable.
    pub(super) fn without(&self, variable: &str) -> Self {
        let mut key = self.clone();
        key.0.remove(variable);
        key
    }

    /// What is said of each variable: one of some values, or nothing but that there is an answer.
    pub fn facts(&self) -> impl Iterator<Item = (&str, Option<&BTreeSet<String>>)> {
        self.0.iter().map(|(variable, values)| (variable.as_str(), values.as_ref()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fact = |(variable, values): (&String, &Option<BTreeSet<String>>)| match values {
            Some(values) => format!("{variable}={}", values.iter().map(String::as_str).collect::<Vec<_>>().join("|")),
            None => format!("{variable}=*"),
        };
        to.write_str(&self.0.iter().map(fact).collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    //! A site's answers are counted in two tables.

    use super::*;

    #[test]
    fn the_order_in_which_facts_are_told_does_not_matter() {
        let one = Key::everybody().with("wave", "2025").with("site", "North").answered("calm");
        let other = Key::everybody().answered("calm").and(&Key::everybody().with("site", "North").with("wave", "2025"));
        assert_eq!((one.to_string().as_str(), &one), ("calm=*, site=North, wave=2025", &other));
        assert_ne!(one.without("site"), one);
    }
}
