//! Rounds of coding: drawing and giving out, submitting, closing, agreement, disagreements, settling.
//!
//! `draw` gives out, `list` shows how far everybody is, `run` submits and closes, `units` lays the codings of a revealed
//! round side by side, `agree` measures, `differ` lists and settles. Of a round that is not revealed others see
//! who was given how many passages and who submitted, nothing else.

mod agree;
mod differ;
mod draw;
mod file;
mod list;
mod run;
mod units;
pub mod view;

use crate::access::Action;
use crate::coding::round::Round;
use crate::http::staff::Around;
use crate::http::staff::routes::{Asks, Routes};
use crate::statistics::agreement::Measure;
use crate::workspace::Desk;
use crate::{Error, Result};

pub use units::Unit;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// All rounds.
    fn rounds(&self, around: &Around, view: &view::Rounds) -> String;
    /// The form that draws one, with what it would give.
    fn draw_round(&self, around: &Around, view: &view::Draw) -> String;
    /// One round: who has done what, submitting, closing.
    fn round(&self, around: &Around, view: &view::One) -> String;
    /// How far the coders of a revealed round agree.
    fn agreement(&self, around: &Around, view: &view::Agreement) -> String;
    /// Where they do not.
    fn disagreements(&self, around: &Around, view: &view::Differences) -> String;
    /// What a coefficient is called, and how it is defined.
    fn measure(&self, language: &str, measure: Measure) -> (String, String);
}

/// The routes of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/rounds", Asks::Either(Action::Code, Action::CloseRounds), list::show)
        .get("/studies/{study}/coding/rounds/new", Action::RunRounds, draw::show)
        .post("/studies/{study}/coding/rounds/new", Action::RunRounds, draw::draw)
        .get("/studies/{study}/coding/rounds/round/{round}", Asks::Either(Action::Code, Action::CloseRounds), run::show)
        .post("/studies/{study}/coding/rounds/round/{round}/submit", Action::Code, run::submit)
        .post("/studies/{study}/coding/rounds/round/{round}/close", Action::CloseRounds, run::close)
        .get("/studies/{study}/coding/rounds/round/{round}/agreement", Action::Code, agree::show)
        .get("/studies/{study}/coding/rounds/round/{round}/agreement.csv", Action::Code, file::file)
        .get("/studies/{study}/coding/rounds/round/{round}/differences", Action::Code, differ::show)
        .post("/studies/{study}/coding/rounds/round/{round}/differences", Action::RunRounds, differ::settle)
}

/// A round whose codings everybody may see.
fn revealed<'a>(desk: &'a Desk, id: &str) -> Result<&'a Round> {
    let round = desk.coding.rounds.get(id).ok_or(Error::NotFound)?;
    if round.is_revealed() { Ok(round) } else { Err(Error::Conflict("round-blind")) }
}
