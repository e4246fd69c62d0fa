//! The pad: what a script needs to code by keyboard, mouse or touch. Without script it is not shown. Its words stand in
//! the page, so that the script has none of its own.

use leptos::prelude::*;
use server::http::staff::coding::passages::{Deed, Pick, Tools};

use super::labels::Labels;
use super::{deed, name, path};
use crate::components::code::{ink, shape};
use crate::islands::Highlighter;
use crate::language::Language;

/// What the script says by itself: kept as data of the pad.
const SAYS: &[&str] = &[
    "start",
    "words",
    "left",
    "nothing",
    "no-more",
    "no-less",
    "failed",
    "keys-on",
    "keys-off",
    "no-code",
    "no-code-make",
];
/// Keys and what they do, in the order of the help.
const KEYS: &[(&str, &str)] = &[
    ("J K", "move"),
    ("Enter", "select"),
    ("← → ↑ ↓", "arrows"),
    ("Shift + ← → ↑ ↓", "extend"),
    ("Ctrl + ← →", "character"),
    ("Enter  C", "pick"),
    ("1 – 9", "digit"),
    ("W", "whole"),
    ("I", "in-vivo"),
    ("M", "memo"),
    ("T", "translation"),
    ("U  R", "undo"),
    ("Esc", "leave"),
    ("?", "keys"),
];

/// The pad under the list.
pub(super) fn pad(words: &Language, labels: &Labels, tools: &Tools) -> impl IntoView + use<> {
    let says = SAYS.iter().map(|key| {
        let sentence = match *key {
            "no-code" if tools.fixed => "error-round-codebook-fixed".to_owned(),
            key => format!("pad-say-{key}"),
        };
        view! { <span data-say=*key>{words.say(&sentence)}</span> }
    });
    let says: Vec<_> = says.collect();
    let button = |act: &'static str, key: &'static str| {
        let label = words.say(&format!("pad-{act}"));
        view! { <button type="button" class="quiet" data-do=act>{label} " " <kbd>{key}</kbd></button> }
    };
    let in_vivo = tools.may_make.then(|| button("in-vivo", "I"));
    view! {
        <section
            id="pad"
            class="pad"
            aria-label=words.say("pad-title")
            data-act=tools.act.clone()
            data-here=tools.here.clone()
        >
            <div hidden>{says}</div>
            <p id="pad-locked" class="problem" role="alert" hidden><span></span> " " <a href="">{words.say("pad-unlock")}</a></p>
            <p id="pad-problem" class="problem" role="alert" hidden></p>
            <p class="picked"><span id="pad-words" dir="auto">{words.say("pad-nothing")}</span></p>
            <div id="pad-picker" class="picker" hidden>
                <label class="label" for="pad-code">{words.say("pad-choose")}</label>
                <input
                    id="pad-code"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="pad-codes"
                    aria-autocomplete="list"
                    autocomplete="off"
                    spellcheck="false"
                />
                {codes(words, tools)}
            </div>
            <form id="pad-memo" class="picker" hidden>
                <label class="label" for="pad-note">{labels.note.clone()}</label>
                <textarea id="pad-note" class="short" rows="3" dir="auto" autocomplete="off"></textarea>
                <p class="actions">
                    <button>{labels.note_do.clone()} " " <kbd>"Ctrl + Enter"</kbd></button>
                    <button type="button" class="quiet" data-do="leave">{words.say("pad-cancel")} " " <kbd>"Esc"</kbd></button>
                </p>
            </form>
            <div id="pad-keys" class="picker" hidden>{keys(words)}</div>
            {digits(words, tools)}
            <div class="acts">
                {button("pick", "C")} {button("whole", "W")} {in_vivo} {button("memo", "M")}
                {undo(words, tools)}
                {button("keys", "?")}
            </div>
        </section>
        <Highlighter />
    }
}

/// The codes to choose from; the script hides those that do not fit.
pub(super) fn codes(words: &Language, tools: &Tools) -> impl IntoView + use<> {
    let options = tools.codes.iter().map(|code| {
        let above = (!code.above.is_empty()).then(|| view! { <small>{code.above.join(" › ")}</small> });
        let digit = code.digit.map(|digit| view! { <kbd>{digit.to_string()}</kbd> });
        view! {
            <li role="option" id=format!("o-{}", code.id) aria-selected="false" data-code=code.id.clone() class=ink(code.colour)>
                {shape(code.colour)} " " <b>{name(words, code)}</b> " " {above} " " {digit}
            </li>
        }
    });
    let options: Vec<_> = options.collect();
    // Shown by the script under codes that fit; a typing error makes no code by itself.
    let make = tools.may_make.then(|| {
        view! { <li role="option" id="pad-new" aria-selected="false" hidden>{words.say("pad-make")} " " <b dir="auto"></b></li> }
    });
    view! { <ul id="pad-codes" role="listbox" aria-label=words.say("pad-codes")>{options}{make}</ul> }
}

/// Codes on digits.
pub(super) fn digits(words: &Language, tools: &Tools) -> impl IntoView + use<> {
    let mut on: Vec<&Pick> = tools.codes.iter().filter(|code| code.digit.is_some()).collect();
    on.sort_by_key(|code| code.digit);
    let on: Vec<_> = on.into_iter().map(|code| digit(words, code)).collect();
    view! { <div id="pad-digits" class="digits" role="group" aria-label=words.say("pad-digits")>{on}</div> }
}

fn digit(words: &Language, code: &Pick) -> impl IntoView + use<> {
    let number = code.digit.unwrap_or_default().to_string();
    let digit = number.clone();
    view! {
        <button type="button" class=format!("quiet {}", ink(code.colour)) data-code=code.id.clone() data-digit=digit title=path(words, code)>
            <kbd>{number}</kbd> " " {shape(code.colour)} " " {name(words, code)}
        </button>
    }
}

/// Undo and do again; plain forms, so that they are there without script too.
pub(super) fn undo(words: &Language, tools: &Tools) -> impl IntoView + use<> {
    let button = |act: &'static str, key: &'static str, done: &Option<Deed>| {
        let label = words.say(&format!("pad-{act}"));
        let what = done.as_ref().map(|done| deed(words, done));
        let many = done.as_ref().is_some_and(|done| done.act == "many");
        let title = what.clone();
        let asked = many.then(|| ask(words, act, what.as_deref()));
        let about = what.map(|what| view! { <span class="sr">": " {what}</span> });
        let none = title.is_none();
        view! { <button type="button" class="quiet" data-do=act data-ask=asked title=title disabled=none>{label} " " {about} " " <kbd>{key}</kbd></button> }
    };
    view! {
        <span id="pad-undo" class="undo">
            {button("undo", "U", &tools.undo)} {button("redo", "R", &tools.redo)}
        </span>
    }
}

/// The question before many things are undone, or done again, at once.
fn ask(words: &Language, act: &str, what: Option<&str>) -> String {
    let label = words.with(&format!("passage-{act}"), &[("deed", what.unwrap_or_default().to_owned())]);
    words.with("passage-ask", &[("what", label)])
}

/// Undo and do again as plain forms, for pages without script.
pub(super) fn plain_undo(words: &Language, tools: &Tools) -> impl IntoView + use<> {
    let form = |act: &'static str, done: &Option<_>| {
        done.as_ref().map(|done| {
            let label = words.with(&format!("passage-{act}"), &[("deed", deed(words, done))]);
            let form = |label: String| {
                view! {
                    <form method="post" action=tools.act.clone() class="inline">
                        <button class="quiet" name="do" value=act>{label}</button>
                    </form>
                }
            };
            // Many things at once are asked about first.
            if done.act != "many" {
                return form(label).into_any();
            }
            let sure = form(words.say("passage-sure"));
            let question = ask(words, act, Some(&deed(words, done)));
            view! { <details><summary>{label}</summary><p>{question}</p>{sure}</details> }.into_any()
        })
    };
    view! { <div class="plain-undo">{form("undo", &tools.undo)} {form("redo", &tools.redo)}</div> }
}

fn keys(words: &Language) -> impl IntoView + use<> {
    let rows = KEYS.iter().map(|(keys, what)| {
        let keys: Vec<_> = keys.split("  ").map(|key| view! { <kbd>{key.to_owned()}</kbd> " " }).collect();
        view! { <tr><th scope="row">{keys}</th><td>{words.say(&format!("pad-key-{what}"))}</td></tr> }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <h2>{words.say("pad-keys")}</h2>
        <table>{rows}</table>
        <p class="hint">{words.say("pad-keys-hint")}</p>
        <p class="actions">
            <button type="button" class="quiet" data-do="toggle" aria-pressed="true">{words.say("pad-toggle")}</button>
            <button type="button" class="quiet" data-do="leave">{words.say("pad-close")} " " <kbd>"Esc"</kbd></button>
        </p>
    }
}
