//! Reading and coding: the list (`page`), what it is filtered by (`filters`), one passage or portion with what is coded
//! in it (`item`, `words`, `marks`, `forms`), and the pad that a script brings to life (`pad`).

mod filters;
mod forms;
mod item;
mod labels;
mod marks;
mod pad;
mod page;
mod words;

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::passages::{Changed, Deed, Pages, Pick, Said, View, WITHIN};

use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn passages(&self, around: &Around, view: &View) -> String {
        page::page(around, view)
    }

    fn pieces(&self, language: &str, changed: &Changed) -> Vec<(String, String)> {
        let words = Language::of(language);
        Owner::new().with(|| page::pieces(&words, changed))
    }

    fn said(&self, language: &str, said: &Said) -> String {
        sentence(&Language::of(language), said)
    }
}

fn sentence(words: &Language, said: &Said) -> String {
    let of = |key: &str, code: &str| words.with(key, &[("code", code.to_owned())]);
    match said {
        Said::Coded(quote, code) if quote.is_empty() => of("said-coded-whole", code),
        Said::Coded(quote, code) => words.with("said-coded", &[("words", quote.clone()), ("code", code.clone())]),
        Said::Uncoded(code) => of("said-uncoded", code),
        Said::Noted => words.say("said-noted"),
        Said::NoteGone => words.say("said-note-gone"),
        Said::Undone(what) => words.with("said-undone", &[("deed", deed(words, what))]),
        Said::Redone(what) => words.with("said-redone", &[("deed", deed(words, what))]),
        Said::Kept => words.say("said-kept"),
        Said::Locked => words.say("said-locked"),
        Said::Refused(code, value) => words.with(&format!("error-{code}"), &[("value", value.clone())]),
    }
}

/// Something that was done: “coding with Rent”.
fn deed(words: &Language, deed: &Deed) -> String {
    words.with(&format!("deed-{}", deed.act), &[("code", deed.code.clone())])
}

/// What a code is called, also when its words were taken back.
fn name(words: &Language, code: &Pick) -> String {
    if code.name.is_empty() { words.say("code-nameless") } else { code.name.clone() }
}

/// A code with those above it.
fn path(words: &Language, code: &Pick) -> String {
    let above = code.above.iter().cloned();
    above.chain([name(words, code)]).collect::<Vec<_>>().join(WITHIN)
}
