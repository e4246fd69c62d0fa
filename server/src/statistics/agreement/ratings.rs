//! What coders made of the same units: a category, or nothing where they did not code.

use std::collections::BTreeSet;

use super::Base;

/// One unit: an answer, a turn, a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Whose words they are; units of one respondent are drawn together.
    pub respondent: usize,
    /// Each coder's category, by its place in the list of categories.
    pub ratings: Vec<Option<usize>>,
}

/// Units × coders.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    values: Vec<f64>,
    coders: usize,
    units: Vec<Unit>,
}

/// Why a table is no table of ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// A unit has another number of coders.
    Coders {
        /// Which unit.
        unit: usize,
    },
    /// A rating names a category that is not in the list.
    Category {
        /// Which unit.
        unit: usize,
    },
    /// The numbers that categories stand for are not finite and rising.
    Values,
    /// Tables of different coders or categories cannot be laid together.
    Mixed,
}

impl Ratings {
    /// Ratings whose categories stand for rising numbers (their order is what ordinal figures use).
    pub fn new(values: Vec<f64>, coders: usize, units: Vec<Unit>) -> Result<Self, Malformed> {
        let rising = values.windows(2).all(|pair| pair[0] < pair[1]) && values.iter().all(|value| value.is_finite());
        if !rising {
            return Err(Malformed::Values);
        }
        for (place, unit) in units.iter().enumerate() {
            if unit.ratings.len() != coders {
                return Err(Malformed::Coders { unit: place });
            }
            if unit.ratings.iter().flatten().any(|category| *category >= values.len()) {
                return Err(Malformed::Category { unit: place });
            }
        }
        Ok(Self { values, coders, units })
    }

    /// `count` categories that have no number.
    pub fn of_categories(count: usize, coders: usize, units: Vec<Unit>) -> Result<Self, Malformed> {
        Self::new((0..count).map(|place| place as f64).collect(), coders, units)
    }

    /// One code over units, there or not: `(respondent, each coder's answer)`.
    pub fn of_code(
        coders: usize,
        units: impl IntoIterator<Item = (usize, Vec<Option<bool>>)>,
    ) -> Result<Self, Malformed> {
        let unit = |(respondent, answers): (usize, Vec<Option<bool>>)| Unit {
            respondent,
            ratings: answers.into_iter().map(|there| there.map(usize::from)).collect(),
        };
        Self::of_categories(2, coders, units.into_iter().map(unit).collect())
    }

    /// Numbers that coders gave: `(respondent, each coder's number)`; the categories are the numbers that occur.
    pub fn of_numbers(coders: usize, rows: &[(usize, Vec<Option<f64>>)]) -> Result<Self, Malformed> {
        // Adding nought makes −0 and 0 one category.
        let given = || rows.iter().flat_map(|(_, row)| row.iter().flatten().map(|value| value + 0.0));
        if given().any(|value| !value.is_finite()) {
            return Err(Malformed::Values);
        }
        let mut values: Vec<f64> = given().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let place = |value: f64| values.binary_search_by(|known| known.total_cmp(&(value + 0.0))).ok();
        let unit = |(respondent, row): &(usize, Vec<Option<f64>>)| Unit {
            respondent: *respondent,
            ratings: row.iter().map(|value| value.and_then(place)).collect(),
        };
        let units = rows.iter().map(unit).collect();
        Self::new(values, coders, units)
    }

    /// Several codes as one table: each unit counts once for each code.
    pub fn pooled<'a>(tables: impl IntoIterator<Item = &'a Self>) -> Result<Self, Malformed> {
        let mut tables = tables.into_iter();
        let Some(mut whole) = tables.next().cloned() else { return Self::of_categories(2, 0, Vec::new()) };
        for table in tables {
            if table.coders != whole.coders || table.values != whole.values {
                return Err(Malformed::Mixed);
            }
            whole.units.extend_from_slice(&table.units);
        }
        Ok(whole)
    }

    /// The same units as two of the coders saw them.
    pub fn pair(&self, first: usize, second: usize) -> Self {
        let seen = |unit: &Unit, coder: usize| unit.ratings.get(coder).copied().flatten();
        let pick =
            |unit: &Unit| Unit { respondent: unit.respondent, ratings: vec![seen(unit, first), seen(unit, second)] };
        Self { values: self.values.clone(), coders: 2, units: self.units.iter().map(pick).collect() }
    }

    /// How many people coded.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// How many categories there are, used or not.
    pub fn categories(&self) -> usize {
        self.values.len()
    }

    /// The number that each category stands for.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The units, in the order in which they came.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Places of the units on which coders differ.
    pub fn disagreements(&self) -> impl Iterator<Item = usize> {
        let differs = |unit: &Unit| {
            let mut given = unit.ratings.iter().flatten();
            given.next().is_some_and(|first| given.any(|other| other != first))
        };
        self.units.iter().enumerate().filter(move |(_, unit)| differs(unit)).map(|(place, _)| place)
    }

    /// How many coders chose each category, of one unit.
    pub(super) fn counts(&self, unit: &Unit) -> Vec<usize> {
        let mut counts = vec![0; self.values.len()];
        unit.ratings.iter().flatten().for_each(|category| counts[*category] += 1);
        counts
    }

    /// Units that at least two people coded.
    pub(super) fn pairable(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| unit.ratings.iter().flatten().count() >= 2)
    }

    /// What every coefficient on this table rests on.
    pub fn base(&self) -> Base {
        let mut counts = vec![0_usize; self.values.len()];
        self.pairable().flat_map(|unit| unit.ratings.iter().flatten()).for_each(|category| counts[*category] += 1);
        let ratings: usize = counts.iter().sum();
        let share = |count: &usize| *count as f64 / ratings as f64;
        Base {
            units: self.pairable().count(),
            ratings,
            coders: self.coders,
            respondents: self.pairable().map(|unit| unit.respondent).collect::<BTreeSet<_>>().len(),
            shares: if ratings == 0 { Vec::new() } else { counts.iter().map(share).collect() },
        }
    }
}

#[cfg(test)]
mod tests {
    //! A researcher hands in tables of ratings, some of which are none.

    use super::*;

    fn unit(ratings: &[Option<usize>]) -> Unit {
        Unit { respondent: 0, ratings: ratings.to_vec() }
    }

    #[test]
    fn tables_that_do_not_fit_are_refused_with_the_place() {
        let table = |units| Ratings::of_categories(2, 2, units);
        assert_eq!(table(vec![unit(&[Some(1), None]), unit(&[Some(1)])]), Err(Malformed::Coders { unit: 1 }));
        assert_eq!(table(vec![unit(&[Some(2), None])]), Err(Malformed::Category { unit: 0 }));
        assert_eq!(Ratings::new(vec![1.0, 1.0], 2, Vec::new()), Err(Malformed::Values));
        assert_eq!(Ratings::of_numbers(1, &[(0, vec![Some(f64::NAN)])]), Err(Malformed::Values));
    }

    #[test]
    fn an_empty_table_and_lonely_ratings_rest_on_nothing() {
        let lonely = Ratings::of_categories(2, 2, vec![unit(&[Some(1), None]), unit(&[None, None])]).unwrap();
        assert_eq!(lonely.base(), Base { coders: 2, ..Base::default() });
        assert_eq!(lonely.base().prevalence(), None);
    }

    #[test]
    fn codes_are_pooled_when_they_had_the_same_coders() {
        let code = Ratings::of_code(2, [(4, vec![Some(true), Some(false)])]).unwrap();
        let pooled = Ratings::pooled([&code, &code]).unwrap();
        assert_eq!((pooled.base().units, pooled.base().respondents), (2, 1));
        let other = Ratings::of_code(3, [(4, vec![Some(true), Some(false), None])]).unwrap();
        assert_eq!(Ratings::pooled([&code, &other]), Err(Malformed::Mixed));
    }

    #[test]
    fn numbers_become_rising_categories() {
        let rows = [(0, vec![Some(4.5), Some(-0.0)]), (1, vec![Some(0.0), None])];
        let ratings = Ratings::of_numbers(2, &rows).unwrap();
        assert_eq!((ratings.values(), ratings.units()[1].ratings[0]), (&[0.0, 4.5][..], Some(0)));
    }
}
