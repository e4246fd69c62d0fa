//! All transcripts.

use leptos::prelude::*;
use server::access::{Action, allows};
use server::http::staff::Around;
use server::http::staff::coding::sources::list::{Line, View};

use super::{address, language_name, may_bring, undo};
use crate::language::Language;

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("sources-title");
    super::page(around, &view.member, &title, |words| {
        let bring = may_bring(&view.member).then(|| {
            let excerpts = allows(view.member.role, Action::KeepCodebook).then(|| {
                view! { <a class="button quiet" href=address(&view.member, "/excerpts")>{words.say("excerpts-title")}</a> }
            });
            view! {
                <p class="actions">
                    <a class="button" href=address(&view.member, "/bring")>{words.say("bring-source")}</a> " "
                    {excerpts}
                </p>
            }
        });
        let empty = view.sources.is_empty().then(|| view! { <p class="notice">{words.say("sources-none")}</p> });
        let sources: Vec<_> = view.sources.iter().map(|line| one(words, view, line)).collect();
        let foreign = (view.foreign > 0).then(|| {
            let label = words.with("sources-foreign", &[("count", view.foreign.to_string())]);
            view! { <p><a href=address(&view.member, "/answers")>{label}</a></p> }
        });
        view! {
            <h1>{words.say("sources-title")}</h1>
            <p>{words.say("sources-lead")}</p>
            {bring}
            {undo(words, &view.member, view.last.as_ref())}
            {empty}
            <ul class="cards">{sources}</ul>
            {foreign}
        }
    })
}

fn one(words: &Language, view: &View, line: &Line) -> impl IntoView + use<> {
    let kind = words.say(&format!("source-kind-{}", line.kind));
    let facts = [kind, line.wave.clone(), line.site.clone(), line.week.clone(), language_name(words, &line.language)];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let counted =
        |key: &str, count: usize| words.with(key, &[("count", count.to_string()), ("all", line.turns.to_string())]);
    let translated = (line.translated > 0).then(|| format!(" · {}", counted("source-translated", line.translated)));
    view! {
        <li>
            <h2><a href=address(&view.member, &format!("/source/{}", line.id))><bdi>{line.title.clone()}</bdi></a></h2>
            <p>{facts.join(" · ")}</p>
            <p class="hint">{counted("source-turns", line.turns)} " · " {counted("source-coded", line.coded)} " " {translated}</p>
        </li>
    }
}
