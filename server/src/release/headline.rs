//! The headline of a question alone: the answers whose share it is stand in one column, all others in a second one. Where
//! few answered, much less has to be hidden then than of every answer, and the change of the share can be told.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::tables::{About, Chosen};
use crate::disclosure::plan::Sheet;
use crate::waves::{Item, Measure};

/// The answers whose share is the headline, and the others.
pub(super) fn headline(item: &Item) -> Option<[BTreeSet<String>; 2]> {
    let sides = match &item.measure {
        Measure::YesNo => ["yes", "no"].map(|code| BTreeSet::from([code.to_owned()])),
        Measure::Ordinal(levels) => [true, false].map(|upper| {
            let some = levels.iter().enumerate().filter(|(place, _)| item.measure.is_upper(*place) == upper);
            some.map(|(_, level)| level.code.clone()).collect()
        }),
        _ => return None,
    };
    sides.iter().all(|side: &BTreeSet<String>| !side.is_empty()).then_some(sides)
}

/// Whether the headline of an item says less than its table: there are more answers than those that it is of and others.
pub fn has_spread(item: &Item) -> bool {
    headline(item).is_some_and(|sides| sides.iter().map(BTreeSet::len).sum::<usize>() > sides.len())
}

/// A table of an item's answers with nothing but its headline and the others.
pub(super) fn lay_together(sheet: &mut Sheet, item: &Item) {
    let Some(sides) = headline(item) else { return };
    let of = |row: &Vec<u64>, side: &BTreeSet<String>| -> u64 {
        let columns = sheet.columns.values.iter().zip(row);
        columns.filter(|(values, _)| values.is_subset(side)).map(|(_, count)| count).sum()
    };
    sheet.counts = sheet.counts.iter().map(|row| sides.iter().map(|side| of(row, side)).collect()).collect();
    sheet.columns.values = sides.into();
}

impl Chosen {
    /// Whether of an item the headline alone is told.
    pub fn tells_headline(&self, item: usize) -> bool {
        self.headlines.contains(&item)
    }
}

impl Draft {
    /// Whether a table is of the headline of an item alone, because that was chosen.
    pub fn is_headline(&self, place: usize) -> bool {
        let (About::Item(part, item) | About::Sites(part, item)) = self.laid[place].about else { return false };
        self.chosen[part].tells_headline(item)
    }

    /// How many items are told by their headline alone.
    pub(super) fn headlines(&self) -> usize {
        let told = |chosen: &Chosen| chosen.items.iter().filter(|item| chosen.tells_headline(**item)).count();
        self.chosen.iter().map(told).sum()
    }
}

#[cfg(test)]
mod tests {
    //! A question of four answers, of which two are the headline.

    use instruments::Text;

    use super::*;
    use crate::disclosure::Threshold;
    use crate::disclosure::plan::{Axis, Key};
    use crate::waves::Level;

    fn item(answers: &[&str]) -> Item {
        let level = |(place, code): (usize, &&str)| Level {
            code: (*code).to_owned(),
            text: Text::default(),
            score: place as f64,
        };
        Item {
            key: "calm".into(),
            question: "calm".into(),
            text: Text::default(),
            part: Text::default(),
            heading: Text::default(),
            measure: Measure::Ordinal(answers.iter().enumerate().map(level).collect()),
            construct: None,
        }
    }

    #[test]
    fn the_upper_answers_are_laid_together_and_all_others_are() {
        let four = ["never", "seldom", "often", "always"];
        let mut sheet = Sheet {
            name: "calm".into(),
            threshold: Threshold::new(5),
            within: Key::everybody(),
            rows: Axis::waves("wave", ["spring", "autumn"]),
            columns: Axis::answers("calm", four),
            counts: vec![vec![1, 2, 3, 4], vec![50, 60, 70, 80]],
            people: Vec::new(),
        };
        lay_together(&mut sheet, &item(&four));
        assert_eq!(sheet.counts, [[7, 3], [150, 110]]);
        let sides: [BTreeSet<String>; 2] =
            [["always", "often"], ["never", "seldom"]].map(|side| side.map(str::to_owned).into());
        assert_eq!(sheet.columns.values, sides);
        assert!(has_spread(&item(&four)) && !has_spread(&item(&four[..2])), "two answers are no more than that");
    }
}
