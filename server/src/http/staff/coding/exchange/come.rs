//! Files that come in: read, shown, and only then written. Texts are one event, everything else another, which can be
//! undone.

use std::collections::HashMap;
use std::sync::PoisonError;

use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::super::sources::record::language;
use super::super::{Bench, Shared};
use super::view::Preview;
use crate::access::Action;
use crate::exchange::naming;
use crate::exchange::project::{Arrival, arrive};
use crate::exchange::refi_qda::{self, Reading};
use crate::http::staff::upload::Upload;
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::Write;
use crate::{Error, Result, chance};

/// Files that somebody looks at before they come in, by person; the newest alone.
#[derive(Default)]
struct Kept(HashMap<String, (String, String, Reading)>);

/// Codes that the preview shows.
const CODES: usize = 40;

pub(super) async fn read(state: Shared, member: Member, upload: Upload) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    upload.check()?;
    let name = upload.name.clone();
    let read = move || -> Result<(String, Reading)> {
        if name.to_lowercase().ends_with(".csv") {
            let project = refi_qda::from_csv(&name, &upload.bytes).map_err(Error::Problems)?;
            return Ok((name, Reading { project, report: refi_qda::Report::default() }));
        }
        let reading = refi_qda::read(&name, &upload.bytes, None).map_err(|problem| Error::Problems(vec![problem]))?;
        Ok((name, reading))
    };
    let (name, reading) =
        tokio::task::spawn_blocking(read).await.map_err(|error| Error::internal("reading a file", error))??;
    let id = chance::id();
    let kept = bench.workspace.beside::<Kept>();
    let person = bench.member.person.id.clone();
    kept.lock().unwrap_or_else(PoisonError::into_inner).0.insert(person, (id.clone(), name, reading));
    Ok(Redirect::to(&bench.page(&format!("exchange/in/{id}"))))
}

/// What the file that is kept for a person under an id would bring.
fn kept(bench: &Bench, id: &str) -> Result<(String, Reading, Arrival)> {
    let kept = bench.workspace.beside::<Kept>();
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let found = kept.0.get(&bench.member.person.id).filter(|(found, ..)| found == id);
    let (_, name, reading) = found.ok_or(Error::Conflict("upload-gone"))?;
    let mut reading = Reading { project: reading.project.clone(), report: reading.report.clone() };
    let arrival = arrive(&bench.workspace.read(), &reading.project, &mut reading.report);
    Ok((name.clone(), reading, arrival))
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let (name, reading, arrival) = tokio::task::block_in_place(|| kept(&bench, &id))?;
    let view = Preview {
        member: bench.member.clone(),
        upload: id,
        name,
        origin: reading.project.origin.clone(),
        counts: arrival.counts,
        known: arrival.known,
        losses: reading.report.losses().collect(),
        counted: reading.report.counted,
        codes: names(&reading.project.codes, 0).into_iter().take(CODES).collect(),
    };
    Ok(Html(state.staff_pages.exchange_preview(&around, &view)))
}

fn names(codes: &[refi_qda::Code], depth: usize) -> Vec<(usize, String)> {
    codes
        .iter()
        .flat_map(|code| {
            let mut own = vec![(depth, naming::clean(&code.name))];
            own.extend(names(&code.codes, depth + 1));
            own
        })
        .collect()
}

pub(super) async fn bring(
    state: Shared,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    let (name, _, mut arrival) = tokio::task::block_in_place(|| kept(&bench, &id))?;
    if arrival.texts.draft.acts.is_empty() && arrival.codings.acts.is_empty() {
        return Err(Error::Conflict("nothing-to-do"));
    }
    if !arrival.texts.draft.acts.is_empty() {
        // A project file does not tell the language of its texts.
        let language = language(fields.get("language"))?;
        for write in &mut arrival.texts.writes {
            if let Write::Source(_, source) = write {
                source.language.clone_from(&language);
            }
        }
        arrival.texts.audit = Some(("bring-project", name.clone()));
        bench.act(&state, arrival.texts).await?;
    }
    if !arrival.codings.acts.is_empty() {
        bench.act(&state, arrival.codings).await?;
    }
    let kept = bench.workspace.beside::<Kept>();
    kept.lock().unwrap_or_else(PoisonError::into_inner).0.remove(&bench.member.person.id);
    Ok(Redirect::to(&bench.page("exchange?done=project-brought")))
}
