//! What one wave, or one site of it, said to an item: who was asked and who answered, and the counts or the description
//! that every comparison is made of. Answers are read here and nowhere else.

use std::collections::HashMap;

use instruments::{Answer, Instrument, rating};

use super::{Item, Level, Measure, Moment};
use crate::statistics::describe::{Description, describe, describe_counts};
use crate::statistics::scale;
use crate::statistics::tally::Tally;
use crate::workspace::{Table, Told};

/// What was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Who was asked, who answered, and why others did not. For a scale: who was scored.
    pub tally: Tally,
    /// Answers of other versions that may not be counted together with these.
    pub left_out: usize,
    /// The answers.
    pub what: What,
}

/// Counts or numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// How many said yes, or ticked it.
    Share(u64),
    /// How many chose each level.
    Levels(Vec<u64>),
    /// Numbers, or persons' means.
    Numbers(Description),
}

impl Seen {
    /// How many answers there are.
    pub fn base(&self) -> u64 {
        match &self.what {
            What::Share(_) => self.tally.answered as u64,
            What::Levels(counts) => counts.iter().sum(),
            What::Numbers(described) => described.mean.base as u64,
        }
    }

    /// The headline as a count of the base: yes, ticked, or the upper levels of ordered answers.
    pub fn headline(&self, measure: &Measure) -> Option<(u64, u64)> {
        match (&self.what, measure) {
            (What::Share(count), _) => Some((*count, self.base())),
            (What::Levels(counts), Measure::Ordinal(_)) => {
                let upper = counts.iter().enumerate().filter(|(level, _)| measure.is_upper(*level));
                Some((upper.map(|(_, count)| count).sum(), self.base()))
            }
            _ => None,
        }
    }

    /// The headline and nothing else; the same where there is none.
    #[must_use]
    pub fn as_share(self, measure: &Measure) -> Self {
        let Some((count, base)) = self.headline(measure) else { return self };
        let tally = Tally { answered: base as usize, ..self.tally };
        Self { tally, what: What::Share(count), ..self }
    }

    /// The mean of scores, of numbers or of persons' means.
    pub fn mean(&self, measure: &Measure) -> Option<Description> {
        match (&self.what, measure) {
            (What::Numbers(described), _) => Some(within(described.clone(), measure.ends())),
            (What::Levels(counts), Measure::Ordinal(levels)) => Some(within(of_levels(counts, levels), measure.ends())),
            _ => None,
        }
    }
}

/// Describes scores by their counts.
fn of_levels(counts: &[u64], levels: &[Level]) -> Description {
    describe_counts(counts.iter().zip(levels).map(|(count, level)| (level.score, *count as usize)))
}

/// The interval of a mean ends where the scale ends.
fn within(mut described: Description, ends: Option<(f64, f64)>) -> Description {
    let interval = described.mean.interval;
    described.mean.interval = interval.map(|interval| ends.map_or(interval, |ends| interval.within(ends)));
    described
}

/// What a moment said to an item, at one site or at all.
pub fn seen(item: &Item, instrument: &Instrument, moment: &Moment, site: Option<&str>) -> Seen {
    let mut sum = Sum::new(item);
    for answered in &moment.answered {
        let here = answered.table.at_site(site);
        let keep = answered.keep(item, &here);
        sum.left_out += here.len() - keep.len();
        sum.add(item, instrument, &answered.table, &keep);
    }
    sum.finish()
}

/// The value of each row of a moment that may be counted.
pub fn all_values(item: &Item, instrument: &Instrument, moment: &Moment, site: Option<&str>) -> Vec<Option<f64>> {
    let of = |answered: &super::Answered| {
        let here = answered.table.at_site(site);
        values(item, instrument, &answered.table, &answered.keep(item, &here))
    };
    moment.answered.iter().flat_map(of).collect()
}

/// What some rows of one table said to an item.
pub fn of_rows(item: &Item, instrument: &Instrument, table: &Table, keep: &[usize]) -> Seen {
    let mut sum = Sum::new(item);
    sum.add(item, instrument, table, keep);
    sum.finish()
}

/// Each row's value of an item: 1 or 0 for yes and ticked, the score of a level, a number, a person's mean; nothing
/// where there is no answer.
pub fn values(item: &Item, instrument: &Instrument, table: &Table, keep: &[usize]) -> Vec<Option<f64>> {
    if item.is_scale() {
        return persons(item, instrument, table, keep);
    }
    let places = places(item.measure.levels());
    let value = |answer: &Answer| match (&item.measure, answer) {
        (_, Answer::Missing(_)) => None,
        (Measure::YesNo, Answer::One(code)) => Some(f64::from(u8::from(code == "yes"))),
        (Measure::Ticked(option), Answer::Several(codes)) => Some(f64::from(u8::from(codes.contains(option)))),
        (Measure::Number(_), Answer::Number(number)) => Some(*number).filter(|number| number.is_finite()),
        (measure, Answer::One(code)) => places.get(code.as_str()).map(|place| measure.levels()[*place].score),
        _ => None,
    };
    table.each(item.answer_key(), keep, value)
}

/// What some rows of a moment said, told by their place in the order of its tables.
pub fn of_some(item: &Item, instrument: &Instrument, moment: &Moment, wanted: impl Fn(usize) -> bool) -> Seen {
    let (mut sum, mut start) = (Sum::new(item), 0);
    for answered in &moment.answered {
        let rows = answered.table.rows.len();
        let here: Vec<usize> = (0..rows).filter(|row| wanted(start + row)).collect();
        let keep = answered.keep(item, &here);
        sum.add(item, instrument, &answered.table, &keep);
        start += rows;
    }
    sum.finish()
}

/// The value of every row of a moment, in the order of its tables; nothing for rows that may not be counted.
pub fn values_of_all(item: &Item, instrument: &Instrument, moment: &Moment) -> Vec<Option<f64>> {
    of_all(item, moment, |table, keep| values(item, instrument, table, keep))
}

/// The place of every row's level, likewise.
pub fn places_of_all(item: &Item, _: &Instrument, moment: &Moment) -> Vec<Option<usize>> {
    of_all(item, moment, |table, keep| places_of(item, table, keep))
}

fn of_all<T: Clone>(item: &Item, moment: &Moment, read: impl Fn(&Table, &[usize]) -> Vec<Option<T>>) -> Vec<Option<T>> {
    let mut found = Vec::new();
    for answered in &moment.answered {
        let start = found.len();
        found.resize(start + answered.table.rows.len(), None);
        let all: Vec<usize> = (0..answered.table.rows.len()).collect();
        let keep = answered.keep(item, &all);
        for (row, value) in keep.iter().zip(read(&answered.table, &keep)) {
            found[start + row] = value;
        }
    }
    found
}

/// The place of each row's level: 0 for yes and ticked, 1 for no; nothing where there is no answer.
pub fn places_of(item: &Item, table: &Table, keep: &[usize]) -> Vec<Option<usize>> {
    let told = places_told(item, table);
    keep.iter().map(|row| *told.of(*row)).collect()
}

/// The same for whoever asks row by row.
pub fn places_told<'t>(item: &Item, table: &'t Table) -> Told<'t, Option<usize>> {
    let places = places(item.measure.levels());
    let place = |answer: &Answer| match (&item.measure, answer) {
        (_, Answer::Missing(_)) => None,
        (Measure::YesNo, Answer::One(code)) => Some(usize::from(code != "yes")),
        (Measure::Ticked(option), Answer::Several(codes)) => Some(usize::from(!codes.contains(option))),
        (_, Answer::One(code)) => places.get(code.as_str()).copied(),
        _ => None,
    };
    table.told(item.answer_key(), place)
}

fn places(levels: &[Level]) -> HashMap<&str, usize> {
    levels.iter().enumerate().map(|(place, level)| (level.code.as_str(), place)).collect()
}

/// Persons' means of a scale.
fn persons(item: &Item, instrument: &Instrument, table: &Table, keep: &[usize]) -> Vec<Option<f64>> {
    let Some(scale) = instrument.scales.iter().find(|scale| scale.id == item.question) else {
        return vec![None; keep.len()];
    };
    let scores = |key: &String| scale::Item {
        scores: table.each(key, keep, |answer| rating(instrument, scale, key, answer)),
        turned: None,
    };
    let items: Vec<scale::Item> = scale.items.iter().map(scores).collect();
    (0..keep.len()).map(|person| scale::person_mean(&items, person, scale.least_answered)).collect()
}

/// Answers added up over tables.
struct Sum {
    tally: Tally,
    left_out: usize,
    share: u64,
    levels: Vec<u64>,
    numbers: Vec<f64>,
    kind: Measure,
}

impl Sum {
    fn new(item: &Item) -> Self {
        let levels = vec![0; item.measure.levels().len()];
        Self { tally: Tally::default(), left_out: 0, share: 0, levels, numbers: Vec::new(), kind: item.measure.clone() }
    }

    fn add(&mut self, item: &Item, instrument: &Instrument, table: &Table, keep: &[usize]) {
        if item.is_scale() {
            let means = persons(item, instrument, table, keep);
            self.tally.total += means.len();
            self.tally.answered += means.iter().flatten().count();
            self.numbers.extend(means.into_iter().flatten());
            return;
        }
        let places = places(item.measure.levels());
        for (answer, times) in table.counts(item.answer_key(), keep) {
            self.tally.total += times;
            if let Answer::Missing(reason) = answer {
                *self.tally.missing.entry(*reason).or_default() += times;
            } else if self.count(item, answer, times, &places) {
                self.tally.answered += times;
            } else {
                self.left_out += times;
            }
        }
    }

    /// Counts an answer that was given so many times; `false` where the item has no place for it.
    fn count(&mut self, item: &Item, answer: &Answer, times: usize, places: &HashMap<&str, usize>) -> bool {
        match (&item.measure, answer) {
            (Measure::YesNo, Answer::One(code)) => self.share += times as u64 * u64::from(code == "yes"),
            (Measure::Ticked(option), Answer::Several(codes)) => {
                self.share += times as u64 * u64::from(codes.contains(option));
            }
            (Measure::Number(_), Answer::Number(number)) => {
                self.numbers.extend(std::iter::repeat_n(*number, times));
            }
            (_, Answer::One(code)) => match places.get(code.as_str()) {
                Some(place) => self.levels[*place] += times as u64,
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn finish(self) -> Seen {
        let what = match self.kind {
            Measure::YesNo | Measure::Ticked(_) => What::Share(self.share),
            Measure::Nominal(_) | Measure::Ordinal(_) => What::Levels(self.levels),
            Measure::Number(_) | Measure::Scale(_) => What::Numbers(describe(self.numbers)),
        };
        Seen { tally: self.tally, left_out: self.left_out, what }
    }
}
