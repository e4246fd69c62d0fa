//! Who answered: collections and their sites against those invited. Only counts, so a locked study shows it too.

use std::collections::BTreeMap;

use axum::response::Html;

use super::{Shared, instrument_of};
use crate::access::{Action, allows};
use crate::http::staff::{Around, Member};
use crate::store::collections::{self, Collection};
use crate::store::imports::{self, Brought};
use crate::store::invited::invited;
use crate::store::{Store, arrival, responses, sites, waves};
use crate::workspace::flags;
use crate::{Error, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Response {
    /// Who looks.
    pub member: Member,
    /// Collections, the newest wave first; rehearsals last.
    pub collections: Vec<Line>,
    /// Answers that somebody marked; none while the study is locked or the person may not read.
    pub danger: Option<Danger>,
    /// Whether the person may bring answers in.
    pub may_import: bool,
    /// Whether the person may take answers out.
    pub may_export: bool,
}

/// How far the answers are that somebody marked as telling of danger.
#[derive(Clone, Copy, Debug)]
pub struct Danger {
    /// How many are marked.
    pub marked: usize,
    /// Those for which nothing was done yet.
    pub open: usize,
}

/// One collection.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Title of its instrument.
    pub title: ::instruments::Text,
    /// Name of its wave.
    pub wave: String,
    /// For trying out: never counts.
    pub rehearsal: bool,
    /// Whether it takes answers.
    pub open: bool,
    /// Whether answers may be waiting for company; how many is never said.
    pub waiting: bool,
    /// Answers in all.
    pub answered: i64,
    /// Invited in all, where that is known.
    pub invited: Option<i64>,
    /// By site.
    pub sites: Vec<SiteLine>,
    /// Files that some of the answers came from.
    pub imports: Vec<Brought>,
    /// The smallest count that is not marked.
    pub smallest: i64,
}

/// One site of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLine {
    /// Its name.
    pub name: String,
    /// Answers.
    pub answered: i64,
    /// How many were invited; none for open links, where nobody knows, and for imported answers.
    pub invited: Option<i64>,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::SeeResults)?;
    let collections = lines(&state.store, &member).await?;
    let danger = match &member.keys {
        Some(keys) if allows(member.role, Action::ReadAnswers) => {
            let all = flags::all(&state.store, &member.study.id, keys).await?;
            let open = all.iter().filter(|flag| flag.words.action.is_empty()).count();
            Some(Danger { marked: all.len(), open })
        }
        _ => None,
    };
    let (may_import, may_export) = (allows(member.role, Action::Import), allows(member.role, Action::Export));
    let view = Response { member, collections, danger, may_import, may_export };
    Ok(Html(state.staff_pages.results(&around, &view)))
}

async fn lines(store: &Store, member: &Member) -> Result<Vec<Line>> {
    let study = &member.study.id;
    let mut counts: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    for (collection, site, count) in responses::counts(store, study).await? {
        counts.entry(collection).or_default().insert(site, count);
    }
    let names: BTreeMap<String, String> =
        sites::all(store, study).await?.into_iter().map(|site| (site.id, site.name)).collect();
    let waves = waves::all(store, study).await?;
    let brought = imports::brought(store, study).await?;
    let mut lines = Vec::new();
    for collection in collections::all(store, study).await? {
        let counted = counts.remove(&collection.id).unwrap_or_default();
        let place = waves.iter().position(|wave| wave.id == collection.wave_id);
        let name = place.map(|place| waves[place].name.clone()).unwrap_or_default();
        let mut line = line(store, member, &collection, name, &counted, &names).await?;
        line.imports = brought.iter().filter(|brought| brought.collection_id == collection.id).cloned().collect();
        lines.push((line.rehearsal, std::cmp::Reverse(place), line));
    }
    lines.sort_by(|(one_rehearsal, one, a), (other_rehearsal, other, b)| {
        (one_rehearsal, one, a.title.get("en")).cmp(&(other_rehearsal, other, b.title.get("en")))
    });
    Ok(lines.into_iter().map(|(_, _, line)| line).collect())
}

async fn line(
    store: &Store,
    member: &Member,
    collection: &Collection,
    wave: String,
    counted: &BTreeMap<String, i64>,
    names: &BTreeMap<String, String>,
) -> Result<Line> {
    let instrument = match instrument_of(store, collection).await {
        Err(Error::Problems(_) | Error::NotFound) => None,
        found => Some(found?),
    };
    let invited = invited(store, collection).await?;
    let ids: std::collections::BTreeSet<&str> = counted.keys().map(String::as_str).chain(invited.sites()).collect();
    let site = |id: &&str| SiteLine {
        name: names.get(*id).cloned().unwrap_or_default(),
        answered: counted.get(*id).copied().unwrap_or(0),
        invited: invited.at(id),
    };
    let audience = instrument.as_ref().map_or(::instruments::Audience::Survivors, |instrument| instrument.audience);
    Ok(Line {
        id: collection.id.clone(),
        title: instrument.map(|instrument| instrument.title).unwrap_or_default(),
        wave,
        rehearsal: collection.rehearsal,
        open: collection.state == collections::State::Open,
        waiting: arrival::is_told(store, collection).await?,
        answered: counted.values().sum(),
        invited: invited.everywhere(counted.keys().map(String::as_str)),
        sites: by_name(ids.iter().map(site).collect()),
        imports: Vec::new(),
        smallest: member.study.smallest_cell_of(audience),
    })
}

fn by_name(mut sites: Vec<SiteLine>) -> Vec<SiteLine> {
    sites.sort_by(|one, other| one.name.cmp(&other.name));
    sites
}
