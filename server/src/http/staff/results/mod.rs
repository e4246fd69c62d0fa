//! First results: response, figures, the sample beside its population, open answers, answers that tell of danger, files.
//! Counts of response are there while the study is locked; everything else needs its key. Bringing answers in is
//! [`super::import`].

pub mod analysis;
pub mod beside;
pub mod danger;
mod export;
pub mod figures;
pub mod population;
pub mod response;
pub mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract;

use super::{Around, Member, import};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::script::Data;
use crate::store::collections::{self, Collection};
use crate::store::sites::{self, Site};
use crate::store::{Store, audit, versions, waves};
use crate::workspace::{Table, Workspace, meaning::Meanings};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Who answered, by collection and site.
    fn results(&self, around: &Around, view: &response::Response) -> String;
    /// The figures of one collection.
    fn figures(&self, around: &Around, view: &figures::View) -> String;
    /// The sample beside its population, and weights.
    fn population(&self, around: &Around, view: &population::View) -> String;
    /// Open answers to one question.
    fn words(&self, around: &Around, view: &words::View) -> String;
    /// The form that marks an answer.
    fn mark(&self, around: &Around, view: &danger::Mark) -> String;
    /// Marked answers.
    fn danger(&self, around: &Around, view: &danger::View) -> String;
    /// Choosing what to take out for analysis.
    fn analysis(&self, around: &Around, view: &analysis::View) -> String;
    /// Choosing a file of earlier answers, and what came before.
    fn import_form(&self, around: &Around, view: &import::View) -> String;
    /// What a file would bring.
    fn import_preview(&self, around: &Around, view: &import::Preview) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/results", Action::SeeResults, response::show)
        .get("/studies/{study}/results/analysis", Action::Export, analysis::show)
        .post("/studies/{study}/results/analysis", Action::Export, analysis::ask)
        .get("/studies/{study}/results/analysis/{ticket}", Action::Export, analysis::take)
        .get("/studies/{study}/results/danger", Action::ReadAnswers, danger::show)
        .post("/studies/{study}/results/danger/{flag}", Action::ReadAnswers, danger::act)
        .get("/studies/{study}/results/{collection}", Action::SeeResults, figures::show)
        .get("/studies/{study}/results/{collection}/population", Action::SeeResults, population::show)
        .post("/studies/{study}/results/{collection}/population", Action::RunCollections, population::keep)
        .get("/studies/{study}/results/{collection}/words/{key}", Action::ReadAnswers, words::show)
        .get("/studies/{study}/results/{collection}/mark/{response}/{key}", Action::ReadAnswers, danger::ask)
        .post("/studies/{study}/results/{collection}/mark/{response}/{key}", Action::ReadAnswers, danger::mark)
        .get("/studies/{study}/results/{collection}/data.csv", Action::Export, export::data)
        .get("/studies/{study}/results/{collection}/dictionary.csv", Action::Export, export::dictionary)
        .merge(import::routes())
}

/// A version that answers of a collection were given to.
struct Asked {
    hash: String,
    number: i64,
    instrument: ::instruments::Instrument,
}

/// A collection of the member's study that may be looked into now.
struct Opened {
    collection: Collection,
    /// What new respondents get; [`Opened::show`] looks through the eyes of another version.
    instrument: ::instruments::Instrument,
    versions: Vec<Asked>,
    workspace: Arc<Workspace>,
    wave: String,
    sites: Vec<Site>,
}

impl Opened {
    async fn open(state: &State, member: &Member, action: Action, collection: &str) -> Result<Self> {
        member.may(action)?;
        let keys = member.unlocked()?;
        let (store, study) = (&state.store, &member.study.id);
        let collection = collections::find(store, study, collection).await?.ok_or(Error::NotFound)?;
        let instrument = instrument_of(store, &collection).await?;
        let wave = waves::find(store, study, &collection.wave_id).await?.map(|wave| wave.name).unwrap_or_default();
        let sites = sites::all(store, study).await?;
        let workspace = state.workspaces.open(store, study, keys).await?;
        let versions = asked(store, &collection, workspace.table(&collection.id)).await?;
        Ok(Self { collection, instrument, versions, workspace, wave, sites })
    }

    /// Shows another version's questions, if answers were given to it.
    fn show(&mut self, hash: &str) {
        if let Some(version) = self.versions.iter().find(|version| version.hash == hash) {
            self.instrument = version.instrument.clone();
            self.collection.version_hash = version.hash.clone();
        }
    }

    /// What may be counted together with the version shown.
    fn meanings(&self) -> Meanings {
        Meanings::of(&self.instrument, self.versions.iter().map(|version| (version.hash.as_str(), &version.instrument)))
    }

    /// The data for analysis as R code finds them.
    async fn data(&self, store: &Store, member: &Member) -> Result<Data> {
        let hashes = self.versions.iter().map(|version| version.hash.clone()).collect();
        Data::read(store, &member.study.id, &self.collection.instrument_id, hashes).await
    }

    /// The site that an address asks for, if the study has it.
    fn site(&self, asked: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == asked)
    }

    /// Sites that this collection has answers from.
    fn sites_with_answers(&self) -> Vec<Site> {
        let table = self.workspace.table(&self.collection.id);
        self.sites.iter().filter(|site| table.rows.iter().any(|row| *row.site == *site.id)).cloned().collect()
    }
}

/// The versions that a collection's answers were given to, and the one that is given out, the newest first.
async fn asked(store: &Store, collection: &Collection, table: &Table) -> Result<Vec<Asked>> {
    let mut hashes: BTreeSet<&str> = table.rows.iter().map(|row| &*row.version).collect();
    hashes.insert(&collection.version_hash);
    let mut versions = Vec::new();
    for hash in hashes {
        let Some(found) = versions::find(store, &collection.instrument_id, hash).await? else { continue };
        let Ok(instrument) = ::instruments::parse(&found.toml) else { continue };
        versions.push(Asked { hash: found.hash, number: found.number, instrument });
    }
    versions.sort_by_key(|version| -version.number);
    Ok(versions)
}

async fn instrument_of(store: &Store, collection: &Collection) -> Result<::instruments::Instrument> {
    let version =
        versions::find(store, &collection.instrument_id, &collection.version_hash).await?.ok_or(Error::NotFound)?;
    ::instruments::parse(&version.toml).map_err(Error::Problems)
}

/// Writes down, once a day, that somebody reads open answers at a place.
async fn reading(state: &State, member: &Member, place: &str) -> Result<()> {
    audit::reading(&state.store, &member.study.id, &member.person.id, "read-words", place).await
}

/// Writes down that somebody took out what people said.
async fn record(state: &State, member: &Member, action: &str, object: &str) -> Result<()> {
    let mut transaction = state.store.write().await?;
    audit::append(&mut transaction, Some(&member.study.id), &member.person.id, action, object).await?;
    transaction.commit().await?;
    Ok(())
}
