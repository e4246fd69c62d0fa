//! Seals rows like any other response and stores all of them, or none, in one transaction.
//!
//! Sealing needs the study's public key only, so a locked study takes imports. Rows are stored in random order.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Place, Problem};
use sha2::{Digest, Sha256};

use super::{Plan, Row};
use crate::parallel;
use crate::seal::{envelope, payload};
use crate::store::collections::{self, Collection};
use crate::store::responses::{self, Stored};
use crate::store::studies::Study;
use crate::store::versions::Version;
use crate::store::{Store, audit, grants, imports, sites, sql, waves};
use crate::{Error, Result, chance};

/// Where rows go, and who brings them.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The study.
    pub study: Study,
    /// The published version that the answers belong to.
    pub version: Version,
    /// Name of the wave for rows that name none.
    pub wave: Option<String>,
    /// Name of the site for rows that name none.
    pub site: Option<String>,
    /// Who brings them.
    pub person: String,
    /// The file's name, by which the import is told apart.
    pub file: String,
}

/// What an import will make or made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Rows.
    pub rows: usize,
    /// Rows in each wave.
    pub by_wave: BTreeMap<String, usize>,
    /// Waves that the study does not have yet.
    pub new_waves: BTreeSet<String>,
    /// Sites that the study does not have yet.
    pub new_sites: BTreeSet<String>,
    /// Rows with a weight.
    pub weighted: usize,
    /// Whether this file is in the study already.
    pub again: bool,
}

/// Names the file without telling what is in it.
pub fn fingerprint(study: &str, file: &[u8]) -> Vec<u8> {
    Sha256::new().chain_update(study).chain_update([0]).chain_update(file).finalize().to_vec()
}

/// What an import would do, without doing it.
pub async fn foresee(store: &Store, to: &Destination, plan: &Plan, file: &[u8]) -> Result<Effect> {
    let weighted = plan.rows.iter().filter(|row| row.response.weight.is_some()).count();
    let mut effect = Effect { rows: plan.rows.len(), weighted, ..Effect::default() };
    let waves = waves::all(store, &to.study.id).await?.into_iter().map(|wave| wave.name);
    let sites = sites::all(store, &to.study.id).await?.into_iter().map(|site| site.name);
    let (waves, sites): (BTreeSet<String>, BTreeSet<String>) = (waves.collect(), sites.collect());
    for row in &plan.rows {
        let (wave, site) = place_of(row, to)?;
        *effect.by_wave.entry(wave.to_owned()).or_default() += 1;
        if !waves.contains(wave) {
            effect.new_waves.insert(wave.to_owned());
        }
        if !sites.contains(site) {
            effect.new_sites.insert(site.to_owned());
        }
    }
    let mut connection = store.pool.acquire().await?;
    effect.again = imports::is_known(&mut connection, &to.study.id, &fingerprint(&to.study.id, file)).await?;
    Ok(effect)
}

fn place_of<'a>(row: &'a Row, to: &'a Destination) -> Result<(&'a str, &'a str)> {
    let needed = |code| Error::Problems(vec![Problem::error(code, Place::default())]);
    let wave = row.wave.as_deref().or(to.wave.as_deref()).ok_or_else(|| needed("import-wave-needed"))?;
    let site = row.site.as_deref().or(to.site.as_deref()).ok_or_else(|| needed("import-site-needed"))?;
    Ok((wave, site))
}

/// Carries the import out and says its id. All rows come in with one transaction, so the log of the database grows as
/// long as they are; it is written back at once, so that the next file begins it anew and does not make it longer.
pub async fn keep(store: &Store, to: &Destination, plan: Plan, file: &[u8]) -> Result<String> {
    let import = bring_in(store, to, plan, file).await?;
    // What came in is stored, whatever comes of this: a failure of the disk is noted, anything else is met again.
    let _ = store.write_back().await;
    Ok(import)
}

/// The same, with the log left as long as it became.
pub async fn bring_in(store: &Store, to: &Destination, plan: Plan, file: &[u8]) -> Result<String> {
    let places = Places::find(store, to, &plan).await?;
    let (generation, key) = grants::sealing_key(store, &to.study.id).await?;
    let study = to.study.id.clone();
    let rows = plan.rows.iter().map(|row| places.of(row, to)).collect::<Result<Vec<_>>>()?;
    let seal = move || {
        let pairs: Vec<_> = plan.rows.into_iter().zip(rows).collect();
        let mut sealed = parallel::map(&pairs, |(row, (collection_id, site_id))| {
            let id = chance::id();
            let place = payload::associated(&study, collection_id, &id);
            let sealed = envelope::seal(&key, generation, &place, &row.response.to_padded_bytes());
            Stored { id, collection_id: collection_id.clone(), site_id: site_id.clone(), sealed }
        });
        chance::shuffle(&mut sealed);
        sealed
    };
    let sealed = tokio::task::spawn_blocking(seal).await.map_err(|error| Error::internal("sealing", error))?;
    store_all(store, to, &places, &sealed, file).await
}

async fn store_all(store: &Store, to: &Destination, places: &Places, sealed: &[Stored], file: &[u8]) -> Result<String> {
    let import = imports::Import {
        id: chance::id(),
        study_id: to.study.id.clone(),
        file: name(&to.file),
        instrument_id: to.version.instrument_id.clone(),
        file_hash: fingerprint(&to.study.id, file),
        rows: sealed.len() as i64,
        imported_on: to.study.today().to_string(),
        undone: false,
    };
    let mut transaction = store.write().await?;
    if imports::is_known(&mut transaction, &to.study.id, &import.file_hash).await? {
        return Err(Error::Conflict("import-again"));
    }
    imports::put(&mut transaction, &import).await?;
    places.put(&mut transaction, to, &import.id).await?;
    for response in sealed {
        responses::put(&mut transaction, response, &chance::bytes::<16>()).await?;
        imports::put_row(&mut transaction, &import.id, &response.id).await?;
    }
    let object = format!("{} ({} rows)", import.file, import.rows);
    audit::append(&mut transaction, Some(&to.study.id), &to.person, "import", &object).await?;
    transaction.commit().await?;
    Ok(import.id)
}

/// The last part of a path, without what cannot be shown.
fn name(file: &str) -> String {
    let last = file.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

/// Takes an import out again and says how many responses went.
pub async fn undo(store: &Store, study: &str, import: &str, person: &str) -> Result<u64> {
    let mut transaction = store.write().await?;
    let (file, gone) = imports::undo(&mut transaction, study, import).await?;
    let object = format!("{file} ({gone} rows)");
    audit::append(&mut transaction, Some(study), person, "undo-import", &object).await?;
    transaction.commit().await?;
    crate::store::maintenance::rewrite_or_owe(store).await;
    Ok(gone)
}

/// Ids of waves, sites and collections by name, those that are still to be made among them.
#[derive(Default)]
struct Places {
    waves: BTreeMap<String, String>,
    new_waves: BTreeSet<String>,
    sites: BTreeMap<String, String>,
    new_sites: BTreeSet<String>,
    collections: BTreeMap<String, String>,
    new_collections: Vec<Collection>,
}

impl Places {
    async fn find(store: &Store, to: &Destination, plan: &Plan) -> Result<Self> {
        let mut places = Self::default();
        places.waves.extend(waves::all(store, &to.study.id).await?.into_iter().map(|wave| (wave.name, wave.id)));
        places.sites.extend(sites::all(store, &to.study.id).await?.into_iter().map(|site| (site.name, site.id)));
        let known = collections::all(store, &to.study.id).await?;
        for row in &plan.rows {
            let (wave, site) = place_of(row, to)?;
            if !places.waves.contains_key(wave) {
                places.waves.insert(wave.to_owned(), chance::id());
                places.new_waves.insert(wave.to_owned());
            }
            if !places.sites.contains_key(site) {
                places.sites.insert(site.to_owned(), chance::id());
                places.new_sites.insert(site.to_owned());
            }
            if !places.collections.contains_key(wave) {
                places.collection(wave, &known, to);
            }
        }
        Ok(places)
    }

    /// The collection of the instrument in a wave: the one that is there, or a new, closed one.
    fn collection(&mut self, wave: &str, known: &[Collection], to: &Destination) {
        let wave_id = self.waves[wave].clone();
        let fits = |collection: &&Collection| {
            collection.wave_id == wave_id
                && collection.instrument_id == to.version.instrument_id
                && !collection.rehearsal
        };
        let id = known.iter().find(fits).map_or_else(chance::id, |collection| collection.id.clone());
        if !known.iter().any(|collection| fits(&collection)) {
            self.new_collections.push(Collection {
                id: id.clone(),
                study_id: to.study.id.clone(),
                wave_id,
                instrument_id: to.version.instrument_id.clone(),
                version_hash: to.version.hash.clone(),
                rehearsal: false,
                state: collections::State::Closed,
                closes_on: None,
                settings: collections::Settings::default(),
            });
        }
        self.collections.insert(wave.to_owned(), id);
    }

    /// Collection and site of a row.
    fn of(&self, row: &Row, to: &Destination) -> Result<(String, String)> {
        let (wave, site) = place_of(row, to)?;
        let found = self.collections.get(wave).cloned().zip(self.sites.get(site).cloned());
        found.ok_or_else(|| Error::internal("import", "a row without a place"))
    }

    async fn put(&self, transaction: &mut sql::Connection, to: &Destination, import: &str) -> Result<()> {
        for name in &self.new_waves {
            let starts_on = starts_on(name, &to.study);
            waves::put(&mut *transaction, &self.waves[name], &to.study.id, name, &starts_on).await?;
            imports::put_made(&mut *transaction, import, "wave", &self.waves[name]).await?;
        }
        for name in &self.new_sites {
            sites::put(&mut *transaction, &self.sites[name], &to.study.id, name).await?;
            imports::put_made(&mut *transaction, import, "site", &self.sites[name]).await?;
        }
        for collection in &self.new_collections {
            collections::put(&mut *transaction, collection).await?;
            imports::put_made(&mut *transaction, import, "collection", &collection.id).await?;
        }
        Ok(())
    }
}

/// A wave named by a date or a year starts then; any other today.
fn starts_on(name: &str, study: &Study) -> String {
    let year = name.parse::<i16>().ok().filter(|year| (1900..2200).contains(year));
    let date = name.parse::<jiff::civil::Date>().ok().or_else(|| year.map(|year| jiff::civil::date(year, 1, 1)));
    date.unwrap_or_else(|| study.today()).to_string()
}
