//! Codes by wave: how many people mention each, as numbers for the plan of a release.

use std::sync::Arc;

use crate::disclosure::Threshold;
use crate::http::State;
use crate::http::staff::Member;
use crate::http::staff::coding::Bench;
use crate::http::staff::coding::themes::attributes;
use crate::release::{Choice, Mentions};
use crate::store::waves;
use crate::workspace::Workspace;
use crate::{Error, Result};

/// Id and path of each code, in the order of the tree.
pub(super) fn names(workspace: &Workspace) -> Vec<(String, String)> {
    let desk = workspace.read();
    let tree = desk.coding.codebook.tree();
    tree.iter().map(|(_, code)| (code.id.clone(), desk.code_path(&code.id).join(" › "))).collect()
}

/// The chosen codes in the chosen waves, or in all where no instrument is chosen.
pub(super) async fn mentions(
    state: &State,
    member: &Member,
    workspace: &Arc<Workspace>,
    choice: &Choice,
) -> Result<Option<Mentions>> {
    if choice.codes.is_empty() {
        return Ok(None);
    }
    let wanted: Vec<&String> = choice.instruments.iter().flat_map(|part| &part.waves).collect();
    let all = waves::all(&state.store, &member.study.id).await?;
    let order: Vec<String> =
        all.into_iter().map(|wave| wave.id).filter(|wave| wanted.is_empty() || wanted.contains(&wave)).collect();
    // Counted as somebody sees who codes in no round: whoever prepares a release, its numbers are the same, and what is
    // coded blind counts once the round is revealed.
    let mut member = member.clone();
    member.person.id.clear();
    let bench = Bench { member, workspace: Arc::clone(workspace) };
    let counted = tokio::task::spawn_blocking(move || attributes::by_wave(&bench)).await;
    let counted = counted.map_err(|error| Error::internal("codes", error))?;
    let places: Vec<usize> =
        order.iter().filter_map(|wave| counted.groups.iter().position(|(id, _)| id == wave)).collect();
    let codes: Vec<usize> =
        choice.codes.iter().filter_map(|code| counted.names.iter().position(|(id, _)| id == code)).collect();
    let people = |cells: &[crate::themes::attribute::Cell]| places.iter().map(|p| cells[*p].people as u64).collect();
    Ok(Some(Mentions {
        version: counted.version,
        threshold: Threshold::new(counted.smallest).against_insiders(),
        codes: codes.iter().map(|code| counted.names[*code].clone()).collect(),
        waves: places.iter().map(|place| counted.groups[*place].clone()).collect(),
        bases: places.iter().map(|place| counted.table.bases[*place].people as u64).collect(),
        counts: codes.iter().map(|code| people(&counted.table.rows[*code])).collect(),
    }))
}
