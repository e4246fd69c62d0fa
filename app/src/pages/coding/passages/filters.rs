//! What the list may be filtered by: a plain form whose choices stand in the address, and what is chosen in words.

use leptos::prelude::*;
use server::http::staff::coding::passages::{Choice, Filter, View};

use super::item::language;
use crate::components::form::select;
use crate::language::Language;
use crate::pages::coding::called;

/// The form, folded away; what is asked for stands on it.
pub(super) fn form(words: &Language, address: &str, view: &View) -> impl IntoView + use<> {
    let fields: Vec<_> = view.choices.iter().map(|choice| field(words, &view.filter, choice)).collect();
    let asked: Vec<String> = view.choices.iter().filter_map(|choice| asked(words, &view.filter, choice)).collect();
    let summary = match asked.is_empty() {
        true => words.say("narrow-none"),
        false => words.with("narrow-some", &[("list", asked.join(" · "))]),
    };
    let all = (!view.filter.is_empty()).then(|| {
        view! { <a class="button quiet" href=address.to_owned()>{words.say("narrow-all")}</a> }
    });
    view! {
        <details class="filters">
            <summary>{summary}</summary>
            <form method="get" action=address.to_owned()>
                <div class="pair">{fields}</div>
                <p class="actions"><button>{words.say("narrow-do")}</button> {all}</p>
            </form>
        </details>
    }
}

fn field(words: &Language, filter: &Filter, choice: &Choice) -> impl IntoView + use<> {
    let any = (String::new(), words.say("narrow-any"));
    let options = choice.options.iter().map(|(value, label)| (value.clone(), labelled(words, choice, value, label)));
    let options = std::iter::once(any).chain(options).collect();
    select(choice.name, words.say(&format!("narrow-{}", choice.name)), options, filter.get(choice.name))
}

fn labelled(words: &Language, choice: &Choice, value: &str, label: &str) -> String {
    match (choice.name, label) {
        ("language", _) => language(words, value),
        ("round", label) => called(words, label),
        (name, "") => words.say(&format!("narrow-{name}-{value}")),
        (_, label) => label.to_owned(),
    }
}

/// What is asked for under one name, in words.
fn asked(words: &Language, filter: &Filter, choice: &Choice) -> Option<String> {
    let value = filter.get(choice.name);
    let (value, label) = choice.options.iter().find(|(found, _)| found == value && !value.is_empty())?;
    Some(labelled(words, choice, value, label))
}
