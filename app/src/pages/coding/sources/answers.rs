//! Open answers in other languages with their translations.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::sources::answers::{Said, View};

use super::{address, language_name, pages, to_list};
use crate::language::Language;
use crate::pages::results::{text, visible};

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("answers-title");
    super::page(around, &view.member, &title, |words| {
        let counted = [("all", view.total.to_string()), ("translated", view.translated.to_string())];
        let answers: Vec<_> = view.answers.iter().map(|said| one(words, view, said)).collect();
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("answers-title")}</h1>
            <p>{words.with("answers-lead", &counted)}</p>
            <ul class="cards">{answers}</ul>
            {pages(words, &address(&view.member, "/answers"), view.page, view.pages)}
        }
    })
}

fn one(words: &Language, view: &View, said: &Said) -> impl IntoView + use<> {
    let shown = |text: &str| -> String { text.chars().take(2_000).map(visible).collect() };
    let facts = [text(words, &said.question), said.wave.clone(), language_name(words, &said.language)];
    let beside =
        said.translation.as_ref().map(|text| view! { <p class="said translated" dir="auto">{shown(text)}</p> });
    let link = words.say(if beside.is_some() { "turn-translation" } else { "turn-translate" });
    let at = address(&view.member, &format!("/passage/{}", said.passage));
    let about: String = said.text.chars().take(40).map(visible).collect();
    view! {
        <li id=said.passage.to_string()>
            <p class="hint">{facts.join(" · ")}</p>
            <div class="beside"><p class="said" dir="auto" lang=said.language.clone()>{shown(&said.text)}</p>{beside}</div>
            <p><a href=at>{link}<span class="sr">": " {about}</span></a></p>
        </li>
    }
}
