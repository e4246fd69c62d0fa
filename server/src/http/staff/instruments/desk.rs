//! One instrument: how far each language is, what the check finds, what stops publishing.

use std::sync::Arc;

use ::instruments::{Audience, Instrument, Problem};
use axum::extract::{self, Path};
use axum::response::{Html, Redirect};

use super::super::{Around, Fields, Member};
use crate::Result;
use crate::access::{self, Action};
use crate::http::State;
use crate::publishing::{self, Readiness};
use crate::store::{grants, instruments, instruments::Instrument as Draft, versions, versions::Version};

/// One instrument.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The draft.
    pub draft: Draft,
    /// The draft, where it can be read.
    pub parsed: Option<Instrument>,
    /// Everything that the check finds.
    pub problems: Vec<Problem>,
    /// How far each language is.
    pub readiness: Vec<Readiness>,
    /// Whether a survivors' instrument still lacks a second key holder or a recorded refusal.
    pub second_holder_missing: bool,
    /// Published versions, the newest first.
    pub versions: Vec<Version>,
    /// Whether the newest version is the draft as it stands.
    pub published: bool,
    /// Whether this person may change it.
    pub may_design: bool,
    /// Whether this person may publish it.
    pub may_publish: bool,
}

pub(super) async fn show(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    around: Around,
) -> Result<Html<String>> {
    member.may(Action::SeeStudy)?;
    let draft = super::draft(&state, &member, &id).await?;
    let view = view(&state, &member, draft).await?;
    Ok(Html(state.staff_pages.desk(&around, &view)))
}

async fn view(state: &State, member: &Member, draft: Draft) -> Result<Desk> {
    let parsed = super::read(&draft).ok();
    let interface = super::interface(state).await?;
    let readiness = match &parsed {
        Some(parsed) => publishing::readiness(&state.store, &draft, parsed, &interface).await?,
        None => Vec::new(),
    };
    let survivors = parsed.as_ref().is_some_and(|parsed| parsed.audience == Audience::Survivors);
    let versions = versions::all(&state.store, &draft.id).await?;
    let hash = ::instruments::hash(&draft.draft);
    Ok(Desk {
        problems: ::instruments::check(&draft.draft),
        readiness,
        second_holder_missing: survivors && !grants::is_provided_for(&state.store, &member.study).await?,
        published: versions.first().is_some_and(|version| version.hash == hash),
        versions,
        may_design: access::allows(member.role, Action::DesignInstruments),
        may_publish: access::allows(member.role, Action::Publish),
        parsed,
        draft,
    })
}

pub(super) async fn remove(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    fields.sure()?;
    instruments::remove(&state.store, &member.study.id, &draft.id).await?;
    Ok(Redirect::to(&format!("/studies/{}/instruments?done=instrument-removed", member.study.id)))
}
