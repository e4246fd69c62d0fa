//! Quotes that may be public: approved, and said by somebody who agreed to it or was told so. Nothing more is said about a
//! speaker than was approved.

use crate::coding::quote::{Attribution, Quote};
use crate::coding::source::Consent;
use crate::http::State;
use crate::http::staff::coding::quotes::view::Said;
use crate::release::{Choice, Quoted};
use crate::workspace::{Desk, Workspace};

/// All that may be public.
pub(super) fn public(state: &State, workspace: &Workspace, language: &str) -> Vec<Quoted> {
    let desk = workspace.read();
    let approved = desk.coding.quotes.values().filter(|quote| quote.is_approved());
    approved.filter_map(|quote| one(state, &desk, quote, language)).collect()
}

/// Those of a choice, in its order; what was taken back since is not among them.
pub(super) fn chosen(state: &State, workspace: &Workspace, choice: &Choice) -> Vec<Quoted> {
    let public = public(state, workspace, &choice.language);
    choice.quotes.iter().filter_map(|id| public.iter().find(|quote| quote.quote == *id).cloned()).collect()
}

fn one(state: &State, desk: &Desk, quote: &Quote, language: &str) -> Option<Quoted> {
    let about = &desk.passages.get(&quote.passage)?.about;
    let consent = || desk.sources.get(&about.from).map_or(Consent::Counted, |source| source.consent);
    if about.is_turn && consent() != Consent::Quoted {
        return None;
    }
    let said = Said {
        attribution: quote.attribution,
        audience: about.audience,
        wave: about.wave_name.clone(),
        site: about.site_name.clone(),
    };
    let whose = match quote.attribution {
        Attribution::Nobody => String::new(),
        _ => state.staff_pages.attribution(language, &said),
    };
    let (words, language) = (desk.say(&quote.text).to_owned(), about.language.clone());
    (!words.is_empty()).then(|| Quoted { quote: quote.id.clone(), text: quote.text.clone(), words, language, whose })
}
