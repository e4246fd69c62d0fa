//! The codebook: its tree, one code with its words, merging, splitting, groups, history, notes.

mod code;
mod deal;
mod groups;
mod history;
mod merge;
mod notes;
mod split;
mod tree;
mod words;

use leptos::prelude::*;
use server::access::{Action, allows};
use server::http::staff::coding::codebook::{self as book, Named, Pages};
use server::http::staff::{Around, Member};

use crate::components::code::{chip, link};
use crate::components::form::button;
use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn codebook(&self, around: &Around, view: &book::tree::View) -> String {
        tree::page(around, view)
    }

    fn code(&self, around: &Around, view: &book::code::View) -> String {
        code::page(around, view)
    }

    fn code_words(&self, around: &Around, view: &book::words::View) -> String {
        words::page(around, view)
    }

    fn merge(&self, around: &Around, view: &book::merge::View) -> String {
        merge::page(around, view)
    }

    fn split(&self, around: &Around, view: &book::split::View) -> String {
        split::page(around, view)
    }

    fn deal(&self, around: &Around, view: &book::deal::View) -> String {
        deal::page(around, view)
    }

    fn groups(&self, around: &Around, view: &book::groups::View) -> String {
        groups::page(around, view)
    }

    fn codebook_history(&self, around: &Around, view: &book::history::View) -> String {
        history::page(around, view)
    }
}

/// A page of the codebook.
fn page<V: IntoView>(around: &Around, member: &Member, title: &str, body: impl FnOnce(&Language) -> V) -> String {
    let words = Language::of(&around.language);
    super::page(around, member.role, "codebook", title, || body(&words))
}

/// The address of a page of the codebook; empty for the first.
fn address(member: &Member, rest: &str) -> String {
    format!("/studies/{}/coding/codebook{rest}", member.study.id)
}

/// The address of a code, or of something that is done with it.
fn of_code(member: &Member, code: &Named, rest: &str) -> String {
    address(member, &format!("/code/{}{rest}", code.id))
}

/// A code as a link to its page.
fn linked(member: &Member, code: &Named) -> impl IntoView + use<> {
    link(of_code(member, code, ""), &code.name, code.colour)
}

fn may_keep(member: &Member) -> bool {
    allows(member.role, Action::KeepCodebook)
}

/// Codes as options of a list, those under others indented.
fn options(codes: &[(usize, Named)]) -> Vec<(String, String)> {
    let label = |depth: &usize, code: &Named| format!("{}{}", "\u{2003}".repeat(*depth), code.name);
    codes.iter().map(|(depth, code)| (code.id.clone(), label(depth, code))).collect()
}

/// The way back to the tree.
fn to_tree(words: &Language, member: &Member) -> impl IntoView + use<> {
    view! { <p class="back"><a href=address(member, "")>{words.say("codebook-back")}</a></p> }
}

/// What the person did last, with a button that takes it back; or one that does it again.
fn back(words: &Language, member: &Member, back: &book::tree::Back, code: &str) -> Option<impl IntoView + use<>> {
    let action = address(member, "/undo");
    let undo = back.undo.as_ref().map(|(event, entries)| {
        let told = entries.first().map(|entry| history::sentence(words, entry)).unwrap_or_default();
        let more = words.with("codebook-undo-more", &[("count", (entries.len().max(1) - 1).to_string())]);
        let more = (entries.len() > 1).then(|| view! { " " {more} });
        let event = event.to_string();
        let form = button(action.clone(), words.say("codebook-undo"), "", &[("event", &event), ("code", code)]);
        view! { <p class="row"><span>{words.say("codebook-last")} " " {told} {more}</span> {form}</p> }
    });
    let redo = back.redo.map(|event| {
        let event = event.to_string();
        let form = button(action.clone(), words.say("codebook-redo"), "", &[("event", &event), ("code", code)]);
        view! { <p class="row"><span>{words.say("codebook-taken-back")}</span> {form}</p> }
    });
    (undo.is_some() || redo.is_some()).then(|| view! { <div class="no-print">{undo} {redo}</div> })
}

/// Chips of codes in one line.
fn chips(codes: &[Named]) -> impl IntoView + use<> {
    let chips: Vec<_> = codes.iter().map(|code| view! { {chip(&code.name, code.colour)} " " }).collect();
    view! { <span>{chips}</span> }
}
