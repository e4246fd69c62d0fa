//! Counting: who was asked, who answered, why not, what was chosen, what was put first.

use std::collections::BTreeMap;

use instruments::{Answer, MissingReason};

use super::Figure;
use super::describe::{Description, describe_counts};
use super::interval::proportion;

/// How many people a question reached and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Everybody.
    pub total: usize,
    /// Those with a value.
    pub answered: usize,
    /// Those without one, by reason.
    pub missing: BTreeMap<MissingReason, usize>,
}

impl Tally {
    /// Counts a column.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> Self {
        Self::of_counts(answers.into_iter().map(|answer| (answer, 1)))
    }

    /// Adds up how often each answer was given.
    pub fn of_counts<'a>(answers: impl IntoIterator<Item = (&'a Answer, usize)>) -> Self {
        let mut tally = Self::default();
        for (answer, count) in answers {
            tally.total += count;
            match answer {
                Answer::Missing(reason) => *tally.missing.entry(*reason).or_default() += count,
                _ => tally.answered += count,
            }
        }
        tally
    }

    /// How many gave this reason.
    pub fn missing(&self, reason: MissingReason) -> usize {
        self.missing.get(&reason).copied().unwrap_or(0)
    }

    /// Those who could have answered: asked, and not saying that it does not apply to them.
    pub fn eligible(&self) -> usize {
        self.total - self.missing(MissingReason::NotAsked) - self.missing(MissingReason::NotApplicable)
    }

    /// Share of the eligible who skipped, did not know or would rather not say.
    pub fn nonresponse(&self) -> Figure {
        proportion(self.eligible() - self.answered, self.eligible())
    }
}

/// One option: how many chose it, and their share of those who answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The option's code.
    pub code: String,
    /// How many chose it.
    pub count: usize,
    /// Share with its Wilson interval.
    pub share: Figure,
}

/// Counts every option of a question with one answer or several. With several, shares add up to more than 1: they are
/// shares of people, not of mentions.
pub fn shares<'a>(codes: &[&str], answers: impl IntoIterator<Item = &'a Answer>) -> Vec<Share> {
    shares_of_counts(codes, answers.into_iter().map(|answer| (answer, 1)))
}

/// The same where it is counted already how often each answer was given.
pub fn shares_of_counts<'a>(codes: &[&str], answers: impl IntoIterator<Item = (&'a Answer, usize)>) -> Vec<Share> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut base = 0;
    for (answer, times) in answers {
        match answer {
            Answer::One(code) => *counts.entry(code).or_default() += times,
            Answer::Several(ticked) => ticked.iter().for_each(|code| *counts.entry(code).or_default() += times),
            _ => continue,
        }
        base += times;
    }
    let count = |code: &str| counts.get(code).copied().unwrap_or(0);
    codes
        .iter()
        .map(|code| Share { code: (*code).to_owned(), count: count(code), share: proportion(count(code), base) })
        .collect()
}

/// Sums over all options of a several-choice question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mentions {
    /// Those who ticked at least one option.
    pub respondents: usize,
    /// Ticks in all.
    pub total: usize,
}

impl Mentions {
    /// Counts ticks.
    pub fn of(shares: &[Share]) -> Self {
        let respondents = shares.first().map_or(0, |share| share.share.base);
        Self { respondents, total: shares.iter().map(|share| share.count).sum() }
    }

    /// Share of one option in all ticks.
    pub fn share(&self, count: usize) -> Option<f64> {
        (self.total > 0).then(|| count as f64 / self.total as f64)
    }

    /// Ticks for each respondent.
    pub fn mean(&self) -> Option<f64> {
        (self.respondents > 0).then(|| self.total as f64 / self.respondents as f64)
    }
}

/// One option of a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    /// The option's code.
    pub code: String,
    /// How many put it first.
    pub first: usize,
    /// The places it was given, among those who placed it.
    pub places: Description,
}

/// Places of every option of a ranking.
pub fn ranks(codes: &[&str], answers: &[&Answer]) -> Vec<Rank> {
    ranks_of_counts(codes, &answers.iter().map(|answer| (*answer, 1)).collect::<Vec<_>>())
}

/// The same where it is counted already how often each order was given.
pub fn ranks_of_counts(codes: &[&str], orders: &[(&Answer, usize)]) -> Vec<Rank> {
    codes.iter().map(|code| rank(code, orders)).collect()
}

fn rank(code: &str, orders: &[(&Answer, usize)]) -> Rank {
    let place = |(answer, count): &(&Answer, usize)| match answer {
        Answer::Several(order) => order.iter().position(|placed| placed == code).map(|place| (place, *count)),
        _ => None,
    };
    let places: Vec<(usize, usize)> = orders.iter().filter_map(place).collect();
    let first = places.iter().filter(|(place, _)| *place == 0).map(|(_, count)| count).sum();
    let places = describe_counts(places.iter().map(|(place, count)| (*place as f64 + 1.0, *count)));
    Rank { code: code.to_owned(), first, places }
}

#[cfg(test)]
mod tests {
    //! A researcher counts answers of four respondents.

    use super::*;

    fn answers() -> Vec<Answer> {
        vec![
            Answer::Several(vec!["home".into(), "pub".into()]),
            Answer::Several(vec!["home".into()]),
            Answer::Missing(MissingReason::DontKnow),
            Answer::Missing(MissingReason::NotAsked),
        ]
    }

    #[test]
    fn those_who_were_not_asked_are_not_eligible() {
        let tally = Tally::of(&answers());
        assert_eq!((tally.total, tally.answered, tally.eligible()), (4, 2, 3));
        assert_eq!(tally.nonresponse().estimate, Some(1.0 / 3.0));
    }

    #[test]
    fn several_choice_shares_are_shares_of_people() {
        let shares = shares(&["home", "pub", "work"], &answers());
        assert_eq!(shares.iter().map(|share| share.count).collect::<Vec<_>>(), [2, 1, 0]);
        assert_eq!(shares[0].share.estimate, Some(1.0));
        assert_eq!(Mentions::of(&shares).mean(), Some(1.5));
    }

    #[test]
    fn a_ranking_counts_first_places_and_mean_places() {
        let answers = answers();
        let ranks = ranks(&["pub", "home"], &answers.iter().collect::<Vec<_>>());
        assert_eq!((ranks[0].first, ranks[0].places.mean.estimate), (0, Some(2.0)));
        assert_eq!((ranks[1].first, ranks[1].places.mean.estimate), (2, Some(1.0)));
    }
}
