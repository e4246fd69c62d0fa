//! The form for a code's words, place and colour.

use leptos::prelude::*;
use server::coding::Part;
use server::coding::codebook::Origin;
use server::http::staff::Around;
use server::http::staff::coding::codebook::words::{COLOURS, View};

use super::{address, of_code, options, to_tree};
use crate::components::code::shape;
use crate::components::form::{Field, select};
use crate::islands::inside;
use crate::language::Language;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let title = match &view.code {
        Some(code) => words.with("code-words-title", &[("name", code.name.clone())]),
        None => words.say("codebook-new"),
    };
    super::page(around, &view.member, &title, |words| {
        let (action, button) = match &view.code {
            Some(code) => (of_code(&view.member, code, "/words"), "code-save"),
            None => (address(&view.member, "/new"), "code-make"),
        };
        let parts: Vec<_> = view.words.iter().map(|(part, said)| field(words, around, *part, said)).collect();
        let mut parents = vec![(String::new(), words.say("codebook-top"))];
        parents.extend(options(&view.parents));
        view! {
            {to_tree(words, &view.member)}
            <h1>{title.clone()}</h1>
            <form method="post" action=action class="narrow">
                <input type="hidden" name="version" value=view.version.to_string() />
                {parts}
                {select("parent", words.say("code-parent"), parents, &around.typed("parent", &view.parent))}
                {view.code.is_none().then(|| origin(words, around, view.origin))}
                {colours(words, around, view.colour)}
                <button>{words.say(button)}</button>
            </form>
        }
    })
}

fn field(words: &Language, around: &Around, part: Part, said: &str) -> AnyView {
    let name = part.name();
    let label = words.say(&format!("code-part-{name}"));
    let said = around.typed(name, said);
    if part == Part::Name {
        return Field::text(name, label).value(said).view().into_any();
    }
    let (id, hint) = (format!("f-{name}"), format!("f-{name}-hint"));
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <p class="hint" id=hint.clone()>{words.say(&format!("code-part-{name}-hint"))}</p>
            <textarea id=id name=name class="short" autocomplete="off" dir="auto" aria-describedby=hint>{inside(&said)}</textarea>
        </div>
    }
    .into_any()
}

fn origin(words: &Language, around: &Around, chosen: Origin) -> impl IntoView + use<> {
    let chosen = around.typed("origin", chosen.name());
    let choices: Vec<_> = [Origin::Deductive, Origin::Emerged]
        .iter()
        .map(|origin| {
            let (name, label) = (origin.name(), words.say(&format!("code-origin-{}", origin.name())));
            view! {
                <label class="choice"><input type="radio" name="origin" value=name checked=chosen == name /><span>{label}</span></label>
            }
        })
        .collect();
    view! { <fieldset><legend>{words.say("code-origin")}</legend>{choices}</fieldset> }
}

fn colours(words: &Language, around: &Around, chosen: u8) -> impl IntoView + use<> {
    let chosen = around.typed("colour", &chosen.to_string());
    let choices: Vec<_> = (0..COLOURS)
        .map(|colour| {
            let (value, label) = (colour.to_string(), words.say(&format!("colour-{colour}")));
            let checked = chosen == value;
            view! {
                <label class="choice">
                    <input type="radio" name="colour" value=value checked=checked />
                    <span>{shape(colour)} " " {label}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset>
            <legend>{words.say("code-colour")}</legend>
            <p class="hint">{words.say("code-colour-hint")}</p>
            <div class="palette">{choices}</div>
        </fieldset>
    }
}
