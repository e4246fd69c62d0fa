//! One instrument over the waves of a study: the moments at which it was asked, the tables that were answered, and which
//! of their rows may be counted for an item.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use instruments::{Audience, Instrument};

use super::wording::{self, Breaks};
use super::{Item, Measure, items, seen};
use crate::linking::Code;
use crate::store::collections::Collection;
use crate::store::{Store, collections, links, roster, versions, waves};
use crate::workspace::{Table, Workspace};
use crate::{Error, Result};

/// One instrument over waves.
#[derive(Debug)]
pub struct Series {
    /// Id of the instrument.
    pub id: String,
    /// Its newest version that answers were given to: items, words and scores are read as it has them.
    pub instrument: Instrument,
    /// What can be compared.
    pub items: Vec<Item>,
    /// The moments that have answers, the earliest first.
    pub moments: Vec<Moment>,
    /// Wordings that changed between versions, and what the coordinator said about them.
    pub breaks: Breaks,
    /// Items that rows of a version may not be counted for, by the version's hash.
    apart: HashMap<String, BTreeSet<String>>,
}

/// One wave.
#[derive(Debug)]
pub struct Moment {
    /// Id of the wave.
    pub wave: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub date: String,
    /// Everybody there is, where it is known: the roster, or all that were invited.
    pub population: Option<u64>,
    /// What was answered.
    pub answered: Vec<Answered>,
}

/// One collection of a moment.
#[derive(Debug)]
pub struct Answered {
    /// Id of the collection.
    pub collection: String,
    /// Its rows.
    pub table: Arc<Table>,
    /// Items that rows of a version may not be counted for, by the version's hash.
    apart: HashMap<String, BTreeSet<String>>,
}

impl Answered {
    /// The rows among `here` that may be counted for an item with the newest version's.
    pub fn keep<'k>(&self, item: &Item, here: &'k [usize]) -> Cow<'k, [usize]> {
        let out: BTreeSet<&str> =
            self.apart.iter().filter(|(_, items)| items.contains(&item.key)).map(|(hash, _)| hash.as_str()).collect();
        if out.is_empty() {
            return Cow::Borrowed(here);
        }
        Cow::Owned(here.iter().copied().filter(|row| !out.contains(&*self.table.rows[*row].version)).collect())
    }
}

impl Moment {
    /// Its first day as a number of days, for a true time axis; 0 where its date cannot be read.
    pub fn day(&self) -> i64 {
        let start = jiff::civil::Date::constant(1970, 1, 1);
        let date = self.date.parse::<jiff::civil::Date>();
        date.ok().and_then(|date| start.until(date).ok()).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The link code of every row, in the order of its tables.
    pub fn codes(&self) -> Vec<Option<&Code>> {
        self.answered.iter().flat_map(|answered| answered.table.codes()).collect()
    }

    /// How many answered at all.
    pub fn people(&self) -> usize {
        self.answered.iter().map(|answered| answered.table.rows.len()).sum()
    }
}

impl Series {
    /// Reads the series of an instrument from an unlocked study; rehearsals never count.
    ///
    /// # Errors
    /// Not found where the study has no answers to the instrument.
    pub async fn read(store: &Store, workspace: &Workspace, study: &str, instrument: &str) -> Result<Self> {
        Self::read_until(store, workspace, study, instrument, None).await
    }

    /// The same up to a wave: what was asked later keeps nothing apart that is compared with it.
    ///
    /// # Errors
    /// Not found where the study has no answers to the instrument until then.
    pub async fn read_until(
        store: &Store,
        workspace: &Workspace,
        study: &str,
        instrument: &str,
        last: Option<&str>,
    ) -> Result<Self> {
        let mut all_waves = waves::all(store, study).await?;
        if let Some(place) = last.and_then(|last| all_waves.iter().position(|wave| wave.id == last)) {
            all_waves.truncate(place + 1);
        }
        let all = collections::all(store, study).await?;
        let asked = |one: &Collection| all_waves.iter().any(|wave| wave.id == one.wave_id);
        let counted: Vec<Collection> =
            all.into_iter().filter(|one| one.instrument_id == instrument && !one.rehearsal && asked(one)).collect();
        let versions = answered_versions(store, workspace, instrument, &counted).await?;
        let newest = versions.last().map(|(_, newest)| newest.clone()).ok_or(Error::NotFound)?;
        let items = items(&newest);
        let confirmed = wording::confirmed(store, instrument).await?;
        let breaks = Breaks::between(&versions, &confirmed);
        let apart: HashMap<String, BTreeSet<String>> = versions
            .iter()
            .map(|(hash, old)| (hash.clone(), set_apart(&items, (&newest, old), &breaks, hash)))
            .filter(|(_, items)| !items.is_empty())
            .collect();
        let mut moments = Vec::new();
        for wave in all_waves {
            let mut moment = Moment {
                wave: wave.id.clone(),
                name: wave.name,
                date: wave.starts_on,
                population: Some(0),
                answered: Vec::new(),
            };
            for collection in counted.iter().filter(|collection| collection.wave_id == wave.id) {
                // Who was invited and did not answer at all belongs to everybody too.
                let known = population(store, collection).await?;
                moment.population = moment.population.zip(known).map(|(sum, more)| sum + more);
                let table = workspace.shared(&collection.id);
                if table.rows.is_empty() {
                    continue;
                }
                moment.answered.push(Answered { collection: collection.id.clone(), table, apart: apart.clone() });
            }
            if !moment.answered.is_empty() {
                moments.push(moment);
            }
        }
        Ok(Self { id: instrument.to_owned(), instrument: newest, items, moments, breaks, apart })
    }

    /// Whom it is for.
    pub fn audience(&self) -> Audience {
        self.instrument.audience
    }

    /// The item with a key.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }

    /// What a moment said to an item.
    pub fn seen(&self, item: &Item, moment: &Moment, site: Option<&str>) -> seen::Seen {
        seen::seen(item, &self.instrument, moment, site)
    }

    /// Hashes of versions whose rows may not be counted for an item with the newest version's.
    pub fn kept_apart<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a str> {
        self.apart.iter().filter(|(_, items)| items.contains(&item.key)).map(|(hash, _)| hash.as_str())
    }

    /// Hashes of all versions that rows are of.
    pub fn answered_versions(&self) -> BTreeSet<String> {
        let tables = self.moments.iter().flat_map(|moment| &moment.answered);
        tables.flat_map(|answered| &answered.table.rows).map(|row| row.version.to_string()).collect()
    }

    /// The place of a wave among the moments.
    pub fn place(&self, wave: &str) -> Option<usize> {
        self.moments.iter().position(|moment| moment.wave == wave)
    }
}

/// Versions that answers were given to, the oldest first.
async fn answered_versions(
    store: &Store,
    workspace: &Workspace,
    instrument: &str,
    counted: &[Collection],
) -> Result<Vec<(String, Instrument)>> {
    let hashes: BTreeSet<String> = counted
        .iter()
        .flat_map(|collection| workspace.table(&collection.id).rows.iter().map(|row| row.version.to_string()))
        .collect();
    let mut found = BTreeMap::new();
    for hash in hashes {
        if let Some(version) = versions::find(store, instrument, &hash).await?
            && let Ok(parsed) = instruments::parse(&version.toml)
        {
            found.insert(version.number, (hash, parsed));
        }
    }
    Ok(found.into_values().collect())
}

/// Keys of items for which rows of a version do not count: a wording that matters changed since, or the option was not
/// offered.
fn set_apart(
    items: &[Item],
    (newest, old): (&Instrument, &Instrument),
    breaks: &Breaks,
    hash: &str,
) -> BTreeSet<String> {
    let broken = |item: &Item| breaks.last(hash, &wording::units(item, newest)).is_some();
    let lacks = |item: &Item| match &item.measure {
        Measure::Ticked(code) => {
            let asked = old.questions().find(|question| question.id == item.question);
            asked.is_some_and(|question| old.options(question).iter().all(|option| option.code != *code))
        }
        _ => false,
    };
    items.iter().filter(|item| broken(item) || lacks(item)).map(|item| item.key.clone()).collect()
}

/// How many people or organisations a collection was meant for: its roster, or all that its links invited.
async fn population(store: &Store, collection: &Collection) -> Result<Option<u64>> {
    if collection.settings.roster {
        return Ok(Some(roster::all(store, &collection.id).await?.len() as u64));
    }
    let mut sum = Some(0);
    let links = links::all(store, &collection.id).await?;
    for link in &links {
        sum = sum.zip(link.invited).map(|(sum, more)| sum + more.unsigned_abs());
    }
    Ok(sum.filter(|sum| !links.is_empty() && *sum > 0))
}
