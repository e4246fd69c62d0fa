//! All codes as a tree, with what carries them; notes on the study.

use leptos::prelude::*;
use server::coding::codebook::Origin;
use server::http::staff::Around;
use server::http::staff::Member;
use server::http::staff::coding::codebook::count::Count;
use server::http::staff::coding::codebook::tree::{Line, View};

use super::{address, back, linked, may_keep, notes};
use crate::components::table;
use crate::language::Language;

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("codebook-title");
    super::page(around, &view.member, &title, |words| {
        let keep = may_keep(&view.member);
        let new = keep.then(|| {
            view! { <a class="button" href=address(&view.member, "/new")>{words.say("codebook-new")}</a> " " }
        });
        let version = words.with("codebook-version", &[("version", view.version.to_string())]);
        view! {
            <h1>{words.say("codebook-title")}</h1>
            <p>{words.say("codebook-lead")} " " {version}</p>
            <p class="actions no-print">
                {new}
                <a class="button quiet" href=address(&view.member, "/groups")>{words.say("codebook-groups")}</a> " "
                <a class="button quiet" href=address(&view.member, "/history")>{words.say("codebook-history")}</a>
            </p>
            {back(words, &view.member, &view.back, "")}
            {codes(words, view)}
            {retired(words, view)}
            {notes::section(words, &view.member, &view.notes, None)}
        }
    })
}

fn codes(words: &Language, view: &View) -> AnyView {
    if view.lines.is_empty() {
        return view! { <p class="notice">{words.say("codebook-empty")}</p> }.into_any();
    }
    let hint = words.say("codebook-counts");
    view! { {lines(words, &view.member, &view.lines, words.say("codebook-title"))} <p class="hint">{hint}</p> }
        .into_any()
}

fn retired(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let heading = words.with("codebook-retired", &[("count", view.retired.len().to_string())]);
    (!view.retired.is_empty()).then(|| {
        let table = lines(words, &view.member, &view.retired, heading.clone());
        view! { <details><summary>{heading}</summary>{table}</details> }
    })
}

/// Codes with their counts as a table.
pub(super) fn lines(words: &Language, member: &Member, lines: &[Line], caption: String) -> impl IntoView + use<> {
    let heads = ["codebook-code", "codebook-codings", "codebook-people"].map(|key| words.say(key));
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let rows: Vec<_> = lines.iter().map(|line| row(words, member, line)).collect();
    let label = caption.clone();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=label>
            <table class="codes">
                <caption class="sr">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(words: &Language, member: &Member, line: &Line) -> impl IntoView + use<> {
    let class = format!("depth-{}", line.depth.min(4));
    let emerged = (line.origin == Origin::Emerged).then(|| words.say("codebook-emerged"));
    let changed = line.changed.map(|version| words.with("codebook-since", &[("version", version.to_string())]));
    let marks: Vec<String> = [emerged, changed].into_iter().flatten().collect();
    let marks = (!marks.is_empty()).then(|| view! { <p class="hint">{marks.join(" · ")}</p> });
    let definition = (!line.definition.is_empty()).then(|| view! { <p class="hint">{line.definition.clone()}</p> });
    view! {
        <tr>
            <th scope="row"><div class=class>{linked(member, &line.code)} " " {definition} " " {marks}</div></th>
            <td data-label=words.say("codebook-codings")>{codings(words, &line.own, line.within.as_ref())}</td>
            <td data-label=words.say("codebook-people")>{people(words, &line.own, line.within.as_ref())}</td>
        </tr>
    }
}

/// How many codings: with those under it first, its own beside.
fn codings(words: &Language, own: &Count, within: Option<&Count>) -> impl IntoView + use<> {
    let own_too = within.map(|_| words.with("codebook-own", &[("count", own.codings.to_string())]));
    let all = within.unwrap_or(own).codings;
    view! { {all} " " {own_too.map(|own| view! { <br /><span class="hint">{own}</span> })} }
}

/// How many people: with those under it first, its own beside.
fn people(words: &Language, own: &Count, within: Option<&Count>) -> impl IntoView + use<> {
    let all = within.unwrap_or(own);
    let own_too = within.map(|_| {
        let count = table::count(words, own.people, own.smallest);
        view! { <br /><span class="hint">{words.say("codebook-own-people")} " " {count}</span> }
    });
    view! { {table::count(words, all.people, all.smallest)} {own_too} }
}
