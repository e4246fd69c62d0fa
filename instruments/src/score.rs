//! Scores of scales: items turned round, the rule for gaps, means over persons or ratings, bands.
//!
//! Sums are kept in whole millionths, so that 3.95 is rounded to 4.0 whatever a double makes of it. Intervals and
//! tests are left to the server's statistics.

use crate::{Answer, Answers, Band, Headline, Instrument, Kind, Scale};

const MILLION: i128 = 1_000_000;

/// Ratings added up, exact for scores with up to six decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    millionths: i128,
    /// How many ratings.
    pub count: u32,
}

impl Tally {
    /// Adds a rating; what is no number, or beyond any scale, is left out.
    pub fn add(&mut self, rating: f64) {
        if rating.abs() < 1e12 {
            self.millionths += (rating * 1e6).round() as i128;
            self.count += 1;
        }
    }

    /// Adds the ratings of another tally.
    pub fn join(&mut self, other: Self) {
        self.millionths += other.millionths;
        self.count += other.count;
    }

    /// The mean.
    pub fn mean(self) -> Option<f64> {
        (self.count > 0).then(|| self.millionths as f64 / 1e6 / f64::from(self.count))
    }

    /// The mean rounded half up to one decimal.
    pub fn rounded(self) -> Option<f64> {
        tenths(self.millionths, MILLION * i128::from(self.count))
    }
}

/// A fraction rounded half up to one decimal.
fn tenths(sum: i128, count: i128) -> Option<f64> {
    let tenths = sum.checked_mul(20)?.checked_add(count)?.checked_div_euclid(count.checked_mul(2)?)?;
    Some(tenths as f64 / 10.0)
}

/// One person's answers to a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The ratings given, reversed items already turned.
    pub ratings: Tally,
    /// Whether enough items were answered to speak of the person.
    pub enough: bool,
}

impl Score {
    /// The person's mean, when enough items were answered.
    pub fn mean(self) -> Option<f64> {
        self.ratings.mean().filter(|_| self.enough)
    }
}

/// A group's result.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupScore {
    /// Persons who answered enough items.
    pub persons: u32,
    /// All ratings of all items, of everybody.
    pub ratings: Tally,
    /// The headline, exact.
    pub mean: Option<f64>,
    /// The headline rounded half up to one decimal.
    pub rounded: Option<f64>,
    /// The band that the rounded headline falls into.
    pub band: Option<Band>,
}

/// Scores one person on a scale.
pub fn score(instrument: &Instrument, scale: &Scale, answers: &Answers) -> Score {
    let mut ratings = Tally::default();
    scale
        .items
        .iter()
        .filter_map(|key| rating(instrument, scale, key, answers.get(key)?))
        .for_each(|rating| ratings.add(rating));
    let share = f64::from(ratings.count) / (scale.items.len().max(1) as f64);
    // A share of a third is written 0.33: a hair below counts.
    Score { ratings, enough: ratings.count > 0 && share + 1e-9 >= scale.least_answered }
}

/// Scores a group of people on a scale.
pub fn score_group<'a>(
    instrument: &Instrument,
    scale: &Scale,
    people: impl IntoIterator<Item = &'a Answers>,
) -> GroupScore {
    let scores: Vec<_> = people.into_iter().map(|answers| score(instrument, scale, answers)).collect();
    let mut ratings = Tally::default();
    scores.iter().for_each(|score| ratings.join(score.ratings));
    let counted: Vec<_> = scores.iter().filter(|score| score.enough).map(|score| score.ratings).collect();
    let (mean, rounded) = match scale.headline {
        Headline::Ratings => (ratings.mean(), ratings.rounded()),
        Headline::Persons => means(&counted),
    };
    let band = rounded.and_then(|rounded| band(rounded, &scale.bands)).cloned();
    GroupScore { persons: u32::try_from(counted.len()).unwrap_or(u32::MAX), ratings, mean, rounded, band }
}

/// The number that an answer gives to a scale: its option's score, turned round where the item is reversed.
pub fn rating(instrument: &Instrument, scale: &Scale, key: &str, answer: &Answer) -> Option<f64> {
    let id = key.split('.').next()?;
    let question = instrument.questions().find(|question| question.id == id)?;
    let plain = match answer {
        Answer::One(code) => instrument.option(question, code)?.score?,
        Answer::Number(number) if matches!(question.kind, Kind::Number | Kind::Calculated) => *number,
        _ => return None,
    };
    if !scale.reversed.iter().any(|reversed| reversed == key) {
        return Some(plain);
    }
    let scores = instrument.options(question).iter().filter_map(|option| option.score);
    let lowest = scores.clone().reduce(f64::min).or(question.min)?;
    let highest = scores.reduce(f64::max).or(question.max)?;
    Some(lowest + highest - plain)
}

/// The band of a rounded mean.
pub fn band(rounded: f64, bands: &[Band]) -> Option<&Band> {
    let tenths = |value: f64| (value * 10.0).round();
    bands.iter().find(|band| (tenths(band.from)..=tenths(band.to)).contains(&tenths(rounded)))
}

/// The mean of persons' means, and its exact rounding, over the least common multiple of the numbers of their ratings.
fn means(persons: &[Tally]) -> (Option<f64>, Option<f64>) {
    let number = persons.len() as f64;
    let mean = (!persons.is_empty()).then(|| persons.iter().filter_map(|person| person.mean()).sum::<f64>() / number);
    let exact = || {
        let common = persons.iter().try_fold(1_i128, |common, person| {
            let count = i128::from(person.count);
            (common / gcd(common, count)).checked_mul(count)
        })?;
        let sum = persons.iter().try_fold(0_i128, |sum, person| {
            sum.checked_add(person.millionths.checked_mul(common / i128::from(person.count))?)
        })?;
        tenths(sum, common.checked_mul(MILLION)?.checked_mul(persons.len() as i128)?)
    };
    (mean, mean.and_then(|mean| exact().or_else(|| tenths((mean * 1e6).round() as i128, MILLION))))
}

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 { one.max(1) } else { gcd(other, one % other) }
}
