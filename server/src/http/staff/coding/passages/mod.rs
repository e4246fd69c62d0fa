//! Reading and coding: the list of passages with their codings, coding, taking off, notes, undoing. `filter` says what
//! fits, `paging` where pages begin, `list` and `body` put together what is shown, `order` reads what a form asks for,
//! `act` does it, `kept` keeps what was sent while the study was locked.

mod act;
mod body;
mod choices;
mod deed;
mod filter;
mod kept;
mod list;
mod naming;
mod order;
mod paging;
mod view;

use super::Shared;
use crate::access::Action;
use crate::coding::PassageId;
use crate::http::staff::Around;
use crate::http::staff::routes::Routes;
use crate::workspace::Passage;

pub use body::anchor;
pub use filter::Filter;
pub use naming::WITHIN;
pub use view::{Body, Changed, Choice, Coded, Deed, Item, Kept, Note, Pick, Round, Said, Tools, View};

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// The list.
    fn passages(&self, around: &Around, view: &View) -> String;
    /// Parts of the page that changed: the id of each element, and the element.
    fn pieces(&self, language: &str, changed: &Changed) -> Vec<(String, String)>;
    /// What was done, or why not, as a sentence.
    fn said(&self, language: &str, said: &Said) -> String;
}

/// The routes of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/passages", Action::Code, list::show)
        .post("/studies/{study}/coding/passages/act", Action::Code, act::act)
        .post("/studies/{study}/coding/passages/here", Action::Code, act::here)
        .get("/studies/{study}/coding/passages/kept", Action::Code, kept::show)
        .post("/studies/{study}/coding/passages/kept", Action::Code, kept::finish)
}

/// Where a passage is read and coded, among those beside it; at a code point of it, if one is given. For whoever leads to
/// a passage: search, themes, quotes.
pub fn address(study: &str, passage: &Passage, point: Option<u32>) -> String {
    let id: &PassageId = &passage.id;
    list::address(study, passage, id, point, "")
}
