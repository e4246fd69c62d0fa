//! Into which codes a code is split.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::codebook::split::{NEW, View};

use super::{linked, of_code, to_tree};
use crate::components::code::chip;
use crate::language::Language;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = words.with("split-title", &[("name", view.code.name.clone())]);
    super::page(around, &view.member, &title, |words| {
        let typed: Vec<&str> = around.again.fields.all("new").collect();
        let new: Vec<_> = (0..NEW)
            .map(|number| {
                let label = words.with("split-new-name", &[("number", (number + 1).to_string())]);
                let typed = typed.get(number).copied().unwrap_or_default();
                new_name(number, label, typed)
            })
            .collect();
        view! {
            {to_tree(words, &view.member)}
            <h1>{title.clone()}</h1>
            <p>{linked(&view.member, &view.code)}</p>
            <p>{words.say("split-lead")}</p>
            <form method="post" action=of_code(&view.member, &view.code, "/split") class="narrow">
                <fieldset><legend>{words.say("split-new")}</legend>{new}</fieldset>
                {others(words, view)}
                <button>{words.say("split-go-on")}</button>
            </form>
        }
    })
}

fn new_name(number: usize, label: String, typed: &str) -> impl IntoView + use<> {
    let id = format!("new-{number}");
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <input id=id name="new" type="text" value=typed.to_owned() autocomplete="off" />
        </div>
    }
}

fn others(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let choices: Vec<_> = view
        .others
        .iter()
        .map(|(depth, code)| {
            let class = format!("choice depth-{}", (*depth).min(4));
            let checked = view.chosen.contains(&code.id);
            view! {
                <label class=class>
                    <input type="checkbox" name="into" value=code.id.clone() checked=checked />
                    {chip(&code.name, code.colour)}
                </label>
            }
        })
        .collect();
    let open = !view.chosen.is_empty();
    (!choices.is_empty()).then(|| {
        view! {
            <details open=open>
                <summary>{words.say("split-others")}</summary>
                <fieldset><legend class="sr">{words.say("split-others")}</legend>{choices}</fieldset>
            </details>
        }
    })
}
