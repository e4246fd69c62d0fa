//! Links of a collection, how many were invited through them, and their codes.

use std::sync::Arc;

use axum::extract::{self, Path};
use axum::http::HeaderMap;
use axum::response::Redirect;

use super::super::again;
use super::super::{Fields, Member};
use super::address;
use crate::access::Action;
use crate::http::State;
use crate::seal::codes::show;
use crate::store::links::{self, Mode};
use crate::store::{codes, shared, sites};
use crate::{Error, Result};

/// Most codes on one sheet.
const MOST_CODES: usize = 500;
/// Most people invited through one link.
const MOST_INVITED: i64 = 1_000_000;

/// A number of people as typed; empty where nobody knows.
fn number(typed: &str) -> Result<Option<i64>> {
    match typed.trim() {
        "" => Ok(None),
        typed => match typed.parse() {
            Ok(number) if (0..=MOST_INVITED).contains(&number) => Ok(Some(number)),
            _ => Err(Error::Invalid("invited-wrong", typed.to_owned())),
        },
    }
}

pub(super) async fn add(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id)): Path<(String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let collection = super::collection(&state, &member, &id).await?;
    let site = sites::find(&state.store, &member.study.id, fields.get("site")).await?;
    let site = site.ok_or(Error::Invalid("site-missing", String::new()))?;
    let mode = match fields.get("mode") {
        "code" => Mode::Code,
        "shared" => Mode::Shared,
        "open" => Mode::Open,
        other => return Err(Error::Invalid("link-mode", other.to_owned())),
    };
    links::add(&state.store, &collection.id, &site.id, number(fields.get("invited"))?, mode).await?;
    Ok(Redirect::to(&format!("{}?done=link-added", address(&member, &id))))
}

pub(super) async fn invited(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, word)): Path<(String, String, String)>,
    member: Member,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let collection = super::collection(&state, &member, &id).await?;
    let link = super::link(&state, &collection, &word).await?;
    links::invite(&state.store, &collection.id, &link.word, number(fields.get("invited"))?).await?;
    Ok(Redirect::to(&format!("{}?done=invited-saved", address(&member, &id))))
}

fn count(fields: &Fields) -> Result<usize> {
    let typed = fields.get("count").trim();
    let count = typed.parse().ok().filter(|count| (1..=MOST_CODES).contains(count));
    count.ok_or_else(|| Error::Invalid("codes-count", MOST_CODES.to_string()))
}

/// Makes codes, or the one code for all, and leads to their sheet, which is shown once: after that nobody can list them.
pub(super) async fn codes(
    extract::State(state): extract::State<Arc<State>>,
    Path((_, id, word)): Path<(String, String, String)>,
    member: Member,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::RunCollections)?;
    let collection = super::collection(&state, &member, &id).await?;
    let link = super::link(&state, &collection, &word).await?;
    let (store, installation) = (&state.store, &state.installation);
    let made = match link.mode {
        Mode::Open => return Err(Error::Invalid("link-without-codes", link.word)),
        Mode::Shared => vec![shared::make(store, installation, &link.word).await?],
        Mode::Code => codes::make(store, installation, &link.word, count(&fields)?).await?,
    };
    let shown = made.iter().map(|code| ("code".to_owned(), show(code))).collect();
    let once = again::keep_once(store, &headers, "", &Fields(shown)).await?;
    Ok(Redirect::to(&format!("{}/links/{}/codes?again={once}", address(&member, &id), link.word)))
}
