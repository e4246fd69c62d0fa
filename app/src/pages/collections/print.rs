//! What is printed: a poster for a link, a sheet of codes. For survivors a poster tells nothing to those who pass by.

use instruments::{Audience, WordingSource};
use leptos::prelude::*;
use server::http::assets;
use server::http::staff::collections::{CodeSheet, Poster};
use server::store::links::Mode;

use crate::language::{Language, language};

/// A page without navigation, for paper.
pub(in crate::pages) fn sheet<V: IntoView>(tag: &str, title: String, body: impl FnOnce() -> V) -> String {
    let html = Owner::new().with(|| {
        let language = Language::of(tag);
        provide_context(language.clone());
        let (tag, direction) = (language.0.to_string(), language.direction());
        let content = body();
        view! {
            <html lang=tag dir=direction>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{title}</title>
                    <link rel="icon" href="data:," />
                    <link rel="stylesheet" href=assets::address("app.css") />
                    <link rel="stylesheet" href=assets::address("staff.css") />
                </head>
                <body class="staff sheet"><main>{content}</main></body>
            </html>
        }
        .to_html()
    });
    format!("<!doctype html>{html}")
}

/// A poster for one link.
pub(super) fn poster(view: &Poster) -> String {
    let first = view.languages.first().map_or("en", String::as_str);
    let title = Language::of(first).say("poster-title");
    sheet(first, title, || {
        let heads: Vec<_> = view.languages.iter().map(|tag| heading(view, tag)).collect();
        let feet: Vec<_> = view.languages.iter().map(|tag| foot(view, tag)).collect();
        view! {
            {warning(view.here_only)}
            <p class="no-print" lang="en"><a href=view.back.clone()>"‹ " {Language::of("en").say("links-title")}</a></p>
            <p class="hint no-print">{language().say("print-hint")}</p>
            <div class="poster">
                {heads}
                <div class="qr" inner_html=view.picture.clone()></div>
                <p class="address">{bare(&view.address)}</p>
                {feet}
            </div>
        }
    })
}

/// Before anything is printed: an address of this machine leads nobody anywhere.
pub(super) fn warning(here_only: bool) -> Option<impl IntoView + use<>> {
    // A word for staff, whatever language the poster is in.
    here_only.then(|| view! { <p class="notice no-print" lang="en">{Language::of("en").say("print-here-only")}</p> })
}

/// An address as it is typed.
pub(super) fn bare(address: &str) -> String {
    address.trim_start_matches("https://").trim_start_matches("http://").to_owned()
}

fn heading(view: &Poster, tag: &str) -> AnyView {
    let words = Language::of(tag);
    let heading = match view.audience {
        Audience::Survivors => words.say("poster-bland"),
        _ => view.parsed.title.get(tag).to_owned(),
    };
    // A page has one main heading; the same words in another language stand below it, as large.
    let heading = match view.languages.first().is_some_and(|first| first == tag) {
        true => view! { <h1>{heading}</h1> }.into_any(),
        false => view! { <h2>{heading}</h2> }.into_any(),
    };
    view! { <section lang=tag.to_owned()>{heading} <p>{words.say("poster-scan")}</p></section> }.into_any()
}

fn foot(view: &Poster, tag: &str) -> AnyView {
    let words = Language::of(tag);
    let minutes = words.with("poster-minutes", &[("minutes", view.parsed.minutes.to_string())]);
    let code = (view.link.mode != Mode::Open)
        .then(|| view! { <p>{words.say(&format!("poster-{}", view.link.mode.name()))}</p> });
    // A poster for survivors tells nothing about what is asked.
    let owed = view.parsed.wording.as_ref().filter(|_| view.audience != Audience::Survivors).map(|wording| {
        let is_ours = wording.source == WordingSource::Paraphrase;
        let mark = if is_ours { words.say("paraphrase") } else { String::new() };
        view! { <p class="hint">{wording.acknowledgement.get(tag).to_owned()} " " {mark}</p> }
    });
    view! { <section lang=tag.to_owned()><p>{minutes}</p> {code} {owed}</section> }.into_any()
}

/// Codes to cut out, or the news that they were shown before.
pub(super) fn codes(view: &CodeSheet) -> String {
    let words = Language::of(&view.language);
    let about = if view.shared { "shared-code" } else { "codes" };
    let title = words.say(&format!("{about}-title"));
    sheet(&view.language, title.clone(), || {
        let slip = |code: &String| view! { <li>{how(view)} <strong class="code">{code.clone()}</strong></li> };
        let slips: Vec<_> = view.codes.iter().map(slip).collect();
        let hint = words.say(&format!("{about}-{}", if slips.is_empty() { "gone" } else { "hint" }));
        view! {
            <p class="no-print"><a href=view.back.clone()>"‹ " {words.say("links-title")}</a></p>
            <h1 class="no-print">{title}</h1>
            {warning(view.here_only)}
            <p class="notice no-print">{hint}</p>
            <ul class="slips">{slips}</ul>
        }
    })
}

/// What to do with a code, in every language that is offered; a language without words of its own adds none.
fn how(view: &CodeSheet) -> Vec<AnyView> {
    let address = bare(&view.address);
    let mut said: Vec<(String, String)> = Vec::new();
    for tag in &view.languages {
        let words = Language::of(tag).with("codes-slip", &[("address", address.clone())]);
        if said.iter().all(|(_, before)| *before != words) {
            said.push((tag.clone(), words));
        }
    }
    said.into_iter().map(|(tag, words)| view! { <span lang=tag>{words}</span> " " }.into_any()).collect()
}
