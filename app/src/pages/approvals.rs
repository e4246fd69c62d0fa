//! Files by two people: who may take them out on whose word, and the form that gives somebody else that word.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::approvals::{Given, Pages, View};
use server::store::approvals::MOST_DAYS;

use super::StaffPages;
use crate::components::days::days;
use crate::components::form::{Field, button, select};
use crate::language::Language;
use crate::shell;

impl Pages for StaffPages {
    fn approvals(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        let study = &view.member.study.id;
        shell::page(around, "people", &words.say("approvals-title"), || {
            view! {
                <p><a href=format!("/studies/{study}/people")>"‹ " {words.say("nav-people")}</a></p>
                <h1>{words.say("approvals-title")}</h1>
                <p>{words.say("approvals-lead")}</p>
                <h2>{words.say("approvals-now")}</h2>
                {given(&words, view)}
                <h2>{words.say("approvals-new")}</h2>
                {brought(&words, view)}
                {form(&words, around, view)}
            }
        })
    }
}

fn given(words: &Language, view: &View) -> AnyView {
    if view.given.is_empty() {
        return view! { <p>{words.say("approvals-none")}</p> }.into_any();
    }
    let rows: Vec<_> = view.given.iter().map(|one| row(words, &view.member.study.id, one)).collect();
    view! { <ul class="cards">{rows}</ul> }.into_any()
}

fn row(words: &Language, study: &str, one: &Given) -> impl IntoView + use<> {
    let told = words.with("approvals-told", &[("by", one.by.clone()), ("until", one.approval.ends_on.clone())]);
    let end = format!("/studies/{study}/approvals/{}/end", one.approval.id);
    view! {
        <li>
            <strong>{one.person.clone()}</strong>
            <p>{one.approval.purpose.clone()} " · " {days(told)}</p>
            {button(end, words.say("approvals-end"), &one.person, &[])}
        </li>
    }
}

/// Beside whom this member does not count, and what to do.
fn brought(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let told = words.with("approvals-brought", &[("names", view.brought.join(", "))]);
    (!view.brought.is_empty()).then(|| view! { <p class="notice">{told}</p> })
}

fn form(words: &Language, around: &Around, view: &View) -> AnyView {
    if view.people.is_empty() {
        let nobody = view.brought.is_empty().then(|| view! { <p>{words.say("approvals-nobody")}</p> });
        return view! { {nobody} }.into_any();
    }
    let days = words.with("approvals-days-hint", &[("most", MOST_DAYS.to_string())]);
    view! {
        <form method="post" action=format!("/studies/{}/approvals", view.member.study.id) class="narrow">
            {select("person", words.say("approvals-person"), view.people.clone(), &around.typed("person", ""))}
            {Field::text("purpose", words.say("approvals-purpose")).hint(words.say("approvals-purpose-hint")).value(around.typed("purpose", "")).view()}
            {Field::number("days", words.say("approvals-days")).hint(days).value(around.typed("days", "7")).view()}
            <button>{words.say("approvals-do")}</button>
        </form>
    }
    .into_any()
}
