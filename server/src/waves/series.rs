//! One instrument over the waves of a study: the moments at which it was asked, the tables that were answered, and which
//! of their rows may be counted for an item.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use instruments::{Audience, Instrument};

use super::breaks::Breaks;
use super::{Item, Measure, items, seen, wording};
use crate::linking::Code;
use crate::store::collections::Collection;
use crate::store::invited::invited;
use crate::store::{Store, collections, versions, waves};
use crate::workspace::{Table, Workspace};
use crate::{Error, Result};

/// One instrument over waves, read as one of its versions asks: answers to others count where they ask the same.
#[derive(Clone, Debug)]
pub struct Series {
    /// Id of the instrument.
    pub id: String,
    /// Hash of the version that it is read as: the newest that answers were given to, unless another one is wanted.
    pub version: String,
    /// That version: items, words and scores are read as it has them.
    pub instrument: Instrument,
    /// What can be compared.
    pub items: Vec<Item>,
    /// The moments that have answers, the earliest first.
    pub moments: Vec<Moment>,
    /// Wordings that changed between versions, and what the coordinator said about them.
    pub breaks: Arc<Breaks>,
    /// Versions that answers were given to by their hashes, the oldest first.
    versions: Arc<Vec<(String, Instrument)>>,
    /// Items that rows of a version may not be counted for, by the version's hash.
    apart: Arc<Apart>,
}

/// One wave.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Id of the wave.
    pub wave: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub date: String,
    /// Everybody there is, where it is known: the roster, or all that were invited.
    pub population: Option<u64>,
    /// Whether more people answered at some site than were invited there: then the number of all is not known either.
    pub exceeded: bool,
    /// What was answered.
    pub answered: Vec<Answered>,
    /// Hashes of the versions that were answered, the oldest first.
    pub versions: Vec<String>,
}

/// One collection of a moment.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Id of the collection.
    pub collection: String,
    /// Its rows.
    pub table: Arc<Table>,
    /// Items that rows of a version may not be counted for, by the version's hash.
    apart: Arc<Apart>,
}

type Apart = HashMap<String, BTreeSet<String>>;

impl Answered {
    /// The rows among `here` that may be counted for an item as the series is read.
    pub fn keep<'k>(&self, item: &Item, here: &'k [usize]) -> Cow<'k, [usize]> {
        let out = self.out(item);
        if out.is_empty() {
            return Cow::Borrowed(here);
        }
        Cow::Owned(here.iter().copied().filter(|row| !self.is_of(*row, &out)).collect())
    }

    /// The rows that may be counted for all of these items.
    pub fn rows<'a>(&'a self, items: &[&Item]) -> impl Iterator<Item = usize> + use<'a> {
        let out: BTreeSet<&str> = items.iter().flat_map(|item| self.out(item)).collect();
        (0..self.table.rows.len()).filter(move |row| out.is_empty() || !self.is_of(*row, &out))
    }

    /// Versions whose answers to an item may not be counted with these.
    fn out(&self, item: &Item) -> BTreeSet<&str> {
        self.apart.iter().filter(|(_, items)| items.contains(&item.key)).map(|(hash, _)| hash.as_str()).collect()
    }

    fn is_of(&self, row: usize, versions: &BTreeSet<&str>) -> bool {
        versions.contains(&*self.table.rows[row].version)
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

    /// How many answered at a site; at all of them where none is named.
    pub fn people_at(&self, site: Option<&str>) -> usize {
        self.answered.iter().map(|answered| answered.table.at_site(site).len()).sum()
    }
}

impl Series {
    /// Reads the series of an instrument from an unlocked study; rehearsals never count.
    ///
    /// # Errors
    /// Not found where the study has no answers to the instrument.
    pub async fn read(store: &Store, workspace: &Workspace, study: &str, instrument: &str) -> Result<Self> {
        let all = collections::all(store, study).await?;
        let counted: Vec<Collection> =
            all.into_iter().filter(|one| one.instrument_id == instrument && !one.rehearsal).collect();
        let versions = answered_versions(store, workspace, instrument, &counted).await?;
        let (version, newest) = versions.last().cloned().ok_or(Error::NotFound)?;
        let breaks = Arc::new(Breaks::between(&versions, &wording::confirmed(store, instrument).await?));
        let mut moments = Vec::new();
        for wave in waves::all(store, study).await? {
            moments.extend(moment(store, workspace, wave, &counted, &versions).await?);
        }
        let series = Self {
            id: instrument.to_owned(),
            items: Vec::new(),
            instrument: newest,
            versions: Arc::new(versions),
            version,
            moments,
            breaks,
            apart: Arc::default(),
        };
        Ok(series.read_by())
    }

    /// The same as a wave asked it: by the newest version that was answered there.
    pub fn as_asked(&self, wave: usize) -> Self {
        match self.moments[wave].versions.last() {
            Some(version) => self.as_of(version),
            None => self.clone(),
        }
    }

    /// The same by the newest version that has an item; nothing where none has.
    pub fn asking(&self, key: &str) -> Option<Self> {
        let mut all = self.versions.iter().rev().map(|(version, _)| self.as_of(version));
        all.find(|series| series.item(key).is_some())
    }

    /// The same by a version, where answers were given to it.
    pub fn as_of(&self, version: &str) -> Self {
        match self.version_of(version).filter(|_| *version != self.version) {
            Some(instrument) => {
                let other = Self { version: version.to_owned(), instrument: instrument.clone(), ..self.clone() };
                other.read_by()
            }
            None => self.clone(),
        }
    }

    /// Takes the items from its version, and keeps apart what asked otherwise.
    fn read_by(mut self) -> Self {
        self.items = items(&self.instrument);
        let apart = |(hash, old): &(String, Instrument)| (hash.clone(), self.set_apart(hash, old));
        let apart: Apart = self.versions.iter().map(apart).filter(|(_, items)| !items.is_empty()).collect();
        self.apart = Arc::new(apart);
        for answered in self.moments.iter_mut().flat_map(|moment| &mut moment.answered) {
            answered.apart = Arc::clone(&self.apart);
        }
        self
    }

    /// Keys of items for which rows of a version do not count: they were asked otherwise, or the option was not offered.
    fn set_apart(&self, hash: &str, old: &Instrument) -> BTreeSet<String> {
        let lacks = |item: &Item| match &item.measure {
            Measure::Ticked(code) => {
                let asked = old.questions().find(|question| question.id == item.question);
                asked.is_some_and(|question| old.options(question).iter().all(|option| option.code != *code))
            }
            _ => false,
        };
        let out = |item: &&Item| !self.shares(hash, item) || lacks(item);
        self.items.iter().filter(out).map(|item| item.key.clone()).collect()
    }

    /// Whether a version asks one of its items as the series is read.
    pub fn shares(&self, version: &str, item: &Item) -> bool {
        self.breaks.share(version, &self.version, &wording::units(item, &self.instrument))
    }

    /// A version that answers were given to.
    pub fn version_of(&self, hash: &str) -> Option<&Instrument> {
        self.versions.iter().find(|(known, _)| known == hash).map(|(_, instrument)| instrument)
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

    /// Hashes of versions whose rows may not be counted for an item as the series is read.
    pub fn kept_apart<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a str> {
        self.apart.iter().filter(|(_, items)| items.contains(&item.key)).map(|(hash, _)| hash.as_str())
    }

    /// Hashes of all versions that rows are of.
    pub fn answered_versions(&self) -> BTreeSet<String> {
        self.versions.iter().map(|(hash, _)| hash.clone()).collect()
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
    let given: BTreeSet<String> =
        counted.iter().flat_map(|collection| hashes(workspace.table(&collection.id))).collect();
    let mut found = BTreeMap::new();
    for hash in given {
        if let Some(version) = versions::find(store, instrument, &hash).await?
            && let Ok(parsed) = instruments::parse(&version.toml)
        {
            found.insert(version.number, (hash, parsed));
        }
    }
    Ok(found.into_values().collect())
}

/// One wave of an instrument; nothing where nobody answered.
async fn moment(
    store: &Store,
    workspace: &Workspace,
    wave: waves::Wave,
    collections: &[Collection],
    versions: &[(String, Instrument)],
) -> Result<Option<Moment>> {
    let (mut everybody, mut exceeded, mut answered) = (Some(0), false, Vec::new());
    for collection in collections.iter().filter(|collection| collection.wave_id == wave.id) {
        let table = workspace.shared(&collection.id);
        // Who was invited and did not answer at all belongs to everybody too.
        let (known, wrong) = population(store, collection, &table).await?;
        everybody = everybody.zip(known).map(|(sum, more)| sum + more);
        exceeded |= wrong;
        if !table.rows.is_empty() {
            answered.push(Answered { collection: collection.id.clone(), table, apart: Arc::default() });
        }
    }
    let given: BTreeSet<String> = answered.iter().flat_map(|answered: &Answered| hashes(&answered.table)).collect();
    let versions = versions.iter().map(|(hash, _)| hash).filter(|hash| given.contains(*hash)).cloned().collect();
    let population = everybody.filter(|_| !exceeded);
    let moment =
        Moment { wave: wave.id, name: wave.name, date: wave.starts_on, population, exceeded, answered, versions };
    Ok(Some(moment).filter(|moment| !moment.answered.is_empty()))
}

/// The versions of a table's rows.
fn hashes(table: &Table) -> BTreeSet<String> {
    table.rows.iter().map(|row| &*row.version).collect::<BTreeSet<&str>>().into_iter().map(str::to_owned).collect()
}

/// How many people or organisations a collection was meant for: who was invited, as pages on results count them too; and
/// whether that cannot be right, since more answered at some site than were invited there.
async fn population(store: &Store, collection: &Collection, table: &Table) -> Result<(Option<u64>, bool)> {
    let invited = invited(store, collection).await?;
    let sites = || table.rows.iter().map(|row| &*row.site);
    let all = invited.everywhere(sites()).and_then(|all| u64::try_from(all).ok()).filter(|all| *all > 0);
    Ok((all, all.is_some() && !invited.exceeded(sites()).is_empty()))
}
