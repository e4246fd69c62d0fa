//! Exploring: what sets a code, wave or site apart; codes together; codes by attribute; saturation; topics; suggestions.
//!
//! `ground` reads the words once and keeps them beside the desk; each other file is one view on them. All count what the
//! person may see of the codes, and name the version of the codebook. Moderators' turns and translations are left out.

pub(crate) mod attributes;
mod codes;
mod ground;
mod saturation;
mod suggest;
mod topics;
pub mod view;
mod words;

use crate::access::Action;
use crate::http::staff::Around;
use crate::http::staff::routes::Routes;

/// What `app` draws.
pub trait Pages: Send + Sync {
    /// What sets passages apart from others, and which words stand together.
    fn theme_words(&self, around: &Around, view: &view::Words) -> String;
    /// Which codes stand together.
    fn theme_codes(&self, around: &Around, view: &view::Codes) -> String;
    /// Codes by wave, site, audience or language.
    fn theme_attributes(&self, around: &Around, view: &view::Attributes) -> String;
    /// What each further person or session brings.
    fn theme_saturation(&self, around: &Around, view: &view::Saturation) -> String;
    /// An order for reading.
    fn theme_topics(&self, around: &Around, view: &view::Topics) -> String;
    /// Passages like coded ones, and codes that might fit.
    fn theme_suggestions(&self, around: &Around, view: &view::Suggestions) -> String;
}

/// The routes of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/coding/themes", Action::Code, words::show)
        .get("/studies/{study}/coding/themes/codes", Action::Code, codes::show)
        .get("/studies/{study}/coding/themes/attributes", Action::Code, attributes::show)
        .get("/studies/{study}/coding/themes/saturation", Action::Code, saturation::show)
        .get("/studies/{study}/coding/themes/topics", Action::Code, topics::show)
        .get("/studies/{study}/coding/themes/suggestions", Action::Code, suggest::show)
        .post("/studies/{study}/coding/themes/suggestions", Action::Code, suggest::judge)
}
