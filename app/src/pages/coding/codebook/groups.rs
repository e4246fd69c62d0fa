//! Groups of codes.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::codebook::Named;
use server::http::staff::coding::codebook::groups::{Group, View};

use super::{address, linked, may_keep, to_tree};
use crate::components::code::chip;
use crate::components::form::button;
use crate::language::Language;
use crate::pages::coding::called;

pub(super) fn page(around: &Around, view: &View) -> String {
    let title = Language::of(&around.language).say("codebook-groups");
    super::page(around, &view.member, &title, |words| {
        let groups: Vec<_> = view.groups.iter().map(|group| one(words, view, group)).collect();
        let empty = groups.is_empty().then(|| view! { <p class="hint">{words.say("groups-none")}</p> });
        let new = may_keep(&view.member).then(|| {
            let form = form(words, around, view, None);
            view! { <section class="card"><h2>{words.say("groups-new")}</h2>{form}</section> }
        });
        view! {
            {to_tree(words, &view.member)}
            <h1>{words.say("codebook-groups")}</h1>
            <p>{words.say("groups-lead")}</p>
            {empty}
            <ul class="cards">{groups}</ul>
            {new}
        }
    })
}

fn one(words: &Language, view: &View, group: &Group) -> impl IntoView + use<> {
    let name = called(words, &group.name);
    let kind = words.say(if group.exclusive { "group-exclusive" } else { "group-together" });
    let codes: Vec<_> = group.codes.iter().map(|code| view! { <li>{linked(&view.member, code)}</li> }).collect();
    let clashes = (group.clashes > 0).then(|| {
        let count = ("count", group.clashes.to_string());
        view! { <p class="problem">{words.with("group-clashes", &[count])}</p> }
    });
    let change = may_keep(&view.member).then(|| {
        let dissolve = [("group", group.id.as_str()), ("do", "dissolve")];
        view! {
            <details>
                <summary>{words.say("group-change")} <span class="sr">": " {name.clone()}</span></summary>
                {form(words, &Around::default(), view, Some(group))}
                {button(address(&view.member, "/groups"), words.say("group-dissolve"), &name, &dissolve)}
            </details>
        }
    });
    view! { <li><h2>{name}</h2><p>{kind}</p><ul class="plain">{codes}</ul>{clashes}{change}</li> }
}

fn form(words: &Language, around: &Around, view: &View, group: Option<&Group>) -> impl IntoView + use<> {
    let id = group.map(|group| group.id.clone()).unwrap_or_default();
    let name = group.map_or_else(|| around.typed("name", ""), |group| group.name.clone());
    let field = format!("name-{}", if id.is_empty() { "new" } else { &id });
    let exclusive = group.map_or(around.typed("kind", "exclusive") == "exclusive", |group| group.exclusive);
    let typed: Vec<&str> = around.again.fields.all("code").collect();
    let is_in = |code: &Named| match group {
        Some(group) => group.codes.iter().any(|one| one.id == code.id),
        None => typed.contains(&code.id.as_str()),
    };
    let codes: Vec<_> = view
        .codes
        .iter()
        .map(|(depth, code)| {
            let class = format!("choice depth-{}", (*depth).min(4));
            view! {
                <label class=class>
                    <input type="checkbox" name="code" value=code.id.clone() checked=is_in(code) />
                    {chip(&code.name, code.colour)}
                </label>
            }
        })
        .collect();
    let kind = |value: &'static str, checked: bool| {
        let label = words.say(&format!("group-{value}"));
        view! {
            <label class="choice"><input type="radio" name="kind" value=value checked=checked /><span>{label}</span></label>
        }
    };
    view! {
        <form method="post" action=address(&view.member, "/groups") class="narrow">
            <input type="hidden" name="group" value=id />
            <div class="field">
                <label class="label" for=field.clone()>{words.say("group-name")}</label>
                <input id=field name="name" type="text" value=name autocomplete="off" required />
            </div>
            <fieldset>
                <legend>{words.say("group-kind")}</legend>
                {kind("exclusive", exclusive)}
                {kind("together", !exclusive)}
            </fieldset>
            <fieldset><legend>{words.say("group-codes")}</legend>{codes}</fieldset>
            <button>{words.say("group-keep")}</button>
        </form>
    }
}
