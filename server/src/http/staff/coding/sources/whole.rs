//! The translation of a whole transcript from a file with as many turns, in the same order: paragraphs of a text, the
//! rows of a table, or the translator's sheet that is given out here. One event, so it is undone at once.

use axum::extract::Path;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::record::language;
use super::translate::{LONGEST, put};
use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::source::Turn;
use crate::coding::{Act, Draft, PassageId};
use crate::exchange::{csv, transcript};
use crate::http::staff::upload::Upload;
use crate::http::staff::{Around, Member, taking};
use crate::{Error, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Id of the transcript.
    pub id: String,
    /// What staff call it.
    pub title: String,
    /// The language of what was said.
    pub language: String,
    /// How many turns it has.
    pub turns: usize,
    /// The language of the translation, where there is one.
    pub translated: Option<String>,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let source = bench.source(&id)?;
    let translated = super::read::translated(&bench.workspace.read(), &id);
    let view = View {
        member: bench.member,
        title: source.title.clone(),
        language: source.language.clone(),
        turns: source.turns.len(),
        translated,
        id,
    };
    Ok(Html(state.staff_pages.translate_whole(&around, &view)))
}

/// The translator's sheet: each turn with room for its translation. Taking words out is recorded.
pub(super) async fn sheet(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    uri: Uri,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response> {
    let bench = Bench::open(&state, member, Action::Export).await?;
    let source = bench.source(&id)?;
    if let Some(form) = taking::asks(&state.store, &bench.member, &headers, &uri).await? {
        return Ok(form);
    }
    let bytes = {
        let desk = bench.workspace.read();
        let beside = |turn: u32| PassageId { translated: true, ..PassageId::turn(&id, turn) };
        let row = |(turn, said): (u32, &Turn)| {
            let known = desk.text(&beside(turn)).unwrap_or_default().to_owned();
            [(turn + 1).to_string(), said.speaker.clone(), said.text.clone(), known]
        };
        let heads = ["turn", "speaker", "words", TRANSLATION[0]].map(str::to_owned);
        csv::write(std::iter::once(heads).chain((0..).zip(&source.turns).map(row)))?
    };
    taking::let_out(&state, &bench.member, &format!("source {id}")).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"translation.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

/// What the column of a translator's sheet is called.
const TRANSLATION: &[&str] = &["translation", "traducción", "traduccion"];

/// The words of the translator's sheet, if a file is one.
fn filled_in(bytes: &[u8]) -> Option<Vec<String>> {
    let mut rows = csv::read(bytes).ok()?.rows.into_iter();
    let named = |heading: &String| TRANSLATION.contains(&heading.trim().to_lowercase().as_str());
    let column = rows.next()?.iter().position(named)?;
    Some(rows.map(|row| row[column].trim().to_owned()).collect())
}

pub(super) async fn take(
    state: Shared,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    upload: Upload,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let source = bench.source(&id)?;
    let language = language(upload.get("language"))?;
    upload.check()?;
    no_codings(&bench, &id)?;
    let wanted = source.turns.len();
    let read = move || paragraphs(&upload.name, &upload.bytes, wanted);
    let words = tokio::task::spawn_blocking(read).await.map_err(|error| Error::internal("a translation", error))??;
    let mut draft = Draft::default();
    for (turn, words) in (0..).zip(&words).filter(|(_, words)| !words.is_empty()) {
        put(&mut draft, &PassageId::turn(&id, turn), &language, Some(words.as_str()));
    }
    bench.act(&state, draft).await?;
    Ok(bench.to_source(&id, "translation-kept"))
}

/// Codings lie on the words of a translation; other words would move from under them.
fn no_codings(bench: &Bench, id: &str) -> Result<()> {
    let desk = bench.workspace.read();
    let mut codings = desk.coding.codings.values();
    let coded = codings.any(|coded| coded.passage.translated && coded.passage.source() == Some(id));
    if coded { Err(Error::Conflict("translation-coded")) } else { Ok(()) }
}

/// The words of each turn: as the file parts them, or else its filled lines, whichever are as many as wanted.
fn paragraphs(name: &str, bytes: &[u8], wanted: usize) -> Result<Vec<String>> {
    let parted: Vec<String> = match filled_in(bytes) {
        Some(words) => words,
        None => {
            let read = transcript::read(name, bytes).map_err(|problem| Error::Problems(vec![problem]))?;
            read.turns.into_iter().map(|turn| turn.text).collect()
        }
    };
    let text = String::from_utf8_lossy(bytes);
    let is_plain = !bytes.starts_with(b"PK") && !name.to_lowercase().ends_with(".csv");
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.trim().trim_start_matches('\u{feff}').to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let found = match (parted.len() == wanted, is_plain && lines.len() == wanted) {
        (true, _) => parted,
        (false, true) => lines,
        _ => return Err(Error::Invalid("translation-turns", format!("{} / {wanted}", parted.len()))),
    };
    match found.iter().any(|words| words.chars().count() > LONGEST) {
        true => Err(Error::Invalid("translation-long", LONGEST.to_string())),
        false => Ok(found),
    }
}

pub(super) async fn remove(state: Shared, member: Member, Path((_, id)): Path<(String, String)>) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    no_codings(&bench, &id)?;
    let draft = {
        let desk = bench.workspace.read();
        let of = desk.coding.translations.iter().filter(|(passage, _)| passage.source() == Some(id.as_str()));
        let take = |(passage, (language, _)): (&PassageId, &(String, String))| Act::Translate {
            passage: passage.clone(),
            language: language.clone(),
            text: None,
        };
        Draft { acts: of.map(take).collect(), texts: Vec::new() }
    };
    bench.act(&state, draft).await?;
    Ok(bench.to_source(&id, "translation-gone"))
}
