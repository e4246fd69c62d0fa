//! Before a file of what people answered or said leaves: a second person's word, and the passphrase once more.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::taking::{Pages, View, Word};

use super::StaffPages;
use crate::components::form::Field;
use crate::language::Language;
use crate::shell;

impl Pages for StaffPages {
    fn taking(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        let lead = words.with("taking-lead", &[("file", view.name.clone())]);
        shell::page(around, "", &words.say("taking-title"), || {
            view! {
                <h1>{words.say("taking-title")}</h1>
                <p>{lead}</p>
                {told(&words, &view.word)}
                {form(&words, view)}
            }
        })
    }
}

/// The passphrase, once somebody else's word is there where it is needed.
fn form(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let action = view.action.clone();
    (!view.word.is_missing()).then(|| {
        view! {
            <form method="post" action=action class="narrow">
                {Field::passphrase("passphrase", words.say("passphrase"), "current-password").hint(words.say("analysis-passphrase")).view()}
                <button>{words.say("analysis-do")}</button>
            </form>
            <p class="hint">{words.say("analysis-recorded")}</p>
        }
    })
}

/// On whose word a file leaves, or who is to be asked first.
pub(super) fn told(words: &Language, word: &Word) -> Option<impl IntoView + use<>> {
    let text = match word {
        Word::Vetted => return None,
        Word::Approved { by, purpose, until } => {
            let values = [("by", by.clone()), ("purpose", purpose.clone()), ("until", until.clone())];
            words.with("taking-approved", &values)
        }
        Word::Alone => words.say("taking-alone"),
        Word::Waits(names) if names.is_empty() => words.say("taking-waits-nobody"),
        Word::Waits(names) => words.with("taking-waits", &[("names", names.join(", "))]),
        Word::Brought(names) => words.with("taking-brought", &[("names", names.join(", "))]),
    };
    Some(view! { <p class="notice">{text}</p> })
}
