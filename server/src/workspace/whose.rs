//! Whose words a text repeats. A note, an example or a kept search that says again what one person said goes when that
//! person takes their answers back.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::Desk;
use crate::coding::{Of, PassageId};
use crate::{Error, Result};

/// Words in a row that tell whose they are: fewer are anybody's.
const TELLING: usize = 5;
/// Fewest words of a line that is shorter than that.
const LEAST: usize = 3;

impl Desk {
    /// The one person's words that a text repeats, if it does; refused where it repeats several people's, because what one
    /// of them takes back would take the others' along. Words that several people said are nobody's.
    pub fn whose(&self, text: &str) -> Result<Option<Of>> {
        let mut owners = self.owners(text);
        match owners.len() {
            0 | 1 => Ok(owners.pop()),
            _ => Err(Error::Invalid("words-of-several", String::new())),
        }
    }

    /// Whose words a text repeats, one passage for each person.
    pub fn owners(&self, text: &str) -> Vec<Of> {
        let runs = Runs::of(text);
        let mut said: HashMap<u64, Option<&Arc<str>>> = HashMap::new();
        let mut first: BTreeMap<&str, &PassageId> = BTreeMap::new();
        for passage in self.passages.iter() {
            for run in runs.within(&passage.text) {
                let by = said.entry(run).or_insert(Some(&passage.person));
                *by = by.filter(|person| **person == passage.person);
                first.entry(&passage.person).or_insert(&passage.id);
            }
        }
        let owners: HashSet<&str> = said.into_values().flatten().map(|person| &**person).collect();
        first.into_iter().filter(|(person, _)| owners.contains(person)).map(|(_, id)| id.of.clone()).collect()
    }
}

/// Words in a row, each run as one number; and how long the runs are.
#[derive(Default)]
struct Runs {
    runs: HashSet<u64>,
    lengths: HashSet<usize>,
}

impl Runs {
    fn of(text: &str) -> Self {
        let mut own = Self::default();
        for line in text.lines() {
            let words = words(line);
            if words.len() >= LEAST {
                let length = words.len().min(TELLING);
                own.lengths.insert(length);
                own.runs.extend(words.windows(length).map(number));
            }
        }
        own
    }

    /// The runs that stand in a text too.
    fn within(&self, text: &str) -> Vec<u64> {
        if self.runs.is_empty() {
            return Vec::new();
        }
        let words = words(text);
        let of = |length: &usize| words.windows(*length).map(number).filter(|run| self.runs.contains(run));
        self.lengths.iter().flat_map(of).collect()
    }
}

/// The words of a text, each as a number that is the same for capitals and small letters. Marks between them do not
/// count, so that quoting with other marks is still repeating.
fn words(text: &str) -> Vec<u64> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| number(&word.to_lowercase())).collect()
}

fn number(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    //! What staff write beside what people said.

    use super::*;

    #[test]
    fn only_words_in_a_row_repeat_somebody() {
        let repeats = |text: &str| !Runs::of(text).within("Put a HERON on the roof, so we find it.").is_empty();
        assert!(repeats("She says “put a heron – on the roof”!"));
        assert!(repeats("first line\nput a heron"), "a short line counts as a whole");
        assert!(!repeats("A heron on a roof was asked for."));
        assert!(!repeats("heron roof") && !repeats(""));
    }
}
