//! Mirror items: one construct asked of providers, advocates and survivors, side by side in a wave, with the gap between
//! them and how the gap changed. The strictest threshold of the audiences counts for the whole table. Each wave of a side is
//! read in its own wording, as the course of an item is: a gap changes only while both sides ask what they asked.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Audience, Text};

use super::verdict::FEWEST_COMPARED;
use super::{Item, Level, Measure, Rules, Series};
use crate::statistics::Figure;
use crate::statistics::two_waves::binary::{Binary, binary};
use crate::statistics::two_waves::gap::change_of_gap;

/// One construct.
#[derive(Clone, Debug, PartialEq)]
pub struct Mirror {
    /// Its name in the instruments.
    pub construct: String,
    /// One for each instrument that asks it, in the order of the audiences.
    pub sides: Vec<Side>,
    /// Waves in which two sides or more were asked: name, each side's headline, gap between the first side and each other.
    pub waves: Vec<MirrorWave>,
}

/// Who was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Place of the instrument among those that were looked through.
    pub series: usize,
    /// Title of the instrument.
    pub instrument: Text,
    /// Its audience.
    pub audience: Audience,
    /// How the last of the waves asked it.
    pub item: Item,
}

/// How a wave asked a side.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The question in the wave's own wording.
    pub item: Item,
    /// Hash of the version that it is read as: the newest with that wording.
    pub version: String,
}

/// One wave of a mirror.
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorWave {
    /// Name of the wave.
    pub name: String,
    /// How each side was asked; nothing where it was not.
    pub asked: Vec<Option<Asked>>,
    /// Count and base of each side; nothing where it was not asked or too few answered.
    pub shares: Vec<Option<(u64, u64)>>,
    /// Sides in which too few answered.
    pub hidden: Vec<bool>,
    /// The gaps between sides that were asked alike: places of both sides, the second's share less the first's.
    pub gaps: Vec<(usize, usize, Binary)>,
}

/// What became of a gap since the wave before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Followed {
    /// Places of both sides: a gap is the second's share less the first's.
    pub sides: (usize, usize),
    /// The gap in the wave before the last.
    pub earlier: Figure,
    /// The gap in the last wave.
    pub later: Figure,
    /// The later less the earlier.
    pub change: Figure,
}

impl Mirror {
    /// The gap that is widest in the last wave, beside the wave before; nothing where it is not told there, or where a side
    /// was asked otherwise.
    pub fn followed(&self) -> Option<Followed> {
        let [.., before, after] = self.waves.as_slice() else { return None };
        let (one, other, later) = after.widest()?;
        if [one, other].into_iter().any(|side| after.asks_otherwise(side, before)) {
            return None;
        }
        let (.., earlier) = before.gaps.iter().find(|gap| (gap.0, gap.1) == (one, other))?;
        let change = change_of_gap(&earlier.change, later)?;
        Some(Followed { sides: (one, other), earlier: earlier.change, later: *later, change })
    }
}

impl MirrorWave {
    /// The widest gap: places of both sides, and the second's share less the first's.
    pub fn widest(&self) -> Option<(usize, usize, &Figure)> {
        let gaps = self.gaps.iter().map(|(one, other, gap)| (*one, *other, &gap.change));
        gaps.max_by(|(.., one), (.., other)| size(one).total_cmp(&size(other)))
    }

    /// The sides that the widest gap was chosen among: both of its own, and those that were asked with the same answers.
    pub fn compared(&self) -> Vec<usize> {
        let Some((one, other, _)) = self.widest() else { return Vec::new() };
        let pairs = |side: usize| [(one, side), (side, one), (other, side), (side, other)];
        let told = |side: usize| self.gaps.iter().any(|gap| pairs(side).contains(&(gap.0, gap.1)));
        (0..self.asked.len()).filter(|side| told(*side)).collect()
    }

    /// The sides that were asked and left out of that, and whether for too few answers; the others had other answers to
    /// choose from.
    pub fn left_out(&self) -> Vec<(usize, bool)> {
        let compared = self.compared();
        let asked = |side: &usize| self.asked[*side].is_some() && !compared.contains(side);
        let few = |side: usize| self.shares[side].is_none_or(|(_, base)| base < FEWEST_COMPARED);
        (0..self.asked.len()).filter(asked).map(|side| (side, few(side))).collect()
    }

    /// Whether a side was asked otherwise than in an earlier wave, so that its answers may not be compared.
    pub fn asks_otherwise(&self, side: usize, earlier: &Self) -> bool {
        let asked = earlier.asked.get(side).zip(self.asked.get(side));
        matches!(asked, Some((Some(earlier), Some(later))) if earlier.version != later.version)
    }
}

fn size(gap: &Figure) -> f64 {
    gap.estimate.unwrap_or(0.0).abs()
}

/// Constructs that two instruments or more ask, with a share as headline.
pub fn mirrors(all: &[(&Series, Rules)]) -> Vec<Mirror> {
    let mut found: BTreeMap<&str, Vec<(usize, &Item)>> = BTreeMap::new();
    for (place, (series, _)) in all.iter().enumerate() {
        for item in &series.items {
            let share = matches!(item.measure, Measure::YesNo | Measure::Ordinal(_));
            if let Some(construct) = item.construct.as_deref().filter(|_| share) {
                let sides = found.entry(construct).or_default();
                // A construct that an instrument asks twice is mirrored by its first question.
                if sides.iter().all(|(known, _)| *known != place) {
                    sides.push((place, item));
                }
            }
        }
    }
    found.retain(|_, sides| sides.len() > 1);
    let places: BTreeSet<usize> = found.values().flatten().map(|(place, _)| *place).collect();
    let as_asked = |(place, (series, _)): (usize, &(&Series, Rules))| {
        let waves = if places.contains(&place) { series.moments.len() } else { 0 };
        (0..waves).map(|wave| series.as_asked(wave)).collect::<Vec<Series>>()
    };
    let read: Vec<Vec<Series>> = all.iter().enumerate().map(as_asked).collect();
    let all = found.into_iter().map(|(construct, sides)| mirror(all, &read, construct, &sides));
    all.filter(|mirror| !mirror.waves.is_empty()).collect()
}

/// How a side was asked, with the count and the base of its headline.
type Said = (Asked, (u64, u64));

/// What a wave said to an item, in the newest version that asks it as the wave did; `read` is the series as each of its
/// waves asked it.
fn said(read: &[Series], wave: usize, construct: &str, key: &str) -> Option<Said> {
    let own = read.get(wave)?;
    let item = own.item(key)?;
    let alike = |known: &&Series| known.item(key).is_some() && own.shares(&known.version, item);
    let series = read.iter().rev().find(alike)?;
    // What is measured may have been written down later; another construct is another question.
    let item = series.item(key).filter(|item| item.construct.as_deref().is_none_or(|known| known == construct))?;
    let share = series.seen(item, &series.moments[wave], None).headline(&item.measure);
    let share = share.filter(|(_, base)| *base > 0 && matches!(item.measure, Measure::YesNo | Measure::Ordinal(_)))?;
    Some((Asked { item: item.clone(), version: series.version.clone() }, share))
}

fn mirror(all: &[(&Series, Rules)], read: &[Vec<Series>], construct: &str, sides: &[(usize, &Item)]) -> Mirror {
    let smallest = sides.iter().map(|(place, _)| all[*place].1.smallest).max().unwrap_or(u64::MAX);
    let mut waves: BTreeMap<(String, String), Vec<Option<Said>>> = BTreeMap::new();
    for (number, (place, item)) in sides.iter().enumerate() {
        for (wave, moment) in all[*place].0.moments.iter().enumerate() {
            let row = waves.entry((moment.date.clone(), moment.name.clone()));
            row.or_insert_with(|| vec![None; sides.len()])[number] = said(&read[*place], wave, construct, &item.key);
        }
    }
    let asked_of_two = |said: &[Option<Said>]| said.iter().flatten().count() > 1;
    let waves = waves.into_iter().filter(|(_, said)| asked_of_two(said)).map(|((_, name), said)| {
        let (asked, shares): (Vec<Option<Asked>>, Vec<_>) = said.into_iter().map(Option::unzip).unzip();
        let hidden: Vec<bool> = shares.iter().map(|share| share.is_some_and(|(_, base)| base < smallest)).collect();
        let shares: Vec<Option<(u64, u64)>> =
            shares.into_iter().zip(&hidden).map(|(share, hidden)| share.filter(|_| !hidden)).collect();
        let pairs = (0..shares.len()).flat_map(|one| (one + 1..shares.len()).map(move |other| (one, other)));
        let gap = |(one, other): (usize, usize)| {
            let (before, after) = (shares[one]?, shares[other]?);
            let same = alike(&asked[one].as_ref()?.item, &asked[other].as_ref()?.item);
            let enough = before.1.min(after.1) >= FEWEST_COMPARED && same;
            enough.then(|| binary(before, after).ok()).flatten().map(|gap| (one, other, gap))
        };
        let gaps = pairs.filter_map(gap).collect();
        MirrorWave { name, asked, gaps, shares, hidden }
    });
    let waves: Vec<MirrorWave> = waves.collect();
    let side = |(number, (place, item)): (usize, &(usize, &Item))| {
        let last = waves.iter().rev().find_map(|wave| wave.asked[number].as_ref());
        Side {
            series: *place,
            instrument: all[*place].0.instrument.title.clone(),
            audience: all[*place].0.audience(),
            item: last.map_or(*item, |asked| &asked.item).clone(),
        }
    };
    Mirror { construct: construct.to_owned(), sides: sides.iter().enumerate().map(side).collect(), waves }
}

/// Whether two items have the same answers to choose from: only then is the gap one of people, not of questions.
pub(crate) fn alike(one: &Item, other: &Item) -> bool {
    let (these, those) = (one.measure.levels(), other.measure.levels());
    std::mem::discriminant(&one.measure) == std::mem::discriminant(&other.measure)
        && these.len() == those.len()
        && these.iter().zip(those).all(|(one, other)| same(one, other))
}

/// Codes and scores are often 1 to 5 whatever the answers say: their words count too.
fn same(one: &Level, other: &Level) -> bool {
    let score = |level: &Level| (level.score * 1000.0) as i64;
    one.code == other.code && score(one) == score(other) && says_same(&one.text, &other.text)
}

/// Whether two texts read the same in every language that both have; none in common is not the same.
fn says_same(one: &Text, other: &Text) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let both: Vec<(&String, &String)> =
        one.0.iter().filter_map(|(language, text)| Some((text, other.0.get(language)?))).collect();
    one == other || (!both.is_empty() && both.into_iter().all(|(one, other)| plain(one) == plain(other)))
}
