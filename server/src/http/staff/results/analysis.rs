//! Data for analysis: single answers of one instrument in a form that statistics programs read. Behind the study's key,
//! the passphrase typed once more, a second person's word, and the record. The form leads to an address that gives its file once, to the same
//! browser; the record is written before the first byte leaves.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Shared, record};
use crate::access::Action;
use crate::exchange::analysis::{Access, Fieldwork, File, Format, Frame, Places, Taken, Version, file};
use crate::http::State;
use crate::http::staff::again;
use crate::http::staff::instruments::title;
use crate::http::staff::taking::{self, Word};
use crate::http::staff::{Around, Fields, Member, tries};
use crate::store::collections::{self, Collection};
use crate::store::{instruments, invited, links, population, sites, versions, waves};
use crate::weighting;
use crate::workspace::{Table, Workspace};
use crate::{Error, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who takes.
    pub member: Member,
    /// Ids and titles of the instruments that have waves.
    pub instruments: Vec<(String, String)>,
    /// The one whose waves are shown; empty where there is none.
    pub instrument: String,
    /// Its collections and the names of their waves, in order.
    pub waves: Vec<(String, String)>,
    /// On whose word files with answers may leave.
    pub word: Word,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    member.may(Action::Export)?;
    member.unlocked()?;
    let (store, study) = (&state.store, &member.study.id);
    let counted = counted(&state, study).await?;
    let all = instruments::all(store, study).await?.into_iter();
    let used = all.filter(|one| counted.iter().any(|(collection, _)| collection.instrument_id == one.id));
    let used: Vec<(String, String)> = used.map(|one| (one.id.clone(), title(&one, &around.language))).collect();
    let query = Fields(query);
    let asked = used.iter().find(|(id, _)| *id == query.get("instrument")).or(used.first());
    let instrument = asked.map(|(id, _)| id.clone()).unwrap_or_default();
    let of = counted.into_iter().filter(|(collection, _)| collection.instrument_id == instrument);
    let waves = of.map(|(collection, wave)| (collection.id, wave)).collect();
    let word = taking::word(&state, &member).await?;
    Ok(Html(state.staff_pages.analysis(&around, &View { member, instruments: used, instrument, waves, word })))
}

/// Collections that count, with the names of their waves, in the order of waves.
async fn counted(state: &State, study: &str) -> Result<Vec<(Collection, String)>> {
    let all = collections::all(&state.store, study).await?;
    let mut counted = Vec::new();
    for wave in waves::all(&state.store, study).await? {
        let of_wave = all.iter().filter(|collection| collection.wave_id == wave.id && !collection.rehearsal);
        counted.extend(of_wave.map(|collection| (collection.clone(), wave.name.clone())));
    }
    Ok(counted)
}

/// What was chosen on the form.
struct Choice {
    format: Format,
    /// Collections of one instrument.
    chosen: Vec<(Collection, String)>,
}

impl Choice {
    async fn read(state: &State, study: &str, fields: &Fields) -> Result<Self> {
        let format = Format::named(fields.get("format")).ok_or(Error::Invalid("analysis-format", String::new()))?;
        let instrument = fields.get("instrument");
        let mut chosen = counted(state, study).await?;
        chosen.retain(|(collection, _)| {
            collection.instrument_id == instrument && fields.all("wave").any(|wave| wave == collection.id)
        });
        if chosen.is_empty() {
            Err(Error::Invalid("analysis-no-wave", String::new()))
        } else {
            Ok(Self { format, chosen })
        }
    }

    /// Whether it holds answers: a codebook alone does not.
    fn is_raw(&self) -> bool {
        !matches!(self.format, Format::Ddi)
    }

    /// What the record says.
    fn object(&self) -> String {
        let ids: Vec<&str> = self.chosen.iter().map(|(collection, _)| collection.id.as_str()).collect();
        format!("analysis {} {}", self.format.name(), ids.join(" "))
    }
}

/// No address looks like this, so no refused form can be taken for it.
fn ticket(study: &str) -> String {
    format!("analysis of {study}")
}

pub(super) async fn ask(state: Shared, member: Member, headers: HeaderMap, fields: Fields) -> Result<Redirect> {
    member.may(Action::Export)?;
    member.unlocked()?;
    let study = &member.study.id;
    let choice = Choice::read(&state, study, &fields).await?;
    if choice.is_raw() && taking::word(&state, &member).await?.is_missing() {
        return Err(Error::Conflict("export-unapproved"));
    }
    tries::open(&state, &member.person.id, fields.get("passphrase")).await?;
    let kept = fields.0.into_iter().filter(|(name, _)| matches!(name.as_str(), "instrument" | "wave" | "format"));
    let id = again::keep_once(&state.store, &headers, &ticket(study), &Fields(kept.collect())).await?;
    Ok(Redirect::to(&format!("/studies/{study}/results/analysis/{id}")))
}

pub(super) async fn take(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
) -> Result<Response> {
    member.may(Action::Export)?;
    let keys = member.unlocked()?;
    let kept = again::recall_any(&state.store, &headers, &id).await?;
    let Some(again) = kept.filter(|again| again.page == ticket(&member.study.id)) else {
        return Ok(Redirect::to(&format!("/studies/{study}/results/analysis")).into_response());
    };
    let choice = Choice::read(&state, &member.study.id, &again.fields).await?;
    let workspace = state.workspaces.open(&state.store, &member.study.id, keys).await?;
    let versions = read(&state, &choice, &workspace).await?;
    let places = Places::read(&state.store, &member.study.id).await?;
    let taken = taken(&state, &choice, &workspace, &versions).await?;
    let file = make(&state, &around, &member, choice.format, &taken, &versions, &places)?;
    match choice.is_raw() {
        true => taking::let_out(&state, &member, &choice.object()).await?,
        false => record(&state, &member, "export", &choice.object()).await?,
    }
    Ok(attached(file))
}

/// Every published version of the instrument, so that columns do not hang on the waves that are taken; besides what rows
/// of theirs were answered in. The oldest first.
async fn read(state: &State, choice: &Choice, workspace: &Arc<Workspace>) -> Result<Vec<Version>> {
    let Some((first, _)) = choice.chosen.first() else { return Ok(Vec::new()) };
    let mut all = versions::all(&state.store, &first.instrument_id).await?;
    all.reverse();
    for (collection, _) in &choice.chosen {
        for row in &workspace.table(&collection.id).rows {
            if !all.iter().any(|version| *version.hash == *row.version) {
                all.extend(versions::find(&state.store, &first.instrument_id, &row.version).await?);
            }
        }
    }
    let read = |version: versions::Version| {
        let instrument = ::instruments::parse(&version.toml).map_err(Error::Problems)?;
        Ok(Version { hash: version.hash, number: version.number, instrument })
    };
    all.into_iter().map(read).collect()
}

/// The rows of each wave with what is known of its fieldwork.
async fn taken<'w>(
    state: &State,
    choice: &Choice,
    workspace: &'w Workspace,
    versions: &[Version],
) -> Result<Vec<Taken<'w>>> {
    let mut taken = Vec::new();
    for (collection, wave) in &choice.chosen {
        let table = workspace.table(&collection.id);
        let fieldwork = fieldwork(state, collection, table, versions).await?;
        taken.push(Taken { wave: wave.clone(), table, fieldwork });
    }
    Ok(taken)
}

async fn fieldwork(state: &State, collection: &Collection, table: &Table, versions: &[Version]) -> Result<Fieldwork> {
    let store = &state.store;
    let known = population::all(store, &collection.id).await?;
    let sites = weighting::sites_of(&sites::all(store, &collection.study_id).await?, &known, table);
    let version = versions.iter().find(|version| version.hash == collection.version_hash);
    let weights = version.and_then(|version| {
        let asked = weighting::asked(&version.instrument, &sites);
        weighting::weights(table, &weighting::margins(&asked, &known), "")
    });
    let links = links::all(store, &collection.id).await?;
    let access = links.iter().map(|link| match link.mode {
        _ if collection.settings.roster => Access::Roster,
        links::Mode::Open => Access::Link,
        links::Mode::Code | links::Mode::Shared => Access::Code,
    });
    let invited = invited::invited(store, collection).await?;
    let invited = invited.everywhere(table.rows.iter().map(|row| &*row.site));
    Ok(Fieldwork { access: access.collect(), invited, weights })
}

fn make(
    state: &State,
    around: &Around,
    member: &Member,
    format: Format,
    taken: &[Taken],
    versions: &[Version],
    places: &Places,
) -> Result<File> {
    let say = |key: &str| state.staff_pages.say(&around.language, key, &[]);
    let mut frame = Frame::of(versions, taken, places, &around.language, &say);
    frame.head.study.clone_from(&member.study.name);
    file(&frame, format)
}

/// A file that a browser keeps and does not show; its name holds nothing that a header could not.
fn attached(file: File) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)),
    ];
    (headers, file.bytes).into_response()
}
