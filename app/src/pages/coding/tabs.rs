//! The frame of the coding pages: the study's frame with the parts of coding under it.

use leptos::prelude::*;
use server::access::{Action, Role, allows};
use server::http::staff::Around;

use crate::language::Language;
use crate::shell;

/// The parts, each with what one must be allowed to do there.
const PARTS: &[(&str, Action)] = &[
    ("passages", Action::Code),
    ("search", Action::Code),
    ("codebook", Action::Code),
    ("sources", Action::Code),
    ("rounds", Action::Code),
    ("rounds", Action::CloseRounds),
    ("themes", Action::Code),
    ("redaction", Action::Redact),
    ("quotes", Action::Code),
    ("exchange", Action::Export),
];

/// Draws a page of coding. `part` is the last part of its tab's address; the first page has none.
pub(crate) fn page<V: IntoView>(
    around: &Around,
    role: Role,
    part: &'static str,
    title: &str,
    body: impl FnOnce() -> V,
) -> String {
    let words = Language::of(&around.language);
    let study = around.study.as_ref().map(|study| study.id.clone()).unwrap_or_default();
    let tabs = tabs(&words, &study, role, part);
    shell::page(around, "coding", title, || view! { {tabs} {body()} })
}

fn tabs(words: &Language, study: &str, role: Role, current: &str) -> impl IntoView + use<> {
    let mut shown: Vec<&str> = Vec::new();
    for (part, action) in PARTS {
        if allows(role, *action) && !shown.contains(part) {
            shown.push(part);
        }
    }
    let entries: Vec<_> = shown
        .into_iter()
        .map(|part| {
            let address = format!("/studies/{study}/coding/{part}");
            let label = words.say(&format!("coding-{part}"));
            view! { <li><a href=address aria-current=(part == current).then_some("page")>{label}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=words.say("coding-title")><ul>{entries}</ul></nav> }
}
