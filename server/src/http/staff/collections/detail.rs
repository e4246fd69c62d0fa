//! One collection: its links, its settings, whether it is open.

use std::sync::Arc;

use ::instruments::Instrument;
use axum::extract::{self, Path};
use axum::response::Html;

use super::super::{Around, Member};
use crate::Result;
use crate::access::{self, Action};
use crate::http::State;
use crate::store::collections::Collection;
use crate::store::links::{self, Link};
use crate::store::{arrival, codes, collections, sites, sites::Site, versions, versions::Version, waves, waves::Wave};

/// One collection.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The collection.
    pub collection: Collection,
    /// The version that new respondents get.
    pub version: Version,
    /// What stands in it.
    pub parsed: Instrument,
    /// A newer version, if there is one.
    pub newer: Option<Version>,
    /// Its wave.
    pub wave: Option<Wave>,
    /// All sites of the study.
    pub sites: Vec<Site>,
    /// Its links.
    pub links: Vec<LinkRow>,
    /// Whether answers wait for company.
    pub waiting: bool,
    /// Whether it takes answers today.
    pub takes_answers: bool,
    /// Whether this person may change anything here.
    pub may_run: bool,
}

/// One link.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// The link.
    pub link: Link,
    /// Name of its site.
    pub site: String,
    /// What respondents type.
    pub address: String,
    /// How many codes were ever made for it.
    pub codes: i64,
    /// How many responses of its site may be seen.
    pub responses: i64,
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let collection = super::collection(&state, &member, &id).await?;
    let view = view(&state, &member, collection).await?;
    Ok(Html(state.staff_pages.detail(&around, &view)))
}

async fn view(state: &State, member: &Member, collection: Collection) -> Result<Detail> {
    let store = &state.store;
    let (version, parsed) = super::version(state, &collection).await?;
    let newest = versions::all(store, &collection.instrument_id).await?.into_iter().next();
    let sites = sites::all(store, &member.study.id).await?;
    Ok(Detail {
        newer: newest.filter(|newest| newest.hash != version.hash),
        wave: waves::find(store, &member.study.id, &collection.wave_id).await?,
        links: rows(state, &collection, &sites).await?,
        waiting: arrival::is_told(store, &collection).await?,
        takes_answers: collection.takes_answers(member.study.today()),
        may_run: access::allows(member.role, Action::RunCollections),
        sites,
        version,
        parsed,
        collection,
    })
}

async fn rows(state: &State, collection: &Collection, sites: &[Site]) -> Result<Vec<LinkRow>> {
    let counts = collections::counts(&state.store, &collection.id).await?;
    let mut rows = Vec::new();
    for link in links::all(&state.store, &collection.id).await? {
        let site = sites.iter().find(|site| site.id == link.site_id).map(|site| site.name.clone());
        let count = counts.iter().find(|(site, _)| *site == link.site_id);
        rows.push(LinkRow {
            site: site.unwrap_or_default(),
            address: super::respond_address(state, &link),
            codes: codes::made(&state.store, &link.word).await?,
            responses: count.map_or(0, |(_, count)| *count),
            link,
        });
    }
    rows.sort_by(|one, other| one.site.cmp(&other.site));
    Ok(rows)
}
