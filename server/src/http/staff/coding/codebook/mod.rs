//! The codebook: its tree, one code with its words, moving, merging, splitting, retiring, groups, history, notes. Every
//! change is one event, so that it can be undone and names a version.

mod change;
pub mod code;
pub mod count;
pub mod deal;
pub mod groups;
pub mod history;
pub mod merge;
pub mod split;
pub mod tree;
pub mod words;

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use super::{Bench, Shared};
use crate::coding::event::Id;
use crate::http::State;
use crate::http::staff::Around;
use crate::{Error, Result};

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// All codes as a tree.
    fn codebook(&self, around: &Around, view: &tree::View) -> String;
    /// One code.
    fn code(&self, around: &Around, view: &code::View) -> String;
    /// The form for the words of a new or an old code.
    fn code_words(&self, around: &Around, view: &words::View) -> String;
    /// What would move in a merge.
    fn merge(&self, around: &Around, view: &merge::View) -> String;
    /// Into which codes one is split.
    fn split(&self, around: &Around, view: &split::View) -> String;
    /// Which coding goes where.
    fn deal(&self, around: &Around, view: &deal::View) -> String;
    /// Groups of codes.
    fn groups(&self, around: &Around, view: &groups::View) -> String;
    /// Every change.
    fn codebook_history(&self, around: &Around, view: &history::View) -> String;
}

/// The routes of this part.
pub fn router() -> Router<Arc<State>> {
    const BASE: &str = "/studies/{study}/coding/codebook";
    let at = |rest: &str| format!("{BASE}{rest}");
    Router::new()
        .route(BASE, get(tree::show))
        .route(&at("/new"), get(words::new).post(words::make))
        .route(&at("/code/{code}"), get(code::show))
        .route(&at("/code/{code}/words"), get(words::show).post(words::change))
        .route(&at("/code/{code}/retire"), post(change::retire))
        .route(&at("/code/{code}/restore"), post(change::restore))
        .route(&at("/code/{code}/merge"), get(merge::show).post(merge::merge))
        .route(&at("/code/{code}/split"), get(split::show).post(split::prepare))
        .route(&at("/code/{code}/deal"), get(deal::show).post(deal::split))
        .route(&at("/groups"), get(groups::show).post(groups::keep))
        .route(&at("/history"), get(history::show))
        .route(&at("/memo"), post(change::memo))
        .route(&at("/undo"), post(change::undo))
}

/// A code as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Which of the twelve colours.
    pub colour: u8,
}

impl Bench {
    /// A code of the codebook, whatever became of it.
    fn named(&self, code: &str) -> Result<Named> {
        let desk = self.workspace.read();
        let found = desk.coding.codebook.code(code).ok_or(Error::NotFound)?;
        Ok(Named { id: found.id.clone(), name: desk.code_name(code).to_owned(), colour: found.colour })
    }

    /// Back to a code's page, saying what was done.
    fn to_code(&self, code: &str, done: &str) -> Redirect {
        Redirect::to(&self.page(&format!("codebook/code/{code}?done={done}")))
    }
}
