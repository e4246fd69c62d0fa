//! Keeping a search, and forgetting one.

use axum::response::Redirect;

use super::super::{Bench, Shared};
use super::{query, wanted};
use crate::access::Action;
use crate::coding::{Act, Draft};
use crate::http::staff::{Fields, Member};
use crate::{Error, Result, chance};

pub(super) async fn keep(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let wanted = wanted(&Fields::read(fields.get("query").as_bytes()));
    let asked = query(&wanted);
    if asked.is_empty() {
        return Err(Error::Invalid("search-empty", String::new()));
    }
    let (known, of) = {
        let desk = bench.workspace.read();
        let known = desk.coding.searches.values().any(|(text, _)| desk.say(text) == asked);
        (known, desk.whose(&wanted.words)?)
    };
    if !known {
        let mut draft = Draft::default();
        let text = Some(draft.repeat(&asked, of));
        draft.acts.push(Act::Search { search: chance::id(), query: text });
        bench.act(&state, draft).await?;
    }
    Ok(Redirect::to(&bench.page(&format!("search?{asked}&done=search-kept"))))
}

pub(super) async fn forget(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let search = fields.get("search").to_owned();
    if !bench.workspace.read().coding.searches.contains_key(&search) {
        return Err(Error::NotFound);
    }
    bench.act(&state, Act::Search { search, query: None }).await?;
    Ok(Redirect::to(&bench.page("search?done=search-forgotten")))
}
