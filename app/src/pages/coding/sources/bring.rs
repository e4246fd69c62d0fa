//! Bringing a transcript in: the file, and what was recognised in it.

use leptos::prelude::*;
use server::exchange::transcript::{Form as Shape, Unread};
use server::http::staff::Around;
use server::http::staff::coding::sources::bring::{Doubt, Form, Speaker, View};

use super::{address, file, to_list};
use crate::components::form::tick;
use crate::language::Language;
use crate::pages::results::visible;

pub(super) fn form(around: &Around, view: &Form) -> String {
    let title = Language::of(&around.language).say("bring-source");
    super::page(around, &view.member, &title, |words| {
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("bring-source")}</h1>
            <p>{words.say("bring-source-lead")}</p>
            <p class="hint">{words.say("bring-source-safety")}</p>
            <form method="post" enctype="multipart/form-data" action=address(&view.member, "/bring") class="narrow">
                {file(words, ".txt,.docx,.vtt,.srt,.csv,.tsv,.md", "bring-source-forms")}
                <button>{words.say("bring-source-look")}</button>
            </form>
        }
    })
}

pub(super) fn preview(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("source-preview-title");
    super::page(around, &view.member, &title, |words| {
        view! {
            {to_list(words, &view.member)}
            <h1>{words.say("source-preview-title")}</h1>
            <p>{recognised(words, view)}</p>
            <p class="notice">{words.say("preview-nothing-stored")}</p>
            {remarks(words, view)}
            <form method="post" action=address(&view.member, &format!("/bring/{}", view.id))>
                {speakers(words, view)}
                {joined(words, view)}
                {doubtful(words, view)}
                {sample(words, view)}
                <p class="actions">
                    <button name="do" value="on">{words.say("preview-on")}</button> " "
                    <button name="do" value="look" class="quiet">{words.say("preview-again")}</button> " "
                    <button name="do" value="drop" class="quiet">{words.say("preview-drop")}</button>
                </p>
            </form>
            {unread(words, view)}
        }
    })
}

fn recognised(words: &Language, view: &View) -> String {
    let form = words.say(match view.form {
        Shape::Text => "form-text",
        Shape::Word => "form-word",
        Shape::WebVtt => "form-vtt",
        Shape::SubRip => "form-srt",
        Shape::Table => "form-table",
    });
    let values = [
        ("file", view.file.chars().map(visible).collect()),
        ("form", form),
        ("turns", view.turns.to_string()),
        ("words", view.words.to_string()),
        ("speakers", view.speakers.len().to_string()),
        ("timed", view.timed.to_string()),
    ];
    words.with("preview-recognised", &values)
}

fn remarks(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = view.remarks.iter().map(|problem| view! { <li>{words.problem(problem)}</li> }).collect();
    let unnamed = (view.unnamed > 0 && !view.speakers.is_empty())
        .then(|| view! { <li>{words.with("preview-unnamed", &[("count", view.unnamed.to_string())])}</li> });
    (!lines.is_empty() || unnamed.is_some()).then(|| {
        view! { <section><h2>{words.say("preview-remarks")}</h2><ul>{unnamed}{lines}</ul></section> }
    })
}

fn speakers(words: &Language, view: &View) -> AnyView {
    let dismissed: Vec<_> = view
        .dismissed
        .iter()
        .map(|name| {
            tick(
                "dismissed".to_owned(),
                name.clone(),
                words.with("preview-still-none", &[("name", name.clone())]),
                true,
            )
        })
        .collect();
    let dismissed = (!dismissed.is_empty())
        .then(|| view! { <fieldset><legend>{words.say("preview-dismissed")}</legend>{dismissed}</fieldset> });
    if view.speakers.is_empty() {
        return view! { <section><h2>{words.say("preview-speakers")}</h2><p>{words.say("preview-no-speakers")}</p>{dismissed}</section> }
            .into_any();
    }
    let rows: Vec<_> = view.speakers.iter().enumerate().map(|(number, one)| speaker(words, number, one)).collect();
    view! {
        <section>
            <h2>{words.say("preview-speakers")}</h2>
            <p>{words.say("preview-speakers-lead")}</p>
            <ul class="cards speakers">{rows}</ul>
            {dismissed}
        </section>
    }
    .into_any()
}

fn speaker(words: &Language, number: usize, one: &Speaker) -> impl IntoView + use<> {
    let name: String = one.name.chars().map(visible).collect();
    let field = format!("label.{number}");
    let id = format!("label-{number}");
    let label = words.with("preview-label", &[("name", name.clone())]);
    let share = [("turns", one.turns.to_string()), ("words", one.words.to_string())];
    let bare = one.bare.then(|| view! { <p class="problem">{words.say("preview-bare")}</p> });
    view! {
        <li>
            <p><strong dir="auto">{name.clone()}</strong> " " <span class="hint">{words.with("preview-share", &share)}</span></p>
            <div class="field">
                <label class="label" for=id.clone()>{label}</label>
                <input id=id name=field type="text" value=one.label.clone() autocomplete="off" />
            </div>
            {bare}
            {tick(format!("leads.{number}"), "yes".to_owned(), words.say("preview-leads"), one.leads)}
            {tick(format!("none.{number}"), "yes".to_owned(), words.say("preview-none"), false)}
        </li>
    }
}

fn joined(words: &Language, view: &View) -> impl IntoView + use<> {
    tick("joined".to_owned(), "yes".to_owned(), words.say("preview-joined"), view.joined)
}

fn doubtful(words: &Language, view: &View) -> impl IntoView + use<> {
    let replaced = words.with("preview-replaced", &[("count", view.replaced.to_string())]);
    let rows: Vec<_> = view.doubtful.iter().map(|one| doubt(words, one)).collect();
    let rest = view.doubts - view.doubtful.len();
    let rest = (rest > 0)
        .then(|| view! { <p class="hint">{words.with("preview-doubts-more", &[("count", rest.to_string())])}</p> });
    let list = (!rows.is_empty()).then(|| {
        view! { <fieldset><legend>{words.say("preview-doubts")}</legend>{rows}{rest}</fieldset> }
    });
    view! { <section><h2>{words.say("preview-names")}</h2><p>{replaced}</p>{list}</section> }
}

fn doubt(words: &Language, one: &Doubt) -> impl IntoView + use<> {
    let shown = |text: &str| -> String { text.chars().map(visible).collect() };
    let (before, word, after) = (shown(&one.words.0), shown(&one.words.1), shown(&one.words.2));
    view! {
        <input type="hidden" name="asked" value=one.place.clone() />
        <label class="choice">
            <input type="checkbox" name="name" value=one.place.clone() checked=one.is_name />
            <span class="excerpt" dir="auto">{before}<mark>{word}</mark>{after}<span class="sr">" " {words.say("preview-is-name")}</span></span>
        </label>
    }
}

fn sample(words: &Language, view: &View) -> impl IntoView + use<> {
    let turns: Vec<_> = view
        .sample
        .iter()
        .map(|(label, leads, text)| {
            let text: String = text.chars().take(600).map(visible).collect();
            let label = if label.is_empty() { words.say("speaker-unknown") } else { label.clone() };
            let class = if *leads { "turn leads" } else { "turn" };
            view! { <div class=class><p class="speaker">{label}</p><p class="said" dir="auto">{text}</p></div> }
        })
        .collect();
    view! { <section><h2>{words.say("preview-sample")}</h2>{turns}</section> }
}

fn unread(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.unread.is_empty() {
        return None;
    }
    let heading = words.with("preview-unread", &[("count", view.unread_all.to_string())]);
    let lines: Vec<_> = view.unread.iter().map(|part| left_out(words, part)).collect();
    let rest = view.unread_all - view.unread.len();
    let rest = (rest > 0)
        .then(|| view! { <p class="hint">{words.with("preview-unread-more", &[("count", rest.to_string())])}</p> });
    Some(
        view! { <details><summary>{heading}</summary><p>{words.say("preview-unread-lead")}</p><ul class="findings">{lines}</ul>{rest}</details> },
    )
}

fn left_out(words: &Language, part: &Unread) -> impl IntoView + use<> {
    let why = words.say(&format!("unread-{}", part.why.code()));
    let line = words.with("place-line", &[("line", part.line.to_string())]);
    let text: String = part.text.chars().take(200).map(visible).collect();
    view! { <li><strong>{line}</strong> ": " {why} <p class="said" dir="auto">{text}</p></li> }
}
