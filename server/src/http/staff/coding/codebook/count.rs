//! How often codes were given, and by how many people's words: only what the person who looks may see.

use std::collections::{HashMap, HashSet};

use instruments::Audience;

use crate::coding::Codebook;
use crate::coding::event::Id;
use crate::store::studies::Study;
use crate::workspace::Desk;

/// What carries a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Codings.
    pub codings: usize,
    /// People whose words carry it; those who lead a group do not count.
    pub people: usize,
    /// The smallest count of people that may be shown plainly: the strictest of the audiences among them.
    pub smallest: i64,
}

#[derive(Clone, Debug, Default)]
struct Gathered<'a> {
    codings: usize,
    people: HashSet<&'a str>,
    smallest: i64,
}

/// Counts of every code.
#[derive(Clone, Debug, Default)]
pub struct Counts<'a>(HashMap<&'a str, Gathered<'a>>);

impl<'a> Counts<'a> {
    /// Counts what a person may see.
    pub fn of(desk: &'a Desk, study: &Study, person: &'a str) -> Self {
        let mut counts: HashMap<&str, Gathered<'_>> = HashMap::new();
        for coded in desk.seen_by(person).codings() {
            let Some(passage) = desk.passages.get(&coded.passage) else { continue };
            let counted = counts.entry(desk.coding.code_of(coded)).or_default();
            counted.codings += 1;
            if !passage.about.leads {
                counted.people.insert(&passage.person);
            }
            // A group's people are nobody's audience; they are treated as those who must be kept safest.
            let audience = passage.about.audience.unwrap_or(Audience::Survivors);
            counted.smallest = counted.smallest.max(study.smallest_cell_of(audience));
        }
        Self(counts)
    }

    /// What carries a code itself.
    pub fn own(&self, code: &str) -> Count {
        self.sum(std::iter::once(code))
    }

    /// What carries a code or one under it.
    pub fn within(&self, codebook: &Codebook, code: &str) -> Count {
        let inner: Vec<Id> = codebook.with_inner(code);
        self.sum(inner.iter().map(String::as_str))
    }

    fn sum<'b>(&self, codes: impl Iterator<Item = &'b str>) -> Count {
        let mut all = Gathered::default();
        for counted in codes.filter_map(|code| self.0.get(code)) {
            all.codings += counted.codings;
            all.people.extend(&counted.people);
            all.smallest = all.smallest.max(counted.smallest);
        }
        Count { codings: all.codings, people: all.people.len(), smallest: all.smallest }
    }
}
