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

use axum::response::Redirect;

use super::{Bench, Shared};
use crate::access::Action;
use crate::coding::event::Id;
use crate::http::staff::Around;
use crate::http::staff::routes::Routes;
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
pub fn routes() -> Routes {
    const BASE: &str = "/studies/{study}/coding/codebook";
    let at = |rest: &str| format!("{BASE}{rest}");
    Routes::new()
        .get(BASE, Action::Code, tree::show)
        .get(&at("/new"), Action::KeepCodebook, words::new)
        .post(&at("/new"), Action::KeepCodebook, words::make)
        .get(&at("/code/{code}"), Action::Code, code::show)
        .get(&at("/code/{code}/words"), Action::KeepCodebook, words::show)
        .post(&at("/code/{code}/words"), Action::KeepCodebook, words::change)
        .post(&at("/code/{code}/retire"), Action::KeepCodebook, change::retire)
        .post(&at("/code/{code}/restore"), Action::KeepCodebook, change::restore)
        .get(&at("/code/{code}/merge"), Action::KeepCodebook, merge::show)
        .post(&at("/code/{code}/merge"), Action::KeepCodebook, merge::merge)
        .get(&at("/code/{code}/split"), Action::KeepCodebook, split::show)
        .post(&at("/code/{code}/split"), Action::KeepCodebook, split::prepare)
        .get(&at("/code/{code}/deal"), Action::KeepCodebook, deal::show)
        .post(&at("/code/{code}/deal"), Action::KeepCodebook, deal::split)
        .get(&at("/groups"), Action::Code, groups::show)
        .post(&at("/groups"), Action::KeepCodebook, groups::keep)
        .get(&at("/history"), Action::Code, history::show)
        .post(&at("/memo"), Action::Code, change::memo)
        .post(&at("/undo"), Action::KeepCodebook, change::undo)
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
