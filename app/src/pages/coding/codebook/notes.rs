//! Notes on a code or on the study.

use leptos::prelude::*;
use server::http::staff::Member;
use server::http::staff::coding::codebook::Named;
use server::http::staff::coding::codebook::tree::Note;

use super::address;
use crate::islands::inside;
use crate::language::Language;

/// The notes that may be seen, forms for one's own, and one for a new note.
pub(super) fn section(
    words: &Language,
    member: &Member,
    notes: &[Note],
    code: Option<&Named>,
) -> impl IntoView + use<> {
    let heading = words.say(if code.is_some() { "notes-code" } else { "notes-study" });
    let written: Vec<_> = notes.iter().map(|note| one(words, member, note, code)).collect();
    let empty = notes.is_empty().then(|| view! { <p class="hint">{words.say("notes-none")}</p> });
    view! {
        <section id="notes">
            <h2>{heading}</h2>
            {empty}
            <ul class="cards">{written}</ul>
            <details class="no-print">
                <summary>{words.say("notes-new")}</summary>
                {form(words, member, code, "", "", words.say("notes-keep"))}
            </details>
        </section>
    }
}

fn one(words: &Language, member: &Member, note: &Note, code: Option<&Named>) -> impl IntoView + use<> {
    let by = words.with("notes-by", &[("name", note.by.clone()), ("day", note.day.clone())]);
    let change = note.own.then(|| {
        view! {
            <details class="no-print">
                <summary>{words.say("notes-change")} <span class="sr">": " {by.clone()}</span></summary>
                {form(words, member, code, &note.id, &note.words, words.say("notes-save"))}
            </details>
        }
    });
    view! { <li><p class="words-in" dir="auto">{note.words.clone()}</p><p class="hint">{by}</p>{change}</li> }
}

fn form(
    words: &Language,
    member: &Member,
    code: Option<&Named>,
    memo: &str,
    said: &str,
    button: String,
) -> impl IntoView + use<> {
    let id = format!("words-{}", if memo.is_empty() { "new" } else { memo });
    let on = code.map(|code| code.id.clone()).unwrap_or_default();
    let hint = (!memo.is_empty()).then(|| view! { <p class="hint">{words.say("notes-empty-hint")}</p> });
    view! {
        <form method="post" action=address(member, "/memo") class="narrow">
            <input type="hidden" name="code" value=on />
            <input type="hidden" name="memo" value=memo.to_owned() />
            <input type="hidden" name="fresh" value=server::chance::id() />
            <div class="field">
                <label class="label" for=id.clone()>{words.say("notes-words")}</label>
                {hint}
                <textarea id=id name="words" autocomplete="off" dir="auto">{inside(said)}</textarea>
            </div>
            <button>{button}</button>
        </form>
    }
}
