//! Which answers are counted together: those to the same meaning of a question, in words from the same source. A
//! paraphrase and the official sentence, or the same id asked in another sense, are never mixed silently.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use instruments::{Instrument, Question};

use super::Table;

/// Questions of other versions that mean something else there, by the version's hash.
#[derive(Clone, Debug, Default)]
pub struct Meanings(HashMap<String, BTreeSet<String>>);

impl Meanings {
    /// Compares other versions with the one whose figures are shown.
    pub fn of<'a>(shown: &Instrument, others: impl IntoIterator<Item = (&'a str, &'a Instrument)>) -> Self {
        let differing = others.into_iter().map(|(hash, other)| (hash.to_owned(), differ(shown, other)));
        Self(differing.filter(|(_, questions)| !questions.is_empty()).collect())
    }

    /// Hashes of versions whose answers to a question are not counted.
    pub fn apart<'a>(&'a self, question: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(_, ids)| ids.contains(question)).map(|(hash, _)| hash.as_str())
    }

    /// The rows that answered a question as it is meant in the version shown.
    pub fn keep<'k>(&self, table: &Table, keep: &'k [usize], question: &str) -> Cow<'k, [usize]> {
        let versions: Vec<&str> =
            self.0.iter().filter(|(_, ids)| ids.contains(question)).map(|(hash, _)| hash.as_str()).collect();
        let other = |row: &usize| versions.contains(&&*table.rows[*row].version);
        if versions.is_empty() || !keep.iter().any(other) {
            return Cow::Borrowed(keep);
        }
        Cow::Owned(keep.iter().copied().filter(|row| !other(row)).collect())
    }
}

fn differ(shown: &Instrument, other: &Instrument) -> BTreeSet<String> {
    let source = |instrument: &Instrument| instrument.wording.as_ref().map(|wording| wording.source);
    let reworded = if source(shown) == source(other) { BTreeSet::new() } else { owned(shown) };
    let means = |question: &Question| (question.meaning, question.kind, question.construct.clone());
    let find = |id: &str| shown.questions().find(|question| question.id == id);
    let differs = |question: &&Question| {
        reworded.contains(question.id.as_str()) || find(&question.id).is_some_and(|own| means(own) != means(question))
    };
    other.questions().filter(differs).map(|question| question.id.clone()).collect()
}

/// Questions whose items may be worded by somebody else: those that scales are made of.
fn owned(instrument: &Instrument) -> BTreeSet<&str> {
    let items = instrument.scales.iter().flat_map(|scale| &scale.items);
    items.map(|key| key.split('.').next().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    //! A site put the official wording in between two summits.

    use super::*;

    const WILDER: &str = include_str!("../../../instruments/library/wilder-cfi.toml");

    fn read(source: &str) -> Instrument {
        instruments::parse(source).unwrap()
    }

    #[test]
    fn another_source_of_the_wording_is_another_meaning_of_the_items_only() {
        let found = differ(&read(WILDER), &read(&WILDER.replacen("\"paraphrase\"", "\"official\"", 1)));
        assert!(found.contains("environment") && found.contains("resources") && !found.contains("sector"), "{found:?}");
        assert!(differ(&read(WILDER), &read(WILDER)).is_empty(), "control");
    }

    #[test]
    fn a_raised_meaning_concerns_its_question() {
        let raised = WILDER.replacen("id = \"sector\"", "id = \"sector\"\nmeaning = 2", 1);
        assert_eq!(differ(&read(WILDER), &read(&raised)), BTreeSet::from(["sector".to_owned()]));
    }
}
