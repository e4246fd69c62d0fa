//! What a reader knows of counts of different tables without being told: some people are among others.
//!
//! Where one count is of some of the people of another, what lies between them is a count as well, found by subtraction:
//! that of a merged category less one of its parts, that of everybody less a filter. It must not be small, unless it is
//! hidden. Those who did not answer a question are such a count too, but need no hiding: that somebody gave no answer is
//! no answer.

use std::collections::{BTreeMap, BTreeSet};

use super::Key;
use super::book::{Book, Origin};
use crate::disclosure::{Protection, Standing, Threshold};

/// Counts that say the same of people but for one variable: its values, and where they lie.
type Family = Vec<(BTreeSet<String>, usize)>;

impl Book {
    /// Adds what lies between counts, and the sums that it stands in.
    pub fn link(&mut self) {
        let families = self.families();
        let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
        for sum in self.figures.sums() {
            told.extend(sum.parts.iter().map(|part| (*part, sum.total)));
        }
        for inner in 0..self.keys.len() {
            for (variable, values) in owned(&self.keys[inner]) {
                match values {
                    None => self.unanswered(inner, &variable, &told),
                    Some(values) => self.among_others(inner, &variable, &values, &families, &mut told),
                }
            }
        }
    }

    fn families(&self) -> BTreeMap<(Key, String), Family> {
        let mut families: BTreeMap<(Key, String), Family> = BTreeMap::new();
        for (place, key) in self.keys.iter().enumerate() {
            for (variable, values) in key.facts() {
                if let Some(values) = values {
                    let family = families.entry((key.without(variable), variable.to_owned())).or_default();
                    family.push((values.clone(), place));
                }
            }
        }
        families
    }

    /// A base within a wider one.
    fn unanswered(&mut self, inner: usize, variable: &str, told: &BTreeSet<(usize, usize)>) {
        let Some(outer) = self.place(&self.keys[inner].without(variable)) else { return };
        if told.contains(&(inner, outer)) {
            return;
        }
        self.wide.push(outer);
        self.between(inner, outer, format!("{variable}?"), None);
    }

    /// Some categories among more of them, or among all.
    fn among_others(
        &mut self,
        inner: usize,
        variable: &str,
        values: &BTreeSet<String>,
        families: &BTreeMap<(Key, String), Family>,
        told: &mut BTreeSet<(usize, usize)>,
    ) {
        let rest = self.keys[inner].without(variable);
        let all = self.place(&rest.clone().answered(variable)).or_else(|| self.place(&rest));
        let universe = self.universes.get(variable).cloned().unwrap_or_default();
        let family = families.get(&(rest, variable.to_owned())).map_or(&[][..], Vec::as_slice);
        let wider = family.iter().filter(|(wider, _)| wider.len() > values.len() && wider.is_superset(values));
        let outers = all.map(|place| (universe, place)).into_iter().chain(wider.cloned());
        for (outer_values, outer) in outers.collect::<Vec<_>>() {
            if !told.insert((inner, outer)) {
                continue;
            }
            let left: BTreeSet<String> = outer_values.difference(values).cloned().collect();
            match self.made_of(&left, family, self.figures.counts()[outer].checked_sub(self.figures.counts()[inner])) {
                Some(mut parts) => {
                    parts.push(inner);
                    told.extend(parts.iter().map(|part| (*part, outer)));
                    self.figures.sum(parts, outer);
                }
                None => self.between(inner, outer, variable.to_owned(), Some(left)),
            }
        }
    }

    /// Counts of a family that together are of some values, and come to a count.
    fn made_of(
        &self,
        values: &BTreeSet<String>,
        family: &[(BTreeSet<String>, usize)],
        count: Option<u64>,
    ) -> Option<Vec<usize>> {
        let mut parts: Vec<&(BTreeSet<String>, usize)> =
            family.iter().filter(|(part, _)| part.is_subset(values)).collect();
        parts.sort_by_key(|(part, _)| std::cmp::Reverse(part.len()));
        let (mut left, mut places) = (values.clone(), Vec::new());
        for (part, place) in parts {
            if part.is_subset(&left) {
                left.retain(|value| !part.contains(value));
                places.push(*place);
            }
        }
        let sum: u64 = places.iter().map(|place| self.figures.counts()[*place]).sum();
        (left.is_empty() && !places.is_empty() && count == Some(sum)).then_some(places)
    }

    fn between(&mut self, inner: usize, outer: usize, variable: String, values: Option<BTreeSet<String>>) {
        let counts = self.figures.counts();
        // Fewer than are among them: what contradicts itself is told where tables are entered, or by the attack.
        let count = counts[outer].saturating_sub(counts[inner]);
        let (inner_key, outer_key) = (self.keys[inner].clone(), self.keys[outer].clone());
        let unnamed = || Key::everybody().with(&format!("{variable} beyond"), &inner_key.to_string());
        let key = match &values {
            Some(values) if !values.is_empty() => outer_key.clone().among(&variable, values),
            _ => outer_key.clone().and(&unnamed()),
        };
        let place = match self.place(&key) {
            Some(place) if self.figures.counts()[place] == count => place,
            Some(_) => self.add_between(outer_key.clone().and(&unnamed()), count, inner_key, outer_key),
            None => self.add_between(key, count, inner_key, outer_key),
        };
        let threshold = self.thresholds[inner].into_iter().chain(self.thresholds[outer]).reduce(Threshold::stricter);
        let threshold = threshold.unwrap_or(Threshold::new(Threshold::FLOOR));
        if values.is_some() && threshold.hides(count) && self.figures.standing(place) != Standing::Known {
            self.require(place, Protection::of_small(threshold));
        }
        self.figures.sum(vec![inner, place], outer);
    }

    fn add_between(&mut self, key: Key, count: u64, inner: Key, outer: Key) -> usize {
        self.add(key, count, Standing::Hidden, Origin::Between { inner, outer })
    }
}

/// The facts of a key, on their own.
fn owned(key: &Key) -> Vec<(String, Option<BTreeSet<String>>)> {
    key.facts().map(|(variable, values)| (variable.to_owned(), values.cloned())).collect()
}
