//! Keying answers in from paper: one dense page, a field for each line, by keyboard alone. The numbers are those on the
//! paper; Tab goes on, Enter sends.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::paper::{Keying, Line, Part, Takes};

use super::paper::mark_words;
use super::say;
use crate::components::form::select;

/// The form.
pub fn page(around: &Around, view: &Keying) -> impl IntoView + use<> {
    let parts = view.parts.iter().map(|shown| part(around, shown, &view.language)).collect_view();
    let other = view.languages.iter().filter(|tag| **tag != view.language);
    let others = other
        .map(|tag| view! { <a href=format!("{}?language={tag}", view.action)>{super::own_name(tag)}</a> " " })
        .collect_view();
    view! {
        <h1>{say("keying-title")} ": " {view.instrument.title.get(&view.language).to_owned()}</h1>
        <p class="hint">{say("keying-hint")} " " {others}</p>
        <form method="post" action=view.action.clone() autocomplete="off" class="keying" lang=view.language.clone()>
            <input type="hidden" name="_once" value=view.once.clone() />
            <input type="hidden" name="_language" value=view.language.clone() />
            {select("_site", say("keying-site"), view.sites.clone(), &around.typed("_site", &view.site))}
            {parts}
            <p class="go"><button>{say("keying-do")}</button></p>
        </form>
    }
}

fn part(around: &Around, part: &Part, tag: &str) -> impl IntoView + use<> {
    let mut before = String::new();
    let lines: Vec<_> = part
        .lines
        .iter()
        .map(|line| {
            let marks = line
                .marks
                .iter()
                .map(|mark| format!("{} {}", mark.0, mark_words(mark)))
                .collect::<Vec<_>>()
                .join(" · ");
            // The same answers are said once for a run of lines.
            let said = (marks != before && !marks.is_empty()).then(|| marks.clone());
            before = marks;
            draw(around, line, said)
        })
        .collect();
    let _ = tag;
    view! { <section><h2>{part.title.clone()}</h2> {lines}</section> }
}

fn draw(around: &Around, line: &Line, said: Option<String>) -> impl IntoView + use<> {
    let above = line.above.clone().map(|words| view! { <p class="label">{words}</p> });
    let said = said.map(|marks| view! { <p class="hint">{marks}</p> });
    let (key, typed) = (line.key.clone(), around.typed(&line.key, ""));
    let wide = matches!(line.takes, Takes::Words | Takes::LongWords);
    let keyboard = if wide { "text" } else { "numeric" };
    let class = if wide { "wide" } else { "" };
    view! {
        {above}
        {said}
        <p class="key"><input type="text" inputmode=keyboard autocomplete="off" spellcheck="false" class=class id=key.clone() name=key.clone() value=typed /><label for=key.clone()>{line.words.clone()}</label></p>
    }
}
