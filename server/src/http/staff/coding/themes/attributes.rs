//! Codes by wave, site, audience or language: how many people of each group have each code.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, By, Codes};
use super::view::Attributes;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::themes::Coding;
use crate::themes::attribute::{Shape, table};

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let by = By::named(Fields(address).get("by")).unwrap_or(By::Wave);
    let view = tokio::task::block_in_place(|| view(&bench, by));
    Ok(Html(state.staff_pages.theme_attributes(&around, &view)))
}

fn view(bench: &Bench, by: By) -> Attributes {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground);
    let (groups, numbers) = ground::groups(&ground, by);
    let smallest = usize::try_from(ground::smallest(bench, &ground)).unwrap_or(usize::MAX);
    let shape = Shape { codes: codes.names.len(), groups: groups.len(), smallest };
    let head = ground::head(bench, &desk, &ground);
    let counted = |codings: &[Coding]| table(codings, &numbers, ground.corpus.people(), shape);
    let table = counted(&codes.with_inner());
    let grouped = table.bases.last().map_or(0, |base| base.people);
    Attributes {
        by,
        own: counted(&codes.codings),
        inner: (0..codes.names.len() as u32).map(|code| codes.has_inner(code)).collect(),
        without: head.people.saturating_sub(grouped),
        head,
        table,
        groups,
        depths: codes.depths,
        names: codes.names,
    }
}
