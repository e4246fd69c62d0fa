//! Scores of scales and factors: persons' means, all ratings pooled, the band that the rounded mean falls into.
//!
//! Bands have one decimal and gaps between them, so the mean is rounded half up to one decimal first, from whole
//! numbers ([`Tally`]): 3.95 is 4.0, whatever a double makes of it.

use instruments::{Band, Headline, Tally};

use super::describe::{Description, describe};

/// One item: each person's score, and what it is taken from when the item is turned round (lowest + highest).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Scores in the order of persons.
    pub scores: Vec<Option<f64>>,
    /// Lowest + highest score of a reversed item.
    pub turned: Option<f64>,
}

impl Item {
    fn score(&self, person: usize) -> Option<f64> {
        let score = self.scores.get(person).copied().flatten()?;
        Some(self.turned.map_or(score, |turned| turned - score))
    }
}

/// The rules by which items become a factor.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Least share of items that a person must have answered.
    pub least_answered: f64,
    /// Which mean is the headline.
    pub headline: Headline,
    /// Bands of the rounded headline.
    pub bands: &'a [Band],
}

/// A group's result on a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Persons' means: for the interval and every test.
    pub persons: Description,
    /// Persons who answered too few items.
    pub not_scored: usize,
    /// All ratings of all items.
    pub ratings: Tally,
    /// The headline rounded half up to one decimal.
    pub rounded: Option<f64>,
    /// Which band the rounded headline falls into.
    pub band: Option<usize>,
    /// The bands at the two ends of the interval, when they differ: the factor is borderline between them.
    pub between: Option<(usize, usize)>,
}

/// Scores a group on a factor.
pub fn factor(items: &[Item], rules: Rules) -> Factor {
    let people = items.iter().map(|item| item.scores.len()).max().unwrap_or(0);
    let means: Vec<Option<f64>> = (0..people).map(|person| person_mean(items, person, rules.least_answered)).collect();
    let persons = describe(means.iter().copied().flatten());
    let ratings = pooled(items.iter().flat_map(|item| (0..people).filter_map(|person| item.score(person))));
    let rounded = match rules.headline {
        Headline::Ratings => ratings.rounded(),
        Headline::Persons => persons.mean.estimate.and_then(round),
    };
    let not_scored = means.iter().filter(|mean| mean.is_none()).count();
    let band = |value: Option<f64>| value.and_then(|value| band(value, rules.bands));
    let ends = persons.mean.interval.and_then(|ends| band(round(ends.low)).zip(band(round(ends.high))));
    let between = ends.filter(|(low, high)| low != high);
    Factor { persons, not_scored, ratings, rounded, band: band(rounded), between }
}

/// One person's mean over answered items, if enough of them are answered.
pub fn person_mean(items: &[Item], person: usize, least_answered: f64) -> Option<f64> {
    let scores: Vec<f64> = items.iter().filter_map(|item| item.score(person)).collect();
    let enough = !scores.is_empty() && scores.len() as f64 >= least_answered * items.len() as f64;
    enough.then(|| scores.iter().sum::<f64>() / scores.len() as f64)
}

/// Ratings added up.
pub fn pooled(ratings: impl IntoIterator<Item = f64>) -> Tally {
    let mut tally = Tally::default();
    ratings.into_iter().for_each(|rating| tally.add(rating));
    tally
}

/// A number rounded half up to one decimal.
pub fn round(value: f64) -> Option<f64> {
    pooled([value]).rounded()
}

/// The band of a number that has one decimal. Ends of intervals may lie outside every band: they belong to the nearest.
pub fn band(rounded: f64, bands: &[Band]) -> Option<usize> {
    let distance = |band: &Band| (band.from - rounded).max(rounded - band.to).max(0.0);
    let nearest = bands.iter().enumerate().min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)));
    nearest.map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    //! A coordinator reads the bands of a collaboration inventory.

    use super::*;

    fn bands() -> Vec<Band> {
        [("concern", 1.0, 2.9), ("borderline", 3.0, 3.9), ("strength", 4.0, 5.0)]
            .map(|(id, from, to)| Band { from, to, id: id.into(), text: instruments::Text::default() })
            .to_vec()
    }

    fn rules(bands: &[Band]) -> Rules<'_> {
        Rules { least_answered: 0.5, headline: Headline::Ratings, bands }
    }

    fn item(scores: &[f64]) -> Item {
        Item { scores: scores.iter().copied().map(Some).collect(), turned: None }
    }

    #[test]
    fn bands_are_read_after_rounding_half_up() {
        for (score, rounded, id) in
            [(3.95, 4.0, "strength"), (3.949_999, 3.9, "borderline"), (2.95, 3.0, "borderline"), (2.94, 2.9, "concern")]
        {
            let found = round(score).unwrap();
            assert_eq!((found, bands()[band(found, &bands()).unwrap()].id.as_str()), (rounded, id));
        }
    }

    #[test]
    fn pooled_ratings_and_person_means_differ_where_answers_are_missing() {
        let one = item(&[5.0, 1.0]);
        let two = Item { scores: vec![Some(5.0), None], turned: None };
        let found = factor(&[one, two], rules(&bands()));
        assert_eq!(found.ratings.mean(), Some(11.0 / 3.0));
        assert_eq!(found.persons.mean.estimate, Some(3.0));
        assert_eq!(found.rounded, Some(3.7));
    }

    #[test]
    fn an_interval_over_an_edge_is_borderline_between_two_bands() {
        let found = factor(&[item(&[5.0, 3.0, 4.0, 4.0, 5.0, 3.0, 4.0, 4.0])], rules(&bands()));
        assert_eq!((found.rounded, found.band, found.between), (Some(4.0), Some(2), Some((1, 2))));
    }

    #[test]
    fn a_person_with_too_few_items_is_counted_and_not_scored() {
        let mut items = vec![item(&[4.0]), item(&[4.0])];
        items.extend([Item { scores: vec![None], turned: None }, Item::default(), Item::default()]);
        let found = factor(&items, rules(&bands()));
        assert_eq!((found.persons.mean.estimate, found.not_scored, found.ratings.count), (None, 1, 2));
    }
}
