//! Small changes of the codebook that need no page of their own: retiring, restoring, notes, taking back.

use axum::extract::Path;
use axum::response::Redirect;

use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::event::On;
use crate::coding::{Act, Draft};
use crate::http::staff::{Fields, Member};
use crate::{Error, Result};

/// Longest note, in characters.
const LONGEST: usize = 20_000;

pub(super) async fn retire(state: Shared, member: Member, Path((_, code)): Path<(String, String)>) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    bench.act(&state, Act::Retire { code: code.clone() }).await?;
    Ok(bench.to_code(&code, "code-retired"))
}

pub(super) async fn restore(
    state: Shared,
    member: Member,
    Path((_, code)): Path<(String, String)>,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    bench.act(&state, Act::Restore { code: code.clone() }).await?;
    Ok(bench.to_code(&code, "code-restored"))
}

/// Writes a note on a code, or on the study where no code is named; an empty one is taken away.
pub(super) async fn memo(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let code = fields.get("code").to_owned();
    let words = fields.get("words").replace("\r\n", "\n");
    let words = words.trim();
    if words.chars().count() > LONGEST {
        return Err(Error::Invalid("note-long", LONGEST.to_string()));
    }
    let known = Some(fields.get("memo").to_owned()).filter(|memo| !memo.is_empty());
    if words.is_empty() && known.is_none() {
        return Err(Error::Invalid("note-missing", String::new()));
    }
    let on = match (&known, code.is_empty()) {
        // A note stays on what it was written on.
        (Some(memo), _) => {
            bench.workspace.read().coding.memos.get(memo).map(|memo| memo.on.clone()).ok_or(Error::NotFound)?
        }
        (None, true) => On::Study,
        (None, false) => On::Code(code.clone()),
    };
    let mut draft = Draft::default();
    let of = bench.workspace.read().whose(words)?;
    let text = (!words.is_empty()).then(|| draft.repeat(words, of));
    let done = if text.is_some() { "note-kept" } else { "note-gone" };
    draft.acts.push(Act::Memo { memo: known.unwrap_or_else(|| fields.fresh()), on, text });
    bench.act(&state, draft).await?;
    Ok(back_to(&bench, &code, done))
}

/// Takes back what this person did, or does it again.
pub(super) async fn undo(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let event: i64 = fields.get("event").parse().map_err(|_| Error::NotFound)?;
    bench.act(&state, Act::Undo { event }).await?;
    Ok(back_to(&bench, fields.get("code"), "taken-back"))
}

/// To a code's page if it is still there, else to the tree.
fn back_to(bench: &Bench, code: &str, done: &str) -> Redirect {
    let there = bench.workspace.read().coding.codebook.code(code).is_some();
    if there { bench.to_code(code, done) } else { Redirect::to(&bench.page(&format!("codebook?done={done}"))) }
}
