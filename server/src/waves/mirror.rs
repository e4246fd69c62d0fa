//! Mirror items: one construct asked of providers, advocates and survivors, side by side in a wave, with the gap between
//! them and how the gap changed. The strictest threshold of the audiences counts for the whole table.

use std::collections::BTreeMap;

use instruments::{Audience, Text};

use super::verdict::FEWEST_COMPARED;
use super::{Item, Level, Measure, Rules, Series, seen};
use crate::statistics::Figure;
use crate::statistics::two_waves::binary::{Binary, binary};

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
    /// How it was asked.
    pub item: Item,
}

/// One wave of a mirror.
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorWave {
    /// Name of the wave.
    pub name: String,
    /// Count and base of each side; nothing where it was not asked or too few answered.
    pub shares: Vec<Option<(u64, u64)>>,
    /// Sides in which too few answered.
    pub hidden: Vec<bool>,
    /// The gaps between sides that were asked alike: places of both sides, the second's share less the first's.
    pub gaps: Vec<(usize, usize, Binary)>,
}

impl MirrorWave {
    /// The widest gap: places of both sides, and the second's share less the first's.
    pub fn widest(&self) -> Option<(usize, usize, &Figure)> {
        let gaps = self.gaps.iter().map(|(one, other, gap)| (*one, *other, &gap.change));
        gaps.max_by(|(.., one), (.., other)| size(one).total_cmp(&size(other)))
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
    let several = found.into_iter().filter(|(_, sides)| sides.len() > 1);
    several.map(|(construct, sides)| mirror(all, construct, &sides)).filter(|mirror| !mirror.waves.is_empty()).collect()
}

/// Count and base of each side.
type Shares = Vec<Option<(u64, u64)>>;

fn mirror(all: &[(&Series, Rules)], construct: &str, sides: &[(usize, &Item)]) -> Mirror {
    let smallest = sides.iter().map(|(place, _)| all[*place].1.smallest).max().unwrap_or(u64::MAX);
    let mut waves: BTreeMap<(String, String), Shares> = BTreeMap::new();
    for (number, (place, item)) in sides.iter().enumerate() {
        let series = all[*place].0;
        for moment in &series.moments {
            let seen = seen::seen(item, &series.instrument, moment, None);
            let wave = waves.entry((moment.date.clone(), moment.name.clone()));
            wave.or_insert_with(|| vec![None; sides.len()])[number] =
                seen.headline(&item.measure).filter(|(_, base)| *base > 0);
        }
    }
    let asked_of_two = |shares: &Shares| shares.iter().flatten().count() > 1;
    let waves = waves.into_iter().filter(|(_, shares)| asked_of_two(shares)).map(|((_, name), shares)| {
        let hidden: Vec<bool> = shares.iter().map(|share| share.is_some_and(|(_, base)| base < smallest)).collect();
        let shares: Vec<Option<(u64, u64)>> =
            shares.into_iter().zip(&hidden).map(|(share, hidden)| share.filter(|_| !hidden)).collect();
        let pairs = (0..shares.len()).flat_map(|one| (one + 1..shares.len()).map(move |other| (one, other)));
        let gap = |(one, other): (usize, usize)| {
            let (before, after) = (shares[one]?, shares[other]?);
            let enough = before.1.min(after.1) >= FEWEST_COMPARED && alike(sides[one].1, sides[other].1);
            enough.then(|| binary(before, after).ok()).flatten().map(|gap| (one, other, gap))
        };
        MirrorWave { name, gaps: pairs.filter_map(gap).collect(), shares, hidden }
    });
    let side = |(place, item): &(usize, &Item)| Side {
        series: *place,
        instrument: all[*place].0.instrument.title.clone(),
        audience: all[*place].0.audience(),
        item: (*item).clone(),
    };
    Mirror { construct: construct.to_owned(), sides: sides.iter().map(side).collect(), waves: waves.collect() }
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
