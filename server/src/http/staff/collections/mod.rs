//! Waves, sites and collections: what is asked where, through which links, from when to when. What respondents may not be
//! exposed to is decided in [`crate::store::collections::Settings::check`].

mod board;
mod detail;
mod links;
mod print;
mod roster;
mod rounds;
mod run;

use std::sync::Arc;

use ::instruments::Instrument;
use axum::Router;
use axum::routing::{get, post};

pub use board::{Board, Offer, Row};
pub use detail::{Detail, LinkRow};
pub use print::{CodeSheet, Poster, Texts};
pub use roster::Roster;

use super::{Around, Member};
use crate::http::State;
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
pub fn router() -> Router<Arc<State>> {
    let study = |rest: &str| format!("/studies/{{study}}{rest}");
    let at = |rest: &str| format!("/studies/{{study}}/collections{rest}");
    Router::new()
        .route(&study("/waves"), post(rounds::add_wave))
        .route(&study("/waves/{id}"), post(rounds::change_wave))
        .route(&study("/waves/{id}/clone"), post(rounds::clone_wave))
        .route(&study("/clone"), post(rounds::clone_study))
        .route(&study("/sites"), post(rounds::add_site))
        .route(&study("/sites/{id}"), post(rounds::rename_site))
        .route(&at(""), get(board::show).post(board::add))
        .route(&at("/{id}"), get(detail::show))
        .route(&at("/{id}/settings"), post(run::settings))
        .route(&at("/{id}/open"), post(run::open))
        .route(&at("/{id}/close"), post(run::close))
        .route(&at("/{id}/extend"), post(run::extend))
        .route(&at("/{id}/version"), post(run::version))
        .route(&at("/{id}/stragglers"), post(run::stragglers))
        .route(&at("/{id}/texts"), get(print::texts))
        .route(&at("/{id}/roster"), get(roster::show).post(roster::invite))
        .route(&at("/{id}/roster/{organisation}"), post(roster::mark))
        .route(&at("/{id}/links"), post(links::add))
        .route(&at("/{id}/links/{word}"), post(links::invited))
        .route(&at("/{id}/links/{word}/qr.svg"), get(print::qr))
        .route(&at("/{id}/links/{word}/poster"), get(print::poster))
        .route(&at("/{id}/links/{word}/codes"), get(print::codes).post(links::codes))
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

/// A line of words as typed.
fn line(typed: &str, missing: &'static str) -> Result<String> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if (1..=120).contains(&line.chars().count()) { Ok(line) } else { Err(Error::Invalid(missing, String::new())) }
}
