//! Figures of a draft as cells of tables and as numbers of charts.

use std::collections::BTreeSet;

use server::release::{About, Draft, Told};
use server::report::Cell;

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
    let (About::Item(part, item) | About::Sites(part, item)) = draft.laid[place].about else { return String::new() };
    let levels = draft.chosen[part].series.items[item].measure.levels();
    // In the order of the levels, not of their codes.
    let named = levels.iter().filter(|level| values.contains(&level.code));
    let mut names: Vec<String> = named.map(|level| label(words, &level.text, &level.code)).collect();
    if names.is_empty() {
        names = values.iter().map(|code| words.say(&format!("release-{code}"))).collect();
    }
    names.join(&words.say("release-or"))
}

/// What the rows of a table are called: waves or sites, one or several.
pub(super) fn row(words: &Language, draft: &Draft, place: usize, values: &BTreeSet<String>) -> String {
    let wave_or_site = |value: &String| match draft.laid[place].about {
        About::Sites(part, _) => {
            let sites = &draft.chosen[part].sites;
            sites.iter().find(|site| site.id == *value).map(|site| site.name.clone())
        }
        About::People(part) | About::Item(part, _) => {
            let moments = &draft.chosen[part].series.moments;
            moments.iter().find(|moment| moment.wave == *value).map(|moment| moment.name.clone())
        }
        About::Code(_) => {
            let waves = draft.mentions.iter().flat_map(|mentions| &mentions.waves);
            waves.clone().find(|(id, _)| id == value).map(|(_, name)| name.clone())
        }
    };
    let names: Vec<String> = values.iter().filter_map(wave_or_site).collect();
    if names.is_empty() { words.say("release-all") } else { names.join(&words.say("release-or")) }
}
