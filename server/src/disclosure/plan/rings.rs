//! Rings of tables: site by age, age by answer, answer by site.
//!
//! No sum leads from one table of a ring to the others, and yet they bind each other: all three are sums over kinds of
//! people by site, age and answer. For rings of three the reader is let loose on those kinds (Dobra & Fienberg 2000 on why
//! sums alone are exact only where tables form no ring). Larger rings, as of two questions by two groups, are not
//! looked at: the reader of the tests has found nobody in them.

use std::collections::{BTreeMap, BTreeSet};

use super::Key;
use super::book::Book;
use crate::disclosure::attack::Unsolved;
use crate::disclosure::{Figures, Standing};

/// Three variables of which each two stand together in a table, and what else holds in those tables.
type Ring = (Key, [String; 3]);

/// With more kinds of people than this a ring is left as it is.
const MOST_KINDS: usize = 3000;

/// Places of counts that can be worked out, and all counts of their ring.
type Leak = (Vec<usize>, BTreeSet<Key>);

impl Book {
    /// Counts that can be worked out in some ring, and all counts of that ring.
    pub fn exposed_in_ring(&self) -> Result<Option<Leak>, Unsolved> {
        for ring in self.rings() {
            let places = self.places_in(&ring);
            if !places.iter().any(|place| self.needs[*place].is_some()) {
                continue;
            }
            let Some(kinds) = self.kinds(&ring, &places) else { continue };
            let exposed = self.attack_kinds(&places, &kinds)?;
            if !exposed.is_empty() {
                return Ok(Some((exposed, places.iter().map(|place| self.keys[*place].clone()).collect())));
            }
        }
        Ok(None)
    }

    fn rings(&self) -> BTreeSet<Ring> {
        let mut pairs: BTreeMap<Key, BTreeSet<(String, String)>> = BTreeMap::new();
        for key in &self.keys {
            let variables: Vec<&str> = key.facts().map(|(variable, _)| variable).collect();
            for (place, one) in variables.iter().enumerate() {
                for other in &variables[place + 1..] {
                    let rest = key.without(one).without(other);
                    pairs.entry(rest).or_default().insert(((*one).to_owned(), (*other).to_owned()));
                }
            }
        }
        let mut rings = BTreeSet::new();
        for (rest, pairs) in pairs {
            for (one, two) in &pairs {
                let thirds = pairs.iter().filter(|(first, _)| first == two).map(|(_, third)| third);
                let closed = thirds.filter(|third| pairs.contains(&(one.clone(), (*third).clone())));
                rings.extend(closed.map(|third| (rest.clone(), [one.clone(), two.clone(), third.clone()])));
            }
        }
        rings
    }

    fn places_in(&self, (rest, variables): &Ring) -> Vec<usize> {
        let within = |key: &Key| variables.iter().fold(key.clone(), |key, variable| key.without(variable)) == *rest;
        (0..self.keys.len()).filter(|place| within(&self.keys[*place])).collect()
    }

    /// The kinds of people that each count is a sum of; nothing where there are too many kinds.
    fn kinds(&self, (_, variables): &Ring, places: &[usize]) -> Option<Vec<Vec<usize>>> {
        // Beside its values each question has people who did not answer it.
        let values = |variable: &String| -> Vec<Option<String>> {
            let facts =
                || places.iter().flat_map(|place| self.keys[*place].facts()).filter(|(name, _)| name == variable);
            let mut values = self.universes.get(variable).cloned().unwrap_or_default();
            values.extend(facts().filter_map(|(_, values)| values).flatten().cloned());
            let silent = facts().any(|(_, values)| values.is_none());
            values.into_iter().map(Some).chain(silent.then_some(None)).collect()
        };
        let [one, two, three] = variables.each_ref().map(values);
        if one.len() * two.len() * three.len() > MOST_KINDS {
            return None;
        }
        let all: Vec<[&Option<String>; 3]> = one
            .iter()
            .flat_map(|one| two.iter().flat_map(move |two| [[one, two]]))
            .flat_map(|[one, two]| three.iter().map(move |three| [one, two, three]))
            .collect();
        let fits = |key: &Key, kind: &[&Option<String>; 3]| {
            key.facts().all(|(name, wanted)| match variables.iter().position(|variable| variable == name) {
                Some(place) => {
                    kind[place].as_ref().is_some_and(|value| wanted.is_none_or(|wanted| wanted.contains(value)))
                }
                None => true,
            })
        };
        let of = |place: &usize| (0..all.len()).filter(|kind| fits(&self.keys[*place], &all[*kind])).collect();
        Some(places.iter().map(of).collect())
    }

    fn attack_kinds(&self, places: &[usize], kinds: &[Vec<usize>]) -> Result<Vec<usize>, Unsolved> {
        let mut figures = Figures::default();
        for place in places {
            figures.count(self.figures.counts()[*place], self.figures.standing(*place));
        }
        // Nobody is of a kind of which nobody was counted.
        let nobody = places
            .iter()
            .zip(kinds)
            .filter(|(place, _)| self.figures.counts()[**place] == 0 && !self.figures.is_hidden(**place));
        let nobody: BTreeSet<usize> = nobody.flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for (count, kinds) in kinds.iter().enumerate() {
            let mut parts = Vec::new();
            for kind in kinds.iter().filter(|kind| !nobody.contains(kind)) {
                parts.push(*numbers.entry(*kind).or_insert_with(|| figures.count(0, Standing::Hidden)));
            }
            figures.sum(parts, count);
        }
        let mut needs: Vec<_> = places.iter().map(|place| self.needs[*place]).collect();
        needs.resize(figures.counts().len(), None);
        let exposed = figures.exposed(&needs, usize::MAX)?;
        Ok(exposed.into_iter().map(|count| places[count]).collect())
    }
}
