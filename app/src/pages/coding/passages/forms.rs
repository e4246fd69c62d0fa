//! Coding and noting without script: plain forms under each passage. With script they work in the same place, without
//! leaving the page.

use leptos::prelude::*;
use server::coding::find;
use server::http::staff::coding::passages::{Body, Kept, Note, Tools};

use super::item::Sheet;
use super::labels::Labels;
use super::name;
use crate::islands::inside;
use crate::language::Language;

/// Characters around a place that is to be chosen.
const AROUND: usize = 20;

/// The forms of some words, folded away; open where one of them was refused.
pub(super) fn tools(sheet: &Sheet<'_>, body: &Body) -> impl IntoView + use<> {
    let (words, labels, around, tools) = (sheet.words, sheet.labels, sheet.around, sheet.tools);
    let id = body.id.clone();
    let typed = around.filter(|around| !around.again.code.is_empty() && around.typed("at", "") == id);
    let of = |name: &str| typed.map(|around| around.typed(name, "")).unwrap_or_default();
    let problem = typed.map(|around| {
        let sentence = words.with(&format!("error-{}", around.again.code), &[("value", around.again.value.clone())]);
        view! { <p class="problem">{sentence}</p> }
    });
    let make = tools.may_make.then(|| {
        view! {
            <button class="quiet" name="do" value="new">{labels.new_do.clone()}</button>
            <button class="quiet" name="do" value="in-vivo">{labels.in_vivo_do.clone()}</button>
        }
    });
    let several = typed.filter(|around| around.again.code == "words-several");
    let which = several.map(|around| which(labels, &id, body, &around.typed("words", "")));
    let own = body.notes.iter().chain(body.marks.iter().flat_map(|mark| &mark.notes)).filter(|note| note.by.is_empty());
    let own: Vec<_> = own.map(|note| change(labels, tools, body, note)).collect();
    let (words_id, code_id, note_id) = (format!("{id}-w"), format!("{id}-c"), format!("{id}-n"));
    let hidden = || {
        view! {
            <input type="hidden" name="passage" value=body.passage.to_string() />
            <input type="hidden" name="at" value=id.clone() />
        }
    };
    view! {
        <details class="tools" open=typed.is_some()>
            <summary>{labels.tools.clone()}</summary>
            {problem}
            <form method="post" action=tools.act.clone() class="act">
                {hidden()}
                <label class="label" for=words_id.clone()>{labels.words.clone()}</label>
                <textarea id=words_id name="words" class="short" rows="1" dir="auto" autocomplete="off" aria-describedby="words-hint">
                    {inside(&of("words"))}
                </textarea>
                {which}
                <label class="label" for=code_id.clone()>{labels.code.clone()}</label>
                <input id=code_id name="code" list="codes" value=of("code") autocomplete="off" />
                <p class="actions"><button name="do" value="code">{labels.code_do.clone()}</button> {make}</p>
            </form>
            <form method="post" action=tools.act.clone() class="act">
                {hidden()}
                <input type="hidden" name="do" value="memo" />
                <input type="hidden" name="fresh" value=server::chance::id() />
                {note_on(words, labels, &id, body)}
                <label class="label" for=note_id.clone()>{labels.note.clone()}</label>
                <textarea id=note_id name="note" class="short" rows="2" dir="auto" autocomplete="off">{inside(&of("note"))}</textarea>
                <p class="actions"><button class="quiet">{labels.note_do.clone()}</button></p>
            </form>
            {own}
            <p><a href=quote(sheet.base, body)>{labels.quote.clone()}</a></p>
        </details>
    }
}

/// Where these words are proposed as a quote: the whole passage, or the portion that stands here.
fn quote(base: &str, body: &Body) -> String {
    let address = format!("{base}/quotes/new?passage={}", body.passage);
    if body.portion.1 < 2 {
        return address;
    }
    let end = body.point + server::coding::text::length(&body.text);
    format!("{address}&start={}&end={end}", body.point)
}

/// What a new note is on, where there is something to choose.
fn note_on(words: &Language, labels: &Labels, id: &str, body: &Body) -> Option<impl IntoView + use<>> {
    if body.marks.is_empty() {
        return None;
    }
    let codings = body.marks.iter().zip(1..).map(|(mark, number)| {
        let label = format!("{number} {}", name(words, &mark.code));
        view! { <option value=mark.id.clone()>{label}</option> }
    });
    let codings: Vec<_> = codings.collect();
    let on = format!("{id}-o");
    Some(view! {
        <label class="label" for=on.clone()>{labels.note_on.clone()}</label>
        <select id=on name="on"><option value="">{labels.note_on_passage.clone()}</option>{codings}</select>
    })
}

/// One's own note, to be worded anew.
fn change(labels: &Labels, tools: &Tools, body: &Body, note: &Note) -> impl IntoView + use<> {
    let field = format!("n-{}", note.id);
    view! {
        <form method="post" action=tools.act.clone() class="act">
            <input type="hidden" name="passage" value=body.passage.to_string() />
            <input type="hidden" name="at" value=body.id.clone() />
            <input type="hidden" name="do" value="memo" />
            <input type="hidden" name="memo" value=note.id.clone() />
            <label class="label" for=field.clone()>{labels.note_change.clone()}</label>
            <p class="hint" id=format!("{field}-h")>{labels.note_change_hint.clone()}</p>
            <textarea id=field.clone() name="note" class="short" rows="2" dir="auto" autocomplete="off" aria-describedby=format!("{field}-h")>
                {inside(&note.words)}
            </textarea>
            <p class="actions"><button class="quiet">{labels.note_do.clone()}</button></p>
        </form>
    }
}

/// The places at which typed words stand, each with what is around it.
fn which(labels: &Labels, id: &str, body: &Body, typed: &str) -> impl IntoView + use<> {
    let all: Vec<char> = body.text.chars().collect();
    let options = find::places(&body.text, typed).into_iter().zip(1..).map(|(span, number)| {
        let from = (span.start as usize).saturating_sub(AROUND);
        let to = (span.end as usize + AROUND).min(all.len());
        let label: String = all[from..to].iter().copied().map(server::coding::text::shown).collect();
        view! { <option value=number.to_string()>{format!("{number}: …{label}…")}</option> }
    });
    let options: Vec<_> = options.collect();
    let field = format!("{id}-p");
    view! {
        <label class="label" for=field.clone()>{labels.which.clone()}</label>
        <select id=field name="which">{options}</select>
    }
}

/// What was sent while the study was locked: to be done, or thrown away.
pub(super) fn kept(words: &Language, labels: &Labels, address: &str, kept: &Kept) -> impl IntoView + use<> {
    let what = words.with(&format!("kept-{}", kept.act), &[("words", kept.words.clone())]);
    view! {
        <div class="notice kept">
            <p><b>{labels.kept.clone()}</b> " " {what}</p>
            <form method="post" action=address.to_owned() class="actions">
                <input type="hidden" name="kept" value=kept.id.clone() />
                <button name="do" value="finish">{labels.kept_do.clone()}</button>
                <button class="quiet" name="do" value="drop">{labels.kept_drop.clone()}</button>
            </form>
        </div>
    }
}
