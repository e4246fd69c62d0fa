//! One construct asked of several audiences, side by side by wave: the share of each, the gap between them and how it
//! changed. Each side is counted in its own instrument, under the strictest threshold of all sides; waves that asked
//! otherwise than the last one are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Choice;
use super::draft::Draft;
use super::headline::headline;
use super::people::Counted;
use super::tables::{self, About, Chosen, Laid};
use super::told::Told;
use crate::disclosure::Threshold;
use crate::disclosure::derive::FEWEST;
use crate::disclosure::plan::{Axis, Key, Sheet};
use crate::statistics::Figure;
use crate::statistics::two_waves::binary::binary;
use crate::statistics::two_waves::gap::change_of_gap;
use crate::waves::mirror::alike;
use crate::waves::{Item, Moment, Seen};

/// A construct and who was asked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mirrored {
    /// Its name in the instruments.
    pub construct: String,
    /// Each side: the instrument among those that were chosen, and the item.
    pub sides: Vec<(usize, usize)>,
    /// The strictest threshold of all sides.
    pub threshold: Threshold,
}

/// How far two sides are apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gap {
    /// The second's share less the first's.
    Figure(Figure),
    /// It must not be shown.
    Hidden,
    /// There is none.
    Nothing,
}

/// The item of an instrument that asks a construct, with a share as headline; where several do, the first.
pub fn asks(items: &[Item], construct: &str) -> Option<usize> {
    let asked = |item: &Item| item.construct.as_deref() == Some(construct) && headline(item).is_some();
    items.iter().position(asked)
}

/// Constructs that two instruments or more ask with a share as headline, by name, each with the first item that does.
pub fn constructs<'a>(all: impl Iterator<Item = &'a [Item]>) -> Vec<(String, Item)> {
    let mut found: BTreeMap<&str, (usize, &Item)> = BTreeMap::new();
    for items in all {
        let own: BTreeSet<&str> = items.iter().filter_map(|item| item.construct.as_deref()).collect();
        for construct in own {
            if let Some(place) = asks(items, construct) {
                found.entry(construct).or_insert((0, &items[place])).0 += 1;
            }
        }
    }
    let several = found.into_iter().filter(|(_, (sides, _))| *sides > 1);
    several.map(|(construct, (_, item))| (construct.to_owned(), item.clone())).collect()
}

impl Mirrored {
    /// The constructs of a choice, as far as two instruments of it ask them.
    pub(super) fn all(choice: &Choice, chosen: &[Chosen]) -> Vec<Self> {
        let of = |construct: &String| {
            let sides: Vec<(usize, usize)> = chosen
                .iter()
                .enumerate()
                .filter_map(|(part, one)| Some((part, asks(&one.series.items, construct)?)))
                .filter(|(part, _)| !chosen[*part].waves.is_empty())
                .collect();
            let threshold = sides.iter().map(|(part, _)| chosen[*part].threshold).reduce(Threshold::stricter)?;
            (sides.len() > 1).then(|| Self { construct: construct.clone(), sides, threshold })
        };
        choice.mirrors.iter().filter_map(of).collect()
    }

    /// One side by wave; nothing where it leaves few.
    fn side(&self, mirror: usize, side: usize, chosen: &[Chosen]) -> Option<Laid> {
        let (part, place) = self.sides[side];
        let (one, item) = (&chosen[part], &chosen[part].series.items[place]);
        if one.leaves_fewer(place, self.threshold) {
            return None;
        }
        let [upper, others] = headline(item)?;
        let seen = one.waves.iter().map(|wave| (*wave, one.counted(item, &one.series.moments[*wave], None)));
        let seen: Vec<(usize, Counted)> = seen.filter(|(_, counted)| counted.seen.base() > 0).collect();
        let count = |seen: &Seen| {
            let (count, base) = seen.headline(&item.measure).unwrap_or_default();
            vec![count, base.saturating_sub(count)]
        };
        let sheet = Sheet {
            name: format!("mirror.{}.{}", self.construct, side + 1),
            threshold: self.threshold,
            within: one.everybody(),
            rows: Axis::waves("wave", seen.iter().map(|(wave, _)| one.series.moments[*wave].wave.as_str())),
            columns: Axis {
                variable: item.key.clone(),
                values: vec![upper, others],
                total: Some(Key::everybody().answered(item.answer_key())),
                ordered: true,
            },
            counts: seen.iter().map(|(_, counted)| count(&counted.seen)).collect(),
            people: seen.iter().map(|(_, counted)| counted.people).collect(),
        };
        (!sheet.counts.is_empty()).then(|| Laid::new(About::Mirror(mirror, side), sheet))
    }
}

/// The tables of all constructs, side by side.
pub(super) fn lay(mirrors: &[Mirrored], chosen: &[Chosen]) -> Vec<Laid> {
    let of = |(number, mirror): (usize, &Mirrored)| {
        (0..mirror.sides.len()).filter_map(|side| mirror.side(number, side, chosen)).collect::<Vec<_>>()
    };
    mirrors.iter().enumerate().flat_map(of).collect()
}

impl Draft {
    /// The item of a side.
    pub fn mirrored(&self, mirror: usize, side: usize) -> (&Chosen, &Item) {
        let (part, item) = self.mirrors[mirror].sides[side];
        (&self.chosen[part], &self.chosen[part].series.items[item])
    }

    /// The chosen waves that asked a side otherwise than the last of them: their answers are left out.
    pub fn asked_otherwise(&self, mirror: usize, side: usize) -> Vec<&Moment> {
        let (chosen, item) = self.mirrored(mirror, side);
        let series = &chosen.series;
        let otherwise = |wave: &&usize| {
            let own = series.as_asked(**wave);
            own.item(&item.key).is_some() && !series.shares(&own.version, item)
        };
        chosen.waves.iter().filter(otherwise).map(|wave| &series.moments[*wave]).collect()
    }

    /// Ids and names of the waves in which a side was asked, the earliest first.
    pub fn waves_of(&self, mirror: usize) -> Vec<(String, String, String)> {
        let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
        for side in 0..self.mirrors[mirror].sides.len() {
            let Some(place) = self.place(About::Mirror(mirror, side)) else { continue };
            let rows: BTreeSet<&String> = self.laid[place].sheet.rows.values.iter().flatten().collect();
            for moment in
                self.mirrored(mirror, side).0.series.moments.iter().filter(|moment| rows.contains(&moment.wave))
            {
                found.insert((moment.date.clone(), moment.wave.clone()), moment.name.clone());
            }
        }
        found.into_iter().map(|((date, wave), name)| (wave, name, date)).collect()
    }

    /// How many of a side answered in a wave; nothing where it was not asked.
    pub fn side_base(&self, mirror: usize, side: usize, wave: &str) -> Option<Option<u64>> {
        let (place, row) = self.side_row(mirror, side, wave)?;
        Some(self.answers(place).and_then(|answers| answers.rows.get(row)?.base))
    }

    fn side_row(&self, mirror: usize, side: usize, wave: &str) -> Option<(usize, usize)> {
        let place = self.place(About::Mirror(mirror, side))?;
        Some((place, tables::row_of(&self.laid[place].sheet, wave)?))
    }

    /// The share of a side in a wave.
    pub fn side(&self, mirror: usize, side: usize, wave: &str) -> Told {
        let Some((place, row)) = self.side_row(mirror, side, wave) else { return Told::Nothing };
        let Some([upper, _]) = headline(self.mirrored(mirror, side).1) else { return Told::Nothing };
        self.share(place, row, &|code| upper.contains(code))
    }

    /// Whether a side had the same answers to choose from as the first one.
    pub fn asked_alike(&self, mirror: usize, side: usize) -> bool {
        alike(self.mirrored(mirror, 0).1, self.mirrored(mirror, side).1)
    }

    /// The share of a side less that of the first one; only of questions that were asked alike.
    pub fn gap(&self, mirror: usize, side: usize, wave: &str) -> Gap {
        let (first, other) = (self.side(mirror, 0, wave), self.side(mirror, side, wave));
        if !self.asked_alike(mirror, side) {
            return Gap::Nothing;
        }
        match (first, other) {
            (Told::Figure(one, Some(first)), Told::Figure(two, Some(second))) => {
                let (one, two) = ((first, one.base as u64), (second, two.base as u64));
                let gap = (one.1.min(two.1) >= FEWEST).then(|| binary(one, two).ok()).flatten();
                gap.map_or(Gap::Nothing, |gap| Gap::Figure(gap.change))
            }
            (Told::Nothing, _) | (_, Told::Nothing) => Gap::Nothing,
            _ => Gap::Hidden,
        }
    }

    /// How much that gap changed between two waves.
    pub fn gap_change(&self, mirror: usize, side: usize, [earlier, later]: [&str; 2]) -> Gap {
        match (self.gap(mirror, side, earlier), self.gap(mirror, side, later)) {
            (Gap::Figure(earlier), Gap::Figure(later)) => {
                change_of_gap(&earlier, &later).map_or(Gap::Nothing, Gap::Figure)
            }
            (Gap::Nothing, _) | (_, Gap::Nothing) => Gap::Nothing,
            _ => Gap::Hidden,
        }
    }
}
