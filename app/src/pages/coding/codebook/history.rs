//! Changes of the codebook in words: what stood before, what stands now.

use leptos::prelude::*;
use server::http::staff::coding::codebook::Named;
use server::http::staff::coding::codebook::history::{Entry, Said, Together, View};
use server::http::staff::{Around, Member};

use super::{address, chips, linked, to_tree};
use crate::components::form::button;
use crate::language::Language;
use crate::pages::coding::called;

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("codebook-history");
    super::page(around, &view.member, &title, |words| {
        view! {
            {to_tree(words, &view.member)}
            <h1>{words.say("codebook-history")}</h1>
            <p>{words.say("codebook-history-lead")}</p>
            {list(words, &view.member, &view.entries, "")}
        }
    })
}

/// Changes as a list; `code` is the page to which undoing leads back.
pub(super) fn list(words: &Language, member: &Member, entries: &[Entry], code: &str) -> AnyView {
    if entries.is_empty() {
        return view! { <p class="hint">{words.say("codebook-history-empty")}</p> }.into_any();
    }
    let events = entries.chunk_by(|one, other| one.event == other.event);
    let rows: Vec<_> = events.map(|entries| event(words, member, entries, code)).collect();
    view! { <ul class="changes">{rows}</ul> }.into_any()
}

/// What was done together, and is undone together.
fn event(words: &Language, member: &Member, entries: &[Entry], code: &str) -> Option<impl IntoView + use<>> {
    let (last, first) = (entries.first()?, entries.last()?);
    let versions = match first.version == last.version {
        true => words.with("change-version", &[("version", first.version.to_string())]),
        false => {
            let values = [("first", first.version.to_string()), ("last", last.version.to_string())];
            words.with("change-versions", &values)
        }
    };
    let values = [("versions", versions.clone()), ("name", first.by.clone()), ("day", first.day.clone())];
    let undo = first.undo.then(|| {
        let event = first.event.to_string();
        let hidden = [("event", event.as_str()), ("code", code)];
        button(address(member, "/undo"), words.say("codebook-undo"), &versions, &hidden)
    });
    let changes: Vec<_> = entries.iter().rev().map(|entry| one(words, member, entry)).collect();
    Some(view! { <li><p class="hint">{words.with("change-by", &values)}</p>{changes}{undo}</li> })
}

fn one(words: &Language, member: &Member, entry: &Entry) -> impl IntoView + use<> {
    view! {
        <p>{entry.code.as_ref().map(|code| linked(member, code))} " " {what(words, entry)}</p>
        {before_and_after(words, entry)}
        {more(&entry.what)}
    }
}

/// What happened, without what it happened to.
fn what(words: &Language, entry: &Entry) -> String {
    let name = |code: &Named| ("name", code.name.clone());
    match &entry.what {
        Said::Made => words.say("change-made"),
        Said::Worded(part, before, after) => {
            let part = words.say(&format!("code-part-{}", part.name()));
            let key = match (before.is_empty(), after.is_empty()) {
                (true, _) => "change-worded-new",
                (_, true) => "change-worded-gone",
                _ => "change-worded",
            };
            words.with(key, &[("part", part)])
        }
        Said::Coloured(..) => words.say("change-coloured"),
        Said::Moved(..) => words.say("change-code-moved"),
        Said::Merged(into) => words.with("change-merged", &[name(into)]),
        Said::Split(into) => words.with("change-split", &[("count", into.len().to_string())]),
        Said::Retired => words.say("change-retired"),
        Said::Restored => words.say("change-restored"),
        Said::Grouped(None, _) => words.say("change-grouped-new"),
        Said::Grouped(_, None) => words.say("change-grouped-gone"),
        Said::Grouped(..) => words.say("change-grouped"),
        Said::TakenBack(first, last) if first == last => {
            words.with("change-taken-back", &[("version", first.to_string())])
        }
        Said::TakenBack(first, last) => {
            words.with("change-taken-back-all", &[("first", first.to_string()), ("last", last.to_string())])
        }
    }
}

/// A change in one sentence: of what, and what.
pub(super) fn sentence(words: &Language, entry: &Entry) -> String {
    let said = what(words, entry);
    match &entry.code {
        Some(code) => format!("“{}” {said}", code.name),
        None => said,
    }
}

fn before_and_after(words: &Language, entry: &Entry) -> Option<impl IntoView + use<>> {
    let colour = |colour: &u8| words.say(&format!("colour-{}", colour % 12));
    let place = |name: &Option<String>| name.clone().unwrap_or_else(|| words.say("codebook-top"));
    let (before, after) = match &entry.what {
        Said::Worded(_, before, after) => (before.clone(), after.clone()),
        Said::Coloured(before, after) => (colour(before), colour(after)),
        Said::Moved(before, after) => (place(before), place(after)),
        Said::Grouped(before, after) => (together(words, before.as_ref()), together(words, after.as_ref())),
        _ => return None,
    };
    let line = |key: &str, said: String| (!said.is_empty()).then(|| (words.say(key), said));
    let before = line("change-before", before)
        .map(|(label, said)| view! { <del dir="auto"><span class="sr">{label} ": "</span>{said}</del> });
    let after = line("change-after", after)
        .map(|(label, said)| view! { <ins dir="auto"><span class="sr">{label} ": "</span>{said}</ins> });
    Some(view! { {before} {after} })
}

fn together(words: &Language, group: Option<&Together>) -> String {
    let Some(group) = group else { return String::new() };
    let kind = words.say(if group.exclusive { "group-exclusive-short" } else { "group-together-short" });
    format!("{} ({kind}): {}", called(words, &group.name), group.codes.join(", "))
}

fn more(what: &Said) -> Option<impl IntoView + use<>> {
    match what {
        Said::Split(into) => Some(view! { <p>{chips(into)}</p> }),
        _ => None,
    }
}
