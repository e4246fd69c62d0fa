//! The figures of one collection: filter, factors, questions, files.

use instruments::WordingSource;
use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::results::figures::View;

use super::response::brought;
use super::{beside, everybody, factors, population, question, text};
use crate::components::form::select;
use crate::components::script::script;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let name = words.with("collection-name", &[("title", text(&words, &view.title)), ("wave", view.wave.clone())]);
    let study = &view.member.study.id;
    shell::page(around, "results", &name, || {
        let rehearsal = view.rehearsal.then(|| view! { <p class="notice">{words.say("results-rehearsal")}</p> });
        let unreadable = (view.unreadable > 0).then(|| {
            let sentence = words.with("results-unreadable", &[("count", view.unreadable.to_string())]);
            view! { <p class="problem">{sentence}</p> }
        });
        let base = words.with("results-base", &[("count", view.responses.to_string())]);
        let small = words.with("small-cell-note", &[("smallest", view.smallest.to_string())]);
        let sections: Vec<_> = view.sections.iter().map(|section| question::section(&words, view, section)).collect();
        view! {
            <p><a href=format!("/studies/{study}/results")>{words.say("results-back")}</a></p>
            <h1>{name.clone()}</h1>
            {rehearsal}
            {wording(&words, view)}
            <p>{base}</p>
            {everybody::response(&words, view)}
            {brought(&words, &view.imports)}
            {weights(&words, view)}
            {population::findings(&words, view)}
            {unreadable}
            <p class="hint">{small} " " {words.say("interval-note")}</p>
            {filter(&words, view)}
            {files(&words, view)}
            {factors::factors(&words, view)}
            {sections}
            {script(&words, study, "figures-code-note", view.script.as_ref())}
        }
    })
}

/// Whose items they are: never without it.
fn wording(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let wording = view.wording.as_ref()?;
    let source = words.say(match wording.source {
        WordingSource::Paraphrase => "results-paraphrase",
        WordingSource::Official => "results-official",
    });
    let others = beside::reworded(words, view);
    Some(view! { <div class="notice"><p>{text(words, &wording.acknowledgement)}</p><p>{source}</p>{others}</div> })
}

/// Weights are kept and not used: who reads the figures must know.
fn weights(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let sentence = words.with("results-weighted", &[("count", view.weighted.to_string())]);
    (view.weighted > 0).then(|| view! { <p class="notice">{sentence}</p> })
}

fn filter(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let sites = (view.sites.len() > 1).then(|| {
        let all = (String::new(), words.say("response-all"));
        let sites = view.sites.iter().map(|site| (site.id.clone(), site.name.clone()));
        select(
            "site",
            words.say("filter-site"),
            std::iter::once(all).chain(sites).collect(),
            view.site.as_deref().unwrap_or_default(),
        )
    });
    let versions = (view.versions.len() > 1).then(|| {
        let named = |(hash, number): &(String, i64)| {
            let name = match number {
                0 => words.say("filter-draft"),
                number => words.with("version-name", &[("number", number.to_string())]),
            };
            (hash.clone(), name)
        };
        select("version", words.say("filter-version"), view.versions.iter().map(named).collect(), &view.version)
    });
    (sites.is_some() || versions.is_some()).then(|| {
        view! { <form method="get" class="row">{sites} {versions} <button class="quiet">{words.say("filter-do")}</button></form> }
    })
}

fn files(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let base = format!("/studies/{}/results/{}", view.member.study.id, view.collection);
    let site = view.site.as_ref().map(|site| format!("?site={site}")).unwrap_or_default();
    view.may_export.then(|| {
        view! {
            <h2>{words.say("export-title")}</h2>
            <p>{words.say("export-note")}</p>
            <p>
                <a class="button quiet" href=format!("{base}/data.csv{site}")>{words.say("export-data")}</a> " "
                <a class="button quiet" download href=format!("{base}/dictionary.csv")>{words.say("export-dictionary")}</a>
            </p>
        }
    })
}
