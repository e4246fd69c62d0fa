//! Named organisations of a collection.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::collections::Roster;
use server::store::roster::{Entry, State};

use super::super::instruments::back;
use crate::components::form::{button, tick};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Roster) -> String {
    let words = Language::of(&around.language);
    let own = format!("/studies/{}/collections/{}", view.collection.study_id, view.collection.id);
    shell::page(around, "collections", &words.say("roster-title"), || {
        let invite = match &view.address {
            Some(_) => invite(&words, view, &own).into_any(),
            None => view! { <p class="notice">{words.say("roster-needs-link")}</p> }.into_any(),
        };
        view! {
            {back(own.clone(), view.title.clone())}
            <h1>{words.say("roster-title")}</h1>
            <p class="hint">{words.say("roster-hint")}</p>
            {(!view.codes.is_empty()).then(|| codes(&words, view))}
            {(!view.entries.is_empty()).then(|| table(&words, view, &own))}
            {invite}
        }
    })
}

fn codes(words: &Language, view: &Roster) -> impl IntoView + use<> {
    let address = view.address.clone().unwrap_or_default();
    let line = |(name, code): &(String, String)| {
        view! { <tr><th scope="row">{name.clone()}</th><td><strong class="code">{code.clone()}</strong></td></tr> }
    };
    let lines: Vec<_> = view.codes.iter().map(line).collect();
    view! {
        <section class="notice">
            <h2>{words.say("roster-codes-title")}</h2>
            <p>{words.with("roster-codes-hint", &[("address", address)])}</p>
            <table>
                <thead><tr><th scope="col">{words.say("organization")}</th><th scope="col">{words.say("roster-code")}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
}

fn table(words: &Language, view: &Roster, own: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = view.entries.iter().map(|entry| row(words, entry, own)).collect();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=words.say("roster-title")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.say("organization")}</th>
                        <th scope="col">{words.say("roster-state")}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(words: &Language, entry: &Entry, own: &str) -> impl IntoView + use<> {
    let next: &[State] = match entry.state {
        State::Invited => &[State::Refused, State::Closed],
        State::Refused | State::Closed => &[State::Invited],
        State::Answered => &[],
    };
    let mark = |next: &State| {
        let label = words.say(&format!("roster-mark-{}", next.name()));
        button(format!("{own}/roster/{}", entry.organisation_id), label, &entry.name, &[("state", next.name())])
    };
    let change: Vec<_> = next.iter().map(mark).collect();
    view! {
        <tr>
            <th scope="row">{entry.name.clone()}</th>
            <td>{words.say(&format!("roster-{}", entry.state.name()))}</td>
            <td>{change}</td>
        </tr>
    }
}

fn invite(words: &Language, view: &Roster, own: &str) -> impl IntoView + use<> {
    let known: Vec<_> =
        view.others.iter().map(|one| tick("names".into(), one.name.clone(), one.name.clone(), false)).collect();
    let known =
        (!known.is_empty()).then(|| view! { <fieldset><legend>{words.say("roster-known")}</legend>{known}</fieldset> });
    view! {
        <form method="post" action=format!("{own}/roster") class="narrow">
            {known}
            <div class="field">
                <label class="label" for="f-names">{words.say("roster-names")}</label>
                <textarea id="f-names" name="names" rows="4"></textarea>
            </div>
            <button>{words.say("roster-invite")}</button>
        </form>
    }
}
