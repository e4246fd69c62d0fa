//! Scales and factors of a collection: figures, spread, whether their items hang together, and sites side by side. Only
//! columns and `statistics`; words are chosen by the page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use instruments::{Instrument, Scale, Text, rating};

use super::Table;
use super::everybody::{Everybody, Now};
use super::meaning::Meanings;
use super::results::{ends, inside};
use crate::statistics::Interval;
use crate::statistics::interval::proportion;
use crate::statistics::reliability::{Alpha, DRAWS, Omega, cronbach_alpha, mcdonald_omega};
use crate::statistics::scale::{Factor, Item, Rules, factor};
use crate::statistics::tally::Share;

/// Fewer people than this have no mean where groups stand side by side, and no place in a sorted list.
pub const LEAST_FOR_A_MEAN: usize = 10;

/// Up to so many people omega gets an interval: it draws all of them again, two thousand times.
const DRAWN_AGAIN: usize = 300;

/// One scale or factor.
#[derive(Clone, Debug)]
pub struct FactorResult {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The heading it stands under.
    pub category: Option<Text>,
    /// How many items it has.
    pub items: usize,
    /// The key of each of them, with what it says.
    pub asked: Vec<(String, Text)>,
    /// Responses that are not counted, because items meant something else or were worded otherwise.
    pub left_out: usize,
    /// Its figures.
    pub factor: Factor,
    /// The headline, exact: what lists are sorted by.
    pub exact: Option<f64>,
    /// Names of its bands, lowest first.
    pub bands: Vec<Text>,
    /// How ratings were spread: score, share of all ratings.
    pub spread: Vec<(String, Share)>,
}

impl FactorResult {
    /// What all of a known number of people would say now.
    pub fn now(&self, everybody: Everybody) -> Option<Now> {
        everybody.mean(&self.factor.persons)
    }

    /// Whether enough people answered for a place in a sorted list.
    pub fn is_sure_enough(&self) -> bool {
        self.factor.persons.mean.base >= LEAST_FOR_A_MEAN
    }
}

/// Whether the items of a scale measure one thing.
#[derive(Clone, Debug)]
pub enum Reliability {
    /// One item has nothing to agree with.
    OneItem,
    /// Two items: Spearman-Brown stands in `alpha.standardised`, and they are too few to judge.
    TwoItems(Alpha),
    /// Alpha and omega.
    Several(Alpha, Omega),
}

/// One site, or all of them, beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name of the site; none for all together.
    pub site: Option<String>,
    /// How many answered.
    pub answered: usize,
    /// How many were invited, where that is known.
    pub invited: Option<i64>,
    /// One for each scale.
    pub cells: Vec<Cell>,
}

/// What is shown of a scale where groups stand side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// Nobody answered enough items.
    Empty,
    /// So few people that even their number stays unsaid.
    Hidden,
    /// Too few people for a mean; how many.
    Count(usize),
    /// The rounded mean, its interval, and how many people.
    Mean(f64, Option<Interval>, usize),
}

/// The scales of an instrument, over some rows of a table.
pub fn factors(instrument: &Instrument, table: &Table, keep: &[usize], meanings: &Meanings) -> Vec<FactorResult> {
    let look = Look { instrument, table, keep, meanings };
    instrument.scales.iter().map(|scale| look.factor(scale)).collect()
}

/// The reliability of each of them.
pub fn reliability(instrument: &Instrument, table: &Table, keep: &[usize], meanings: &Meanings) -> Vec<Reliability> {
    let look = Look { instrument, table, keep, meanings };
    instrument.scales.iter().map(|scale| look.reliability(scale)).collect()
}

/// What may be shown of one scale of one group beside others.
pub fn cell(result: &FactorResult, smallest: usize) -> Cell {
    let people = result.factor.persons.mean.base;
    match result.factor.rounded {
        _ if people == 0 => Cell::Empty,
        _ if people < smallest => Cell::Hidden,
        Some(mean) if people >= LEAST_FOR_A_MEAN => Cell::Mean(mean, result.factor.persons.mean.interval, people),
        _ => Cell::Count(people),
    }
}

struct Look<'a> {
    instrument: &'a Instrument,
    table: &'a Table,
    keep: &'a [usize],
    meanings: &'a Meanings,
}

impl Look<'_> {
    /// A person's mean is of items that all mean the same: who answered another meaning of one is left out whole.
    fn rows(&self, scale: &Scale) -> Cow<'_, [usize]> {
        questions(scale).iter().fold(Cow::Borrowed(self.keep), |keep, question| {
            Cow::Owned(self.meanings.keep(self.table, &keep, question).into_owned())
        })
    }

    /// Scores of its items, those that are reversed turned round already.
    fn items(&self, scale: &Scale, keep: &[usize]) -> Vec<Item> {
        let scores = |key: &String| self.table.each(key, keep, |answer| rating(self.instrument, scale, key, answer));
        scale.items.iter().map(|key| Item { scores: scores(key), turned: None }).collect()
    }

    fn factor(&self, scale: &Scale) -> FactorResult {
        let keep = self.rows(scale);
        let items = self.items(scale, &keep);
        let rules = Rules { least_answered: scale.least_answered, headline: scale.headline, bands: &scale.bands };
        let mut factor = factor(&items, rules);
        let questions = questions(scale);
        let asked = self.instrument.questions().filter(|question| questions.contains(question.id.as_str()));
        let options: Vec<_> = asked.flat_map(|question| self.instrument.options(question)).cloned().collect();
        factor.persons = inside(factor.persons, ends(&options));
        FactorResult {
            id: scale.id.clone(),
            title: scale.title.clone(),
            category: scale.category.clone(),
            items: items.len(),
            asked: scale.items.iter().map(|key| (key.clone(), self.said(key))).collect(),
            left_out: self.keep.len() - keep.len(),
            exact: match scale.headline {
                instruments::Headline::Ratings => factor.ratings.mean(),
                instruments::Headline::Persons => factor.persons.mean.estimate,
            },
            factor,
            bands: scale.bands.iter().map(|band| band.text.clone()).collect(),
            spread: self.spread(scale, &items),
        }
    }

    /// What an item says: a row of a matrix, or a question.
    fn said(&self, key: &str) -> Text {
        let (id, part) = key.split_once('.').unwrap_or((key, ""));
        let question = self.instrument.questions().find(|question| question.id == id);
        let row = question.and_then(|question| question.rows.iter().find(|row| row.id == part));
        row.map(|row| &row.text).or(question.map(|question| &question.text)).cloned().unwrap_or_default()
    }

    fn reliability(&self, scale: &Scale) -> Reliability {
        let keep = self.rows(scale);
        let items = self.items(scale, &keep);
        let columns: Vec<&[Option<f64>]> = items.iter().map(|item| item.scores.as_slice()).collect();
        match columns.len() {
            0 | 1 => Reliability::OneItem,
            2 => Reliability::TwoItems(cronbach_alpha(&columns)),
            _ => {
                let draws = (keep.len() <= DRAWN_AGAIN).then_some(DRAWS);
                Reliability::Several(cronbach_alpha(&columns), mcdonald_omega(&columns, draws))
            }
        }
    }

    /// Ratings by score, every score that could be given among them.
    fn spread(&self, scale: &Scale, items: &[Item]) -> Vec<(String, Share)> {
        let hundredths = |score: f64| (score * 100.0).round() as i64;
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        let first = scale.items.first().and_then(|key| key.split('.').next());
        let question = self.instrument.questions().find(|question| Some(question.id.as_str()) == first);
        let options = question.map_or(&[][..], |question| self.instrument.options(question));
        counts.extend(options.iter().filter_map(|option| option.score).map(|score| (hundredths(score), 0)));
        for score in items.iter().flat_map(|item| &item.scores).flatten() {
            *counts.entry(hundredths(*score)).or_default() += 1;
        }
        let base = counts.values().sum();
        let share = |(score, count): (i64, usize)| {
            let code = (score as f64 / 100.0).to_string();
            (code.clone(), Share { code, count, share: proportion(count, base) })
        };
        counts.into_iter().map(share).collect()
    }
}

/// The questions that a scale's items are, or are rows of.
fn questions(scale: &Scale) -> BTreeSet<&str> {
    scale.items.iter().filter_map(|key| key.split('.').next()).collect()
}

#[cfg(test)]
mod tests {
    //! Members of a coalition answer the inventory.

    use super::*;
    use crate::seal::payload::Response;
    use instruments::Answer;

    const WILDER: &str = include_str!("../../../instruments/library/wilder-cfi.toml");

    /// Everybody rates every item with the number that `say` gives for person and item.
    fn table(instrument: &Instrument, people: usize, say: impl Fn(usize, usize) -> usize) -> Table {
        let keys: Vec<&String> = instrument.scales.iter().flat_map(|scale| &scale.items).collect();
        let mut table = Table::default();
        for person in 0..people {
            let one = |(place, key): (usize, &&String)| ((*key).clone(), Answer::One(say(person, place).to_string()));
            let answers = keys.iter().enumerate().map(one).collect();
            table.push(format!("{person:03}"), "north".into(), Response { answers, ..Response::default() }, None);
        }
        table
    }

    #[test]
    fn reliability_depends_on_how_many_items_there_are() {
        let instrument = instruments::parse(WILDER).unwrap();
        let table = table(&instrument, 60, |person, item| 1 + (person + (person * item) % 3) % 5);
        let keep: Vec<usize> = (0..60).collect();
        let found = reliability(&instrument, &table, &keep, &Meanings::default());
        let count = |wanted: fn(&Reliability) -> bool| found.iter().filter(|one| wanted(one)).count();
        assert_eq!(count(|one| matches!(one, Reliability::OneItem)), 4);
        assert_eq!(count(|one| matches!(one, Reliability::TwoItems(_))), 14);
        assert_eq!(count(|one| matches!(one, Reliability::Several(..))), 4);
        for one in &found {
            match one {
                Reliability::TwoItems(alpha) => assert!(alpha.coefficient.as_ref().unwrap().standardised.is_some()),
                Reliability::Several(alpha, omega) => assert_eq!((alpha.base, omega.base, omega.items), (60, 60, 3)),
                Reliability::OneItem => {}
            }
        }
    }

    #[test]
    fn beside_others_few_people_are_hidden_and_some_are_only_counted() {
        let instrument = instruments::parse(WILDER).unwrap();
        let shown = |people: usize| {
            let table = table(&instrument, people, |person, _| 4 + person % 2);
            let keep: Vec<usize> = (0..people).collect();
            cell(&factors(&instrument, &table, &keep, &Meanings::default())[0], 5)
        };
        assert_eq!(
            [shown(0), shown(4), shown(5), shown(9)],
            [Cell::Empty, Cell::Hidden, Cell::Count(5), Cell::Count(9)]
        );
        assert!(matches!(shown(10), Cell::Mean(mean, Some(_), 10) if mean == 4.5));
    }
}
