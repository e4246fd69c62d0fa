//! The preview: the respondent's own page, as wide as a phone. Nothing that is typed there is kept.

use leptos::prelude::*;
use server::exchange::routing;
use server::http::staff::Around;
use server::http::staff::instruments::Preview;

use super::{back, language_name};
use crate::components::form::select;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Preview) -> String {
    let words = Language::of(&around.language);
    let own = format!("/studies/{}/instruments/{}", view.study.id, view.draft.id);
    let title = view.parsed.title.get(&around.language).to_owned();
    shell::page(around, "instruments", &words.say("preview-title"), || {
        let phone = format!("{own}/phone?language={}&page={}", view.language, view.page);
        view! {
            {back(own.clone(), title.clone())}
            <h1>{words.say("preview-title")}</h1>
            <p class="hint">{words.say("preview-hint")}</p>
            {chooser(&words, view, &own)}
            <iframe class="phone" title=words.say("preview-frame") src=phone></iframe>
            {conditional(&words, view)}
        }
    })
}

fn chooser(words: &Language, view: &Preview, own: &str) -> impl IntoView + use<> {
    let languages = view.parsed.languages.iter().map(|tag| (tag.clone(), language_name(words, tag))).collect();
    let mut pages = vec![("0".to_owned(), words.say("preview-welcome"))];
    let sections = view.parsed.sections.iter().zip(1..);
    pages.extend(sections.map(|(section, page)| (page.to_string(), section.title.get(&view.language).to_owned())));
    view! {
        <form method="get" action=format!("{own}/preview") class="line">
            {select("language", words.say("language"), languages, &view.language)}
            {select("page", words.say("preview-page"), pages, &view.page.to_string())}
            <button class="quiet">{words.say("preview-do")}</button>
        </form>
    }
}

/// What this page asks only after other answers, and after which: whoever signs the words reads these too.
fn conditional(words: &Language, view: &Preview) -> Option<impl IntoView + use<>> {
    let section = view.parsed.sections.get(view.page.checked_sub(1)?)?;
    let whole = section.show_if.as_ref().map(|when| (words.say("preview-part"), when));
    let questions = section.questions.iter();
    let asked = questions.filter_map(|one| Some((one.text.get(&view.language).to_owned(), one.show_if.as_ref()?)));
    let said = Language::of(&view.language);
    let lines: Vec<_> = whole
        .into_iter()
        .chain(asked)
        .map(|(text, when)| {
            let when = routing::in_words(&view.parsed, when, &view.language, &|key, values| said.with(key, values));
            view! { <li lang=view.language.clone()>{text} " — " {said.with("paper-only-if", &[("when", when)])}</li> }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <h2>{words.say("preview-conditional")}</h2> <ul>{lines}</ul> })
}
