//! One code.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::codebook::code::{Comparison, Fate, View, Why};

use super::{address, back, chips, history, linked, may_keep, notes, of_code, options, to_tree, tree};
use crate::components::code::chip;
use crate::components::form::{button, select};
use crate::components::table;
use crate::language::Language;
use crate::pages::coding::called;

pub(super) fn page(around: &Around, view: &View) -> String {
    super::page(around, &view.member, &view.code.name, |words| {
        view! {
            {to_tree(words, &view.member)}
            {above(words, view)}
            <h1>{chip(&view.code.name, view.code.colour)}</h1>
            {fate(words, view)}
            {back(words, &view.member, &view.back, &view.code.id)}
            {definition(words, view)}
            {carried(words, view)}
            {under(words, view)}
            {groups(words, view)}
            {comparisons(words, view)}
            {may_keep(&view.member).then(|| actions(words, view))}
            {notes::section(words, &view.member, &view.notes, Some(&view.code))}
            <section>
                <h2>{words.say("codebook-history")}</h2>
                {history::list(words, &view.member, &view.history, &view.code.id)}
            </section>
        }
    })
}

fn above(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = view.above.iter().map(|code| view! { {linked(&view.member, code)} " › " }).collect();
    (!links.is_empty()).then(|| view! { <p><span class="sr">{words.say("code-above")}</span> " " {links}</p> })
}

fn fate(words: &Language, view: &View) -> Option<AnyView> {
    match &view.fate {
        Fate::Active => None,
        Fate::Retired => Some(view! { <p class="notice">{words.say("code-is-retired")}</p> }.into_any()),
        Fate::Merged(into) => Some(
            view! { <p class="notice">{words.say("code-is-merged")} " " {linked(&view.member, into)}</p> }.into_any(),
        ),
    }
}

fn definition(words: &Language, view: &View) -> impl IntoView + use<> {
    let parts: Vec<_> = view
        .words
        .iter()
        .map(|(part, said)| {
            let name = words.say(&format!("code-part-{}", part.name()));
            view! { <dt>{name}</dt><dd dir="auto">{said.clone()}</dd> }
        })
        .collect();
    let missing = parts.is_empty().then(|| view! { <p class="hint">{words.say("code-without-words")}</p> });
    let origin = words.say(&format!("code-origin-{}", view.origin.name()));
    let colour = words.say(&format!("colour-{}", view.code.colour % 12));
    view! {
        {missing}
        <dl class="definition">
            {parts}
            <dt>{words.say("code-origin")}</dt><dd>{origin}</dd>
            <dt>{words.say("code-colour")}</dt><dd>{colour}</dd>
        </dl>
    }
}

fn carried(words: &Language, view: &View) -> impl IntoView + use<> {
    let codings = |count: usize| words.with("code-codings", &[("count", count.to_string())]);
    let of = |count: &server::http::staff::coding::codebook::count::Count| {
        let people = table::count(words, count.people, count.smallest);
        view! { {codings(count.codings)} " · " {words.say("code-people")} " " {people} }
    };
    let within = view.within.as_ref().map(|count| view! { <p>{words.say("code-within")} " " {of(count)}</p> });
    let read = format!("/studies/{}/coding/passages?code={}", view.member.study.id, view.code.id);
    let read = (view.own.codings > 0).then(|| view! { <p><a href=read>{words.say("code-read")}</a></p> });
    view! { <section><h2>{words.say("code-carried")}</h2><p>{of(&view.own)}</p>{within}{read}</section> }
}

fn under(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let heading = words.say("code-under");
    (!view.under.is_empty()).then(|| {
        let lines = tree::lines(words, &view.member, &view.under, heading.clone());
        view! { <section><h2>{heading}</h2>{lines}</section> }
    })
}

fn groups(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = view
        .groups
        .iter()
        .map(|(name, exclusive, others)| {
            let kind = words.say(if *exclusive { "group-exclusive" } else { "group-together" });
            view! { <li><strong>{called(words, name)}</strong> ": " {kind} " " {chips(others)}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <section><h2>{words.say("codebook-groups")}</h2><ul>{rows}</ul></section> })
}

fn comparisons(words: &Language, view: &View) -> impl IntoView + use<> {
    let rows: Vec<_> = view.comparisons.iter().map(|one| view! { <li>{comparison(words, one)}</li> }).collect();
    view! { <section><h2>{words.say("code-comparable")}</h2><ul>{rows}</ul></section> }
}

/// Whether figures of this code before and after a version may be put side by side, in words.
fn comparison(words: &Language, one: &Comparison) -> String {
    let version = ("version", one.version.to_string());
    let why = match &one.why {
        Why::Made => return words.with("compare-made", &[version]),
        Why::Reworded(part) => {
            let part = words.say(&format!("code-part-{}", part.name()));
            return words.with("compare-reworded", &[version, ("part", part)]);
        }
        Why::MergedIn(other) => return words.with("compare-merged", &[version, ("name", other.name.clone())]),
        Why::Split => words.with("compare-split", &[version]),
        Why::SplitFrom(old) => words.with("compare-split-from", &[version, ("name", old.name.clone())]),
    };
    let at = match (&one.at, &one.why) {
        (Some(at), Why::SplitFrom(old)) if at.id == old.id => {
            words.with("compare-at-old", &[("name", at.name.clone())])
        }
        (Some(at), Why::Split) if one.is_itself(at) => words.say("compare-at-itself"),
        (Some(at), _) => words.with("compare-at-parent", &[("name", at.name.clone())]),
        (None, _) => words.say("compare-nowhere"),
    };
    format!("{why} {at}")
}

fn actions(words: &Language, view: &View) -> impl IntoView + use<> {
    let at = |rest: &str| of_code(&view.member, &view.code, rest);
    let name = &view.code.name;
    let is_active = view.fate == Fate::Active;
    let under = is_active.then(|| {
        let new = address(&view.member, &format!("/new?parent={}", view.code.id));
        view! { <a class="button quiet" href=new>{words.say("code-new-under")}</a> " " }
    });
    let split =
        is_active.then(|| view! { <a class="button quiet" href=at("/split")>{words.say("code-split")}</a> " " });
    let fate = match view.fate {
        Fate::Active => Some(button(at("/retire"), words.say("code-retire"), name, &[]).into_any()),
        Fate::Retired => Some(button(at("/restore"), words.say("code-restore"), name, &[]).into_any()),
        Fate::Merged(_) => None,
    };
    let merge = (!matches!(view.fate, Fate::Merged(_)) && !view.others.is_empty()).then(|| {
        view! {
            <form method="get" action=at("/merge") class="line">
                {select("into", words.say("code-merge-into"), options(&view.others), "")}
                <button class="quiet">{words.say("code-merge-look")}</button>
            </form>
        }
    });
    view! {
        <section class="card no-print">
            <h2>{words.say("code-change")}</h2>
            <p class="actions">
                <a class="button quiet" href=at("/words")>{words.say("code-reword")}</a> " "
                {under} {split}
            </p>
            {merge}
            {fate}
            <p class="hint">{words.say("code-retire-hint")}</p>
        </section>
    }
}
