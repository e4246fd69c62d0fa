//! Merging one code into another: first what would move, then it does.

use std::collections::BTreeMap;

use axum::extract::{Path, RawQuery};
use axum::response::{Html, Redirect};
use instruments::Text;

use super::{Bench, Named, Shared};
use crate::access::Action;
use crate::coding::Act;
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The code that goes.
    pub code: Named,
    /// The code that stays.
    pub into: Named,
    /// What would move: title, what was asked, wave, how many codings; what the person may see.
    pub moves: Vec<(Text, Text, String, usize)>,
    /// Codes that would stand under the one that stays.
    pub under: Vec<Named>,
    /// How many notes go along.
    pub notes: usize,
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, code)): Path<(String, String)>,
    query: RawQuery,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let query = Fields::read(query.0.unwrap_or_default().as_bytes());
    let (code, into) = (bench.named(&code)?, bench.named(query.get("into"))?);
    let act = Act::Merge { code: code.id.clone(), into: into.id.clone() };
    bench.workspace.read().coding.check(&bench.member.person.id, &[act])?;
    let view = view(&bench, code, into);
    Ok(Html(state.staff_pages.merge(&around, &view)))
}

fn view(bench: &Bench, code: Named, into: Named) -> View {
    let desk = bench.workspace.read();
    let mut moves: BTreeMap<(String, String, String), (Text, Text, usize)> = BTreeMap::new();
    let seen = desk.seen_by(&bench.member.person.id);
    for coded in seen.codings().filter(|coded| desk.coding.code_of(coded) == code.id) {
        let Some(passage) = desk.passages.get(&coded.passage) else { continue };
        let about = &passage.about;
        let key = (about.from.clone(), about.key.clone(), about.wave_name.clone());
        moves.entry(key).or_insert_with(|| (about.title.clone(), about.question.clone(), 0)).2 += 1;
    }
    let under = desk.coding.codebook.under(Some(&code.id)).map(|inner| Named {
        id: inner.id.clone(),
        name: desk.code_name(&inner.id).to_owned(),
        colour: inner.colour,
    });
    View {
        member: bench.member.clone(),
        moves: moves
            .into_iter()
            .map(|((_, _, wave), (title, question, count))| (title, question, wave, count))
            .collect(),
        under: under.collect(),
        notes: seen.memos(&crate::coding::event::On::Code(code.id.clone())).len(),
        code,
        into,
    }
}

pub(super) async fn merge(
    state: Shared,
    member: Member,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let into = fields.required("into", "code-missing")?.to_owned();
    if into == code {
        return Err(Error::Conflict("code-inside-itself"));
    }
    bench.act(&state, Act::Merge { code, into: into.clone() }).await?;
    Ok(bench.to_code(&into, "code-merged"))
}
