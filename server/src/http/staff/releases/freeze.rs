//! The end of the way: the page and the files are made once, and kept in clear, for ever.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::kept::Kept;
use crate::http::State;
use crate::http::respond::{Approval, Published};
use crate::report::{self, Block, Document, docx};
use crate::store::releases::{self, By, File};
use crate::store::{audit, reviewers};
use crate::{Error, Result};

/// Name of the stylesheet beside the page.
const STYLE: &str = "page.css";

/// What is frozen beside the documents.
struct Frame {
    word: String,
    day: String,
    approval: Approval,
    replaces: Option<String>,
}

/// Freezes a release that was approved: a page for each language, the first at its address, the second below it.
pub(super) async fn freeze(state: &Arc<State>, kept: &Kept, documents: Vec<Document>, by: &By) -> Result<()> {
    let release = &kept.release;
    let approval = approval(by, &kept.authors(state).await?);
    let word = releases::free_word(&mut state.store.pool.acquire().await?).await?;
    let replaces = match &release.corrects {
        Some(id) => releases::by_id(&state.store, id).await?.and_then(|before| before.word),
        None => None,
    };
    let (own, frame) = (Arc::clone(state), Frame { word: word.clone(), day: by.day.clone(), approval, replaces });
    let work = move || files(&own, documents, &frame);
    let files = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("freezing", error))??;
    let mut to = state.store.write().await?;
    // What went out, came or was taken back since was not looked at when this was planned.
    releases::stand(&mut to, release).await?;
    if !releases::words_are_there(&mut to, &release.id).await? {
        return Err(Error::Conflict("release-words"));
    }
    reviewers::end(&mut to, &release.id).await?;
    releases::freeze(&mut to, release, by, &word, &files, kept.sealed_document()).await?;
    audit::append(&mut to, Some(&release.study_id), &by.name, "approve-release", &format!("/r/{word}")).await?;
    Ok(to.commit().await?)
}

fn approval(by: &By, authors: &BTreeSet<String>) -> Approval {
    match &by.invited_by {
        None => Approval::Colleague,
        Some(inviting) if authors.contains(inviting) => Approval::OutsideOfMaker,
        Some(_) => Approval::Outside,
    }
}

fn files(state: &State, documents: Vec<Document>, frame: &Frame) -> Result<Vec<File>> {
    let languages: Vec<String> = documents.iter().map(|document| document.language.clone()).collect();
    let mut files = vec![file(STYLE, state.respond_pages.release_style().as_bytes().to_vec())];
    for (number, mut document) in documents.into_iter().enumerate() {
        document.about.push(state.staff_pages.approval(&document.language, frame.approval));
        // Of a second language the page and the files bear its name.
        let page = if number == 0 { String::new() } else { document.language.clone() };
        let before = if number == 0 { String::new() } else { format!("{page}-") };
        let mut made = of_document(state, &document, &before)?;
        let other = languages.iter().enumerate().find(|(other, _)| *other != number).map(|(other, language)| {
            let below = if other == 0 { String::new() } else { format!("/{language}") };
            (language.clone(), format!("/r/{}{below}", frame.word))
        });
        let view = Published {
            document,
            word: frame.word.clone(),
            day: frame.day.clone(),
            files: made.iter().map(|file| file.name.clone()).collect(),
            replaces: frame.replaces.clone(),
            approval: frame.approval,
            other,
        };
        made.push(file(&page, state.respond_pages.release(&view).into_bytes()));
        files.extend(made);
    }
    Ok(files)
}

fn of_document(state: &State, document: &Document, before: &str) -> Result<Vec<File>> {
    let words = state.staff_pages.report_words(&document.language);
    let named = |name: &str, bytes| file(&format!("{before}{name}"), bytes);
    let mut files: Vec<File> =
        report::files(document, &words)?.into_iter().map(|(name, bytes)| named(name, bytes)).collect();
    if let Some(table) = funders(document) {
        files.push(named("funder.docx", docx::write(&table, &words)?));
    }
    let chart = |(number, svg): (usize, &String)| named(&format!("chart-{}.svg", number + 1), svg.clone().into_bytes());
    files.extend(pictures(document).enumerate().map(chart));
    Ok(files)
}

fn pictures(document: &Document) -> impl Iterator<Item = &String> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Picture { svg, .. } => Some(svg),
        _ => None,
    })
}

/// The tables that funders ask for, alone: what changed, in numbers and in one sentence each, and the same of who was
/// followed.
fn funders(document: &Document) -> Option<Document> {
    let tables = document.tables().filter(|table| table.id.ends_with("-changes") || table.id.ends_with("-moves"));
    let blocks: Vec<Block> = tables.cloned().map(Block::Table).collect();
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
