//! Who answers which wave of the demo. Some come back, some stay away, some are new: organisations by a roster, clients by
//! the words of a card, everybody else as whoever they are.

use std::collections::HashMap;
use std::sync::Arc;

use crate::http::State;
use crate::linking::card;
use crate::store::collections::Collection;
use crate::store::links::{self, Mode};
use crate::store::roster;
use crate::{Error, Result};

/// Somebody who answers.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The same in every wave.
    pub number: usize,
    /// The organisation of a roster.
    pub organisation: Option<String>,
    /// The words of a card as they are typed this time.
    pub card: Option<String>,
}

impl Who {
    /// At which of so many sites they answer.
    pub fn site(&self, sites: usize) -> usize {
        self.number % sites
    }
}

/// How many are invited at one of so many sites: those who answer there, and some more.
pub fn invited(who: &[Who], sites: usize, place: usize) -> i64 {
    let here = who.iter().filter(|who| who.site(sites) == place).count();
    (here + 6 + place) as i64
}

/// How the answers of an instrument are known to come from the same people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Not at all: so many people in a wave, or a code that they make themselves.
    Nobody,
    /// By a roster of organisations.
    Roster,
    /// By printed cards.
    Cards,
}

/// Programs that are invited in one wave or the other; the letters stand for nobody.
const PROGRAMS: [&str; 40] = [
    "Acorn", "Almond", "Apple", "Aspen", "Barley", "Basil", "Beech", "Birch", "Cedar", "Cherry", "Clover", "Cotton",
    "Cypress", "Daisy", "Elder", "Elm", "Fennel", "Fern", "Fig", "Flax", "Ginger", "Hazel", "Heather", "Holly", "Iris",
    "Ivy", "Juniper", "Laurel", "Lavender", "Lilac", "Linden", "Maple", "Mint", "Moss", "Myrtle", "Oak", "Olive",
    "Pear", "Pine", "Poplar",
];
/// How many of them the first roster had.
const FIRST: usize = 35;
/// Those that closed before the second wave.
const CLOSED: [usize; 3] = [4, 17, 30];
/// One that said no the second time.
const REFUSED: usize = 12;
/// Those that did not answer, by wave.
const SILENT: [&[usize]; 2] = [&[9, 22, 33], &[6, 20, 27]];

/// Invites the programs of a wave, counted from 0, and tells which of them answer.
pub async fn programs(state: &Arc<State>, at: &Collection, site: &str, wave: usize) -> Result<Vec<Who>> {
    let (store, invited) = (&state.store, if wave == 0 { FIRST } else { PROGRAMS.len() });
    let door = links::add(store, &at.id, site, None, Mode::Code).await?;
    for name in &PROGRAMS[..invited] {
        roster::invite(store, &state.installation, at, &door, &program(name)).await?;
    }
    let ids: HashMap<String, String> =
        roster::all(store, &at.id).await?.into_iter().map(|entry| (entry.name, entry.organisation_id)).collect();
    let id = |number: usize| ids.get(&program(PROGRAMS[number])).cloned().ok_or(Error::NotFound);
    let gone = |number: &usize| wave > 0 && (CLOSED.contains(number) || *number == REFUSED);
    for number in (0..invited).filter(gone) {
        let stands = if number == REFUSED { roster::State::Refused } else { roster::State::Closed };
        roster::mark(store, &at.id, &id(number)?, stands).await?;
    }
    let silent = SILENT.get(wave).copied().unwrap_or_default();
    let answers = (0..invited).filter(|number| !gone(number) && !silent.contains(number));
    answers.map(|number| Ok(Who { number, organisation: Some(id(number)?), card: None })).collect()
}

fn program(name: &str) -> String {
    format!("Program {name}")
}

/// Cards of all clients; who has the same number has the same card.
pub fn cards() -> Vec<String> {
    card::make("en", CLIENTS).iter().map(card::Card::show).collect()
}

/// Clients who come at all.
const CLIENTS: usize = 100;
/// Clients at the beginning.
const BEGAN: usize = 66;
/// How many come each quarter.
const NEW: usize = 12;
/// For how many quarters somebody stays, by the last digit of the number.
const STAYS: [usize; 10] = [4, 4, 4, 3, 4, 2, 4, 4, 3, 1];

/// The clients of a quarter, counted from 0, with what they type of their card: most all of it, some a letter wrong, some
/// nothing; two pairs share a card.
pub fn clients(cards: &[String], wave: usize) -> Vec<Who> {
    let joined = |number: usize| if number < BEGAN { 0 } else { 1 + (number - BEGAN) / NEW };
    let here = |number: &usize| {
        let first = joined(*number);
        wave >= first && wave < first + STAYS[number % 10] && !(number * 7 + wave * 3).is_multiple_of(13)
    };
    let typed = |number: usize| {
        let own = cards.get(if number == 21 || number == 41 { number - 1 } else { number })?;
        match (number + wave) % 17 {
            5 => None,
            9 => Some(own.replacen(|letter: char| "aeiou".contains(letter), "x", 1)),
            _ => Some(own.clone()),
        }
    };
    (0..CLIENTS).filter(here).map(|number| Who { number, organisation: None, card: typed(number) }).collect()
}

/// So many people whom nobody knows. Later waves have others among them.
pub fn anybody(people: usize, wave: usize) -> Vec<Who> {
    (0..people).map(|number| Who { number: number + wave * people / 4, ..Who::default() }).collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator follows clients from quarter to quarter.

    use super::*;

    #[test]
    fn most_clients_come_back_and_some_do_not() {
        let cards = cards();
        let numbers = |wave| clients(&cards, wave).iter().map(|who| who.number).collect::<Vec<_>>();
        for wave in 0..3 {
            let (before, after) = (numbers(wave), numbers(wave + 1));
            let both = before.iter().filter(|number| after.contains(number)).count();
            assert!(both >= 30 && both + 5 < before.len() && both + 5 < after.len(), "wave {wave}: {both}");
        }
        for site in 0..2 {
            let here = clients(&cards, 3).iter().filter(|who| who.number % 2 == site).count();
            assert!(invited(&clients(&cards, 3), 2, site) > here as i64, "nobody answers who was not invited");
        }
        let silent = clients(&cards, 1).iter().filter(|who| who.card.is_none()).count();
        assert!((1..10).contains(&silent), "{silent} without a card");
    }
}
