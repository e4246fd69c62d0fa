//! Instruments of a study: taken from the library or uploaded, reworded, translated, previewed, reviewed, published.
//! What may be published is decided in [`crate::publishing`].

mod desk;
mod files;
mod preview;
mod publish;
mod shelf;
mod translation;
mod versions;
mod words;

use ::instruments::Instrument;

pub use desk::Desk;
pub use preview::Preview;
pub use shelf::{Row, Shelf};
pub use versions::History;
pub use words::{Part, Wording, WordingLine};

use super::{Around, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::publishing::Interface;
use crate::store::{self, instruments::Instrument as Draft};
use crate::{Error, Result};

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// All instruments of the study, and the library.
    fn shelf(&self, around: &Around, view: &Shelf) -> String;
    /// One instrument: how far it is, and all that can be done with it.
    fn desk(&self, around: &Around, view: &Desk) -> String;
    /// The words of one part in one language, to reword or to translate.
    fn wording(&self, around: &Around, view: &Wording) -> String;
    /// Published versions, and what changed between two.
    fn history(&self, around: &Around, view: &History) -> String;
    /// The preview: a phone with the respondent's page in it.
    fn preview(&self, around: &Around, view: &Preview) -> String;
    /// The shipped words that respondents meet in one language: key and text.
    fn interface(&self, language: &str) -> Vec<(String, String)>;
    /// Languages in which words are shipped.
    fn languages(&self) -> Vec<String>;
    /// Whether a word of the interface can be read as such (its placeholders and cases are well formed).
    fn is_sound(&self, text: &str) -> bool;
    /// The words for a key, for what is not a page: review packets, spreadsheets.
    fn say(&self, language: &str, key: &str, values: &[(&'static str, String)]) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    let at = |rest: &str| format!("/studies/{{study}}/instruments{rest}");
    Routes::new()
        .get(&at(""), Action::SeeStudy, shelf::show)
        .post(&at("/add"), Action::DesignInstruments, shelf::add)
        .post(&at("/upload"), Action::DesignInstruments, shelf::upload)
        .get(&at("/{id}"), Action::SeeStudy, desk::show)
        .post(&at("/{id}/remove"), Action::DesignInstruments, desk::remove)
        .get(&at("/{id}/toml"), Action::SeeStudy, files::download)
        .post(&at("/{id}/toml"), Action::DesignInstruments, files::replace)
        .post(&at("/{id}/overlay"), Action::DesignInstruments, files::lay_over)
        .get(&at("/{id}/packet/{language}"), Action::SeeStudy, files::packet)
        .get(&at("/{id}/words"), Action::DesignInstruments, words::show)
        .post(&at("/{id}/words"), Action::DesignInstruments, words::save)
        .post(&at("/{id}/language"), Action::DesignInstruments, words::add_language)
        .get(&at("/{id}/sheet/{language}"), Action::DesignInstruments, translation::download)
        .post(&at("/{id}/sheet/{language}"), Action::DesignInstruments, translation::upload)
        .post(&at("/{id}/sign"), Action::DesignInstruments, publish::sign)
        .post(&at("/{id}/publish"), Action::Publish, publish::publish)
        .get(&at("/{id}/versions"), Action::SeeStudy, versions::show)
        .get(&at("/{id}/preview"), Action::SeeStudy, preview::show)
        .get(&at("/{id}/phone"), Action::SeeStudy, preview::phone)
        .post(&at("/{id}/phone"), Action::SeeStudy, preview::turn)
}

/// The draft that an address names.
async fn draft(state: &State, member: &Member, id: &str) -> Result<Draft> {
    store::instruments::find(&state.store, &member.study.id, id).await?.ok_or(Error::NotFound)
}

/// The title of an instrument in a language; the id in its file where it cannot be read.
pub(super) fn title(draft: &Draft, language: &str) -> String {
    let title = ::instruments::parse(&draft.draft).map(|parsed| parsed.title.get(language).to_owned());
    title.ok().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| draft.name.clone())
}

/// A draft that can be read, or why it cannot.
fn read(draft: &Draft) -> Result<Instrument> {
    ::instruments::parse(&draft.draft).map_err(Error::Problems)
}

/// The words that respondents meet: the shipped ones with this deployment's own over them.
pub async fn interface(state: &State) -> Result<Interface> {
    let mut interface = Interface::default();
    for language in state.staff_pages.languages() {
        let words = state.staff_pages.interface(&language).into_iter().collect();
        interface.0.insert(language, words);
    }
    let known: Vec<String> = interface.keys().map(str::to_owned).collect();
    for word in store::words::all(&state.store).await? {
        if known.contains(&word.key) {
            interface.0.entry(word.language).or_default().insert(word.key, word.text);
        }
    }
    Ok(interface)
}

/// The address of an instrument's page.
fn address(member: &Member, id: &str) -> String {
    format!("/studies/{}/instruments/{id}", member.study.id)
}
