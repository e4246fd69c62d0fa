//! Everybody in this installation: who is where, shutting out who left, handing ownership on, a second proof that was
//! lost.

use std::collections::BTreeMap;

use leptos::prelude::*;
use server::access::Role;
use server::http::staff::installation::{self, Everybody};
use server::http::staff::{Around, Person};

use super::StaffPages;
use super::access::role_name;
use super::people::acts;
use crate::components::form::sure_button;
use crate::language::Language;
use crate::shell;

impl installation::Pages for StaffPages {
    fn everybody(&self, around: &Around, view: &Everybody) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("everybody-title"), || {
            let rows: Vec<_> = view.people.iter().map(|(one, studies)| person(&words, view, one, studies)).collect();
            view! {
                <p><a href="/studies">"‹ " {words.say("studies-title")}</a></p>
                <h1>{words.say("everybody-title")}</h1>
                <p>{words.say("everybody-lead")}</p>
                <p><a href="/installation/kit">{words.say("kept-kit-title")}</a> ": " {words.say("kept-kit-about")}</p>
                <ul class="cards">{rows}</ul>
                <h2>{words.say("everybody-record")}</h2>
                {acts(&words, words.say("everybody-record"), &view.entries, &view.names, &BTreeMap::new())}
            }
        })
    }
}

fn person(words: &Language, view: &Everybody, one: &Person, studies: &[(String, Role)]) -> impl IntoView + use<> {
    let own = one.id == view.person.id;
    let you = own.then(|| format!(" {}", words.say("you")));
    let owner = one.installation_owner.then(|| view! { <p>{words.say("everybody-owner")}</p> });
    let places: Vec<_> = studies
        .iter()
        .map(|(study, role)| view! { <li>{study.clone()} " · " {role_name(words, *role)}</li> })
        .collect();
    let places = match places.is_empty() {
        true => view! { <p class="hint">{words.say("everybody-nowhere")}</p> }.into_any(),
        false => view! { <ul class="plain">{places}</ul> }.into_any(),
    };
    let second = view.seconds.contains(&one.id);
    let has = second.then(|| view! { <p>{words.say("everybody-second")}</p> });
    let changes = (!own).then(|| changes(words, one, second));
    view! { <li><h2>{one.name.clone()} " " {you}</h2> {owner} " " {has} " " {places} " " {changes}</li> }
}

fn changes(words: &Language, one: &Person, second: bool) -> impl IntoView + use<> {
    let base = format!("/installation/{}", one.id);
    let sure = words.with("shut-out-sure", &[("name", one.name.clone())]);
    let (verb, lead, label, aware) = match one.installation_owner {
        true => ("lower", "lower-lead", "lower-do", "lower-sure"),
        false => ("raise", "raise-lead", "raise-do", "raise-sure"),
    };
    let aware = words.with(aware, &[("name", one.name.clone())]);
    let lost = second.then(|| {
        let sure = words.with("second-reset-sure", &[("name", one.name.clone())]);
        view! {
            <p class="hint">{words.say("second-reset-lead")}</p>
            {sure_button(format!("{base}/second"), words.say("second-reset-do"), &one.name, sure)}
        }
    });
    view! {
        <details>
            <summary>{words.say("change")} <span class="sr">": " {one.name.clone()}</span></summary>
            <p class="hint">{words.say("shut-out-lead")}</p>
            {sure_button(format!("{base}/shut-out"), words.say("shut-out-do"), &one.name, sure)}
            <p class="hint">{words.say(lead)}</p>
            {sure_button(format!("{base}/{verb}"), words.say(label), &one.name, aware)}
            {lost}
        </details>
    }
}
