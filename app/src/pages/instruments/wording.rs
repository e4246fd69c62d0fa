//! Rewording and translating by plain forms, one part of the instrument on a page.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::instruments::{Part, Wording, WordingLine};

use super::{back, language_name};
use crate::components::form::select;
use crate::islands;
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Wording) -> String {
    let words = Language::of(&around.language);
    let own = format!("/studies/{}/instruments/{}", view.draft.study_id, view.draft.id);
    let title = view.parsed.title.get(&around.language).to_owned();
    shell::page(around, "instruments", &title, || {
        view! {
            {back(own.clone(), title.clone())}
            <h1>{words.with("words-title", &[("language", language_name(&words, &view.language))])}</h1>
            {chooser(&words, view, &own)}
            {parts(&words, view)}
            {form(&words, around, view, &own)}
        }
    })
}

fn chooser(words: &Language, view: &Wording, own: &str) -> impl IntoView + use<> {
    let options = view.parsed.languages.iter().map(|tag| (tag.clone(), language_name(words, tag))).collect();
    view! {
        <form method="get" action=format!("{own}/words") class="line">
            {select("language", words.say("language"), options, &view.language)}
            <input type="hidden" name="part" value=view.part.clone() />
            <button class="quiet">{words.say("words-choose")}</button>
        </form>
    }
}

fn heading(words: &Language, part: &Part) -> String {
    match part.id.as_str() {
        "front" => words.say("words-front"),
        "shared" => words.say("words-shared"),
        _ => part.title.clone(),
    }
}

/// The parts, as buttons of the form below: what was typed is kept when another part is opened.
fn parts(words: &Language, view: &Wording) -> impl IntoView + use<> {
    let entries: Vec<_> = view
        .parts
        .iter()
        .map(|part| {
            let missing = (part.missing > 0)
                .then(|| format!(" ({})", words.with("words-missing", &[("count", part.missing.to_string())])));
            let current = (part.id == view.part).then_some("page");
            view! { <li><button class="quiet" form="words" name="go" value=part.id.clone() aria-current=current>{heading(words, part)}</button>{missing}</li> }
        })
        .collect();
    view! { <nav aria-label=words.say("words-parts") class="parts"><ul>{entries}</ul></nav> }
}

fn form(words: &Language, around: &Around, view: &Wording, own: &str) -> impl IntoView + use<> {
    let source = view.parsed.languages.first().cloned().unwrap_or_default();
    let direction = Language::of(&view.language).direction();
    let limit = view.parsed.reading_grade.map_or(f64::INFINITY, f64::from);
    let translating = source != view.language;
    let lines: Vec<_> = view
        .lines
        .iter()
        .map(|line| {
            field(words, around, line, &view.language, direction, translating.then_some(source.as_str()), limit)
        })
        .collect();
    view! {
        <form method="post" action=format!("{own}/words") id="words" autocomplete="off">
            <input type="hidden" name="language" value=view.language.clone() />
            <input type="hidden" name="part" value=view.part.clone() />
            {lines}
            <button>{words.say("words-save")}</button>
        </form>
    }
}

/// What a text is, in words: its key alone is for those who read the file.
fn called(words: &Language, key: &str) -> String {
    let parts: Vec<&str> = key.split('.').collect();
    let (name, part) = match parts[..] {
        ["consent", name] => return words.say(&format!("consent-{name}")),
        ["title"] => ("title", ""),
        ["wording", _] => ("acknowledgement", ""),
        ["list", _, code] => ("option", code),
        [_, _, name, part] => (name, part),
        [owner @ ("section" | "scale"), _, "title"] => (owner, ""),
        ["section", _, "text"] => ("words", ""),
        [_, _, name] => (name, ""),
        _ => return String::new(),
    };
    words.with(&format!("word-{name}"), &[("part", part.to_owned())])
}

fn field(
    words: &Language,
    around: &Around,
    line: &WordingLine,
    language: &str,
    direction: &'static str,
    source: Option<&str>,
    limit: f64,
) -> AnyView {
    let name = format!("word.{}", line.key);
    let id = name.replace('.', "-");
    let typed = around.typed(&name, &line.target);
    let said = source.map(|tag| view! { <p class="source" lang=tag.to_owned()>{line.source.clone()}</p> });
    let rows = (typed.chars().count() / 70 + 1).clamp(1, 12);
    let limit = limit.is_finite().then_some(limit);
    let field = view! {
        <div class="field word">
            <label class="label" for=id.clone()>{called(words, &line.key)} " " <code>{line.key.clone()}</code></label>
            {said}
            <islands::Wording
                id=id
                name=name
                text=typed
                language=language.to_owned()
                direction=direction.to_owned()
                rows=rows
                limit=limit
                label=words.say("words-grade")
            />
        </div>
    };
    if !line.new {
        return field.into_any();
    }
    let add = words.say(&format!("words-add-{}", line.key.rsplit('.').next().unwrap_or_default()));
    view! { <details open=!line.target.is_empty()><summary>{add} <span class="sr">": " {line.key.clone()}</span></summary>{field}</details> }
        .into_any()
}
