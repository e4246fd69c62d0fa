//! Which codes stand together, as a matrix and as a drawing.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, Codes};
use super::view;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::themes::cooccurrence::{Matrix, Meeting, cooccurrence};
use crate::themes::network::{Frame, Network, network};

/// Codes in the drawing and in the matrix: more can be neither drawn nor read.
const SHOWN: usize = 20;
/// Links that a drawing needs.
const FEWEST_LINKS: usize = 3;

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
    let matrix = cooccurrence(&codes.with_inner(), ground.corpus.people(), codes.names.len(), meeting);
    // A code always meets those above it: that says nothing.
    let matrix = matrix.without(|one, other| codes.is_nested(one, other));
    let shown = matrix.most_connected(SHOWN);
    view::Codes {
        head: ground::head(bench, &desk, &ground),
        overlapping,
        network: drawn(&matrix, &shown),
        connected: matrix.connected().len(),
        shown,
        nested: codes.nested(),
        matrix,
        names: codes.names,
        colours: codes.colours,
    }
}

/// The drawing of some codes of a matrix; none with so few links that there is nothing to see.
fn drawn(matrix: &Matrix, shown: &[u32]) -> Option<Network> {
    let mut drawn = network(&matrix.of(shown), Frame::default());
    let code = |place: &mut u32| *place = shown[*place as usize];
    drawn.nodes.iter_mut().for_each(|node| code(&mut node.code));
    for link in &mut drawn.links {
        code(&mut link.first);
        code(&mut link.second);
    }
    (drawn.links.len() >= FEWEST_LINKS).then_some(drawn)
}
