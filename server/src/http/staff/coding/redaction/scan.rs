//! Marks in all passages: found once, kept beside the desk until passages change.

use std::sync::{Arc, PoisonError};

use super::view::Marked;
use crate::coding::{PassageId, Span};
use crate::parallel;
use crate::redaction::{self, Kind, Mark};
use crate::workspace::{Desk, Passage, Workspace};

/// Marks of all passages that have any.
#[derive(Debug, Default)]
pub(super) struct Scan {
    edition: u64,
    marks: Arc<Vec<(PassageId, Vec<Mark>)>>,
}

/// Marks by passage, in the order in which passages stand.
pub(super) fn marks(workspace: &Workspace, desk: &Desk) -> Arc<Vec<(PassageId, Vec<Mark>)>> {
    let scan = workspace.beside::<Scan>();
    let mut scan = scan.lock().unwrap_or_else(PoisonError::into_inner);
    if scan.edition != desk.passages.edition() {
        let passages: Vec<&Passage> = desk.passages.iter().collect();
        let found = parallel::map(&passages, |passage| (passage.id.clone(), redaction::find(&passage.text)));
        scan.marks = Arc::new(found.into_iter().filter(|(_, marks)| !marks.is_empty()).collect());
        scan.edition = desk.passages.edition();
    }
    Arc::clone(&scan.marks)
}

/// A passage with its marks, in parts.
pub(super) fn marked(passage: &Passage, marks: &[Mark]) -> Marked {
    let (mut parts, mut at) = (Vec::new(), 0);
    let end = crate::coding::text::length(&passage.text);
    let part = |start: u32, end: u32| Span::new(start, end).and_then(|span| span.of(&passage.text)).map(str::to_owned);
    for mark in marks {
        parts.extend(part(at, mark.span.start).map(|text| (None, text)));
        parts.extend(part(mark.span.start, mark.span.end).map(|text| (Some(mark.kind), text)));
        at = mark.span.end;
    }
    parts.extend(part(at, end).map(|text| (None, text)));
    Marked { passage: passage.id.clone(), about: Arc::clone(&passage.about), parts }
}

/// A kind by its code.
pub(super) fn kind(code: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.code() == code)
}
