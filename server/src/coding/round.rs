//! Rounds: which coder codes which passages, drawn from a seed that is kept, and blind until all have submitted.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Id;
use super::passage::PassageId;
use crate::chance::Seeded;

/// A round as it was given out.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Drawn {
    /// Its id.
    pub round: Id,
    /// Its name: id of a text.
    pub name: Id,
    /// How passages were chosen, for the methods section.
    pub how: How,
    /// Which passages each coder codes, in the order of reading.
    pub given: BTreeMap<String, Vec<PassageId>>,
}

/// How passages were chosen and given out.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct How {
    /// What the draw began from; the same seed over the same passages draws the same.
    pub seed: u64,
    /// How many passages there were to draw from.
    pub from: usize,
    /// How many were wanted; none is all.
    pub size: Option<usize>,
    /// By what the draw was stratified: `wave`, `site`, `question`; none is a simple draw.
    pub by: Option<String>,
    /// Percent of the passages that every coder codes; the others are dealt out.
    pub doubled: u8,
    /// The version of the codebook at the time.
    pub version: u32,
}

/// Where a round stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// What was given out.
    pub drawn: Drawn,
    /// Who gave it out.
    pub by: String,
    /// When.
    pub day: String,
    /// Who submitted, and when.
    pub submitted: BTreeMap<String, String>,
    /// Who ended it early, when, and why (id of a text).
    pub closed: Option<(String, String, Id)>,
}

impl Round {
    /// Whether everybody may see what everybody coded in it.
    pub fn is_revealed(&self) -> bool {
        self.closed.is_some() || self.drawn.given.keys().all(|coder| self.submitted.contains_key(coder))
    }

    /// Whether a coder still works in it.
    pub fn is_open_for(&self, person: &str) -> bool {
        self.closed.is_none() && self.drawn.given.contains_key(person) && !self.submitted.contains_key(person)
    }

    /// The passages given to a coder.
    pub fn given_to(&self, person: &str) -> &[PassageId] {
        self.drawn.given.get(person).map_or(&[], Vec::as_slice)
    }

    /// Whether a passage was given to anybody.
    pub fn holds(&self, passage: &PassageId) -> bool {
        self.drawn.given.values().any(|given| given.contains(passage))
    }

    /// All passages of the round, once each, in order of id.
    pub fn passages(&self) -> BTreeSet<&PassageId> {
        self.drawn.given.values().flatten().collect()
    }

    /// Passages that at least two coders were given.
    pub fn doubled(&self) -> Vec<&PassageId> {
        let given = |passage: &&PassageId| self.drawn.given.values().filter(|given| given.contains(passage)).count();
        self.passages().into_iter().filter(|passage| given(passage) >= 2).collect()
    }
}

/// Draws passages and deals them out. `from` holds each passage with its stratum (the same everywhere for a simple
/// draw), in an order that does not depend on who asks. A stratified draw takes from each stratum in proportion
/// (largest remainders first); the doubled share is taken from the drawn ones in random order and goes to every coder.
pub fn deal(from: &[(PassageId, String)], coders: &[String], how: &How) -> BTreeMap<String, Vec<PassageId>> {
    let mut random = Seeded::new(how.seed);
    let mut drawn = draw(from, how.size.unwrap_or(from.len()).min(from.len()), &mut random);
    random.shuffle(&mut drawn);
    let doubled = (drawn.len() * usize::from(how.doubled.min(100))).div_ceil(100);
    let mut given: BTreeMap<String, Vec<PassageId>> = coders.iter().map(|coder| (coder.clone(), Vec::new())).collect();
    for (number, passage) in drawn.into_iter().enumerate() {
        let everybody = number < doubled;
        for (place, coder) in coders.iter().enumerate() {
            if (everybody || number % coders.len() == place)
                && let Some(passages) = given.get_mut(coder)
            {
                passages.push(passage.clone());
            }
        }
    }
    given
}

fn draw(from: &[(PassageId, String)], size: usize, random: &mut Seeded) -> Vec<PassageId> {
    let mut strata: BTreeMap<&str, Vec<&PassageId>> = BTreeMap::new();
    for (passage, stratum) in from {
        strata.entry(stratum).or_default().push(passage);
    }
    let mut drawn = Vec::new();
    for (mut passages, take) in shares(strata, from.len(), size) {
        random.shuffle(&mut passages);
        drawn.extend(passages.into_iter().take(take).cloned());
    }
    drawn
}

/// How many to take from each stratum: its proportional share, what is left over to the largest remainders.
fn shares<'a>(strata: BTreeMap<&str, Vec<&'a PassageId>>, all: usize, size: usize) -> Vec<(Vec<&'a PassageId>, usize)> {
    let mut shares: Vec<(Vec<&PassageId>, usize, usize)> = strata
        .into_values()
        .map(|passages| {
            let share = passages.len() * size;
            (passages, share / all.max(1), share % all.max(1))
        })
        .collect();
    let mut left = size.saturating_sub(shares.iter().map(|(_, take, _)| take).sum());
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by_key(|place| std::cmp::Reverse(shares[*place].2));
    for place in by_remainder {
        if left > 0 && shares[place].1 < shares[place].0.len() {
            shares[place].1 += 1;
            left -= 1;
        }
    }
    shares.into_iter().map(|(passages, take, _)| (passages, take)).collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator draws 30 of 100 answers for two coders.

    use super::*;

    fn answers(count: usize) -> Vec<(PassageId, String)> {
        (0..count)
            .map(|number| {
                let site = if number % 4 == 0 { "north" } else { "south" };
                (PassageId::answer(&format!("r{number:03}"), "q"), site.to_owned())
            })
            .collect()
    }

    fn coders() -> Vec<String> {
        vec!["ana".to_owned(), "ravi".to_owned()]
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_does_not() {
        let how = |seed| How { seed, size: Some(30), doubled: 20, ..How::default() };
        let dealt = |seed| deal(&answers(100), &coders(), &how(seed));
        assert_eq!(dealt(7), dealt(7));
        assert_ne!(dealt(7), dealt(8));
    }

    #[test]
    fn the_doubled_share_goes_to_everybody_and_the_rest_is_dealt_out() {
        let given = deal(&answers(100), &coders(), &How { seed: 3, size: Some(30), doubled: 20, ..How::default() });
        let round = Round {
            drawn: Drawn { round: "r".into(), name: "n".into(), how: How::default(), given },
            by: String::new(),
            day: String::new(),
            submitted: BTreeMap::new(),
            closed: None,
        };
        assert_eq!((round.passages().len(), round.doubled().len()), (30, 6));
        assert_eq!((round.given_to("ana").len(), round.given_to("ravi").len()), (18, 18));
    }

    #[test]
    fn a_stratified_draw_keeps_proportions() {
        let how = How { seed: 3, size: Some(20), by: Some("site".into()), doubled: 100, ..How::default() };
        let given = deal(&answers(100), &coders(), &how);
        let north = answers(100).into_iter().filter(|(id, site)| site == "north" && given["ana"].contains(id)).count();
        assert_eq!((given["ana"].len(), north), (20, 5));
    }

    #[test]
    fn more_than_there_are_is_all() {
        let given = deal(&answers(5), &coders(), &How { seed: 1, size: Some(50), doubled: 100, ..How::default() });
        assert_eq!(given["ravi"].len(), 5);
        assert!(deal(&[], &coders(), &How::default())["ana"].is_empty());
    }
}
