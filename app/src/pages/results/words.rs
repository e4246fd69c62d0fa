//! Open answers, and those that tell of danger. A person's words are shown as text and nothing else: their direction and
//! odd characters stay inside their own paragraph.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::results::danger::{self, Mark, Marked};
use server::http::staff::results::words::{Said, View};

use super::{text, visible};
use crate::language::Language;
use crate::shell;

/// Most characters of one answer on a page; the export has all.
const MOST: usize = 10_000;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let study = &view.member.study.id;
    let base = format!("/studies/{study}/results/{}", view.collection);
    shell::page(around, "results", &text(&words, &view.question), || {
        let answers: Vec<_> = view.answers.iter().map(|said| one(&words, &base, said)).collect();
        let name = words.with("collection-name", &[("title", text(&words, &view.title)), ("wave", view.wave.clone())]);
        view! {
            <p><a href=base.clone()>{name}</a></p>
            <h1>{text(&words, &view.question)}</h1>
            <p>{words.with("words-count", &[("count", view.total.to_string())])} " " {words.say("words-order")}</p>
            <p class="hint">{words.say("words-recorded-note")}</p>
            <ul class="cards">{answers}</ul>
            {pages(&words, &base, view)}
        }
    })
}

fn one(words: &Language, base: &str, said: &Said) -> impl IntoView + use<> {
    let mark = if said.marked {
        view! { <strong>{words.say("words-marked")}</strong> }.into_any()
    } else {
        view! { <a href=format!("{base}/mark/{}/{}", said.response, said.key)>{words.say("words-mark")}</a> }.into_any()
    };
    let site = said.site.clone().map(|site| view! { <span class="hint">{site} " · "</span> });
    view! { <li>{quote(words, &said.text)}<p>{site}{mark}</p></li> }
}

/// Somebody's words.
fn quote(words: &Language, said: &str) -> impl IntoView + use<> {
    let shown: String = said.chars().take(MOST).map(visible).collect();
    let left = said.chars().count().saturating_sub(MOST);
    let more =
        (left > 0).then(|| view! { <p class="hint">{words.with("words-more", &[("count", left.to_string())])}</p> });
    view! { <p class="said" dir="auto">{shown}</p> {more} }
}

fn pages(words: &Language, base: &str, view: &View) -> Option<impl IntoView + use<>> {
    if view.pages < 2 {
        return None;
    }
    let address = |page: usize| format!("{base}/words/{}?page={page}", view.key);
    let before = (view.page > 1).then(|| view! { <a href=address(view.page - 1)>{words.say("words-before")}</a> });
    let after =
        (view.page < view.pages).then(|| view! { <a href=address(view.page + 1)>{words.say("words-after")}</a> });
    let here = words.with("words-page", &[("page", view.page.to_string()), ("pages", view.pages.to_string())]);
    Some(view! { <p class="row">{before} <span>{here}</span> {after}</p> })
}

pub(super) fn mark(around: &Around, view: &Mark) -> String {
    let words = Language::of(&around.language);
    shell::page(around, "results", &words.say("mark-title"), || {
        view! {
            <p><a href=view.list.clone()>{text(&words, &view.question)}</a></p>
            <h1>{words.say("mark-title")}</h1>
            {quote(&words, &view.text)}
            <p>{words.say("mark-note")}</p>
            <form method="post" action=view.address.clone() class="narrow">
                <div class="field">
                    <label class="label" for="note">{words.say("mark-why")}</label>
                    <textarea id="note" name="note" autocomplete="off">{crate::islands::inside(&around.typed("note", ""))}</textarea>
                </div>
                <button>{words.say("mark-do")}</button>
            </form>
        }
    })
}

pub(super) fn danger(around: &Around, view: &danger::View) -> String {
    let words = Language::of(&around.language);
    let study = &view.member.study.id;
    shell::page(around, "results", &words.say("danger-title"), || {
        let address = format!("/studies/{study}/results");
        let read = view! { <p>{words.say("danger-unread")} " " <a href=address>{words.say("danger-read")}</a></p> };
        let empty = view.flags.is_empty().then(|| view! { <p>{words.say("danger-empty")}</p> });
        let flags: Vec<_> = view.flags.iter().map(|marked| flag(&words, study, marked)).collect();
        view! {
            <p><a href=format!("/studies/{study}/results")>{words.say("results-back")}</a></p>
            <h1>{words.say("danger-title")}</h1>
            <p>{words.say("danger-note")}</p>
            {empty}
            {read}
            <ul class="cards">{flags}</ul>
        }
    })
}

fn flag(words: &Language, study: &str, marked: &Marked) -> impl IntoView + use<> {
    let said = &marked.flag.words;
    let by = words.with("danger-marked-by", &[("name", said.marked_by.clone()), ("day", said.marked_on.clone())]);
    let place = [text(words, &marked.title), marked.wave.clone(), marked.site.clone().unwrap_or_default()];
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let note = (!said.note.is_empty())
        .then(|| view! { <p><strong>{words.say("danger-why")}</strong> " " {said.note.clone()}</p> });
    let action = match said.action.is_empty() {
        true => action_form(words, study, &marked.flag.id).into_any(),
        false => {
            let by = words.with("danger-acted-by", &[("name", said.acted_by.clone()), ("day", said.acted_on.clone())]);
            view! { <p><strong>{words.say("danger-action")}</strong> " " {said.action.clone()} <br /><span class="hint">{by}</span></p> }.into_any()
        }
    };
    view! {
        <li>
            <p class="hint">{place.join(" · ")} " — " {text(words, &marked.question)}</p>
            {quote(words, &marked.text)}
            {note}
            <p class="hint">{by}</p>
            {action}
        </li>
    }
}

fn action_form(words: &Language, study: &str, id: &str) -> impl IntoView + use<> {
    let field = format!("action-{id}");
    view! {
        <form method="post" action=format!("/studies/{study}/results/danger/{id}")>
            <div class="field">
                <label class="label" for=field.clone()>{words.say("danger-action-label")}</label>
                <textarea id=field name="action" autocomplete="off" required></textarea>
            </div>
            <button>{words.say("danger-action-do")}</button>
        </form>
    }
}
