//! Codes by wave, site, audience or language: how many people of each group have each code.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, By, Codes};
use super::view::Attributes;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
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
    Attributes {
        head: ground::head(bench, &desk, &ground),
        by,
        table: table(&codes.codings, &numbers, ground.corpus.people(), shape),
        groups,
        names: codes.names,
    }
}
