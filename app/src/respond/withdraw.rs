//! Take answers back with the code from the thank-you page. It deletes; it never shows anything.

use leptos::prelude::*;
use server::http::respond::Withdraw;

use super::{frame, paragraphs, say, welcome};

/// What happened to the last code, and the form.
pub fn page(view: &Withdraw) -> impl IntoView + use<> {
    let done = view.outcome.as_deref() == Some("withdrawn");
    let outcome = view.outcome.clone().map(|outcome| {
        let class = if done { "notice" } else { "problem" };
        view! { <p class=class role="status" id="outcome">{say(&outcome)}</p> }
    });
    let rest = if done { another().into_any() } else { code().into_any() };
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

fn code() -> impl IntoView {
    view! {
        {paragraphs(&say("withdraw-words"))}
        <div class="question">
            <label class="label" for="code">{say("withdraw-code")}</label>
            <p class="hint" id="code-hint">{say("code-hint")}</p>
            {welcome::code_field("code")}
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
