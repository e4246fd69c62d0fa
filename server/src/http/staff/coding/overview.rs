//! The first page of coding: what there is to read, how far the coding is, what may be undone.

use axum::response::Html;

use super::{Bench, Shared};
use crate::Result;
use crate::access::{Action, allows};
use crate::http::staff::{Around, Member};

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// The first page of coding.
    fn coding(&self, around: &Around, view: &View) -> String;
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Open answers.
    pub answers: usize,
    /// Turns of transcripts.
    pub turns: usize,
    /// Transcripts.
    pub sources: usize,
    /// Codes in use.
    pub codes: usize,
    /// Codings that the person may see.
    pub codings: usize,
    /// Passages that carry one of them.
    pub coded: usize,
    /// The version of the codebook.
    pub version: u32,
    /// Rounds in which the person still codes: id, name, passages.
    pub rounds: Vec<(String, String, usize)>,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let action = if allows(member.role, Action::Code) { Action::Code } else { Action::CloseRounds };
    let bench = Bench::open(&state, member, action).await?;
    let view = view(&bench);
    Ok(Html(state.staff_pages.coding(&around, &view)))
}

fn view(bench: &Bench) -> View {
    let desk = bench.workspace.read();
    let person = &bench.member.person.id;
    let seen = desk.seen_by(person);
    let turns = desk.passages.iter().filter(|passage| passage.about.is_turn && !passage.id.translated).count();
    let translated = desk.passages.iter().filter(|passage| passage.id.translated).count();
    let coded: std::collections::HashSet<_> = seen.codings().map(|coded| &coded.passage).collect();
    let open = desk.coding.rounds.values().filter(|round| round.is_open_for(person));
    View {
        member: bench.member.clone(),
        answers: desk.passages.len() - turns - translated,
        turns,
        sources: desk.sources.len(),
        codes: desk.coding.codebook.tree().len(),
        codings: seen.codings().count(),
        coded: coded.len(),
        version: desk.coding.codebook.version(),
        rounds: open
            .map(|round| {
                let name = desk.say(&round.drawn.name).to_owned();
                (round.drawn.round.clone(), name, round.given_to(person).len())
            })
            .collect(),
    }
}
