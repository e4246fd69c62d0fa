//! Translations beside what was said.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::sources::{translate, whole};

use super::{address, file, language_name, language_of, to_list};
use crate::components::form::button;
use crate::islands::inside;
use crate::language::Language;
use crate::pages::results::{text, visible};

pub(super) fn one(around: &Around, view: &translate::View) -> String {
    let title = Language::of(&around.language).say("translate-title");
    super::page(around, &view.member, &title, |words| {
        let at = address(&view.member, &format!("/passage/{}", view.passage));
        let coded = (view.codings > 0).then(|| view! { <p class="notice">{words.say("error-translation-coded")}</p> });
        let remove =
            view.is_translated.then(|| button(at.clone(), words.say("translate-remove"), "", &[("do", "remove")]));
        view! {
            {way_back(words, view)}
            <h1>{words.say("translate-title")}</h1>
            <p class="hint">{facts(words, view).join(" · ")}</p>
            <p class="said" dir="auto" lang=view.language.clone()>{view.text.chars().map(visible).collect::<String>()}</p>
            {coded}
            <form method="post" action=at.clone() class="narrow">
                {language_of(words, "translate-language", around.typed("language", &view.translation.0))}
                <div class="field">
                    <label class="label" for="words">{words.say("translate-words")}</label>
                    <p class="hint" id="words-hint">{words.say("translate-words-hint")}</p>
                    <textarea id="words" name="words" dir="auto" autocomplete="off" aria-describedby="words-hint">{inside(&around.typed("words", &view.translation.1))}</textarea>
                </div>
                <button>{words.say("translate-keep")}</button>
            </form>
            {remove}
        }
    })
}

fn facts(words: &Language, view: &translate::View) -> Vec<String> {
    let facts = [
        text(words, &view.title),
        text(words, &view.question),
        view.speaker.clone(),
        language_name(words, &view.language),
    ];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect()
}

fn way_back(words: &Language, view: &translate::View) -> impl IntoView + use<> {
    let (rest, label) = match view.passage.source() {
        Some(source) => (format!("/source/{source}"), text(words, &view.title)),
        None => ("/answers".to_owned(), words.say("answers-title")),
    };
    view! { <p class="back"><a href=address(&view.member, &rest)>{label}</a></p> }
}

pub(super) fn whole(around: &Around, view: &whole::View) -> String {
    let title = Language::of(&around.language).say("whole-title");
    super::page(around, &view.member, &title, |words| {
        let at = |rest: &str| address(&view.member, &format!("/source/{}{rest}", view.id));
        let known = view.translated.as_ref().map(|tag| {
            let said = words.with("whole-known", &[("language", language_name(words, tag))]);
            view! {
                <p class="notice">{said}</p>
                {button(at("/translation/remove"), words.say("whole-remove"), "", &[])}
            }
        });
        let lead = words.with("whole-lead", &[("turns", view.turns.to_string())]);
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("whole-title")}</h1>
            <p><a href=at("")><bdi>{view.title.clone()}</bdi></a></p>
            {known}
            <p>{lead}</p>
            <p><a href=at("/translation.csv")>{words.say("whole-sheet")}</a></p>
            <form method="post" enctype="multipart/form-data" action=at("/translation") class="narrow">
                {language_of(words, "translate-language", if view.language == "en" { "es".to_owned() } else { "en".to_owned() })}
                {file(words, ".txt,.docx,.csv,.tsv,.vtt,.srt", "whole-forms")}
                <button>{words.say("whole-keep")}</button>
            </form>
        }
    })
}
