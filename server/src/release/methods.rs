//! What was done, as facts: the paragraph on methods and limits is written from them, not from memory.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Audience, Text, WordingSource};

use super::bond::Moved;
use super::draft::Draft;
use super::outlook::{Outlook, outlook, withheld};
use super::tables::{About, Chosen};
use crate::disclosure::{Scope, Threshold};
use crate::waves::linked::LinkedEffect;
use crate::waves::{Effect, Measure};
use crate::workspace::Row;

/// The facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Methods {
    /// Each instrument: its name, whom it asked, its waves.
    pub instruments: Vec<(Text, Option<Audience>, Vec<Wave>)>,
    /// Smallest counts that are shown, each once.
    pub smallest: BTreeSet<u64>,
    /// Counts of people in the tables that are shown, and that are hidden: as the page of the plan counts them.
    pub counts: (usize, usize),
    /// Tables that are withheld: as the page of the plan counts them.
    pub withheld: usize,
    /// Tests behind what is said, and of everything that was tested beside it.
    pub tests: BTreeSet<Test>,
    /// Items and scales that were tested, as families.
    pub families: (usize, usize),
    /// Whether a wording changed within the waves, so that answers to what is told were kept apart.
    pub reworded: bool,
    /// Whether the words are a paraphrase of somebody's instrument.
    pub paraphrased: bool,
    /// Version of the codebook, where codes are counted.
    pub codebook: Option<u32>,
    /// How many quotes there are.
    pub quotes: usize,
    /// Releases before this one.
    pub earlier: usize,
    /// Whether some waves have too few answers to be compared.
    pub few: bool,
    /// Items of which the headline alone is told.
    pub headlines: usize,
    /// Whether some item has ordered answers.
    pub ordered: bool,
    /// Whether an item is told by another one.
    pub crossed: bool,
    /// Whether one construct is told of several audiences.
    pub mirrored: bool,
    /// Whether organisations and their amounts are told.
    pub organisations: bool,
    /// Whether the same people are followed, in any instrument.
    pub follows: bool,
    /// The largest expected share of links that join two different people, where people are linked by codes.
    pub false_share: Option<f64>,
}

/// A wave, for the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Its name.
    pub name: String,
    /// Its first day.
    pub date: String,
    /// How many answered, where that is shown.
    pub people: Option<u64>,
    /// Everybody there is, where that is known and how many answered is shown.
    pub population: Option<u64>,
    /// Whether how many there are is not told because more answered at some site than were invited there.
    pub exceeded: bool,
    /// How many versions of the instrument were answered.
    pub versions: usize,
    /// The first and the last week in which somebody answered, as `2026-W15`; nothing where that is not known of any
    /// answer, or it is not shown how many there are.
    pub weeks: Option<[String; 2]>,
    /// Languages in which enough people answered to be told of, as tags.
    pub languages: Vec<String>,
    /// Ways in which enough people answered to be told of: the last part of their words' keys.
    pub modes: Vec<String>,
}

/// Ways of answering that can be told; of others nothing is known.
const MODES: [&str; 5] = ["alone", "with_help", "phone", "paper", "kiosk"];

/// A test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// Two shares, by Fisher or pooled, with Newcombe's interval.
    Shares,
    /// Mann and Whitney.
    Ranks,
    /// Welch.
    Means,
    /// χ², or exact.
    Mix,
    /// McNemar, of the same people.
    LinkedShares,
    /// Signed ranks after Pratt.
    LinkedRanks,
    /// The paired t-test.
    LinkedMeans,
    /// Stuart and Maxwell.
    LinkedMix,
    /// An item by another one: χ², or exact.
    Crossed,
}

impl Test {
    /// The last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shares => "shares",
            Self::Ranks => "ranks",
            Self::Means => "means",
            Self::Mix => "mix",
            Self::LinkedShares => "linked-shares",
            Self::LinkedRanks => "linked-ranks",
            Self::LinkedMeans => "linked-means",
            Self::LinkedMix => "linked-mix",
            Self::Crossed => "crossed",
        }
    }

    fn of_linked(effect: &LinkedEffect) -> Self {
        match effect {
            LinkedEffect::Share(_) => Self::LinkedShares,
            LinkedEffect::Order(..) => Self::LinkedRanks,
            LinkedEffect::Mean(_) => Self::LinkedMeans,
            LinkedEffect::Mix(_) => Self::LinkedMix,
        }
    }

    fn of(effect: &Effect) -> Option<Self> {
        match effect {
            Effect::Share(_) => Some(Self::Shares),
            Effect::Order { .. } => Some(Self::Ranks),
            Effect::Mean(_) => Some(Self::Means),
            Effect::Mix(_) => Some(Self::Mix),
            Effect::None(_) => None,
        }
    }
}

impl Methods {
    /// What was done for a draft; `earlier` is how many releases there were before.
    pub fn of(draft: &Draft, earlier: usize) -> Self {
        let tables = outlook(draft);
        let families = draft.chosen.iter().filter_map(|one| Some(one.comparison.as_ref()?.tests(&one.series)));
        let families = families.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let paraphrase = |wording: &instruments::Wording| wording.source == WordingSource::Paraphrase;
        Self {
            instruments: (0..draft.chosen.len()).map(|part| instrument(draft, part)).collect(),
            smallest: draft.laid.iter().map(|laid| laid.sheet.threshold.smallest()).collect(),
            counts: counts(&tables),
            withheld: withheld(&tables),
            tests: tests(draft),
            families,
            reworded: draft.chosen.iter().any(is_reworded),
            paraphrased: draft.chosen.iter().any(|one| one.series.instrument.wording.as_ref().is_some_and(paraphrase)),
            codebook: draft.mentions.as_ref().map(|mentions| mentions.version),
            quotes: draft.quotes.len(),
            earlier,
            few: draft.chosen.iter().any(|one| !one.few.is_empty()),
            headlines: draft.headlines(),
            ordered: draft.chosen.iter().any(|one| one.items.iter().any(|item| is_ordered(one, *item))),
            crossed: draft.laid.iter().any(|laid| matches!(laid.about, About::Crossed(..))),
            mirrored: draft.laid.iter().any(|laid| matches!(laid.about, About::Mirror(..))),
            organisations: draft.chosen.iter().any(|one| one.organisations.is_some()),
            follows: draft.chosen.iter().any(|one| one.bond.is_some()),
            false_share: false_share(draft),
        }
    }
}

/// A count that stands in two tables is two numbers to whoever reads them.
fn counts(tables: &[Outlook]) -> (usize, usize) {
    tables.iter().fold((0, 0), |sum, table| (sum.0 + table.shown, sum.1 + table.hidden.len()))
}

fn is_ordered(chosen: &Chosen, item: usize) -> bool {
    matches!(chosen.series.items[item].measure, Measure::Ordinal(_))
}

/// Whether answers of its waves to some of its items are kept apart: what changed before its first wave keeps none.
fn is_reworded(chosen: &Chosen) -> bool {
    let series = &chosen.series;
    let answered = |version: &str| {
        chosen.waves.iter().any(|wave| series.moments[*wave].versions.iter().any(|known| known == version))
    };
    chosen.items.iter().any(|item| series.kept_apart(&series.items[*item]).any(answered))
}

/// Those of whole families: what is called clear hangs on all of them, whether they are told or not.
fn tests(draft: &Draft) -> BTreeSet<Test> {
    let lines = draft.chosen.iter().filter_map(|one| one.comparison.as_ref()).flat_map(|comparison| &comparison.lines);
    let told = lines.filter(|line| line.adjusted.is_some()).filter_map(|line| Test::of(&line.change.effect));
    let codes = (0..draft.judged.len()).filter_map(|code| Test::of(&draft.judged(code)?.change.effect));
    told.chain(codes).chain(linked_tests(draft)).chain(crossed_tests(draft)).collect()
}

fn linked_tests(draft: &Draft) -> impl Iterator<Item = Test> {
    let items = draft.chosen.iter().enumerate().flat_map(|(part, one)| one.items.iter().map(move |item| (part, *item)));
    items.filter_map(|(part, item)| match draft.moved(part, item) {
        Moved::Line(line) if line.verdict.shows_figures() => Some(Test::of_linked(&line.effect)),
        _ => None,
    })
}

fn crossed_tests(draft: &Draft) -> impl Iterator<Item = Test> {
    let all = draft.chosen.iter().enumerate();
    let all = all.flat_map(|(part, one)| (0..one.crossed.len()).map(move |number| (part, number)));
    all.filter_map(|(part, number)| draft.related(part, number)?.tested.ok().map(|_| Test::Crossed))
}

fn false_share(draft: &Draft) -> Option<f64> {
    let shares = draft.chosen.iter().filter_map(|one| one.bond.as_ref()?.false_share);
    shares.max_by(f64::total_cmp)
}

fn instrument(draft: &Draft, part: usize) -> (Text, Option<Audience>, Vec<Wave>) {
    let chosen = &draft.chosen[part];
    let few = chosen.few.iter().filter(|(_, scope)| *scope != Scope::Nothing).map(|(wave, _)| *wave);
    let mut places: Vec<usize> = chosen.waves.iter().copied().chain(few).collect();
    places.sort_unstable();
    let wave = |place: usize| {
        let moment = &chosen.series.moments[place];
        let rows = || moment.answered.iter().flat_map(|answered| &answered.table.rows);
        let people = draft.people(part, place);
        let common = |told: fn(&Row) -> &str| enough(chosen.threshold, people, rows().map(told));
        Wave {
            name: moment.name.clone(),
            date: moment.date.clone(),
            people,
            population: moment.population.filter(|all| people.is_some_and(|people| people <= *all)),
            exceeded: moment.exceeded && people.is_some(),
            versions: rows().map(|row| &row.version).collect::<BTreeSet<_>>().len(),
            weeks: people.and_then(|_| weeks(rows().map(|row| &*row.week))),
            languages: common(|row| &*row.language),
            modes: common(|row| &*row.mode).into_iter().filter(|mode| MODES.contains(&mode.as_str())).collect(),
        }
    };
    let waves = places.into_iter().map(wave).collect();
    (chosen.series.instrument.title.clone(), Some(chosen.series.audience()), waves)
}

/// The first and the last week; imported answers have none.
fn weeks<'a>(weeks: impl Iterator<Item = &'a str>) -> Option<[String; 2]> {
    let weeks: BTreeSet<&str> = weeks.filter(|week| !week.is_empty()).collect();
    Some([*weeks.first()?, *weeks.last()?].map(str::to_owned))
}

/// What so many people have in common that it may be told; nothing where it is not shown how many there are.
fn enough<'a>(threshold: Threshold, people: Option<u64>, all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for one in all.filter(|one| people.is_some() && !one.is_empty()) {
        *counts.entry(one).or_default() += 1;
    }
    let told = counts.into_iter().filter(|(_, count)| *count >= threshold.smallest());
    told.map(|(one, _)| one.to_owned()).collect()
}

impl Draft {
    /// Whether an item is of numbers or a scale, of which only the mean is told.
    pub fn is_mean(&self, part: usize, item: usize) -> bool {
        matches!(self.chosen[part].series.items[item].measure, Measure::Number(_) | Measure::Scale(_))
    }
}

#[cfg(test)]
mod tests {
    //! Most answered in English, two in Spanish.

    use super::*;

    #[test]
    fn a_language_of_few_people_is_not_named() {
        let said = || std::iter::repeat_n("en", 7).chain(["es", "es", ""]);
        assert_eq!(enough(Threshold::new(5), Some(9), said()), ["en"]);
        assert!(enough(Threshold::new(5), None, said()).is_empty(), "nor any where it is hidden how many there are");
    }

    #[test]
    fn weeks_are_those_that_are_known() {
        let known = ["2026-W15", "", "2025-W50", "2026-W02"];
        assert_eq!(weeks(known.into_iter()), Some(["2025-W50".to_owned(), "2026-W15".to_owned()]));
        assert_eq!(weeks(["", ""].into_iter()), None);
    }
}
