//! Excerpts that were coded earlier in a spreadsheet: choose a file, say what its columns mean, see what it would bring,
//! then bring it: transcripts first, then their codes and codings as one event that can be undone.

mod codes;
mod work;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};
use instruments::Problem;

use super::record::{Choices, language, title};
use super::resting;
use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::source::Consent;
use crate::exchange::excerpts::{self, Meaning, Plan, Table};
use crate::http::staff::upload::Upload;
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result};
pub use work::Effect;
use work::Said;

/// The page that takes a file.
#[derive(Clone, Debug)]
pub struct Form {
    /// Who looks.
    pub member: Member,
}

/// What a file would bring.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Names the file that rests.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// What staff would call it.
    pub title: String,
    /// The language of the words.
    pub language: String,
    /// What parts several codes in one cell.
    pub parted: String,
    /// How far the words may go.
    pub consent: Consent,
    /// Columns: heading, first filled cell, what it means.
    pub columns: Vec<(String, String, Meaning)>,
    /// What it brings, if the columns fit.
    pub effect: Option<Effect>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

pub(super) async fn form(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    Ok(Html(state.staff_pages.excerpts(&around, &Form { member: bench.member })))
}

pub(super) async fn take(state: Shared, member: Member, headers: HeaderMap, upload: Upload) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    upload.check()?;
    let table = read(&upload.name, &upload.bytes).await?;
    let title = upload.name.rsplit_once('.').map_or(upload.name.as_str(), |(stem, _)| stem).to_owned();
    let said = Said {
        meanings: table.guess(),
        file: upload.name,
        title,
        language: "en".to_owned(),
        parted: ";".to_owned(),
        consent: Consent::default(),
    };
    let (study, keys) = (&bench.member.study.id, bench.member.unlocked()?);
    let id = resting::rest(&headers, keys, study, &upload.bytes, &said)?;
    Ok(Redirect::to(&bench.page(&format!("sources/excerpts/{id}"))))
}

async fn read(name: &str, bytes: &[u8]) -> Result<Table> {
    let (name, bytes) = (name.to_owned(), zeroize::Zeroizing::new(bytes.to_vec()));
    let work = move || excerpts::read(&name, &bytes).map_err(Error::Problems);
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("reading excerpts", error))?
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    let file = resting::recall::<Said>(&headers, bench.member.unlocked()?, &study, &id)?;
    let table = read(&file.notes.file, &file.bytes).await?;
    let choices = Choices::of(&state, &study).await?;
    let plan = plan(&table, &file.notes);
    let said = file.notes;
    let first = |column: usize| table.values(column).into_iter().next().unwrap_or_default().chars().take(80).collect();
    let column = |(column, heading): (usize, &String)| (heading.clone(), first(column), said.meanings[column]);
    let (effect, problems) = match &plan {
        Ok(plan) => (Some(work::effect(&bench.workspace.read(), &choices, &said, plan)), Vec::new()),
        Err(problems) => (None, problems.clone()),
    };
    let view = View {
        id: file.id,
        columns: table.headings.iter().enumerate().map(column).collect(),
        file: said.file,
        title: said.title,
        language: said.language,
        parted: said.parted,
        consent: said.consent,
        effect,
        problems,
        member: bench.member,
    };
    Ok(Html(state.staff_pages.excerpts_preview(&around, &view)))
}

fn plan(table: &Table, said: &Said) -> std::result::Result<Plan, Vec<Problem>> {
    table.plan(&said.file, &said.meanings, said.parted.chars().next().unwrap_or(';'))
}

pub(super) async fn decide(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    bench.member.may(Action::KeepCodebook)?;
    if fields.get("do") == "drop" {
        resting::forget(&id);
        return Ok(Redirect::to(&bench.page("sources?done=file-dropped")));
    }
    let keys = bench.member.unlocked()?;
    let mut file = resting::recall::<Said>(&headers, keys, &study, &id)?;
    let said = &mut file.notes;
    said.title = title(&fields)?;
    said.language = language(fields.get("language"))?;
    said.parted = fields.get("parted").chars().take(1).collect();
    said.consent = Consent::named(fields.get("consent")).ok_or(Error::Invalid("consent-missing", String::new()))?;
    for (column, meaning) in said.meanings.iter_mut().enumerate() {
        *meaning = Meaning::named(fields.get(&format!("column.{column}"))).unwrap_or(*meaning);
    }
    resting::note(keys, &study, &id, said)?;
    if fields.get("do") != "bring" {
        return Ok(Redirect::to(&bench.page(&format!("sources/excerpts/{id}"))));
    }
    let plan = plan(&read(&said.file, &file.bytes).await?, said).map_err(Error::Problems)?;
    let (work, draft) = {
        let choices = Choices::of(&state, &study).await?;
        let desk = bench.workspace.read();
        work::of(&desk, &choices, said, &plan)?
    };
    // Both or neither: what the codebook would refuse is refused before the words are stored.
    if !draft.acts.is_empty() {
        bench.workspace.read().coding.check(&bench.member.person.id, &draft.acts)?;
    }
    bench.act(&state, work).await?;
    resting::forget(&id);
    if !draft.acts.is_empty() {
        bench.act(&state, draft).await?;
    }
    Ok(Redirect::to(&bench.page("sources?done=excerpts-brought")))
}
