//! Waves, sites and collections: what is asked where, through which links, from when to when. What respondents may not be
//! exposed to is decided in [`crate::store::collections::Settings::check`].

mod board;
mod detail;
mod links;
mod print;
mod roster;
mod rounds;
mod run;

use ::instruments::Instrument;

pub use board::{Board, Offer, Row};
pub use detail::{Detail, LinkRow};
pub use print::{CodeSheet, Poster, Texts};
pub use roster::Roster;

use super::{Around, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::store::{collections, collections::Collection, links::Link, versions, versions::Version};
use crate::{Error, Result};

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// Waves, sites and all collections.
    fn board(&self, around: &Around, view: &Board) -> String;
    /// One collection.
    fn detail(&self, around: &Around, view: &Detail) -> String;
    /// Texts for invitations and reminders, to copy.
    fn texts(&self, around: &Around, view: &Texts) -> String;
    /// A poster to print.
    fn poster(&self, view: &Poster) -> String;
    /// Single-use codes to print and cut, shown once.
    fn code_sheet(&self, view: &CodeSheet) -> String;
    /// The named organisations of a collection.
    fn roster(&self, around: &Around, view: &Roster) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    let study = |rest: &str| format!("/studies/{{study}}{rest}");
    let at = |rest: &str| format!("/studies/{{study}}/collections{rest}");
    Routes::new()
        .post(&study("/waves"), Action::RunCollections, rounds::add_wave)
        .post(&study("/waves/{id}"), Action::RunCollections, rounds::change_wave)
        .post(&study("/waves/{id}/clone"), Action::RunCollections, rounds::clone_wave)
        .post(&study("/clone"), Action::ChangeSettings, rounds::clone_study)
        .post(&study("/sites"), Action::RunCollections, rounds::add_site)
        .post(&study("/sites/{id}"), Action::RunCollections, rounds::rename_site)
        .get(&at(""), Action::SeeStudy, board::show)
        .post(&at(""), Action::RunCollections, board::add)
        .get(&at("/{id}"), Action::SeeStudy, detail::show)
        .post(&at("/{id}/settings"), Action::RunCollections, run::settings)
        .post(&at("/{id}/open"), Action::RunCollections, run::open)
        .post(&at("/{id}/close"), Action::RunCollections, run::close)
        .post(&at("/{id}/extend"), Action::RunCollections, run::extend)
        .post(&at("/{id}/version"), Action::RunCollections, run::version)
        .post(&at("/{id}/stragglers"), Action::RunCollections, run::stragglers)
        .get(&at("/{id}/texts"), Action::RunCollections, print::texts)
        .get(&at("/{id}/roster"), Action::RunCollections, roster::show)
        .post(&at("/{id}/roster"), Action::RunCollections, roster::invite)
        .post(&at("/{id}/roster/{organisation}"), Action::RunCollections, roster::mark)
        .post(&at("/{id}/links"), Action::RunCollections, links::add)
        .post(&at("/{id}/links/{word}"), Action::RunCollections, links::invited)
        .get(&at("/{id}/links/{word}/qr.svg"), Action::RunCollections, print::qr)
        .get(&at("/{id}/links/{word}/poster"), Action::RunCollections, print::poster)
        .get(&at("/{id}/links/{word}/codes"), Action::RunCollections, print::codes)
        .post(&at("/{id}/links/{word}/codes"), Action::RunCollections, links::codes)
}

/// The collection that an address names.
async fn collection(state: &State, member: &Member, id: &str) -> Result<Collection> {
    collections::find(&state.store, &member.study.id, id).await?.ok_or(Error::NotFound)
}

/// A link of a collection.
async fn link(state: &State, collection: &Collection, word: &str) -> Result<Link> {
    let link = crate::store::links::find(&state.store, word).await?;
    link.filter(|link| link.collection_id == collection.id).ok_or(Error::NotFound)
}

/// The version that new respondents get, and what stands in it.
async fn version(state: &State, collection: &Collection) -> Result<(Version, Instrument)> {
    let version = versions::find(&state.store, &collection.instrument_id, &collection.version_hash).await?;
    let version = version.ok_or(Error::NotFound)?;
    let parsed = ::instruments::parse(&version.toml).map_err(Error::Problems)?;
    Ok((version, parsed))
}

/// The address that respondents type.
fn respond_address(state: &State, link: &Link) -> String {
    format!("{}/s/{}", state.settings.respond_origin, link.word)
}

/// Whether respondents' addresses open on this machine only, so that nothing should be printed yet.
fn is_here_only(state: &State) -> bool {
    crate::Settings::is_near(&state.settings.respond_origin)
}

/// The address of a collection's page.
fn address(member: &Member, id: &str) -> String {
    format!("/studies/{}/collections/{id}", member.study.id)
}

/// A date as typed; empty is none.
fn date(typed: &str) -> Result<Option<String>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day: jiff::civil::Date = typed.parse().map_err(|_| Error::Invalid("date-wrong", typed.to_owned()))?;
    Ok(Some(day.to_string()))
}
