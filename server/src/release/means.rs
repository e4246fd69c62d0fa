//! Which means of numbers and scales are told. With its base a mean is a sum, and whoever is not told is what all other sums
//! leave. So a site whose mean must be hidden hides others with it, until what is left is not that of few; and no mean stands
//! beside beds of organisations where the two together would tell of those that did not agree to be listed.

use std::collections::{BTreeMap, BTreeSet};

use instruments::Expression;

use super::draft::Draft;
use super::tables::{About, Chosen};
use super::told::{gives_away, is_of_few};
use crate::disclosure::Threshold;
use crate::disclosure::dominance::Rule;
use crate::disclosure::plan::{Figure, Key, Ledger};
use crate::waves::seen::values_of_all;
use crate::waves::{Measure, Moment};

/// Rows of tables, by their place, of which the mean is told.
#[derive(Clone, Debug, Default)]
pub struct Means {
    told: BTreeSet<(usize, usize)>,
}

/// A number that somebody gave.
struct Said {
    site: String,
    /// The organisation; of somebody without one, and of one that answered twice the second time, the answer's own id.
    whose: String,
    value: f64,
}

/// Items whose numbers add up to each other's, so that a hidden one would follow from the rest.
struct Family<'a> {
    chosen: &'a Chosen,
    part: usize,
    items: Vec<usize>,
}

impl Means {
    /// What may be told beside all earlier releases.
    pub(super) fn of(draft: &Draft, ledger: &Ledger) -> Self {
        let mut means = Self::default();
        for (part, chosen) in draft.chosen.iter().enumerate() {
            for items in families(chosen) {
                Family { chosen, part, items }.tell(draft, ledger, &mut means);
            }
        }
        means
    }

    /// Whether the mean of a row is told.
    pub fn tells(&self, place: usize, row: usize) -> bool {
        self.told.contains(&(place, row))
    }

    /// What the ledger keeps: which sums were told.
    pub(super) fn figures(&self, draft: &Draft) -> Vec<(Key, Figure)> {
        let figure = |(place, row): &(usize, usize)| {
            let (About::Item(part, item) | About::Sites(part, item)) = draft.laid[*place].about else { return None };
            let (chosen, value) = (&draft.chosen[part], draft.laid[*place].sheet.rows.values[*row].first()?);
            let (wave, site) = match draft.laid[*place].about {
                About::Sites(..) => (chosen.waves.last()?, Some(value.as_str())),
                _ => (chosen.waves.iter().find(|wave| chosen.series.moments[**wave].wave == *value)?, None),
            };
            Some((key(chosen, item, *wave, site), Figure::Shown(0)))
        };
        self.told.iter().filter_map(figure).collect()
    }
}

/// What a told mean is called in the ledger. It is no count of people.
fn key(chosen: &Chosen, item: usize, wave: usize, site: Option<&str>) -> Key {
    let key = chosen.everybody().with("wave", &chosen.series.moments[wave].wave);
    let key = site.map_or(key.clone(), |site| key.with("site", site));
    key.with("amount", &format!("mean {}", chosen.series.items[item].key))
}

/// Numbers and scales of an instrument; numbers that are worked out from each other are of one family.
fn families(chosen: &Chosen) -> Vec<Vec<usize>> {
    let items = &chosen.series.items;
    let is_number = |name: &str| {
        let mut asked = items.iter().filter(|item| item.question == name || item.key == name).peekable();
        asked.peek().is_none() || asked.any(|item| matches!(item.measure, Measure::Number(_)))
    };
    let mut sums: Vec<BTreeSet<String>> = Vec::new();
    for question in chosen.series.instrument.sections.iter().flat_map(|section| &section.questions) {
        let Some(rule) = question.calculate.as_ref().and_then(|rule| Expression::parse(rule).ok()) else { continue };
        let names = rule.references().into_iter().map(|(name, _)| name).filter(|name| is_number(name));
        let mut sum: BTreeSet<String> = names.map(str::to_owned).chain([question.id.clone()]).collect();
        // Sums that share a name are one.
        let (near, far): (Vec<_>, Vec<_>) = sums.into_iter().partition(|other| !other.is_disjoint(&sum));
        sum.extend(near.into_iter().flatten());
        sums = far;
        sums.push(sum);
    }
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let of = |sum: &&BTreeSet<String>| sum.contains(&item.question) || sum.contains(&item.key);
        let name = match &item.measure {
            Measure::Scale(_) => item.key.clone(),
            Measure::Number(_) => sums.iter().find(of).and_then(BTreeSet::first).unwrap_or(&item.key).clone(),
            _ => continue,
        };
        found.entry(name).or_default().push(place);
    }
    found.into_values().collect()
}

impl Family<'_> {
    fn tell(&self, draft: &Draft, ledger: &Ledger, means: &mut Means) {
        let (mut rows, mut hidden) = (Vec::new(), BTreeSet::new());
        for place in self.items.iter().filter_map(|item| draft.place(About::Item(self.part, *item))) {
            for (row, values) in draft.laid[place].sheet.rows.values.iter().enumerate() {
                let of = |wave: &&usize| values.contains(&self.chosen.series.moments[**wave].wave);
                let Some(wave) = self.chosen.waves.iter().find(of) else { continue };
                rows.push((*wave, (place, row)));
                // One of several that add up would follow from the others.
                let beside = self.is_beside_amounts(*wave, ledger) || self.tells_another(draft, *wave, ledger);
                if beside || !draft.may_tell_mean(place, row) {
                    hidden.insert(*wave);
                }
            }
        }
        means.told.extend(rows.iter().filter(|(wave, _)| !hidden.contains(wave)).map(|(_, row)| *row));
        if let Some(last) = self.chosen.waves.last().filter(|last| !self.is_beside_amounts(**last, ledger)) {
            self.tell_sites(draft, *last, ledger, means);
        }
    }

    /// Sites of the last wave: with those that must be hidden others, the smallest first, until what is left is not of few.
    fn tell_sites(&self, draft: &Draft, wave: usize, ledger: &Ledger, means: &mut Means) {
        let places: Vec<usize> =
            self.items.iter().filter_map(|item| draft.place(About::Sites(self.part, *item))).collect();
        let mut rows: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let mut hidden: BTreeSet<String> = BTreeSet::new();
        for place in places {
            for (row, values) in draft.laid[place].sheet.rows.values.iter().enumerate() {
                if draft.may_tell_mean(place, row) {
                    values.iter().for_each(|site| rows.entry(site.clone()).or_default().push((place, row)));
                } else {
                    hidden.extend(values.iter().cloned());
                }
            }
        }
        let before: Vec<BTreeSet<String>> =
            self.items.iter().map(|item| sites_before(self.chosen, *item, wave, ledger)).collect();
        let said: Vec<Vec<Said>> = self.items.iter().map(|item| answers(self.chosen, *item, wave)).collect();
        let is_known = |(place, item): (usize, &usize)| {
            !before[place].is_empty() || draft.place(About::Sites(self.part, *item)).is_some()
        };
        if self.items.iter().enumerate().filter(|known| is_known(*known)).count() > 1 {
            hidden.extend(rows.keys().filter(|site| self.any_is_of_few(&said, Some(site))).cloned());
        }
        let mut told: Vec<String> = rows.keys().filter(|site| !hidden.contains(*site)).cloned().collect();
        told.sort_by_key(|site| said.iter().flatten().filter(|one| one.site == *site).count());
        told.reverse();
        while self.leaves_few(&said, &before, &told) {
            if told.pop().is_none() {
                break;
            }
        }
        means.told.extend(told.iter().filter_map(|site| rows.get(site)).flatten());
    }

    /// Whether two sums of a family, told now or before, would tell a third of everybody that is the number of few: also
    /// one that nobody chose.
    fn tells_another(&self, draft: &Draft, wave: usize, ledger: &Ledger) -> bool {
        let is_known = |item: &&usize| {
            draft.place(About::Item(self.part, **item)).is_some()
                || was_told(&key(self.chosen, **item, wave, None), ledger)
        };
        let said = |item: &usize| answers(self.chosen, *item, wave);
        self.items.iter().filter(is_known).count() > 1
            && self.any_is_of_few(&self.items.iter().map(said).collect::<Vec<_>>(), None)
    }

    /// Whether any number of the family, at a site or of everybody, is that of few.
    fn any_is_of_few(&self, said: &[Vec<Said>], site: Option<&str>) -> bool {
        self.items.iter().zip(said).any(|(item, said)| {
            let here = said.iter().filter(|one| site.is_none_or(|site| one.site == site));
            let values: Vec<f64> = here.map(|one| one.value).collect();
            is_of_few_people(&self.chosen.series.items[*item].measure, &values, self.chosen.threshold)
        })
    }

    /// Whether what sites that are told leave of everybody would be the sum of few, for any number of the family: beside
    /// the sites of which that number was told before, and beside those of which any was, as far as it follows.
    fn leaves_few(&self, said: &[Vec<Said>], before: &[BTreeSet<String>], told: &[String]) -> bool {
        let any: BTreeSet<String> = before.iter().flatten().cloned().collect();
        let few = |item: usize, said: &[Said], before: &BTreeSet<String>| {
            let is_told = |site: &String| before.contains(site) || told.contains(site);
            let left: Vec<f64> = said.iter().filter(|one| !is_told(&one.site)).map(|one| one.value).collect();
            is_of_few_people(&self.chosen.series.items[item].measure, &left, self.chosen.threshold)
        };
        let mut numbers = self.items.iter().zip(said).zip(before);
        numbers.any(|((item, said), own)| few(*item, said, own) || few(*item, said, &any))
    }

    /// Whether beds of organisations that are told, now or before, would with these means tell of those that are not listed.
    fn is_beside_amounts(&self, wave: usize, ledger: &Ledger) -> bool {
        self.items.iter().any(|item| {
            let told = self.chosen.amounts_told(*item, wave, ledger);
            told.iter().any(|listed| stands_beside(self.chosen, *item, wave, listed, self.chosen.by_site))
        })
    }
}

/// The earlier release whose means, beside this amount of organisations, would tell of those that are not listed.
pub(super) fn told_before<'l>(
    chosen: &Chosen,
    item: usize,
    wave: usize,
    listed: &BTreeSet<String>,
    ledger: &'l Ledger,
) -> Option<&'l str> {
    let family = families(chosen).into_iter().find(|family| family.contains(&item))?;
    let release = ledger.releases.iter().find(|release| {
        let told = |site: Option<&str>| {
            let keys: Vec<Key> = family.iter().map(|item| key(chosen, *item, wave, site)).collect();
            release.figures.iter().any(|(key, _)| keys.contains(key))
        };
        let by_site = chosen.sites.iter().any(|site| told(Some(&site.id)));
        (by_site || told(None)) && stands_beside(chosen, item, wave, listed, by_site)
    });
    release.map(|release| release.name.as_str())
}

fn was_told(own: &Key, ledger: &Ledger) -> bool {
    ledger.releases.iter().flat_map(|release| &release.figures).any(|(key, _)| key == own)
}

/// Sites whose sum of a number an earlier release told.
fn sites_before(chosen: &Chosen, item: usize, wave: usize, ledger: &Ledger) -> BTreeSet<String> {
    let told = |site: &&crate::store::sites::Site| was_told(&key(chosen, item, wave, Some(&site.id)), ledger);
    chosen.sites.iter().filter(told).map(|site| site.id.clone()).collect()
}

/// Whether the sum of everybody, or of sites, less the amount of the listed, is of few, or the other way round.
fn stands_beside(chosen: &Chosen, item: usize, wave: usize, listed: &BTreeSet<String>, by_site: bool) -> bool {
    let (said, measure) = (answers(chosen, item, wave), &chosen.series.items[item].measure);
    let others: Vec<&Said> = said.iter().filter(|one| !listed.contains(&one.whose)).collect();
    let few = |some: Vec<f64>| is_of_few_people(measure, &some, chosen.threshold);
    if few(others.iter().map(|one| one.value).collect()) {
        return true;
    }
    let here: BTreeSet<&str> =
        said.iter().filter(|one| listed.contains(&one.whose)).map(|one| one.site.as_str()).collect();
    let mixed: BTreeSet<&str> = others.iter().map(|one| one.site.as_str()).filter(|site| here.contains(site)).collect();
    let unlisted = others.iter().filter(|one| here.contains(one.site.as_str())).map(|one| one.value).collect();
    // What sites of listed ones alone leave of the amount is that of the listed ones of the other sites.
    let left = said.iter().filter(|one| listed.contains(&one.whose) && mixed.contains(one.site.as_str()));
    let left: Vec<u64> = left.map(|one| one.value.max(0.0).round() as u64).collect();
    by_site && (few(unlisted) || (mixed.len() < here.len() && Rule::default().hides(&left)))
}

/// Whether the sum of these numbers, with how many they are, tells of few people. Of nobody it tells nothing.
pub(super) fn is_of_few_people(measure: &Measure, values: &[f64], threshold: Threshold) -> bool {
    let some: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    let few = threshold.hides(values.len() as u64) || gives_away(&some, threshold) || is_of_few(measure, &some);
    !values.is_empty() && few
}

/// Everybody's number of an item in a wave.
fn answers(chosen: &Chosen, item: usize, wave: usize) -> Vec<Said> {
    let moment: &Moment = &chosen.series.moments[wave];
    let rows = moment.answered.iter().flat_map(|answered| &answered.table.rows);
    let values = values_of_all(&chosen.series.items[item], &chosen.series.instrument, moment);
    let mut known = BTreeSet::new();
    let said = rows.zip(values).filter_map(|(row, value)| {
        let named = row.organisation.as_ref().map(ToString::to_string).filter(|one| known.insert(one.clone()));
        Some(Said { site: row.site.to_string(), whose: named.unwrap_or_else(|| row.id.clone()), value: value? })
    });
    said.collect()
}
