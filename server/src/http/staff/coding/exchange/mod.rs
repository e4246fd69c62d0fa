//! Codebook, project and excerpts out to other programs, and in from them. A file is read once, kept in the memory of the
//! unlocked study until somebody has seen what it would bring, and never written to disk.

mod come;
mod out;
pub mod view;

use crate::access::Action;
use crate::http::staff::Around;
use crate::http::staff::routes::Routes;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// What can go out, and choosing a file to bring in.
    fn exchange(&self, around: &Around, view: &view::View) -> String;
    /// What a file would bring.
    fn exchange_preview(&self, around: &Around, view: &view::Preview) -> String;
}

/// The routes of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/exchange", Action::Export, out::show)
        .get("/studies/{study}/coding/exchange/out/{file}", Action::Export, out::file)
        .post("/studies/{study}/coding/exchange/in", Action::BringSources, come::read)
        .get("/studies/{study}/coding/exchange/in/{upload}", Action::BringSources, come::show)
        .post("/studies/{study}/coding/exchange/in/{upload}", Action::BringSources, come::bring)
}
