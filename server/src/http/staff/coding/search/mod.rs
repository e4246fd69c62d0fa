//! Finding passages: words and facets, lines in context, kept searches, coding all results after review.
//!
//! `show` answers a search, `keep` remembers one, `all` codes what was found. The index is asked in one place, [`found`].

mod all;
mod keep;
mod show;
pub mod view;

use std::sync::PoisonError;

use super::Bench;
use crate::Result;
use crate::access::Action;
use crate::coding::PassageId;
use crate::http::staff::routes::Routes;
use crate::http::staff::{Around, Fields};
use crate::index::{Facet, Found, Index, Wanted};
use crate::workspace::Desk;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// A search and what it found.
    fn search(&self, around: &Around, view: &view::View) -> String;
    /// What is about to be coded.
    fn code_all(&self, around: &Around, view: &view::Review) -> String;
}

/// The routes of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/search", Action::Code, show::show)
        .post("/studies/{study}/coding/search/keep", Action::Code, keep::keep)
        .post("/studies/{study}/coding/search/forget", Action::Code, keep::forget)
        .get("/studies/{study}/coding/search/all", Action::Code, all::show)
        .post("/studies/{study}/coding/search/all", Action::Code, all::code)
}

/// What an address or a form asks for.
fn wanted(fields: &Fields) -> Wanted {
    let values = |facet: &Facet| {
        let own = fields.0.iter().filter(|(name, value)| name == facet.name() && !value.is_empty());
        own.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let facets = Facet::ALL.iter().map(|facet| (*facet, values(facet))).filter(|(_, values)| !values.is_empty());
    Wanted {
        words: fields.get("q").trim().to_owned(),
        facets: facets.collect(),
        coded: match fields.get("coded") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    }
}

/// A search as it stands in an address, without the question mark.
fn query(wanted: &Wanted) -> String {
    let mut pairs = vec![("q", wanted.words.clone())];
    let facets =
        wanted.facets.iter().flat_map(|(facet, values)| values.iter().map(|value| (facet.name(), value.clone())));
    pairs.extend(facets);
    pairs.extend(wanted.coded.map(|coded| ("coded", if coded { "yes" } else { "no" }.to_owned())));
    pairs.retain(|(_, value)| !value.is_empty());
    serde_html_form::to_string(pairs).unwrap_or_default()
}

/// Searches, and hands what was found to `look` together with the passages of `some` of it.
fn found<T>(
    bench: &Bench,
    wanted: &Wanted,
    skip: usize,
    take: usize,
    look: impl FnOnce(&Desk, &Found, Vec<PassageId>) -> T,
) -> Result<T> {
    let index = bench.workspace.beside::<Index>();
    let mut index = index.lock().unwrap_or_else(PoisonError::into_inner);
    let desk = bench.workspace.read();
    index.catch_up(&desk)?;
    let found = index.find(&desk, &bench.member.person.id, wanted)?;
    let documents = index.some(&found.documents, skip, take);
    let passages = documents.into_iter().filter_map(|document| index.passage(&desk.passages, document));
    let passages = passages.map(|passage| passage.id.clone()).collect();
    Ok(look(&desk, &found, passages))
}
