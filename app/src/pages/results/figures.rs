//! The figures of one collection: filter, factors, questions, files.

use instruments::WordingSource;
use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::results::figures::View;

use super::{factors, question, text};
use crate::components::form::select;
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
            {unreadable}
            <p class="hint">{small} " " {words.say("interval-note")}</p>
            {filter(&words, view)}
            {files(&words, view)}
            {factors::factors(&words, view)}
            {sections}
        }
    })
}

/// Whose items they are: never without it.
fn wording(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let wording = view.wording.as_ref()?;
    let paraphrase =
        (wording.source == WordingSource::Paraphrase).then(|| view! { <p>{words.say("results-paraphrase")}</p> });
    Some(view! { <div class="notice"><p>{text(words, &wording.acknowledgement)}</p>{paraphrase}</div> })
}

fn filter(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.sites.len() < 2 {
        return None;
    }
    let all = (String::new(), words.say("response-all"));
    let sites = view.sites.iter().map(|site| (site.id.clone(), site.name.clone()));
    let options = std::iter::once(all).chain(sites).collect();
    let chosen = view.site.clone().unwrap_or_default();
    Some(view! {
        <form method="get" class="row">
            {select("site", words.say("filter-site"), options, &chosen)}
            <button class="quiet">{words.say("filter-do")}</button>
        </form>
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
                <a class="button quiet" download href=format!("{base}/data.csv{site}")>{words.say("export-data")}</a> " "
                <a class="button quiet" download href=format!("{base}/dictionary.csv")>{words.say("export-dictionary")}</a>
            </p>
        }
    })
}
