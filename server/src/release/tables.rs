//! The tables of a choice. Every count that a release tells of stands in one of them, so that all are planned together:
//! how many took part in each wave, each item by wave, and by site or by another item in the last one, who is linked and how
//! they moved, constructs that several audiences were asked, each code by wave.
//!
//! Numbers and scales have no table of answers: of them only the base is counted, and their mean goes with it. Of ordered
//! answers the headline alone may be told.
//!
//! What was asked on a condition has no table where all but a few people of a wave answered it: how many took part,
//! minus its base, would tell about those few.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Choice;
use super::bond::{self, Bond};
use super::headline;
use super::mirrored::{self, Mirrored};
use super::organisations::Organisations;
use super::people::{Counted, everybody};
use crate::disclosure::plan::{Axis, Beneath, Key, Sheet};
use crate::disclosure::{Scope, Threshold};
use crate::store::sites::Site;
use crate::waves::{Comparison, Item, Measure, Series, What};

/// One instrument of a choice.
#[derive(Debug)]
pub struct Chosen {
    /// Its waves.
    pub series: Arc<Series>,
    /// The smallest count that its audience may see.
    pub threshold: Threshold,
    /// Places of the waves that have enough answers for tables, the earliest first.
    pub waves: Vec<usize>,
    /// Waves with too few answers for tables.
    pub few: Vec<(usize, Scope)>,
    /// Places of the chosen items.
    pub items: Vec<usize>,
    /// Places of items of which the headline alone is told.
    pub headlines: Vec<usize>,
    /// Whether the last wave is told by site.
    pub by_site: bool,
    /// The sites that have answers there.
    pub sites: Vec<Site>,
    /// The last two waves held against each other.
    pub comparison: Option<Comparison>,
    /// Whether ordered answers are told by their mean as well.
    pub means: bool,
    /// Items that are told by another one in the last wave, or by site.
    pub crossed: Vec<(usize, Option<usize>)>,
    /// Whether the same people are followed through two waves.
    pub follows: bool,
    /// Places of these two, the earlier first.
    pub followed: Option<[usize; 2]>,
    /// The same people in these two, where they are followed.
    pub bond: Option<Bond>,
    /// Organisations that agreed to be listed, in the last two waves.
    pub organisations: Option<Organisations>,
}

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// How many took part in each wave of an instrument.
    People(usize),
    /// An item of an instrument by wave.
    Item(usize, usize),
    /// An item of an instrument by site in its last wave.
    Sites(usize, usize),
    /// A code by wave.
    Code(usize),
    /// What stands at a place of [`Chosen::crossed`]: an item by another one in the last wave.
    Crossed(usize, usize),
    /// How many of an instrument's people are linked.
    Linked(usize),
    /// How the same people moved on an item of an instrument.
    Moves(usize, usize),
    /// From which answer to which they went.
    Courses(usize, usize),
    /// A construct as one side was asked it, by wave.
    Mirror(usize, usize),
}

/// A table and what it is about.
#[derive(Clone, Debug)]
pub struct Laid {
    /// What it is about.
    pub about: About,
    /// The table as it is planned: what was accepted instead of it, where that is so.
    pub sheet: Sheet,
    /// What lies beneath it, where that is more than nothing.
    pub beneath: Option<Beneath>,
}

impl Laid {
    /// A table beneath which nothing lies.
    pub(super) fn new(about: About, sheet: Sheet) -> Self {
        Self { about, sheet, beneath: None }
    }
}

impl Chosen {
    /// Everybody who answered the instrument.
    pub(super) fn everybody(&self) -> Key {
        Key::everybody().with("instrument", &self.series.id)
    }

    /// A name for the tables of an item.
    pub fn name(&self, item: usize) -> String {
        format!("{}.{}", self.series.instrument.id, self.series.items[item].key)
    }

    /// The people of each wave.
    fn people(&self, part: usize) -> Option<Laid> {
        let told = self.few.iter().filter(|(_, scope)| *scope != Scope::Nothing).map(|(wave, _)| *wave);
        let mut waves: Vec<usize> = self.waves.iter().copied().chain(told).collect();
        waves.sort_unstable();
        if waves.is_empty() {
            return None;
        }
        let sheet = Sheet {
            name: format!("{}.people", self.series.instrument.id),
            threshold: self.threshold,
            within: self.everybody(),
            rows: Axis::waves("wave", waves.iter().map(|wave| self.series.moments[*wave].wave.as_str())),
            columns: Axis::none(),
            counts: waves.iter().map(|wave| vec![self.series.moments[*wave].people() as u64]).collect(),
            people: waves.iter().map(|wave| everybody(&self.series.moments[*wave])).collect(),
        };
        Some(Laid::new(About::People(part), sheet))
    }

    /// Whether an item was asked on a condition and those without an answer are few in some wave.
    pub fn leaves_few(&self, place: usize) -> bool {
        self.leaves_fewer(place, self.threshold)
    }

    /// The same where a table is stricter.
    pub(super) fn leaves_fewer(&self, place: usize, threshold: Threshold) -> bool {
        let item = &self.series.items[place];
        let few = |wave: &usize| {
            let moment = &self.series.moments[*wave];
            let base = self.series.seen(item, moment, None).base();
            base > 0 && threshold.hides((moment.people() as u64).saturating_sub(base))
        };
        self.is_conditional(item) && self.waves.iter().any(few)
    }

    /// Whether a question, or one that a scale is made of, was asked on a condition.
    pub(super) fn is_conditional(&self, item: &Item) -> bool {
        let instrument = &self.series.instrument;
        let scale = instrument.scales.iter().find(|scale| item.is_scale() && scale.id == item.question);
        let asks = |id: &str| match scale {
            Some(scale) => scale.items.iter().any(|key| key.split('.').next() == Some(id)),
            None => item.question == id,
        };
        instrument.sections.iter().any(|section| {
            let of_section = section.show_if.is_some();
            section.questions.iter().any(|question| (of_section || question.show_if.is_some()) && asks(&question.id))
        })
    }

    /// An item by wave; nothing where it leaves few.
    fn by_wave(&self, part: usize, place: usize) -> Option<Laid> {
        if self.leaves_few(place) {
            return None;
        }
        let counted = |wave: &usize| self.counted(&self.series.items[place], &self.series.moments[*wave], None);
        let seen = self.waves.iter().map(|wave| (*wave, counted(wave)));
        let seen: Vec<(usize, Counted)> = seen.filter(|(_, counted)| counted.seen.base() > 0).collect();
        let rows = Axis::waves("wave", seen.iter().map(|(wave, _)| self.series.moments[*wave].wave.as_str()));
        let sheet = self.sheet(place, self.name(place), self.everybody(), rows, seen.iter().map(|(_, seen)| seen))?;
        Some(Laid::new(About::Item(part, place), sheet))
    }

    /// An item by site in the last wave; nothing where it leaves few.
    fn at_sites(&self, part: usize, place: usize) -> Option<Laid> {
        if self.leaves_few(place) {
            return None;
        }
        let (item, last) = (&self.series.items[place], &self.series.moments[*self.waves.last()?]);
        let seen = self.sites.iter().map(|site| (site, self.counted(item, last, Some(&site.id))));
        let seen: Vec<(&Site, Counted)> = seen.filter(|(_, counted)| counted.seen.base() > 0).collect();
        if seen.len() < 2 {
            return None;
        }
        let rows = Axis::groups("site", seen.iter().map(|(site, _)| site.id.as_str()));
        let within = self.everybody().with("wave", &last.wave);
        let name = format!("{}.sites", self.name(place));
        let sheet = self.sheet(place, name, within, rows, seen.iter().map(|(_, seen)| seen))?;
        Some(Laid::new(About::Sites(part, place), sheet))
    }

    fn sheet<'s>(
        &self,
        place: usize,
        name: String,
        within: Key,
        rows: Axis,
        seen: impl Iterator<Item = &'s Counted>,
    ) -> Option<Sheet> {
        let item = &self.series.items[place];
        // A question is called the same however its wording is classed: who is counted then is another matter.
        let (within, columns) = match columns(item) {
            None => (within.answered(item.answer_key()), Axis::none()),
            // Options of one question share its base.
            Some(codes) => {
                let total = Some(Key::everybody().answered(item.answer_key()));
                (within, Axis { total, ..Axis::answers(&item.key, codes.iter().map(String::as_str)) })
            }
        };
        let (counts, people): (Vec<Vec<u64>>, Vec<_>) =
            seen.map(|counted| (counts(&counted.seen.what, counted.seen.base()), counted.people)).unzip();
        let mut sheet = Sheet { name, threshold: self.threshold, within, rows, columns, counts, people };
        if self.tells_headline(place) {
            headline::lay_together(&mut sheet, item);
        }
        (!sheet.counts.is_empty()).then_some(sheet)
    }
}

/// Codes of the answers that are counted; none for numbers and scales.
pub(super) fn columns(item: &Item) -> Option<Vec<String>> {
    match &item.measure {
        Measure::YesNo | Measure::Ticked(_) => Some(vec!["yes".into(), "no".into()]),
        Measure::Nominal(levels) | Measure::Ordinal(levels) => {
            Some(levels.iter().map(|level| level.code.clone()).collect())
        }
        Measure::Number(_) | Measure::Scale(_) => None,
    }
}

pub(super) fn counts(what: &What, base: u64) -> Vec<u64> {
    match what {
        What::Share(count) => vec![*count, base.saturating_sub(*count)],
        What::Levels(counts) => counts.clone(),
        What::Numbers(_) => vec![base],
    }
}

/// All tables of some instruments, and of constructs that several of them ask.
pub(super) fn lay(chosen: &[Chosen], mirrors: &[Mirrored]) -> Vec<Laid> {
    let of = |(part, one): (usize, &Chosen)| {
        let items = one.items.iter().filter_map(|item| one.by_wave(part, *item));
        let by_site = one.crossed.iter().filter(|(_, by)| by.is_none()).map(|(item, _)| item);
        let by_site = one.items.iter().filter(|_| one.by_site).chain(by_site).collect::<BTreeSet<_>>();
        let sites = by_site.into_iter().filter_map(|item| one.at_sites(part, *item));
        let crossed = (0..one.crossed.len()).filter_map(|number| one.crossed_sheet(part, number));
        let own = one.people(part).into_iter().chain(items).chain(sites).chain(crossed);
        own.chain(bond::lay(one, part)).collect::<Vec<_>>()
    };
    let own = chosen.iter().enumerate().flat_map(of);
    own.chain(mirrored::lay(mirrors, chosen)).collect()
}

/// The tables with what was accepted in their place.
pub fn accepted(laid: Vec<Laid>, choice: &Choice) -> Vec<Laid> {
    let form = |mut laid: Laid| {
        for accepted in &choice.accepted {
            if accepted.sheet == laid.sheet.name
                && let Some(sheet) = laid.sheet.formed(&accepted.form)
            {
                laid.sheet = sheet;
            }
        }
        laid
    };
    laid.into_iter().map(form).collect()
}

/// The key of a row's people.
fn row(sheet: &Sheet, row: usize) -> Key {
    fact(sheet.within.clone(), &sheet.rows, row)
}

fn fact(key: Key, axis: &Axis, place: usize) -> Key {
    match axis.values.get(place) {
        Some(values) if !values.is_empty() => key.among(&axis.variable, values),
        _ => key,
    }
}

/// The key of a row's base.
pub(super) fn base(sheet: &Sheet, place: usize) -> Key {
    let row = row(sheet, place);
    sheet.columns.total.as_ref().map_or(row.clone(), |total| row.and(total))
}

/// The key of a cell.
pub(super) fn cell(sheet: &Sheet, place: usize, column: usize) -> Key {
    fact(row(sheet, place), &sheet.columns, column)
}

/// The row whose only value is this one.
pub(super) fn row_of(sheet: &Sheet, value: &str) -> Option<usize> {
    sheet.rows.values.iter().position(|values| *values == BTreeSet::from([value.to_owned()]))
}
