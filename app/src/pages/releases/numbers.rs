//! Figures of a draft as cells of tables and as numbers of charts.

use std::collections::BTreeSet;

use server::release::{About, Draft, Told};
use server::report::Cell;
use server::statistics::Interval;
use server::waves::Item;

use crate::components::chart::{Estimate, Shown};
use crate::language::Language;
use crate::pages::results::label;

/// A headline as a cell.
pub(super) fn cell(told: &Told) -> Cell {
    match told {
        Told::Figure(figure, count) => match (figure.estimate, count) {
            (Some(share), Some(count)) => Cell::Share { share, count: Some(*count), base: figure.base as u64 },
            (Some(value), None) => Cell::Number { value, decimals: 1 },
            (None, _) => Cell::Nothing,
        },
        Told::Hidden => Cell::Hidden,
        Told::Nothing => Cell::Nothing,
    }
}

/// A headline as it is drawn.
pub(super) fn drawn(told: &Told) -> Shown<Estimate> {
    match told {
        Told::Figure(figure, count) => {
            let count = count.map(|count| count as usize);
            let estimate =
                figure.estimate.map(|value| Estimate { value, interval: figure.interval, count, base: figure.base });
            estimate.into()
        }
        Told::Hidden => Shown::Hidden,
        Told::Nothing => Shown::Nothing,
    }
}

/// A change and its interval as cells, both in points where it is one of shares, which are shown then.
pub(super) fn change(by: f64, interval: Option<Interval>, points: bool) -> [Cell; 2] {
    let decimals = 1;
    let range = |Interval { low, high }| match points {
        true => Cell::Between { low, high },
        false => Cell::Range { low, high, decimals, percent: false },
    };
    let value = match points {
        true => Cell::Points { by, test: String::new(), p: None },
        false => Cell::Number { value: by, decimals },
    };
    [value, interval.map_or(Cell::Nothing, range)]
}

/// A small share in percent, rounded up to one place: never none.
pub(super) fn at_most(share: f64) -> String {
    format!("{:.1}", ((share * 1000.0).ceil() / 10.0).max(0.1))
}

/// A count of a base as a cell; hidden where either is.
pub(super) fn part(count: Option<u64>, base: Option<u64>) -> Cell {
    match (count, base) {
        (Some(_), Some(0)) => Cell::Nothing,
        (Some(count), Some(base)) => Cell::Share { share: count as f64 / base as f64, count: Some(count), base },
        (Some(count), None) => Cell::Count(count),
        (None, _) => Cell::Hidden,
    }
}

/// What the categories of a table are called: one, or several that were laid together.
pub(super) fn category(words: &Language, draft: &Draft, place: usize, values: &BTreeSet<String>) -> String {
    // Which way people moved is no answer of theirs, whatever it is called.
    let asked = draft.item_of(place).filter(|_| !matches!(draft.laid[place].about, About::Moves(..)));
    let item = asked.map(|(part, item)| &draft.chosen[part].series.items[item]);
    answers(words, item, values).join(&words.say("release-or"))
}

/// What some answers to an item are called, in the order of its levels and not of their codes; those of yes and no, and of
/// what is no item, by a word of their own.
fn answers(words: &Language, item: Option<&Item>, values: &BTreeSet<String>) -> Vec<String> {
    let levels = item.map_or(&[][..], |item| item.measure.levels());
    let named = levels.iter().filter(|level| values.contains(&level.code));
    let names: Vec<String> = named.map(|level| label(words, &level.text, &level.code)).collect();
    if names.is_empty() { values.iter().map(|code| words.say(&format!("release-{code}"))).collect() } else { names }
}

/// What the rows of a table are called: waves, sites or answers, one or several; all of them for none.
pub(super) fn row(words: &Language, draft: &Draft, place: usize, values: &BTreeSet<String>) -> String {
    let wave = |part: usize, value: &String| {
        let moments = &draft.chosen[part].series.moments;
        moments.iter().find(|moment| moment.wave == *value).map(|moment| moment.name.clone())
    };
    let of_answers = |part: usize, item: usize| answers(words, draft.chosen[part].series.items.get(item), values);
    let names: Vec<String> = match draft.laid[place].about {
        About::Sites(part, _) => {
            let sites = &draft.chosen[part].sites;
            values.iter().filter_map(|value| Some(sites.iter().find(|site| site.id == *value)?.name.clone())).collect()
        }
        About::Crossed(part, number) => {
            draft.chosen[part].crossed[number].1.map_or_else(Vec::new, |by| of_answers(part, by))
        }
        About::Courses(part, item) => of_answers(part, item),
        About::People(part) | About::Linked(part) | About::Item(part, _) | About::Moves(part, _) => {
            values.iter().filter_map(|value| wave(part, value)).collect()
        }
        About::Mirror(mirror, side) => {
            let part = draft.mirrors[mirror].sides[side].0;
            values.iter().filter_map(|value| wave(part, value)).collect()
        }
        About::Code(_) => {
            let waves = draft.mentions.iter().flat_map(|mentions| &mentions.waves);
            let named = |value: &String| Some(waves.clone().find(|(id, _)| id == value)?.1.clone());
            values.iter().filter_map(named).collect()
        }
    };
    if names.is_empty() { words.say("release-all") } else { names.join(&words.say("release-or")) }
}

#[cfg(test)]
mod tests {
    //! A change of a share, and one of a mean.

    use super::*;

    #[test]
    fn a_change_and_its_interval_are_in_one_unit() {
        let ends = Some(Interval { low: 0.25, high: 0.5 });
        let range = |low, high, decimals| Cell::Range { low, high, decimals, percent: false };
        let by = Cell::Points { by: 0.375, test: String::new(), p: None };
        let points = [by, Cell::Between { low: 0.25, high: 0.5 }];
        assert_eq!(change(0.375, ends, true), points);
        assert_eq!(change(0.375, ends, false), [Cell::Number { value: 0.375, decimals: 1 }, range(0.25, 0.5, 1)]);
        assert_eq!(change(0.375, None, true)[1], Cell::Nothing);
    }
}
