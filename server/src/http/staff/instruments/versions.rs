//! Published versions, and what changed between two of them (or since the last).

use std::sync::Arc;

use ::instruments::{Change, Instrument};
use axum::extract::{self, Path, Query};
use axum::response::Html;

use super::super::{Around, Member};
use crate::Result;
use crate::access::Action;
use crate::http::State;
use crate::store::{instruments::Instrument as Draft, versions, versions::Version};

/// The versions of an instrument.
#[derive(Clone, Debug)]
pub struct History {
    /// The draft.
    pub draft: Draft,
    /// Its title in the language of the page.
    pub title: String,
    /// All versions, the newest first.
    pub versions: Vec<Version>,
    /// Hash of the older text compared.
    pub old: Option<String>,
    /// Hash of the newer text compared; none for the draft.
    pub new: Option<String>,
    /// What changed; none when there is nothing to compare.
    pub changes: Option<Vec<Change>>,
}

#[derive(serde::Deserialize)]
pub(super) struct Compared {
    old: Option<String>,
    new: Option<String>,
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    Query(compared): Query<Compared>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let draft = super::draft(&state, &member, &id).await?;
    let versions = versions::all(&state.store, &draft.id).await?;
    let title = super::title(&draft, &around.language);
    let view = compare(draft, title, versions, compared);
    Ok(Html(state.staff_pages.history(&around, &view)))
}

/// Compares what was asked for; without a question, the newest version with the draft.
fn compare(draft: Draft, title: String, versions: Vec<Version>, asked: Compared) -> History {
    let version = |hash: &Option<String>| versions.iter().find(|version| Some(&version.hash) == hash.as_ref());
    let old = version(&asked.old).or(versions.first());
    let new = version(&asked.new);
    let later = new.map_or(draft.draft.as_str(), |version| version.toml.as_str());
    let read = |source: &str| ::instruments::parse(source).ok();
    let changes = old.and_then(|old| differences(read(&old.toml), read(later)));
    let (old, new) = (old.map(|version| version.hash.clone()), new.map(|version| version.hash.clone()));
    History { draft, title, old, new, changes, versions }
}

fn differences(old: Option<Instrument>, new: Option<Instrument>) -> Option<Vec<Change>> {
    Some(::instruments::diff(&old?, &new?))
}
