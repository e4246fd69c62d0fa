//! The pages of a reviewer from outside: the code, then one suppressed draft and the decision.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::releases::view::Review;

use super::decide;
use crate::components::form::Field;
use crate::language::Language;
use crate::shell;

pub(super) fn door(around: &Around) -> String {
    let words = Language::of(&around.language);
    let title = words.say("reviewer-title");
    shell::page(around, "", &title, || {
        view! {
            <h1>{title.clone()}</h1>
            <p>{words.say("reviewer-lead")}</p>
            <form method="post" action="/review" class="narrow" autocomplete="off">
                {Field::text("code", words.say("reviewer-code-label")).hint(words.say("join-code-hint")).value(around.typed("code", "")).view()}
                <button>{words.say("reviewer-enter")}</button>
            </form>
        }
    })
}

pub(super) fn page(around: &Around, view: &Review) -> String {
    let words = Language::of(&around.language);
    let title = view.documents.first().map_or_else(String::new, |document| document.title.clone());
    // Nobody is signed in: the frame shows neither a study nor a person.
    let around = Around { person: None, study: None, reset: None, ..around.clone() };
    shell::page(&around, "", &title, || {
        view! {
            <h1>{title.clone()}</h1>
            <p class="hint">{words.with("reviewer-sees", &[("name", view.name.clone())])}</p>
            {super::show::previews(&view.documents, 2)}
            <h2>{words.say("release-decide")}</h2>
            {decide::decision(&words, &around, "/review/draft", &view.digest)}
        }
    })
}
