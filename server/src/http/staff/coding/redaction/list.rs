//! Where the recognisers found something.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::scan;
use super::view::View;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::redaction::Kind;

/// Passages on one page.
const ON_A_PAGE: usize = 30;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Redact).await?;
    let fields = Fields(address);
    // Looking through many passages takes a while; other requests go on meanwhile.
    let view = tokio::task::block_in_place(|| view(&bench, &fields));
    if !view.marked.is_empty() {
        bench.reading(&state, "redaction").await?;
    }
    Ok(Html(state.staff_pages.redaction(&around, &view)))
}

fn view(bench: &Bench, fields: &Fields) -> View {
    let desk = bench.workspace.read();
    let marks = scan::marks(&bench.workspace, &desk);
    let kind = scan::kind(fields.get("kind"));
    let has = |marks: &[crate::redaction::Mark], kind: Kind| marks.iter().any(|mark| mark.kind == kind);
    let count = |kind: Kind| marks.iter().filter(|(_, marks)| has(marks, kind)).count();
    let fitting: Vec<_> = marks.iter().filter(|(_, marks)| kind.is_none_or(|kind| has(marks, kind))).collect();
    let pages = fitting.len().div_ceil(ON_A_PAGE).max(1);
    let page = fields.get("page").parse().unwrap_or(1).clamp(1, pages);
    let shown = fitting.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    View {
        member: bench.member.clone(),
        kind,
        kinds: Kind::ALL.iter().map(|kind| (*kind, count(*kind))).filter(|(_, count)| *count > 0).collect(),
        total: fitting.len(),
        passages: desk.passages.len(),
        page,
        pages,
        marked: shown.filter_map(|(id, marks)| Some(scan::marked(desk.passages.get(id)?, marks))).collect(),
    }
}
