//! The translator's spreadsheet of one language: instrument and interface words together.

use std::sync::Arc;

use ::instruments::{Instrument, Place, Problem};
use axum::extract::{self, Path};
use axum::response::{Redirect, Response};

use super::super::Member;
use super::super::upload::Upload;
use super::{address, files};
use crate::access::Action;
use crate::exchange::translation::{self, Book, Line, Sheet};
use crate::http::State;
use crate::publishing::{Interface, SOURCE};
use crate::store::{instruments, words, words::Word};
use crate::{Error, Result};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const INSTRUMENT: &str = "instrument";
const INTERFACE: &str = "interface";

/// What a translator is given now.
fn book(parsed: &Instrument, interface: &Interface, target: &str) -> Book {
    let source = parsed.languages.first().map_or(SOURCE, String::as_str);
    let own = |texts: &::instruments::Text, language: &str| texts.0.get(language).cloned().unwrap_or_default();
    let words = ::instruments::words(parsed).into_iter().filter(|word| word.texts.has(source));
    let lines =
        words.map(|word| Line { source: own(&word.texts, source), target: own(&word.texts, target), key: word.key });
    let text = |language: &str, key: &str| interface.0.get(language)?.get(key).cloned();
    let screen = interface.keys().map(|key| Line {
        key: key.to_owned(),
        source: text(source, key).or_else(|| text(SOURCE, key)).unwrap_or_default(),
        target: text(target, key).unwrap_or_default(),
    });
    let sheets = vec![
        Sheet { name: INSTRUMENT.into(), lines: lines.collect() },
        Sheet { name: INTERFACE.into(), lines: screen.collect() },
    ];
    Book { source: source.to_owned(), target: target.to_owned(), sheets }
}

fn known(parsed: &Instrument, language: &str) -> Result<()> {
    if parsed.languages.iter().skip(1).any(|tag| tag == language) { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) async fn download(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, language)): Path<(String, String, String)>,
    member: Member,
) -> Result<Response> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let parsed = super::read(&draft)?;
    known(&parsed, &language)?;
    let book = book(&parsed, &super::interface(&state).await?, &language);
    Ok(files::file(XLSX, &format!("{}-{language}.xlsx", draft.name), translation::write(&book)?))
}

pub(super) async fn upload(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, language)): Path<(String, String, String)>,
    member: Member,
    upload: Upload,
) -> Result<Redirect> {
    member.may(Action::DesignInstruments)?;
    let draft = super::draft(&state, &member, &id).await?;
    let parsed = super::read(&draft)?;
    known(&parsed, &language)?;
    let expected = book(&parsed, &super::interface(&state).await?, &language);
    let sheets = translation::read(&upload.name, &upload.bytes, &expected).map_err(Error::Problems)?;
    let (spoken, screen) = (fresh(&sheets, &expected, INSTRUMENT), fresh(&sheets, &expected, INTERFACE));
    check_screen(&state, &screen)?;
    let changed: Vec<_> = spoken.into_iter().map(|line| (line.key, language.clone(), line.target)).collect();
    let source = ::instruments::put_words(&draft.draft, &changed).map_err(Error::Problems)?;
    // The draft may have been changed meanwhile and refuse; only then nothing at all was kept.
    instruments::save(&state.store, &draft, &source).await?;
    keep_screen(&state, &language, screen).await?;
    Ok(Redirect::to(&format!("{}?done=sheet-read", address(&member, &id))))
}

/// Rows of a sheet that came back with other words than before; empty ones leave what is there.
fn fresh(sheets: &[Sheet], before: &Book, name: &str) -> Vec<Line> {
    let lines = |sheets: &[Sheet]| sheets.iter().find(|sheet| sheet.name == name).map(|sheet| sheet.lines.clone());
    let (new, old) = (lines(sheets).unwrap_or_default(), lines(&before.sheets).unwrap_or_default());
    let differs = |line: &Line| !line.target.is_empty() && !old.contains(line);
    new.into_iter().filter(differs).collect()
}

fn check_screen(state: &State, lines: &[Line]) -> Result<()> {
    let broken = lines.iter().filter(|line| !state.staff_pages.is_sound(&line.target));
    let problem = |line: &Line| Problem::error("sheet-broken-word", Place::of(INTERFACE)).with("value", &line.key);
    let problems: Vec<Problem> = broken.map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Problems(problems)) }
}

async fn keep_screen(state: &State, language: &str, lines: Vec<Line>) -> Result<()> {
    let word = |line: Line| Word { language: language.to_owned(), key: line.key, text: line.target };
    words::put(&state.store, &lines.into_iter().map(word).collect::<Vec<_>>()).await?;
    let all = words::all(&state.store).await?.into_iter().map(|word| (word.language, word.key, word.text));
    state.staff_pages.lay_over(&all.collect::<Vec<_>>());
    Ok(())
}
