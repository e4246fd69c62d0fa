//! Excerpts that were coded earlier in a spreadsheet.

use leptos::prelude::*;
use server::exchange::excerpts::Meaning;
use server::http::staff::Around;
use server::http::staff::coding::sources::excerpts::{Effect, Form, View};

use super::{address, consent, file, language_field, to_list};
use crate::components::form::Field;
use crate::components::problems;
use crate::language::Language;
use crate::pages::results::visible;

pub(super) fn form(around: &Around, view: &Form) -> String {
    let title = Language::of(&around.language).say("excerpts-title");
    super::page(around, &view.member, &title, |words| {
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("excerpts-title")}</h1>
            <p>{words.say("excerpts-lead")}</p>
            <p class="hint">{words.say("bring-source-safety")}</p>
            <form method="post" enctype="multipart/form-data" action=address(&view.member, "/excerpts") class="narrow">
                {file(words, ".csv,.tsv,.xlsx", "excerpts-forms")}
                <button>{words.say("bring-source-look")}</button>
            </form>
        }
    })
}

pub(super) fn preview(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("excerpts-preview");
    super::page(around, &view.member, &title, |words| {
        let wrong = (!view.problems.is_empty()).then(|| {
            view! { <div class="problems" role="alert"><h2>{words.say("problems-heading")}</h2>{problems::list(words, &view.problems, "")}</div> }
        });
        let name = view.file.chars().map(visible).collect::<String>();
        let bring = view
            .effect
            .is_some()
            .then(|| view! { <button name="do" value="bring">{words.say("excerpts-bring")}</button> " " });
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("excerpts-preview")}</h1>
            <p dir="auto">{name}</p>
            <p class="notice">{words.say("preview-nothing-stored")}</p>
            {wrong}
            {view.effect.as_ref().map(|effect| told(words, effect))}
            <form method="post" action=address(&view.member, &format!("/excerpts/{}", view.id))>
                <div class="narrow">
                    {Field::text("title", words.say("record-name")).value(around.typed("title", &view.title)).view()}
                    {language_field(words, around.typed("language", &view.language))}
                    {parted(words, &view.parted)}
                    {consent(words, view.consent.name())}
                </div>
                {columns(words, view)}
                <p class="actions">
                    {bring}
                    <button name="do" value="look" class="quiet">{words.say("preview-again")}</button> " "
                    <button name="do" value="drop" class="quiet">{words.say("preview-drop")}</button>
                </p>
            </form>
        }
    })
}

fn parted(words: &Language, chosen: &str) -> impl IntoView + use<> {
    let options: Vec<_> = [";", ",", "|", "/"]
        .iter()
        .map(|mark| view! { <option value=*mark selected=*mark == chosen>{*mark}</option> })
        .collect();
    view! {
        <div class="field">
            <label class="label" for="parted">{words.say("excerpts-parted")}</label>
            <p class="hint" id="parted-hint">{words.say("excerpts-parted-hint")}</p>
            <select id="parted" name="parted" aria-describedby="parted-hint">{options}</select>
        </div>
    }
}

fn columns(words: &Language, view: &View) -> impl IntoView + use<> {
    let rows: Vec<_> = view
        .columns
        .iter()
        .enumerate()
        .map(|(number, (heading, first, meaning))| column(words, number, heading, first, *meaning))
        .collect();
    view! {
        <fieldset>
            <legend>{words.say("excerpts-columns")}</legend>
            <p class="hint">{words.say("excerpts-columns-hint")}</p>
            {rows}
        </fieldset>
    }
}

fn column(words: &Language, number: usize, heading: &str, first: &str, chosen: Meaning) -> impl IntoView + use<> {
    let shown = |text: &str| -> String { text.chars().map(visible).collect() };
    let (id, name) = (format!("column-{number}"), format!("column.{number}"));
    let options: Vec<_> = Meaning::ALL
        .iter()
        .map(|meaning| {
            let label = words.say(&format!("excerpt-{}", meaning.name()));
            view! { <option value=meaning.name() selected=*meaning == chosen>{label}</option> }
        })
        .collect();
    let example = (!first.is_empty()).then(|| words.with("excerpts-first", &[("value", shown(first))]));
    view! {
        <div class="field narrow">
            <label class="label" for=id.clone()>{shown(heading)}</label>
            <p class="hint" dir="auto">{example}</p>
            <select id=id name=name>{options}</select>
        </div>
    }
}

fn told(words: &Language, effect: &Effect) -> impl IntoView + use<> {
    let counted = [("excerpts", effect.excerpts.to_string()), ("codings", effect.codings.to_string())];
    let sources: Vec<_> = effect
        .sources
        .iter()
        .map(|(title, count)| view! { <li><bdi>{title.clone()}</bdi> " · " {words.with("excerpts-count", &[("count", count.to_string())])}</li> })
        .collect();
    let named = |key: &str, names: &[String]| {
        let said = words.with(key, &[("count", names.len().to_string()), ("names", names.join(", "))]);
        (!names.is_empty()).then(|| view! { <p>{said}</p> })
    };
    let empty = (effect.empty > 0)
        .then(|| view! { <p>{words.with("excerpts-empty-rows", &[("count", effect.empty.to_string())])}</p> });
    let shown: Vec<_> = effect
        .shown
        .iter()
        .map(|(text, codes)| {
            let text: String = text.chars().map(visible).collect();
            view! { <li><p class="said" dir="auto">{text}</p><p class="hint">{codes.join(" · ")}</p></li> }
        })
        .collect();
    view! {
        <section>
            <h2>{words.say("excerpts-effect")}</h2>
            <p>{words.with("excerpts-holds", &counted)}</p>
            <ul>{sources}</ul>
            {named("excerpts-known", &effect.known)}
            {named("excerpts-new", &effect.new)}
            {named("excerpts-unknown", &effect.unknown)}
            {empty}
            <details><summary>{words.say("excerpts-shown")}</summary><ul class="cards">{shown}</ul></details>
        </section>
    }
}
