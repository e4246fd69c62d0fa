//! The end of the way: the page and the files are made once, and kept in clear, for ever.

use std::sync::Arc;

use super::decide::By;
use super::kept::Kept;
use crate::http::State;
use crate::http::respond::Published;
use crate::report::{self, Block, Document, docx};
use crate::store::releases::{self, File};
use crate::store::{audit, reviewers};
use crate::{Error, Result};

/// Name of the stylesheet beside the page.
const STYLE: &str = "page.css";

/// Freezes a release that was approved.
pub(super) async fn freeze(state: &Arc<State>, kept: &Kept, document: Document, by: &By<'_>) -> Result<()> {
    let release = &kept.release;
    let word = releases::free_word(&mut *state.store.pool.acquire().await?).await?;
    let replaces = match &release.corrects {
        Some(id) => releases::by_id(&state.store, id).await?.and_then(|before| before.word),
        None => None,
    };
    let (own, shown, day) = (Arc::clone(state), word.clone(), by.day.clone());
    let work = move || files(&own, document, shown, day, replaces);
    let files = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("freezing", error))??;
    let mut to = state.store.write().await?;
    // What went out since, and words that were taken back since, were not looked at when this was planned.
    if releases::count(&mut to, &release.study_id).await? != release.beside {
        return Err(Error::Conflict("release-stale"));
    }
    if !releases::words_are_there(&mut to, &release.id).await? {
        return Err(Error::Conflict("release-words"));
    }
    reviewers::end(&mut to, &release.id).await?;
    releases::freeze(&mut to, release, by.name, &by.day, &word, &files, kept.sealed_document()).await?;
    audit::append(&mut to, Some(&release.study_id), by.name, "approve-release", &format!("/r/{word}")).await?;
    Ok(to.commit().await?)
}

fn files(state: &State, document: Document, word: String, day: String, replaces: Option<String>) -> Result<Vec<File>> {
    let words = state.staff_pages.report_words(&document.language);
    let made = report::files(&document, &words)?;
    let mut files: Vec<File> = made.into_iter().map(|(name, bytes)| file(name, bytes)).collect();
    if let Some(table) = funders(&document) {
        files.push(file("funder.docx", docx::write(&table, &words)?));
    }
    files.extend(
        pictures(&document)
            .enumerate()
            .map(|(number, svg)| file(&format!("chart-{}.svg", number + 1), svg.clone().into_bytes())),
    );
    let names = files.iter().map(|file| file.name.clone()).collect();
    let page = state.respond_pages.release(&Published { document, word, day, files: names, replaces });
    files.push(file(STYLE, state.respond_pages.release_style().as_bytes().to_vec()));
    files.push(file("", page.into_bytes()));
    Ok(files)
}

fn pictures(document: &Document) -> impl Iterator<Item = &String> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Picture { svg, .. } => Some(svg),
        _ => None,
    })
}

/// The table that funders ask for, alone: what changed, in numbers and in one sentence each.
fn funders(document: &Document) -> Option<Document> {
    let asked = |block: &&Block| matches!(block, Block::Table(table) if table.id.ends_with("-changes"));
    let blocks: Vec<Block> = document.blocks.iter().filter(asked).cloned().collect();
    let head = |blocks| Document { blocks, lead: Vec::new(), ..document.clone() };
    (!blocks.is_empty()).then(|| head(blocks))
}

fn file(name: &str, bytes: Vec<u8>) -> File {
    let kind = match name.rsplit('.').next() {
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("pdf") => "application/pdf",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("css") => "text/css; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };
    File { name: name.to_owned(), kind: kind.to_owned(), bytes }
}
