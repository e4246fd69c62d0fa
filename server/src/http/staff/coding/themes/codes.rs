//! Which codes stand together, as a matrix and as a drawing.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, Codes};
use super::view;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::themes::cooccurrence::{Meeting, cooccurrence};
use crate::themes::network::{Frame, network};

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let overlapping = Fields(address).get("unit") == "span";
    let view = tokio::task::block_in_place(|| view(&bench, overlapping));
    Ok(Html(state.staff_pages.theme_codes(&around, &view)))
}

fn view(bench: &Bench, overlapping: bool) -> view::Codes {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground);
    let meeting = if overlapping { Meeting::Overlap } else { Meeting::Passage };
    let matrix = cooccurrence(&codes.codings, ground.corpus.people(), codes.names.len(), meeting);
    view::Codes {
        head: ground::head(bench, &desk, &ground),
        overlapping,
        network: network(&matrix, Frame::default()),
        matrix,
        names: codes.names,
        colours: codes.colours,
    }
}
