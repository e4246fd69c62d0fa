//! Ways in: signing in, joining, the first start with its kit, coming back with the kit.

use leptos::prelude::*;
use server::http::staff::first_start::First;
use server::http::staff::kit::NewKit;
use server::http::staff::{Around, sign_in};

use super::StaffPages;
use super::kit::{Way, paper, shapes};
use crate::components::days::days;
use crate::components::form::Field;
use crate::language::Language;
use crate::shell;

impl sign_in::Pages for StaffPages {
    fn sign_in(&self, around: &Around, next: &str) -> String {
        let words = Language::of(&around.language);
        let next = next.to_owned();
        shell::page(around, "", &words.say("sign-in-title"), || {
            view! {
                <h1>{words.say("sign-in-title")}</h1>
                <form method="post" action="/sign-in" class="narrow">
                    <input type="hidden" name="next" value=next />
                    {name(&words, around).autocomplete("username").view()}
                    {Field::passphrase("passphrase", words.say("passphrase"), "current-password").view()}
                    <button>{words.say("sign-in-do")}</button>
                </form>
                <h2>{words.say("sign-in-other")}</h2>
                <ul>
                    <li><a href="/join">{words.say("sign-in-join")}</a></li>
                    <li>{words.say("sign-in-forgot")}</li>
                    <li><a href="/recover">{words.say("sign-in-recover")}</a></li>
                </ul>
            }
        })
    }

    fn join(&self, around: &Around) -> String {
        let words = Language::of(&around.language);
        let signed_in = around.person.clone();
        let who = match &signed_in {
            Some(person) => view! { <p>{words.with("join-as", &[("name", person.clone())])}</p> }.into_any(),
            None => new_person(&words, around, "join-name-hint").into_any(),
        };
        shell::page(around, "", &words.say("join-title"), || {
            view! {
                <h1>{words.say("join-title")}</h1>
                <p>{words.say("join-lead")}</p>
                <form method="post" action="/join" class="narrow" autocomplete="off">
                    {Field::text("code", words.say("join-code")).hint(words.say("join-code-hint")).value(around.typed("code", "")).view()}
                    {who}
                    <button>{words.say("join-do")}</button>
                </form>
            }
        })
    }

    fn recover(&self, around: &Around) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("recover-title"), || {
            view! {
                <h1>{words.say("recover-title")}</h1>
                <p>{words.say("recover-lead")}</p>
                <form method="post" action="/recover" class="narrow" autocomplete="off">
                    {kit_fields(&words, around, "", true)}
                    {new_person(&words, around, "recover-name-hint")}
                    <button>{words.say("recover-do")}</button>
                </form>
            }
        })
    }

    fn first_start(&self, around: &Around, view: First) -> String {
        let words = Language::of(&around.language);
        let code = view.code.then(|| {
            let field = Field::text("code", words.say("first-start-code")).hint(words.say("first-start-code-hint"));
            field.value(around.typed("code", "")).view()
        });
        let chosen = around.typed("sheets", if view.in_three { "3" } else { "1" });
        shell::page(around, "", &words.say("first-start-title"), || {
            view! {
                <h1>{words.say("first-start-title")}</h1>
                <p>{words.say("first-start-lead")}</p>
                <form method="post" action="/first-start" class="narrow">
                    {code}
                    {new_person(&words, around, "first-start-name-hint")}
                    {shapes(&words, &chosen)}
                    <p class="hint">{words.say("first-start-sheets-hint")}</p>
                    <button>{words.say("first-start-do")}</button>
                </form>
            }
        })
    }

    fn kit(&self, around: &Around, view: &NewKit) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("kit-title"), || paper(&words, view, &FIRST))
    }
}

const FIRST: Way =
    Way { action: "/first-start/kit", title: "kit-title", hint: "kit-last-block-hint", button: "kit-do" };

/// The sheet for the safe.
pub(super) fn kit_sheet(words: &Language, view: &sign_in::KitSheet) -> impl IntoView + use<> {
    let blocks: Vec<_> = view.blocks.iter().map(|block| view! { <li><span>{block.clone()}</span></li> }).collect();
    view! {
        <h1>{words.say("kit-title")}</h1>
        <p>{words.say("kit-lead")}</p>
        <ol class="kit">{blocks}</ol>
        <p>{days(words.with("kit-of", &[("address", view.address.clone()), ("day", view.day.clone())]))}</p>
        <p>{words.say("kit-use")}</p>
    }
}

/// Where the kit is typed, or two of its sheets. `at` tells the forms of one page apart.
pub(super) fn kit_fields(words: &Language, around: &Around, at: &str, required: bool) -> impl IntoView + use<> {
    let own = around.typed("at", "") == at;
    let [first, other] = sign_in::KIT.map(|name| if own { around.typed(name, "") } else { String::new() });
    let [kit, second] = sign_in::KIT;
    let at_field = (!at.is_empty()).then(|| view! { <input type="hidden" name="at" value=at.to_owned() /> });
    view! {
        {at_field}
        {kit_field(words, at, kit, first, required)}
        {kit_field(words, at, second, other, false)}
    }
}

fn kit_field(words: &Language, at: &str, name: &'static str, typed: String, required: bool) -> impl IntoView + use<> {
    let id = if at.is_empty() { format!("f-{name}") } else { format!("f-{at}-{name}") };
    let hint = format!("{id}-hint");
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{words.say(&format!("recover-{name}"))}</label>
            <p class="hint" id=hint.clone()>{words.say(&format!("recover-{name}-hint"))}</p>
            <textarea
                id=id
                name=name
                rows="7"
                class="code"
                required=required
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                aria-describedby=hint
            >{crate::islands::inside(&typed)}</textarea>
        </div>
    }
}

fn name(words: &Language, around: &Around) -> Field {
    Field::text("name", words.say("your-name")).value(around.typed("name", ""))
}

/// Name and a new passphrase, typed twice.
fn new_person(words: &Language, around: &Around, hint: &str) -> impl IntoView + use<> {
    let name = name(words, around).hint(words.say(hint)).autocomplete("username");
    (name.view(), new_passphrase(words))
}

/// A new passphrase, typed twice.
pub(super) fn new_passphrase(words: &Language) -> impl IntoView + use<> {
    let first = Field::passphrase("passphrase", words.say("passphrase-new"), "new-password");
    let second = Field::passphrase("passphrase-again", words.say("passphrase-again"), "new-password");
    (first.hint(words.say("passphrase-hint")).view(), second.view())
}
