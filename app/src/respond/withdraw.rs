//! Take answers back with the code from the thank-you page. It deletes; it never shows anything.

use leptos::prelude::*;
use server::http::respond::Withdraw;

use super::{frame, paragraphs, say, welcome};

/// What happened to the last code, and the form.
pub fn page(view: &Withdraw) -> impl IntoView + use<> {
    let done = view.outcome.as_deref().is_some_and(|outcome| outcome.starts_with("withdrawn"));
    let outcome = view.outcome.clone().map(|outcome| {
        let class = if done { "notice" } else { "problem" };
        view! { <p class=class role="status" id="outcome">{say(&outcome)}</p> }
    });
    let rest = if done { another().into_any() } else { code(view.outcome.is_some()).into_any() };
    view! {
        <form method="post" action="/withdraw" autocomplete="off">
            {frame::first_button("_go", "on")}
            {frame::languages(&view.frame)}
            <h1>{say("withdraw-title")}</h1>
            {outcome}
            {rest}
        </form>
    }
}

/// The field; at it, too, stands that what was typed last opened nothing.
fn code(wrong: bool) -> impl IntoView {
    let about = if wrong { "code-hint outcome" } else { "code-hint" };
    view! {
        {paragraphs(&say("withdraw-words"))}
        <div class="question">
            <label class="label" for="code">{say("withdraw-code")}</label>
            <p class="hint" id="code-hint">{say("code-hint")}</p>
            {welcome::code_field("code", about, wrong)}
        </div>
        <button name="_go" value="on">{say("withdraw-button")}</button>
    }
}

/// Nothing is left to do; who answered twice may take the other answers back too.
fn another() -> impl IntoView {
    view! {
        <p>{say("withdrawn-words")}</p>
        <p><button class="quiet" name="_go" value="another">{say("withdraw-another")}</button></p>
    }
}
